import type { AreaId, IndicatorId, ProgrammeId, ReleaseId } from "#kernel";
import type { Lake } from "#store";
import { type State, stateOf, states } from "./figure-codes.ts";
import { type FigureRow, toFigure } from "./figure-file.ts";
import { mapOrder, profileOrder } from "./figure-orders.ts";
import { RowSet, type Series } from "./figure-series.ts";
import { FigureSet } from "./figure-set.ts";
import type { Figure } from "./types.ts";

/** Where the figures of a release are. */
export interface ReleaseFile {
  readonly id: ReleaseId;
  /** Its Parquet file, by its path in the lake. */
  readonly file: string;
}

/** Figures as they come: in columns, or a few as objects. */
export type Figures = FigureSet | readonly Omit<Figure, "release">[];

/** Larger releases have a second file in the order of areas: one part of a Parquet file is read whole anyway. */
const twoOrdersFrom = 122_880;
const mapEnding = ".maps.parquet";
const profileEnding = ".profiles.parquet";

/** The file in which all figures of one area stand together. */
const profileFile = (file: string) =>
  file.endsWith(mapEnding) ? file.slice(0, -mapEnding.length) + profileEnding : file;

/** Every file of a release, for keeping: the one that it names, and the same figures in another order. */
export const filesOfRelease = (file: string): readonly string[] => [
  ...new Set([file, profileFile(file)]),
];

const parquet = (lake: Lake, file: string) =>
  `read_parquet('${lake.file(file).replaceAll("'", "''")}')`;

/** The figures in one file: of one indicator and one period, or all of them for null. */
export async function figuresIn(
  lake: Lake,
  { id: release, file }: ReleaseFile,
  indicator: IndicatorId | null,
  period: string | null = null,
): Promise<readonly Figure[]> {
  const rows = await lake.rows<Omit<FigureRow, "release">>(
    `select indicator, area, period, state, value, decimals, numerator, denominator, printed, status, line, columns
       from ${parquet(lake, file)}
      where ($1 is null or indicator = $1) and ($2 is null or period = $2)
      order by line, indicator, period_begin, period_end`,
    [indicator, period],
  );
  return rows.map((row) => toFigure({ ...row, release }));
}

/** All figures in one file about a few areas: read from the file in which those of one area stand together. */
export async function figuresAbout(
  lake: Lake,
  { id: release, file }: ReleaseFile,
  areas: readonly AreaId[],
): Promise<readonly Figure[]> {
  if (areas.length === 0) return [];
  const rows = await lake.rows<Omit<FigureRow, "release">>(
    `select indicator, area, period, state, value, decimals, numerator, denominator, printed, status, line, columns
       from ${parquet(lake, profileFile(file))}
      where area in (${areas.map((_, at) => `$${at + 1}`).join(", ")})
      order by indicator, area, period_begin, period_end`,
    [...areas],
  );
  return rows.map((row) => toFigure({ ...row, release }));
}

/** Figures of one indicator in one period, in columns: place 0 of each belongs to the same figure. */
export interface MapFigures {
  readonly areas: readonly AreaId[];
  /** `value`, a bound's operator, or why there is no number. */
  readonly states: readonly State[];
  /** In the indicator's unit; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly decimals: readonly (number | null)[];
  /** Which release has the last word on it. */
  readonly releases: readonly ReleaseId[];
}

/** All figures of one area, in columns, by indicator and period. */
export interface ProfileFigures extends Omit<MapFigures, "areas"> {
  readonly indicators: readonly IndicatorId[];
  readonly periods: readonly string[];
  readonly statuses: readonly Figure["status"][];
  /** Lines of the source's file. */
  readonly lines: readonly number[];
}

/** A state as its place in `states`: a number is handed over faster than a word. */
const stateCode = `case state ${states.map((state, code) => `when '${state}' then ${code}`).join(" ")} end as state`;
/** Without gaps in the columns: looking every cell up in a mask of gaps takes longer than all else. */
const filled =
  "coalesce(value, 'nan'::double) as value, coalesce(decimals, -128)::integer as decimals";

const stateNames = (codes: readonly unknown[] = []) => codes.map((code) => states[code as number]!);
const orNull = (numbers: readonly unknown[] = [], none: number) =>
  numbers.map((number) => (Object.is(number, none) ? null : (number as number)));

type Columns = Readonly<Record<string, readonly unknown[]>>;

/** Columns of several files as one: the later file has the last word on a key, and keeps the place of the first. */
function merged(parts: readonly Columns[], keys: readonly string[]): Columns {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const names = Object.keys(only ?? {});
  const columns = Object.fromEntries(names.map((name): [string, unknown[]] => [name, []]));
  const places = new Map<string, number>();
  for (const part of parts) {
    const size = part[names[0]!]!.length;
    for (let row = 0; row < size; row++) {
      const key = keys.map((name) => part[name]![row]).join(" ");
      const place = places.get(key) ?? places.size;
      places.set(key, place);
      for (const name of names) columns[name]![place] = part[name]![row];
    }
  }
  return columns;
}

async function readFiles(
  lake: Lake,
  files: readonly ReleaseFile[],
  keys: readonly string[],
  question: (file: string) => readonly [string, readonly string[]],
): Promise<Columns> {
  const parts: Columns[] = [];
  for (const { id, file } of files) {
    const found = await lake.columns<Columns>(...question(file));
    const size = found[keys[0]!]?.length ?? 0;
    parts.push({ ...found, release: new Array<ReleaseId>(size).fill(id) });
  }
  return merged(parts, keys);
}

/** One indicator in one period, every area; a later file has the last word. */
export async function mapIn(
  lake: Lake,
  files: readonly ReleaseFile[],
  { indicator, period }: { readonly indicator: IndicatorId; readonly period: string },
): Promise<MapFigures> {
  const found = await readFiles(lake, files, ["area"], (file) => [
    `select area, ${stateCode}, ${filled} from ${parquet(lake, file)} where indicator = $1 and period = $2`,
    [indicator, period],
  ]);
  return {
    areas: (found["area"] ?? []) as MapFigures["areas"],
    states: stateNames(found["state"]),
    values: orNull(found["value"], Number.NaN),
    decimals: orNull(found["decimals"], -128),
    releases: (found["release"] ?? []) as MapFigures["releases"],
  };
}

/** Everything about one area; a later file has the last word. */
export async function profileIn(
  lake: Lake,
  files: readonly ReleaseFile[],
  area: AreaId,
): Promise<ProfileFigures> {
  const found = await readFiles(lake, files, ["indicator", "period"], (file) => [
    `select indicator, period, ${stateCode}, ${filled}, status, line
       from ${parquet(lake, profileFile(file))} where area = $1`,
    [area],
  ]);
  return {
    indicators: (found["indicator"] ?? []) as ProfileFigures["indicators"],
    periods: (found["period"] ?? []) as ProfileFigures["periods"],
    states: stateNames(found["state"]),
    values: orNull(found["value"], Number.NaN),
    decimals: orNull(found["decimals"], -128),
    statuses: (found["status"] ?? []) as ProfileFigures["statuses"],
    lines: (found["line"] ?? []) as ProfileFigures["lines"],
    releases: (found["release"] ?? []) as ProfileFigures["releases"],
  };
}

/** Figures that were made one by one, in columns. */
function figureSetOf(figures: readonly Omit<Figure, "release">[]): FigureSet {
  const set = new FigureSet();
  const found = new Map<string, Series>();
  for (const figure of figures) {
    const { indicator, period, status, columns, reading, counts, printed } = figure;
    const key = `${indicator} ${period.id} ${status} ${columns}`;
    let series = found.get(key);
    if (series === undefined) {
      const head = { indicator, period, status, columns, exponent: 0, file: "" } as const;
      series = set.add(head, new RowSet());
      found.set(key, series);
    }
    const row = series.rows.size;
    if (reading.kind === "gap") series.setGap(row, stateOf(reading));
    else series.setValue(row, stateOf(reading), reading.value, reading.decimals);
    if (counts !== null) series.setCounts(row, counts.numerator, counts.denominator);
    if (printed !== null) series.setPrinted(row, printed);
    series.rows.push(set.areaCode(figure.area), figure.line);
  }
  set.trim();
  return set;
}

/** What a release's row in the database tells of its figures. */
export interface Written {
  /** The path of the file in the lake. */
  readonly file: string;
  readonly figures: number;
  readonly indicators: readonly IndicatorId[];
  /** Ids of periods, in order. */
  readonly periods: readonly string[];
  readonly areas: number;
}

/**
 * Writes the figures of a release. A large one is written twice, in the order of maps and in that of areas.
 * @param part the folder of the lake; another than `figures` for what is only looked at
 */
export async function writeFigures(
  lake: Lake,
  programme: ProgrammeId,
  release: ReleaseId,
  figures: Figures,
  part = "figures",
): Promise<Written> {
  const set = figures instanceof FigureSet ? figures : figureSetOf(figures);
  // Named by its content: what an import that was cut off left behind can never be taken for this.
  const name = `${part}/${programme}/${release}-${set.digest().slice(0, 16)}`;
  const isLarge = set.size > twoOrdersFrom;
  const file = name + (isLarge ? mapEnding : ".parquet");
  const writing = [lake.writeTable(file, mapOrder(set))];
  if (isLarge) writing.push(lake.writeTable(profileFile(file), profileOrder(set)));
  const done = await Promise.allSettled(writing);
  const failed = done.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  const { indicators, periods, areas } = set;
  return { file, figures: set.size, indicators, periods, areas: areas.length };
}
