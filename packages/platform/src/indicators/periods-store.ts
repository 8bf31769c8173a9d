import { type IndicatorId, type Period, type ProgrammeId, parsePeriod } from "#kernel";
import type { Store } from "#store";
import { figuresOf } from "./derived-figures.ts";
import { filesAsOf } from "./release-store.ts";
import { readCatalogue, readDerivedIds } from "./store.ts";

/**
 * The periods of which an indicator has figures, the oldest first.
 * @param question.asOf an ISO day: as of then; null: now
 */
export async function readPeriods(
  { db, lake }: Pick<Store, "db" | "lake">,
  question: {
    readonly programme: ProgrammeId;
    readonly indicator: IndicatorId;
    readonly asOf: string | null;
  },
): Promise<readonly Period[]> {
  const { programme, indicator, asOf } = question;
  const found = new Map<string, Period>();
  if ((await readDerivedIds(db, programme)).includes(indicator)) {
    const chain = await filesAsOf(db, programme, { asOf });
    const catalogue = await readCatalogue(db, programme);
    for (const { period } of await figuresOf(lake, { chain, catalogue }, indicator))
      found.set(period.id, period);
  } else {
    for (const { file } of await filesAsOf(db, programme, question)) {
      const path = lake.file(file).replaceAll("'", "''");
      const rows = await lake.rows<{ period: string }>(
        `select distinct period from read_parquet('${path}') where indicator = $1`,
        [indicator],
      );
      for (const { period } of rows) found.set(period, parsePeriod(period)!); // written from a period
    }
  }
  return [...found.values()].sort((a, b) =>
    a.begin < b.begin ? -1 : a.begin > b.begin ? 1 : a.end < b.end ? -1 : 1,
  );
}
