import { betaQuantile, MeasureError, type Numbers, tQuantile } from "../numeric/index.ts";
import { isCensus } from "./design-variance.ts";
import { domainRows } from "./domain-rows.ts";
import type { SurveyDesign } from "./survey-design.ts";
import {
  degreesFor,
  multiplier,
  type SurveyEstimate,
  type SurveyOptions,
  toEstimate,
} from "./survey-estimate.ts";
import { meanInfluences } from "./survey-mean.ts";

/** How the interval of a share from a sample is worked out. */
export type SurveyProportionMethod =
  | "logit"
  | "beta"
  | "wilson"
  | "likelihood"
  | "arcsine"
  | "mean";

type Options = SurveyOptions & { readonly method?: SurveyProportionMethod | undefined };

/** A share from a sample. */
export interface SurveyProportion
  extends Omit<SurveyEstimate, "standardError" | "designEffect" | "designEffectAgainst"> {
  /** null at a share of 0 or 1, where the sample does not show it. */
  readonly standardError: number | null;
  readonly designEffect: number | null;
  /** Size of the simple random sample that would say as much, degrees of freedom weighed in. */
  readonly effectiveSize: number;
}

interface Share {
  readonly p: number;
  readonly standardError: number;
  /** p (1 − p) / V; the rows where the share is 0 or 1. */
  readonly simpleSize: number;
  /** The same times (t of the rows / t of the design)². */
  readonly effectiveSize: number;
  readonly count: number;
  readonly t: number;
  readonly tail: number;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

function logit({ p, standardError, t }: Share): readonly [number, number] {
  const [centre, margin] = [Math.log(p / (1 - p)), (t * standardError) / (p * (1 - p))];
  return [logistic(centre - margin), logistic(centre + margin)];
}

function arcsine({ p, standardError, t }: Share): readonly [number, number] {
  const centre = Math.asin(Math.sqrt(p));
  const margin = (t * standardError) / (2 * Math.sqrt(p * (1 - p)));
  const back = (x: number) => Math.sin(Math.max(0, Math.min(Math.PI / 2, x))) ** 2;
  return [back(centre - margin), back(centre + margin)];
}

function beta({ p, effectiveSize: n, tail }: Share): readonly [number, number] {
  return [
    p === 0 ? 0 : betaQuantile(tail, n * p, n * (1 - p) + 1),
    p === 1 ? 1 : betaQuantile(1 - tail, n * p + 1, n * (1 - p)),
  ];
}

function wilson({ p, effectiveSize: n, tail }: Share): readonly [number, number] {
  const z = tQuantile(1 - tail, Infinity);
  const [centre, scale] = [p + (z * z) / (2 * n), 1 + (z * z) / n];
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [p === 0 ? 0 : (centre - half) / scale, p === 1 ? 1 : (centre + half) / scale];
}

/** Where the deviance of a binomial of the simple size, over its dispersion n/(n − 1), reaches t²; found by halving. */
function likelihood({ p, simpleSize, count, t }: Share): readonly [number, number] {
  const deviance = (q: number) =>
    ((2 * simpleSize * (count - 1)) / count) *
    (p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q)));
  const reach = (edge: number) => {
    let [inside, outside] = [p, edge];
    for (let round = 0; round < 200; round++) {
      const middle = (inside + outside) / 2;
      if (deviance(middle) < t * t) inside = middle;
      else outside = middle;
    }
    return (inside + outside) / 2;
  };
  return [reach(0), reach(1)];
}

const plain = ({ p, standardError, t }: Share): readonly [number, number] => [
  p - t * standardError,
  p + t * standardError,
];

const intervals: Readonly<
  Record<SurveyProportionMethod, (share: Share) => readonly [number, number]>
> = { logit, beta, wilson, likelihood, arcsine, mean: plain };

/** @throws {MeasureError} out-of-range if a value is not 0, 1 or a gap */
function membership(isMember: ArrayLike<boolean | number>): Float64Array {
  return Float64Array.from(isMember, (member, at) => {
    const value = Number(member);
    if (value === 0 || value === 1 || Number.isNaN(value)) return value;
    throw new MeasureError(
      "out-of-range",
      `isMember[${at}] is ${member}; a share is counted from 0 (no) and 1 (yes).`,
      { at },
    );
  });
}

/**
 * The share of a population that has something, with an interval that stays between 0 and 1.
 *
 * `logit` (default): t interval of log(p/(1−p)), turned back. `beta`: Clopper–Pearson with the effective size
 * n* = p(1−p)/V × (t(n−1)/t(df))², after Korn & Graubard. `wilson`: Wilson with n*. `likelihood`: where the deviance,
 * divided by the design effect, reaches t². `arcsine`: t interval of asin √p. `mean`: p ± t SE, which may pass 0 or 1.
 * At a share of 0 or 1 only `beta` and `wilson` exist; n* is then the number of rows (times the ratio of t's).
 *
 * @param isMember one per row, true or 1 for those who have it, false or 0 for others; NaN is a gap
 * @returns shares, 0 to 1; no design effect at a share of 0 or 1
 * @throws {MeasureError} as `surveyMean`; no-variance at a share of 0 or 1 with other methods; out-of-range
 *
 * @example
 * import { surveyDesign, surveyProportion } from "@krachtwijk/measure/survey";
 * const design = surveyDesign({ weights: [10, 10, 20, 20, 20] });
 * surveyProportion(design, [1, 0, 1, 1, 0], { method: "beta" }); // → { estimate: 0.625, interval: [0.1112, 0.9757] }
 *
 * Source: Korn & Graubard (1998), Survey Methodology 24, 193–201; Rao & Scott (1984), Ann. Stat. 12, 46–60 (likelihood);
 * Dean & Pagano (2015), J. Survey Stat. Methodol. 3, 484–503 (comparison).
 */
export function surveyProportion(
  design: SurveyDesign,
  isMember: ArrayLike<boolean | number>,
  options: Options = {},
): SurveyProportion {
  const { method = "logit" } = options;
  const values = membership(isMember);
  const rows = domainRows(design, { isMember: values }, options);
  const first = values[rows[0]!]!;
  const isEdge = rows.every((row) => values[row] === first);
  if (isEdge && method !== "beta" && method !== "wilson")
    throw new MeasureError(
      "no-variance",
      `the share is ${first}, where an interval by ${method} does not exist; use beta or wilson.`,
      { method },
    );
  return isEdge
    ? edgeShare(design, values, rows, options)
    : innerShare(design, values, rows, options);
}

function shareOf(
  { p, standardError, count }: { p: number; standardError: number; count: number },
  degrees: number,
  options: SurveyOptions,
): Share {
  const { confidence = 0.95 } = options;
  const t = multiplier(degrees, options);
  const simpleSize = p === 0 || p === 1 ? count : (p * (1 - p)) / standardError ** 2;
  const ofRows = tQuantile(
    (1 + confidence) / 2,
    options.interval === "normal" ? Infinity : count - 1,
  );
  const effectiveSize = simpleSize * (ofRows / t) ** 2;
  return { p, standardError, simpleSize, effectiveSize, count, t, tail: (1 - confidence) / 2 };
}

function innerShare(
  design: SurveyDesign,
  values: Numbers,
  rows: Int32Array,
  options: Options,
): SurveyProportion {
  const { designEffectAgainst, ...found } = toEstimate(
    design,
    meanInfluences(design, values, rows),
    options,
  );
  if (isCensus(design)) return { ...found, effectiveSize: Infinity };
  const { estimate: p, standardError, degreesOfFreedom } = found;
  const share = shareOf({ p, standardError, count: rows.length }, degreesOfFreedom, options);
  const interval = intervals[options.method ?? "logit"](share);
  return { ...found, interval, effectiveSize: share.effectiveSize };
}

function edgeShare(
  design: SurveyDesign,
  values: Numbers,
  rows: Int32Array,
  options: Options,
): SurveyProportion {
  const estimate = values[rows[0]!]!;
  const degrees = degreesFor(design, rows, options);
  const given = { p: estimate, standardError: 0, count: rows.length };
  const share = shareOf(given, degrees, options);
  return {
    estimate,
    standardError: null,
    interval: intervals[options.method ?? "logit"](share),
    degreesOfFreedom: degrees,
    designEffect: null,
    rows: rows.length,
    effectiveSize: share.effectiveSize,
  };
}
