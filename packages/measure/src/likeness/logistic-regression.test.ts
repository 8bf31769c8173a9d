import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../numeric/index.ts";
import { logisticRegression } from "./index.ts";

describe("published tables", () => {
  test("23 launches before Challenger: R glm on the data of alr4", () => {
    // Dalal, Fowlkes & Hoadley (1989), JASA 84(408), 945–957: temperature in °F, and whether an O-ring had distress.
    const temperature = [
      66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58,
    ];
    const distress = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1];
    const found = logisticRegression(distress, [{ name: "temperature", values: temperature }]);
    const [intercept, slope] = found.coefficients;
    expect(intercept).toMatchObject({
      name: "(intercept)",
      estimate: expect.closeTo(15.0429, 4),
      standardError: expect.closeTo(7.3786, 4),
    });
    expect(slope!.estimate).toBeCloseTo(-0.2322, 4);
    expect(slope!.standardError).toBeCloseTo(0.1082, 4);
    expect(found.nullDeviance).toBeCloseTo(28.267, 3);
    expect(found.deviance).toBeCloseTo(20.315, 3);
  });

  test("24 launches of Montgomery's textbook: R glm and Minitab", () => {
    const temperature = [
      53, 56, 57, 63, 66, 67, 67, 67, 68, 69, 70, 70, 70, 70, 72, 73, 75, 75, 76, 76, 78, 79, 80,
      81,
    ];
    const failure = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    const found = logisticRegression(failure, [{ name: "temperature", values: temperature }]);
    const [intercept, slope] = found.coefficients;
    // glm's standard errors are those of its last step but one: 5.70291; Minitab prints 5.703.
    expect(intercept!.estimate).toBeCloseTo(10.87535, 5);
    expect(intercept!.standardError).toBeCloseTo(5.703, 3);
    expect(slope!.estimate).toBeCloseTo(-0.17132, 5);
    expect(slope!.standardError).toBeCloseTo(0.08344, 5);
    expect(found.nullDeviance).toBeCloseTo(28.975, 3);
    expect(found.logLikelihood).toBeCloseTo(-11.515, 3);
  });
});

const counts = fc.integer({ min: 1, max: 50 });
test("one column of two kinds: the odds ratio of the table, in closed form", () => {
  fc.assert(
    fc.property(fc.tuple(counts, counts, counts, counts), ([a, b, c, d]) => {
      const values = [...Array<number>(a + b).fill(0), ...Array<number>(c + d).fill(1)];
      const outcomes = [a, b, c, d].flatMap((count, at) => Array<number>(count).fill(at % 2));
      fc.pre(outcomes.length >= 4);
      const { coefficients } = logisticRegression(outcomes, [{ name: "kind", values }]);
      const [intercept, slope] = coefficients;
      expect(intercept!.estimate).toBeCloseTo(Math.log(b / a), 9);
      expect(slope!.estimate).toBeCloseTo(Math.log((a * d) / (b * c)), 9);
      // Woolf (1955): the variance of a log odds ratio is the sum of the reciprocals.
      expect(slope!.standardError).toBeCloseTo(Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d), 9);
      expect(intercept!.standardError).toBeCloseTo(Math.sqrt(1 / a + 1 / b), 9);
    }),
    { numRuns: 100 },
  );
});

/** Groups that depend on columns, in units that differ by a thousand. */
function sample(seed: number, rows: number) {
  const random = new Random(seed);
  const columns = ["a", "b", "c"].map((name, at) => ({
    name,
    values: Array.from({ length: rows }, () => 1000 ** (at - 1) * (random.normal() + 3)),
  }));
  const outcomes = columns[0]!.values.map((value) =>
    Number(random.uniform() < 1 / (1 + Math.exp(2 - 300 * value))),
  );
  return { outcomes, columns };
}

test("at the top the chances add up: to the number of ones, and weighted by each column", () => {
  for (let seed = 0; seed < 20; seed++) {
    const { outcomes, columns } = sample(seed, 80);
    const { fitted } = logisticRegression(outcomes, columns);
    for (const { values } of [{ values: outcomes.map(() => 1) }, ...columns]) {
      const size = values.reduce((sum, value) => sum + value, 0);
      const left = values.reduce(
        (sum, value, at) => sum + value * (outcomes[at]! - fitted[at]!),
        0,
      );
      expect(Math.abs(left / size)).toBeLessThan(1e-12);
    }
  }
});

test("the truth is found again, with the spread that the standard errors promise", () => {
  const [worlds, rows] = [300, 300];
  let [sum, squares, promised] = [0, 0, 0];
  for (let seed = 0; seed < worlds; seed++) {
    const { outcomes, columns } = sample(seed + 100, rows);
    const { estimate, standardError } = logisticRegression(outcomes, columns).coefficients[1]!;
    sum += estimate / 300;
    squares += (estimate / 300) ** 2;
    promised += standardError / 300;
  }
  const spread = Math.sqrt(squares / worlds - (sum / worlds) ** 2);
  expect(sum / worlds).toBeCloseTo(1, 1);
  expect(promised / worlds / spread).toBeGreaterThan(0.9);
  expect(promised / worlds / spread).toBeLessThan(1.1);
});

describe("separation", () => {
  test.for([
    ["a gap between the groups", [1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1]],
    ["a single shared value", [1, 2, 3, 3, 4, 5], [0, 0, 0, 1, 1, 1]],
    ["the other way round", [6, 5, 4, 3, 2, 1], [0, 0, 0, 1, 1, 1]],
    ["a kind that only one group has", [0, 0, 0, 0, 0, 1], [0, 1, 0, 1, 0, 1]],
  ] as const)("by one column is found and named: %s", ([, values, outcomes]) => {
    const noise = { name: "noise", values: [3, 1, 4, 1, 5, 2] };
    const columns = [noise, { name: "telltale", values }];
    expect(() => logisticRegression(outcomes, columns.slice(1))).toThrowError(
      expect.objectContaining({ code: "separated", facts: { columns: "telltale" } }),
    );
  });

  test("by two columns together is found", () => {
    const random = new Random(3);
    const [x, y] = [0, 1].map(() => Array.from({ length: 60 }, () => random.normal()));
    const outcomes = x!.map((value, at) => Number(value + y![at]! > 0));
    const columns = [
      { name: "x", values: x! },
      { name: "y", values: y! },
    ];
    expect(() => logisticRegression(outcomes, columns)).toThrowError(
      expect.objectContaining({ code: "separated", facts: { columns: "x, y" } }),
    );
  });

  test("is not cried where there is but one exception", () => {
    const values = Array.from({ length: 200 }, (_, at) => at);
    const outcomes = values.map((value) => Number(value === 40 || value > 100));
    const { coefficients } = logisticRegression(outcomes, [{ name: "x", values }]);
    expect(coefficients[1]!.estimate).toBeGreaterThan(0.01);
  });
});

const x = { name: "x", values: [1, 3, 2, 5, 4, 6] };
test.for([
  [[0, 0, 0, 0, 0, 0], [x], "empty-group"],
  [[1, 1, 1, 1, 1, 1], [x], "empty-group"],
  [[0, 1, 0, 2, 1, 1], [x], "out-of-range"],
  [[0, 1, 0, 1, 0], [x], "length-mismatch"],
  [[0, 1, 0, 1, 0, 1], [], "too-few"],
  [
    [0, 1, 0],
    [
      { name: "x", values: [1, 3, 2] },
      { name: "y", values: [1, 2, 2] },
    ],
    "too-few",
  ],
  [[0, 1, 0, 1, 0, 1], [x, { name: "y", values: [2, 6, 4, 10, 8, 12] }], "singular"],
  [[0, 1, 0, 1, 0, 1], [{ name: "y", values: [2, 2, 2, 2, 2, 2] }], "no-variance"],
  [[0, 1, 0, 1, 0, 1], [{ name: "y", values: [2, 2, Number.NaN, 2, 2, 1] }], "not-finite"],
] as const)("is refused: %#", ([outcomes, columns, code]) => {
  expect(() => logisticRegression(outcomes, columns)).toThrowError(
    expect.objectContaining({ name: "MeasureError", code }),
  );
});
