import type { AreaId, IndicatorId, ProgrammeId, ReleaseId } from "#kernel";
import type { Lake, Store } from "#store";
import { coverFigures, readCover } from "./cover.ts";
import { type FigureRow, toFigure } from "./figure-file.ts";
import type { ReleaseFile } from "./figure-store.ts";
import { type AsOf, filesEver, now } from "./release-store.ts";
import type { Figure } from "./types.ts";

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

const columns =
  "indicator, area, period, period_begin, period_end, state, value, decimals, numerator, denominator, printed, status, line, columns";

/** The figures of files, each with its release and the place of that release among them. */
const everyVersion = (lake: Lake, files: readonly ReleaseFile[]) =>
  files
    .map(
      ({ id, file }, place) =>
        `select ${columns}, ${literal(id)} as release, ${place} as place
           from read_parquet(${literal(lake.file(file))}) where indicator = $1`,
    )
    .join(" union all ");

/** Which figure. */
export interface FigureKey {
  readonly indicator: IndicatorId;
  readonly area: AreaId;
  /** Its id: `2007/2008`. */
  readonly period: string;
}

/** One version of a figure: what a release says it is. */
export interface FigureVersion {
  readonly release: ReleaseId;
  readonly figure: Figure;
}

/**
 * Every version of one figure, from the first release that has it to the last; releases that say the same too.
 * What was taken back by then is not among them. Dates and scope are those of the release (`readReleases`).
 */
export async function readHistory(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  { indicator, area, period }: FigureKey,
  { asOf }: AsOf = now,
): Promise<readonly FigureVersion[]> {
  const { db, lake } = store;
  const files = await filesEver(db, programme, { indicator, asOf });
  if (files.length === 0) return [];
  const rows = await lake.rows<FigureRow>(
    `select * from (${everyVersion(lake, files)}) where area = $2 and period = $3 order by place`,
    [indicator, area, period],
  );
  const figures = await coverFigures(await readCover(store, programme), rows.map(toFigure));
  return figures.map((figure) => ({ release: figure.release, figure }));
}

/** Figures of an indicator that a later release revised. */
export interface Revised {
  /** How many figures have more than one version. */
  readonly figures: number;
  /** Every version of the first of them, the newest period first and the oldest version of a figure first. */
  readonly versions: readonly Figure[];
}

/**
 * The figures of an indicator whose value, bound, reason or counts differ between releases that count or counted.
 * @param limit how many figures to give the versions of
 */
export async function readRevised(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  indicator: IndicatorId,
  { limit, asOf }: AsOf & { readonly limit: number },
): Promise<Revised> {
  const { db, lake } = store;
  const files = await filesEver(db, programme, { indicator, asOf });
  if (files.length < 2) return { figures: 0, versions: [] };
  const rows = await lake.rows<FigureRow & { readonly figures: number }>(
    `with version as (${everyVersion(lake, files)}),
     revised as (
       select area, period, max(period_end) as period_end from version group by area, period
       having count(distinct (state, value, numerator, denominator)) > 1
     ),
     first as (
       select area, period, count(*) over () as figures, row_number() over (order by period_end desc, area) as rank
         from revised
     )
     select version.*, figures from version join first using (area, period)
      where rank <= $2 order by rank, place`,
    [indicator, limit],
  );
  const versions = await coverFigures(await readCover(store, programme), rows.map(toFigure));
  return { figures: rows[0]?.figures ?? 0, versions };
}
