import { fullName } from "#areas";
import { areaPath, type Page } from "../page.ts";
import { type MapData, shownOf } from "./map-figures.ts";

/** Why an area has no class, in the place of its number. */
const noClass = { none: -1, withheld: -2, bound: -3, class: -1 } as const;

/**
 * What a map colours its tiles by, in columns: place 0 of each belongs to the same area. `classes` counts from 0; −1 no
 * figure, −2 withheld, −3 only a bound. Tiles hold shapes and names, and stay as they are when the figures change.
 */
export function mapValues(page: Page, map: MapData) {
  const { data, language } = page;
  const dots = map.set === null ? map.areas.filter(({ area }) => area.point !== null) : [];
  return {
    indicator: map.indicator.id,
    period: map.period.id,
    kind: map.kind,
    set: map.set?.id ?? null,
    releases: map.releases,
    cutOffs: map.cutOffs,
    codes: map.areas.map(({ area }) => area.id),
    classes: map.areas.map((one) => one.class ?? noClass[one.fill.kind]),
    values: map.areas.map(({ reading }) => (reading.kind === "value" ? reading.value : null)),
    shown: map.areas.map((one) => shownOf(one, map.indicator, language)),
    /** Of areas that no tile has. */
    dots: dots.map(({ area }) => ({
      code: area.id,
      name: fullName(area, data.book),
      href: areaPath(page, area),
      longitude: area.point!.longitude,
      latitude: area.point!.latitude,
    })),
  };
}
