import type { Numbers } from "../numeric/index.ts";
import { centred, positive, powerSums, requireAreas, requireNoSelf } from "./areas.ts";
import type { PermutationOptions } from "./inference.ts";
import type { IslandRule } from "./islands.ts";
import {
  judgedLocal,
  type LocalOptions,
  type LocalQuestion,
  type LocalStatistics,
  type PermutedLocalStatistics,
  permutedLocal,
} from "./local-statistic.ts";
import { lagOf } from "./spatial-lag.ts";
import type { Weights } from "./weights.ts";

function localGearyOf(values: Numbers, weights: Weights, islands: IslandRule): LocalQuestion {
  requireAreas(values, weights, { least: 4, islands });
  requireNoSelf(weights);
  const z = centred(values);
  const n = z.length;
  const lag = lagOf(z, weights);
  const [, second, third, fourth] = powerSums(z);
  return {
    kind: "squared-difference",
    values: z,
    weights,
    pool: "others",
    // Sums over all j of (z(i) − z(j))² and of its square; Σ z = 0, and j = i adds 0.
    poolMoments: (area) => {
      const own = z[area]!;
      const square = own * own;
      const mean = (n * square + second) / (n - 1);
      const squares = n * square * square + 6 * square * second - 4 * own * third + fourth;
      const ofSquares = squares / (n - 1);
      return { mean, variance: positive(ofSquares - mean * mean, ofSquares) };
    },
    scale: () => ({ factor: (n - 1) / second, origin: 0 }),
    likeness: -1,
    pattern: (area, sum, { mean }) => {
      if (sum >= mean) return "Negative";
      if (z[area]! > 0 && lag[area]! > 0) return "High-High";
      return z[area]! <= 0 && lag[area]! <= 0 ? "Low-Low" : "Other positive";
    },
  };
}

/**
 * How far each area is from its neighbours: the local Geary.
 *
 * c(i) = Σⱼ w(i,j) (z(i) − z(j))² / s², with s² = Σ z² / (n − 1); with row-standardised weights a mean squared difference in standard
 * deviations, 0 or more. Small: alike. Its z has the sign turned, so that positive is likeness. Mean and variance are those of neighbours drawn from
 * all others without replacement, the own value held.
 *
 * @param values one per area, any unit; 4 areas or more
 * @param weights usually row-standardised
 * @param options.alternative two-sided (default), `greater` for likeness, `less` for unlikeness
 * @param options.islands areas without neighbours: refuse (default), or keep, with NaN and the pattern `No neighbours`
 * @returns per area. Squared differences are skewed: with few neighbours prefer the p of `localGearyPermutation`
 * @throws {MeasureError} as `localMoran`
 *
 * @example
 * import { localGeary, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * localGeary([1, 2, 4, 7, 9], styleWeights(street, "row")).local[4]; // → 0.354
 *
 * Source: Anselin (1995), Geographical Analysis 27, 93–115; Anselin (2019), Geographical Analysis 51, 133–150.
 */
export function localGeary(
  values: Numbers,
  weights: Weights,
  { alternative = "two-sided", islands = "refuse" }: LocalOptions = {},
): LocalStatistics {
  return judgedLocal(localGearyOf(values, weights, islands), alternative);
}

/**
 * Local Geary set against random neighbours, the own value held.
 *
 * @param options.permutations default 999 @param options.seed default 1
 * @param options.alternative default two-sided; `greater` is likeness, which is a small c
 * @throws as `localGeary`; out-of-range if `permutations` is not a whole number of at least 1
 *
 * @example
 * import { localGearyPermutation, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * const { p } = await localGearyPermutation([1, 2, 4, 7, 9], styleWeights(street, "row"), { permutations: 99 });
 * p.length; // → 5
 *
 * Source: Anselin (2019), Geographical Analysis 51, 133–150.
 */
export async function localGearyPermutation(
  values: Numbers,
  weights: Weights,
  { islands = "refuse", ...options }: PermutationOptions = {},
): Promise<PermutedLocalStatistics> {
  return permutedLocal(localGearyOf(values, weights, islands), options);
}
