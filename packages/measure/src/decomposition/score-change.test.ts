import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { productChangeParts, scoreChangeParts } from "./index.ts";

describe("worked by hand", () => {
  // Two age groups with death rates 10 and 40 and shares ¾ and ¼; later 12 and 30, half and half (method of Kitagawa 1955).
  const before = { values: [10, 40], weights: [300, 100] };
  const after = { values: [12, 30], weights: [200, 200] };

  test("rates and composition of a mean", () => {
    const found = scoreChangeParts(before, after, { score: "mean" });
    expect(found).toMatchObject({ before: 17.5, after: 21, change: 3.5, interaction: 0 });
    // Rates: 0.625 · 2 + 0.375 · −10; composition: (35 − 11) · 0.25, whatever it is counted from.
    expect(found.value).toBeCloseTo(-2.5, 12);
    expect(found.weight).toBeCloseTo(6, 12);
    expect(found.total).toBeCloseTo(3.5, 12);
    const parts = found.parts.map(({ value, weight }) => [value, weight]);
    // The mean of both moments is 19.25: (11 − 19.25) · −0.25 and (35 − 19.25) · 0.25.
    expect(parts).toEqual([
      [expect.closeTo(1.25, 12), expect.closeTo(2.0625, 12)],
      [expect.closeTo(-3.75, 12), expect.closeTo(3.9375, 12)],
    ]);
  });

  test("the same with a part for both together", () => {
    const found = scoreChangeParts(before, after, { score: "mean", interaction: "separate" });
    expect(found.value).toBeCloseTo(0.75 * 2 - 0.25 * 10, 12);
    expect(found.weight).toBeCloseTo(7.5, 12);
    expect(found.interaction).toBeCloseTo(-0.25 * 2 + 0.25 * -10, 12);
    expect(found.total).toBeCloseTo(3.5, 12);
  });

  test("a sum counts from zero", () => {
    const found = scoreChangeParts(
      { values: [5, 6], weights: [0.5, 0.5] },
      { values: [6, 6], weights: [0.25, 0.75] },
    );
    expect(found.parts).toEqual([
      { value: 0.375, weight: -1.375, interaction: 0, total: -1 },
      { value: 0, weight: 1.5, interaction: 0, total: 1.5 },
    ]);
    expect(found.total).toBe(found.change);
  });

  test("a product: twice as many and as much each", () => {
    const found = productChangeParts([[100], [2]], [[200], [4]]);
    expect(found).toMatchObject({ before: 200, after: 800, change: 600, ratio: 4 });
    expect(found.factors).toEqual([expect.closeTo(300, 9), expect.closeTo(300, 9)]);
    expect(found.ratios).toEqual([expect.closeTo(2, 12), expect.closeTo(2, 12)]);
  });
});

const value = fc.double({ min: -50, max: 50, noNaN: true });
const share = fc.double({ min: 0.01, max: 9, noNaN: true });

test("parts sum to the change, in any order and whatever it is counted from", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, share, value, share), { minLength: 1, maxLength: 12 }),
      fc.constantFrom("sum" as const, "mean" as const),
      fc.constantFrom("shared" as const, "separate" as const),
      (components, score, interaction) => {
        const split = (rows: typeof components) =>
          scoreChangeParts(
            { values: rows.map(([x]) => x), weights: rows.map(([, w]) => w) },
            { values: rows.map(([, , x]) => x), weights: rows.map(([, , , w]) => w) },
            { score, interaction },
          );
        const found = split(components);
        const size = 1 + Math.abs(found.before) + Math.abs(found.after);
        const sum = found.parts.reduce((total, part) => total + part.total, 0);
        expect(Math.abs(sum - found.change)).toBeLessThanOrEqual(1e-11 * size);
        expect(Math.abs(found.total - found.change)).toBeLessThanOrEqual(1e-11 * size);
        const turned = split([...components].reverse());
        for (const [at, part] of [...turned.parts].reverse().entries())
          expect(Math.abs(part.total - found.parts[at]!.total)).toBeLessThanOrEqual(1e-9 * size);
      },
    ),
  );
});

test("back is minus there, when what is both is shared", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, share, value, share), { minLength: 1 }), (rows) => {
      const before = { values: rows.map(([x]) => x), weights: rows.map(([, w]) => w) };
      const after = { values: rows.map(([, , x]) => x), weights: rows.map(([, , , w]) => w) };
      const back = scoreChangeParts(after, before).parts;
      for (const [at, part] of scoreChangeParts(before, after).parts.entries())
        expect(part.total + back[at]!.total).toBeCloseTo(0, 8);
    }),
  );
});

test("factors of a product sum to its change and multiply to its ratio", () => {
  const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
  const unit = fc.tuple(factor, factor, factor, factor, factor, factor);
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), (units) => {
      const column = (at: number) => units.map((one) => one[at]!);
      const found = productChangeParts([0, 1, 2].map(column), [3, 4, 5].map(column));
      const size = found.before + found.after;
      const sum = found.factors.reduce((total, part) => total + part, 0);
      expect(Math.abs(sum - found.change)).toBeLessThanOrEqual(1e-10 * size);
      const product = found.ratios.reduce((all, ratio) => all * ratio, 1);
      expect(Math.abs(Math.log(product / found.ratio))).toBeLessThan(1e-8);
    }),
  );
});

test("hardly any change is divided too", () => {
  const { change, factors } = productChangeParts([[100], [2]], [[100 + 1e-7], [2]]);
  expect(factors[0]! / change).toBeCloseTo(1, 6);
  expect(factors[1]).toBe(0);
});

const one = { values: [1], weights: [1] };
test.for([
  ["nothing", () => scoreChangeParts({ values: [], weights: [] }, one), "too-few"],
  [
    "other components",
    () => scoreChangeParts(one, { values: [1, 2], weights: [1, 2] }),
    "length-mismatch",
  ],
  ["a gap", () => scoreChangeParts({ values: [Number.NaN], weights: [1] }, one), "not-finite"],
  [
    "a mean without weights",
    () => scoreChangeParts({ values: [1], weights: [0] }, one, { score: "mean" }),
    "empty-group",
  ],
  [
    "around a mean that has moved",
    () => scoreChangeParts(one, { values: [1], weights: [2] }, { around: "mean" }),
    "out-of-range",
  ],
  ["no factors", () => productChangeParts([], []), "too-few"],
  [
    "beyond what can be held",
    () => productChangeParts([[1e200], [1e200]], [[1], [1]]),
    "not-finite",
  ],
  ["a factor of zero", () => productChangeParts([[0]], [[1]]), "out-of-range"],
  ["other factors", () => productChangeParts([[1]], [[1], [1]]), "length-mismatch"],
  ["other units", () => productChangeParts([[1]], [[1, 2]]), "length-mismatch"],
] as const)("%s: %s", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
