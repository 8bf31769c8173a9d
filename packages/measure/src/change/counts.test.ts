import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { Random } from "../numeric/index.ts";
import {
  type Adjustment,
  adjustments,
  adjustPValues,
  countInterval,
  funnel,
  proportionDifference,
  rateRatio,
} from "./index.ts";

type Adjusted = Readonly<Record<string, readonly number[]>>;
const { results } = golden<{
  results: {
    newcombe_56_70_48_80: { est: number; lower: number; upper: number };
    bh1995_pvalues: readonly (number | null)[];
    bh1995_adjusted: Adjusted;
    pv2: readonly (number | null)[];
    pv2_adjusted: Adjusted;
    poisson: Readonly<Record<string, readonly number[]>>;
  };
}>("e4_intervals_multipletesting.json");

goldenTest("Poisson intervals agree with R (poisson.test) and with Byar's formula", () => {
  const { deaths, exact_lower, exact_upper, byar_lower, byar_upper } = results.poisson;
  for (const [at, count] of deaths!.entries()) {
    const exact = countInterval(count);
    // The reference takes 1.96 for the normal quantile.
    const byar = countInterval(count, { method: "byar", confidence: 0.950004209703559 });
    for (const [value, expected, tolerance] of [
      [exact.lower, exact_lower![at]!, 1e-9],
      [exact.upper, exact_upper![at]!, 1e-9],
      [byar.lower, byar_lower![at]!, 1e-9],
      [byar.upper, byar_upper![at]!, 1e-9],
    ] as const)
      expect(isNear(value, expected, tolerance), `${count}: ${value} ${expected}`).toBe(true);
  }
});

goldenTest("Newcombe's interval agrees with R and with the published one", () => {
  const { est, lower, upper } = results.newcombe_56_70_48_80;
  const found = proportionDifference({ successes: 48, trials: 80 }, { successes: 56, trials: 70 });
  expect(isNear(found.difference, est)).toBe(true);
  expect(isNear(found.lower, lower)).toBe(true);
  expect(isNear(found.upper, upper)).toBe(true);
});

goldenTest("adjusted p-values agree with R (p.adjust)", () => {
  const names: Readonly<Record<string, Adjustment>> = { BH: "bh", BY: "by" };
  for (const [pValues, adjusted] of [
    [results.bh1995_pvalues, results.bh1995_adjusted],
    [results.pv2, results.pv2_adjusted],
  ] as const)
    for (const [name, expected] of Object.entries(adjusted)) {
      // R leaves areas without a p-value out of the number of tests.
      const present = pValues.flatMap((p, at) => (p === null ? [] : [at]));
      const found = adjustPValues(
        present.map((at) => pValues[at]!),
        names[name] ?? (name as Adjustment),
      );
      for (const [place, at] of present.entries())
        expect(isNear(found[place]!, expected[at]!), `${name} ${at}`).toBe(true);
    }
});

test("adjusting keeps the order, never helps, and does not look at the order of areas", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
      fc.constantFrom(...adjustments),
      (pValues, method) => {
        const found = adjustPValues(pValues, method);
        for (const [at, p] of pValues.entries()) {
          expect(found[at]!).toBeGreaterThanOrEqual(p - 1e-15);
          for (const [other, q] of pValues.entries())
            if (p < q) expect(found[at]!).toBeLessThanOrEqual(found[other]! + 1e-12);
        }
        const reversed = adjustPValues([...pValues].reverse(), method);
        expect([...reversed].reverse()).toEqual([...found]);
      },
    ),
  );
});

// R 4.2.2: fisher.test(matrix(c(3, 1, 1, 3), 2))$p.value; poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878))
// is the example of its help page: rate ratio 1.971488, p = 0.07967, 95 % 0.8717 to 4.2185 approximately.
test("exact tests agree with R", () => {
  const tea = proportionDifference({ successes: 1, trials: 4 }, { successes: 3, trials: 4 });
  expect(tea.pExact).toBeCloseTo(0.4857142857142858, 12);
  const rates = rateRatio({ count: 21, exposure: 3011 }, { count: 11, exposure: 800 });
  expect(rates.ratio).toBeCloseTo(1.971488, 6);
  expect(rates.p).toBeCloseTo(0.07967, 4);
});

describe("in 1 of 20 worlds without a difference there is a false alarm", () => {
  test.for([
    [40, 40],
    [40, 360],
    [360, 40],
  ] as const)("two shares, %i and %i trials: pooled z near 5 %%, Fisher at most", ([n, m]) => {
    const random = new Random(3);
    const draw = (trials: number) => {
      let successes = 0;
      for (let trial = 0; trial < trials; trial++) if (random.uniform() < 0.4) successes += 1;
      return { successes, trials };
    };
    let [alarms, exact] = [0, 0];
    for (let world = 0; world < 2000; world++) {
      const { p, pExact } = proportionDifference(draw(n), draw(m));
      if (p! <= 0.05) alarms += 1;
      if (pExact <= 0.05) exact += 1;
    }
    expect(alarms / 2000).toBeGreaterThan(0.035);
    expect(alarms / 2000).toBeLessThan(0.065);
    expect(exact / 2000).toBeLessThan(0.06);
  });

  test("two rates, 4 areas' exposure against 36: never more than promised", () => {
    const random = new Random(8);
    const poisson = (mean: number) => {
      let [count, product] = [0, random.uniform()];
      for (const limit = Math.exp(-mean); product > limit; count++) product *= random.uniform();
      return count;
    };
    let alarms = 0;
    for (let world = 0; world < 2000; world++) {
      const { p } = rateRatio(
        { count: poisson(18), exposure: 36 },
        { count: poisson(2), exposure: 4 },
      );
      if (p <= 0.05) alarms += 1;
    }
    expect(alarms / 2000).toBeLessThan(0.06);
  });

  test("a funnel holds its coverage, for small and large areas", () => {
    const random = new Random(21);
    const sizes = Array.from({ length: 40 }, (_, at) => (at < 4 ? 40 : 400));
    let outside = 0;
    for (let world = 0; world < 200; world++) {
      const counts = sizes.map((size) => {
        let count = 0;
        for (let one = 0; one < size; one++) if (random.uniform() < 0.2) count += 1;
        return count;
      });
      const { points } = funnel(counts, sizes, { target: 0.2, coverage: 0.95 });
      outside += points.filter(({ place }) => place !== "within").length;
    }
    expect(outside / 8000).toBeGreaterThan(0.03);
    expect(outside / 8000).toBeLessThan(0.07);
  });
});

describe("a funnel", () => {
  test("narrows as areas get larger, and widens where areas differ beyond chance", () => {
    const { points } = funnel([10, 100, 1000], [100, 1000, 10000], { target: 0.1 });
    const widths = points.map(({ lower, upper }) => upper - lower);
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    const uneven = [
      [100, 300, 200, 50, 400],
      [1000, 1000, 1000, 1000, 1000],
    ] as const;
    const [plain, wide] = [funnel(...uneven), funnel(...uneven, { widens: true })];
    expect(plain.overDispersion).toBeGreaterThan(10);
    expect(wide.points[0]!.upper).toBeGreaterThan(plain.points[0]!.upper);
  });

  test("has limits at which the tail is the promised one", () => {
    // Poisson with mean 10: P(X ≤ 3) = 0.01034, P(X ≤ 4) = 0.02925; 0.025 lies at 3 + (0.025 − 0.01034) / 0.01892 = 3.775.
    const [point] = funnel([10], [1], { kind: "rate", target: 10, coverage: 0.95 }).points;
    expect(point!.lower).toBeCloseTo(3.775, 2);
  });
});

test.for([
  [() => countInterval(-1), "out-of-range"],
  [() => countInterval(1.5), "out-of-range"],
  [() => rateRatio({ count: 0, exposure: 1 }, { count: 0, exposure: 1 }), "too-few"],
  [() => rateRatio({ count: 1, exposure: 0 }, { count: 0, exposure: 1 }), "out-of-range"],
  [() => adjustPValues([]), "too-few"],
  [() => adjustPValues([0.5, 1.5]), "out-of-range"],
  [() => funnel([0, 0], [10, 10]), "out-of-range"],
  [() => funnel([5, 11], [10, 10]), "out-of-range"],
  [() => funnel([5], [10, 10]), "length-mismatch"],
] as const)("an impossible question is refused: %#", ([ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
