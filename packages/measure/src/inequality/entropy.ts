import { type Numbers, requireBetween } from "../numeric/index.ts";
import { requirePositive, type Sample, sampleOf, type Weighted } from "./sample.ts";

/** Σ p f(x / μ), with 0 log 0 = 0. */
export function entropyOf({ values, shares, mean }: Sample, alpha: number): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const ratio = values[at]! / mean;
    if (alpha === 1) sum += ratio === 0 ? 0 : shares[at]! * ratio * Math.log(ratio);
    else if (alpha === 0) sum -= shares[at]! * Math.log(ratio);
    else sum += shares[at]! * (ratio ** alpha - 1);
  }
  return Math.max(0, alpha === 0 || alpha === 1 ? sum : sum / (alpha * (alpha - 1)));
}

/** Whether a zero makes the entropy infinite. */
export function requireFit(sample: Sample, alpha: number): void {
  requireBetween("alpha", alpha, -3, 3);
  if (alpha <= 0)
    requirePositive(
      sample,
      alpha === 0 ? "Theil's L" : `entropy with alpha ${alpha}`,
      "Theil's T (alpha 1)",
    );
}

/** Which of the family of entropies, and how many people each value stands for. */
export interface EntropyOptions extends Weighted {
  /** −3 to 3: 1 is Theil's T, 0 is Theil's L, 2 is half the squared coefficient of variation; default 1. */
  readonly alpha?: number;
}

/**
 * Inequality that can be split without rest into that within and that between groups, more sensitive to the top as
 * alpha is larger and to the bottom as it is smaller.
 *
 * GE(α) = (Σ p (x/μ)^α − 1) / (α (α − 1)); for α = 1 it is Σ p (x/μ) ln(x/μ), for α = 0 it is Σ p ln(μ/x).
 *
 * @param values one amount per unit, 0 or more (more than 0 where alpha ≤ 0); 2 or more of them
 * @param options.weights people per unit
 * @returns 0 (all the same) or more; for alpha = 1 at most the logarithm of the number of people
 * @throws {MeasureError} as `giniIndex`; out-of-range if a value is 0 and alpha ≤ 0
 *
 * @example
 * import { generalisedEntropy } from "@krachtwijk/measure/inequality";
 * generalisedEntropy([1, 3], { alpha: 2 }); // → 0.125
 *
 * Source: Shorrocks (1980), Econometrica 48(3), 613–625.
 */
export function generalisedEntropy(values: Numbers, options: EntropyOptions = {}): number {
  const { alpha = 1 } = options;
  const sample = sampleOf(values, options);
  requireFit(sample, alpha);
  return entropyOf(sample, alpha);
}

/**
 * Theil's T: inequality in which the top counts most. Σ p (x/μ) ln(x/μ).
 *
 * @returns 0 (all the same) to the logarithm of the number of units
 * @throws {MeasureError} as `giniIndex`
 *
 * @example
 * import { theilT } from "@krachtwijk/measure/inequality";
 * theilT([1, 3]); // → 0.130812
 * theilT([0, 5]); // → 0.693147
 *
 * Source: Theil (1967), Economics and Information Theory, chapter 4.
 */
export function theilT(values: Numbers, options: Weighted = {}): number {
  return generalisedEntropy(values, { ...options, alpha: 1 });
}

/**
 * Theil's L, the mean logarithmic deviation: inequality in which the bottom counts most. Σ p ln(μ/x).
 *
 * @returns 0 (all the same) or more
 * @throws {MeasureError} as `giniIndex`; out-of-range if a value is 0
 *
 * @example
 * import { theilL } from "@krachtwijk/measure/inequality";
 * theilL([1, 3]); // → 0.143841
 *
 * Source: Theil (1967), Economics and Information Theory, chapter 4.
 */
export function theilL(values: Numbers, options: Weighted = {}): number {
  return generalisedEntropy(values, { ...options, alpha: 0 });
}
