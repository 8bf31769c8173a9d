import { MeasureError, requireBetween, tQuantile } from "../numeric/index.ts";
import { degreesOfFreedom, designCovariance, isCensus } from "./design-variance.ts";
import type { DomainOptions } from "./domain-rows.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** What a simple random sample is drawn like, when a design is compared with one. */
export type DesignEffectAgainst = "without-replacement" | "with-replacement";

/** How an estimate is asked for. */
export interface SurveyOptions extends DomainOptions {
  /** 0 to 1, default 0.95. */
  readonly confidence?: number | undefined;
  /** `t` (default) with the degrees of freedom of the design, or `normal`. */
  readonly interval?: "t" | "normal" | undefined;
  /** Default: without replacement; with replacement where the weights do not add up to more than the rows. */
  readonly designEffectAgainst?: DesignEffectAgainst | undefined;
}

/** An estimate from a sample, and how sure it is. */
export interface SurveyEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  /** Clusters minus strata, of those that have rows in the domain. */
  readonly degreesOfFreedom: number;
  /** Variance over that of a simple random sample of as many rows; null when everybody was asked, and both are 0. */
  readonly designEffect: number | null;
  readonly designEffectAgainst: DesignEffectAgainst;
  /** Rows that count. */
  readonly rows: number;
}

/** An estimate as a weighted sum: what each row adds to its error. */
export interface Influences {
  readonly rows: Int32Array;
  readonly estimate: number;
  /** Aligned with `rows`: what the row differs from what is expected, in the unit of the values. */
  readonly residuals: Float64Array;
  /** What a residual is multiplied with to be an influence on the estimate. */
  readonly factor: number;
  /** As large as a value may make the estimate; below a 1e-12 part of it a standard error is dust. */
  readonly size: number;
}

/** Weight × influence. */
export const linearise = (
  { weights }: SurveyDesign,
  { rows, residuals, factor }: Influences,
): Float64Array => residuals.map((residual, at) => weights[rows[at]!]! * residual * factor);

/** Σ weight over the rows. */
export function weightOf({ weights }: SurveyDesign, rows: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < rows.length; at++) sum += weights[rows[at]!]!;
  return sum;
}

/** Variance of the same estimate in a simple random sample of as many rows: factor² N² (1 − n/N) S² / n. */
function simpleVariance(
  design: SurveyDesign,
  { rows, residuals, factor }: Influences,
  against: DesignEffectAgainst,
): number {
  const [count, size] = [rows.length, weightOf(design, rows)];
  let centre = 0;
  for (let at = 0; at < count; at++) centre += (design.weights[rows[at]!]! * residuals[at]!) / size;
  let squares = 0;
  for (let at = 0; at < count; at++)
    squares += design.weights[rows[at]!]! * (residuals[at]! - centre) ** 2;
  const spread = (squares / size) * (count / (count - 1));
  const unseen = against === "without-replacement" ? 1 - count / size : 1;
  return ((factor * size) ** 2 * unseen * spread) / count;
}

/** @throws {MeasureError} no-variance if a standard error is nothing but rounding, and not everybody was asked */
export function requireSpread(design: SurveyDesign, standardError: number, size: number): void {
  if (standardError > 1e-12 * size || isCensus(design)) return;
  throw new MeasureError(
    "no-variance",
    "the sample shows no difference between the rows (or clusters) of a stratum, so it does not say how sure the estimate is. Ask about a larger group; for a share of 0 or 1 use the interval of a proportion (beta or wilson).",
  );
}

/** What the margin of an interval is multiplied with. @throws {MeasureError} too-few without degrees of freedom */
export function multiplier(
  degrees: number,
  { confidence = 0.95, interval = "t" }: SurveyOptions,
): number {
  requireBetween("confidence", confidence, 0, 1);
  if (interval === "t" && degrees < 1)
    throw new MeasureError(
      "too-few",
      `there are as many strata as clusters (${degrees} degrees of freedom), so an interval with Student's t does not exist; join strata, or ask for a normal interval.`,
      { degreesOfFreedom: degrees },
    );
  return tQuantile((1 + confidence) / 2, interval === "t" ? degrees : Infinity);
}

/** Degrees of freedom: of the design, or of what is left of it in a domain. */
export const degreesFor = (
  design: SurveyDesign,
  rows: Int32Array,
  { domain, domainRows }: SurveyOptions,
): number => {
  const isWhole = domain === undefined && domainRows === undefined;
  return degreesOfFreedom(design, isWhole ? undefined : rows);
};

/** Standard error, interval and design effect of an estimate. */
export function toEstimate(
  design: SurveyDesign,
  influences: Influences,
  options: SurveyOptions,
): SurveyEstimate {
  const { rows, estimate, size } = influences;
  const columns = [linearise(design, influences)];
  const variance = designCovariance(design, { rows, columns })[0]![0]!;
  const standardError = Math.sqrt(variance);
  requireSpread(design, standardError, size);
  const degrees = degreesFor(design, rows, options);
  const margin = multiplier(degrees, options) * standardError;
  const fits = weightOf(design, rows) > rows.length * (1 + 1e-9);
  const fallback = fits ? "without-replacement" : "with-replacement";
  const against = options.designEffectAgainst ?? fallback;
  if (against === "without-replacement" && !fits)
    throw new MeasureError(
      "out-of-range",
      `the weights of ${rows.length} rows add up to ${weightOf(design, rows)}: no population to draw from without replacement. Compare with replacement, or scale the weights to inverse inclusion probabilities.`,
      { rows: rows.length },
    );
  const simple = simpleVariance(design, influences, against);
  return {
    estimate,
    standardError,
    interval: [estimate - margin, estimate + margin],
    degreesOfFreedom: degrees,
    designEffect: isCensus(design) ? null : variance / simple,
    designEffectAgainst: against,
    rows: rows.length,
  };
}
