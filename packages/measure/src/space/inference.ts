import { MeasureError, normalCdf, sumOf } from "../numeric/index.ts";
import type { IslandRule } from "./islands.ts";

/** Which departures from chance count: both, or only likeness of neighbours (`greater`), or only unlikeness (`less`). */
export type Alternative = "two-sided" | "greater" | "less";

/**
 * Where chance comes from: `randomisation`, the values at hand fell on these areas in a random order; or `normality`, each value is
 * a draw from one normal distribution.
 */
export type Assumption = "randomisation" | "normality";

/** How a global statistic is judged. */
export interface GlobalOptions {
  readonly assumption?: Assumption;
  readonly alternative?: Alternative;
  readonly islands?: IslandRule;
}

/** A statistic of all areas together, set against what chance would give. */
export interface GlobalStatistic {
  readonly statistic: number;
  /** Its mean under chance. */
  readonly expected: number;
  /** Its variance under chance. */
  readonly variance: number;
  /** How many standard errors from chance; positive when neighbours are alike. */
  readonly z: number;
  /** By the normal distribution, 0 to 1. */
  readonly p: number;
}

/** A statistic of all areas together, set against reshuffled areas. */
export interface PermutedStatistic {
  readonly statistic: number;
  /** In (0, 1]; never below 1 / (permutations + 1). */
  readonly p: number;
  /** Mean of the statistic over the permutations. */
  readonly mean: number;
  /** Standard deviation of the statistic over the permutations. */
  readonly standardDeviation: number;
}

/** How areas are reshuffled. */
export interface PermutationOptions {
  /** How many reshuffles; default 999. p cannot get below 1 / (permutations + 1). */
  readonly permutations?: number;
  /** The same seed gives the same p, on any number of cores; default 1. */
  readonly seed?: number;
  readonly alternative?: Alternative;
  readonly islands?: IslandRule;
  /** How many cores at most; default all. Changes nothing but the time. */
  readonly cores?: number | undefined;
}

/** p of a standard normal z. */
export function normalP(z: number, alternative: Alternative): number {
  if (alternative === "two-sided") return Math.min(1, 2 * normalCdf(-Math.abs(z)));
  return normalCdf(alternative === "greater" ? -z : z);
}

/**
 * p of a rank: `above` and `below` are how many of the permutations gave at least, and at most, what was observed.
 * The observed order is one of the possible ones, so p is never 0 (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9, 39).
 */
export function rankP(
  above: number,
  below: number,
  permutations: number,
  alternative: Alternative,
): number {
  const [greater, less] = [above, below].map((count) => (count + 1) / (permutations + 1)) as [
    number,
    number,
  ];
  if (alternative === "two-sided") return Math.min(1, 2 * Math.min(greater, less));
  return alternative === "greater" ? greater : less;
}

/** A variance below this share of the terms it is the sum of is what rounding leaves of 0. */
const relativeNoise = 1e-13;

/** A statistic with its mean under chance, and the terms that its variance is the sum of. */
interface Found {
  readonly statistic: number;
  readonly expected: number;
  readonly varianceTerms: readonly number[];
}

/**
 * Judges a statistic. `likeness` is −1 for one that is small when neighbours are alike.
 * @throws {MeasureError} no-variance if every order of the areas gives the same statistic
 */
export function judged(
  name: string,
  { statistic, expected, varianceTerms }: Found,
  alternative: Alternative,
  likeness: 1 | -1 = 1,
): GlobalStatistic {
  const variance = sumOf(varianceTerms);
  if (!(variance > relativeNoise * sumOf(varianceTerms.map(Math.abs))))
    throw new MeasureError(
      "no-variance",
      `${name} is the same in whatever order the areas are: every area neighbours all others alike, or all values but one are equal. Use weights that tell near from far, or another column.`,
      { variance },
    );
  const z = (likeness * (statistic - expected)) / Math.sqrt(variance);
  return { statistic, expected, variance, z, p: normalP(z, alternative) };
}
