import { MeasureError, mean, type Numbers } from "../numeric/index.ts";
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
import { moranVariance } from "./moran.ts";
import type { Weights } from "./weights.ts";

/** @throws {MeasureError} out-of-range if a value is below 0 */
function requireNotNegative(values: Numbers): void {
  for (let at = 0; at < values.length; at++)
    if (values[at]! < 0)
      throw new MeasureError(
        "out-of-range",
        `values[${at}] is ${values[at]}; G is about concentrations of a quantity that is 0 or more. Use Moran's I for this column.`,
        { at, value: values[at]! },
      );
}

/** G, ready to be permuted. */
function globalGOf(values: Numbers, weights: Weights, islands: IslandRule): CrossSum {
  requireAreas(values, weights, { least: 4, islands });
  requireNoSelf(weights);
  requireNotNegative(values);
  const own = Float64Array.from(values);
  const [sum, squares] = powerSums(own);
  const pairs = sum * sum - squares;
  // One area alone has something: every product of two areas is 0, up to rounding.
  if (pairs <= 1e-12 * squares)
    throw new MeasureError(
      "too-few",
      "only one area has a value above 0; at least 2 are needed to lie beside each other.",
      { least: 2 },
    );
  return { kind: "product", values: own, weights, scale: 1 / pairs };
}

/**
 * Var(G) when the values at hand fell on the areas in a random order, in terms. The published sum of raw moments, written around the
 * mean m: ΣΣ w x x = S0 m² + m L + Q with L = Σ d(i) z(i), d the weights to and from an area, and Q = ΣΣ w z z. Raw moments
 * would lose all digits where values differ little.
 */
function varianceTerms({ values, weights, scale }: CrossSum): readonly number[] {
  const n = values.length;
  const { s0, s2 } = weightsConstants(weights);
  const centre = mean(values);
  const deviations = centred(values);
  const [, squares, cubes] = powerSums(deviations);
  const ofL = [(s2 * squares) / (n - 1), (-4 * s0 * s0 * squares) / (n * (n - 1))];
  const ofQ = moranVariance(deviations, weights).map((term) => term * ((s0 * squares) / n) ** 2);
  const third = cubes / (n * (n - 1) * (n - 2));
  const both = [4 * s0 * s0 * third, -n * s2 * third];
  return [
    ...ofL.map((term) => term * centre * centre),
    ...ofQ,
    ...both.map((term) => term * 2 * centre),
  ].map((term) => term * scale * scale);
}

/**
 * Whether high values lie together, or low ones: the general G of Getis and Ord.
 *
 * G = Σᵢ Σⱼ w(i,j) x(i) x(j) / Σᵢ Σⱼ≠ᵢ x(i) x(j). By chance S0 / (n (n − 1)) on average. Above it high values lie together, below it low values do;
 * Moran's I cannot tell these two apart.
 *
 * @param values one per area, 0 or more, with a meaningful 0 (a count, a rate, an amount); 4 areas or more
 * @param weights usually binary, of neighbours within a distance: `styleWeights(neighbours, "binary")`
 * @param options.alternative two-sided (default), `greater` for high values together, `less` for low values together
 * @param options.islands areas without neighbours: refuse (default), or keep
 * @returns mean and variance under randomisation; there are none under normality
 * @throws {MeasureError} as `moran`; out-of-range if a value is below 0; too-few if only one is above 0
 *
 * @example
 * import { getisOrd, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * getisOrd([1, 2, 4, 7, 9], styleWeights(street, "binary")); // → { statistic: 0.5344, expected: 0.4, variance: 0.0139, z: 1.1386, p: 0.2549 }
 *
 * Source: Getis & Ord (1992), Geographical Analysis 24, 189–206, with the correction of B1 in 25 (1993), 276.
 */
export function getisOrd(
  values: Numbers,
  weights: Weights,
  { alternative = "two-sided", islands = "refuse" }: Omit<GlobalOptions, "assumption"> = {},
): GlobalStatistic {
  const question = globalGOf(values, weights, islands);
  const n = values.length;
  const expected = weightsConstants(weights).s0 / (n * (n - 1));
  const found = {
    statistic: crossStatistic(question),
    expected,
    varianceTerms: varianceTerms(question),
  };
  return judged("The general G", found, alternative);
}

/**
 * The general G set against reshuffled areas.
 *
 * @param options.permutations default 999 @param options.seed default 1 @param options.alternative default two-sided
 * @throws as `getisOrd`; out-of-range if `permutations` is not a whole number of at least 1
 *
 * @example
 * import { getisOrdPermutation, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * await getisOrdPermutation([1, 2, 4, 7, 9], styleWeights(street, "binary"), { permutations: 99 }); // → { p: 0.4 }
 *
 * Source: Getis & Ord (1992), Geographical Analysis 24, 189–206.
 */
export function getisOrdPermutation(
  values: Numbers,
  weights: Weights,
  { islands = "refuse", ...options }: PermutationOptions = {},
): Promise<PermutedStatistic> {
  return permuted(globalGOf(values, weights, islands), options);
}
