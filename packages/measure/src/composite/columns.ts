import { MeasureError, type Numbers, requireCount } from "../numeric/index.ts";

/** How many values a column has, and what is known of them after reading it once. Gaps (NaN) do not count. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

const notFinite = (name: string, at: number, value: number) =>
  new MeasureError(
    "not-finite",
    `${name}[${at}] is ${value}; a number is needed, or NaN where there is none.`,
    { name, at },
  );

/** @throws {MeasureError} not-finite for an infinite value; NaN is a gap */
export function requireColumn(name: string, values: Numbers): void {
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value === Infinity || value === -Infinity) throw notFinite(name, at, value);
  }
}

/** The values that are there, in order. */
export function presentOf(values: Numbers): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}

/**
 * Reads a column once.
 * @throws {MeasureError} too-few without a value; not-finite
 */
export function summaryOf(name: string, values: Float64Array): Summary {
  let [count, sum, least, most] = [0, 0, Infinity, -Infinity];
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (count === 0)
    throw new MeasureError(
      "too-few",
      `${name} has no value in any area. Leave this indicator out, or look for its data.`,
      { name },
    );
  if (!Number.isFinite(least) || !Number.isFinite(most)) requireColumn(name, values);
  return { count, mean: sum / count, least, most };
}

/** A spread below this share of the size of the values is what adding in another order leaves. */
const relativeNoise = 1e-12;

const allSame = (name: string, count: number) =>
  new MeasureError(
    "no-variance",
    `${name}: all ${count} values are the same, so no area can be told from another. Leave this indicator out, or check the data.`,
    { name, count },
  );

/** @throws {MeasureError} no-variance if all values are the same up to rounding */
export function requireRange(name: string, { count, least, most }: Summary): void {
  if (most - least <= relativeNoise * Math.max(Math.abs(least), Math.abs(most)))
    throw allSame(name, count);
}

/** The sum of a column, NaN with a gap. Four sums at once, as one addition has to wait for the one before. */
function plainSum(values: Float64Array): number {
  const even = values.length - (values.length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = 0; at < even; at += 4) {
    a += values[at]!;
    b += values[at + 1]!;
    c += values[at + 2]!;
    d += values[at + 3]!;
  }
  for (let at = even; at < values.length; at++) a += values[at]!;
  return a + b + (c + d);
}

/** Sums of the distances to a centre and of their squares; NaN with a gap. */
function plainSquares(values: Float64Array, centre: number): readonly [number, number] {
  const even = values.length - (values.length % 2);
  let a = 0;
  let b = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let at = 0; at < even; at += 2) {
    const first = values[at]! - centre;
    const second = values[at + 1]! - centre;
    a += first;
    b += second;
    squaresA += first * first;
    squaresB += second * second;
  }
  if (even < values.length) {
    const last = values[even]! - centre;
    a += last;
    squaresA += last * last;
  }
  return [a + b, squaresA + squaresB];
}

/**
 * Mean and standard deviation of a sample; gaps take no part.
 * @throws {MeasureError} too-few; no-variance; not-finite
 */
export function deviationOf(
  name: string,
  values: Float64Array,
): { readonly mean: number; readonly deviation: number } {
  const sum = plainSum(values);
  const isWhole = values.length > 0 && Number.isFinite(sum);
  const present = isWhole ? values : presentOf(values);
  const rough = isWhole ? sum / values.length : summaryOf(name, values).mean;
  const count = present.length;
  const [offset, squares] = plainSquares(present, rough);
  const mean = rough + offset / count;
  // Rounding can leave a little less than 0.
  const left = Math.max(0, squares - (offset * offset) / count);
  const deviation = Math.sqrt(left / (count - 1));
  if (!(deviation > relativeNoise * Math.abs(mean))) throw allSame(name, count);
  return { mean, deviation };
}

/** Adds a column to sums, value by value. */
export function addTo(sums: Float64Array, values: Float64Array): void {
  const count = sums.length;
  for (let at = 0; at < count; at++) sums[at]! += values[at]!;
}

/**
 * Columns of the same length in one piece of memory: one large piece is handed out faster than many small ones.
 * @throws {MeasureError} too-few if the memory that is given is too small
 */
export function newColumns(
  count: number,
  rows: number,
  memory?: Float64Array,
): readonly Float64Array[] {
  requireCount("memory", memory?.length ?? Number.POSITIVE_INFINITY, count * rows);
  const whole = memory ?? new Float64Array(count * rows);
  return Array.from({ length: count }, (_, at) => whole.subarray(at * rows, (at + 1) * rows));
}
