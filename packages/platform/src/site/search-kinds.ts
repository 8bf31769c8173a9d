import type { Area } from "#areas";
import { areaLine } from "#flows";
import type { Language, Text } from "#kernel";
import { type EntryKind, entryKinds, type SearchHit } from "#search";
import type { Page } from "./page.ts";

/** A kind of thing, as a heading above many of them. */
const headings: Readonly<Record<EntryKind, Text>> = {
  area: { nl: "Gebieden", en: "Areas" },
  indicator: { nl: "Cijfers", en: "Figures" },
  project: { nl: "Projecten", en: "Projects" },
  promise: { nl: "Toezeggingen", en: "Commitments" },
  document: { nl: "Stukken", en: "Documents" },
};

/** The query that asks for one kind, in both languages. */
export const kindQuery = "soort";

/** The heading above many of them. */
export const kindHeading = (kind: EntryKind, language: Language) => headings[kind][language];

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
