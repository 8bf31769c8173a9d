import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addCounts,
  addMeans,
  addRatios,
  coverageOf,
  isCovered,
  type MemberCount,
} from "./index.ts";

const unknown = null;
const below10 = { least: 0, most: 9 };

// Worked out by hand.
test.for<readonly [string, readonly MemberCount[], number, number, number, number]>([
  // members                      known  sum  least  most
  ["all known", [120, 40], 2, 160, 160, 160],
  ["a bound", [120, below10, 40], 2, 160, 160, 169],
  ["a suppressed member", [120, unknown, 40], 2, 160, 160, Infinity],
  ["a real zero", [0, 5], 2, 5, 5, 5],
  ["nobody known", [unknown, below10], 0, 0, 0, Infinity],
  ["no members", [], 0, 0, 0, 0],
])("counts: %s", ([, members, known, sum, least, most]) => {
  expect(addCounts(members)).toEqual({ sum, known, of: members.length, least, most });
});

test("a share of all comes from counts, however different the shares are", () => {
  // 5 of 10 and 100 of 1,000: 105 of 1,010, where the mean of the percentages is 30 %.
  const { ratio } = addRatios([
    { numerator: 5, denominator: 10 },
    { numerator: 100, denominator: 1000 },
  ]);
  expect(ratio).toBe(105 / 1010);
});

test("a share without counts leaves the ratio to the others, and says so", () => {
  const together = addRatios([
    { numerator: 5, denominator: 10 },
    { numerator: null, denominator: null },
  ]);
  expect(together).toEqual({
    numerator: 5,
    denominator: 10,
    ratio: 0.5,
    range: null,
    coverage: { members: { known: 1, of: 2 }, size: null },
  });
});

test("no denominators, no ratio: not 0 and not NaN", () => {
  expect(addRatios([]).ratio).toBeNull();
  expect(addRatios([{ numerator: 0, denominator: 0 }]).ratio).toBeNull();
  expect(addMeans([{ mean: 3, weight: 0 }]).mean).toBeNull();
});

test("a mean is weighted by what it is a mean over", () => {
  expect(
    addMeans([
      { mean: 200, weight: 300 },
      { mean: 400, weight: 100 },
      { mean: null, weight: 100 },
    ]),
  ).toEqual({ mean: 250, weight: 400, coverage: { members: { known: 2, of: 3 }, size: 0.8 } });
});

test.for([
  [[900, 50, 50], [true, false, false], 0.9, true],
  [[900, 50, 50], [true, false, false], 0.91, false],
  [[900, null, 50], [true, true, false], 0.6, true],
  [[900, null, 50], [true, false, false], 0.6, false],
  [[900, 50], [false, false], 0, false],
] as const)("sizes %j with known %j at %d: %s", ([sizes, known, minimum, expected]) => {
  const members = sizes.map((size, at) => ({ size, isKnown: known[at]! }));
  expect(isCovered(coverageOf(members), minimum)).toBe(expected);
});

test("whatever is left out, the real total lies between the ends", () => {
  const member = fc.record({ count: fc.nat(50), rest: fc.nat(50), hidden: fc.boolean() });
  fc.assert(
    fc.property(fc.array(member, { minLength: 1 }), (members) => {
      const seen = members.map(({ count, rest, hidden }) => ({
        numerator: hidden ? null : count,
        denominator: count + rest,
      }));
      const real = members.reduce((so, { count }) => so + count, 0);
      const size = members.reduce((so, { count, rest }) => so + count + rest, 0);
      const { least, most } = addCounts(seen.map(({ numerator }) => numerator));
      expect(least <= real && real <= most).toBe(true);
      const { range } = addRatios(seen);
      if (size === 0) expect(range).toBeNull();
      else expect(range!.least <= real / size && real / size <= range!.most).toBe(true);
    }),
  );
});

test.for([[-1], [Number.NaN], [{ least: 3, most: 2 }]] as const)("refuses %j", ([count]) => {
  expect(() => addCounts([count])).toThrow("not a count");
});
