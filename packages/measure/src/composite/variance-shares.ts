import { MeasureError, type Numbers, requireCount, requireSameLength } from "../numeric/index.ts";
import { requireColumn } from "./columns.ts";

/**
 * How much of the differences between areas each part of a sum makes: covariance of the part with the sum, over the
 * variance of the sum. A part with a large weight and the same value everywhere makes none.
 *
 * @param parts one column per part; in each row they add up to the whole. A row with a gap in the first part takes no part
 * @returns one share per part; they add up to 1, and one that goes against the others is below 0
 * @throws {MeasureError} too-few below 2 rows; no-variance if the sum is the same everywhere; length-mismatch; not-finite
 *
 * @example
 * import { varianceShares } from "@krachtwijk/measure/composite";
 * Array.from(varianceShares([[1, 2, 3], [2, 2, 2], [2, 4, 6]])); // → [0.3333, 0, 0.6667]
 *
 * Source: Shorrocks (1982), "Inequality decomposition by factor components", Econometrica 50(1), 193–211.
 */
export function varianceShares(parts: readonly Numbers[]): Float64Array {
  requireCount("parts", parts.length, 1);
  const rows = Array.from(parts[0]!, (one, row) => (Number.isNaN(one) ? -1 : row)).filter(
    (row) => row >= 0,
  );
  requireCount("rows", rows.length, 2);
  const whole = new Float64Array(rows.length);
  let size = 0;
  for (const [at, part] of parts.entries()) {
    requireSameLength(`parts[${at}]`, part, "parts[0]", parts[0]!.length);
    requireColumn(`parts[${at}]`, part);
    for (const [place, row] of rows.entries()) {
      whole[place]! += part[row]!;
      size = Math.max(size, Math.abs(part[row]!));
    }
  }
  const mean = whole.reduce((sum, one) => sum + one, 0) / whole.length;
  const variance = whole.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  if (!(variance > 1e-20 * size * size * whole.length))
    throw new MeasureError(
      "no-variance",
      "the whole is the same in all rows, so no part makes a difference.",
    );
  return Float64Array.from(
    parts,
    (part) =>
      rows.reduce((sum, row, place) => sum + part[row]! * (whole[place]! - mean), 0) / variance,
  );
}
