import type { Area } from "#areas";
import { areaLine } from "#flows";
import type { Language, Text } from "#kernel";
import { type EntryKind, entryKinds, type SearchHit } from "#search";
import type { Page } from "./page.ts";

/** A kind of thing, as one and as many; `query` is its word in an address, in both languages. */
const words: Readonly<Record<EntryKind, { one: Text; many: Text }>> = {
  area: { one: { nl: "gebied", en: "area" }, many: { nl: "Gebieden", en: "Areas" } },
  indicator: { one: { nl: "cijfer", en: "figure" }, many: { nl: "Cijfers", en: "Figures" } },
  project: { one: { nl: "project", en: "project" }, many: { nl: "Projecten", en: "Projects" } },
  promise: {
    one: { nl: "toezegging", en: "commitment" },
    many: { nl: "Toezeggingen", en: "Commitments" },
  },
  document: { one: { nl: "stuk", en: "document" }, many: { nl: "Stukken", en: "Documents" } },
};

/** The query that asks for one kind. */
export const kindQuery = "soort";

/** The name of one thing of a kind. */
export const kindName = (kind: EntryKind, language: Language) => words[kind].one[language];
/** The heading above many of them. */
export const kindHeading = (kind: EntryKind, language: Language) => words[kind].many[language];

/** The kind that was asked for; null: all, also for a kind that there is not. */
export function kindAsked({ query }: Pick<Page, "query">): EntryKind | null {
  const asked = query(kindQuery);
  return entryKinds.find((kind) => kind === asked) ?? null;
}

/** An area as something that was found. */
export function hitOfArea({ data: { book }, language }: Page, area: Area): SearchHit {
  const below = areaLine(area, book)[language];
  return { kind: "area", item: area.id, title: area.name, below };
}
