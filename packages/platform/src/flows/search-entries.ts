import { type Area, AreaBook, fullName } from "#areas";
import { formatCents, type Text, untranslated } from "#kernel";
import type { SearchEntry } from "#search";
import type { UnderstoodFolder } from "./understand-folder.ts";

const both = (make: (language: keyof Text) => string): Text => ({ nl: make("nl"), en: make("en") });

const kindWords: Readonly<Record<string, Text>> = {
  country: { nl: "land", en: "country" },
  municipality: { nl: "gemeente", en: "municipality" },
  "focus-neighbourhood": { nl: "aandachtswijk", en: "focus neighbourhood" },
  grouping: { nl: "groep wijken", en: "group of neighbourhoods" },
};
const kindWeight: Readonly<Record<string, number>> = {
  "focus-neighbourhood": 1,
  municipality: 0.8,
  country: 0.6,
};

function areaEntry(area: Area, book: AreaBook): SearchEntry {
  const municipality = book.municipalityOf(area);
  const kind = kindWords[area.kind] ?? untranslated("");
  const aliases = book.aliasesOf(area.id).map(({ alias }) => alias);
  return {
    kind: "area",
    item: area.id,
    title: untranslated(area.name),
    below: both((language) => [municipality?.name, kind[language]].filter(Boolean).join(", ")),
    more: untranslated([area.id, area.slug, ...aliases].join(" ")),
    weight: kindWeight[area.kind] ?? 0.4,
  };
}

/** Everything in a programme folder that people may look for. */
export function searchEntriesOf(folder: UnderstoodFolder): readonly SearchEntry[] {
  const book = new AreaBook(folder.areas);
  const themes = new Map(folder.programme.themes.map(({ id, name }) => [id, name]));
  const themeOf = (theme: Parameters<typeof themes.get>[0]) =>
    themes.get(theme) ?? untranslated("");
  const indicators = folder.catalogue.map(
    ({ id, name, short, definition, theme, headline }): SearchEntry => ({
      kind: "indicator",
      item: id,
      title: name,
      below: themeOf(theme),
      more: both((language) => `${short[language]} ${definition[language]}`),
      weight: headline ? 1 : 0.6,
    }),
  );
  const projects = folder.grants.flatMap(({ mapping: { source }, read }) =>
    read.map(
      ({ name, areas, amount, line }): SearchEntry => ({
        kind: "project",
        item: `${source}:${line}`,
        title: untranslated(name),
        below: both(
          (language) =>
            `${areas.map((area) => fullName(book.get(area), book)).join("; ")}, ${formatCents(amount, language)}`,
        ),
        more: untranslated(""),
        weight: 0.5,
      }),
    ),
  );
  const { commitments, documents } = folder.parliament;
  const promises = commitments.map(
    ({ id, text, theme }): SearchEntry => ({
      kind: "promise",
      item: id,
      title: text,
      below: themeOf(theme),
      more: untranslated(""),
      weight: 0.5,
    }),
  );
  const papers = documents.map(
    ({ id, number, kind, title, date }): SearchEntry => ({
      kind: "document",
      item: id,
      title: title ?? both((language) => `${kind[language]} ${number}`),
      below: both((language) => [kind[language], number, date].filter(Boolean).join(", ")),
      more: untranslated(id),
      weight: 0.4,
    }),
  );
  return [
    ...book.areas.map((area) => areaEntry(area, book)),
    ...indicators,
    ...projects,
    ...promises,
    ...papers,
  ];
}
