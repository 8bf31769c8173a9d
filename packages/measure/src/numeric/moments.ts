import { type Numbers, requireCount, requireFinite } from "./checks.ts";
import { MeasureError } from "./measure-error.ts";

/** The sum, without the error that grows with the number of terms (Neumaier 1974, ZAMM 54, 39–51). */
export function sumOf(values: Numbers): number {
  let sum = 0;
  let lost = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** @throws {MeasureError} too-few if there are no values; not-finite */
export function mean(values: Numbers): number {
  requireCount("values", values.length, 1);
  requireFinite("values", values);
  return sumOf(values) / values.length;
}

/** What the sum of squares is divided by: n − 1 for a sample, n for a whole population. */
export type Divisor = "sample" | "population";

/** Variance around the mean. @throws {MeasureError} too-few below 2 values (1 for a population); not-finite */
export function variance(values: Numbers, divisor: Divisor = "sample"): number {
  requireCount("values", values.length, divisor === "sample" ? 2 : 1);
  const centre = mean(values);
  const squares = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) squares[at] = (values[at]! - centre) ** 2;
  return sumOf(squares) / (divisor === "sample" ? values.length - 1 : values.length);
}

/** Square root of the variance. @throws as `variance` */
export const standardDeviation = (values: Numbers, divisor: Divisor = "sample"): number =>
  Math.sqrt(variance(values, divisor));

/** A spread below this share of the size of the values is what adding in another order leaves. */
const relativeNoise = 1e-12;

/** @throws {MeasureError} no-variance if all values are equal up to rounding; also what `variance` throws */
export function requireVariance(name: string, values: Numbers): void {
  const spread = standardDeviation(values, "population");
  let largest = 0;
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at]!));
  if (spread <= relativeNoise * largest)
    throw new MeasureError(
      "no-variance",
      `${name}: all ${values.length} values are the same, so there is nothing to compare. Leave this column out, or check the data.`,
      { name, count: values.length },
    );
}
