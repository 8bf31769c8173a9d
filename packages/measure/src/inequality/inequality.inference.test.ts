import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalCdf, Random } from "../numeric/index.ts";
import {
  atkinsonIndex,
  betweenGroupsTest,
  coefficientOfVariation,
  generalisedEntropy,
  giniIndex,
  hooverIndex,
  inequalityInterval,
  standardDeviationOfLogs,
} from "./index.ts";

describe("leaving out one unit at a time", () => {
  const drop = <Value>(values: readonly Value[], at: number) => values.filter((_, i) => i !== at);
  test.for([
    ["gini", giniIndex],
    ["theilT", (x, o) => generalisedEntropy(x, { ...o, alpha: 1 })],
    ["theilL", (x, o) => generalisedEntropy(x, { ...o, alpha: 0 })],
    ["atkinson", (x, o) => atkinsonIndex(x, o)],
    ["coefficientOfVariation", (x, o) => coefficientOfVariation(x, o)],
    ["standardDeviationOfLogs", (x, o) => standardDeviationOfLogs(x, o)],
    ["hoover", hooverIndex],
  ] as const satisfies readonly (readonly [
    string,
    (x: readonly number[], o: { weights: readonly number[] }) => number,
  ])[])("%s is the same as doing it", ([name, measure]) => {
    const unit = fc.tuple(
      fc.double({ min: 0.5, max: 50, noNaN: true }),
      fc.integer({ min: 1, max: 5 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { minLength: 8, maxLength: 14 }), (units) => {
        const [values, weights] = [units.map(([value]) => value), units.map(([, w]) => w)];
        fc.pre(Math.max(...values) - Math.min(...values) > 10);
        const n = units.length;
        const left = units.map((_, at) =>
          measure(drop(values, at), { weights: drop(weights, at) }),
        );
        const centre = left.reduce((sum, value) => sum + value, 0) / n;
        const squares = left.reduce((sum, value) => sum + (value - centre) ** 2, 0);
        fc.pre(n * measure(values, { weights }) - (n - 1) * centre > 0.001);
        const found = inequalityInterval(values, name, { weights });
        expect(found.standardError).toBeCloseTo(Math.sqrt((squares * (n - 1)) / n), 8);
        expect(found.estimate).toBeCloseTo(measure(values, { weights }), 10);
        expect(found.lower).toBeLessThan(found.upper);
      }),
      { numRuns: 50 },
    );
  });
});

// Of a lognormal with standard deviation s of the logarithm (Aitchison & Brown 1957, The Lognormal Distribution).
const truths = {
  gini: (s: number) => 2 * normalCdf(s / Math.SQRT2) - 1,
  theilL: (s: number) => (s * s) / 2,
  standardDeviationOfLogs: (s: number) => s,
  hoover: (s: number) => 2 * normalCdf(s / 2) - 1,
} as const;
test.for([
  ["gini", 0.3, 40],
  ["gini", 0.3, 100],
  ["gini", 0.6, 200],
  ["theilL", 0.3, 100],
  ["standardDeviationOfLogs", 0.6, 40],
  ["hoover", 0.6, 40],
] as const)(
  "the interval of %s misses the truth in 1 of 20 worlds (σ %d, %i areas)",
  ([name, s, n]) => {
    const random = new Random(7);
    const truth = truths[name](s);
    const worlds = 2000;
    let missed = 0;
    for (let world = 0; world < worlds; world++) {
      const values = Array.from({ length: n }, () => Math.exp(s * random.normal()));
      const { lower, upper } = inequalityInterval(values, name);
      if (truth < lower || truth > upper) missed++;
    }
    expect(missed / worlds).toBeGreaterThan(0.03);
    expect(missed / worlds).toBeLessThan(0.07);
  },
);

test.for([
  [20, 20, false],
  [4, 36, false],
  [4, 36, true],
] as const)(
  "groups drawn by lot differ in 1 of 20 worlds (%i and %i areas)",
  ([n, m, weighted]) => {
    const random = new Random(5);
    const groups = Array.from({ length: n + m }, (_, at) => (at < n ? "few" : "many"));
    let alarms = 0;
    for (let world = 0; world < 1000; world++) {
      const values = groups.map(() => Math.exp(0.5 * random.normal()));
      const weights = weighted ? groups.map(() => 100 + random.below(2000)) : undefined;
      const { p } = betweenGroupsTest(values, groups, { permutations: 199, seed: world, weights });
      if (p <= 0.05) alarms++;
    }
    expect(alarms / 1000).toBeGreaterThan(0.03);
    expect(alarms / 1000).toBeLessThan(0.07);
  },
);

test("sees a difference that is there, and what lot alone would make", () => {
  const random = new Random(1);
  const groups = Array.from({ length: 40 }, (_, at) => `g${at % 4}`);
  const values = groups.map((group) => (group === "g0" ? 2 : 1) * Math.exp(0.2 * random.normal()));
  const found = betweenGroupsTest(values, groups);
  expect(found.p).toBe(0.001);
  expect(found.betweenShare).toBeGreaterThan(0.5);
  // Of k groups by lot the share between is (k − 1)/(n − 1) for the variance, and near that for Theil's T.
  expect(Math.abs(found.expectedShare - 3 / 39)).toBeLessThan(0.02);
  expect(betweenGroupsTest(values, groups)).toEqual(found);
  expect(betweenGroupsTest(values, groups, { seed: 2 })).not.toEqual(found);
});

test("counts ties as equally large", () => {
  // Two of four areas have 0.1 + 0.2 and 0.3: of the 6 ways to draw 2 areas, 4 give as large a gap as 1 | 3.
  const { p } = betweenGroupsTest([0.1, 0.3, 0.1 + 0.2, 0.1], ["a", "b", "a", "b"], {
    permutations: 9999,
  });
  expect(p).toBe(1);
});

test.for([
  ["two areas", () => inequalityInterval([1, 2], "gini"), "too-few"],
  ["all the same", () => inequalityInterval([2, 2, 2], "gini"), "no-variance"],
  ["one has all", () => inequalityInterval([0, 0, 2], "gini"), "too-few"],
  ["a zero in logarithms", () => inequalityInterval([0, 1, 2], "theilL"), "out-of-range"],
  [
    "a zero in Atkinson",
    () => inequalityInterval([0, 1, 2], "atkinson", { epsilon: 1 }),
    "out-of-range",
  ],
  ["all the same in a test", () => betweenGroupsTest([2, 2], ["a", "b"]), "no-variance"],
  [
    "no reshuffles",
    () => betweenGroupsTest([1, 2], ["a", "b"], { permutations: 0 }),
    "out-of-range",
  ],
] as const)("%s: %s", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
