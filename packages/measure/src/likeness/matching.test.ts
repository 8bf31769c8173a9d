import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random, standardDeviation } from "../numeric/index.ts";
import { balanceTable, logisticRegression, matchNearest } from "./index.ts";

const pairsOf = (...given: Parameters<typeof matchNearest>) =>
  matchNearest(...given).pairs.map(({ treated, control }) => [treated, control]);

describe("by hand", () => {
  const treated = [1, 1, 1, 0, 0, 0];
  const score = [0.6, 0.5, 0.9, 0.55, 0.2, 0.7];

  test("the largest score chooses first", () => {
    // 0.9 takes 0.7; 0.6 takes 0.55; 0.5 has only 0.2 left.
    expect(pairsOf(treated, { score })).toEqual([
      [2, 5],
      [0, 3],
      [1, 4],
    ]);
  });

  test("or the first in the data", () => {
    expect(pairsOf(treated, { score }, { order: "data" })).toEqual([
      [0, 3],
      [1, 5],
      [2, 4],
    ]);
  });

  test("with replacement the best may serve twice", () => {
    const found = matchNearest(treated, { score }, { replacement: true });
    expect(found.pairs.map(({ treated: one, control }) => [one, control])).toEqual([
      [2, 5],
      [0, 3],
      [1, 3],
    ]);
    // Two different ones, taken 2 and 1 times of 3: weights 2·2/3 and 1·2/3.
    expect([...found.weights]).toEqual([1, 1, 1, 4 / 3, 0, 2 / 3]);
  });

  test("a caliper, in standard deviations of the score, leaves some without", () => {
    const caliper = 0.1 / standardDeviation(score);
    const found = matchNearest(treated, { score }, { caliper });
    expect(found.pairs).toEqual([{ treated: 0, control: 3, distance: expect.closeTo(0.05, 12) }]);
    expect(found.unmatched).toEqual([2, 1]);
    expect([...found.weights]).toEqual([1, 0, 0, 1, 0, 0]);
  });

  test("equally near ones: the first in the data", () => {
    expect(pairsOf([1, 0, 0, 0], { score: [0.5, 0.9, 0.4, 0.6] })).toEqual([[0, 2]]);
  });

  test("Mahalanobis, by the spread within the groups", () => {
    const [x, y] = [
      [0, 2, 100, 102, 101],
      [0, 5, 1, 4, 9],
    ] as const;
    const columns = [
      { name: "x", values: x },
      { name: "y", values: y },
    ];
    // Deviations of x: −1 1 | −1 1 0; of y: −2.5 2.5 | −11/3 −2/3 13/3. Sums of squares and products over 5 − 2.
    const [xx, yy, xy] = [4 / 3, (12.5 + 294 / 9) / 3, 8 / 3];
    const { pairs } = matchNearest([1, 1, 0, 0, 0], { columns });
    expect(pairs).toHaveLength(2);
    for (const { treated: own, control, distance } of pairs) {
      const [dx, dy] = [x[control]! - x[own]!, y[control]! - y[own]!];
      const square = (dx * dx * yy - 2 * dx * dy * xy + dy * dy * xx) / (xx * yy - xy * xy);
      expect(distance).toBeCloseTo(Math.sqrt(square), 9);
    }
  });
});

/** Areas of which the poor are treated more often. */
function areasOf(seed: number, count: number) {
  const random = new Random(seed);
  const poor = Array.from({ length: count }, () => random.normal());
  const young = poor.map((value) => 0.5 * value + random.normal());
  const treated = poor.map((value) => Number(random.uniform() < 1 / (1 + Math.exp(1.5 - value))));
  return {
    treated,
    columns: [
      { name: "poor", values: poor },
      { name: "young", values: young },
    ],
  };
}

test("nobody who is left would have been nearer to a match made before", () => {
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), (seed, replacement) => {
      const { treated, columns } = areasOf(seed, 60);
      const ones = treated.filter((value) => value === 1).length;
      fc.pre(ones > 0 && ones < 30);
      const score = columns[0]!.values;
      const { pairs, weights } = matchNearest(treated, { score }, { replacement });
      const taken = new Set<number>();
      for (const { treated: own, control, distance } of pairs) {
        for (let other = 0; other < 60; other++)
          if (treated[other] === 0 && !taken.has(other))
            expect(Math.abs(score[own]! - score[other]!)).toBeGreaterThanOrEqual(distance);
        if (!replacement) taken.add(control);
      }
      const sum = weights.reduce(
        (total, weight, at) => total + (treated[at] === 0 ? weight : 0),
        0,
      );
      expect(sum).toBeCloseTo(new Set(pairs.map(({ control }) => control)).size, 9);
    }),
    { numRuns: 100 },
  );
});

test("matching on the propensity makes areas alike", () => {
  let [before, after] = [0, 0];
  for (let seed = 0; seed < 40; seed++) {
    const { treated, columns } = areasOf(seed, 300);
    const { fitted } = logisticRegression(treated, columns);
    const { weights } = matchNearest(
      treated,
      { score: fitted },
      { caliper: 0.2, replacement: true },
    );
    for (const row of balanceTable(treated, columns, weights)) {
      before += Math.abs(row.before.standardisedDifference!);
      after += Math.abs(row.after.standardisedDifference!);
    }
  }
  expect(before / 80).toBeGreaterThan(0.4);
  expect(after / 80).toBeLessThan(0.1);
});

test("balance by hand, also weighted", () => {
  const treated = [1, 1, 1, 0, 0, 0];
  const columns = [{ name: "x", values: [1, 2, 3, 4, 6, 2] }];
  const [row] = balanceTable(treated, columns, [1, 1, 0, 0, 1, 3]);
  expect(row!.before).toEqual({
    treatedMean: 2,
    controlMean: 4,
    standardisedDifference: expect.closeTo(-2, 12),
    varianceRatio: expect.closeTo(1 / 4, 12),
  });
  // Others: 6 with weight 1/4 and 2 with 3/4: mean 3, Σ w (x − 3)² = 9/4 + 3/4 = 3, 1 − Σ w² = 3/8, variance 8.
  expect(row!.after).toEqual({
    treatedMean: 1.5,
    controlMean: 3,
    standardisedDifference: expect.closeTo(-1.5, 12),
    varianceRatio: expect.closeTo(0.5 / 8, 12),
  });
  const [pooled] = balanceTable(
    treated,
    columns,
    treated.map(() => 1),
    { spread: "pooled" },
  );
  expect(pooled!.after.standardisedDifference).toBeCloseTo(-2 / Math.sqrt(2.5), 12);
});

test("where there is no spread there is no standardised difference", () => {
  const columns = [{ name: "x", values: [0.1, 0.1, 0.1, 4, 6] }];
  const [row] = balanceTable([1, 1, 1, 0, 0], columns, [1, 0, 0, 1, 0]);
  expect(row!.before.standardisedDifference).toBeUndefined();
  expect(row!.before.varianceRatio).toBeUndefined();
  expect(row!.after.varianceRatio).toBeUndefined();
});

describe("what cannot be", () => {
  const treated = [1, 0, 1, 0];
  const score = [0.1, 0.2, 0.3, 0.4];
  const x = { name: "x", values: [1, 2, 4, 3] };
  test.for([
    [[1, 1, 1, 1], { score }, {}, "empty-group"],
    [[1, 0, 0.5, 0], { score }, {}, "out-of-range"],
    [treated, { score: [1] }, {}, "length-mismatch"],
    [treated, { score: [1, 2, 3, Number.NaN] }, {}, "not-finite"],
    [treated, { score }, { caliper: -1 }, "out-of-range"],
    [[1, 1, 1, 0], { score }, {}, "too-few"],
    [treated, { columns: [] }, {}, "too-few"],
    [treated, { columns: [x] }, { order: "largest" }, "out-of-range"],
    [treated, { columns: [{ name: "same", values: [1, 1, 1, 1] }] }, {}, "no-variance"],
    [treated, { columns: [{ name: "group", values: [1, 0, 1, 0] }] }, {}, "no-variance"],
    [treated, { columns: [x, { name: "y", values: [2, 4, 8, 6] }] }, {}, "singular"],
  ] as const)("matching %#", ([group, basis, options, code]) => {
    expect(() => matchNearest(group, basis, options)).toThrowError(
      expect.objectContaining({ name: "MeasureError", code }),
    );
  });

  test.for([
    [treated, [x], [1, 1, 1], "length-mismatch"],
    [treated, [x], [1, 1, 1, -1], "out-of-range"],
    [treated, [x], [1, 0, 1, 0], "empty-group"],
    [[0, 0, 0, 0], [x], [1, 1, 1, 1], "empty-group"],
    [treated, [], [1, 1, 1, 1], "too-few"],
    [treated, [{ name: "x", values: [1, 2, 3, Number.NaN] }], [1, 1, 1, 1], "not-finite"],
  ] as const)("balance %#", ([group, columns, weights, code]) => {
    expect(() => balanceTable(group, columns, weights)).toThrowError(
      expect.objectContaining({ name: "MeasureError", code }),
    );
  });
});
