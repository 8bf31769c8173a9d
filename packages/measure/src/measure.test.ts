import fc from "fast-check";
import { expect, test } from "vitest";
import { competitionRanks, isClosing, ratioOfSums, relativeChange } from "./index.ts";

// Worked by hand; R has the same as rank(-x, ties.method = "min").
test.for([
  [[5, 3, 3, 1], "highest-first", [1, 2, 2, 4]],
  [[5, 3, 3, 1], "lowest-first", [4, 2, 2, 1]],
  [[2, null, 7, 2], "highest-first", [2, null, 1, 2]],
  [[0.1 + 0.2, 0.3], "highest-first", [1, 1]],
  [[0, -0, 1], "lowest-first", [1, 1, 3]],
  [[null, null], "highest-first", [null, null]],
  [[], "highest-first", []],
] as const)("places of %j, %s, are %j", ([values, order, places]) => {
  expect(competitionRanks(values, order)).toEqual(places);
});

test("a place is one more than the number of values before it", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: -9, max: 9 }), { nil: null })), (values) => {
      for (const [at, place] of competitionRanks(values, "highest-first").entries()) {
        const own = values[at]!;
        const before = values.filter((other) => other !== null && other > (own ?? 0)).length;
        expect(place).toBe(own === null ? null : before + 1);
      }
    }),
  );
});

test.for([
  [4928, 4373, -555 / 4928],
  [52, 74, 22 / 52],
  [-4, -2, 0.5],
  [5, 5, 0],
  [0, 3, null],
  [0, 0, null],
] as const)("from %d to %d changes by %d", ([from, to, change]) => {
  expect(relativeChange(from, to)).toBe(change);
});

test("the share of groups together is not the mean of their shares", () => {
  const parts = [
    { numerator: 9, denominator: 10 },
    { numerator: 0, denominator: 990 },
  ];
  expect(ratioOfSums(parts)).toEqual({ numerator: 9, denominator: 1000, ratio: 0.009 });
  expect(ratioOfSums([]).ratio).toBeNull();
  expect(ratioOfSums([{ numerator: 0, denominator: 0 }]).ratio).toBeNull();
});

test.for([
  [[3, 2], true],
  [[2, 3], false],
  [[-3, 1], true],
  [[-1, 3], false],
  [[3, 9, 2], true],
  [[2, -2], null],
  [[3], null],
  [[], null],
  [[0, 1], false],
] as const)("gaps %j: closing is %s", ([gaps, closing]) => {
  expect(isClosing(gaps)).toBe(closing);
});

test("refuses what is not a number", () => {
  expect(() => competitionRanks([Number.NaN], "highest-first")).toThrow(RangeError);
  expect(() => relativeChange(1, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  expect(() => ratioOfSums([{ numerator: -1, denominator: 2 }])).toThrow(RangeError);
  expect(() => isClosing([1, Number.NaN])).toThrow(RangeError);
});
