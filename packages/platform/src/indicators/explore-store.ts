import {
  comparePeriods,
  type IndicatorId,
  type Period,
  type ProgrammeId,
  parsePeriod,
} from "#kernel";
import type { ReadDb, Store } from "#store";
import { type FiguresThen, figuresOf } from "./derived-figures.ts";
import { type ChainFile, filesAsOf } from "./release-store.ts";
import { readCatalogue } from "./store.ts";
import type { Indicator } from "./types.ts";

/**
 * The files of the releases that are named, in the order in which they have the last word: what a link that names its
 * releases is made from. What was taken back is not among them, nor what never was.
 */
export async function filesOfReleases(
  db: ReadDb,
  programme: ProgrammeId,
  releases: readonly string[],
): Promise<readonly ChainFile[]> {
  return db.rows<ChainFile>(
    `select id, source_id as source, figures_file as file, indicators from indicators.release
      where programme_id = $1 and id = any ($2) and kind = 'figures'
        and not exists (select from indicators.withdrawal
                         where programme_id = $1 and release_id = release.id)
      order by origin ->> 'published', source_id, number`,
    [programme, releases],
  );
}

const derivedFrom = (catalogue: readonly Indicator[], indicator: IndicatorId) =>
  catalogue.find(({ id, formula }) => id === indicator && formula !== null);

const holding = (chain: readonly ChainFile[], indicator: IndicatorId) =>
  chain.filter(({ indicators }) => indicators.includes(indicator));

/** The periods of which there are figures of an indicator, the newest first. */
export async function periodsOf(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  then: FiguresThen,
  indicator: IndicatorId,
): Promise<readonly Period[]> {
  const { lake } = store;
  const periods = new Map<string, Period>();
  if (derivedFrom(then.catalogue, indicator) !== undefined) {
    for (const { period } of await figuresOf(store, programme, then, indicator))
      periods.set(period.id, period);
  } else {
    for (const { file } of holding(then.chain, indicator)) {
      const path = lake.file(file).replaceAll("'", "''");
      const rows = await lake.rows<{ period: string }>(
        `select distinct period from read_parquet('${path}') where indicator = $1`,
        [indicator],
      );
      for (const { period } of rows) {
        const read = parsePeriod(period);
        if (read !== null) periods.set(period, read);
      }
    }
  }
  return [...periods.values()].sort((a, b) => comparePeriods(b, a));
}

/**
 * The periods of which an indicator has figures, the oldest first.
 * @param question.asOf an ISO day: as of then; null: now
 */
export async function readPeriods(
  store: Pick<Store, "db" | "lake">,
  question: {
    readonly programme: ProgrammeId;
    readonly indicator: IndicatorId;
    readonly asOf: string | null;
  },
): Promise<readonly Period[]> {
  const { programme, indicator, asOf } = question;
  const [chain, catalogue] = await Promise.all([
    filesAsOf(store.db, programme, { asOf }),
    readCatalogue(store.db, programme),
  ]);
  const newestFirst = await periodsOf(store, programme, { chain, catalogue }, indicator);
  return [...newestFirst].reverse();
}
