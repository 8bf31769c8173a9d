import type { Area } from "#areas";
import type { IndicatorId, Language, ReleaseId } from "#kernel";

/** The pages of the site that say the same for people. A test asks the site for each of them. */
export const pages = {
  area: ({ slug }: Pick<Area, "slug">) => `/wijken/${encodeURIComponent(slug)}`,
  indicator: (id: IndicatorId) => `/indicatoren/${encodeURIComponent(id)}`,
  release: (id: ReleaseId) => `/bronnen/${encodeURIComponent(id)}`,
  releaseEn: (id: ReleaseId) => `/en/sources/${encodeURIComponent(id)}`,
  releases: { nl: "/bronnen", en: "/en/sources" } satisfies Record<Language, string>,
  areas: "/wijken",
  about: "/over",
} as const;
