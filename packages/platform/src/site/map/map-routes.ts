import type { Context, Hono } from "hono";
import type { Outline } from "#areas";
import { type Language, languages, type ProgrammeId } from "#kernel";
import type { Store } from "#store";
import { mayBeKept } from "../kept-pages.ts";
import type { Page } from "../page.ts";
import { pathTo } from "../paths.ts";
import type { Show } from "../show.tsx";
import { type Background, mapAsked } from "./map-asked.ts";
import type { DrawnSets } from "./map-drawing.ts";
import { readMapData } from "./map-figures.ts";
import { mapPage } from "./map-page.tsx";
import { mapValues } from "./map-values.ts";

/** What the map needs of the site. */
export interface MapRoutesDoor {
  readonly store: Store;
  readonly programme: ProgrammeId;
  readonly outline: Outline | null;
  readonly background: Background | null;
  readonly sets: DrawnSets;
  readonly page: (c: Context, language: Language) => Promise<Page>;
  readonly show: Show;
  readonly notFound: (c: Context) => Response | Promise<Response>;
}

/** Adds the map page in both languages, and the figures that colour it. */
export function mapRoutes(app: Hono, door: MapRoutesDoor): void {
  for (const language of languages) {
    const path = pathTo(language, "map");
    app.get(path, async (c) => {
      const page = await door.page(c, language);
      const content = await mapPage(page, door);
      const title = page.say("Kaart", "Map");
      return door.show(c, page, "map", { title, content });
    });
    app.get(`${path}/${language === "nl" ? "waarden" : "values"}`, async (c: Context) => {
      const page = await door.page(c, language);
      const asked = mapAsked(page);
      const map = await readMapData(door, page.data, asked, page.day);
      if (map === null) return door.notFound(c);
      c.set(mayBeKept, true);
      return c.json(await mapValues(page, map, asked, door.store.lake), 200, {
        "cache-control": "no-cache",
      });
    });
  }
}
