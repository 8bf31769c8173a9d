import { requireAnswer, tQuantile, tTwoSided } from "../numeric/index.ts";

/** A part of a gap, and how sure it is. */
export interface GapPart {
  readonly estimate: number;
  readonly standardError: number;
  /** Of Student's t, by Welch and Satterthwaite; null where the standard error is 0. */
  readonly degreesOfFreedom: number | null;
  /** Two-sided; null where the standard error is 0. */
  readonly p: number | null;
  readonly lower: number;
  readonly upper: number;
}

/** What moves with the people of one group: their means, their coefficients, and those of the reference. */
export interface Moments {
  readonly covariance: Float64Array;
  /** People less coefficients. */
  readonly degreesOfFreedom: number;
}

/** How a part changes with the means, the own coefficients and the reference coefficients of a group, in that order. */
export type Slope = Float64Array;

/** Σ ψψ′ over people, each less the mean of its group; as one row after another. */
export function covarianceOf(influences: readonly Float64Array[]): Float64Array {
  const size = influences[0]!.length;
  const centre = new Float64Array(size);
  for (const own of influences)
    for (let at = 0; at < size; at++) centre[at]! += own[at]! / influences.length;
  const sums = new Float64Array(size * size);
  const apart = new Float64Array(size);
  for (const own of influences) {
    for (let at = 0; at < size; at++) apart[at] = own[at]! - centre[at]!;
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++)
        sums[row * size + column]! += apart[row]! * apart[column]!;
  }
  return sums;
}

function varianceAlong(covariance: Float64Array, slope: Slope): number {
  const size = slope.length;
  let sum = 0;
  for (let row = 0; row < size; row++) {
    if (slope[row] === 0) continue;
    for (let column = 0; column < size; column++)
      sum += slope[row]! * covariance[row * size + column]! * slope[column]!;
  }
  return Math.max(0, sum);
}

/** The delta method: variance of both groups along the slopes, and Student's t with Satterthwaite's degrees of freedom. */
export function gapPart(
  estimate: number,
  slopes: readonly [Slope, Slope],
  groups: readonly [Moments, Moments],
  confidence: number,
): GapPart {
  const [a, b] = [
    varianceAlong(groups[0].covariance, slopes[0]),
    varianceAlong(groups[1].covariance, slopes[1]),
  ];
  requireAnswer("the gap", estimate);
  const standardError = Math.sqrt(requireAnswer("the variance of the gap", a + b));
  if (standardError === 0)
    return {
      estimate,
      standardError,
      degreesOfFreedom: null,
      p: null,
      lower: estimate,
      upper: estimate,
    };
  const [one, other] = [a / (a + b), b / (a + b)];
  const df = 1 / (one ** 2 / groups[0].degreesOfFreedom + other ** 2 / groups[1].degreesOfFreedom);
  const half = tQuantile(0.5 + confidence / 2, df) * standardError;
  return {
    estimate,
    standardError,
    degreesOfFreedom: df,
    p: tTwoSided(estimate / standardError, df),
    lower: estimate - half,
    upper: estimate + half,
  };
}
