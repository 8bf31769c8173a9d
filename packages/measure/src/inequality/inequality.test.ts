import { describe, expect, test } from "vitest";
import { golden, goldenRows, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import {
  atkinsonIndex,
  coefficientOfVariation,
  decileRatio,
  entropyParts,
  generalisedEntropy,
  giniIndex,
  herfindahlIndex,
  hooverIndex,
  lorenzAt,
  lorenzCurve,
  standardDeviationOfLogs,
  theilL,
  theilT,
  weightedQuantile,
} from "./index.ts";

type Indices = Readonly<Record<string, number>> & { readonly lorenz_deciles: readonly number[] };
interface Decomposed {
  readonly T: number;
  readonly L: number;
  readonly T_within: number;
  readonly T_between: number;
  readonly L_within: number;
  readonly L_between: number;
  readonly groups: Readonly<
    Record<string, { n: number; pop: number; inc: number; mean: number; T: number; L: number }>
  >;
}
const { results } = golden<{
  results: {
    y2004: Indices;
    y2014: Indices;
    toy: Indices & { readonly x: readonly number[] };
    theil_decomposition_unweighted: Decomposed;
    theil_decomposition_popweighted: Decomposed;
  };
}>("f1_inequality.json");

const counties = goldenRows("data/german_counties_gdp.csv");
const column = (name: string) => counties.map((row) => Number(row[name]));
/** The first two of the five digits of the region; the file has lost leading zeros. */
const lands = counties.map((row) => row["region_code"]!.padStart(5, "0").slice(0, 2));

const near = (value: number, expected: number, what: string) =>
  expect(isNear(value, expected), `${what}: ${value} for ${expected}`).toBe(true);

goldenTest.for(["y2004", "y2014", "toy"] as const)("agrees with R's ineq and REAT: %s", (name) => {
  const expected = results[name];
  const x = name === "toy" ? results.toy.x : column(`gdppc${name.slice(1)}`);
  const found: Readonly<Record<string, number>> = {
    theil_T: theilT(x),
    theil_L: theilL(x),
    gini: giniIndex(x),
    gini_corr: giniIndex(x, { correction: "small-sample" }),
    "atkinson_0.5": atkinsonIndex(x, { epsilon: 0.5 }),
    atkinson_1: atkinsonIndex(x, { epsilon: 1 }),
    cv_pop: coefficientOfVariation(x),
    cv_sample: coefficientOfVariation(x, { divisor: "sample" }),
    var_coeff_ineq: Math.sqrt(2 * generalisedEntropy(x, { alpha: 2 })),
    hoover: hooverIndex(x),
    herfindahl: herfindahlIndex(x).index,
    sd_log_pop: standardDeviationOfLogs(x),
    sd_log_sample: standardDeviationOfLogs(x, { divisor: "sample" }),
    p90p10: decileRatio(x),
  };
  for (const [what, value] of Object.entries(found)) near(value, expected[what]!, what);
  const curve = lorenzCurve(x);
  for (const [at, value] of expected.lorenz_deciles.entries())
    near(lorenzAt(curve, (at + 1) / 10), value, `Lorenz ${at + 1}`);
  const known = new Set([...Object.keys(found), "lorenz_deciles", "x"]);
  expect(Object.keys(expected).filter((key) => !known.has(key))).toEqual([]);
});

goldenTest.for(["unweighted", "popweighted"] as const)(
  "splits Theil's T and L by Land as reference, %s",
  (kind) => {
    const expected = results[`theil_decomposition_${kind}`];
    const values = column("gdppc2004");
    const gdp = column("gdp2004");
    const weights = kind === "unweighted" ? undefined : gdp.map((value, at) => value / values[at]!);
    for (const [letter, alpha] of [
      ["T", 1],
      ["L", 0],
    ] as const) {
      const parts = entropyParts(values, lands, { alpha, weights });
      near(parts.total, expected[letter], letter);
      near(parts.within, expected[`${letter}_within`], `${letter} within`);
      near(parts.between, expected[`${letter}_between`], `${letter} between`);
      for (const { group, count, populationShare, valueShare, mean, index } of parts.groups) {
        const own = expected.groups[group]!;
        expect(count).toBe(own.n);
        near(populationShare, own.pop, `${group} people`);
        near(valueShare, own.inc, `${group} amount`);
        near(mean, own.mean, `${group} mean`);
        near(index!, own[letter], `${group} ${letter}`);
      }
    }
  },
);

describe("worked by hand", () => {
  test.for([
    ["giniIndex of one who has all of 5", giniIndex([0, 0, 0, 0, 7]), 4 / 5],
    ["the same, corrected", giniIndex([0, 0, 0, 0, 7], { correction: "small-sample" }), 1],
    ["1, 2, 3: Σ Σ |x − y| = 8, over 2 · 9 · 2", giniIndex([2, 3, 1]), 8 / 36],
    ["theilT of one who has all of 4", theilT([0, 0, 0, 9]), Math.log(4)],
    ["theilL of 1 and 4", theilL([1, 4]), Math.log(2.5) - Math.log(4) / 2],
    ["atkinsonIndex of 1 and 4, 1 − geometric / mean", atkinsonIndex([1, 4], { epsilon: 1 }), 0.2],
    ["atkinsonIndex, 1 − harmonic / mean", atkinsonIndex([1, 4], { epsilon: 2 }), 1 - 1.6 / 2.5],
    ["atkinsonIndex with one who has nothing", atkinsonIndex([0, 4], { epsilon: 1 }), 1],
    ["hooverIndex of one who has all of 4", hooverIndex([0, 0, 0, 9]), 3 / 4],
    ["herfindahlIndex of 2 : 1 : 1", herfindahlIndex([2, 1, 1]).index, 3 / 8],
    ["median of 1 … 5", weightedQuantile([5, 1, 4, 2, 3], [2, 2, 2, 2, 2], 0.5), 3],
    ["all the same", giniIndex([4, 4, 4]) + theilT([4, 4, 4]) + hooverIndex([4, 4, 4]), 0],
  ] as const)("%s", ([, value, expected]) => {
    expect(value).toBeCloseTo(expected, 12);
  });

  test("a group that has nothing has no inequality of its own, and adds nothing within", () => {
    const { groups, total, between } = entropyParts([0, 0, 2, 2], ["a", "a", "b", "b"]);
    expect(groups[0]).toMatchObject({ index: null, within: 0, between: 0 });
    expect(total).toBeCloseTo(Math.log(2), 12);
    expect(between).toBeCloseTo(Math.log(2), 12);
  });
});

describe("impossible questions", () => {
  test.for([
    ["one area", () => giniIndex([3]), "too-few"],
    ["none", () => giniIndex([]), "too-few"],
    ["one area with people", () => giniIndex([3, 4], { weights: [1, 0] }), "too-few"],
    ["nothing to divide", () => theilT([0, 0]), "no-variance"],
    ["a debt", () => giniIndex([3, -1]), "out-of-range"],
    ["a negative weight", () => giniIndex([3, 1], { weights: [1, -1] }), "out-of-range"],
    ["two units of measurement", () => giniIndex([1e-150, 3]), "out-of-range"],
    ["weights of two kinds", () => giniIndex([1, 2], { weights: [1, 1e15] }), "out-of-range"],
    ["an alpha without limit", () => generalisedEntropy([1, 2], { alpha: 9 }), "out-of-range"],
    ["a gap", () => giniIndex([3, Number.NaN]), "not-finite"],
    ["weights that are too few", () => giniIndex([3, 1], { weights: [1] }), "length-mismatch"],
    ["a zero in Theil's L", () => theilL([0, 1]), "out-of-range"],
    ["a zero in logarithms", () => standardDeviationOfLogs([0, 1]), "out-of-range"],
    ["no aversion", () => atkinsonIndex([1, 2], { epsilon: 0 }), "out-of-range"],
    ["a ratio to zero", () => decileRatio([0, 0, 0, 0, 1]), "out-of-range"],
    ["deciles upside down", () => decileRatio([1, 2], { upper: 0.1, lower: 0.9 }), "out-of-range"],
    ["one group", () => entropyParts([1, 2], ["a", "a"]), "too-few"],
    ["groups that are too few", () => entropyParts([1, 2], ["a"]), "length-mismatch"],
    [
      "a group without people",
      () => entropyParts([1, 2, 3], ["a", "a", "b"], { weights: [1, 1, 0] }),
      "empty-group",
    ],
    ["no place on the curve", () => lorenzAt(lorenzCurve([1, 2]), 2), "out-of-range"],
  ] as const)("%s: %s", ([, ask, code]) => {
    expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
  });
});
