import type { Area, AreaBook } from "#areas";
import type { Figure, Indicator } from "#indicators";
import { type AreaId, comparePeriods, type IndicatorId } from "#kernel";
import { changeOf, gapSeries, pointsOf } from "./change.ts";
import type { AreaTrend } from "./types.ts";

/** One indicator in one area, beside the municipality and the country that it lies in. */
export interface AreaFigures {
  readonly indicator: Indicator;
  /** Of the area itself; its rank is null: that needs the figures of all others. */
  readonly trend: AreaTrend;
  /** The municipality, where it has figures. */
  readonly municipality: AreaTrend | null;
  readonly country: AreaTrend | null;
}

/**
 * Every indicator that has figures about an area, in the order of the catalogue, with change and gaps. Pure.
 * @param input.figures by indicator: of the area, of its municipality and of the country; others are left alone
 * Sources: docs/methods/change.md, gap-closing.md.
 */
export function areaTrends({
  catalogue,
  figures,
  area,
  book,
  country,
}: {
  readonly catalogue: readonly Indicator[];
  readonly figures: ReadonlyMap<IndicatorId, readonly Figure[]>;
  readonly area: Area;
  readonly book: AreaBook;
  readonly country: AreaId;
}): readonly AreaFigures[] {
  const municipality = book.municipalityOf(area);
  const nation = area.id === country ? null : (book.find(country) ?? null);
  return catalogue.flatMap((indicator) => {
    const all = figures.get(indicator.id) ?? [];
    const of = (one: Area) =>
      all
        .filter((figure) => figure.area === one.id)
        .sort((a, b) => comparePeriods(a.period, b.period));
    const own = of(area);
    if (own.length === 0) return [];
    const gapTo = (from: readonly Figure[], to: Area | null) =>
      to === null ? null : gapSeries(pointsOf(from, indicator), to, pointsOf(of(to), indicator));
    const trendOf = (one: Area, points: readonly Figure[]): AreaTrend => ({
      area: one,
      points,
      latest: points.at(-1) ?? null,
      change: changeOf(pointsOf(points, indicator), indicator),
      gapToMunicipality: one.id === area.id ? gapTo(points, municipality) : null,
      gapToCountry: one.id === nation?.id ? null : gapTo(points, nation),
      rank: null,
    });
    const beside = (one: Area | null) => {
      const points = one === null ? [] : of(one);
      return one === null || points.length === 0 ? null : trendOf(one, points);
    };
    return [
      {
        indicator,
        trend: trendOf(area, own),
        municipality: beside(municipality),
        country: beside(nation),
      },
    ];
  });
}
