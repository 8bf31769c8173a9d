import { type Numbers, requireCount, sumOf } from "../numeric/index.ts";
import { presentOf, requireRange, summaryOf } from "./columns.ts";

/** Sums of the second to fourth power of the distance to the mean, of values without gaps. */
function powersOf(values: Float64Array): readonly [number, number, number] {
  const centre = sumOf(values) / values.length;
  let [second, third, fourth] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const distance = values[at]! - centre;
    const square = distance * distance;
    second += square;
    third += square * distance;
    fourth += square * square;
  }
  return [second, third, fourth];
}

/** @throws {MeasureError} too-few; no-variance; not-finite */
function checkedPowers(name: string, values: Numbers, least: number) {
  const present = presentOf(values);
  requireCount(name, present.length, least);
  requireRange(name, summaryOf(name, present));
  return { count: present.length, powers: powersOf(present) };
}

/**
 * Whether a column leans: above 0 with a long tail of high values, below 0 with one of low values.
 *
 * √(n(n−1))/(n−2) · (Σd³/n) / (Σd²/n)^1.5 with d the distance to the mean: the sample skewness of spreadsheets.
 *
 * @param values any unit; NaN is a gap and takes no part
 * @throws {MeasureError} too-few below 3 values; no-variance; not-finite
 *
 * @example
 * import { skewness } from "@krachtwijk/measure/composite";
 * skewness([1, 2, 3, 4, 30]); // → 2.19
 *
 * Source: Joanes & Gill (1998), The Statistician 47(1), 183–189 (type 2 of e1071; COINr 1.1.14 `skew`).
 */
export function skewness(values: Numbers): number {
  const { count, powers } = checkedPowers("values", values, 3);
  const [second, third] = powers;
  const plain = (Math.sqrt(count) * third) / second ** 1.5;
  return (plain * Math.sqrt(count * (count - 1))) / (count - 2);
}

/**
 * How heavy the tails of a column are, less that of a normal distribution: 0 is normal.
 *
 * ((n+1)(r−3) + 6)(n−1) / ((n−2)(n−3)) with r = nΣd⁴/(Σd²)²: the sample excess kurtosis of spreadsheets.
 *
 * @param values any unit; NaN is a gap and takes no part
 * @throws {MeasureError} too-few below 4 values; no-variance; not-finite
 *
 * @example
 * import { excessKurtosis } from "@krachtwijk/measure/composite";
 * excessKurtosis([1, 2, 3, 4, 30]); // → 4.84
 *
 * Source: Joanes & Gill (1998), The Statistician 47(1), 183–189 (type 2 of e1071; COINr 1.1.14 `kurt`).
 */
export function excessKurtosis(values: Numbers): number {
  const { count, powers } = checkedPowers("values", values, 4);
  const [second, , fourth] = powers;
  const ratio = (count * fourth) / (second * second);
  return (((count + 1) * (ratio - 3) + 6) * (count - 1)) / ((count - 2) * (count - 3));
}
