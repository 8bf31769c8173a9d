import type { Context, Hono } from "hono";
import { areasOfPostcode } from "#areas";
import { type Language, languages } from "#kernel";
import type { Search, SearchHit } from "#search";
import { makePage, type Page } from "./page.ts";
import { suggestionsPath } from "./search-field.tsx";
import { hitOfArea, kindAsked, kindName } from "./search-kinds.ts";
import { entryPath } from "./search-paths.ts";
import type { SiteData } from "./site-data.ts";

/** What suggestions are made with. */
interface Door {
  readonly read: (asOf: string | null) => Promise<SiteData>;
  readonly search: () => Promise<Search>;
  readonly dayOf: (c: Context) => string | null;
}

/** More than these nobody reads while typing. */
const most = 8;
/** Long enough for who goes back a letter, short enough for who imports. */
const keptSeconds = 60;

async function hitsFor(page: Page, search: Search): Promise<readonly SearchHit[]> {
  const text = page.query("q");
  const kinds = kindAsked(page);
  const postcode = areasOfPostcode(page.data.book, text);
  if (postcode?.kind === "found") {
    const areas = postcode.areas.slice(0, most);
    return areas.map((area) => hitOfArea(page, area));
  }
  const { hits } = await search.find({
    language: page.language,
    text,
    limit: most,
    typing: "going-on",
    ...(kinds === null ? {} : { kinds: [kinds] }),
  });
  return hits;
}

/** `/zoeken/suggesties?q=`: at most eight, as data, with the address of each. Nothing of it is stored or logged. */
export function addSuggestions(app: Hono, { read, search, dayOf }: Door): void {
  const give = async (c: Context, language: Language) => {
    const page = makePage(await read(null), language, (name) => c.req.query(name), dayOf(c));
    const items = (await hitsFor(page, await search())).map((hit) => ({
      ...hit,
      label: kindName(hit.kind, language),
      href: entryPath(page, hit),
    }));
    return c.json({ items }, 200, { "cache-control": `public, max-age=${keptSeconds}` });
  };
  for (const language of languages) app.get(suggestionsPath(language), (c) => give(c, language));
}
