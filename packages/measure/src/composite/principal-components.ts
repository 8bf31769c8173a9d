import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type Numbers, requireCount } from "../numeric/index.ts";
import { requireRange, summaryOf } from "./columns.ts";
import { completeRows } from "./complete-rows.ts";
import { correlation } from "./correlation.ts";

/** The directions in which the areas differ most, the largest first. */
export interface PrincipalComponents {
  /** Variance along each component; they add up to the number of indicators. */
  readonly eigenvalues: Float64Array;
  /** The same as shares, adding up to 1. */
  readonly shares: Float64Array;
  /** `loadings[component][indicator]`: length 1, and turned so that their sum is not below 0. */
  readonly loadings: readonly Float64Array[];
}

/** Only the direction of a component is arbitrary; this fixes it. */
function turned(loadings: Float64Array): Float64Array {
  let sum = 0;
  for (const loading of loadings) sum += loading;
  const sign = Math.abs(sum) > 1e-12 ? sum : (loadings.find((one) => Math.abs(one) > 1e-12) ?? 1);
  return sign < 0 ? loadings.map((loading) => -loading) : loadings;
}

/**
 * Principal components of standardised indicators: eigenvalues and eigenvectors of their correlations. Areas with a gap
 * take no part.
 *
 * @param columns one per indicator, any unit
 * @throws {MeasureError} too-few below 2 indicators or 3 areas; no-variance; length-mismatch; not-finite
 *
 * @example
 * import { principalComponents } from "@krachtwijk/measure/composite";
 * principalComponents([[1, 2, 3, 4], [1, 3, 2, 4]]).eigenvalues[0]; // → 1.8
 *
 * Source: Jolliffe (2002), Principal Component Analysis, 2nd ed., ch. 2; R 4.2.2 `prcomp(x, scale. = TRUE)`.
 */
export function principalComponents(columns: readonly Numbers[]): PrincipalComponents {
  requireCount("indicators", columns.length, 2);
  const rows = completeRows(columns);
  requireCount("areas with all values", rows[0]!.length, 3);
  for (const [at, row] of rows.entries())
    requireRange(`columns[${at}]`, summaryOf(`columns[${at}]`, row));
  const correlations = Matrix.zeros(rows.length, rows.length);
  for (const [at, row] of rows.entries())
    for (let other = 0; other <= at; other++) {
      const value = other === at ? 1 : correlation(row, rows[other]!);
      correlations.set(at, other, value);
      correlations.set(other, at, value);
    }
  const parts = new EigenvalueDecomposition(correlations, { assumeSymmetric: true });
  const order = parts.realEigenvalues
    .map((value, at) => ({ value, at }))
    .sort((a, b) => b.value - a.value);
  const eigenvalues = Float64Array.from(order, ({ value }) => Math.max(0, value));
  return {
    eigenvalues,
    shares: eigenvalues.map((value) => value / rows.length),
    loadings: order.map(({ at }) =>
      turned(Float64Array.from(parts.eigenvectorMatrix.getColumn(at))),
    ),
  };
}
