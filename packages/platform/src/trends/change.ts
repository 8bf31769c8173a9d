import { isClosing, relativeChange } from "@krachtwijk/measure";
import type { Area } from "#areas";
import type { Figure, Indicator } from "#indicators";
import { comparePeriods, type Period } from "#kernel";
import {
  differenceOf,
  isWithinRounding,
  type Rounded,
  relativeDecimals,
  relativeRange,
  roundedOf,
} from "./rounding.ts";
import type { Change, GapSeries } from "./types.ts";

/** A value in a period, and how exact it is. */
export interface Point extends Rounded {
  readonly period: Period;
}

/** The figures that have a number, in order of time. A bound is not a number to reckon with. */
export function pointsOf(
  figures: readonly Figure[],
  indicator: Pick<Indicator, "unit" | "decimals">,
): readonly Point[] {
  return figures
    .flatMap(({ period, reading }) =>
      reading.kind === "value" ? [{ period, ...roundedOf(reading, indicator) }] : [],
    )
    .sort((a, b) => comparePeriods(a.period, b.period));
}

/** Whether a difference goes the good way; null when there is no good way, or no difference. */
function isGood(difference: number, better: Indicator["better"]): boolean | null {
  if (better === "neither" || difference === 0) return null;
  return better === "higher" ? difference > 0 : difference < 0;
}

/** From the first to the last point. Source: docs/methods/change.md. @returns null with fewer than two points */
export function changeOf(
  points: readonly Point[],
  { unit, better }: Pick<Indicator, "unit" | "better">,
): Change | null {
  const [first, last] = [points.at(0), points.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const difference = differenceOf(last, first);
  const withinRounding = isWithinRounding(difference);
  // The zero of a score is a choice: from 0.2 to 0.4 is not twice as much of anything.
  const hasZero = unit !== "score";
  return {
    from: first.period,
    to: last.period,
    absolute: difference.value,
    decimals: difference.decimals,
    margin: difference.margin,
    relative: hasZero ? relativeChange(first.value, last.value) : null,
    relativeDecimals: relativeDecimals(first, last),
    relativeRange: hasZero ? relativeRange(first, last) : null,
    withinRounding,
    improved: withinRounding ? null : isGood(difference.value, better),
  };
}

/** Whether the last distance is smaller than the first, as far as rounding of all four figures lets us know. */
function closingOf(gaps: readonly Rounded[]): Pick<GapSeries, "closing" | "withinRounding"> {
  const [first, last] = [gaps.at(0), gaps.at(-1)];
  if (first === undefined || last === undefined || first === last)
    return { closing: null, withinRounding: false };
  const value = Math.abs(last.value) - Math.abs(first.value);
  const withinRounding = isWithinRounding({ value, margin: first.margin + last.margin });
  return {
    closing: withinRounding ? null : isClosing(gaps.map((gap) => gap.value)),
    withinRounding,
  };
}

/**
 * An area against another, for every period that both have. Source: docs/methods/gap-closing.md.
 * @returns null when they have no period in common
 */
export function gapSeries(
  points: readonly Point[],
  to: Area,
  toPoints: readonly Point[],
): GapSeries | null {
  const byPeriod = new Map(toPoints.map((point) => [point.period.id, point]));
  const gaps = points.flatMap((point) => {
    const compared = byPeriod.get(point.period.id);
    return compared === undefined
      ? []
      : [{ period: point.period, ...differenceOf(point, compared) }];
  });
  if (gaps.length === 0) return null;
  return {
    to,
    points: gaps.map(({ period, value, decimals }) => ({ period, gap: value, decimals })),
    ...closingOf(gaps),
  };
}
