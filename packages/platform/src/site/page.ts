import { type Area, fullName } from "#areas";
import type { Indicator } from "#indicators";
import type { Language, ReleaseId } from "#kernel";
import { onDay, pathTo, type Rest, type Section } from "./paths.ts";
import type { SiteData } from "./site-data.ts";
import { nameIn } from "./telling.ts";

/** What every page gets: the data, its language, and where things are. */
export interface Page {
  readonly data: SiteData;
  readonly language: Language;
  /** Words in the language of the page. */
  readonly say: (nl: string, en: string) => string;
  /** ISO day as of which the figures are shown; null: now. Links to other pages keep it. */
  readonly day: string | null;
  readonly to: (section: Section, item?: string, rest?: Rest) => string;
  /** A query of the address. */
  readonly query: (name: string) => string;
}

export function makePage(
  data: SiteData,
  language: Language,
  query: (name: string) => string | undefined,
  day: string | null = null,
): Page {
  return {
    data,
    language,
    day,
    say: (nl, en) => (language === "nl" ? nl : en),
    to: (section, item, rest) => onDay(pathTo(language, section, item), day, rest),
    query: (name) => (query(name) ?? "").slice(0, 200),
  };
}

/** The page of an area: a focus neighbourhood under its name, any other under its code. */
export function areaPath({ to, data }: Pick<Page, "to" | "data">, area: Area, rest?: Rest): string {
  return isFocus(data, area) ? to("areas", area.slug, rest) : to("area", area.id, rest);
}

/** Whether an area is one of the focus neighbourhoods. */
export const isFocus = ({ book, programme }: Pick<SiteData, "book" | "programme">, area: Area) =>
  book.groupingsOf(area.id).some(({ id }) => id === programme.focus);
export const indicatorPath = ({ to }: Page, { id }: Pick<Indicator, "id">, rest?: Rest) =>
  to("indicators", id, rest);
/** The country as it is called in a sentence. */
export const countryName = ({ data, language }: Page) =>
  nameIn(data.book.get(data.programme.country).name, language);

/** The name of an area in the language of the page: the country and the forty have one of their own in English. */
export function areaName({ data, language }: Page, area: Area): string {
  const { book, programme } = data;
  if (area.id === programme.focus && language === "en")
    return `The ${book.members(programme.focus).length} focus neighbourhoods`;
  if (area.kind === "country") return capital(nameIn(area.name, language));
  return fullName(area, book);
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The page of a release. */
export const releasePath = ({ to }: Pick<Page, "to">, release: ReleaseId, rest?: Rest) =>
  to("sources", release, rest);
