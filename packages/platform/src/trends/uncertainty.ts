import { proportionDifference, proportionInterval } from "@krachtwijk/measure/change";
import type { Figure, Indicator } from "#indicators";
import { roundedOf } from "./rounding.ts";
import type { AreaTrend } from "./types.ts";

/** Between which values the true one can lie, in the unit of the indicator, and why it is not known more exactly. */
export type Uncertainty =
  /** A share of a small group: chance alone makes it differ. 95 %, Wilson. */
  | {
      readonly kind: "chance";
      readonly lower: number;
      readonly upper: number;
      /** How many the group has. */
      readonly of: number;
    }
  /** The source prints it rounded. */
  | { readonly kind: "rounding"; readonly lower: number; readonly upper: number };

/**
 * How uncertain a figure is. Chance for a share of which the counts are known, when it makes more than half a unit of the last
 * printed decimal; else the rounding of the source when that is half a unit (half a percentage point) or more; null for the rest:
 * what the figure shows is then as exact as it is known.
 * Source: docs/methods/uncertainty.md.
 */
export function uncertaintyOf(
  { reading, counts }: Figure,
  indicator: Pick<Indicator, "unit" | "decimals">,
): Uncertainty | null {
  if (reading.kind !== "value") return null;
  const rounded = roundedOf(reading, indicator);
  if (indicator.unit === "share" && counts !== null && isCounted(counts)) {
    const { lower, upper } = proportionInterval(counts.numerator, counts.denominator);
    if ((upper - lower) / 2 > (0.5 * 10 ** -rounded.decimals) / 100)
      return { kind: "chance", lower, upper, of: counts.denominator };
  }
  const coarse = indicator.unit === "share" ? 0.005 : 0.5;
  if (rounded.margin < coarse - 1e-9) return null;
  return {
    kind: "rounding",
    lower: rounded.value - rounded.margin,
    upper: rounded.value + rounded.margin,
  };
}

const isCounted = ({ numerator, denominator }: NonNullable<Figure["counts"]>) =>
  Number.isInteger(numerator) &&
  Number.isInteger(denominator) &&
  numerator >= 0 &&
  denominator > 0 &&
  numerator <= denominator;

/** Whether a value lies within what a figure can be, by chance or by rounding: then the two cannot be told apart. */
export function canBe(
  figure: Figure,
  indicator: Pick<Indicator, "unit" | "decimals">,
  value: number,
): boolean {
  const uncertainty = uncertaintyOf(figure, indicator);
  return uncertainty !== null && uncertainty.lower <= value && value <= uncertainty.upper;
}

/**
 * Whether chance alone can explain how a share of a small group changed: the 95 % interval of the difference between its
 * two counts holds 0. False where the counts are not known, and for what is no share.
 * Source: docs/methods/uncertainty.md.
 */
export function canChangeByChance(
  { points, change }: Pick<AreaTrend, "points" | "change">,
  { unit }: Pick<Indicator, "unit">,
): boolean {
  if (change === null || unit !== "share") return false;
  const [first, last] = [change.from, change.to].map((end) => {
    const counts = points.find(({ period }) => period.id === end.id)?.counts ?? null;
    return counts !== null && isCounted(counts)
      ? { successes: counts.numerator, trials: counts.denominator }
      : null;
  });
  if (first == null || last == null) return false;
  const { lower, upper } = proportionDifference(first, last);
  return lower <= 0 && 0 <= upper;
}
