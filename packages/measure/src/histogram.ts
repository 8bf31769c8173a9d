import {
  type Numbers,
  quantileOfSorted,
  requireBetween,
  requireCount,
  requireFinite,
} from "./numeric/index.ts";

/** A bar of a histogram: from `from` up to but not including `to`; the last one has its end in it. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** 1, 2 or 5 times a power of ten, the nearest at or above `size`. */
function roundStep(size: number): { readonly step: number; readonly decimals: number } {
  const power = Math.floor(Math.log10(size) + 1e-9);
  const [factor] = [1, 2, 5, 10].filter((one) => one * 10 ** power >= size * (1 - 1e-9));
  return { step: (factor ?? 10) * 10 ** power, decimals: Math.max(0, -power) };
}

/** The width that Freedman and Diaconis advise, but so that there are `fewest` to `most` bars. */
function widthFor(sorted: Float64Array, fewest: number, most: number, base: number): number {
  const range = sorted.at(-1)! - sorted[0]!;
  const spread = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
  const advised = (2 * spread) / Math.cbrt(sorted.length);
  return Math.max(Math.min(Math.max(advised, range / most), range / fewest), base);
}

/**
 * How many values lie in each of some equally wide bars with round borders.
 *
 * @param values any unit; 1 or more, without gaps
 * @param options.base values are multiples of it, such as 5 for rounded counts: no bar is narrower. Default 0
 * @param options.most at most about so many bars, default 30
 * @returns bars that adjoin, empty ones too; one bar when all values are equal
 * @throws {MeasureError} too-few without values; not-finite; out-of-range
 *
 * @example
 * import { histogram } from "@krachtwijk/measure";
 * histogram([1, 2, 2, 3, 9]).map(({ count }) => count); // → [1, 3, 0, 0, 1]
 *
 * Source: docs/methods/distribution.md; Freedman & Diaconis (1981), Z. Wahrscheinlichkeitstheorie 57, 453–476.
 */
export function histogram(
  values: Numbers,
  { base = 0, most = 30 }: { readonly base?: number; readonly most?: number } = {},
): readonly Bin[] {
  requireCount("values", values.length, 1);
  requireFinite("values", values);
  requireBetween("most", most, 2, 1000);
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  if (low === high) return [{ from: low, to: high, count: sorted.length }];
  const { step, decimals } = roundStep(widthFor(sorted, Math.min(5, most), most, base));
  const border = (at: number) => Number((at * step).toFixed(decimals));
  const first = Math.floor(low / step + 1e-9);
  const bars = Math.max(1, Math.ceil(high / step - 1e-9) - first);
  const counts = new Array<number>(bars).fill(0);
  for (const value of sorted) {
    const at = Math.floor(value / step + 1e-9) - first;
    counts[Math.min(at, bars - 1)]!++;
  }
  return counts.map((count, at) => ({
    from: border(first + at),
    to: border(first + at + 1),
    count,
  }));
}
