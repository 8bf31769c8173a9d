import { proportionInterval } from "@krachtwijk/measure/change";
import type { Figure, Indicator } from "#indicators";
import { roundedOf } from "./rounding.ts";

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
