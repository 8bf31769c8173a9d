import { MeasureError, type Numbers, requireBetween } from "../numeric/index.ts";
import { type Sample, sampleOf, type Weighted } from "./sample.ts";

/** The weighted quantile of an ordered sample. */
function quantileOf({ values, shares }: Sample, share: number): number {
  let squares = 0;
  for (let at = 0; at < shares.length; at++) squares += shares[at]! ** 2;
  const size = 1 / squares;
  const place = share * (size - 1) + 1;
  const [low, high] = [(place - 1) / size, place / size];
  const covered = (below: number) => Math.min(1, Math.max(0, (below - low) / (high - low)));
  let [below, sum] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const next = at === values.length - 1 ? 1 : below + shares[at]!;
    sum += values[at]! * (covered(next) - covered(below));
    below = next;
  }
  return sum;
}

/**
 * The value below which a share of the population lies, when each value stands for a number of people.
 *
 * The mean of the weighted distribution over the part from (h − 1)/n* to h/n* of it, with h = share × (n* − 1) + 1 and
 * n* = (Σw)² / Σw² the number of equal units that would be worth as much. With equal weights it is the quantile of
 * type 7; doubling all weights changes nothing.
 *
 * @param values one amount per unit, 0 or more; 2 or more of them
 * @param weights people per unit
 * @param share 0 to 1; 0.5 is the median
 * @throws {MeasureError} as `giniIndex`; out-of-range if `share` is not 0 to 1
 *
 * @example
 * import { weightedQuantile } from "@krachtwijk/measure/inequality";
 * weightedQuantile([10, 20, 30], [1, 1, 1], 0.5); // → 20
 * weightedQuantile([10, 20], [1, 3], 0.5); // → 19
 *
 * Source: Akinshin (2023), "Weighted quantile estimators", arXiv:2304.07265, section 4.
 */
export function weightedQuantile(values: Numbers, weights: Numbers, share: number): number {
  requireBetween("share", share, 0, 1);
  return quantileOf(sampleOf(values, { weights }), share);
}

/** Which two quantiles are compared. */
export interface DecileOptions extends Weighted {
  /** Default 0.9. */
  readonly upper?: number;
  /** Default 0.1. */
  readonly lower?: number;
}

/**
 * How many times as much the one at the ninth decile has as the one at the first: P90 / P10.
 *
 * @param values one amount per unit, 0 or more; 2 or more of them
 * @param options.weights people per unit; then as `weightedQuantile`
 * @returns 1 (all the same) or more
 * @throws {MeasureError} as `giniIndex`; out-of-range if the lower quantile is 0, or lies above the upper one
 *
 * @example
 * import { decileRatio } from "@krachtwijk/measure/inequality";
 * decileRatio([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110]); // → 5
 *
 * Source: Hyndman & Fan (1996), The American Statistician 50(4), 361–365, for the quantiles (type 7).
 */
export function decileRatio(values: Numbers, options: DecileOptions = {}): number {
  const { upper = 0.9, lower = 0.1 } = options;
  requireBetween("upper", upper, 0, 1);
  requireBetween("lower", lower, 0, upper);
  const sample = sampleOf(values, options);
  const bottom = quantileOf(sample, lower);
  if (bottom === 0)
    throw new MeasureError(
      "out-of-range",
      `the value at ${lower} is 0, and a ratio to 0 is none. Compare a higher quantile, or use giniIndex.`,
      { lower },
    );
  return quantileOf(sample, upper) / bottom;
}
