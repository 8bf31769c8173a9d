import fc from "fast-check";
import { expect, test } from "vitest";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { type Normalisation, normalise, rankedPlaces } from "./index.ts";

const { params, results } = golden<{
  params: { x: readonly (number | null)[] };
  results: { normalise: Readonly<Record<string, readonly (number | null)[]>> };
}>("a2_composite_units.json");

const withGaps = (values: readonly (number | null)[]) => values.map((one) => one ?? Number.NaN);

/** What each column of the reference was made with; `scaled` is goalposts that do not stop. */
const cases: readonly (readonly [string, Normalisation, (1 | -1)?])[] = [
  ["minmax_0_100", { method: "min-max" }],
  ["minmax_0_1", { method: "min-max", lower: 0, upper: 1 }],
  ["minmax_1_100", { method: "min-max", lower: 1, upper: 100 }],
  ["zscore_0_1", { method: "z-score" }],
  ["zscore_10_2", { method: "z-score", mean: 10, standardDeviation: 2 }],
  ["scaled", { method: "goalposts", lower: 2, upper: 5, scale: 100, truncate: false }],
  ["rank_max", { method: "rank", ties: "max" }],
  ["rank_min", { method: "rank" }],
  ["rank_avg", { method: "rank", ties: "average" }],
  ["borda_min", { method: "borda" }],
  ["prank", { method: "percentile" }],
  ["dist2max", { method: "min-max", lower: 0, upper: 1 }],
  ["dist2ref_iref4", { method: "distance-to-reference", reference: 3 }],
  ["dist2ref_cap", { method: "distance-to-reference", reference: 3, cap: true }],
  ["dist2targ", { method: "distance-to-target", target: 6 }],
  ["dist2targ_cap", { method: "distance-to-target", target: 6, cap: true }],
  ["dist2targ_neg", { method: "distance-to-target", target: 1 }, -1],
  ["dist2targ_neg_cap", { method: "distance-to-target", target: 1, cap: true }, -1],
  ["fracmax", { method: "fraction-of-maximum" }],
  ["goalposts", { method: "goalposts", lower: 0, upper: 9 }],
  ["goalposts_trunc_neg", { method: "goalposts", lower: 0, upper: 9, scale: 100 }, -1],
];

goldenTest("agrees with COINr 1.1.14 on every normalisation", () => {
  expect(cases.map(([name]) => name).sort()).toEqual(Object.keys(results.normalise).sort());
  for (const [name, normalisation, direction] of cases) {
    const own = normalise(withGaps(params.x), normalisation, direction);
    for (const [at, expected] of withGaps(results.normalise[name]!).entries())
      expect(
        Number.isNaN(expected) ? Number.isNaN(own[at]) : isNear(own[at]!, expected),
        `${name} ${at}: ${own[at]} for ${expected}`,
      ).toBe(true);
  }
});

const column = fc
  .array(
    fc.integer({ min: -1000, max: 1000 }).map((one) => one / 8),
    { minLength: 3, maxLength: 30 },
  )
  .filter((values) => Math.max(...values) - Math.min(...values) > 1e-3);
const free: readonly Normalisation[] = [
  { method: "z-score" },
  { method: "min-max", lower: 1, upper: 100 },
  { method: "rank", ties: "average" },
  { method: "percentile" },
];

test("a scale drops out: metres and feet give the same", () => {
  fc.assert(
    fc.property(
      column,
      fc.constantFrom(...free),
      fc.constantFrom(1 as const, -1 as const),
      (values, way, direction) => {
        const own = normalise(values, way, direction);
        const other = normalise(
          values.map((one) => 3 * one + 7),
          way,
          direction,
        );
        for (const [at, one] of own.entries()) expect(other[at]).toBeCloseTo(one, 6);
      },
    ),
  );
});

test("the order of the areas changes nothing", () => {
  fc.assert(
    fc.property(column, fc.constantFrom(...free), (values, way) => {
      const own = normalise(values, way);
      const back = normalise(values.toReversed(), way).reverse();
      for (const [at, one] of own.entries()) expect(back[at]).toBeCloseTo(one, 8);
    }),
  );
});

test("a direction turns a scale around its middle", () => {
  fc.assert(
    fc.property(column, (values) => {
      const up = normalise(values, { method: "min-max" });
      const down = normalise(values, { method: "min-max" }, -1);
      for (const [at, one] of up.entries()) expect(one + down[at]!).toBeCloseTo(100, 9);
    }),
  );
});

test.for([
  ["one value for all", [2, 2, 2], { method: "z-score" }, "no-variance"],
  ["one value for all", [2, 2, 2], { method: "min-max" }, "no-variance"],
  ["one area", [2], { method: "z-score" }, "no-variance"],
  ["one area", [2], { method: "percentile" }, "too-few"],
  ["no value", [Number.NaN, Number.NaN], { method: "rank" }, "too-few"],
  ["no area", [], { method: "none" }, "too-few"],
  ["infinity", [1, Infinity], { method: "z-score" }, "not-finite"],
  [
    "a target on the wrong side",
    [1, 2],
    { method: "distance-to-target", target: 0 },
    "out-of-range",
  ],
  ["goalposts the wrong way", [1, 2], { method: "goalposts", lower: 3, upper: 2 }, "out-of-range"],
  ["a range of nothing", [1, 2], { method: "min-max", lower: 1, upper: 1 }, "out-of-range"],
  ["a spread of nothing", [1, 2], { method: "z-score", standardDeviation: 0 }, "out-of-range"],
  ["a fraction of nothing", [-1, -2], { method: "fraction-of-maximum" }, "out-of-range"],
  [
    "a reference that is not there",
    [1, 2],
    { method: "distance-to-reference", reference: 9 },
    "unknown-name",
  ],
  [
    "a reference with a gap",
    [1, Number.NaN],
    { method: "distance-to-reference", reference: 1 },
    "too-few",
  ],
] as const)("%s is refused", ([, values, way, code]) => {
  expect(() => normalise(values, way)).toThrowError(expect.objectContaining({ code }));
});

test("places: R 4.2.2 rank(c(3, -0, 0, NA, 5, 3, -2), ties.method = …)", () => {
  const values = [3, -0, 0, Number.NaN, 5, 3, -2];
  const placed = (ties: "min" | "max" | "average" | "dense") =>
    Array.from(rankedPlaces(values, { order: "lowest-first", ties }));
  expect(placed("min")).toEqual([4, 2, 2, Number.NaN, 6, 4, 1]);
  expect(placed("max")).toEqual([5, 3, 3, Number.NaN, 6, 5, 1]);
  expect(placed("average")).toEqual([4.5, 2.5, 2.5, Number.NaN, 6, 4.5, 1]);
  expect(placed("dense")).toEqual([3, 2, 2, Number.NaN, 4, 3, 1]);
});

test("places are one more than the number of larger values, for any numbers", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.integer({ min: -3, max: 3 }),
          fc.constant(Number.NaN),
        ),
        { maxLength: 40 },
      ),
      (values) => {
        const places = rankedPlaces(values, { order: "highest-first" });
        for (const [at, own] of values.entries()) {
          const larger = values.filter((other) => other > own).length;
          expect(places[at]).toBe(Number.isNaN(own) ? Number.NaN : larger + 1);
        }
      },
    ),
  );
});
