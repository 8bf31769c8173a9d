import { type LikenessColumn, type TwinReason, twinAreas } from "@krachtwijk/measure/likeness";
import type { Area } from "#areas";
import type { Indicator } from "#indicators";
import type { AreaId } from "#kernel";

/** What twins are looked for by: the values of an indicator in one period. */
export interface TwinColumn {
  readonly indicator: Indicator;
  readonly period: string;
  readonly values: ReadonlyMap<AreaId, number>;
}

/** An area that is like another, and in what. */
export interface Twin {
  readonly area: Area;
  readonly reasons: readonly (Pick<TwinReason, "verdict" | "farther" | "nearer"> & {
    readonly indicator: Indicator;
    readonly own: number;
    readonly other: number;
  })[];
}

/** Fewer areas than this say nothing of who is alike. */
const leastAreas = 8;

/**
 * The areas that are most like one in these indicators, the nearest first, with the reasons: by Gower's distance, the
 * differences as shares of the whole range. Areas without a value in one of them are left out, and so are indicators that are the same
 * everywhere. Empty: the area has no values, or there are too few others to choose from.
 * Source: docs/methods/twin-areas.md.
 */
export function findTwins(
  area: Area,
  candidates: readonly Area[],
  columns: readonly TwinColumn[],
  count: number,
): readonly Twin[] {
  const usable = columns.filter(({ values }) => values.has(area.id));
  const known = candidates.filter(({ id }) => usable.every(({ values }) => values.has(id)));
  const at = known.findIndex(({ id }) => id === area.id);
  const varied = usable.filter(
    ({ values }) => new Set(known.slice(0, 1000).map(({ id }) => values.get(id))).size > 1,
  );
  if (at < 0 || known.length < leastAreas || varied.length === 0) return [];
  const asColumns = varied.map(
    ({ indicator, values }): LikenessColumn => ({
      name: indicator.id,
      values: known.map(({ id }) => values.get(id)!),
    }),
  );
  return twinAreas(asColumns, at, { distance: "gower", count }).map((twin) => ({
    area: known[twin.area]!,
    reasons: twin.reasons.map(({ column, own, other, ...reason }) => ({
      ...reason,
      indicator: varied.find(({ indicator }) => indicator.id === column)!.indicator,
      own: Number(own),
      other: Number(other),
    })),
  }));
}
