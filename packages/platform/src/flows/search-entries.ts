import { type Area, type AreaBook, fullName } from "#areas";
import type { Indicator } from "#indicators";
import { formatCents, formatDate, type Text, type ThemeId, untranslated } from "#kernel";
import type { Project } from "#money";
import type { Commitment, ParliamentDocument } from "#parliament";
import type { Programme } from "#programme";
import type { SearchEntry } from "#search";

const both = (make: (language: keyof Text) => string): Text => ({ nl: make("nl"), en: make("en") });

const kindWords: Readonly<Record<string, Text>> = {
  country: { nl: "land", en: "country" },
  province: { nl: "provincie", en: "province" },
  municipality: { nl: "gemeente", en: "municipality" },
  district: { nl: "wijk", en: "district" },
  neighbourhood: { nl: "buurt", en: "neighbourhood" },
  "focus-neighbourhood": { nl: "aandachtswijk", en: "focus neighbourhood" },
  grouping: { nl: "groep wijken", en: "group of neighbourhoods" },
};
const kindWeight: Readonly<Record<string, number>> = {
  "focus-neighbourhood": 1,
  municipality: 0.8,
  country: 0.6,
  province: 0.5,
  district: 0.4,
  neighbourhood: 0.3,
};
/** Found by their number, not by their words: a country has half a million of them. */
const notByWords: ReadonlySet<string> = new Set(["postcode", "grid-cell"]);

/** `BU05991301` is also looked for as `05991301`, and `BU0363TG01` as `0363TG01`. */
const withoutPrefix = (code: string) => /^[A-Z]{2,3}(\d{2,}[A-Z\d]*)$/.exec(code)?.[1] ?? "";

/** The line below the name of an area: in which municipality it lies, and what it is. */
export function areaLine(area: Area, book: AreaBook): Text {
  const municipality = book.municipalityOf(area);
  const kind = kindWords[area.kind] ?? untranslated("");
  return both((language) => [municipality?.name, kind[language]].filter(Boolean).join(", "));
}

function areaEntry(area: Area, book: AreaBook): SearchEntry {
  const aliases = book.aliasesOf(area.id).map(({ alias }) => alias);
  const names = book.coded(area.id)?.names.map(({ name }) => name) ?? [];
  return {
    kind: "area",
    item: area.id,
    title: untranslated(area.name),
    below: areaLine(area, book),
    aliases: [...new Set([...names, ...aliases])].filter((name) => name !== area.name),
    more: untranslated(`${area.id} ${withoutPrefix(area.id)}`),
    weight: kindWeight[area.kind] ?? 0.3,
  };
}

type ThemeName = (theme: ThemeId) => Text;

const promiseEntry =
  (themeOf: ThemeName) =>
  ({ id, text, theme }: Commitment): SearchEntry => ({
    kind: "promise",
    item: id,
    title: text,
    below: themeOf(theme),
    aliases: [],
    more: untranslated(id),
    weight: 0.5,
  });

/** Where a document has no title, what it is and its number are its title. */
function documentEntry({ id, number, kind, title, date }: ParliamentDocument): SearchEntry {
  const facts = (language: keyof Text) =>
    [kind[language], number, date === null ? "" : formatDate(date, language)].filter(Boolean);
  return {
    kind: "document",
    item: id,
    title: title ?? both((language) => `${kind[language]} ${number}`),
    below: both((language) => facts(language).join(", ")),
    aliases: [number],
    more: untranslated(id),
    weight: 0.4,
  };
}

const indicatorEntry =
  (themeOf: ThemeName) =>
  ({ id, name, short, definition, theme, headline }: Indicator): SearchEntry => ({
    kind: "indicator",
    item: id,
    title: name,
    below: themeOf(theme),
    aliases: [],
    more: both((language) => `${short[language]} ${definition[language]}`),
    weight: headline ? 1 : 0.6,
  });

const projectEntry =
  (book: AreaBook) =>
  ({ name, areas, amount, fund, tranche, source, line }: Project): SearchEntry => ({
    kind: "project",
    item: `${fund}-${tranche}:${source}:${line}`,
    title: untranslated(name),
    below: both(
      (language) =>
        `${areas.map((area) => fullName(book.get(area), book)).join("; ")}, ${formatCents(amount, language)}`,
    ),
    aliases: [],
    more: untranslated(""),
    weight: 0.5,
  });

/** What a programme has that can be found. */
export interface SearchFacts {
  readonly programme: Pick<Programme, "themes">;
  readonly book: AreaBook;
  readonly catalogue: readonly Indicator[];
  readonly projects: readonly Project[];
  readonly commitments: readonly Commitment[];
  readonly documents: readonly ParliamentDocument[];
}

/** Everything of a programme that people may look for: areas, figures, projects, promises, documents. */
export function searchEntriesOf(facts: SearchFacts): readonly SearchEntry[] {
  const { programme, book, catalogue, projects, commitments, documents } = facts;
  const names = new Map(programme.themes.map(({ id, name }) => [id, name]));
  const themeOf: ThemeName = (theme) => names.get(theme) ?? untranslated("");
  return [
    ...book.areas.filter(({ kind }) => !notByWords.has(kind)).map((area) => areaEntry(area, book)),
    ...catalogue.map(indicatorEntry(themeOf)),
    ...projects.map(projectEntry(book)),
    ...commitments.map(promiseEntry(themeOf)),
    ...documents.map(documentEntry),
  ];
}
