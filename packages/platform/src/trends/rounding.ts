import { relativeChange } from "@krachtwijk/measure";
import type { Indicator, Reading } from "#indicators";

/** A number, and what rounding of it can hide. */
export interface Rounded {
  readonly value: number;
  /** How many decimals it carries, of the percentage for a share. */
  readonly decimals: number;
  /** Half a unit of the last decimal, in the unit of the value; 0: it is exact. */
  readonly margin: number;
}

/** Differences smaller than this come from how decimals are kept in binary: 0.11 − 0.10 is a little more than 0.01. */
const slack = 1e-9;

/** A printed figure is exact to half a unit of its last decimal. A count, and what is worked out from counts, is exact. */
export function roundedOf(
  { value, decimals }: Extract<Reading, { kind: "value" }>,
  indicator: Pick<Indicator, "unit" | "decimals">,
): Rounded {
  if (decimals === null || indicator.unit === "count")
    return { value, decimals: indicator.decimals, margin: 0 };
  const ofPrinted = 0.5 * 10 ** -decimals;
  return { value, decimals, margin: indicator.unit === "share" ? ofPrinted / 100 : ofPrinted };
}

/**
 * `of − from`. It carries no more decimals than the coarser of the two, and rounding can hide as much as in both together.
 * Source: docs/methods/change.md.
 */
export function differenceOf(of: Rounded, from: Rounded): Rounded {
  return {
    value: of.value - from.value,
    decimals: Math.min(of.decimals, from.decimals),
    margin: of.margin + from.margin,
  };
}

/** Whether rounding alone can explain a difference: then nothing may be concluded from it. Never so for exact numbers. */
export const isWithinRounding = ({ value, margin }: Pick<Rounded, "value" | "margin">): boolean =>
  margin > 0 && Math.abs(value) <= margin + slack;

/** The smallest and the largest relative change that both ends can be rounded from. */
export interface RelativeRange {
  readonly least: number;
  readonly most: number;
}

/** Source: docs/methods/change.md. @returns null when `from` is 0, or can be: then no share of it exists */
export function relativeRange(from: Rounded, to: Rounded): RelativeRange | null {
  const [low, high] = [from.value - from.margin, from.value + from.margin];
  if (low <= 0) return null;
  const least = relativeChange(high, to.value - to.margin);
  const most = relativeChange(low, to.value + to.margin);
  return least === null || most === null ? null : { least, most };
}

/** The largest number of decimals with which a relative change is told, in percent. */
const usualDecimals = 1;

/**
 * How many decimals a relative change in percent is worth: its last digit is not smaller than the order of what rounding
 * of the two ends can hide. Below 0: tens, hundreds.
 */
export function relativeDecimals(from: Rounded, to: Rounded): number {
  const relative = relativeChange(from.value, to.value);
  if (relative === null || from.margin + to.margin === 0) return usualDecimals;
  const range = relativeRange(from, to);
  if (range === null) return -2;
  return Math.min(usualDecimals, -Math.floor(Math.log10(100 * (range.most - relative))));
}
