import type { Numbers } from "../numeric/index.ts";
import { centred, powerSums, requireAreas, requireNoSelf } from "./areas.ts";
import { weightsConstants } from "./constants.ts";
import { type CrossSum, crossStatistic, permuted } from "./global-permutation.ts";
import {
  type GlobalOptions,
  type GlobalStatistic,
  judged,
  type PermutationOptions,
  type PermutedStatistic,
} from "./inference.ts";
import type { IslandRule } from "./islands.ts";
import type { Weights } from "./weights.ts";

/** c, ready to be permuted. */
function gearyOf(values: Numbers, weights: Weights, islands: IslandRule): CrossSum {
  requireAreas(values, weights, { least: 4, islands });
  requireNoSelf(weights);
  const deviations = centred(values);
  const { s0 } = weightsConstants(weights);
  const scale = (values.length - 1) / (2 * s0 * powerSums(deviations)[1]);
  return { kind: "squared-difference", values: deviations, weights, scale };
}

/** Var(c) when each value is a draw from one normal distribution, in terms. */
function normalVariance(n: number, weights: Weights): readonly number[] {
  const { s0, s1, s2 } = weightsConstants(weights);
  const below = 2 * (n + 1) * s0 * s0;
  return [((2 * s1 + s2) * (n - 1)) / below, -2 / (n + 1)];
}

/** Var(c) when the values at hand fell on the areas in a random order, in terms; `deviations` sum to 0. */
function randomisedVariance(deviations: Float64Array, weights: Weights): readonly number[] {
  const n = deviations.length;
  const { s0, s1, s2 } = weightsConstants(weights);
  const [, squares, , fourths] = powerSums(deviations);
  const kurtosis = (n * fourths) / (squares * squares);
  const pairs = (n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * kurtosis);
  const areas = ((n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * kurtosis)) / 4;
  const whole = s0 * s0 * (n * n - 3 - (n - 1) ** 2 * kurtosis);
  const below = n * (n - 2) * (n - 3) * s0 * s0;
  return [pairs / below, -areas / below, whole / below];
}

/**
 * How far neighbours are apart, compared with any two areas: Geary's c.
 *
 * c = (n − 1) Σᵢ Σⱼ w(i,j) (x(i) − x(j))² / (2 S0 Σᵢ z(i)²), z the distance from the mean. 1 by chance; below it neighbours are alike,
 * above it unlike; 0 or more. It looks at differences, so it is more sensitive to single neighbours that clash than Moran's I.
 * Its z has the sign turned, so that positive is likeness, as with Moran's I.
 *
 * @param values one per area, any unit; 4 areas or more
 * @param weights usually row-standardised: `styleWeights(neighbours, "row")`
 * @param options.assumption randomisation (default) or normality
 * @param options.alternative two-sided (default), `greater` for likeness (c below 1), `less` for unlikeness
 * @param options.islands areas without neighbours: refuse (default), or keep
 * @throws {MeasureError} as `moran`
 *
 * @example
 * import { geary, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * geary([1, 2, 4, 7, 9], styleWeights(street, "row")); // → { statistic: 0.1814, expected: 1, variance: 0.1468, z: 2.1366, p: 0.0326 }
 *
 * Source: Geary (1954), The Incorporated Statistician 5, 115–145; moments: Cliff & Ord (1981), Spatial Processes, pp. 43–46.
 */
export function geary(
  values: Numbers,
  weights: Weights,
  {
    assumption = "randomisation",
    alternative = "two-sided",
    islands = "refuse",
  }: GlobalOptions = {},
): GlobalStatistic {
  const question = gearyOf(values, weights, islands);
  const varianceTerms =
    assumption === "normality"
      ? normalVariance(values.length, weights)
      : randomisedVariance(question.values, weights);
  const found = { statistic: crossStatistic(question), expected: 1, varianceTerms };
  return judged("Geary's c", found, alternative, -1);
}

/**
 * Geary's c set against reshuffled areas.
 *
 * @param options.permutations default 999 @param options.seed default 1
 * @param options.alternative default two-sided; `greater` is likeness, which is a small c
 * @throws as `geary`; out-of-range if `permutations` is not a whole number of at least 1
 *
 * @example
 * import { gearyPermutation, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * await gearyPermutation([1, 2, 4, 7, 9], styleWeights(street, "row"), { permutations: 99 }); // → { p: 0.08 }
 *
 * Source: Cliff & Ord (1981), Spatial Processes, p. 63.
 */
export function gearyPermutation(
  values: Numbers,
  weights: Weights,
  { islands = "refuse", ...options }: PermutationOptions = {},
): Promise<PermutedStatistic> {
  return permuted(gearyOf(values, weights, islands), options, -1);
}
