import { type Area, fullName, readShapedCodes } from "#areas";
import type { Lake } from "#store";
import { areaPath, type Page } from "../page.ts";
import type { MapAsked } from "./map-asked.ts";
import { type MapArea, type MapData, shownOf } from "./map-figures.ts";

/** Why an area has no class, in the place of its number. */
const noClass = { none: -1, withheld: -2, bound: -3, class: -1 } as const;
/** It lies outside of the municipality that was asked for. */
const elsewhere = -4;

/** Whether an area lies in what was asked for; everything does in a whole map. */
export const isInside = ({ data: { book } }: Page, { within }: MapAsked, area: Area): boolean =>
  within === null || area.id === within.id || book.liesWithin(area, within.id);

/** The municipality around each area, as places in a list of names; −1: none. */
function aroundOf({ data: { book } }: Page, areas: readonly MapArea[]) {
  const places = new Map<string, number>();
  const of = areas.map(({ area }) => {
    const name = book.municipalityOf(area)?.name;
    if (name === undefined) return -1;
    if (!places.has(name)) places.set(name, places.size);
    return places.get(name)!;
  });
  return { names: [...places.keys()], of };
}

/**
 * What a map colours its tiles by, in columns: place 0 of each belongs to the same area. `classes` counts from 0; −1 no
 * figure, −2 withheld, −3 only a bound, −4 outside of the municipality that was asked for. Tiles hold shapes and names, and
 * stay as they are when the figures change.
 */
export async function mapValues(page: Page, map: MapData, asked: MapAsked, lake: Lake) {
  const { data, language } = page;
  const shaped = map.set === null ? new Set<string>() : await readShapedCodes(lake, map.set);
  const isDot = ({ area }: MapArea) =>
    area.point !== null && !shaped.has(area.id) && isInside(page, asked, area);
  return {
    indicator: map.indicator.id,
    period: map.period.id,
    kind: map.kind,
    set: map.set?.id ?? null,
    releases: map.releases,
    cutOffs: map.cutOffs,
    codes: map.areas.map(({ area }) => area.id),
    classes: map.areas.map((one) =>
      isInside(page, asked, one.area) ? (one.class ?? noClass[one.fill.kind]) : elsewhere,
    ),
    values: map.areas.map(({ reading }) => (reading.kind === "value" ? reading.value : null)),
    shown: map.areas.map((one) => shownOf(one, map.indicator, language)),
    around: aroundOf(page, map.areas),
    /** Of areas that no tile has. */
    dots: map.areas.filter(isDot).map(({ area }) => ({
      code: area.id,
      name: fullName(area, data.book),
      href: areaPath(page, area),
      longitude: area.point!.longitude,
      latitude: area.point!.latitude,
    })),
  };
}
