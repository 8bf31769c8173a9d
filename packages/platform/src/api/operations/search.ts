import { z } from "zod";
import { searchEntriesOf } from "#flows";
import { entryKinds, makeSearch, type Search } from "#search";
import type { ReadDb } from "#store";
import type { ApiData } from "../data.ts";
import { named, operation } from "../operation.ts";

/** The search over what answers are made of, for as long as that is kept. */
const searches = new WeakMap<ApiData, Search>();

function searchOver(db: ReadDb, data: ApiData): Search {
  const known = searches.get(data) ?? makeSearch(db, searchEntriesOf(data));
  searches.set(data, known);
  return known;
}

const hit = z.object({
  kind: z.enum(entryKinds),
  item: z.string().describe("Its id among its kind; of a project, its source and line."),
  title: z.string(),
  below: z.string().describe("Where it lies, whose it is."),
});

const results = named(
  "SearchResults",
  z.object({
    query: z.string(),
    language: z.enum(["nl", "en"]),
    instead: z.string().nullable().describe("What was looked for where nothing matched as typed."),
    items: z.array(hit).describe("The best first."),
  }),
);

const search = operation({
  id: "search",
  path: "/search",
  tag: "Search",
  summary: "Areas, indicators, projects, promises and documents by what people type.",
  description: "In the language of Accept-Language, or as `lang` says.",
  examples: ["/search?q=schoolverlaters&limit=3", "/search?q=bijlmr&kind=area"],
  query: {
    q: z.string().min(1).max(200).describe("As typed; typing errors are forgiven."),
    kind: z.array(z.enum(entryKinds)).min(1).optional(),
    lang: z.enum(["nl", "en"]).optional(),
    typing: z.boolean().default(false).describe("Whether the last word may be unfinished."),
    limit: z.int().min(1).max(50).default(10),
  },
  answer: results,
  run: async ({ query, language, store, data }) => {
    const { q, kind, typing, limit, lang = language } = query;
    const { hits, instead } = await searchOver(store.db, data).find({
      language: lang,
      text: q,
      ...(kind === undefined ? {} : { kinds: kind }),
      limit,
      typing: typing ? "going-on" : "done",
    });
    const items = hits.map(({ kind: of, item, title, below }) => ({
      kind: of,
      item,
      title,
      below,
    }));
    return { body: { query: q, language: lang, instead, items } };
  },
});

export const searchOperations = [search];
