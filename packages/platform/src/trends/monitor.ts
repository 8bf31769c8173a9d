import { competitionRanks } from "@krachtwijk/measure";
import type { Area, AreaBook } from "#areas";
import type { Figure, Indicator } from "#indicators";
import { type AreaId, comparePeriods, type Period } from "#kernel";
import { changeOf, gapSeries, type Point, pointsOf } from "./change.ts";
import { totalChangeOf, totalsOf } from "./totals.ts";
import type { AreaTrend, Improved, Monitor, Rank } from "./types.ts";

/** What a monitor is made from. */
export interface MonitorInput {
  readonly indicator: Indicator;
  /** Figures of that indicator: at most one for each area and period. */
  readonly figures: readonly Figure[];
  readonly book: AreaBook;
  /** The grouping whose members are ranked. */
  readonly focus: AreaId;
  readonly country: AreaId;
}

function byArea(figures: readonly Figure[]): ReadonlyMap<AreaId, readonly Figure[]> {
  const groups = new Map<AreaId, Figure[]>();
  for (const figure of figures)
    groups.set(figure.area, [...(groups.get(figure.area) ?? []), figure]);
  for (const group of groups.values()) group.sort((a, b) => comparePeriods(a.period, b.period));
  return groups;
}

/** Ranks on the value in the last period of the indicator: an area that has none then has no place. */
function ranksOf(
  areas: readonly Area[],
  points: ReadonlyMap<AreaId, readonly Point[]>,
  last: Period | undefined,
): ReadonlyMap<AreaId, Rank> {
  const values = areas.map(
    ({ id }) => points.get(id)?.find(({ period }) => period.id === last?.id)?.value ?? null,
  );
  const places = competitionRanks(values, "highest-first");
  const of = places.filter((place) => place !== null).length;
  return new Map(
    areas.flatMap(({ id }, at) => {
      const place = places[at];
      if (place === null || place === undefined) return [];
      const tiedWith = places.filter((other) => other === place).length - 1;
      return [[id, { place, of, tiedWith }] as const];
    }),
  );
}

/**
 * The trends with the largest and the smallest relative change, or absolute one of scores; ties share. Rises are above zero, falls below.
 * Nobody is named where another can have changed more before the figures were rounded.
 */
function extremes(trends: readonly AreaTrend[], { unit }: Indicator) {
  const sizeOf = ({ change }: AreaTrend) =>
    change === null || change.withinRounding
      ? 0
      : unit === "score"
        ? change.absolute
        : (change.relative ?? 0);
  const rangeOf = (trend: AreaTrend) => {
    const margin = unit === "score" ? (trend.change?.margin ?? 0) : 0;
    const size = sizeOf(trend);
    return trend.change?.relativeRange ?? { least: size - margin, most: size + margin };
  };
  const changes = trends.map(sizeOf);
  const at = (extreme: number) => {
    if (extreme === 0) return [];
    const named = trends.filter((trend) => sizeOf(trend) === extreme);
    const rivals = trends.filter((trend) => !named.includes(trend)).map(rangeOf);
    const own = rangeOf(named[0]!);
    const isOpen = rivals.some(({ least, most }) =>
      extreme > 0 ? most > own.least : least < own.most,
    );
    return isOpen ? [] : named;
  };
  return { mostRisen: at(Math.max(0, ...changes)), mostFallen: at(Math.min(0, ...changes)) };
}

function improvedAmong(trends: readonly AreaTrend[], { better }: Indicator): Improved | null {
  const changes = trends.flatMap(({ change }) => (change === null ? [] : [change]));
  if (better === "neither" || changes.length === 0) return null;
  return {
    count: changes.filter(({ improved }) => improved === true).length,
    of: changes.length,
    unclear: changes.filter(({ withinRounding }) => withinRounding).length,
  };
}

/** From the first to the last period in which one of these areas has a value. */
function spanOf(
  areas: readonly Area[],
  points: ReadonlyMap<AreaId, readonly Point[]>,
): Monitor["span"] {
  const periods = areas
    .flatMap(({ id }) => points.get(id) ?? [])
    .map(({ period }) => period)
    .sort(comparePeriods);
  const [from, to] = [periods.at(0), periods.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

/** Changes over a shorter time are not compared with those over the whole of it. */
const over = (span: Monitor["span"], trends: readonly AreaTrend[]) =>
  trends.filter(({ change }) => change?.from.id === span?.from.id && change?.to.id === span?.to.id);

const byRank = (a: AreaTrend, b: AreaTrend) =>
  (a.rank?.place ?? Number.POSITIVE_INFINITY) - (b.rank?.place ?? Number.POSITIVE_INFINITY) || 0;

/**
 * What one indicator says of every area over time: values, changes, gaps, ranks and totals. Pure.
 * Periods, changes and gaps are of the source's own figures; totals are worked out from counts,
 * and their change over the members that are known in both periods.
 * Sources: docs/methods/ranking.md, change.md, gap-closing.md, aggregation.md.
 */
export function monitorOf({ indicator, figures, book, focus, country }: MonitorInput): Monitor {
  const grouped = byArea(figures);
  const points = new Map([...grouped].map(([area, own]) => [area, pointsOf(own, indicator)]));
  const members = book.members(focus);
  const periods = [...new Map(figures.map(({ period }) => [period.id, period])).values()].sort(
    comparePeriods,
  );
  const ranks = ranksOf(members, points, periods.at(-1));

  const gapTo = (area: Area, to: Area | null) =>
    to === null || to.id === area.id
      ? null
      : gapSeries(points.get(area.id) ?? [], to, points.get(to.id) ?? []);
  const trendOf = (area: Area): AreaTrend => ({
    area,
    points: grouped.get(area.id) ?? [],
    latest: grouped.get(area.id)?.at(-1) ?? null,
    change: changeOf(points.get(area.id) ?? [], indicator),
    gapToMunicipality: gapTo(area, book.municipalityOf(area)),
    gapToCountry: gapTo(area, book.find(country) ?? null),
    rank: ranks.get(area.id) ?? null,
  });

  const names = new Intl.Collator("nl");
  const focusTrends = members
    .map(trendOf)
    .sort((a, b) => byRank(a, b) || names.compare(a.area.name, b.area.name));
  const memberIds = new Set(members.map(({ id }) => id));
  const others = book.areas.filter(({ id }) => !memberIds.has(id) && grouped.has(id)).map(trendOf);
  const span = spanOf(members, points);
  const compared = over(span, focusTrends);
  return {
    indicator,
    periods,
    focus: focusTrends,
    others,
    country: others.find(({ area }) => area.id === country) ?? null,
    printedGrouping: others.find(({ area }) => area.id === focus) ?? null,
    totals: totalsOf(indicator, figures, memberIds),
    totalChange: totalChangeOf(indicator, figures, memberIds),
    span,
    improved: improvedAmong(compared, indicator),
    ...extremes(compared, indicator),
  };
}
