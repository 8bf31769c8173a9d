import { MeasureError, type Numbers } from "../numeric/index.ts";
import { type Covariance, designCovariance } from "./design-variance.ts";
import { domainRows } from "./domain-rows.ts";
import type { SurveyDesign } from "./survey-design.ts";
import {
  type Influences,
  linearise,
  type SurveyEstimate,
  type SurveyOptions,
  toEstimate,
  weightOf,
} from "./survey-estimate.ts";

const largest = (rows: Int32Array, values: Numbers): number =>
  rows.reduce((most, row) => Math.max(most, Math.abs(values[row]!)), 0);

/** A mean as a weighted sum: influence (y − ȳ) / Σw. */
export function meanInfluences(
  design: SurveyDesign,
  values: Numbers,
  rows: Int32Array,
): Influences {
  const size = weightOf(design, rows);
  let sum = 0;
  for (const row of rows) sum += design.weights[row]! * values[row]!;
  const estimate = sum / size;
  const residuals = Float64Array.from(rows, (row) => values[row]! - estimate);
  return { rows, estimate, residuals, factor: 1 / size, size: largest(rows, values) };
}

/**
 * The mean of a value in the population that a sample was drawn from: Σ w y / Σ w, with its standard error by
 * Taylor linearisation: the variance of the totals per cluster of w (y − ȳ) / Σ w, stage by stage,
 *
 * V = Σₛ Π(n/N above) Σₕ (1 − nₕ/Nₕ) nₕ/(nₕ − 1) Σᵢ (tₕᵢ − t̄ₕ)².
 *
 * @param values one per row of the design, any unit; NaN is a gap, see `options.missing`
 * @param options.domain whom the mean is about; others count in the standard error only as "not in the domain"
 * @returns estimate, standard error and interval in the unit of the values; design effect without unit
 * @throws {MeasureError} length-mismatch; not-finite; empty-group for a domain without rows; too-few with one row, a lonely
 * cluster or no degrees of freedom; no-variance when all are the same; out-of-range for a confidence that is not 0 to 1
 *
 * @example
 * import { surveyDesign, surveyMean } from "@krachtwijk/measure/survey";
 * const design = surveyDesign({ weights: [10, 10, 10, 10], clusters: ["a", "a", "b", "c"] });
 * surveyMean(design, [6, 7, 8, 5]); // → { estimate: 6.5, standardError: 0.6495, interval: [3.7053, 9.2947] }
 *
 * Source: Woodruff (1971), JASA 66, 411–414; Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling,
 * sections 4.3 and 5.5–5.8; docs/methods/survey.md.
 */
export function surveyMean(
  design: SurveyDesign,
  values: Numbers,
  options: SurveyOptions = {},
): SurveyEstimate {
  const rows = domainRows(design, { values }, options);
  return toEstimate(design, meanInfluences(design, values, rows), options);
}

/**
 * The total of a value in the population: Σ w y, with its standard error.
 *
 * @param values one per row of the design, any unit; NaN is a gap, see `options.missing`
 * @returns as `surveyMean`; the design effect compares with a sample mean times Σ w
 * @throws {MeasureError} as `surveyMean`
 *
 * @example
 * import { surveyDesign, surveyTotal } from "@krachtwijk/measure/survey";
 * const design = surveyDesign({ weights: [10, 10, 20, 20], strata: ["a", "a", "b", "b"] });
 * surveyTotal(design, [1, 3, 2, 5]); // → { estimate: 180, standardError: 63.2456, degreesOfFreedom: 2 }
 *
 * Source: Horvitz & Thompson (1952), JASA 47, 663–685; Cochran (1977), Sampling Techniques, chapters 5 and 10.
 */
export function surveyTotal(
  design: SurveyDesign,
  values: Numbers,
  options: SurveyOptions = {},
): SurveyEstimate {
  const rows = domainRows(design, { values }, options);
  const residuals = Float64Array.from(rows, (row) => values[row]!);
  const estimate = rows.reduce((sum, row) => sum + design.weights[row]! * values[row]!, 0);
  const size = largest(rows, values) * weightOf(design, rows);
  return toEstimate(design, { rows, estimate, residuals, factor: 1, size }, options);
}

/**
 * The ratio of two totals, such as income per household member: R = Σ w y / Σ w x, with influence (y − R x) / Σ w x.
 *
 * @param numerator y, one per row, any unit
 * @param denominator x, one per row, any unit
 * @returns as `surveyMean`, in the unit of y per unit of x
 * @throws {MeasureError} as `surveyMean`; no-variance also if the denominators add up to 0
 *
 * @example
 * import { surveyDesign, surveyRatio } from "@krachtwijk/measure/survey";
 * const design = surveyDesign({ weights: [10, 10, 10, 10] });
 * surveyRatio(design, [3, 5, 4, 8], [1, 2, 2, 3]); // → { estimate: 2.5, standardError: 0.1768 }
 *
 * Source: Woodruff (1971), JASA 66, 411–414; Särndal, Swensson & Wretman (1992), result 5.6.2.
 */
export function surveyRatio(
  design: SurveyDesign,
  numerator: Numbers,
  denominator: Numbers,
  options: SurveyOptions = {},
): SurveyEstimate {
  const rows = domainRows(design, { numerator, denominator }, options);
  let [above, below, absolute] = [0, 0, 0];
  for (const row of rows) {
    above += design.weights[row]! * numerator[row]!;
    below += design.weights[row]! * denominator[row]!;
    absolute += design.weights[row]! * Math.abs(denominator[row]!);
  }
  if (Math.abs(below) <= 1e-12 * absolute)
    throw new MeasureError(
      "no-variance",
      "the denominators add up to 0, so there is no ratio; ask for the total of the numerator instead.",
    );
  const estimate = above / below;
  const residuals = Float64Array.from(
    rows,
    (row) => numerator[row]! - estimate * denominator[row]!,
  );
  const size = (largest(rows, numerator) * weightOf(design, rows)) / Math.abs(below);
  return toEstimate(design, { rows, estimate, residuals, factor: 1 / below, size }, options);
}

/** Means of several values in the same rows. */
export interface SurveyMeans {
  readonly estimates: readonly SurveyEstimate[];
  /** Of the estimates, in their order. */
  readonly covariance: Covariance;
}

/**
 * Means of several values at once, with their covariance, so that they can be compared or added up.
 * With gaps left out, a row counts when it has all values.
 *
 * @param columns one column per value, each with one number per row
 * @throws {MeasureError} as `surveyMean`; too-few without columns
 *
 * @example
 * import { surveyDesign, surveyMeans } from "@krachtwijk/measure/survey";
 * const design = surveyDesign({ weights: [10, 10, 10] });
 * surveyMeans(design, [[1, 2, 6], [2, 5, 8]]).covariance; // → [[2.3333, 2.5], [2.5, 3]]
 *
 * Source: as `surveyMean`.
 */
export function surveyMeans(
  design: SurveyDesign,
  columns: readonly Numbers[],
  options: SurveyOptions = {},
): SurveyMeans {
  if (columns.length === 0)
    throw new MeasureError("too-few", "no columns are given; name at least one.");
  const named = Object.fromEntries(columns.map((column, at) => [`columns[${at}]`, column]));
  const rows = domainRows(design, named, options);
  const influences = columns.map((column) => meanInfluences(design, column, rows));
  const linearised = influences.map((one) => linearise(design, one));
  return {
    estimates: influences.map((one) => toEstimate(design, one, options)),
    covariance: designCovariance(design, { rows, columns: linearised }),
  };
}
