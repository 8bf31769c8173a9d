import type { Area } from "#areas";
import type { Indicator } from "#indicators";
import type { Language, ReleaseId } from "#kernel";
import { pathTo, type Section } from "./paths.ts";
import type { SiteData } from "./site-data.ts";

/** What every page gets: the data, its language, and where things are. */
export interface Page {
  readonly data: SiteData;
  readonly language: Language;
  /** Words in the language of the page. */
  readonly say: (nl: string, en: string) => string;
  readonly to: (section: Section, item?: string) => string;
  /** A query of the address. */
  readonly query: (name: string) => string;
}

export function makePage(
  data: SiteData,
  language: Language,
  query: (name: string) => string | undefined,
): Page {
  return {
    data,
    language,
    say: (nl, en) => (language === "nl" ? nl : en),
    to: (section, item) => pathTo(language, section, item),
    query: (name) => (query(name) ?? "").slice(0, 200),
  };
}

export const areaPath = ({ to }: Page, area: Area) => to("areas", area.slug);
export const indicatorPath = ({ to }: Page, { id }: Pick<Indicator, "id">) => to("indicators", id);
/** The place on the sources page where a release stands. */
export const releasePath = ({ to }: Page, release: ReleaseId) => `${to("sources")}#${release}`;
