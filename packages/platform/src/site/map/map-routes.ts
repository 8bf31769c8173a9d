import type { Context, Hono } from "hono";
import type { Outline } from "#areas";
import { type Language, languages, type ProgrammeId } from "#kernel";
import type { Store } from "#store";
import type { Page } from "../page.ts";
import { pathTo } from "../paths.ts";
import type { Show } from "../show.tsx";
import { mapAsked } from "./map-asked.ts";
import type { DrawnSets } from "./map-drawing.ts";
import { readMapData } from "./map-figures.ts";
import { mapPage } from "./map-page.tsx";
import { mapValues } from "./map-values.ts";
import { tileRoutes } from "./tile-routes.ts";

/** What the map needs of the site. */
export interface MapRoutesDoor {
  readonly store: Store;
  readonly programme: ProgrammeId;
  readonly outline: Outline | null;
  readonly sets: DrawnSets;
  readonly page: (c: Context, language: Language) => Promise<Page>;
  readonly show: Show;
  readonly notFound: (c: Context) => Response | Promise<Response>;
}

/** Adds the map page in both languages, the figures that colour it, and its tiles. */
export function mapRoutes(app: Hono, door: MapRoutesDoor): void {
  tileRoutes(app, door);
  for (const language of languages) {
    const path = pathTo(language, "map");
    app.get(path, async (c) => {
      const page = await door.page(c, language);
      const content = await mapPage(page, door);
      const title = page.say("Kaart", "Map");
      return door.show(c, page, "map", { title, content });
    });
    app.get(`${path}/${language === "nl" ? "waarden" : "values"}`, async (c) => {
      const page = await door.page(c, language);
      const map = await readMapData(door, page.data, mapAsked(page), page.day);
      if (map === null) return door.notFound(c);
      return c.json(mapValues(page, map), 200, { "cache-control": "no-cache" });
    });
  }
}
