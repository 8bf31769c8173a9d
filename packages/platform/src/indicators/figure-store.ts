import { checksumOf } from "#intake";
import type { IndicatorId, ProgrammeId, ReleaseId } from "#kernel";
import type { Lake } from "#store";
import { type FigureRow, figureColumns, toCells, toFigure } from "./figure-file.ts";
import type { Figure } from "./types.ts";

/** Where the figures of a release are. */
export interface ReleaseFile {
  readonly id: ReleaseId;
  /** Its Parquet file, by its path in the lake. */
  readonly file: string;
}

/** The figures in one file: of one indicator, or all of them for null. */
export async function figuresIn(
  lake: Lake,
  { id: release, file }: ReleaseFile,
  indicator: IndicatorId | null,
): Promise<readonly Figure[]> {
  const rows = await lake.rows<Omit<FigureRow, "release">>(
    `select indicator, area, period, state, value, decimals, numerator, denominator, printed, status, line, columns
       from read_parquet('${lake.file(file).replaceAll("'", "''")}')
      where $1 is null or indicator = $1
      order by line, indicator, period_begin, period_end`,
    [indicator],
  );
  return rows.map((row) => toFigure({ ...row, release }));
}

/** Writes the figures of a release. @returns the path of the file in the lake */
export async function writeFigures(
  lake: Lake,
  programme: ProgrammeId,
  release: ReleaseId,
  figures: readonly Omit<Figure, "release">[],
): Promise<string> {
  const rows = figures.map(toCells);
  // Named by its content: what an import that was cut off left behind can never be taken for this.
  const path = `figures/${programme}/${release}-${checksumOf(JSON.stringify(rows)).slice(0, 16)}.parquet`;
  await lake.writeParquet(path, figureColumns, rows);
  return path;
}
