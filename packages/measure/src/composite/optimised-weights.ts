import { Matrix, QrDecomposition } from "ml-matrix";
import { MeasureError, type Numbers, requireCount, requireSameLength } from "../numeric/index.ts";
import { deviationOf } from "./columns.ts";
import { completeRows } from "./complete-rows.ts";
import { correlation } from "./correlation.ts";

/** Weights under which each part counts as much as it was meant to. */
export interface OptimisedWeights {
  /** One per part, adding up to 1. */
  readonly weights: Float64Array;
  /** Correlation of each part with the weighted sum. */
  readonly correlations: Float64Array;
}

/**
 * Weights with which the correlations of the parts with their weighted mean are in given proportions. Equal weights seldom
 * give equal influence: parts that vary more, or go together, count more.
 *
 * With R the correlations between the parts, s their standard deviations and t the importances: w ∝ R⁻¹t / s.
 *
 * @param columns one per part, as they are put together by an arithmetic mean; areas with a gap take no part
 * @param importances how much each part has to count, above 0, in any unit; default equal
 * @throws {MeasureError} too-few below 2 parts or 3 areas; no-variance; singular if a part follows from the others, or if
 * the weights would not add up to more than 0; out-of-range; length-mismatch; not-finite
 *
 * @example
 * import { optimisedWeights } from "@krachtwijk/measure/composite";
 * Array.from(optimisedWeights([[1, 2, 3, 4], [10, 30, 20, 40]]).weights); // → [0.909, 0.091]
 *
 * Source: Becker, Saisana, Paruolo & Vandecasteele (2017), Ecological Indicators 80, 12–22. COINr 1.1.14 `get_opt_weights` looks for
 * the same weights by trial.
 */
export function optimisedWeights(
  columns: readonly Numbers[],
  importances: Numbers = new Float64Array(columns.length).fill(1),
): OptimisedWeights {
  requireCount("parts", columns.length, 2);
  requireSameLength("importances", importances, "columns", columns.length);
  for (let at = 0; at < importances.length; at++)
    if (!(importances[at]! > 0 && importances[at]! < Infinity))
      throw new MeasureError(
        "out-of-range",
        `importances[${at}] is ${importances[at]}; it must be above 0.`,
      );
  const rows = completeRows(columns);
  requireCount("areas with all values", rows[0]!.length, 3);
  const deviations = rows.map((row, at) => deviationOf(`columns[${at}]`, row).deviation);
  const size = rows.length;
  const correlations = Matrix.eye(size);
  for (let at = 0; at < size; at++)
    for (let other = 0; other < at; other++) {
      const value = correlation(rows[at]!, rows[other]!);
      correlations.set(at, other, value);
      correlations.set(other, at, value);
    }
  const raw = solved(correlations, importances).map((one, at) => one / deviations[at]!);
  const total = raw.reduce((sum, one) => sum + one, 0);
  if (!(total > 0))
    throw new MeasureError(
      "singular",
      "no weights give these importances: the parts go against each other. Check their directions, or give up a part.",
    );
  const weights = raw.map((one) => one / total);
  const whole = new Float64Array(rows[0]!.length);
  for (const [at, row] of rows.entries())
    for (let area = 0; area < whole.length; area++) whole[area]! += weights[at]! * row[area]!;
  return { weights, correlations: Float64Array.from(rows, (row) => correlation(row, whole)) };
}

function solved(correlations: Matrix, importances: Numbers): Float64Array {
  const parts = new QrDecomposition(correlations);
  if (parts.upperTriangularMatrix.diagonal().some((one) => Math.abs(one) < 1e-10))
    throw new MeasureError(
      "singular",
      "one part follows from the others, so that many weights would do. Leave one of them out.",
    );
  return Float64Array.from(parts.solve(Matrix.columnVector(Array.from(importances))).to1DArray());
}
