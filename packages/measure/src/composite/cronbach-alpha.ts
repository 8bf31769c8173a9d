import { MeasureError, type Numbers, requireCount } from "../numeric/index.ts";
import { completeRows } from "./complete-rows.ts";

/**
 * How far the indicators of a dimension point the same way: Cronbach's alpha, at most 1. From about 0.7 they are called
 * consistent; below 0 they work against each other.
 *
 * k/(k−1) · (1 − Σ variances / variance of the sum). Only areas in which all have a value take part.
 *
 * @param columns one per indicator, on a common scale, all with the same direction
 * @throws {MeasureError} too-few below 2 columns or 3 areas; no-variance if the sum is the same everywhere; length-mismatch; not-finite
 *
 * @example
 * import { cronbachAlpha } from "@krachtwijk/measure/composite";
 * cronbachAlpha([[1, 2, 3, 4], [1, 3, 2, 4]]); // → 0.8889
 *
 * Source: Cronbach (1951), Psychometrika 16, 297–334; COINr 1.1.14 `get_cronbach`.
 */
export function cronbachAlpha(columns: readonly Numbers[]): number {
  requireCount("columns", columns.length, 2);
  const rows = completeRows(columns);
  const count = rows[0]!.length;
  requireCount("areas with all values", count, 3);
  const sums = new Float64Array(count);
  let variances = 0;
  for (const column of rows) {
    for (let at = 0; at < count; at++) sums[at]! += column[at]!;
    variances += squaresOf(column);
  }
  const whole = squaresOf(sums);
  if (!(whole > 1e-20 * variances))
    throw new MeasureError(
      "no-variance",
      "the sum of the indicators is the same in all areas, so nothing can be said of how they go together.",
    );
  return (columns.length / (columns.length - 1)) * (1 - variances / whole);
}

function squaresOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const centre = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  return squares;
}
