import { MeasureError, type Numbers, requireCount } from "../numeric/index.ts";
import { presentOf, requireColumn } from "./columns.ts";
import { excessKurtosis, skewness } from "./shape.ts";

/** When a column is called too skewed, and how many values may be changed. */
export interface WinsoriseOptions {
  /** Absolute skewness from which a column is treated; default 2. */
  readonly skewness?: number | undefined;
  /** Excess kurtosis from which a column is treated; default 3.5. Both have to be reached. */
  readonly kurtosis?: number | undefined;
  /** At most this many values are changed; default 5. */
  readonly most?: number | undefined;
}

/** A column with its most extreme values pulled in. */
export interface Winsorised {
  /** As the input; gaps stay NaN. */
  readonly values: Float64Array;
  /** How many values were changed. */
  readonly changed: number;
  /** 1 where a value was pulled down, −1 where it was pulled up, 0 elsewhere. */
  readonly where: Int8Array;
  /** Whether the column is now below a threshold. */
  readonly isCalm: boolean;
}

/** Whether a column is below the thresholds: not both skewed and heavy-tailed. */
function isCalm(
  present: Float64Array,
  { skewness: skew = 2, kurtosis = 3.5 }: WinsoriseOptions,
): boolean {
  return Math.abs(skewness(present)) < skew || excessKurtosis(present) < kurtosis;
}

/**
 * The extreme value on the side of the tail and the one next to it.
 * @throws {MeasureError} no-variance if there are no others than these two: one step would make all values the same
 */
function extremesOf(
  present: Float64Array,
  sign: 1 | -1,
): { readonly outer: number; readonly inner: number } {
  let [outer, inner, least] = [-Infinity, -Infinity, Infinity];
  for (let at = 0; at < present.length; at++) {
    const value = sign * present[at]!;
    if (value > outer) [outer, inner] = [value, outer];
    else if (value < outer && value > inner) inner = value;
    if (value < least) least = value;
  }
  if (inner === least)
    throw new MeasureError(
      "no-variance",
      `values: there are only two, ${sign * outer} and ${sign * inner}; winsorising would make them the same. Give this indicator the treatment none.`,
    );
  return { outer: sign * outer, inner: sign * inner };
}

/** Pulls the outermost values one step in. Returns how many there were. */
function pullIn(values: Float64Array, where: Int8Array, sign: 1 | -1): number {
  const { outer, inner } = extremesOf(presentOf(values), sign);
  let moved = 0;
  for (let at = 0; at < values.length; at++)
    if (values[at] === outer) {
      values[at] = inner;
      where[at] = sign;
      moved++;
    }
  return moved;
}

/**
 * Pulls outliers in, one after another: the most extreme value on the side of the longer tail gets the value of its
 * neighbour, until skewness or kurtosis is below its threshold, or `most` values were changed. Values that are tied move
 * together, so that one more than `most` may be changed.
 *
 * @param values any unit; NaN is a gap
 * @throws {MeasureError} too-few below 4 values; no-variance; not-finite; out-of-range for a negative threshold
 *
 * @example
 * import { winsorise } from "@krachtwijk/measure/composite";
 * Array.from(winsorise([1, 2, 3, 4, 5, 6, 7, 90]).values); // → [1, 2, 3, 4, 5, 6, 7, 7]
 *
 * Source: COINr 1.1.14 `winsorise`; Becker e.a. (2022), Journal of Open Source Software 7(78), 4567.
 */
export function winsorise(values: Numbers, options: WinsoriseOptions = {}): Winsorised {
  const { most = 5, skewness: skew = 2, kurtosis = 3.5 } = options;
  if (!(skew >= 0) || !(most >= 0) || Number.isNaN(kurtosis))
    throw new MeasureError(
      "out-of-range",
      `skewness ${skew}, kurtosis ${kurtosis}, most ${most}: thresholds must be numbers, skewness and most not below 0.`,
    );
  requireColumn("values", values);
  const own = Float64Array.from(values);
  const where = new Int8Array(own.length);
  let present = presentOf(own);
  requireCount("values", present.length, 4);
  let calm = isCalm(present, options);
  const last = { high: 0, low: 0 };
  while (!calm && last.high + last.low < most) {
    const isHigh = skewness(present) >= 0;
    last[isHigh ? "high" : "low"] = pullIn(own, where, isHigh ? 1 : -1);
    present = presentOf(own);
    calm = isCalm(present, options);
  }
  return { values: own, changed: last.high + last.low, where, isCalm: calm };
}
