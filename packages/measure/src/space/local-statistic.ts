import { relativeNoise } from "./areas.ts";
import { drawNeighbours, type NeighbourSums } from "./conditional-permutation.ts";
import { type Alternative, normalP, type PermutationOptions, rankP } from "./inference.ts";
import type { IslandRule } from "./islands.ts";
import { lagOf } from "./spatial-lag.ts";
import { rowSums } from "./weight-style.ts";

/** What an area would be called if its statistic is more than chance. */
export type LocalPattern =
  /** Local Moran and Geary: a high area among high ones. */
  | "High-High"
  | "Low-Low"
  /** Local Moran: a high area among low ones. */
  | "High-Low"
  | "Low-High"
  /** Local Geary: alike, but on both sides of the mean. */
  | "Other positive"
  /** Local Geary: unlike. */
  | "Negative"
  /** Local G and G*: a concentration of high values. */
  | "High"
  | "Low"
  /** An island that was kept: nothing is known about it. */
  | "No neighbours";

/** How a local statistic is judged. */
export interface LocalOptions {
  readonly alternative?: Alternative;
  readonly islands?: IslandRule;
}

/** A statistic for each area, set against chance. On an island that was kept, every number is NaN and the pattern says so. */
export interface LocalStatistics {
  readonly local: Float64Array;
  /** Mean under chance. */
  readonly expected: Float64Array;
  /** Variance under chance. */
  readonly variance: Float64Array;
  /** Standard errors from chance. Where chance cannot give anything else than what is there, 0. */
  readonly z: Float64Array;
  /** By the normal distribution, 0 to 1. */
  readonly p: Float64Array;
  readonly pattern: readonly LocalPattern[];
}

/** A statistic for each area, set against random neighbours. NaN on an island that was kept. */
export interface PermutedLocalStatistics {
  readonly local: Float64Array;
  /** In (0, 1]; never below 1 / (permutations + 1). */
  readonly p: Float64Array;
  /** Mean of the statistic over the permutations. */
  readonly mean: Float64Array;
  /** Standard deviation of the statistic over the permutations. */
  readonly standardDeviation: Float64Array;
}

/** Mean and variance of one thing. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** A local statistic: factor(i) · (Σⱼ w(i,j) y(j) − origin(i)). */
export interface LocalQuestion extends NeighbourSums {
  /** Of y over the areas that may come in a neighbour's place. */
  readonly poolMoments: (area: number) => Moments;
  /** From the moments of the sum under chance. */
  readonly scale: (
    area: number,
    chance: Moments,
  ) => { readonly factor: number; readonly origin: number };
  /** −1 when a small statistic means likeness. */
  readonly likeness: 1 | -1;
  readonly pattern: (area: number, sum: number, chance: Moments) => LocalPattern;
}

/** Moments of a weighted sum of values drawn from a pool of `size` without replacement. */
function sumMoments(sums: number, squares: number, size: number, pool: Moments): Moments {
  const spread = squares - (sums * sums) / size;
  const isSpread = spread > relativeNoise * squares;
  return {
    mean: sums * pool.mean,
    variance: isSpread ? (spread * pool.variance * size) / (size - 1) : 0,
  };
}

/** What there is to know of every area before it is judged. */
interface Standing {
  readonly sums: Float64Array;
  /** Of the sum. */
  readonly chance: readonly Moments[];
  readonly isIsland: (area: number) => boolean;
}

function yOf({ kind, values, weights }: NeighbourSums): Float64Array {
  if (kind === "value") return lagOf(values, weights);
  const { starts, to, weight } = weights;
  return values.map((own, area) => {
    let sum = 0;
    for (let at = starts[area]!; at < starts[area + 1]!; at++)
      sum += weight[at]! * (own - values[to[at]!]!) ** 2;
    return sum;
  });
}

/** The sum of every area, and what it would be by chance. */
function standingOf(question: LocalQuestion): Standing {
  const { weights, values, pool, poolMoments } = question;
  const size = values.length - (pool === "others" ? 1 : 0);
  const [sums, squares] = [rowSums(weights), rowSums(weights, 2)];
  return {
    sums: yOf(question),
    chance: Array.from(values, (_, area) =>
      sumMoments(sums[area]!, squares[area]!, size, poolMoments(area)),
    ),
    isIsland: (area) => weights.starts[area] === weights.starts[area + 1],
  };
}

/**
 * Judges every area by the moments of random neighbours.
 * @param total moments of the statistic itself, where they are not those of random neighbours
 */
export function judgedLocal(
  question: LocalQuestion,
  alternative: Alternative,
  total?: readonly Moments[],
): LocalStatistics {
  const { sums, chance, isIsland } = standingOf(question);
  const column = () => new Float64Array(sums.length).fill(Number.NaN);
  const found = {
    local: column(),
    expected: column(),
    variance: column(),
    z: column(),
    p: column(),
  };
  const pattern = chance.map((moments, area): LocalPattern => {
    if (isIsland(area)) return "No neighbours";
    const { factor, origin } = question.scale(area, moments);
    // + 0: no minus zero.
    const local = factor * (sums[area]! - origin) + 0;
    const expected = total?.[area]?.mean ?? factor * (moments.mean - origin);
    const variance = total?.[area]?.variance ?? factor * factor * moments.variance;
    const z = variance > 0 ? (question.likeness * (local - expected)) / Math.sqrt(variance) : 0;
    found.local[area] = local;
    found.expected[area] = expected;
    found.variance[area] = variance;
    found.z[area] = z;
    found.p[area] = variance > 0 ? normalP(z, alternative) : 1;
    return question.pattern(area, sums[area]!, moments);
  });
  return { ...found, pattern };
}

/** Judges every area by drawing random neighbours. */
export async function permutedLocal(
  question: LocalQuestion,
  options: PermutationOptions,
): Promise<PermutedLocalStatistics> {
  const { permutations = 999, alternative = "two-sided" } = options;
  const drawn = await drawNeighbours(question, options);
  const { sums, chance, isIsland } = standingOf(question);
  const column = () => new Float64Array(sums.length).fill(Number.NaN);
  const found = { local: column(), p: column(), mean: column(), standardDeviation: column() };
  for (const [area, moments] of chance.entries()) {
    if (isIsland(area)) continue;
    const { factor, origin } = question.scale(area, moments);
    found.local[area] = factor * (sums[area]! - origin) + 0;
    found.mean[area] = factor * (drawn.mean[area]! - origin);
    found.standardDeviation[area] = Math.abs(factor) * Math.sqrt(drawn.variance[area]!);
    const tails = [drawn.atLeast[area]!, drawn.atMost[area]!];
    const [above, below] = question.likeness * factor < 0 ? tails.reverse() : tails;
    found.p[area] = factor === 0 ? 1 : rankP(above!, below!, permutations, alternative);
  }
  return found;
}
