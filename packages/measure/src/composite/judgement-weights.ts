import { Matrix, QrDecomposition } from "ml-matrix";
import { MeasureError, type Numbers, requireCount } from "../numeric/index.ts";
import { requireRange, summaryOf } from "./columns.ts";
import { completeRows } from "./complete-rows.ts";

/** What a judgement says of the weights. */
export interface JudgementWeights {
  /** One per indicator, adding up to 1; below 0 where the judgement goes against the indicator. */
  readonly weights: Float64Array;
  /** Points of the judgement per unit of the indicator. */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** Of the coefficients; null for weights that may not be below 0. */
  readonly standardErrors: Float64Array | null;
  /** Share of the variance of the judgement that the index explains, 0 to 1. */
  readonly rSquared: number;
  /** Areas with all values. */
  readonly count: number;
}

/** How the weights are fitted. */
export interface JudgementOptions {
  /** Whether weights may not be below 0; default false. */
  readonly nonNegative?: boolean | undefined;
}

interface Centred {
  readonly values: Matrix;
  readonly judgement: Matrix;
  readonly means: Float64Array;
  readonly judgementMean: number;
}

function centred(columns: readonly Float64Array[], judgement: Float64Array): Centred {
  const means = Float64Array.from([...columns, judgement], (column) => {
    let sum = 0;
    for (const value of column) sum += value;
    return sum / column.length;
  });
  const values = Matrix.zeros(judgement.length, columns.length);
  for (const [at, column] of columns.entries())
    for (let row = 0; row < column.length; row++) values.set(row, at, column[row]! - means[at]!);
  const judgementMean = means[columns.length]!;
  return {
    values,
    judgement: Matrix.columnVector(judgement.map((value) => value - judgementMean)),
    means,
    judgementMean,
  };
}

const singular = () =>
  new MeasureError(
    "singular",
    "one indicator follows from the others, so the judgement cannot tell their weights apart. Leave one of them out.",
  );

/** Least squares by QR. @throws {MeasureError} singular */
function leastSquares(values: Matrix, judgement: Matrix): Float64Array {
  const parts = new QrDecomposition(values);
  const diagonal = parts.upperTriangularMatrix.diagonal().map(Math.abs);
  const lengths = Array.from({ length: values.columns }, (_, at) =>
    Math.hypot(...values.getColumn(at)),
  );
  if (diagonal.some((one, at) => one <= 1e-10 * lengths[at]!)) throw singular();
  return Float64Array.from(parts.solve(judgement).to1DArray());
}

/** The gradient of the squares that are left, one per indicator. */
function gradientOf({ values, judgement }: Centred, solution: Float64Array): Float64Array {
  const left = Matrix.sub(judgement, values.mmul(Matrix.columnVector(solution)));
  return Float64Array.from(values.transpose().mmul(left).to1DArray());
}

/** Least squares over the columns of `own`, 0 for the others. */
function partly({ values, judgement }: Centred, own: readonly number[]): Float64Array {
  const result = new Float64Array(values.columns);
  const part = leastSquares(values.subMatrixColumn([...own]), judgement);
  for (const [at, column] of own.entries()) result[column] = part[at]!;
  return result;
}

/** How far one can go from `from` to `to` before a weight would fall below 0, and which one it is. */
function stepTo(from: Float64Array, to: Float64Array, own: readonly number[]) {
  let [step, blocking] = [1, -1];
  for (const at of own) {
    if (to[at]! > 0) continue;
    const most = from[at] === 0 ? 0 : from[at]! / (from[at]! - to[at]!);
    if (most < step || blocking < 0) [step, blocking] = [Math.min(step, most), at];
  }
  return { step, blocking };
}

/** Least squares with weights of 0 or more (Lawson & Hanson 1974, ch. 23). @throws {MeasureError} singular; not-converged */
function nonNegativeSquares(problem: Centred): Float64Array {
  const count = problem.values.columns;
  let solution = new Float64Array(count);
  let own: number[] = [];
  const noise = 1e-10 * Math.max(...gradientOf(problem, solution).map(Math.abs));
  for (let round = 0; round < 10 * count + 10; round++) {
    const gradient = gradientOf(problem, solution);
    let next = -1;
    for (let at = 0; at < count; at++)
      if (
        !own.includes(at) &&
        gradient[at]! > noise &&
        (next < 0 || gradient[at]! > gradient[next]!)
      )
        next = at;
    if (next < 0) return solution;
    own.push(next);
    for (;;) {
      const target = partly(problem, own);
      const { step, blocking } = stepTo(solution, target, own);
      solution = solution.map((value, at) => value + step * (target[at]! - value));
      if (blocking < 0) break;
      solution[blocking] = 0;
      own = own.filter((at) => at !== blocking);
      if (own.length === 0) break;
    }
  }
  throw new MeasureError(
    "not-converged",
    "weights of 0 or more were not found. Leave out indicators that say nearly the same.",
  );
}

/** Standard errors of least squares. */
function errorsOf({ values }: Centred, left: number, count: number): Float64Array {
  const degrees = count - values.columns - 1;
  const triangle = new QrDecomposition(values).upperTriangularMatrix;
  const back = new QrDecomposition(triangle).solve(Matrix.eye(values.columns));
  return Float64Array.from({ length: values.columns }, (_, at) =>
    Math.sqrt((left / degrees) * back.getRow(at).reduce((sum, one) => sum + one * one, 0)),
  );
}

/**
 * Weights that follow a judgement of the areas: residents' marks, an expert's score, a price. The judgement is regressed
 * on the indicators (least squares, with an intercept); the coefficients, scaled to add up to 1, are the weights.
 *
 * @param columns one per indicator, on a common scale; areas with a gap take no part
 * @param judgement one per area, any unit; more is better
 * @throws {MeasureError} too-few with fewer than 2 areas more than indicators; no-variance; singular if an indicator follows from
 * the others, or the coefficients do not add up to more than 0; not-converged; length-mismatch; not-finite
 *
 * @example
 * import { judgementWeights } from "@krachtwijk/measure/composite";
 * const indicators = [[1, 2, 3, 4, 5], [2, 1, 4, 3, 6]];
 * Array.from(judgementWeights(indicators, [5, 4, 11, 10, 17]).weights); // → [0.3333, 0.6667]
 *
 * Source: OECD & JRC (2008), Handbook on Constructing Composite Indicators, §1.6.1 (regression); Lawson & Hanson (1974),
 * Solving Least Squares Problems, ch. 23 (weights of 0 or more).
 */
export function judgementWeights(
  columns: readonly Numbers[],
  judgement: Numbers,
  { nonNegative = false }: JudgementOptions = {},
): JudgementWeights {
  requireCount("indicators", columns.length, 1);
  const rows = completeRows([...columns, judgement]);
  const [own, marks] = [rows.slice(0, -1), rows.at(-1)!];
  requireCount("areas with all values", marks.length, columns.length + 2);
  requireRange("judgement", summaryOf("judgement", marks));
  const problem = centred(own, marks);
  const coefficients = nonNegative
    ? nonNegativeSquares(problem)
    : leastSquares(problem.values, problem.judgement);
  const fitted = problem.values.mmul(Matrix.columnVector(coefficients));
  const left = Matrix.sub(problem.judgement, fitted).norm() ** 2;
  const total = coefficients.reduce((sum, one) => sum + one, 0);
  if (!(total > 1e-12 * coefficients.reduce((most, one) => Math.max(most, Math.abs(one)), 0)))
    throw new MeasureError(
      "singular",
      "the judgement goes against the indicators as a whole: their coefficients do not add up to more than 0. Check the directions.",
    );
  return {
    weights: coefficients.map((one) => one / total),
    coefficients,
    intercept: coefficients.reduce(
      (sum, one, at) => sum - one * problem.means[at]!,
      problem.judgementMean,
    ),
    standardErrors: nonNegative ? null : errorsOf(problem, left, marks.length),
    rSquared: 1 - left / problem.judgement.norm() ** 2,
    count: marks.length,
  };
}
