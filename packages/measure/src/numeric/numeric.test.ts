import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  betaQuantile,
  chiSquaredUpper,
  fUpper,
  gammaCdf,
  gammaQuantile,
  mean,
  normalCdf,
  normalQuantile,
  quantile,
  Random,
  requireVariance,
  sumOf,
  tCdf,
  tQuantile,
  tTwoSided,
  variance,
} from "./index.ts";

// R 4.2.2: qnorm, pnorm, qt, pt, qbeta, qgamma, pchisq, pf.
test.for([
  ["qnorm(0.975)", normalQuantile(0.975), 1.959963984540054],
  ["pnorm(-8)", normalCdf(-8), 6.220960574271785e-16],
  ["qt(0.975, 14)", tQuantile(0.975, 14), 2.144786687916928],
  ["qt(0.025, 14)", tQuantile(0.025, 14), -2.144786687916928],
  ["qt(0.975, Inf)", tQuantile(0.975, Number.POSITIVE_INFINITY), 1.959963984540054],
  ["2 * pt(-2.144786687916928, 14)", tTwoSided(2.144786687916928, 14), 0.05],
  ["pt(0, 3)", tCdf(0, 3), 0.5],
  ["qbeta(0.025, 3, 8)", betaQuantile(0.025, 3, 8), 0.06673951117773447],
  ["qgamma(0.025, 3)", gammaQuantile(0.025, 3), 0.6186721228956014],
  ["pchisq(3.841458820694124, 1, lower = FALSE)", chiSquaredUpper(3.841458820694124, 1), 0.05],
  ["pf(4.60010993666942, 1, 14, lower = FALSE)", fUpper(4.60010993666942, 1, 14), 0.05],
] as const)("%s", ([, value, expected]) => {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-11 * Math.abs(expected));
});

test("what a quantile gives, the distribution gives back", () => {
  const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
  fc.assert(
    fc.property(share, fc.double({ min: 1, max: 200, noNaN: true }), (p, shape) => {
      expect(tCdf(tQuantile(p, shape), shape)).toBeCloseTo(p, 10);
      expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 10);
      expect(gammaCdf(gammaQuantile(p, shape), shape)).toBeCloseTo(p, 10);
    }),
    { numRuns: 1000 },
  );
});

test("far in a tail the answer is 0 or 1, not an error", () => {
  expect(chiSquaredUpper(5000, 5)).toBe(0);
  expect(chiSquaredUpper(1e-9, 500)).toBe(1);
  expect(gammaCdf(1e-9, 500)).toBe(0);
  expect(gammaCdf(5000, 3)).toBe(1);
  expect(fUpper(1e12, 5, Infinity)).toBe(0);
  expect(gammaQuantile(1, 3)).toBe(Infinity);
});

test("sums keep what is small beside what is large", () => {
  expect(sumOf([1, 1e100, 1, -1e100])).toBe(2);
  expect(mean([1, 2, 4])).toBeCloseTo(7 / 3, 15);
  expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  expect(() => requireVariance("x", [0.1 + 0.2, 0.3])).toThrow(/all 2 values are the same/);
  expect(() => mean([])).toThrow(/at least 1 is needed/);
  expect(() => mean([1, Number.NaN])).toThrow(/values\[1\] is NaN/);
});

// R 4.2.2: quantile(c(3, 6, 7, 8, 8, 10, 13, 15, 16, 20), p, type = 7).
test.for([
  [0, 3],
  [0.1, 5.7],
  [0.25, 7.25],
  [0.5, 9],
  [1, 20],
] as const)("the quantile at %d is %d", ([share, expected]) => {
  expect(quantile([20, 3, 6, 8, 7, 10, 8, 15, 13, 16], share)).toBeCloseTo(expected, 12);
});

describe("random numbers", () => {
  test("are the same for the same seed and stream, and others for others", () => {
    const first = (random: Random) => [random.bits(), random.bits()];
    expect(first(new Random(7, 3))).toEqual(first(new Random(7, 3)));
    const all = [1, 2, 3].flatMap((seed) => [0, 1, 2].map((at) => first(new Random(seed, at))[0]));
    expect(new Set(all).size).toBe(9);
  });

  test("fall evenly", () => {
    const random = new Random(5);
    const counts = new Array<number>(7).fill(0);
    let sum = 0;
    let squares = 0;
    for (let draw = 0; draw < 70_000; draw++) {
      counts[random.below(7)]! += 1;
      const z = random.normal();
      sum += z;
      squares += z * z;
    }
    const chi = counts.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquaredUpper(chi, 6)).toBeGreaterThan(0.001);
    expect(Math.abs(sum / 70_000)).toBeLessThan(0.015);
    expect(squares / 70_000).toBeCloseTo(1, 1);
  });

  test("put things in every order", () => {
    const random = new Random(1);
    const seen = new Set<string>();
    for (let round = 0; round < 200; round++) {
      const values = [1, 2, 3];
      random.shuffle(values);
      seen.add(values.join());
    }
    expect(seen.size).toBe(6);
  });
});
