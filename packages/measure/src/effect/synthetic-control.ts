import { MeasureError } from "../numeric/index.ts";
import { type Fit, fitUnit } from "./synthetic-control-fit.ts";
import {
  prepareStudy,
  type SyntheticOptions,
  type SyntheticStudy,
} from "./synthetic-control-study.ts";

/** A synthetic control: a mixture of untreated units that was like the treated one before. */
export interface SyntheticControl {
  /** wⱼ, one per unit in the order of the study, 0 to 1, summing to 1; 0 for the treated unit itself. */
  readonly weights: Float64Array;
  /** vᵢ, one per predictor (without predictors: one per period before), summing to 1. */
  readonly predictorWeights: Float64Array;
  /** Σᵢ vᵢ (xᵢ − Σⱼ wⱼ xᵢⱼ)², predictors in units of their standard deviation; outcomes as they are. */
  readonly predictorLoss: number;
  /** False if several mixtures match equally well; the most evenly spread one is given. */
  readonly isUnique: boolean;
  /** The outcome of the mixture, one per period. */
  readonly synthetic: Float64Array;
  /** The outcome less that of the mixture, one per period; from the treatment on this is the effect. */
  readonly gap: Float64Array;
  /** Root of the mean squared gap before, and from the treatment on. */
  readonly rmspePre: number;
  readonly rmspePost: number;
  /** Mean gap from the treatment on. */
  readonly averageEffect: number;
}

/** Adds up what came of a unit. */
export function synthesised(fit: Fit, from: number): SyntheticControl {
  const after = fit.gap.subarray(from);
  return { ...fit, averageEffect: after.reduce((sum, gap) => sum + gap, 0) / after.length };
}

/**
 * What would have happened without the treatment: a mixture of untreated units, the donors, that was like the treated
 * unit before it.
 *
 * Weights wⱼ ≥ 0, Σ wⱼ = 1, minimise Σᵢ vᵢ (xᵢ − Σⱼ wⱼ xᵢⱼ)², each predictor in units of its standard deviation over all
 * units. The predictor weights vᵢ are those with the smallest mean squared gap before the treatment, each at least
 * 0.001, unless they are given. Without predictors the outcome in each period before is matched, all counting the same:
 * no mixture has a smaller gap before. Of mixtures that match equally well the one with the least Σ wⱼ² is taken.
 *
 * @param study outcomes of 3 or more units × 2 or more periods, in any unit, without gaps
 * @param options predictor weights, and the seed of the search for them
 * @returns weights 0 to 1; gaps and errors in the unit of the outcome
 * @throws {MeasureError} too-few below 3 units; length-mismatch; not-finite; no-variance if a predictor is the same
 * everywhere; out-of-range if `treated` or `from` is not in the study or a predictor weight is below 0
 *
 * @example
 * import { syntheticControl } from "@krachtwijk/measure/effect";
 * const outcomes = [5, 6, 9, 10, 4, 4, 4, 4, 6, 8, 10, 12];
 * const { weights, gap } = syntheticControl({ outcomes, periods: 4, treated: 0, from: 2 });
 * weights; // → [0, 0.5, 0.5]
 * gap; // → [0, 0, 2, 2]
 *
 * Source: Abadie, Diamond & Hainmueller (2010), "Synthetic control methods for comparative case studies",
 * JASA 105(490), 493–505.
 */
export function syntheticControl(
  study: SyntheticStudy,
  options: SyntheticOptions = {},
): SyntheticControl {
  const prepared = prepareStudy(study, options);
  return synthesised(fitUnit(prepared, { treated: study.treated }), study.from);
}

/** @throws {MeasureError} no-variance if donors imitate the treated unit exactly: an error ratio would divide by 0 */
export function requirePreError(outcomes: Float64Array, fit: Fit): void {
  if (isExact(outcomes, fit))
    throw new MeasureError(
      "no-variance",
      "Before the treatment donors imitate the treated unit exactly, so the error after has nothing to be compared with. Use more periods before or fewer donors, or do without placebos.",
    );
}

/** An error before that is rounding only. */
export function isExact(outcomes: Float64Array, { rmspePre }: Fit): boolean {
  const largest = outcomes.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return rmspePre <= 1e-10 * largest;
}
