import fc from "fast-check";
import { expect, test } from "vitest";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { Random } from "../numeric/index.ts";
import {
  copelandScores,
  correlation,
  cronbachAlpha,
  factorWeights,
  firstComponentWeights,
  judgementWeights,
  optimisedWeights,
  outranking,
  principalComponents,
} from "./index.ts";

type Columns = Readonly<Record<string, readonly number[]>>;
interface Correlations {
  readonly Var1: readonly string[];
  readonly Var2: readonly string[];
  readonly Correlation: readonly number[];
}
const { results: asem } = golden<{
  results: {
    framework: never;
    datasets: { Normalised: Columns; Aggregated: Columns };
  };
}>("a1_composite_asem_full.json");
const { params } = golden<{
  params: {
    framework: {
      iCode: readonly string[];
      Parent: readonly (string | null)[];
    };
  };
}>("a1_composite_asem_full.json");
const { results } = golden<{
  results: {
    pca: {
      indicators: readonly string[];
      prcomp_sdev: readonly number[];
      prcomp_rotation: readonly (readonly number[])[];
      eigenvalues: readonly number[];
      prop_var: readonly number[];
      oecd_varimax_2f: {
        loadings: readonly (readonly number[])[];
        squared_scaled: readonly (readonly number[])[];
        factor_share: readonly number[];
      };
    };
    pca_all_sdev: readonly number[];
    corr_ind_pillar_pearson: Correlations;
    cronbach_P2P: number;
    cronbach_level2_all: number;
    opt_weights_level3: { CorrResults: { OptWeight: readonly number[] } };
  };
}>("a5_composite_weights.json");
const columns = (names: readonly string[]) => names.map((name) => asem.datasets.Aggregated[name]!);
const partsOf = (parent: string) =>
  params.framework.iCode.filter((_, at) => params.framework.Parent[at] === parent);

goldenTest("principal components agree with R 4.2.2 prcomp, but for the sign", () => {
  const { pca, pca_all_sdev } = results;
  const own = principalComponents(columns(pca.indicators));
  for (const [at, expected] of pca.eigenvalues.entries()) {
    expect(isNear(own.eigenvalues[at]!, expected)).toBe(true);
    expect(isNear(own.shares[at]!, pca.prop_var[at]!)).toBe(true);
    const turn = Math.sign(own.loadings[at]![0]! * pca.prcomp_rotation[0]![at]!);
    for (const [indicator, row] of pca.prcomp_rotation.entries())
      expect(isNear(own.loadings[at]![indicator]!, turn * row[at]!)).toBe(true);
  }
  const all = principalComponents(
    Object.keys(asem.datasets.Normalised)
      .filter((name) => name !== "uCode")
      .map((name) => asem.datasets.Normalised[name]!),
  );
  for (const [at, expected] of pca_all_sdev.entries())
    expect(isNear(Math.sqrt(all.eigenvalues[at]!), expected)).toBe(true);
});

goldenTest(
  "the weights of the first component are its loadings, as in COINr 1.1.14 get_PCA",
  () => {
    const { pca } = results;
    const first = pca.prcomp_rotation.map((row) => row[0]!);
    const sum = first.reduce((total, one) => total + one, 0);
    for (const [at, own] of firstComponentWeights(columns(pca.indicators)).entries())
      expect(isNear(own, first[at]! / sum)).toBe(true);
  },
);

/** What varimax makes as large as can be: the variance of squared loadings of rows scaled to length 1. */
function simplicity(loadings: readonly (readonly number[])[]): number {
  const squares = loadings.map((row) => {
    const length = row.reduce((sum, one) => sum + one * one, 0);
    return row.map((one) => (one * one) / length);
  });
  return squares[0]!.reduce((total, _, factor) => {
    const own = squares.map((row) => row[factor]!);
    const mean = own.reduce((sum, one) => sum + one, 0) / own.length;
    return total + own.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  }, 0);
}

goldenTest(
  "rotated factors agree with R 4.2.2 varimax, which stops a little before the top",
  () => {
    const { indicators, oecd_varimax_2f: expected } = results.pca;
    const own = factorWeights(columns(indicators), 2);
    const rows = indicators.map((_, at) => own.loadings.map((factor) => factor[at]!));
    expect(simplicity(rows)).toBeGreaterThan(simplicity(expected.loadings));
    for (const [at, row] of expected.squared_scaled.entries())
      for (const [factor, one] of row.entries())
        expect(Math.abs(own.squared[factor]![at]! - one)).toBeLessThan(3e-4);
    for (const [factor, one] of expected.factor_share.entries())
      expect(own.shares[factor]).toBeCloseTo(one, 3);
    // By hand from the shares and squares above: each indicator on its best factor.
    const raw = [0.616569 * 0.540751, 0.382978 * 0.540751, 0.735844 * 0.459249];
    const total = raw.reduce((sum, one) => sum + one, 0);
    for (const [at, one] of own.weights.entries()) expect(one).toBeCloseTo(raw[at]! / total, 3);
  },
);

goldenTest("correlations of 49 indicators with 8 dimensions agree with R 4.2.2 cor", () => {
  const { Var1, Var2, Correlation } = results.corr_ind_pillar_pearson;
  for (const [at, expected] of Correlation.entries()) {
    const [one, other] = columns([Var1[at]!, Var2[at]!]);
    expect(isNear(correlation(one!, other!), expected), `${at}`).toBe(true);
  }
});

goldenTest("Cronbach's alpha agrees with COINr 1.1.14 get_cronbach", () => {
  expect(isNear(cronbachAlpha(columns(partsOf("P2P"))), results.cronbach_P2P)).toBe(true);
  const pillars = [...partsOf("Conn"), ...partsOf("Sust")];
  expect(isNear(cronbachAlpha(columns(pillars)), results.cronbach_level2_all)).toBe(true);
});

goldenTest("optimised weights are those that COINr 1.1.14 looks for, and exact", () => {
  const own = optimisedWeights(columns(["Conn", "Sust"]));
  expect(own.correlations[0]).toBeCloseTo(own.correlations[1]!, 12);
  for (const [at, expected] of results.opt_weights_level3.CorrResults.OptWeight.entries())
    expect(Math.abs(own.weights[at]! - expected)).toBeLessThan(1e-2);
});

const { results: units } = golden<{
  results: {
    copeland: {
      X: Columns;
      w: readonly number[];
      outrank: {
        OutRankMatrix: readonly (readonly number[])[];
        nDominant: number;
        fracDominant: number;
      };
      copeland: readonly number[];
    };
  };
}>("a2_composite_units.json");

goldenTest("outranking and Copeland's scores agree with COINr 1.1.14", () => {
  const { X, w, outrank, copeland } = units.copeland;
  const own = outranking(Object.values(X), w);
  for (const [one, row] of outrank.OutRankMatrix.entries())
    for (const [other, share] of row.entries())
      expect(isNear(own.matrix[one]![other]!, share)).toBe(true);
  expect(own.dominantPairs).toBe(outrank.nDominant);
  expect(own.dominantShare).toBe(outrank.fracDominant);
  expect(Array.from(copelandScores(Object.values(X), w))).toEqual(copeland);
});

const noise = (seed: number, size: number) => {
  const random = new Random(seed);
  return Float64Array.from({ length: size }, () => random.normal());
};

test("a judgement that is a weighted sum gives its weights back, with nothing left", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 5 }),
      fc.nat(1000),
      fc.boolean(),
      (weights, seed, nonNegative) => {
        const parts = weights.map((_, at) => noise(seed * 10 + at, 40));
        const judgement = parts[0]!.map(
          (_, row) => 3 + weights.reduce((sum, one, at) => sum + one * parts[at]![row]!, 0),
        );
        const own = judgementWeights(parts, judgement, { nonNegative });
        const total = weights.reduce((sum, one) => sum + one, 0);
        for (const [at, one] of weights.entries())
          expect(own.weights[at]).toBeCloseTo(one / total, 8);
        expect(own.rSquared).toBeCloseTo(1, 10);
        expect(own.intercept).toBeCloseTo(3, 8);
      },
    ),
  );
});

// Longley's data (1967), all seven columns as NIST prints them: certified to 15 digits at itl.nist.gov/div898/strd/lls/data/Longley.shtml
const longley = [
  [60323, 83, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99, 365385, 1870, 3547, 115094, 1953],
  [63761, 100, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
];

test("least squares agree with the certified values of NIST for Longley's data", () => {
  const parts = [1, 2, 3, 4, 5, 6].map((at) => longley.map((row) => row[at]!));
  const own = judgementWeights(
    parts,
    longley.map((row) => row[0]!),
  );
  const certified = [
    15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807,
    1829.15146461355,
  ];
  const errors = [
    84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675, 0.22607320006937,
    455.478499142212,
  ];
  for (const [at, one] of certified.entries()) {
    expect(isNear(own.coefficients[at]!, one, 1e-8)).toBe(true);
    expect(isNear(own.standardErrors![at]!, errors[at]!, 1e-8)).toBe(true);
  }
  expect(isNear(own.intercept, -3482258.63459582, 1e-8)).toBe(true);
  expect(isNear(own.rSquared, 0.995479004577296)).toBe(true);
});

test("weights of 0 or more are the best there are: no other leaves smaller squares", () => {
  const parts = [noise(1, 30), noise(2, 30), noise(3, 30)];
  const judgement = parts[0]!.map(
    (one, row) => one - parts[1]![row]! + 0.3 * parts[2]![row]! + noise(4, 30)[row]!,
  );
  const own = judgementWeights(parts, judgement, { nonNegative: true });
  expect(own.coefficients[1]).toBe(0);
  const left = (coefficients: ArrayLike<number>) => {
    const rest = judgement.map(
      (one, row) => one - parts.reduce((sum, part, at) => sum + coefficients[at]! * part[row]!, 0),
    );
    const mean = rest.reduce((sum, one) => sum + one, 0) / rest.length;
    return rest.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  };
  const best = left(own.coefficients);
  for (const [at] of parts.entries())
    for (const step of [-0.01, 0.01]) {
      const other = own.coefficients.slice();
      other[at] = Math.max(0, other[at]! + step);
      expect(left(other)).toBeGreaterThanOrEqual(best);
    }
});

test("optimised weights give each part the importance that was asked", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 8, max: 10 }), { minLength: 2, maxLength: 6 }),
      fc.nat(1000),
      (importances, seed) => {
        const common = noise(seed, 60);
        const parts = importances.map((_, at) =>
          noise(seed + at + 1, 60).map((one, row) => (1 + at / 10) * (one + common[row]!)),
        );
        const { correlations } = optimisedWeights(parts, importances);
        for (const [at, one] of importances.entries())
          expect(correlations[at]! / correlations[0]!).toBeCloseTo(one / importances[0]!, 8);
      },
    ),
  );
});

const same = [noise(1, 10), noise(2, 10)];
test.for([
  ["first component of one indicator", () => firstComponentWeights([noise(1, 9)]), "too-few"],
  [
    "first component without differences",
    () =>
      firstComponentWeights([
        [1, 1, 1],
        [1, 2, 3],
      ]),
    "no-variance",
  ],
  [
    "first component of opposites",
    () =>
      firstComponentWeights([
        [1, 2, 3],
        [3, 2, 1],
      ]),
    "singular",
  ],
  ["more factors than indicators", () => factorWeights(same, 3), "out-of-range"],
  ["half a factor", () => factorWeights(same, 0.5), "out-of-range"],
  ["a judgement of two areas", () => judgementWeights([[1, 2]], [1, 2]), "too-few"],
  [
    "a judgement without differences",
    () => judgementWeights([[1, 2, 3]], [1, 1, 1]),
    "no-variance",
  ],
  [
    "an indicator that is there twice",
    () => judgementWeights([noise(1, 9), noise(1, 9)], noise(2, 9)),
    "singular",
  ],
  [
    "a judgement that goes against all",
    () => judgementWeights([[1, 2, 3, 4]], [4, 3, 2, 1.5]),
    "singular",
  ],
  [
    "a judgement that goes against all, from 0",
    () => judgementWeights([[1, 2, 3, 4]], [4, 3, 2, 1.5], { nonNegative: true }),
    "singular",
  ],
  ["optimised weights of one", () => optimisedWeights([noise(1, 9)]), "too-few"],
  ["optimised weights of the same", () => optimisedWeights([noise(1, 9), noise(1, 9)]), "singular"],
  ["an importance of 0", () => optimisedWeights(same, [1, 0]), "out-of-range"],
  ["a correlation of two areas", () => correlation([1, 2], [2, 1]), "too-few"],
  ["a correlation without differences", () => correlation([1, 1, 1], [2, 1, 3]), "no-variance"],
  ["alpha of one", () => cronbachAlpha([[1, 2, 3]]), "too-few"],
  [
    "alpha of opposites",
    () =>
      cronbachAlpha([
        [1, 2, 3],
        [3, 2, 1],
      ]),
    "no-variance",
  ],
  ["a comparison with nobody", () => outranking([[1]]), "too-few"],
  [
    "a comparison on nothing",
    () =>
      copelandScores([
        [1, Number.NaN],
        [Number.NaN, 1],
      ]),
    "too-few",
  ],
  ["a weight below 0", () => outranking([[1, 2]], [-1]), "out-of-range"],
] as const)("%s is refused", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ code }));
});
