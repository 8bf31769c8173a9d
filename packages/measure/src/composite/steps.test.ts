import fc from "fast-check";
import { expect, test } from "vitest";
import {
  classify,
  denominate,
  fillGaps,
  rankedPlaces,
  screenAreas,
  transformColumn,
  varianceShares,
} from "./index.ts";

const gap = Number.NaN;

test("counts over what they are counted over; a gap on either side is a gap", () => {
  expect(Array.from(denominate([10, gap, 3, 0], [1000, 500, gap, 200], 100))).toEqual([
    1,
    gap,
    gap,
    0,
  ]);
});

test.for([
  ["mean", [1, 3, gap, 8], undefined, [1, 3, 4, 8]],
  ["median", [1, 3, gap, 8], undefined, [1, 3, 3, 8]],
  ["group-mean", [1, gap, 6, gap], ["a", "a", "b", "b"], [1, 1, 6, 6]],
  ["group-median", [1, 2, 9, gap], ["a", "a", "a", "a"], [1, 2, 9, 2]],
  ["group-mean", [1, 2], undefined, [1, 2]],
] as const)("gaps by %s: %j becomes %j", ([rule, values, groups, expected]) => {
  expect(Array.from(fillGaps(values, rule, groups).values)).toEqual(expected);
});

test("a mean that fills gaps does not move", () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: -99, max: 99 }), { nil: gap }), { minLength: 1 }),
      (values) => {
        const present = values.filter((one) => !Number.isNaN(one));
        fc.pre(present.length > 0);
        const mean = (all: readonly number[]) =>
          all.reduce((total, one) => total + one, 0) / all.length;
        const { values: full, filled } = fillGaps(values, "mean");
        expect(mean(Array.from(full))).toBeCloseTo(mean(present), 9);
        expect(filled).toBe(values.length - present.length);
      },
    ),
  );
});

test("areas are screened by what they lack, and by what is 0 of what they have", () => {
  const columns = [
    [1, 0, gap],
    [2, 0, gap],
    [gap, 3, gap],
  ];
  const { data, nonZero, keeps } = screenAreas(columns, { leastData: 0.5, leastNonZero: 0.5 });
  expect(Array.from(data)).toEqual([2 / 3, 1, 0]);
  expect(Array.from(nonZero)).toEqual([1, 1 - 2 / 3, gap]);
  expect(Array.from(keeps)).toEqual([1, 0, 0]);
  expect(Array.from(screenAreas(columns).keeps)).toEqual([1, 1, 0]);
});

test("classes: a value on a cut-off is above it, a gap has none, quantiles are nearly equally full", () => {
  expect(Array.from(classify([1, 2, 3, gap], { cutOffs: [2, 3] }).classes)).toEqual([0, 1, 2, gap]);
  const { classes, cutOffs } = classify([8, 1, 7, 2, 6, 3, 5, 4], { quantiles: 4 });
  // R 4.2.2: quantile(1:8, 1:3/4) is 2.75, 4.5, 6.25.
  expect(Array.from(cutOffs)).toEqual([2.75, 4.5, 6.25]);
  for (const one of [0, 1, 2, 3]) expect(classes.filter((own) => own === one)).toHaveLength(2);
});

test("shares of the variance add up to 1", () => {
  const column = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 6 }), (parts) => {
      const whole = parts[0]!.map((_, row) => parts.reduce((total, part) => total + part[row]!, 0));
      fc.pre(new Set(whole).size > 1);
      expect(varianceShares(parts).reduce((total, one) => total + one, 0)).toBeCloseTo(1, 9);
    }),
  );
});

// By the formula of the Global Innovation Index 2020, appendix IV; COINr 1.1.14 gives the column back as it was.
test("the logarithm of the Global Innovation Index runs from 0 to the logarithm of the largest value", () => {
  expect(Array.from(transformColumn([3, 12, 21], { method: "log-gii" }))).toEqual([
    0,
    Math.log(11),
    Math.log(21),
  ]);
});

test("neighbours within the tolerance share a place, also in a long row of them", () => {
  const close = [1, 1 + 1e-13, 1 + 2e-13, 2];
  expect(Array.from(rankedPlaces(close, { order: "highest-first", tolerance: 1e-12 }))).toEqual([
    2, 2, 2, 1,
  ]);
  expect(Array.from(rankedPlaces(close, { order: "highest-first" }))).toEqual([4, 3, 2, 1]);
});

test.for([
  ["counting over 0", () => denominate([1], [0]), "out-of-range"],
  ["counting per 0", () => denominate([1], [1], 0), "out-of-range"],
  ["one count over two", () => denominate([1], [1, 2]), "length-mismatch"],
  ["a column of gaps", () => fillGaps([gap, gap], "mean"), "empty-group"],
  ["a group of gaps", () => fillGaps([gap, 1], "group-mean", ["a", "b"]), "empty-group"],
  ["groups that are not there", () => fillGaps([gap, 1], "group-mean"), "empty-group"],
  ["groups of another length", () => fillGaps([gap, 1], "group-mean", ["a"]), "length-mismatch"],
  ["infinity", () => fillGaps([Infinity], "mean"), "not-finite"],
  ["screening nothing", () => screenAreas([]), "too-few"],
  ["a share above 1", () => screenAreas([[1]], { leastData: 90 }), "out-of-range"],
  ["cut-offs the wrong way", () => classify([1, 2], { cutOffs: [2, 1] }), "out-of-range"],
  ["one class", () => classify([1, 2], { quantiles: 1 }), "out-of-range"],
  ["more classes than areas", () => classify([1, 2], { quantiles: 5 }), "too-few"],
  ["classes of equal values", () => classify([1, 1, 1, 1], { quantiles: 2.5 }), "out-of-range"],
  ["quantiles of equal values", () => classify([1, 1, 1, 1], { quantiles: 3 }), "out-of-range"],
  [
    "shares of no variance",
    () =>
      varianceShares([
        [1, 1],
        [2, 2],
      ]),
    "no-variance",
  ],
  ["shares of one row", () => varianceShares([[1]]), "too-few"],
  [
    "ties that are not known",
    () => rankedPlaces([1], { order: "lowest-first", ties: "random" as never }),
    "out-of-range",
  ],
] as const)("%s is refused", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ code }));
});
