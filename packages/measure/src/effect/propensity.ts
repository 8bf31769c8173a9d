import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** A logit fit: how likely each unit is to be treated, given its covariates. */
export interface Propensity {
  readonly scores: Float64Array;
  /** The inverse of X′WX, W = p(1 − p). */
  readonly inverse: readonly (readonly number[])[];
}

const enoughSteps = 25;
/** Of the deviance. */
const restingChange = 1e-8;

function information(columns: readonly Float64Array[], scores: Float64Array): Matrix {
  const products = Matrix.zeros(columns.length, columns.length);
  for (const [a, first] of columns.entries())
    for (let b = 0; b <= a; b++) {
      const second = columns[b]!;
      let sum = 0;
      for (let unit = 0; unit < scores.length; unit++)
        sum += first[unit]! * second[unit]! * scores[unit]! * (1 - scores[unit]!);
      products.set(a, b, sum);
      products.set(b, a, sum);
    }
  return products;
}

/** −2 log likelihood. */
function deviance(treated: Float64Array, scores: Float64Array): number {
  let sum = 0;
  for (let unit = 0; unit < scores.length; unit++)
    sum -= 2 * Math.log(treated[unit] === 1 ? scores[unit]! : 1 - scores[unit]!);
  return sum;
}

/** One step of weighted least squares from these scores: new coefficients, or null where there is no single solution. */
function step(
  treated: Float64Array,
  columns: readonly Float64Array[],
  scores: Float64Array,
): readonly number[] | null {
  const cholesky = new CholeskyDecomposition(information(columns, scores));
  if (!cholesky.isPositiveDefinite()) return null;
  const target = scores.map((score, unit) => {
    const weight = score * (1 - score);
    return weight * Math.log(score / (1 - score)) + treated[unit]! - score;
  });
  const products = columns.map((column) =>
    column.reduce((sum, value, unit) => sum + value * target[unit]!, 0),
  );
  const coefficients = cholesky.solve(Matrix.columnVector(products)).to1DArray();
  return coefficients.every(Number.isFinite) ? coefficients : null;
}

/**
 * Maximum likelihood by iterated weighted least squares. It begins and stops as glm of R does, so that effects agree with
 * those of did to more digits than either has. Null if the covariates tell treated from untreated so well that it does not
 * come to rest, or follow from each other.
 */
export function propensityOf(
  treated: Float64Array,
  columns: readonly Float64Array[],
): Propensity | null {
  const scores = treated.map((value) => (value + 0.5) / 2);
  let before = deviance(treated, scores);
  for (let round = 0; round < enoughSteps; round++) {
    const coefficients = step(treated, columns, scores);
    if (coefficients === null) return null;
    for (let unit = 0; unit < scores.length; unit++) {
      let index = 0;
      for (const [at, column] of columns.entries()) index += coefficients[at]! * column[unit]!;
      // A score of 0 or 1 has no logarithm.
      scores[unit] = Math.min(1 - 1e-16, Math.max(1e-16, 1 / (1 + Math.exp(-index))));
    }
    const now = deviance(treated, scores);
    if (Math.abs(now - before) / (Math.abs(now) + 0.1) < restingChange) {
      const cholesky = new CholeskyDecomposition(information(columns, scores));
      if (!cholesky.isPositiveDefinite()) return null;
      return { scores, inverse: cholesky.solve(Matrix.eye(columns.length)).to2DArray() };
    }
    before = now;
  }
  return null;
}
