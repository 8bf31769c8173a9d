import type { Area } from "#areas";
import type { PublicData } from "#flows";
import type { IndicatorId, Language, ReleaseId } from "#kernel";
import type { SearchHit } from "#search";

/** The words of addresses of the site, whose pages say the same for people. */
const words = {
  nl: {
    areas: "/wijken",
    area: "/gebied",
    indicators: "/indicatoren",
    money: "/geld",
    commitments: "/toezeggingen",
    releases: "/bronnen",
    about: "/over",
  },
  en: {
    areas: "/en/neighbourhoods",
    area: "/en/area",
    indicators: "/en/indicators",
    money: "/en/money",
    commitments: "/en/commitments",
    releases: "/en/sources",
    about: "/en/about",
  },
} as const satisfies Record<Language, object>;

type Known = Pick<PublicData, "book" | "programme">;

/** A focus neighbourhood has its page under its name, any other area under its code. */
function areaPage({ book, programme }: Known, area: Area, language: Language): string {
  const isFocus = book.groupingsOf(area.id).some(({ id }) => id === programme.focus);
  const { areas, area: any } = words[language];
  return isFocus
    ? `${areas}/${encodeURIComponent(area.slug)}`
    : `${any}/${encodeURIComponent(area.id)}`;
}

/** The pages of the site. A test asks the site for each of them. */
export const pages = {
  area: areaPage,
  indicator: (id: IndicatorId | string, language: Language) =>
    `${words[language].indicators}/${encodeURIComponent(id)}`,
  release: (id: ReleaseId, language: Language) =>
    `${words[language].releases}/${encodeURIComponent(id)}`,
  releases: (language: Language) => words[language].releases,
  areas: (language: Language) => words[language].areas,
  about: (language: Language) => words[language].about,
} as const;

/** The page of what was found, or its place on one. */
export function entryPage(
  data: Known,
  { kind, item }: Pick<SearchHit, "kind" | "item">,
  language: Language,
): string {
  const { money, commitments } = words[language];
  switch (kind) {
    case "area": {
      const area = data.book.find(item);
      return area === undefined ? pages.areas(language) : areaPage(data, area, language);
    }
    case "indicator":
      return pages.indicator(item, language);
    case "project":
      return `${money}#projecten-${encodeURIComponent(item.split(":")[0]!)}`;
    case "promise":
      return `${commitments}#toezegging-${encodeURIComponent(item)}`;
    case "document":
      return `${commitments}#stuk-${encodeURIComponent(item)}`;
  }
}
