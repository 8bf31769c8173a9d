import {
  type Numbers,
  Random,
  requireBetween,
  requireCount,
  requireFinite,
  requireVariance,
  requireWhole,
} from "../numeric/index.ts";

/** A moment at which the level of a series may have changed. */
export interface ChangePoint {
  /** The first period of the new level. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
  /** The chance of a change this clear anywhere in a series without one. */
  readonly p: number;
}

/** Prefix sums, so that the mean of any stretch is one subtraction. */
function prefixSums(values: Numbers): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at++) sums[at + 1] = sums[at]! + values[at]!;
  return sums;
}

/** The split at which the two means differ most, weighed by √(k(n−k)/n); its first period and that size. */
function clearestSplit(values: Numbers): { readonly at: number; readonly size: number } {
  const n = values.length;
  const sums = prefixSums(values);
  let best = { at: 1, size: -1 };
  for (let at = 1; at < n; at++) {
    const gap = sums[at]! / at - (sums[n]! - sums[at]!) / (n - at);
    const size = Math.abs(gap) * Math.sqrt((at * (n - at)) / n);
    if (size > best.size) best = { at, size };
  }
  return best;
}

/**
 * When the level of a series changed, and whether that is more than chance: the split with the clearest difference of means,
 * held against the clearest split of reshuffled series. Periods that depend on each other (a slow drift) raise false alarms.
 *
 * @param values one per period; 5 or more
 * @param options.permutations default 999 @param options.seed default 1
 * @throws {MeasureError} too-few below 5 values; no-variance; not-finite
 *
 * @example
 * import { changePoint } from "@krachtwijk/measure/change";
 * changePoint([5, 6, 5, 6, 5, 9, 10, 9, 10, 9]); // → { at: 5, before: 5.4, after: 9.4, p: 0.009 }
 *
 * Source: Hinkley (1970), Biometrika 57, 1–17; permutation: Antoch & Hušková (2001), Statistics & Probability Letters 53, 37–46.
 */
export function changePoint(
  values: Numbers,
  options: { readonly permutations?: number; readonly seed?: number } = {},
): ChangePoint {
  const { permutations = 999, seed = 1 } = options;
  requireCount("values", values.length, 5);
  requireFinite("values", values);
  requireVariance("values", values);
  requireWhole("permutations", permutations, 1);
  const found = clearestSplit(values);
  const random = new Random(seed);
  const shuffled = Float64Array.from(values);
  // The same values added in another order differ in the last bits; without slack exact ties would count as smaller.
  const limit = found.size * (1 - 1e-12);
  let asClear = 1;
  for (let round = 0; round < permutations; round++) {
    random.shuffle(shuffled);
    if (clearestSplit(shuffled).size >= limit) asClear += 1;
  }
  const mean = (from: number, to: number) =>
    Array.from(values)
      .slice(from, to)
      .reduce((sum, value) => sum + value, 0) /
    (to - from);
  return {
    at: found.at,
    before: mean(0, found.at),
    after: mean(found.at, values.length),
    p: asClear / (permutations + 1),
  };
}

/**
 * All moments at which the level of a series changed: the stretches with the least Σ (y − mean)² + penalty × changes, found exactly.
 *
 * @param values one per period; 2 or more
 * @param options.penalty what one more change has to gain; default 3 s² ln n, s² from the differences between neighbours
 * @returns first periods of new levels, in order; empty if there is none
 * @throws {MeasureError} too-few below 2 values; not-finite; out-of-range for a negative penalty
 *
 * Complexity: O(n²).
 *
 * @example
 * import { changePoints } from "@krachtwijk/measure/change";
 * changePoints([1, 1, 1, 8, 8, 8, 3, 3, 3], { penalty: 2 }); // → [3, 6]
 *
 * Source: Jackson e.a. (2005), IEEE Signal Processing Letters 12, 105–108 (optimal partitioning).
 */
export function changePoints(
  values: Numbers,
  options: { readonly penalty?: number } = {},
): readonly number[] {
  requireCount("values", values.length, 2);
  requireFinite("values", values);
  const n = values.length;
  const penalty = options.penalty ?? 3 * noiseOf(values) * Math.log(n);
  requireBetween("penalty", penalty, 0, Number.MAX_VALUE);
  // Around the first value, so that squares of large values lose no digits.
  const shifted = Float64Array.from(values, (value) => value - values[0]!);
  const sums = prefixSums(shifted);
  const squares = prefixSums(shifted.map((value) => value * value));
  const cost = (from: number, to: number) =>
    squares[to]! - squares[from]! - (sums[to]! - sums[from]!) ** 2 / (to - from);
  const least = new Float64Array(n + 1);
  const last = new Int32Array(n + 1);
  least[0] = -penalty;
  for (let to = 1; to <= n; to++) {
    least[to] = Number.POSITIVE_INFINITY;
    for (let from = 0; from < to; from++) {
      const total = least[from]! + cost(from, to) + penalty;
      if (total < least[to]!) {
        least[to] = total;
        last[to] = from;
      }
    }
  }
  const starts: number[] = [];
  for (let at = last[n]!; at > 0; at = last[at]!) starts.push(at);
  return starts.reverse();
}

/** Noise from differences between neighbours, in which a level has no part. */
function noiseOf(values: Numbers): number {
  let sum = 0;
  for (let at = 1; at < values.length; at++) sum += (values[at]! - values[at - 1]!) ** 2;
  return sum / (2 * (values.length - 1));
}
