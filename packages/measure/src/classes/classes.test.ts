import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClassMethod, classBreaks, classOf, roundCutOffs } from "./index.ts";

const some = fc.array(fc.integer({ min: -8, max: 12 }), { minLength: 1, maxLength: 11 });

const spread = (values: readonly number[]) => {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
};

/** The least spread within so many classes, by trying every way to cut. */
function leastSpread(values: readonly number[], classes: number): number {
  if (classes === 1) return spread(values);
  let best = Number.POSITIVE_INFINITY;
  for (let cut = 1; cut < values.length; cut++)
    best = Math.min(
      best,
      spread(values.slice(0, cut)) + leastSpread(values.slice(cut), classes - 1),
    );
  return best;
}

test("natural breaks are the best there are: every other way of cutting was tried", () => {
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 5 }), (values, asked) => {
      const sorted = values.toSorted((a, b) => a - b);
      const classes = Math.min(asked, new Set(values).size);
      const { cutOffs, counts } = classBreaks(values, { kind: "natural", classes: asked });
      expect(counts).toHaveLength(classes);
      const parts = counts.map((_, at) => sorted.filter((one) => classOf(one, cutOffs) === at));
      const found = parts.reduce((sum, part) => sum + spread(part), 0);
      expect(found).toBeCloseTo(leastSpread(sorted, classes), 8);
    }),
    { numRuns: 300 },
  );
});

const methods: readonly ClassMethod[] = [
  { kind: "quantile", classes: 4 },
  { kind: "equal-interval", classes: 4 },
  { kind: "natural", classes: 4 },
  { kind: "given", cutOffs: [-2, 0, 3.5] },
];

test.each(methods)("$kind: every value is in one class, equal values in the same", (method) => {
  fc.assert(
    fc.property(some, (values) => {
      const { cutOffs, counts, different } = classBreaks(values, method);
      const counted = counts.map(
        (_, at) => values.filter((v) => classOf(v, cutOffs) === at).length,
      );
      expect(counted).toEqual(counts);
      expect(counts.reduce((sum, one) => sum + one, 0)).toBe(values.length);
      if (method.kind === "quantile" || method.kind === "natural") {
        expect(counts.length).toBeLessThanOrEqual(different);
        expect(Math.min(...counts)).toBeGreaterThan(0);
      }
    }),
  );
});

test.each([
  [
    "quantile, no ties",
    [1, 2, 3, 4, 5, 6],
    { kind: "quantile", classes: 3 },
    [3, 5],
    [2, 2, 2],
    false,
  ],
  [
    "quantile, half are 0",
    [0, 0, 0, 0, 5, 6, 7, 8],
    { kind: "quantile", classes: 4 },
    [5, 7],
    [4, 2, 2],
    true,
  ],
  ["quantile, all equal", [3, 3, 3], { kind: "quantile", classes: 5 }, [], [3], true],
  ["equal interval", [0, 1, 10], { kind: "equal-interval", classes: 2 }, [5], [2, 1], false],
  ["equal interval, one value", [4, 4], { kind: "equal-interval", classes: 3 }, [], [2], true],
  [
    "natural, fewer values than classes",
    [1, 1, 2],
    { kind: "natural", classes: 5 },
    [2],
    [2, 1],
    true,
  ],
  ["given, one class empty", [1, 9], { kind: "given", cutOffs: [2, 3] }, [2, 3], [1, 0, 1], false],
] as const)("%s", (_, values, method, cutOffs, counts, fewer) => {
  const found = classBreaks(values, method);
  expect(Array.from(found.cutOffs)).toEqual(cutOffs);
  expect(found.counts).toEqual(counts);
  expect(found.fewer).toBe(fewer);
});

test("values that hardly differ from a large number are parted as well as small ones", () => {
  const small = [0, 1, 2, 50, 51, 90];
  const large = small.map((one) => 1e9 + one / 1024);
  const method = { kind: "natural", classes: 3 } as const;
  expect(classBreaks(large, method).counts).toEqual(classBreaks(small, method).counts);
});

test("12,000 values fall in seven natural classes", () => {
  const values = Array.from({ length: 12_000 }, (_, at) => Math.sin(at * 12.9898) * 43758.5453);
  expect(classBreaks(values, { kind: "natural", classes: 7 }).counts).toHaveLength(7);
});

test("rounding a cut-off moves no value to another class", () => {
  const number = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 2, maxLength: 20 }),
      fc.nat(3),
      (values, decimals) => {
        const { cutOffs } = classBreaks(values, { kind: "natural", classes: 4 });
        const shown = roundCutOffs(values, cutOffs, decimals);
        for (const value of values)
          expect(classOf(value, shown.cutOffs)).toBe(classOf(value, cutOffs));
      },
    ),
  );
});

test.each([
  [[], { kind: "quantile", classes: 3 }, /at least 1/],
  [[1, Number.NaN], { kind: "quantile", classes: 3 }, /a number is needed/],
  [[1, 2], { kind: "natural", classes: 0 }, /from 1 to 100/],
  [[1, 2], { kind: "given", cutOffs: [3, 3] }, /larger than the one before/],
] as const)("%j cannot be put into classes with %j", (values, method, sentence) => {
  expect(() => classBreaks(values as readonly number[], method)).toThrow(sentence);
});
