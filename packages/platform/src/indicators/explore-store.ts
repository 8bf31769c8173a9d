import {
  comparePeriods,
  type IndicatorId,
  type Period,
  type ProgrammeId,
  parsePeriod,
} from "#kernel";
import type { Lake, ReadDb } from "#store";
import { type FiguresThen, figuresOf } from "./derived-figures.ts";
import { stateOf, states } from "./figure-codes.ts";
import { type MapFigures, mapIn } from "./figure-store.ts";
import type { ChainFile } from "./release-store.ts";
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
  lake: Lake,
  then: FiguresThen,
  indicator: IndicatorId,
): Promise<readonly Period[]> {
  const periods = new Map<string, Period>();
  if (derivedFrom(then.catalogue, indicator) !== undefined) {
    for (const { period } of await figuresOf(lake, then, indicator)) periods.set(period.id, period);
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

/** One indicator in one period for every area, in columns, derived figures too. */
export async function mapOf(
  lake: Lake,
  then: FiguresThen,
  question: { readonly indicator: IndicatorId; readonly period: string },
): Promise<MapFigures> {
  if (derivedFrom(then.catalogue, question.indicator) === undefined)
    return mapIn(lake, holding(then.chain, question.indicator), question);
  const all = await figuresOf(lake, then, question.indicator);
  const figures = all.filter(({ period }) => period.id === question.period);
  return {
    areas: figures.map(({ area }) => area),
    states: figures.map(({ reading }) => states[stateOf(reading)]!),
    values: figures.map(({ reading }) => (reading.kind === "gap" ? null : reading.value)),
    decimals: figures.map(({ reading }) => (reading.kind === "gap" ? null : reading.decimals)),
    releases: figures.map(({ release }) => release),
  };
}
