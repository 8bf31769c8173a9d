import { type Uncertainty, uncertainty, unknownError } from "./inference.ts";
import type { Codes } from "./panel.ts";

/** Covariance of two estimates from their influences: Σ over clusters of the products of their sums, over n². */
export function influenceCovariance(
  a: Float64Array,
  b: Float64Array,
  { codes, count }: Codes,
): number {
  const [first, second] = [new Float64Array(count), new Float64Array(count)];
  for (let unit = 0; unit < a.length; unit++) {
    first[codes[unit]!]! += a[unit]!;
    second[codes[unit]!]! += b[unit]!;
  }
  let sum = 0;
  for (let cluster = 0; cluster < count; cluster++) sum += first[cluster]! * second[cluster]!;
  return sum / a.length ** 2;
}

/** Error, z, p and interval of an estimate from its influence, by the normal distribution. */
export function influenceError(
  estimate: number,
  influence: Float64Array,
  cluster: Codes,
  confidence: number,
): Uncertainty {
  const variance = influenceCovariance(influence, influence, cluster);
  // An influence that is only what rounding leaves says that there is no error to estimate.
  const isRounding = Math.sqrt(variance) <= 1e-13 * Math.abs(estimate);
  return isRounding ? unknownError : uncertainty(estimate, variance, Infinity, confidence);
}
