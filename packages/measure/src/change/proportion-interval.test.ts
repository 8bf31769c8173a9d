import fc from "fast-check";
import { expect, test } from "vitest";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { Random } from "../numeric/index.ts";
import { proportionInterval } from "./index.ts";

interface Bounds {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}
const { results } = golden<{
  results: {
    binomial: {
      x: readonly number[];
      n: readonly number[];
      "wilson_prop.test": Bounds;
      "clopper_binom.test": Bounds;
    };
  };
}>("e4_intervals_multipletesting.json");

goldenTest("agrees with R: prop.test (Wilson) and binom.test (Clopper–Pearson)", () => {
  const { x, n, "wilson_prop.test": wilson, "clopper_binom.test": exact } = results.binomial;
  for (const [at, successes] of x.entries())
    for (const [method, bounds] of [
      ["wilson", wilson],
      ["clopper-pearson", exact],
    ] as const) {
      const { lower, upper } = proportionInterval(successes, n[at]!, { method });
      expect(isNear(lower, bounds.lower[at]!), `${method} lower ${successes}/${n[at]}`).toBe(true);
      expect(isNear(upper, bounds.upper[at]!), `${method} upper ${successes}/${n[at]}`).toBe(true);
    }
});

test("Clopper–Pearson holds Wilson's promise in every world: it covers at least as often as it says", () => {
  const random = new Random(11);
  for (const [share, trials] of [
    [0.03, 40],
    [0.3, 12],
    [0.5, 200],
  ] as const) {
    let covered = 0;
    for (let world = 0; world < 2000; world++) {
      let successes = 0;
      for (let trial = 0; trial < trials; trial++) if (random.uniform() < share) successes++;
      const { lower, upper } = proportionInterval(successes, trials, { method: "clopper-pearson" });
      if (lower <= share && share <= upper) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.94);
  }
});

test("success and failure are each other's mirror", () => {
  fc.assert(
    fc.property(
      fc.nat(500).chain((trials) => fc.tuple(fc.nat(trials), fc.constant(trials + 1))),
      fc.constantFrom("wilson" as const, "clopper-pearson" as const),
      ([successes, trials], method) => {
        const own = proportionInterval(successes, trials, { method });
        const other = proportionInterval(trials - successes, trials, { method });
        expect(own.lower).toBeCloseTo(1 - other.upper, 10);
        expect(own.lower).toBeLessThanOrEqual(own.proportion);
        expect(own.upper).toBeGreaterThanOrEqual(own.proportion);
      },
    ),
  );
});

test.for([
  [3, 0, "out-of-range"],
  [3, 2, "out-of-range"],
  [-1, 2, "out-of-range"],
  [1.5, 2, "out-of-range"],
] as const)("%d of %d is refused: %s", ([successes, trials, code]) => {
  expect(() => proportionInterval(successes, trials)).toThrowError(
    expect.objectContaining({ name: "MeasureError", code }),
  );
});
