import { isClosing, relativeChange } from "@krachtwijk/measure";
import type { Area } from "#areas";
import type { Figure, Indicator } from "#indicators";
import { comparePeriods, type Period } from "#kernel";
import type { Change, GapSeries } from "./types.ts";

/** A value in a period. */
export interface Point {
  readonly period: Period;
  readonly value: number;
}

/** The figures that have a number, in order of time. A bound is not a number to reckon with. */
export function pointsOf(figures: readonly Figure[]): readonly Point[] {
  return figures
    .flatMap(({ period, reading }) =>
      reading.kind === "value" ? [{ period, value: reading.value }] : [],
    )
    .sort((a, b) => comparePeriods(a.period, b.period));
}

/** Whether a difference goes the good way; null when there is no good way, or no difference. */
function isGood(difference: number, better: Indicator["better"]): boolean | null {
  if (better === "neither" || difference === 0) return null;
  return better === "higher" ? difference > 0 : difference < 0;
}

/** From the first to the last point. Source: docs/methods/change.md. @returns null with fewer than two points */
export function changeOf(points: readonly Point[], better: Indicator["better"]): Change | null {
  const [first, last] = [points.at(0), points.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const absolute = last.value - first.value;
  return {
    from: first.period,
    to: last.period,
    absolute,
    relative: relativeChange(first.value, last.value),
    improved: isGood(absolute, better),
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
  const byPeriod = new Map(toPoints.map(({ period, value }) => [period.id, value]));
  const gaps = points.flatMap(({ period, value }) => {
    const compared = byPeriod.get(period.id);
    return compared === undefined ? [] : [{ period, gap: value - compared }];
  });
  if (gaps.length === 0) return null;
  return { to, points: gaps, closing: isClosing(gaps.map(({ gap }) => gap)) };
}
