import type { Page } from "../page.ts";
import { onDay, pathTo } from "../paths.ts";
import type { MapAsked } from "./map-asked.ts";
import type { MapData } from "./map-figures.ts";

/** What of a map's address may be another. */
export type MapChange = Readonly<
  Partial<Record<"within" | "area" | "sort" | "page" | "view" | "period" | "kind", string>>
>;

/** What an address says of a map, as it stands: everything that is needed to come back to exactly this one. */
export function mapQuery(
  map: MapData,
  asked: MapAsked,
  change: MapChange = {},
): Record<string, string> {
  const { view } = asked;
  const all: Readonly<Record<string, string>> = {
    indicator: map.indicator.id,
    period: map.period.id,
    kind: map.kind,
    classes: asked.classes,
    number: String(asked.number),
    cutoffs: asked.classes === "given" ? asked.cutOffs : "",
    within: asked.within?.id ?? "",
    area: asked.area?.id ?? "",
    view: view === null ? "" : `${view.longitude},${view.latitude},${view.zoom}`,
    sort: asked.sort === "high" ? "" : asked.sort,
    ...change,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** The address of a map, of the day that the page is about. */
export const mapPath = (
  page: Page,
  map: MapData,
  asked: MapAsked,
  change: MapChange = {},
): string => onDay(pathTo(page.language, "map"), page.day, { query: mapQuery(map, asked, change) });
