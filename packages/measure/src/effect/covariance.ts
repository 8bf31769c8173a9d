import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { MeasureError } from "../numeric/index.ts";
import type { Fit } from "./least-squares.ts";
import { type Codes, codesOf } from "./panel.ts";

/**
 * What errors are assumed to be like. `cluster`: related within a cluster in any way, unrelated between clusters.
 * `iid`: unrelated, all of one size. `hetero`: unrelated, of any size (HC1). `two-way`: related within a unit over time
 * and within a period over units.
 */
export type Vcov = "cluster" | "iid" | "hetero" | "two-way";

/**
 * The correction for a small sample: (N − 1)/(N − K) · G/(G − 1). In `nested` (as fixest) K leaves out the effects that lie
 * within a cluster, in `full` it counts them all; `clusters` is G/(G − 1) alone, `none` is 1.
 */
export type SmallSample = "nested" | "full" | "clusters" | "none";

/** The covariance of coefficients. */
export interface Covariance {
  readonly matrix: readonly (readonly number[])[];
  /** Of Student's t: the smallest number of clusters − 1, or N − K. */
  readonly degreesOfFreedom: number;
}

/** How the errors are worked out. */
export interface CovarianceChoice {
  readonly vcov: Vcov;
  readonly smallSample: SmallSample;
  /** One grouping for `cluster`, two for `two-way`, none for the others. */
  readonly clusters: readonly Codes[];
}

/** Whether every level of an effect lies in one cluster. */
export function isNested(effect: Codes, cluster: Codes): boolean {
  const home = new Int32Array(effect.count).fill(-1);
  for (let row = 0; row < effect.codes.length; row++) {
    const level = effect.codes[row]!;
    const own = cluster.codes[row]!;
    if (home[level] === -1) home[level] = own;
    else if (home[level] !== own) return false;
  }
  return true;
}

/** K: coefficients, and the fixed effects that count. */
function parameterCount({ names, effects }: Fit, { smallSample, clusters }: CovarianceChoice) {
  const sizes = effects.map(({ count }) => count);
  const all = names.length + sizes.reduce((sum, size) => sum + size - 1, effects.length && 1);
  if (smallSample === "full" || clusters.length === 0 || effects.length === 0) return all;
  const nested = effects.map((effect) => clusters.some((cluster) => isNested(effect, cluster)));
  if (nested.every(Boolean)) return names.length + 1;
  return sizes.reduce((count, size, at) => (nested[at] ? count - (size - 1) : count), all);
}

/** Σ over clusters of s s′, s the sum of x·e within the cluster. */
function meat({ columns, residuals }: Fit, { codes, count }: Codes): Matrix {
  const k = columns.length;
  const scores = new Float64Array(count * k);
  for (const [at, column] of columns.entries())
    for (let row = 0; row < column.length; row++)
      scores[codes[row]! * k + at]! += column[row]! * residuals[row]!;
  const sum = Matrix.zeros(k, k).to2DArray();
  for (let cluster = 0; cluster < count; cluster++)
    for (let a = 0; a < k; a++) {
      const score = scores[cluster * k + a]!;
      const line = sum[a]!;
      if (score !== 0) for (let b = 0; b < k; b++) line[b]! += score * scores[cluster * k + b]!;
    }
  return new Matrix(sum);
}

const ownClusters = (rows: number): Codes => ({
  codes: Int32Array.from({ length: rows }, (_, row) => row),
  count: rows,
});

/** Rows that share both clusters. */
function crossed(first: Codes, second: Codes): Codes {
  return codesOf(Array.from(first.codes, (code, row) => code * second.count + second.codes[row]!));
}

function meatOf(fit: Fit, { vcov, clusters }: CovarianceChoice): Matrix {
  if (vcov === "hetero") return meat(fit, ownClusters(fit.residuals.length));
  const [first, second] = clusters;
  if (first === undefined) throw new RangeError("a grouping is needed");
  if (second === undefined) return meat(fit, first);
  return meat(fit, first)
    .add(meat(fit, second))
    .sub(meat(fit, crossed(first, second)));
}

/** A difference of covariances can be negative in some direction; that part is set to 0. */
function withoutNegative(matrix: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  if (realEigenvalues.every((value) => value >= 0)) return matrix;
  const kept = Matrix.diag(realEigenvalues.map((value) => Math.max(0, value)));
  return eigenvectorMatrix.mmul(kept).mmul(eigenvectorMatrix.transpose());
}

function requireClusters(clusters: readonly Codes[]): void {
  for (const { count } of clusters)
    if (count < 2)
      throw new MeasureError(
        "too-few",
        "there is 1 cluster; at least 2 are needed to see how much they differ. Choose another column to cluster by.",
        { clusters: count },
      );
}

/**
 * The covariance of the coefficients of a fit: (X′X)⁻¹ M (X′X)⁻¹ with M as `vcov` says, times the correction.
 * @throws {MeasureError} too-few with one cluster, or no more rows than parameters
 *
 * Source: Liang & Zeger (1986), Biometrika 73, 13–22; Cameron, Gelbach & Miller (2011), JBES 29, 238–249 (two-way);
 * the corrections are those of fixest 0.12 (Bergé).
 */
export function covarianceOf(fit: Fit, choice: CovarianceChoice): Covariance {
  const { vcov, smallSample, clusters } = choice;
  requireClusters(clusters);
  const rows = fit.residuals.length;
  const parameters = parameterCount(fit, choice);
  if (rows <= parameters)
    throw new MeasureError(
      "too-few",
      `${rows} rows for ${parameters} coefficients and fixed effects; there must be more rows to estimate an error.`,
      { rows, parameters },
    );
  const degreesOfFreedom =
    clusters.length === 0 ? rows - parameters : Math.min(...clusters.map(({ count }) => count)) - 1;
  const groups = clusters.length === 0 ? rows : degreesOfFreedom + 1;
  const corrects = smallSample === "nested" || smallSample === "full";
  const forParameters = corrects ? (rows - 1) / (rows - parameters) : 1;
  const bread = new Matrix(fit.bread.map((line) => [...line]));
  if (vcov === "iid") {
    const squares = fit.residuals.reduce((sum, residual) => sum + residual * residual, 0);
    const matrix = bread.mul((squares / (rows - 1)) * forParameters).to2DArray();
    return { matrix, degreesOfFreedom };
  }
  const forGroups = smallSample === "none" ? 1 : groups / (groups - 1);
  const sandwich = bread
    .mmul(meatOf(fit, choice))
    .mmul(bread)
    .mul(forParameters * forGroups);
  const matrix = (vcov === "two-way" ? withoutNegative(sandwich) : sandwich).to2DArray();
  return { matrix, degreesOfFreedom };
}
