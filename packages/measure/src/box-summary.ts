import { type Numbers, quantileOfSorted, requireCount, requireFinite } from "./numeric/index.ts";

/** Values as a box with whiskers. */
export interface BoxSummary {
  readonly n: number;
  readonly lowest: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly highest: number;
  /** The farthest values that are no outliers. */
  readonly whiskers: readonly [number, number];
  /** Places in `values` of those beyond the whiskers, the farthest from the box first. */
  readonly outliers: readonly number[];
}

/**
 * Quartiles, and the values that lie more than one and a half times the height of the box outside of it.
 *
 * @param values any unit; 1 or more, without gaps
 * @throws {MeasureError} too-few without values; not-finite
 *
 * @example
 * import { boxSummary } from "@krachtwijk/measure";
 * boxSummary([1, 2, 3, 4, 20]).outliers; // → [4]
 *
 * Source: docs/methods/distribution.md; Tukey (1977), "Exploratory Data Analysis"; quartiles as R `quantile(type = 7)`.
 */
export function boxSummary(values: Numbers): BoxSummary {
  requireCount("values", values.length, 1);
  requireFinite("values", values);
  const sorted = Float64Array.from(values).sort();
  const [lower, median, upper] = [0.25, 0.5, 0.75].map((p) => quantileOfSorted(sorted, p)) as [
    number,
    number,
    number,
  ];
  const reach = 1.5 * (upper - lower);
  const [from, to] = [lower - reach, upper + reach];
  const beyond = (value: number) => Math.max(from - value, value - to);
  const inside = sorted.filter((value) => beyond(value) <= 0);
  return {
    n: sorted.length,
    lowest: sorted[0]!,
    lowerQuartile: lower,
    median,
    upperQuartile: upper,
    highest: sorted.at(-1)!,
    whiskers: [inside[0]!, inside.at(-1)!],
    outliers: Array.from(values, (value, at) => ({ far: beyond(value), at }))
      .filter(({ far }) => far > 0)
      .sort((a, b) => b.far - a.far || a.at - b.at)
      .map(({ at }) => at),
  };
}
