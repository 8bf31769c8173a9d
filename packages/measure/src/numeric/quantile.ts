import { type Numbers, requireBetween, requireCount, requireFinite } from "./checks.ts";

/**
 * The value below which a share of the values lies: type 7 of Hyndman & Fan (1996), as R and NumPy do by default.
 *
 * @param sorted from small to large, any unit; 1 or more
 * @param share 0 to 1; 0.5 is the median
 */
export function quantileOfSorted(sorted: Numbers, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (at - below) * (high - low);
}

/**
 * As `quantileOfSorted`, for values in any order.
 * @throws {MeasureError} too-few without values; not-finite; out-of-range if `share` is not 0 to 1
 *
 * Source: Hyndman & Fan (1996), "Sample quantiles in statistical packages", The American Statistician 50(4), 361–365.
 */
export function quantile(values: Numbers, share: number): number {
  requireCount("values", values.length, 1);
  requireFinite("values", values);
  requireBetween("share", share, 0, 1);
  return quantileOfSorted(Float64Array.from(values).sort(), share);
}
