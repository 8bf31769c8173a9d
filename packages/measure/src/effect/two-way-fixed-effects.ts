import { type Uncertainty, uncertainty } from "./inference.ts";
import { indexPanel, type Panel } from "./panel.ts";
import {
  clusterings,
  countsOf,
  type DesignCounts,
  fitPanel,
  type PanelFit,
  type RegressionOptions,
  requireTreatment,
  treatedRows,
} from "./panel-regression.ts";

/** A coefficient of a regression. */
export interface Coefficient extends Uncertainty {
  readonly name: string;
  readonly estimate: number;
}

/** The effect of the treatment, in the unit of the outcome. */
export interface TwoWayEffect extends Uncertainty {
  /** Average effect of treatment on the treated, if it is the same for all of them. */
  readonly att: number;
  /** Of Student's t. */
  readonly degreesOfFreedom: number;
  readonly covariates: readonly Coefficient[];
  readonly counts: DesignCounts;
}

/** Coefficients of a fit with their errors. */
export function coefficientsOf(
  { fit, covariance: { matrix, degreesOfFreedom } }: PanelFit,
  confidence: number,
): readonly Coefficient[] {
  return fit.names.map((name, at) => {
    const estimate = fit.coefficients[at]!;
    const variance = matrix[at]![at]!;
    const smallest = fit.smallestErrors[at]!;
    const error = uncertainty(estimate, variance, degreesOfFreedom, confidence, smallest);
    return { name, estimate, ...error };
  });
}

/**
 * Difference-in-differences over many units and periods: what the treated changed more than the others, when each
 * unit keeps its own level and each period its own shift.
 *
 * y_it = α_i + λ_t + β D_it + γ′x_it + ε_it, D_it = 1 from the period in which unit i is first treated. β is the effect
 * if it is the same for all units and at all times since treatment. If treatment begins at different times and the effect
 * grows, β weighs some comparisons wrongly: see `goodmanBacon`, and use `groupTimeEffects` or `sunAbraham`.
 * Also for panels in which units lack some periods.
 *
 * @param panel rows of unit, period, outcome and first treated period (Infinity: never)
 * @param options.covariates columns that change within units; a fixed trait needs `byPeriod`
 * @returns the effect in the unit of the outcome, with an error that is by default clustered by unit and corrected as fixest does
 * @throws {MeasureError} empty-group if nobody or everybody is treated; singular if all begin at once, or a covariate does
 * not change within units; too-few below 2 units, periods or clusters; not-finite; length-mismatch; out-of-range
 *
 * @example
 * import { twoWayFixedEffects } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "b", "b", "c", "c", "d", "d"],
 *   time: [2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020],
 *   outcome: [10, 13, 8, 12, 9, 10, 7, 8.4],
 *   treatedFrom: [2020, 2020, 2020, 2020, Infinity, Infinity, Infinity, Infinity],
 * };
 * const { att, standardError } = twoWayFixedEffects(panel);
 * [att, standardError]; // → [2.3, 0.5203]
 *
 * Source: Bertrand, Duflo & Mullainathan (2004), QJE 119, 249–275; Angrist & Pischke (2009), Mostly Harmless Econometrics, chapter 5.
 */
export function twoWayFixedEffects(panel: Panel, options: RegressionOptions = {}): TwoWayEffect {
  const indexed = indexPanel(panel);
  const treated = treatedRows(indexed);
  requireTreatment(treated);
  const fitted = fitPanel(
    indexed,
    [{ name: "treated", values: treated }],
    options,
    "all units are treated from the same period on, so the effect cannot be told from that of the period. Add units that are not treated, or treated later.",
  );
  const [effect, ...covariates] = coefficientsOf(fitted, options.confidence ?? 0.95);
  const { name: _, estimate: att, ...error } = effect!;
  return {
    att,
    ...error,
    degreesOfFreedom: fitted.covariance.degreesOfFreedom,
    covariates,
    counts: countsOf(indexed, clusterings(indexed, options)),
  };
}
