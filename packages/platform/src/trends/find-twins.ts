import { type LikenessColumn, type TwinReason, twinAreas } from "@krachtwijk/measure/likeness";
import type { Area } from "#areas";
import type { Indicator } from "#indicators";
import type { AreaId } from "#kernel";

/** What twins are looked for by: the values of an indicator in one period. */
export interface TwinColumn {
  readonly indicator: Indicator;
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

/** The areas that have a value in each of some columns: in it twins of any of them are found. */
export interface TwinTable {
  readonly areas: readonly Area[];
  readonly places: ReadonlyMap<AreaId, number>;
  readonly columns: readonly (LikenessColumn & {
    readonly indicator: Indicator;
    readonly values: Float64Array;
  })[];
}

/** Areas without a value in one of the columns are left out, and so are columns that are the same everywhere. Pure. */
export function twinTable(candidates: readonly Area[], columns: readonly TwinColumn[]): TwinTable {
  const areas = candidates.filter(({ id }) => columns.every(({ values }) => values.has(id)));
  const all = columns.map(({ indicator, values }) => ({
    indicator,
    name: indicator.id,
    values: Float64Array.from(areas, ({ id }) => values.get(id)!),
  }));
  return {
    areas,
    places: new Map(areas.map(({ id }, at) => [id, at])),
    columns: all.filter(({ values }) => values.some((value) => value !== values[0])),
  };
}

/**
 * The areas that are most like one in the columns of a table, the nearest first, with the reasons: by Gower's distance, the
 * differences as shares of the whole range. Empty: the area is not in it, or there are too few others to choose from.
 * Source: docs/methods/twin-areas.md.
 */
export function findTwins(
  { areas, places, columns }: TwinTable,
  area: Area,
  count: number,
): readonly Twin[] {
  const at = places.get(area.id);
  if (at === undefined || areas.length < leastAreas || columns.length === 0) return [];
  return twinAreas(columns, at, { distance: "gower", count }).map((twin) => ({
    area: areas[twin.area]!,
    reasons: twin.reasons.map(({ column, own, other, ...reason }) => ({
      ...reason,
      indicator: columns.find(({ name }) => name === column)!.indicator,
      own: Number(own),
      other: Number(other),
    })),
  }));
}
