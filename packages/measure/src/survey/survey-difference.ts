import {
  MeasureError,
  type Numbers,
  requireFinite,
  requireSameLength,
  tTwoSided,
} from "../numeric/index.ts";
import { degreesOfFreedom, designCovariance } from "./design-variance.ts";
import { domainRows } from "./domain-rows.ts";
import { subsample } from "./subsample.ts";
import type { SurveyDesign } from "./survey-design.ts";
import {
  type Influences,
  linearise,
  multiplier,
  requireSpread,
  type SurveyEstimate,
  type SurveyOptions,
} from "./survey-estimate.ts";
import { meanInfluences, surveyMean } from "./survey-mean.ts";

/** A difference between two means, and whether it is more than chance. */
export interface SurveyDifference {
  /** Second minus first. */
  readonly difference: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly degreesOfFreedom: number;
  readonly t: number;
  /** Two-sided. */
  readonly p: number;
  readonly first: number;
  readonly second: number;
  /** `independent`: no cluster is in both groups. `paired`: clusters are shared, their covariance counts. */
  readonly samples: "independent" | "paired";
}

type Options = Omit<SurveyOptions, "domain" | "domainRows" | "designEffectAgainst">;

interface Parts {
  readonly first: number;
  readonly second: number;
  readonly variance: number;
  readonly degrees: number;
  readonly samples: "independent" | "paired";
}

function toDifference(parts: Parts, options: Options): SurveyDifference {
  const { first, second, variance, degrees, samples } = parts;
  const [difference, standardError] = [second - first, Math.sqrt(variance)];
  const margin = multiplier(degrees, options) * standardError;
  const t = difference / standardError;
  return {
    difference,
    standardError,
    interval: [difference - margin, difference + margin],
    degreesOfFreedom: degrees,
    t,
    p: tTwoSided(t, options.interval === "normal" ? Infinity : degrees),
    first,
    second,
    samples,
  };
}

/**
 * The difference between two estimates from samples that have nothing to do with each other, such as two waves with newly
 * drawn households: SE² = SE₁² + SE₂², t with the degrees of freedom of Satterthwaite and Welch.
 *
 * @param first what is compared with: an estimate with its standard error and degrees of freedom
 * @param second the later, or other, one
 * @returns second minus first, in the unit of the estimates
 * @throws {MeasureError} not-finite; out-of-range for a confidence that is not 0 to 1; too-few without degrees of freedom
 *
 * @example
 * import { independentDifference } from "@krachtwijk/measure/survey";
 * const before = { estimate: 6.1, standardError: 0.2, degreesOfFreedom: 24 };
 * const after = { estimate: 6.8, standardError: 0.3, degreesOfFreedom: 15 };
 * independentDifference(before, after); // → { difference: 0.7, standardError: 0.3606, degreesOfFreedom: 27.8571, p: 0.0624 }
 *
 * Source: Satterthwaite (1946), Biometrics Bulletin 2, 110–114; Welch (1947), Biometrika 34, 28–35.
 */
export function independentDifference(
  first: Pick<SurveyEstimate, "estimate" | "standardError" | "degreesOfFreedom">,
  second: Pick<SurveyEstimate, "estimate" | "standardError" | "degreesOfFreedom">,
  options: Options = {},
): SurveyDifference {
  const [a, b] = [first.standardError ** 2, second.standardError ** 2];
  requireFinite("estimates and standard errors", [first.estimate, second.estimate, a, b]);
  const degrees =
    (a + b) ** 2 / (a ** 2 / first.degreesOfFreedom + b ** 2 / second.degreesOfFreedom);
  const [from, to] = [first.estimate, second.estimate];
  return toDifference(
    { first: from, second: to, variance: a + b, degrees, samples: "independent" },
    options,
  );
}

/** Which rows are compared. */
export interface Compared {
  /** One per row, true (or not 0) for the group or wave that is compared with. */
  readonly first: ArrayLike<boolean | number>;
  /** One per row, true (or not 0) for the other. */
  readonly second: ArrayLike<boolean | number>;
}

function shareCluster({ stages: [{ unitOf }] }: SurveyDesign, one: Int32Array, other: Int32Array) {
  const units = new Set<number>();
  for (const row of one) units.add(unitOf[row]!);
  return other.some((row) => units.has(unitOf[row]!));
}

/**
 * The difference between the means of two groups in one sample, or of two waves of a panel: rows of both waves below each
 * other, the person or household that was asked twice as cluster.
 *
 * Where clusters are in both groups the linearised difference is summed per cluster, so that what is alike between the
 * waves cancels; rotating panels may overlap in part. Where no cluster is in both, the groups are taken as samples of their
 * own (Welch), which also holds with 4 clusters against 36.
 *
 * @param values one per row of the design, any unit; NaN is a gap, see `options.missing`
 * @param groups which rows are compared; a row in both is refused, one in neither only counts for the design
 * @returns second minus first, in the unit of the values
 * @throws {MeasureError} as `surveyMean`
 *
 * @example
 * import { surveyDesign, surveyDifference } from "@krachtwijk/measure/survey";
 * const person = ["a", "b", "c", "a", "b", "c"];
 * const panel = surveyDesign({ weights: [10, 10, 10, 10, 10, 10], clusters: person });
 * const waves = { first: [1, 1, 1, 0, 0, 0], second: [0, 0, 0, 1, 1, 1] };
 * surveyDifference(panel, [3, 5, 8, 4, 7, 9], waves); // → { difference: 1.3333, standardError: 0.3333, p: 0.0572 }
 *
 * Source: Särndal, Swensson & Wretman (1992), section 9.9; Kish (1965), Survey Sampling, section 12.4.
 */
export function surveyDifference(
  design: SurveyDesign,
  values: Numbers,
  groups: Compared,
  options: Options = {},
): SurveyDifference {
  requireApart(design, groups);
  const rows = [groups.first, groups.second].map((domain) =>
    domainRows(design, { values }, { ...options, domain }),
  ) as [Int32Array, Int32Array];
  if (design.calibration === undefined && !shareCluster(design, ...rows)) {
    const [first, second] = rows.map((list) => {
      const own = Float64Array.from(list, (row) => values[row]!);
      return surveyMean(subsample(design, list), own, options);
    });
    return independentDifference(first!, second!, options);
  }
  return pairedDifference(design, values, rows, options);
}

function requireApart(design: SurveyDesign, { first, second }: Compared): void {
  const rows = design.weights.length;
  requireSameLength("groups.first", first as Numbers, "the design", rows);
  requireSameLength("groups.second", second as Numbers, "the design", rows);
  for (let row = 0; row < rows; row++)
    if (first[row] && second[row])
      throw new MeasureError("out-of-range", `row ${row} is in both groups; a row can be in one.`, {
        row,
      });
}

function pairedDifference(
  design: SurveyDesign,
  values: Numbers,
  [one, other]: readonly [Int32Array, Int32Array],
  options: Options,
): SurveyDifference {
  const [first, second] = [one, other].map((list) => meanInfluences(design, values, list)) as [
    Influences,
    Influences,
  ];
  const rows = Int32Array.from([...one, ...other]);
  const column = new Float64Array(rows.length);
  column.set(linearise(design, first).map((influence) => -influence));
  column.set(linearise(design, second), one.length);
  const variance = designCovariance(design, { rows, columns: [column] })[0]![0]!;
  requireSpread(design, Math.sqrt(variance), Math.max(first.size, second.size));
  const parts = { first: first.estimate, second: second.estimate, variance };
  return toDifference(
    { ...parts, degrees: degreesOfFreedom(design, rows), samples: "paired" },
    options,
  );
}
