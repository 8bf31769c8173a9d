import { CholeskyDecomposition, Matrix } from "ml-matrix";
import {
  MeasureError,
  mean,
  type Numbers,
  requireCount,
  standardDeviation,
} from "../numeric/index.ts";
import { type NumberColumn, requireNumberColumns, requireTwoGroups } from "./columns.ts";
import { requireIndependent } from "./whiten.ts";

const mostSteps = 60;
/** Of a coefficient per standard deviation of its column. */
const atRest = 1e-11;

/** What one column does to the odds. */
export interface LogisticCoefficient {
  /** The column, or `(intercept)`, which comes first. */
  readonly name: string;
  /** Change of the logarithm of the odds per unit of the column. */
  readonly estimate: number;
  readonly standardError: number;
}

/** A chance that depends on columns. */
export interface LogisticRegression {
  readonly coefficients: readonly LogisticCoefficient[];
  /** The chance of a 1, one per row, more than 0 and less than 1. */
  readonly fitted: Float64Array;
  readonly logLikelihood: number;
  /** −2 × the log likelihood, of this and of a model without columns. */
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly iterations: number;
}

/**
 * The chance of belonging to one of two groups, given what a row is like: the propensity score.
 *
 * log(p / (1 − p)) = b₀ + Σ bₖ xₖ, by maximum likelihood: iteratively reweighted least squares (Newton's method), a step
 * being halved where it would lower the likelihood. Standard errors from the inverse of the information.
 *
 * @param outcomes 0 or 1, one per row
 * @param columns numbers without gaps, one per row each
 * @throws {MeasureError} separated if columns tell the groups apart without error, naming the column if one does so
 * alone; singular if columns follow from each other; no-variance; empty-group; too-few unless there are more rows than
 * coefficients; not-finite; out-of-range if an outcome is not 0 or 1; length-mismatch
 *
 * @example
 * import { logisticRegression } from "@krachtwijk/measure/likeness";
 * const { coefficients, fitted } = logisticRegression([0, 0, 0, 1, 0, 1, 1, 1], [
 *   { name: "poor", values: [0, 0, 0, 0, 1, 1, 1, 1] },
 * ]);
 * coefficients.map(({ estimate }) => estimate); // → [-1.0986, 2.1972]
 * Array.from(fitted); // → [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75]
 *
 * Source: McCullagh & Nelder (1989), "Generalized Linear Models", 2nd edition, chapter 4; Rosenbaum & Rubin (1983),
 * Biometrika 70(1), 41–55; Albert & Anderson (1984), Biometrika 71(1), 1–10, on separation.
 */
export function logisticRegression(
  outcomes: Numbers,
  columns: readonly NumberColumn[],
): LogisticRegression {
  requireTwoGroups("outcomes", outcomes);
  requireNumberColumns(columns, outcomes.length);
  requireCount("rows", outcomes.length, columns.length + 2);
  requireIndependent(columns);
  const standard = columns.map(({ values }) => {
    const [middle, spread] = [mean(values), standardDeviation(values)];
    return Float64Array.from(values, (value) => (value - middle) / spread);
  });
  const rows = [new Float64Array(outcomes.length).fill(1), ...standard];
  const found = climb(outcomes, rows, () => separation(outcomes, columns));
  const share = mean(outcomes);
  const nullDeviance =
    -2 * outcomes.length * (share * Math.log(share) + (1 - share) * Math.log(1 - share));
  return {
    coefficients: unstandardised(found, columns),
    fitted: found.fitted,
    logLikelihood: found.logLikelihood,
    deviance: -2 * found.logLikelihood,
    nullDeviance,
    iterations: found.iterations,
  };
}

interface Climbed {
  readonly coefficients: Float64Array;
  readonly covariance: Matrix;
  readonly fitted: Float64Array;
  readonly logLikelihood: number;
  readonly iterations: number;
}

/** Newton's method on the log likelihood. */
function climb(
  outcomes: Numbers,
  rows: readonly Float64Array[],
  impossible: () => MeasureError,
): Climbed {
  const share = mean(outcomes);
  let coefficients = new Float64Array(rows.length);
  coefficients[0] = Math.log(share / (1 - share));
  let now = chances(outcomes, rows, coefficients);
  for (let iterations = 1; iterations <= mostSteps; iterations++) {
    const information = new CholeskyDecomposition(informationOf(rows, now.fitted));
    if (!information.isPositiveDefinite()) throw impossible();
    const step = information.solve(Matrix.columnVector(slopeOf(outcomes, rows, now.fitted)));
    const longest = Math.max(...step.to1DArray().map(Math.abs));
    if (longest < atRest) {
      const covariance = information.solve(Matrix.eye(rows.length));
      return { coefficients, covariance, ...now, iterations };
    }
    // Where rounding is all that is left to gain, the whole step is as good as a part of it.
    const least = now.logLikelihood - 1e-12 * Math.abs(now.logLikelihood);
    for (let part = 1; part > 1e-6; part /= 2) {
      const next = coefficients.map((value, at) => value + part * step.get(at, 0));
      const there = chances(outcomes, rows, next);
      if (!(there.logLikelihood >= least) && part > 2e-6) continue;
      [coefficients, now] = [next, there];
      break;
    }
  }
  throw impossible();
}

/** The chance of each row, and the log likelihood of all. */
function chances(
  outcomes: Numbers,
  rows: readonly Float64Array[],
  coefficients: Float64Array,
): { readonly fitted: Float64Array; readonly logLikelihood: number } {
  const fitted = new Float64Array(outcomes.length);
  for (const [at, row] of rows.entries())
    for (let unit = 0; unit < fitted.length; unit++)
      fitted[unit]! += coefficients[at]! * row[unit]!;
  let logLikelihood = 0;
  for (let unit = 0; unit < fitted.length; unit++) {
    const odds = fitted[unit]!;
    // log(1 + exp(odds)) without overflow.
    const sum = Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds)));
    logLikelihood += outcomes[unit]! * odds - sum;
    fitted[unit] = 1 / (1 + Math.exp(-odds));
  }
  return { fitted, logLikelihood };
}

function slopeOf(outcomes: Numbers, rows: readonly Float64Array[], fitted: Float64Array): number[] {
  return rows.map((row) => {
    let sum = 0;
    for (let unit = 0; unit < row.length; unit++)
      sum += row[unit]! * (outcomes[unit]! - fitted[unit]!);
    return sum;
  });
}

function informationOf(rows: readonly Float64Array[], fitted: Float64Array): Matrix {
  const information = Matrix.zeros(rows.length, rows.length);
  const weights = fitted.map((chance) => chance * (1 - chance));
  for (const [at, row] of rows.entries())
    for (let other = 0; other <= at; other++) {
      let sum = 0;
      for (let unit = 0; unit < row.length; unit++)
        sum += weights[unit]! * row[unit]! * rows[other]![unit]!;
      information.set(at, other, sum);
      information.set(other, at, sum);
    }
  return information;
}

/** Coefficients per unit of the columns as they were given. */
function unstandardised(
  { coefficients, covariance }: Climbed,
  columns: readonly NumberColumn[],
): readonly LogisticCoefficient[] {
  const scale = columns.map(({ values }) => standardDeviation(values));
  const shift = [1, ...columns.map(({ values }, at) => -mean(values) / scale[at]!)];
  let [intercept, variance] = [0, 0];
  for (const [at, part] of shift.entries()) {
    intercept += part * coefficients[at]!;
    for (const [other, otherPart] of shift.entries())
      variance += part * otherPart * covariance.get(at, other);
  }
  return [
    { name: "(intercept)", estimate: intercept, standardError: Math.sqrt(variance) },
    ...columns.map(({ name }, at) => ({
      name,
      estimate: coefficients[at + 1]! / scale[at]!,
      standardError: Math.sqrt(covariance.get(at + 1, at + 1)) / scale[at]!,
    })),
  ];
}

/** Why the likelihood has no top: which column tells the groups apart, or all of them together. */
function separation(outcomes: Numbers, columns: readonly NumberColumn[]): MeasureError {
  const alone = columns.find(({ values }) => {
    const [least, most] = [
      [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
      [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ];
    for (let unit = 0; unit < values.length; unit++) {
      const group = outcomes[unit]!;
      least[group] = Math.min(least[group]!, values[unit]!);
      most[group] = Math.max(most[group]!, values[unit]!);
    }
    return most[0]! <= least[1]! || most[1]! <= least[0]!;
  });
  const what = alone?.name ?? columns.map(({ name }) => name).join(", ");
  return new MeasureError(
    "separated",
    `${what}${alone ? " tells" : " together tell"} the two groups apart, so that no finite odds fit. Leave ${alone ? "it" : "one of them"} out, or match on Mahalanobis' distance.`,
    { columns: what },
  );
}
