import fc from "fast-check";
import { expect, test } from "vitest";
import { isNear } from "../../../../tests/support/golden.ts";
import { Random } from "../numeric/index.ts";
import {
  type Aggregation,
  type CompositeData,
  type CompositeIndex,
  type CompositeSpec,
  compositeIndex,
} from "./index.ts";

/** A made index: values of 5 indicators for some areas in 2 periods, in a tree of two levels. */
const aggregations: readonly Aggregation[] = ["arithmetic", "geometric", "harmonic", { power: 3 }];
const world = fc.record({
  seed: fc.nat(10_000),
  areas: fc.integer({ min: 4, max: 8 }),
  gaps: fc.boolean(),
  inner: fc.constantFrom(...aggregations),
  outer: fc.constantFrom(...aggregations),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

function made({ seed, areas, gaps, inner, outer }: World): readonly [CompositeData, CompositeSpec] {
  const random = new Random(seed);
  const value = () => (gaps && random.uniform() < 0.1 ? Number.NaN : 1 + 99 * random.uniform());
  const columns = Array.from({ length: 5 }, () => Float64Array.from({ length: 2 * areas }, value));
  const parents = ["a", "a", "b", "b", "index"];
  return [
    { columns, periods: [areas, areas] },
    {
      indicators: parents.map((parent, at) => ({
        name: `i${at}`,
        parent,
        weight: 1 + (at % 3),
        direction: at === 3 ? -1 : 1,
      })),
      dimensions: [{ name: "a", weight: 2 }, { name: "b" }],
      normalisation: { method: "min-max", lower: 1, upper: 100 },
      missing: gaps ? { rule: "available-case", least: 0.3 } : { rule: "none" },
      aggregation: [inner, outer],
    },
  ];
}

const sumOver = (columns: readonly Float64Array[], row: number) =>
  columns.reduce((sum, one) => sum + one[row]!, 0);

/** Contributions of the indicators add up to the whole, and those within a dimension to that of the dimension. */
function expectWhole(
  index: CompositeIndex,
  parts: readonly Float64Array[],
  whole: Float64Array,
): void {
  for (const [row, expected] of whole.entries()) {
    if (Number.isNaN(expected)) {
      expect(parts.every((one) => Number.isNaN(one[row]))).toBe(true);
      continue;
    }
    expect(sumOver(parts.slice(0, index.indicatorCount), row)).toBeCloseTo(expected, 9);
    for (let node = index.indicatorCount; node < parts.length; node++) {
      const own = parts.filter((_, at) => index.parents[at] === node);
      expect(sumOver(own, row)).toBeCloseTo(parts[node]![row]!, 9);
    }
  }
}

test("contributions add up to the score and to its change, for every mean and with gaps", () => {
  fc.assert(
    fc.property(world, (one) => {
      const index = compositeIndex(...made(one));
      expectWhole(index, index.contributions, index.score);
      const before = Int32Array.from({ length: one.areas }, (_, at) => at);
      const after = before.map((at) => at + one.areas);
      const change = Float64Array.from(
        before,
        (at) => index.score[at + one.areas]! - index.score[at]!,
      );
      expectWhole(index, index.changeBetween({ before, after }), change);
    }),
  );
});

test("an indicator that did not change brings nothing to the change, and back again is the opposite", () => {
  fc.assert(
    fc.property(world, (one) => {
      const [data, spec] = made({ ...one, gaps: false });
      const still = data.columns[0] as Float64Array;
      still.copyWithin(one.areas, 0, one.areas);
      const index = compositeIndex(data, spec);
      const before = Int32Array.from({ length: one.areas }, (_, at) => at);
      const after = before.map((at) => at + one.areas);
      const forth = index.changeBetween({ before, after });
      const back = index.changeBetween({ before: after, after: before });
      for (const [node, column] of forth.entries())
        for (const [pair, own] of column.entries()) {
          if (node === 0) expect(own).toBeCloseTo(0, 10);
          expect(back[node]![pair]).toBeCloseTo(-own, 9);
        }
    }),
  );
});

test("the order of the areas changes nothing", () => {
  fc.assert(
    fc.property(world, (one) => {
      const [data, spec] = made(one);
      const turned = {
        columns: data.columns.map((column) => Float64Array.from(column).reverse()),
        periods: data.periods,
      };
      const [own, other] = [compositeIndex(data, spec), compositeIndex(turned, spec)];
      const back = other.score.toReversed();
      for (const [row, score] of own.score.entries())
        expect(Number.isNaN(score) ? Number.isNaN(back[row]) : isNear(back[row]!, score)).toBe(
          true,
        );
      expect(Array.from(other.ranks.toReversed())).toEqual(Array.from(own.ranks));
    }),
  );
});

test("the fast way and the general way are the same way", () => {
  fc.assert(
    fc.property(world, (one) => {
      const [data, spec] = made({ ...one, gaps: false, inner: "arithmetic", outer: "arithmetic" });
      const fast = compositeIndex(data, spec);
      const general = compositeIndex(data, { ...spec, missing: { rule: "available-case" } });
      expect(Array.from(fast.ranks)).toEqual(Array.from(general.ranks));
      for (const [node, column] of fast.contributions.entries())
        for (const [row, own] of column.entries())
          expect(general.contributions[node]![row]).toBeCloseTo(own, 9);
      for (const [node, column] of fast.scores().entries())
        for (const [row, own] of column.entries())
          expect(general.scores()[node]![row]).toBeCloseTo(own, 9);
    }),
  );
});

test("memory that is handed in gives the same index, and is asked to be large enough", () => {
  const [data, spec] = made({
    seed: 1,
    areas: 5,
    gaps: false,
    inner: "arithmetic",
    outer: "arithmetic",
  });
  const plain = compositeIndex(data, spec);
  const memory = new Float64Array(80).fill(7);
  expect(Array.from(compositeIndex(data, spec, { memory }).score)).toEqual(Array.from(plain.score));
  expect(() => compositeIndex(data, spec, { memory: memory.subarray(1) })).toThrowError(
    expect.objectContaining({ code: "too-few" }),
  );
});

const three = {
  columns: [
    [1, 2, 3],
    [9, Number.NaN, 3],
  ],
};
const two = [{ name: "x" }, { name: "y", direction: -1 as const }];

test("an area with a gap has no score, unless what there is may do", () => {
  const strict = compositeIndex(three, { indicators: two });
  expect(Array.from(strict.score)).toEqual([0, Number.NaN, 100]);
  expect(Array.from(strict.ranks)).toEqual([2, Number.NaN, 1]);
  expect(strict.contributions.map((one) => one[1])).toEqual([Number.NaN, Number.NaN]);
  const loose = compositeIndex(three, { indicators: two, missing: { rule: "available-case" } });
  expect(Array.from(loose.score)).toEqual([0, 50, 100]);
  expect(loose.contributions.map((one) => one[1])).toEqual([50, 0]);
  const half = { rule: "available-case", least: 0.6 } as const;
  expect(compositeIndex(three, { indicators: two, missing: half }).score[1]).toBe(Number.NaN);
});

test("screening drops rows, and says which are left", () => {
  const index = compositeIndex(
    { ...three, periods: [1, 2] },
    { indicators: two, screening: { leastData: 0.9 }, normalisation: { method: "none" } },
  );
  expect(Array.from(index.rows)).toEqual([0, 2]);
  expect(index.periods).toEqual([1, 1]);
  expect(Array.from(index.score)).toEqual([(1 - 9) / 2, 0]);
});

test("the scope says which periods give the numbers of a scale", () => {
  const data = { columns: [[0, 10, 20, 40]], periods: [2, 2] };
  const score = (scope: CompositeSpec["scope"]) =>
    Array.from(compositeIndex(data, { indicators: [{ name: "x" }], scope }).score);
  expect(score(undefined)).toEqual([0, 25, 50, 100]);
  expect(score({ over: "each-period" })).toEqual([0, 100, 0, 100]);
  expect(score({ over: "base-period", base: 0 })).toEqual([0, 100, 200, 400]);
});

test("weights that are found in the figures are those of their own function", () => {
  const random = new Random(5);
  const common = Array.from({ length: 30 }, () => random.normal());
  const columns = [0, 1, 2].map(() => common.map((one) => one + random.normal()));
  const judgement = common.map((one) => 5 + one);
  const indicators = [{ name: "x" }, { name: "y" }, { name: "z" }];
  for (const method of ["equal", "first-component", "factor", "judgement", "optimised"] as const) {
    const index = compositeIndex(
      { columns, judgement },
      { indicators, weighting: { method }, normalisation: { method: "z-score" } },
    );
    expect(
      sumOver(
        [index.weights.slice(0, 3)].flatMap((one) => Array.from(one, (w) => Float64Array.of(w))),
        0,
      ),
    ).toBeCloseTo(1, 12);
    expectWhole(index, index.contributions, index.score);
  }
});

const spec = (more: Partial<CompositeSpec>): CompositeSpec => ({ indicators: two, ...more });
const full = {
  columns: [
    [1, 2, 3],
    [9, 4, 3],
  ],
};
test.for([
  ["no indicator", { columns: [] }, { indicators: [] }, "too-few", "no indicators"],
  [
    "a name twice",
    full,
    spec({ indicators: [{ name: "x" }, { name: "x" }] }),
    "unknown-name",
    '"x" is there twice',
  ],
  [
    "a parent that is not there",
    full,
    spec({ indicators: [{ name: "x", parent: "q" }, { name: "y" }], dimensions: [] }),
    "unknown-name",
    '"q"',
  ],
  [
    "a parent that is an indicator",
    full,
    spec({ indicators: [{ name: "x", parent: "y" }, { name: "y" }] }),
    "unknown-name",
    '"y" is there twice',
  ],
  [
    "a circle",
    full,
    spec({
      dimensions: [
        { name: "a", parent: "b" },
        { name: "b", parent: "a" },
      ],
    }),
    "unknown-name",
    "part of itself",
  ],
  [
    "an empty dimension",
    full,
    spec({ dimensions: [{ name: "a" }] }),
    "empty-group",
    '"a" has no indicator',
  ],
  [
    "weights of 0",
    full,
    spec({
      indicators: [
        { name: "x", weight: 0 },
        { name: "y", weight: 0 },
      ],
    }),
    "empty-group",
    "weight 0",
  ],
  [
    "a weight below 0",
    full,
    spec({ indicators: [{ name: "x", weight: -1 }, { name: "y" }] }),
    "out-of-range",
    "direction -1",
  ],
  [
    "a level too many",
    full,
    spec({ aggregation: ["arithmetic", "geometric"] }),
    "out-of-range",
    "2 levels",
  ],
  ["a column too few", { columns: [[1, 2]] }, spec({}), "length-mismatch", "columns"],
  ["columns of two lengths", { columns: [[1, 2], [1]] }, spec({}), "length-mismatch", "y has 1"],
  ["periods that do not fit", { ...full, periods: [2, 2] }, spec({}), "length-mismatch", "2 + 2"],
  [
    "no area with enough data",
    {
      columns: [
        [1, Number.NaN],
        [Number.NaN, 1],
      ],
    },
    spec({ screening: { leastData: 1 } }),
    "too-few",
    "enough data",
  ],
  ["a geometric mean of 0", full, spec({ aggregation: "geometric" }), "out-of-range", "x[0] is 0"],
  [
    "no differences",
    {
      columns: [
        [1, 2, 3],
        [4, 4, 4],
      ],
    },
    spec({}),
    "no-variance",
    "y: all 3",
  ],
  [
    "a judgement that is not there",
    full,
    spec({ weighting: { method: "judgement" } }),
    "unknown-name",
    "judgement",
  ],
  [
    "groups that are not there",
    three,
    spec({ missing: { rule: "group-mean" } }),
    "empty-group",
    "y: the rule",
  ],
  [
    "a base period for ranks",
    { ...full, periods: [2, 1] },
    spec({ scope: { over: "base-period", base: 0 }, normalisation: { method: "rank" } }),
    "out-of-range",
    "base period",
  ],
  [
    "a base period that is not there",
    full,
    spec({ scope: { over: "base-period", base: 3 } }),
    "unknown-name",
    "base period",
  ],
  [
    "infinity",
    {
      columns: [
        [1, 2, Infinity],
        [9, 4, 3],
      ],
    },
    spec({}),
    "not-finite",
    "x[2]",
  ],
  [
    "optimised weights of another mean",
    full,
    spec({
      weighting: { method: "optimised" },
      aggregation: "geometric",
      normalisation: { method: "min-max", lower: 1 },
    }),
    "out-of-range",
    "arithmetic",
  ],
] as const)("%s is refused", ([, data, asked, code, words]) => {
  expect(() => compositeIndex(data, asked)).toThrowError(
    expect.objectContaining({ code, message: expect.stringContaining(words) }),
  );
});
