import type { Language } from "#kernel";

/** The parts of the site, by the name that code gives them. */
export type Section =
  | "overview"
  | "areas"
  | "map"
  | "area"
  | "compare"
  | "indicators"
  | "explore"
  | "money"
  | "commitments"
  | "sources"
  | "releases"
  | "boundaries"
  | "names"
  | "about"
  | "accessibility"
  | "search";

/** Their word in an address. Dutch stands at the root, English under /en. */
export const sectionPaths: Readonly<Record<Language, Readonly<Record<Section, string>>>> = {
  nl: {
    overview: "",
    areas: "wijken",
    map: "kaart",
    area: "gebied",
    compare: "vergelijken",
    indicators: "indicatoren",
    explore: "verkennen",
    money: "geld",
    commitments: "toezeggingen",
    sources: "bronnen",
    releases: "leveringen",
    boundaries: "grenzen",
    names: "namen",
    about: "over",
    accessibility: "toegankelijkheid",
    search: "zoeken",
  },
  en: {
    overview: "",
    areas: "neighbourhoods",
    map: "map",
    area: "area",
    compare: "compare",
    indicators: "indicators",
    explore: "explore",
    money: "money",
    commitments: "commitments",
    sources: "sources",
    releases: "releases",
    boundaries: "boundaries",
    names: "names",
    about: "about",
    accessibility: "accessibility",
    search: "search",
  },
};

const rootOf = (language: Language) => (language === "nl" ? "" : "/en");

/** The address of a page: `/wijken/amsterdam-bijlmer`, `/en/neighbourhoods/amsterdam-bijlmer`. */
export function pathTo(language: Language, section: Section, item?: string): string {
  if (section === "overview") return language === "nl" ? "/" : "/en/";
  const path = `${rootOf(language)}/${sectionPaths[language][section]}`;
  return item === undefined ? path : `${path}/${encodeURIComponent(item)}`;
}

/** What an address has after its path. */
export interface Rest {
  /** More of the path: `/bestand`, `.csv`. */
  readonly tail?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly anchor?: string;
}

/** The query that asks for the figures as they were known on a day. The same word in both languages: it is an address. */
export const dayQuery = "peildatum";

/** An address that stays with the day a page is about; null: now. */
export function onDay(path: string, day: string | null, rest: Rest = {}): string {
  const query = new URLSearchParams({
    ...rest.query,
    ...(day === null ? {} : { [dayQuery]: day }),
  }).toString();
  const anchor = rest.anchor === undefined ? "" : `#${rest.anchor}`;
  return `${path}${rest.tail ?? ""}${query === "" ? "" : `?${query}`}${anchor}`;
}
/** Where the files of releases are: `/leveringen/early-school-leaving-r1.zip`. */
export const releaseFolder = (language: Language): string => pathTo(language, "releases");

/** The feed of releases, which the API answers. */
export const releasesFeed: Readonly<Record<Language, string>> = {
  nl: "/leveringen.atom",
  en: "/en/releases.atom",
};

/** Where all figures are as a file, without its ending: `/cijfers.csv`. `/indicatoren` is what they mean. */
export const allFigures = (language: Language): string =>
  `${rootOf(language)}/${language === "nl" ? "cijfers" : "figures"}`;
