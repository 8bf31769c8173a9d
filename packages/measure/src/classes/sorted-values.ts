import { MeasureError, type Numbers, requireCount, requireFinite } from "../numeric/index.ts";

/** Different values from small to large, and how often each of them is there. */
export interface Distinct {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** @throws {MeasureError} too-few without values; not-finite */
export function sortedValues(values: Numbers): Float64Array {
  requireCount("values", values.length, 1);
  requireFinite("values", values);
  return Float64Array.from(values).sort();
}

/** The different values of a sorted column. Equal values are never parted, so these are what classes are made of. */
export function distinctOf(sorted: Float64Array): Distinct {
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted)
    if (values.length > 0 && values.at(-1) === value) counts[counts.length - 1]!++;
    else {
      values.push(value);
      counts.push(1);
    }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts) };
}

/** How many of a sorted column are smaller than a cut-off. */
export function countBelow(sorted: Float64Array, cutOff: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < cutOff) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @throws {MeasureError} out-of-range */
export function requireClasses(classes: number): void {
  if (!Number.isSafeInteger(classes) || classes < 1 || classes > 100)
    throw new MeasureError(
      "out-of-range",
      `classes is ${classes}; it must be a whole number from 1 to 100, such as 5.`,
      { classes },
    );
}
