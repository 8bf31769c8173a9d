import { Matrix, QrDecomposition, solve } from "ml-matrix";
import { MeasureError, type Numbers, requireCount, sumOf } from "../numeric/index.ts";

/** A straight line through people: outcome = constant + Σ coefficient × factor. */
export interface Line {
  /** The constant first. */
  readonly coefficients: Float64Array;
  /** How far each person moves each coefficient from what it would be: `influence[person][coefficient]`. */
  readonly influence: readonly Float64Array[];
}

/** Outcomes, factors and weights of some people. */
export interface People {
  readonly outcome: Numbers;
  /** One column per factor: `factors[factor][person]`. */
  readonly factors: readonly Numbers[];
  /** Sum to 1. */
  readonly shares: Float64Array;
}

/** A column whose part that no other column explains is smaller than this follows from the others. */
const followsFrom = 1e-9;

const weightedMean = (values: Numbers, shares: Float64Array): number =>
  sumOf(shares.map((share, at) => share * values[at]!));

/** A factor around its mean, times the root of each weight, with length 1. */
function standardised(
  factor: Numbers,
  shares: Float64Array,
  who: string,
  at: number,
): { readonly column: Float64Array; readonly mean: number; readonly length: number } {
  const mean = weightedMean(factor, shares);
  const column = shares.map((share, person) => Math.sqrt(share) * (factor[person]! - mean));
  const length = Math.sqrt(sumOf(column.map((value) => value * value)));
  if (length <= followsFrom * Math.max(1e-300, Math.abs(mean)))
    throw new MeasureError(
      "no-variance",
      `${who}: factor ${at} is the same for everybody, so it explains nothing. Leave it out.`,
      { who, factor: at },
    );
  return { column: column.map((value) => value / length), mean, length };
}

function requireIndependent(upper: Matrix, who: string): void {
  for (let at = 0; at < upper.columns; at++)
    if (Math.abs(upper.get(at, at)) < followsFrom)
      throw new MeasureError(
        "singular",
        `${who}: factor ${at} follows from the factors before it. Leave one of them out; of categories one must be left out.`,
        { who, factor: at },
      );
}

/**
 * Weighted least squares with, for each person, the part that its residual has in each coefficient. Residuals are
 * divided by √(1 − leverage) there, which makes the sum of squares right for equal variances (HC2).
 *
 * @throws {MeasureError} too-few, no-variance, singular, naming `who`
 */
export function leastSquares({ outcome, factors, shares }: People, who: string): Line {
  const [n, k] = [shares.length, factors.length];
  requireCount(`${who}: people with a weight above 0`, n, k + 2);
  const columns = factors.map((factor, at) => standardised(factor, shares, who, at));
  const centre = weightedMean(outcome, shares);
  const roots = shares.map(Math.sqrt);
  const y = shares.map((_, at) => roots[at]! * (outcome[at]! - centre));
  if (k === 0) return constantOnly(y, roots, centre);
  const design = new Matrix(n, k);
  for (const [at, { column }] of columns.entries()) design.setColumn(at, [...column]);
  const decomposition = new QrDecomposition(design);
  const upper = decomposition.upperTriangularMatrix;
  requireIndependent(upper, who);
  const basis = decomposition.orthogonalMatrix;
  const along = basis.transpose().mmul(Matrix.columnVector([...y]));
  const scaled = solve(upper, along).to1DArray();
  const inverse = solve(upper, Matrix.eye(k));
  const fitted = basis.mmul(along).to1DArray();
  const influence = Array.from(roots, (root, person) => {
    const row = basis.getRow(person);
    const leverage = root * root + sumOf(row.map((value) => value * value));
    const residual = (y[person]! - fitted[person]!) / Math.sqrt(Math.max(1e-12, 1 - leverage));
    const own = new Float64Array(k + 1);
    own[0] = root * residual;
    for (let at = 0; at < k; at++) {
      let sum = 0;
      for (let other = at; other < k; other++) sum += inverse.get(at, other) * row[other]!;
      own[at + 1] = (sum * residual) / columns[at]!.length;
      own[0] -= own[at + 1]! * columns[at]!.mean;
    }
    return own;
  });
  const slopes = scaled.map((slope, at) => slope / columns[at]!.length);
  const constant = centre - sumOf(slopes.map((slope, at) => slope * columns[at]!.mean));
  return { coefficients: Float64Array.from([constant, ...slopes]), influence };
}

function constantOnly(y: Float64Array, roots: Float64Array, centre: number): Line {
  const influence = Array.from(roots, (root, person) =>
    Float64Array.of((root * y[person]!) / Math.sqrt(1 - root * root)),
  );
  return { coefficients: Float64Array.of(centre), influence };
}
