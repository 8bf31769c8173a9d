import { z } from "zod";
import { areasOfPostcode } from "#areas";
import { areaLine, type PublicData } from "#flows";
import type { Language } from "#kernel";
import { type EntryKind, entryKinds, type SearchHit } from "#search";
import { address } from "../fields.ts";
import { type Asking, named, operation } from "../operation.ts";
import { entryPage } from "../pages.ts";

const hit = z.object({
  kind: z.enum(entryKinds),
  item: z.string().describe("Its id among its kind; of a project, its source and line."),
  title: z.string(),
  below: z.string().describe("Where it lies, whose it is."),
  page: address.describe("Its page for people, or its place on one."),
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

/** The areas that a postcode lies in, when it is one that is known. */
function areasAt(data: PublicData, text: string, language: Language): readonly SearchHit[] | null {
  const answer = areasOfPostcode(data.book, text);
  if (answer?.kind !== "found") return null;
  return answer.areas.map((area) => ({
    kind: "area",
    item: area.id,
    title: area.name,
    below: areaLine(area, data.book)[language],
  }));
}

interface Question {
  readonly q: string;
  readonly kind?: readonly EntryKind[] | undefined;
  readonly typing: boolean;
  readonly limit: number;
}

async function find(
  { data, searchOver }: Asking,
  { q, kind, typing, limit }: Question,
  language: Language,
) {
  const areas = kind?.includes("area") === false ? null : areasAt(data, q, language);
  if (areas !== null) return { hits: areas.slice(0, limit), instead: null };
  return searchOver(data).find({
    language,
    text: q,
    ...(kind === undefined ? {} : { kinds: kind }),
    limit,
    typing: typing ? "going-on" : "done",
  });
}

const search = operation({
  id: "search",
  path: "/search",
  tag: "Search",
  summary: "Areas, indicators, projects, promises and documents by what people type.",
  description:
    "In the language of Accept-Language, or as `lang` says. A postcode gives the areas that it lies in.",
  examples: ["/search?q=schoolverlaters&limit=3", "/search?q=bijlmr&kind=area"],
  query: {
    q: z.string().min(1).max(200).describe("As typed; typing errors are forgiven."),
    kind: z.array(z.enum(entryKinds)).min(1).optional(),
    lang: z.enum(["nl", "en"]).optional(),
    typing: z.boolean().default(false).describe("Whether the last word may be unfinished."),
    limit: z.int().min(1).max(50).default(10),
  },
  answer: results,
  run: async (asking) => {
    const { query, data, origin } = asking;
    const { lang: language = asking.language } = query;
    const { hits, instead } = await find(asking, query, language);
    const items = hits.map(({ kind, item, title, below }) => {
      const page = origin + entryPage(data, { kind, item }, language);
      return { kind, item, title, below, page };
    });
    return { body: { query: query.q, language, instead, items } };
  },
});

export const searchOperations = [search];
