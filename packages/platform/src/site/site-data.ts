import { type PublicData, publicDataReader } from "#flows";
import { type Indicator, type Revised, readRevised } from "#indicators";
import type { ProgrammeId } from "#kernel";
import type { Search } from "#search";
import type { Store } from "#store";
import { type Monitor, readMonitor } from "#trends";
import { type FigureReader, figureReader } from "./figure-reader.ts";

/** What pages are made of: everything public of one programme, with the figures as they were known as of a day. */
export interface SiteData extends PublicData {
  /** ISO date: when the newest release that counts was published; null where none was yet. */
  readonly newest: string | null;
  readonly monitor: (indicator: Indicator) => Promise<Monitor>;
  /** Figures of any area. */
  readonly figures: FigureReader;
  /** Figures of an indicator that were revised, with their earlier versions. */
  readonly revised: (indicator: Indicator) => Promise<Revised>;
}

/** How many revised figures a page shows the versions of. */
const revisedShown = 50;

function withFigures(
  store: Store,
  id: ProgrammeId,
  asOf: string | null,
  data: PublicData,
): SiteData {
  const { programme, book, catalogue, releases, releasesEdition, chain } = data;
  const published = releases.filter(({ current }) => current).map(({ origin }) => origin.published);
  return {
    ...data,
    newest: published.sort().at(-1) ?? null,
    monitor: (indicator) =>
      readMonitor(store, programme, book, indicator, {
        edition: releasesEdition,
        chain,
        catalogue,
      }),
    figures: figureReader(store, id, { chain, catalogue, releases }),
    revised: (indicator) => readRevised(store, id, indicator.id, { limit: revisedShown, asOf }),
  };
}

/** What pages are made of as of a day, and the search over what is known now. */
export interface SiteDataReader {
  readonly read: (asOf: string | null) => Promise<SiteData>;
  readonly search: () => Promise<Search>;
}

/** Reads what pages are made of, and keeps it for as long as the releases, boundaries and judged names are the same. */
export function siteDataReader(store: Store, id: ProgrammeId): SiteDataReader {
  const reader = publicDataReader(store, id);
  const made = new WeakMap<PublicData, SiteData>();
  return {
    read: async (asOf) => {
      const data = await reader.read(asOf);
      const whole = made.get(data) ?? withFigures(store, id, asOf, data);
      made.set(data, whole);
      return whole;
    },
    search: async () => reader.searchOver(await reader.read(null)),
  };
}
