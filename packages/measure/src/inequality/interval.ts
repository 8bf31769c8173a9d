import {
  MeasureError,
  type Numbers,
  requireBetween,
  requireCount,
  requireVariance,
  sumOf,
  tQuantile,
} from "../numeric/index.ts";
import { atkinsonOf, requireEpsilon } from "./atkinson.ts";
import { entropyOf } from "./entropy.ts";
import { giniOf } from "./gini.ts";
import {
  atkinsonWithout,
  giniWithout,
  hooverWithout,
  type LeaveOneOut,
  logSpreadWithout,
  theilLWithout,
  theilTWithout,
  variationWithout,
} from "./leave-one-out.ts";
import { requirePositive, type Sample, sampleOf, type Weighted } from "./sample.ts";
import { hooverOf, logSpreadOf, variationOf } from "./spread.ts";

/** A measure of inequality that has a standard error. */
export type InequalityMeasure =
  | "gini"
  | "theilT"
  | "theilL"
  | "atkinson"
  | "coefficientOfVariation"
  | "standardDeviationOfLogs"
  | "hoover";

interface Way {
  readonly all: (sample: Sample, epsilon: number) => number;
  readonly without: LeaveOneOut;
  /** The largest that it can be. */
  readonly most: number;
}

const ways: Readonly<Record<InequalityMeasure, Way>> = {
  gini: { all: giniOf, without: giniWithout, most: 1 },
  theilT: { all: (sample) => entropyOf(sample, 1), without: theilTWithout, most: Infinity },
  theilL: { all: (sample) => entropyOf(sample, 0), without: theilLWithout, most: Infinity },
  atkinson: { all: atkinsonOf, without: atkinsonWithout, most: 1 },
  coefficientOfVariation: { all: variationOf, without: variationWithout, most: Infinity },
  standardDeviationOfLogs: { all: logSpreadOf, without: logSpreadWithout, most: Infinity },
  hoover: { all: hooverOf, without: hooverWithout, most: 1 },
};

/** Settings of an interval. */
export interface IntervalOptions extends Weighted {
  /** Above 0 and below 1; default 0.95. */
  readonly confidence?: number;
  /** Aversion to inequality of the Atkinson index; default 0.5. */
  readonly epsilon?: number;
}

/** A measure of inequality, and how far it would lie elsewhere if other units had been drawn. */
export interface InequalityInterval {
  readonly estimate: number;
  /** The estimate less what so few units make it too small or too large. */
  readonly unbiased: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

function requireAnswerable(measure: InequalityMeasure, sample: Sample, epsilon: number): void {
  requireVariance("values", sample.values);
  requireCount("values with a weight above 0", sample.values.length, 3);
  // Without the only one that has something there is nothing to divide.
  requireCount("values above 0", sample.values.filter((value) => value > 0).length, 2);
  if (measure === "theilL" || measure === "standardDeviationOfLogs")
    requirePositive(sample, measure, "gini or theilT");
  if (measure === "atkinson") {
    requireEpsilon(epsilon);
    if (epsilon >= 1) requirePositive(sample, "atkinson with such an epsilon", "one below 1");
  }
}

/**
 * How sure a measure of inequality is, when the units are a sample of more, by leaving out one unit at a time.
 *
 * With θ₍ᵢ₎ the measure without unit i: standard error √((n−1)/n Σ (θ₍ᵢ₎ − θ̄)²), unbiased estimate nθ − (n−1)θ̄, and an
 * interval of Student's t with n − 1 degrees of freedom around the logarithm of the latter. For 40 units from a
 * lognormal with σ = 0.3 the 95 % interval misses the truth in 5 to 8 of 100 samples, by measure. With a long tail
 * (σ = 0.6) that is 7 for the Gini, 11 for Theil's T and 17 for the coefficient of variation: a sample of 40 seldom
 * holds the tail. Areas that are all there are have no such error.
 *
 * @param values one amount per unit, 0 or more; 3 or more of them
 * @param measure `gini`, `theilT`, `theilL`, `atkinson`, `coefficientOfVariation`, `standardDeviationOfLogs`, `hoover`
 * @param options.weights people per unit; a unit is left out with all its people
 * @throws {MeasureError} as `giniIndex`; too-few below 3 units; no-variance if all values are the same; out-of-range
 * for a 0 in a measure of logarithms
 *
 * @example
 * import { inequalityInterval } from "@krachtwijk/measure/inequality";
 * inequalityInterval([1, 2, 3, 4, 5, 6], "gini"); // → { estimate: 0.2778, standardError: 0.0804 }
 *
 * Source: Efron & Stein (1981), Annals of Statistics 9(3), 586–596; Karagiannis & Kovacevic (2000), Oxford Bulletin of
 * Economics and Statistics 62(1), 119–122, for the Gini in n log n steps.
 */
export function inequalityInterval(
  values: Numbers,
  measure: InequalityMeasure,
  options: IntervalOptions = {},
): InequalityInterval {
  const { confidence = 0.95, epsilon = 0.5 } = options;
  requireBetween("confidence", confidence, 0, 1);
  const sample = sampleOf(values, options);
  requireAnswerable(measure, sample, epsilon);
  const { all, without, most } = ways[measure];
  const estimate = all(sample, epsilon);
  const left = without(sample, epsilon);
  const n = left.length;
  const centre = sumOf(left) / n;
  const squares = left.map((value) => (value - centre) ** 2);
  const standardError = Math.sqrt(((n - 1) / n) * sumOf(squares));
  const unbiased = n * estimate - (n - 1) * centre;
  const half = (tQuantile(0.5 + confidence / 2, n - 1) * standardError) / unbiased;
  // Beyond e^100 times the estimate an interval says nothing.
  if (!(unbiased > 0 && half < 100))
    throw new MeasureError(
      "too-few",
      `${measure}: ${n} values are too few to tell this inequality from none. Add units, or give the measure without an interval.`,
      { measure, count: n },
    );
  const [lower, upper] = [unbiased * Math.exp(-half), unbiased * Math.exp(half)];
  return {
    estimate,
    unbiased,
    standardError,
    lower: Math.min(lower, most),
    upper: Math.min(upper, most),
  };
}
