import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { type Numbers, requireBetween, requireCount, requireFinite } from "../numeric/index.ts";

/** A trend through a series. */
export interface SmoothTrend {
  readonly trend: Float64Array;
  readonly standardErrors: Float64Array;
  /** How stiff the trend is; 0 goes through every point, larger is straighter. */
  readonly lambda: number;
  /** Parameters that the trend uses up: 2 is a straight line, n is every point. */
  readonly degreesOfFreedom: number;
}

/** λ is looked for between these, on a log scale; beyond them a trend is a line, or the points. */
const widest = { least: 1e-3, most: 1e7 } as const;

/** D'D for second differences of n points. */
function roughness(n: number): Matrix {
  const differences = Matrix.zeros(n - 2, n);
  for (let at = 0; at < n - 2; at++) {
    differences.set(at, at, 1);
    differences.set(at, at + 1, -2);
    differences.set(at, at + 2, 1);
  }
  return differences.transpose().mmul(differences);
}

interface Fit {
  readonly trend: Float64Array;
  readonly hat: Matrix;
  readonly residual: number;
  readonly df: number;
}

function fit(values: Numbers, penalty: Matrix, lambda: number): Fit {
  const n = values.length;
  const system = Matrix.eye(n, n).add(Matrix.mul(penalty, lambda));
  const hat = new CholeskyDecomposition(system).solve(Matrix.eye(n, n));
  const trend = Float64Array.from(hat.mmul(Matrix.columnVector(Array.from(values))).to1DArray());
  const residual = trend.reduce((sum, value, at) => sum + (values[at]! - value) ** 2, 0);
  return { trend, hat, residual, df: hat.trace() };
}

/** Generalised cross-validation: how badly a point is foreseen from the others. */
const crossValidation = ({ residual, df }: Fit, n: number) => (n * residual) / (n - df) ** 2;

function bestLambda(values: Numbers, penalty: Matrix): number {
  const score = (log: number) =>
    crossValidation(fit(values, penalty, Math.exp(log)), values.length);
  const [from, to] = [Math.log(widest.least), Math.log(widest.most)];
  const grid = Array.from({ length: 47 }, (_, at) => from + (at * (to - from)) / 46);
  const scores = grid.map(score);
  const at = scores.indexOf(Math.min(...scores));
  let [low, high] = [grid[Math.max(0, at - 1)]!, grid[Math.min(grid.length - 1, at + 1)]!];
  const golden = (Math.sqrt(5) - 1) / 2;
  while (high - low > 1e-4) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (score(a) <= score(b)) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}

/**
 * The trend in a series, without its noise: the curve that is both near the points and smooth (Whittaker–Henderson).
 *
 * Least Σ (y − f)² + λ Σ (Δ²f)², so f = (I + λ D'D)⁻¹ y. λ is chosen by generalised cross-validation, or given.
 *
 * @param values one per period, equally far apart; 4 or more
 * @param options.lambda default: chosen from the data; the Hodrick–Prescott filter for years uses 6.25
 * @returns the trend, with standard errors √(s² H) for noise of equal size in every period
 * @throws {MeasureError} too-few below 4 values; not-finite; out-of-range if λ is not above 0
 *
 * Complexity: O(n³) for n periods; meant for series of at most some hundreds.
 *
 * @example
 * import { smoothTrend } from "@krachtwijk/measure/change";
 * Array.from(smoothTrend([1, 2, 3, 4, 5], { lambda: 10 }).trend); // → [1.0, 2.0, 3.0, 4.0, 5.0]
 *
 * Source: Whittaker (1923), Proc. Edinburgh Math. Soc. 41, 63–75; Eilers (2003), Analytical Chemistry 75, 3631–3636; Craven & Wahba (1979), Numer. Math. 31, 377–403.
 */
export function smoothTrend(
  values: Numbers,
  options: { readonly lambda?: number } = {},
): SmoothTrend {
  requireCount("values", values.length, 4);
  requireFinite("values", values);
  const penalty = roughness(values.length);
  const lambda = options.lambda ?? bestLambda(values, penalty);
  requireBetween("lambda", lambda, Number.MIN_VALUE, Number.MAX_VALUE);
  const { trend, hat, residual, df } = fit(values, penalty, lambda);
  const noise = residual / Math.max(values.length - df, Number.EPSILON);
  return {
    trend,
    standardErrors: trend.map((_, at) => Math.sqrt(noise * hat.get(at, at))),
    lambda,
    degreesOfFreedom: df,
  };
}
