import fc from "fast-check";
import { expect, test } from "vitest";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import {
  excessKurtosis,
  skewness,
  type Transform,
  transformColumn,
  treatOutliers,
  weightedMean,
  winsorise,
} from "./index.ts";

interface Numbers {
  readonly x: readonly number[];
}
const { params, results } = golden<{
  params: { v: readonly (number | null)[]; w: readonly number[] };
  results: {
    aggregate: Readonly<Record<"amean" | "gmean" | "hmean", number>>;
    treat: Numbers & {
      skew: number;
      kurt: number;
      winsorise: Numbers & { nwin: number; treated: readonly string[] };
      log_CT: Numbers;
      log_CT_plus: Numbers;
      log_CT_orig: Numbers;
      "boxcox0.3": readonly number[];
      Treat_winsor_then_log: Numbers;
    };
  };
}>("a2_composite_units.json");

function expectNear(own: ArrayLike<number>, expected: readonly number[]): void {
  for (const [at, one] of expected.entries())
    expect(isNear(own[at]!, one), `${at}: ${own[at]} for ${one}`).toBe(true);
}

goldenTest("agrees with COINr 1.1.14 on skewness, kurtosis and winsorising", () => {
  const { x, skew, kurt, winsorise: expected } = results.treat;
  expectNear([skewness(x), excessKurtosis(x)], [skew, kurt]);
  const own = winsorise(x);
  expectNear(own.values, expected.x);
  expect(own.changed).toBe(expected.nwin);
  expect(
    Array.from(own.where, (one) => ({ "1": "winhi", "-1": "winlo" })[String(one)] ?? ""),
  ).toEqual(expected.treated);
  expectNear(
    treatOutliers(x, { method: "winsorise", otherwise: { method: "log-shift" } }).values,
    results.treat.Treat_winsor_then_log.x,
  );
});

goldenTest("agrees with COINr 1.1.14 on curves", () => {
  const { x, ...expected } = results.treat;
  const sizes = x.map(Math.abs);
  expectNear(transformColumn(x, { method: "log-shift" }), expected.log_CT.x);
  expectNear(transformColumn(x, { method: "log-shift-signed" }), expected.log_CT_plus.x);
  // The reference put these two on absolute values, for Box–Cox plus 1.
  expectNear(transformColumn(sizes, { method: "log-from-minimum" }), expected.log_CT_orig.x);
  const above = sizes.map((one) => one + 1);
  expectNear(transformColumn(above, { method: "box-cox", lambda: 0.3 }), expected["boxcox0.3"]);
});

goldenTest("agrees with COINr 1.1.14 on weighted means", () => {
  const values = params.v.map((one) => one ?? Number.NaN);
  const { amean, gmean, hmean } = results.aggregate;
  expectNear(
    (["arithmetic", "geometric", "harmonic"] as const).map((way) =>
      weightedMean(values, params.w, way),
    ),
    [amean, gmean, hmean],
  );
});

test("a power mean of exponent 2 is the root of the mean square, and 1, 0 and −1 are the well-known ones", () => {
  expect(weightedMean([1, 7], [1, 1], { power: 2 })).toBeCloseTo(5, 12);
  for (const [power, name] of [
    [1, "arithmetic"],
    [0, "geometric"],
    [-1, "harmonic"],
  ] as const)
    expect(weightedMean([1, 7, 3], [1, 2, 1], { power })).toBe(
      weightedMean([1, 7, 3], [1, 2, 1], name),
    );
});

const curves: readonly Transform[] = [
  { method: "log-shift" },
  { method: "log-shift-signed" },
  { method: "log-from-minimum" },
  { method: "box-cox", lambda: 0.5, shift: true },
  { method: "box-cox", lambda: 0, shift: true },
];
const column = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 8, maxLength: 30 })
  .filter((values) => new Set(values).size > 7);

test("a curve keeps the order of the areas", () => {
  fc.assert(
    fc.property(column, fc.constantFrom(...curves), (values, curve) => {
      const own = transformColumn(values, curve);
      for (const [at, one] of values.entries())
        for (const [other, two] of values.entries())
          if (one < two) expect(own[at]).toBeLessThan(own[other]!);
    }),
  );
});

test("winsorising changes at most `most` values, or those that are tied, and only at the ends", () => {
  fc.assert(
    fc.property(column, fc.integer({ min: 0, max: 6 }), (values, most) => {
      const own = winsorise(values, { skewness: 0, kurtosis: -10, most });
      const changed = values.filter((one, at) => one !== own.values[at]);
      expect(own.changed).toBeGreaterThanOrEqual(changed.length);
      const kept = Array.from(own.values);
      for (const [at, one] of values.entries())
        if (one === kept[at]) expect(own.where[at]).toBe(0);
        else expect(own.where[at]).toBe(one > kept[at]! ? 1 : -1);
    }),
  );
});

test("gaps stay gaps and take no part", () => {
  const values = [1, 2, Number.NaN, 3, 4, 60, 5];
  expect(Array.from(winsorise(values).values)).toEqual([1, 2, Number.NaN, 3, 4, 5, 5]);
  expect(skewness(values)).toBe(skewness([1, 2, 3, 4, 60, 5]));
});

test("limits and percentiles cut, and say how often", () => {
  expect(
    treatOutliers([1, 2, 3, 4, 5], { method: "percentiles", lower: 0.25, upper: 0.75 }),
  ).toEqual({
    values: Float64Array.of(2, 2, 3, 4, 4),
    changed: 2,
    transform: null,
  });
  expect(treatOutliers([1, 2], { method: "none" }).changed).toBe(0);
});

test.for([
  ["three values", [1, 2, 3], { method: "winsorise" }, "too-few"],
  ["two values only", [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], { method: "winsorise" }, "no-variance"],
  ["no differences", [1, 1, 1, 1], { method: "winsorise" }, "no-variance"],
  ["a negative threshold", [1, 2, 3, 9], { method: "winsorise", skewness: -1 }, "out-of-range"],
  ["a logarithm of 0", [0, 1, 2], { method: "log" }, "out-of-range"],
  ["a root of less", [-1, 1, 2], { method: "square-root" }, "out-of-range"],
  ["Box–Cox below 0", [-1, 1, 2], { method: "box-cox", lambda: 2 }, "out-of-range"],
  ["a lambda that is none", [1, 2], { method: "box-cox", lambda: Number.NaN }, "out-of-range"],
  ["a curve that would turn around", [0.1, 0.2], { method: "log-gii" }, "out-of-range"],
  ["limits the wrong way", [1, 2], { method: "limits", lower: 2, upper: 1 }, "out-of-range"],
  ["percentiles above 1", [1, 2], { method: "percentiles", lower: 5, upper: 95 }, "out-of-range"],
  ["infinity", [1, -Infinity], { method: "none" }, "not-finite"],
] as const)("%s is refused", ([, values, treatment, code]) => {
  expect(() => treatOutliers(values, treatment)).toThrowError(expect.objectContaining({ code }));
});

test.for([
  ["geometric", [1, 0], [1, 1], "out-of-range"],
  ["harmonic", [1, -2], [1, 1], "out-of-range"],
  ["arithmetic", [1, 2], [1, -1], "out-of-range"],
  ["arithmetic", [1, 2], [0, 0], "empty-group"],
  ["arithmetic", [Number.NaN], [1], "empty-group"],
  ["arithmetic", [1, 2], [1], "length-mismatch"],
] as const)("a %s mean of %j with weights %j is refused", ([way, values, weights, code]) => {
  expect(() => weightedMean(values, weights, way)).toThrowError(expect.objectContaining({ code }));
});
