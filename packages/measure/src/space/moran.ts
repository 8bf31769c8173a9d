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

/** I, ready to be permuted. */
function moranOf(values: Numbers, weights: Weights, islands: IslandRule): CrossSum {
  requireAreas(values, weights, { least: 4, islands });
  requireNoSelf(weights);
  const deviations = centred(values);
  const { s0 } = weightsConstants(weights);
  const scale = values.length / (s0 * powerSums(deviations)[1]);
  return { kind: "product", values: deviations, weights, scale };
}

/** Var(I) when each value is a draw from one normal distribution, in terms. */
function normalVariance(n: number, weights: Weights): readonly number[] {
  const { s0, s1, s2 } = weightsConstants(weights);
  const below = s0 * s0 * (n * n - 1);
  return [(n * n * s1) / below, (-n * s2) / below, 3 / (n * n - 1), -1 / (n - 1) ** 2];
}

/** Var(I) when the values at hand fell on the areas in a random order, in terms; `deviations` sum to 0. */
export function moranVariance(deviations: Float64Array, weights: Weights): readonly number[] {
  const n = deviations.length;
  const { s0, s1, s2 } = weightsConstants(weights);
  const [, squares, , fourths] = powerSums(deviations);
  const kurtosis = (n * fourths) / (squares * squares);
  const flat = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0);
  const peaked = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0);
  const below = (n - 1) * (n - 2) * (n - 3) * s0 * s0;
  return [flat / below, -peaked / below, -1 / (n - 1) ** 2];
}

/**
 * Whether areas with high values lie beside areas with high values: Moran's I.
 *
 * I = (n / S0) · Σᵢ Σⱼ w(i,j) z(i) z(j) / Σᵢ z(i)², z the distance from the mean. By chance it is −1 / (n − 1) on average. Above that
 * neighbours are alike, below it unlike; with row-standardised weights I is the slope of the lag on the value, about −1 to 1.
 *
 * @param values one per area, any unit; 4 areas or more
 * @param weights usually row-standardised: `styleWeights(neighbours, "row")`
 * @param options.assumption `randomisation` (default): the values at hand fell on these areas in a random order; `normality`: each value
 *   is a draw from one normal distribution
 * @param options.alternative two-sided (default), `greater` for likeness, `less` for unlikeness
 * @param options.islands areas without neighbours: refuse (default), or keep, with lag 0 and counted in n
 * @throws {MeasureError} too-few below 4 areas; no-variance if all values are equal, or every area neighbours all others alike;
 *   empty-group if an area has no neighbour; out-of-range if an area counts itself; length-mismatch; not-finite
 *
 * @example
 * import { moran, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * moran([1, 2, 4, 7, 9], styleWeights(street, "row")); // → { statistic: 0.6637, expected: -0.25, variance: 0.2141, z: 1.9745, p: 0.0483 }
 *
 * Source: Moran (1950), Biometrika 37, 17–23; moments: Cliff & Ord (1981), Spatial Processes, pp. 42–46.
 */
export function moran(
  values: Numbers,
  weights: Weights,
  {
    assumption = "randomisation",
    alternative = "two-sided",
    islands = "refuse",
  }: GlobalOptions = {},
): GlobalStatistic {
  const question = moranOf(values, weights, islands);
  const n = values.length;
  const varianceTerms =
    assumption === "normality"
      ? normalVariance(n, weights)
      : moranVariance(question.values, weights);
  const found = { statistic: crossStatistic(question), expected: -1 / (n - 1), varianceTerms };
  return judged("Moran's I", found, alternative);
}

/**
 * Moran's I set against reshuffled areas: no assumption but that under chance every order of the values is equally likely.
 *
 * @param options.permutations default 999 @param options.seed default 1 @param options.alternative default two-sided:
 *   twice the smaller of both tails
 * @throws as `moran`; out-of-range if `permutations` is not a whole number of at least 1
 *
 * @example
 * import { moranPermutation, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * await moranPermutation([1, 2, 4, 7, 9], styleWeights(street, "row"), { permutations: 99 }); // → { p: 0.08 }
 *
 * Source: Cliff & Ord (1981), Spatial Processes, p. 63.
 */
export function moranPermutation(
  values: Numbers,
  weights: Weights,
  { islands = "refuse", ...options }: PermutationOptions = {},
): Promise<PermutedStatistic> {
  return permuted(moranOf(values, weights, islands), options);
}
