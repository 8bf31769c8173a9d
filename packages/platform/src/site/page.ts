import { type Area, fullName } from "#areas";
import type { Indicator } from "#indicators";
import type { Language, ReleaseId } from "#kernel";
import { packageFile } from "./client/bundle.ts";
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
  /** Asks for the module `site/client/NAME.ts`: the frame links to it. The page must be complete without. */
  readonly script: (name: string, needs?: "worker") => void;
  /** Asks for a style sheet of its own, by address. */
  readonly style: (href: string) => void;
  /** Lets the page load pictures from one other server, by origin. */
  readonly loadsFrom: (origin: string) => void;
  /** The address of a file in `dist` of a package that browsers get as it is. */
  readonly packageFile: typeof packageFile;
  /** What was asked for. */
  readonly wanted: Wanted;
}

/** What a page asks its frame for, in the order of asking. */
export interface Wanted {
  readonly scripts: ReadonlySet<string>;
  readonly styles: ReadonlySet<string>;
  readonly worker: boolean;
  readonly from: string | null;
}

/** Longer is no question: a permanent link that names a hundred releases fits. */
const longestQuery = 4000;

export function makePage(
  data: SiteData,
  language: Language,
  query: (name: string) => string | undefined,
  day: string | null = null,
): Page {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  let worker = false;
  let from: string | null = null;
  return {
    data,
    language,
    day,
    say: (nl, en) => (language === "nl" ? nl : en),
    to: (section, item, rest) => onDay(pathTo(language, section, item), day, rest),
    // No store takes a zero character, and nobody means one.
    query: (name) => (query(name) ?? "").replaceAll("\0", "").slice(0, longestQuery),
    script: (name, needs) => {
      scripts.add(name);
      worker ||= needs === "worker";
    },
    style: (href) => {
      styles.add(href);
    },
    loadsFrom: (origin) => {
      from = origin;
    },
    packageFile,
    wanted: {
      scripts,
      styles,
      get worker() {
        return worker;
      },
      get from() {
        return from;
      },
    },
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
