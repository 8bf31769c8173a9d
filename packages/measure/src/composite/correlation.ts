import { MeasureError, type Numbers, requireCount, requireSameLength } from "../numeric/index.ts";
import { requireColumn } from "./columns.ts";
import { rankedPlaces } from "./ranked-places.ts";

/** Pearson: how near to a straight line. Spearman: how near to the same order. */
export type CorrelationMethod = "pearson" | "spearman";

/** The rows in which both columns have a value. */
function pairsOf(first: Numbers, second: Numbers): readonly [Float64Array, Float64Array] {
  const [left, right] = [new Float64Array(first.length), new Float64Array(first.length)];
  let count = 0;
  for (let at = 0; at < first.length; at++) {
    if (Number.isNaN(first[at]) || Number.isNaN(second[at])) continue;
    left[count] = first[at]!;
    right[count++] = second[at]!;
  }
  return [left.subarray(0, count), right.subarray(0, count)];
}

/** Takes the mean off, in place, and scales to length 1. Returns whether there was anything left. */
function standardise(values: Float64Array): boolean {
  let [sum, size] = [0, 0];
  for (const value of values) {
    sum += value;
    size = Math.max(size, Math.abs(value));
  }
  const centre = sum / values.length;
  let squares = 0;
  for (let at = 0; at < values.length; at++) {
    values[at]! -= centre;
    squares += values[at]! * values[at]!;
  }
  const length = Math.sqrt(squares);
  if (length <= 1e-12 * size * Math.sqrt(values.length)) return false;
  for (let at = 0; at < values.length; at++) values[at]! /= length;
  return true;
}

/**
 * How two columns go together, −1 to 1, over the areas in which both have a value.
 *
 * @param method default pearson; spearman takes places, with the mean place for equal values
 * @throws {MeasureError} too-few below 3 areas with both; no-variance; length-mismatch; not-finite
 *
 * @example
 * import { correlation } from "@krachtwijk/measure/composite";
 * correlation([1, 2, 3, 4], [1, 4, 9, 16]); // → 0.9844
 * correlation([1, 2, 3, 4], [1, 4, 9, 16], "spearman"); // → 1
 *
 * Source: R 4.2.2 `cor(x, y, use = "pairwise.complete.obs")`; Spearman (1904), American Journal of Psychology 15, 72–101.
 */
export function correlation(
  first: Numbers,
  second: Numbers,
  method: CorrelationMethod = "pearson",
): number {
  requireSameLength("second", second, "first", first.length);
  requireColumn("first", first);
  requireColumn("second", second);
  const [left, right] = pairsOf(first, second).map((values) =>
    method === "pearson"
      ? values
      : rankedPlaces(values, { order: "lowest-first", ties: "average" }),
  ) as [Float64Array, Float64Array];
  requireCount("areas with both values", left.length, 3);
  const isLevel = [standardise(left), standardise(right)].includes(false);
  if (isLevel)
    throw new MeasureError(
      "no-variance",
      "a column has the same value in all areas, so it does not go together with anything. Leave it out.",
    );
  let product = 0;
  for (let at = 0; at < left.length; at++) product += left[at]! * right[at]!;
  return Math.min(1, Math.max(-1, product));
}
