import {
  countInterval,
  proportionDifference,
  proportionInterval,
  rateRatio,
} from "@krachtwijk/measure/change";
import type { Figure, Indicator } from "#indicators";
import { roundedOf } from "./rounding.ts";
import type { AreaTrend } from "./types.ts";

/** Between which values the true one can lie, in the unit of the indicator, and why it is not known more exactly. */
export type Uncertainty =
  /** A share of a small group, or a small count of events: chance alone makes it differ. 95 %: Wilson, and Garwood for counts. */
  | {
      readonly kind: "chance";
      readonly lower: number;
      readonly upper: number;
      /** How many the group has; null for a count. */
      readonly of: number | null;
    }
  /** The source prints it rounded. */
  | { readonly kind: "rounding"; readonly lower: number; readonly upper: number };

/** What says whether an indicator counts what happens to people. */
type Counting = Pick<Indicator, "unit" | "better" | "formula">;

/**
 * Counted events that a group would rather have fewer or more of: then chance decides how many there are. Not a count without a
 * good way, such as of inhabitants, and not one by a formula: a difference of counts varies otherwise than a count.
 */
const countsEvents = ({ unit, better, formula }: Counting) =>
  unit === "count" && better !== "neither" && formula === null;

/** The number of events; null where it is no whole number of 0 or more. */
const eventsOf = (figure: Figure | undefined): number | null =>
  figure?.reading.kind === "value" &&
  Number.isSafeInteger(figure.reading.value) &&
  figure.reading.value >= 0
    ? figure.reading.value
    : null;

/**
 * How uncertain a figure is. Chance for a count of events, and for a share of which the counts are known when it makes more than
 * half a unit of the last printed decimal; else the rounding of the source when that is half a unit (half a percentage point) or more; null for the rest:
 * what the figure shows is then as exact as it is known.
 * Source: docs/methods/uncertainty.md.
 */
export function uncertaintyOf(
  figure: Figure,
  indicator: Counting & Pick<Indicator, "decimals">,
): Uncertainty | null {
  const { reading, counts } = figure;
  if (reading.kind !== "value") return null;
  const events = countsEvents(indicator) ? eventsOf(figure) : null;
  if (events !== null) {
    const { lower, upper } = countInterval(events);
    return { kind: "chance", lower, upper, of: null };
  }
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
  indicator: Counting & Pick<Indicator, "decimals">,
  value: number,
): boolean {
  const uncertainty = uncertaintyOf(figure, indicator);
  return uncertainty !== null && uncertainty.lower <= value && value <= uncertainty.upper;
}

/**
 * Whether chance alone can explain a change: the 95 % interval of the difference between two shares of small groups holds 0, or
 * that of the ratio between two counts of events holds 1. False where the counts are not known, without any event, and for all else.
 * Source: docs/methods/uncertainty.md.
 */
export function canChangeByChance(
  { points, change }: Pick<AreaTrend, "points" | "change">,
  indicator: Counting,
): boolean {
  if (change === null) return false;
  const [from, to] = [change.from, change.to].map((end) =>
    points.find(({ period }) => period.id === end.id),
  );
  if (countsEvents(indicator)) return canCountChange(eventsOf(from), eventsOf(to));
  return indicator.unit === "share" && canShareChange(from?.counts ?? null, to?.counts ?? null);
}

function canCountChange(first: number | null, last: number | null): boolean {
  if (first === null || last === null || first + last === 0) return false;
  const { lower, upper } = rateRatio({ count: first, exposure: 1 }, { count: last, exposure: 1 });
  return lower <= 1 && 1 <= upper;
}

function canShareChange(first: Figure["counts"], last: Figure["counts"]): boolean {
  if (first === null || last === null || !isCounted(first) || !isCounted(last)) return false;
  const { lower, upper } = proportionDifference(
    { successes: first.numerator, trials: first.denominator },
    { successes: last.numerator, trials: last.denominator },
  );
  return lower <= 0 && 0 <= upper;
}
