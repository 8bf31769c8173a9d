import fc from "fast-check";
import { expect, test } from "vitest";
import {
  apiDesigns,
  apiSamples,
  numbersOf,
  textsOf,
} from "../../../../tests/support/api-samples.ts";
import { goldenTest } from "../../../../tests/support/golden.ts";
import {
  kishDesignEffect,
  postStratify,
  rake,
  rakedDesign,
  surveyMean,
  surveyTotal,
} from "./index.ts";

const rows = apiSamples.clus1;
const schoolTypes = {
  variable: "stype",
  categories: textsOf(rows, "stype"),
  totals: { E: 4421, H: 755, M: 1018 },
};
const schoolWide = {
  variable: "sch.wide",
  categories: textsOf(rows, "sch.wide"),
  totals: { No: 1072, Yes: 5122 },
};
const leaveOut = { missing: "leave-out" } as const;

/** R package survey: tests/rakecheck.Rout.save and tests/api.Rout.save (calibrate for the total, which converged further). */
goldenTest.for([
  [
    "raked on type and school-wide target",
    [schoolTypes, schoolWide],
    641.23,
    23.704,
    3647280,
    400603,
  ],
  ["post-stratified on type", [schoolTypes], 642.31, 23.921, 3680893, 406293],
] as const)("%s: mean and total with standard errors as R survey", ([, margins, ...expected]) => {
  const { design, raked } = rakedDesign(apiDesigns.clus1_fpc[1](), margins);
  const mean = surveyMean(design, numbersOf(rows, "api00"));
  const total = surveyTotal(design, numbersOf(rows, "enroll"), leaveOut);
  expect(mean.estimate).toBeCloseTo(expected[0], 2);
  expect(Math.abs(mean.standardError - expected[1])).toBeLessThan(1e-3);
  expect(Math.round(total.estimate)).toBe(expected[2]);
  expect(Math.round(total.standardError)).toBe(expected[3]);
  for (const { after, target } of raked.margins) expect(after / target).toBeCloseTo(1, 9);
});

/** R package survey, tests/rakecheck.Rout.save: a joint margin of two variables beside a third. */
goldenTest("raking on a joint margin and a third variable: as R survey", () => {
  const cells = textsOf(rows, "stype").map((type, row) => `${type} ${schoolWide.categories[row]}`);
  // Counted in data/apipop.csv.
  const totals = {
    "E No": 472,
    "E Yes": 3949,
    "H No": 334,
    "H Yes": 421,
    "M No": 266,
    "M Yes": 752,
  };
  const margins = [
    { variable: "cell", categories: cells, totals },
    {
      variable: "comp.imp",
      categories: textsOf(rows, "comp.imp"),
      totals: { No: 1712, Yes: 4482 },
    },
  ];
  const { design } = rakedDesign(apiDesigns.clus1_fpc[1](), margins);
  const mean = surveyMean(design, numbersOf(rows, "api00"));
  expect(mean.estimate).toBeCloseTo(642.61, 2);
  expect(mean.standardError).toBeCloseTo(22.731, 3);
});

/** A sample with everybody in some cell of 3 × 2, and margins that such a population can have. */
const sample = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(2), fc.nat(1), fc.integer({ min: 1, max: 9 })), {
      minLength: 0,
      maxLength: 30,
    }),
    fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 6, maxLength: 6 }),
  )
  .map(([more, cells]) => {
    const people = [...[0, 1, 2].flatMap((a) => [0, 1].map((b) => [a, b, 1] as const)), ...more];
    const sum = (keep: (a: number, b: number) => boolean) =>
      cells.reduce((all, n, at) => all + (keep(Math.floor(at / 2), at % 2) ? n : 0), 0);
    return {
      weights: people.map(([, , weight]) => weight),
      a: {
        variable: "a",
        categories: people.map(([a]) => a),
        totals: Object.fromEntries([0, 1, 2].map((at) => [at, sum((a) => a === at)])),
      },
      b: {
        variable: "b",
        categories: people.map(([, b]) => b),
        totals: Object.fromEntries([0, 1].map((at) => [at, sum((_, b) => b === at)])),
      },
    };
  });

test("raking hits its margins; the order of the margins and the scale of the weights change nothing", () => {
  fc.assert(
    fc.property(sample, ({ weights, a, b }) => {
      const found = rake(weights, [a, b]);
      for (const { after, target } of found.margins) expect(after / target).toBeCloseTo(1, 8);
      const other = rake(
        weights.map((weight) => weight * 12),
        [b, a],
      );
      for (const [row, weight] of found.weights.entries())
        expect(other.weights[row]! / weight).toBeCloseTo(1, 6);
    }),
    { numRuns: 60 },
  );
});

test("raking keeps the odds ratios of the sample: weights are base × row factor × column factor", () => {
  fc.assert(
    fc.property(sample, ({ weights, a, b }) => {
      const { weights: after } = rake(weights, [a, b], { tolerance: 1e-12 });
      const factor = (row: number) => after[row]! / weights[row]!;
      // The first six rows are the cells 00 01 10 11 20 21.
      expect((factor(0) * factor(3)) / (factor(1) * factor(2))).toBeCloseTo(1, 7);
      expect((factor(0) * factor(5)) / (factor(1) * factor(4))).toBeCloseTo(1, 7);
    }),
    { numRuns: 40 },
  );
});

test("trimmed weights hit the margins within their bounds, as near to the base as can be", () => {
  const a = { variable: "a", categories: [..."xxxxyyyy"], totals: { x: 20, y: 60 } };
  const b = { variable: "b", categories: [..."pqpqpqpq"], totals: { p: 45, q: 35 } };
  const weights = [1, 1, 4, 1, 1, 9, 1, 2];
  const free = rake(weights, [a, b]);
  const tight = rake(weights, [a, b], { trim: { most: 2, least: 0.2 } });
  expect(Math.max(...free.weights)).toBeGreaterThan(20);
  expect(Math.max(...tight.weights)).toBeLessThanOrEqual(20);
  expect(Math.min(...tight.weights)).toBeGreaterThanOrEqual(2);
  expect(tight.trimmed).toBeGreaterThan(0);
  expect(tight.designEffect).toBeLessThan(free.designEffect);
  for (const { after, target } of tight.margins) expect(after).toBeCloseTo(target, 7);
  // Optimality: rows that are not on a bound are still base × row factor × column factor.
  const inner = [...tight.weights].map((w, row) =>
    w > 2.0001 && w < 19.9999 ? w / weights[row]! : 0,
  );
  const cells = new Map<string, number>();
  for (const [row, factor] of inner.entries()) {
    if (factor === 0) continue;
    const cell = `${a.categories[row]}${b.categories[row]}`;
    expect(factor / (cells.get(cell) ?? factor)).toBeCloseTo(1, 7);
    cells.set(cell, factor);
  }
  const loose = { most: 4, least: 0.2, of: "base" } as const;
  for (const [row, weight] of rake(weights, [a, b], { trim: loose }).weights.entries())
    expect(weight / weights[row]!).toBeLessThanOrEqual((4 * 80) / 20 + 1e-9);
  // With at most twice the base, y holds 16 of p at most, so x would have to hold 29.
  expect(() => rake(weights, [a, b], { trim: { ...loose, most: 2 } })).toThrowError(
    /the trimming is too tight/,
  );
});

test("post-stratification multiplies each cell to its size", () => {
  const { weights, iterations } = postStratify([1, 3, 2, 2], [..."aabb"], { a: 40, b: 10 });
  expect([...weights]).toEqual([10, 30, 5, 5]);
  expect(iterations).toBe(1);
});

test("the report has categories in the order of their totals", () => {
  const totals = new Map([
    ["65", 30],
    ["18", 70],
  ]);
  const margin = { variable: "age", categories: ["18", "65", "18"], totals };
  expect(rake([1, 1, 1], [margin]).margins.map(({ category }) => category)).toEqual(["65", "18"]);
});

test("rows with weight 0 stay outside", () => {
  expect([...postStratify([1, 0, 2], [..."aab"], { a: 40, b: 10 }).weights]).toEqual([40, 0, 10]);
});

test("Kish's design effect is 1 plus the squared coefficient of variation", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2 }), (weights) => {
      const mean = weights.reduce((a, b) => a + b) / weights.length;
      const spread = weights.reduce((sum, w) => sum + (w - mean) ** 2, 0) / weights.length;
      expect(kishDesignEffect(weights).designEffect).toBeCloseTo(1 + spread / mean ** 2, 10);
    }),
  );
});

const margin = (variable: string, letters: string, totals: Readonly<Record<string, number>>) => ({
  variable,
  categories: [...letters],
  totals,
});
test.for([
  [
    "margins that contradict",
    [margin("a", "xxyy", { x: 5, y: 5 }), margin("b", "pqpq", { p: 6, q: 6 })],
    "out-of-range",
    "adds up to 10 and b to 12",
  ],
  [
    "nobody in a category",
    [margin("a", "xxxx", { x: 5, y: 5 })],
    "empty-group",
    'a "y": 5 in the population and nobody',
  ],
  [
    "nobody in the population",
    [margin("a", "xxyy", { x: 5, y: 0 })],
    "empty-group",
    "nobody in the population but",
  ],
  ["an unknown category", [margin("a", "xxyz", { x: 5, y: 5 })], "unknown-name", 'a "z" (row 3)'],
  ["a negative total", [margin("a", "xxyy", { x: 15, y: -5 })], "out-of-range", "-5"],
  ["no margins", [], "too-few", "at least one variable"],
  [
    "empty cells that no weights can fill",
    [margin("a", "xxyy", { x: 7, y: 3 }), margin("b", "ppqq", { p: 5, q: 5 })],
    "not-converged",
    "contradict each other in this sample",
  ],
  ["columns of other lengths", [margin("a", "xxy", { x: 7, y: 3 })], "length-mismatch", "4"],
] as const)("%s: %s", ([, margins, code, sentence]) => {
  expect(() => rake([1, 1, 1, 1], margins)).toThrowError(
    expect.objectContaining({
      name: "MeasureError",
      code,
      message: expect.stringContaining(sentence),
    }),
  );
});

test("what else can be asked wrongly says so", () => {
  const a = margin("a", "xxyy", { x: 9, y: 1 });
  const says = (ask: () => unknown, sentence: RegExp) => expect(ask).toThrowError(sentence);
  says(() => rake([1, -1, 1, 1], [a]), /weights\[1\] is -1/);
  says(() => rake([0, 0, 0, 0], [a]), /all weights are 0/);
  says(() => rake([1, 1, 1, Number.NaN], [a]), /weights\[3\] is NaN/);
  says(
    () => rake([1, 1, 1, 1], [a], { trim: { most: 1.2 } }),
    /must hold 9, but within the trimming/,
  );
  says(() => rake([1, 1, 1, 1], [a], { trim: { most: 0.5 } }), /trim.most is 0.5/);
  const b = margin("b", "xyxy", { x: 0.5, y: 0.5 });
  expect([...rake([1, 1, 1, 1], [a, b], { scaleTotals: true }).weights]).toEqual([
    4.5, 4.5, 0.5, 0.5,
  ]);
});
