import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shapleyValues, type Worth } from "./index.ts";

describe("known games", () => {
  // Littlechild & Owen (1973), Management Science 20(3), 370–372: who needs the longest runway pays for its end alone.
  test("a runway of which three aeroplanes need 8, 11 and 18", () => {
    const runway: Worth = (members) => Math.max(0, ...members.map((one) => [8, 11, 18][one]!));
    const { values } = shapleyValues(3, runway);
    expect(values.map((value) => Math.round(value * 6))).toEqual([16, 25, 67]);
  });

  // Shapley & Shubik (1954), American Political Science Review 48(3), 787–792: one vote of 50, others of 49 and 1.
  test("votes 50, 49 and 1, of which 51 decide", () => {
    const isWon: Worth = (members) =>
      members.reduce((votes, one) => votes + [50, 49, 1][one]!, 0) >= 51 ? 1 : 0;
    const { values } = shapleyValues(3, isWon);
    expect(values.map((value) => Math.round(value * 6))).toEqual([4, 1, 1]);
  });

  test("the gloves: two left hands and one right", () => {
    const pairs: Worth = (members) => (members.includes(2) && members.length > 1 ? 1 : 0);
    const { values } = shapleyValues(3, pairs);
    expect(values.map((value) => Math.round(value * 6))).toEqual([1, 1, 4]);
  });
});

/** Any game of four players, as the worth of each of 16 coalitions. */
const game = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), {
  minLength: 16,
  maxLength: 16,
});
const worthOf =
  (worths: readonly number[]): Worth =>
  (members) =>
    worths[members.reduce((sum, one) => sum + 2 ** one, 0)]!;

test("the parts are fair: whole, alike for those alike, nothing for nothing, and they add up", () => {
  fc.assert(
    fc.property(game, game, (first, second) => {
      const own = shapleyValues(4, worthOf(first));
      const sum = own.values.reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(first[15]! - first[0]!, 9);
      const both = shapleyValues(4, worthOf(first.map((value, at) => value + second[at]!)));
      const other = shapleyValues(4, worthOf(second));
      for (const [at, value] of both.values.entries())
        expect(value).toBeCloseTo(own.values[at]! + other.values[at]!, 9);
      const idle = shapleyValues(4, (members) =>
        worthOf(first)(members.filter((one) => one !== 3)),
      );
      expect(idle.values[3]).toBeCloseTo(0, 12);
      const turned: Worth = (members) => worthOf(first)(members.map((one) => 3 - one));
      expect(shapleyValues(4, turned).values[3]).toBeCloseTo(own.values[0]!, 9);
    }),
  );
});

describe("by drawing orders", () => {
  const worth: Worth = (members) =>
    Math.sqrt(members.reduce((sum, one) => sum + (one + 1) ** 2, 0)) +
    (members.includes(2) ? 3 : 0);

  test("sums to the whole, and lies within its error", () => {
    const exact = shapleyValues(12, worth);
    const drawn = shapleyValues(12, worth, { method: "sampling", permutations: 300 });
    expect(drawn.values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(exact.total, 9);
    expect(drawn.evaluations).toBe(2 + 600 * 11);
    for (const [at, value] of drawn.values.entries())
      expect(Math.abs(value - exact.values[at]!)).toBeLessThan(
        4 * drawn.standardErrors[at]! + 1e-12,
      );
  });

  test("its standard error says how far it lies off", () => {
    const truth = shapleyValues(6, worth).values[5]!;
    let missed = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const options = { method: "sampling", permutations: 40, seed } as const;
      const { values, standardErrors } = shapleyValues(6, worth, options);
      // Student's t of 39 degrees of freedom: 2.023.
      if (Math.abs(values[5]! - truth) > 2.023 * standardErrors[5]!) missed++;
    }
    expect(missed / 1000).toBeGreaterThan(0.03);
    expect(missed / 1000).toBeLessThan(0.07);
  });

  test("is what is done beyond 15 components, and the same for the same seed", () => {
    const sum: Worth = (members) => members.reduce((all, one) => all + one, 0);
    const drawn = shapleyValues(16, sum, { permutations: 10 });
    expect(drawn.method).toBe("sampling");
    expect(drawn.values).toEqual(Array.from({ length: 16 }, (_, at) => at));
    const options = { method: "sampling", permutations: 20, seed: 4 } as const;
    expect(shapleyValues(9, worth, options)).toEqual(shapleyValues(9, worth, options));
  });
});

test.for([
  ["nobody", () => shapleyValues(0, () => 1), "out-of-range"],
  ["too many", () => shapleyValues(21, () => 1, { method: "exact" }), "out-of-range"],
  ["no worth", () => shapleyValues(2, () => Number.NaN), "not-finite"],
  [
    "one order",
    () => shapleyValues(2, () => 1, { method: "sampling", permutations: 1 }),
    "out-of-range",
  ],
] as const)("%s: %s", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
