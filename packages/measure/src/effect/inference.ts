import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { fUpper, tQuantile, tTwoSided } from "../numeric/index.ts";

/** How sure an estimate is. All are null where the data leave no error to estimate: a model that fits every value. */
export interface Uncertainty {
  readonly standardError: number | null;
  readonly t: number | null;
  /** Two-sided, against 0. */
  readonly p: number | null;
  readonly interval: readonly [number, number] | null;
}

/** No error can be given. */
export const unknownError: Uncertainty = { standardError: null, t: null, p: null, interval: null };

/**
 * Error, t, p and interval of an estimate from its variance; `degreesOfFreedom` Infinity is the normal distribution.
 * An error of `smallest` or less is what rounding leaves: then there is none.
 */
export function uncertainty(
  estimate: number,
  variance: number,
  degreesOfFreedom: number,
  confidence: number,
  smallest = 0,
): Uncertainty {
  const standardError = Math.sqrt(variance);
  if (!(standardError > smallest)) return unknownError;
  const t = estimate / standardError;
  const reach = tQuantile(0.5 + confidence / 2, degreesOfFreedom) * standardError;
  return {
    standardError,
    t,
    p: tTwoSided(t, degreesOfFreedom),
    interval: [estimate - reach, estimate + reach],
  };
}

/** A joint test that several coefficients are all 0. */
export interface JointTest {
  /** F, or the chi-squared statistic where `df2` is Infinity, divided by `df1`. */
  readonly statistic: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
}

/** v′ A⁻¹ v of a positive definite A, or null if A is not, or only up to rounding. */
export function quadraticForm(
  values: ArrayLike<number>,
  matrix: readonly (readonly number[])[],
): number | null {
  const scales = matrix.map((line, at) => Math.sqrt(line[at]!));
  if (!scales.every((scale) => scale > 0)) return null;
  // Rounding may leave the two halves of a product of matrices a last bit apart.
  const scaled = new Matrix(
    matrix.map((line, a) =>
      line.map((value, b) => (value + matrix[b]![a]!) / (2 * scales[a]! * scales[b]!)),
    ),
  );
  const cholesky = new CholeskyDecomposition(scaled);
  const lower = cholesky.lowerTriangularMatrix;
  for (let at = 0; at < scales.length; at++) if (!(lower.get(at, at) ** 2 > 1e-10)) return null;
  const vector = Matrix.columnVector(Array.from(scales, (scale, at) => values[at]! / scale));
  return vector.transpose().mmul(cholesky.solve(vector)).get(0, 0);
}

/**
 * Wald test that the coefficients at `places` are all 0: F = b′V⁻¹b / q on q and `df2` degrees of freedom.
 * Null without places, when one of them has no error, or when there are too few clusters to tell that many apart.
 */
export function waldTest(
  effects: readonly (Pick<Uncertainty, "standardError"> & { readonly estimate: number })[],
  covariance: readonly (readonly number[])[],
  places: readonly number[],
  df2: number,
): JointTest | null {
  const df1 = places.length;
  if (df1 === 0 || df1 > df2) return null;
  if (places.some((at) => effects[at]!.standardError === null)) return null;
  const square = quadraticForm(
    places.map((at) => effects[at]!.estimate),
    places.map((a) => places.map((b) => covariance[a]![b]!)),
  );
  if (square === null) return null;
  const statistic = square / df1;
  return { statistic, df1, df2, p: fUpper(statistic, df1, df2) };
}
