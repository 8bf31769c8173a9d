import type { Numbers } from "../numeric/index.ts";
import {
  centred,
  positive,
  powerSums,
  relativeNoise,
  requireAreas,
  requireNoSelf,
} from "./areas.ts";
import type { PermutationOptions } from "./inference.ts";
import type { IslandRule } from "./islands.ts";
import {
  judgedLocal,
  type LocalOptions,
  type LocalQuestion,
  type LocalStatistics,
  type Moments,
  type PermutedLocalStatistics,
  permutedLocal,
} from "./local-statistic.ts";
import { lagOf } from "./spatial-lag.ts";
import { rowSums } from "./weight-style.ts";
import type { Weights } from "./weights.ts";

/**
 * What is left to chance: `conditional`, which of the other areas are the neighbours, the area's own value held; `total`, where all values
 * are, the own one too.
 */
export type LocalMoranMoments = "conditional" | "total";

function localMoranOf(values: Numbers, weights: Weights, islands: IslandRule): LocalQuestion {
  requireAreas(values, weights, { least: 4, islands });
  requireNoSelf(weights);
  const z = centred(values);
  const lag = lagOf(z, weights);
  const others = z.length - 1;
  const squares = powerSums(z)[1];
  const second = squares / z.length;
  const side = (value: number) => (value > 0 ? "High" : "Low");
  return {
    kind: "value",
    values: z,
    weights,
    pool: "others",
    poolMoments: (area) => {
      const own = z[area]!;
      const mean = -own / others;
      return { mean, variance: positive((squares - own * own) / others - mean * mean, second) };
    },
    // An area at the mean is neither like nor unlike anything.
    scale: (area) => ({
      factor: Math.abs(z[area]!) <= relativeNoise * Math.sqrt(second) ? 0 : z[area]! / second,
      origin: 0,
    }),
    likeness: 1,
    pattern: (area) => `${side(z[area]!)}-${side(lag[area]!)}`,
  };
}

/** Mean and variance of I(i) over all orders of all values. */
function totalMoments(z: Float64Array, weights: Weights): readonly Moments[] {
  const n = z.length;
  const [, second, , fourth] = powerSums(z);
  const kurtosis = (n * fourth) / (second * second);
  const [sums, squares] = [rowSums(weights), rowSums(weights, 2)];
  return Array.from(sums, (sum, area) => {
    const square = squares[area]!;
    const single = (square * (n - kurtosis)) / (n - 1);
    const pairs = ((sum * sum - square) * (2 * kurtosis - n)) / ((n - 1) * (n - 2));
    const gap = (sum / (n - 1)) ** 2;
    return {
      mean: -sum / (n - 1),
      variance: positive(single + pairs - gap, Math.abs(single) + gap),
    };
  });
}

/**
 * Where Moran's I comes from: for each area, whether its neighbours are like it. High-High and Low-Low are clusters, High-Low and
 * Low-High outliers.
 *
 * I(i) = z(i) / m2 · Σⱼ w(i,j) z(j), z the distance from the mean and m2 = Σ z² / n. With row-standardised weights the mean of I(i) is I.
 * Conditional on its own value, with n − 1 others to draw neighbours from: E = −z(i)² Σw / ((n − 1) m2),
 * Var = (z(i) / m2)² · n / (n − 2) · (Σw² − (Σw)² / (n − 1)) · (m2 − z(i)² / (n − 1)).
 *
 * @param values one per area, any unit; 4 areas or more
 * @param weights usually row-standardised
 * @param options.moments `conditional` (default) or `total`
 * @param options.alternative two-sided (default), `greater` for likeness, `less` for unlikeness
 * @param options.islands areas without neighbours: refuse (default), or keep, with NaN and the pattern `No neighbours`
 * @returns per area; an area exactly at the mean has I 0, z 0 and p 1. With thousands of areas some are extreme by chance: `clusterLabels`
 * @throws {MeasureError} too-few below 4 areas; no-variance; empty-group if an area has no neighbour; out-of-range if an area
 *   counts itself; length-mismatch; not-finite
 *
 * @example
 * import { localMoran, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * const { local, pattern } = localMoran([1, 2, 4, 7, 9], styleWeights(street, "row"));
 * local[4]; // → 1.1681
 * pattern[4]; // → "High-High"
 *
 * Source: Anselin (1995), Geographical Analysis 27, 93–115; Sokal, Oden & Thomson (1998), Geographical Analysis 30, 331–354.
 */
export function localMoran(
  values: Numbers,
  weights: Weights,
  options: LocalOptions & { readonly moments?: LocalMoranMoments } = {},
): LocalStatistics {
  const { moments = "conditional", alternative = "two-sided", islands = "refuse" } = options;
  const question = localMoranOf(values, weights, islands);
  const total = moments === "total" ? totalMoments(question.values, weights) : undefined;
  return judgedLocal(question, alternative, total);
}

/**
 * Local Moran set against random neighbours: each area keeps its own value, and its neighbours are drawn from all others.
 * Runs on all cores; every area has a stream of random numbers of its own.
 *
 * @param options.permutations default 999 @param options.seed default 1
 * @param options.alternative default two-sided: twice the smaller of both tails
 * @throws as `localMoran`; out-of-range if `permutations` is not a whole number of at least 1
 *
 * @example
 * import { localMoranPermutation, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * const { p } = await localMoranPermutation([1, 2, 4, 7, 9], styleWeights(street, "row"), { permutations: 99 });
 * p.length; // → 5
 *
 * Source: Anselin (1995), Geographical Analysis 27, 93–115.
 */
export async function localMoranPermutation(
  values: Numbers,
  weights: Weights,
  { islands = "refuse", ...options }: PermutationOptions = {},
): Promise<PermutedLocalStatistics> {
  return permutedLocal(localMoranOf(values, weights, islands), options);
}
