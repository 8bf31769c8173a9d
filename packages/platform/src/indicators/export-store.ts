import type { AreaBook } from "#areas";
import type { IndicatorId, ProgrammeId, ReleaseId } from "#kernel";
import type { BesideTable, LakeCell, ReadDb, Store, TemporaryFile } from "#store";
import { type Cover, readCover } from "./cover.ts";
import { derivedIn, derivedTable } from "./derived-export.ts";
import type { FigureFilter } from "./figure-filter.ts";
import { originOfAll } from "./origins.ts";
import { type ChainFile, filesAsOf, filesOfOne, readRelease } from "./release-store.ts";
import type { Indicator, Release } from "./types.ts";
import { requireReadable } from "./withdrawal.ts";

/** The columns of exported figures, with their type. One row is one figure. */
export const exportTypes = {
  indicator: "text",
  area: "text",
  municipality: "text",
  name: "text",
  period: "text",
  period_begin: "text",
  period_end: "text",
  state: "text",
  value: "double",
  numerator: "double",
  denominator: "double",
  printed: "double",
  status: "text",
  release: "text",
  file: "text",
  line: "integer",
  columns: "text",
  kind: "text",
  unit: "text",
  decimals: "integer",
  source: "text",
  publisher: "text",
  licence: "text",
  published: "text",
  as_of: "text",
  definition: "text",
} as const;

/** A column of exported figures. */
export type ExportColumn = keyof typeof exportTypes;

/** The columns of an export of figures, in order. */
export const exportColumns = Object.keys(exportTypes) as readonly ExportColumn[];

/** What stands beside the figures. */
export interface FigureContext {
  readonly book: AreaBook;
  readonly catalogue: readonly Indicator[];
  readonly releases: readonly Release[];
  /** The address of an indicator's definition. */
  readonly definition: (indicator: IndicatorId) => string;
}

/** Figures as a question to the lake, so that their number does not matter. In the order of indicator, area and period. */
export interface FigureExport {
  /** How many there are. */
  readonly count: number;
  /** The releases that they are from. */
  readonly releases: readonly Release[];
  readonly indicators: readonly IndicatorId[];
  /** Some thousands of rows at a time; all of them, or a part. */
  readonly batches: (
    columns: readonly ExportColumn[],
    part?: { readonly offset: number; readonly limit: number },
  ) => AsyncIterable<readonly (readonly LakeCell[])[]>;
  /** What a column holds, each once, in order. */
  readonly distinct: (column: "area" | "period") => Promise<readonly string[]>;
  /** All columns as a Parquet file. The caller removes it. */
  readonly parquet: (metadata: Readonly<Record<string, string>>) => Promise<TemporaryFile>;
}

/** The file of one release. @throws {Refusal} release-unknown, release-withdrawn */
async function readable(db: ReadDb, programme: ProgrammeId, release: ReleaseId) {
  requireReadable(await readRelease(db, programme, release));
  return filesOfOne(db, programme, release);
}

/** The files that are meant: what counts as of the day, the last word last, or one release. */
async function filesFor(
  db: ReadDb,
  programme: ProgrammeId,
  { release, source, asOf, indicators }: FigureFilter,
): Promise<readonly ChainFile[]> {
  const meant =
    release === null
      ? await filesAsOf(db, programme, { asOf })
      : await readable(db, programme, release);
  return meant.filter(
    (file) =>
      (source === null || file.source === source) &&
      (indicators === null || file.indicators.some((one) => indicators.includes(one))),
  );
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const oneOf = (column: string, values: readonly string[] | null) =>
  values === null ? [] : [`${column} in (${["''", ...values.map(text)].join(", ")})`];

/** The tables that the query joins. */
function tablesBeside(context: FigureContext, worked: BesideTable | null): readonly BesideTable[] {
  // What follows from figures of several releases names all of them.
  const several = Array.from(worked?.rows ?? [], ([ids]) => String(ids));
  const origins = [...new Set([...context.releases.map(({ id }) => id), ...several])];
  const { book, catalogue, releases, definition } = context;
  return [
    {
      name: "known_area",
      columns: { id: "text", kind: "text", name: "text", municipality: "text" },
      rows: book.areas.map((area) => [
        area.id,
        area.kind,
        area.name,
        book.municipalityOf(area)?.name ?? "",
      ]),
    },
    {
      name: "known_indicator",
      columns: { id: "text", position: "integer", unit: "text", definition: "text" },
      rows: catalogue.map(({ id, unit }, at) => [id, at, unit, definition(id)]),
    },
    {
      name: "known_release",
      columns: {
        id: "text",
        source: "text",
        file: "text",
        publisher: "text",
        licence: "text",
        published: "text",
      },
      rows: origins.map((ids) => {
        const of = originOfAll(releases.filter(({ id }) => ids.split(" ").includes(id)));
        return [ids, of.source, of.file, of.publisher, of.licence, of.published];
      }),
    },
  ];
}

/** The figures of one file that no later file has the last word on. */
function figuresOf(
  lake: Store["lake"],
  file: ChainFile,
  later: readonly ChainFile[],
  { indicators, areas, periods }: FigureFilter,
  derived: readonly Indicator[],
): string {
  const path = ({ file: name }: ChainFile) => text(lake.file(name));
  const overlapping = later.filter((other) =>
    other.indicators.some((one) => file.indicators.includes(one)),
  );
  const conditions = [
    ...oneOf("indicator", indicators),
    ...oneOf("area", areas),
    ...oneOf("period", periods?.map(({ id }) => id) ?? null),
    // What a source gives of these stands among the derived ones.
    ...derived.map(({ id }) => `indicator <> ${text(id)}`),
    ...overlapping.map(
      (other) => `not exists (select 1 from read_parquet(${path(other)}) as later
         where later.indicator = own.indicator and later.area = own.area and later.period = own.period)`,
    ),
  ];
  return `select ${text(file.id)} as release, indicator, area, period, period_begin, period_end, state, value, decimals,
       numerator, denominator, printed, status, line, columns
     from read_parquet(${path(file)}) as own where ${["true", ...conditions].join(" and ")}`;
}

/** What each column of an export is in the query. */
const expressions: Readonly<Record<ExportColumn, string>> = {
  indicator: "figure.indicator",
  area: "figure.area",
  municipality: "coalesce(known_area.municipality, '')",
  name: "coalesce(known_area.name, '')",
  period: "figure.period",
  period_begin: "figure.period_begin",
  period_end: "figure.period_end",
  state:
    "case figure.state when '<' then 'below' when '<=' then 'at-most' when '>' then 'above' when '>=' then 'at-least' else figure.state end",
  value: "figure.value",
  numerator: "figure.numerator",
  denominator: "figure.denominator",
  printed: "figure.printed",
  status: "figure.status",
  release: "figure.release",
  file: "known_release.file",
  line: "figure.line",
  columns: "figure.columns",
  kind: "coalesce(known_area.kind, '')",
  unit: "coalesce(known_indicator.unit, '')",
  decimals: "figure.decimals",
  source: "known_release.source",
  publisher: "known_release.publisher",
  licence: "known_release.licence",
  published: "known_release.published",
  as_of: "",
  definition: "coalesce(known_indicator.definition, '')",
};

/** Which figures nobody may see, of those that a filter lets through; null: none. */
async function hiddenTable(
  cover: Cover,
  files: readonly ChainFile[],
  { indicators, periods }: FigureFilter,
  { releases }: FigureContext,
): Promise<BesideTable | null> {
  const meant = [...new Set(files.flatMap((file) => file.indicators))].filter(
    (one) => cover.isOver(one) && (indicators === null || indicators.includes(one)),
  );
  const ids = new Set(files.map(({ id }) => id));
  const all = releases.flatMap(({ id, manifest }) => (ids.has(id) ? manifest.periods : []));
  const asked = periods?.map(({ id }) => id) ?? [...new Set(all)];
  const rows: (readonly LakeCell[])[] = [];
  for (const indicator of meant)
    for (const period of asked)
      for (const area of await cover.hiddenIn(indicator, period))
        rows.push([indicator, area, period]);
  if (rows.length === 0) return null;
  return {
    name: "hidden_figure",
    columns: { indicator: "text", area: "text", period: "text" },
    rows,
  };
}

/** The figures with a reason in the place of what is hidden. */
const underHidden = (figures: string) =>
  `select figure.* replace (
     case when hidden_figure.area is null then figure.state else 'suppressed' end as state,
     ${["value", "decimals", "numerator", "denominator", "printed"]
       .map((name) => `case when hidden_figure.area is null then figure.${name} end as ${name}`)
       .join(", ")})
     from (${figures}) as figure left join hidden_figure using (indicator, area, period)`;

/** A table without rows, for a filter that lets nothing through. */
const nothing = `select null::varchar as release, null::varchar as indicator, null::varchar as area, null::varchar as period,
  null::varchar as period_begin, null::varchar as period_end, null::varchar as state, null::double as value, null::bigint as decimals,
  null::double as numerator, null::double as denominator, null::double as printed, null::varchar as status, null::bigint as line,
  null::varchar as columns where false`;

/** Opens figures for export: what counts now or on a day, or one release, as far as the filter lets through. */
export async function openFigureExport(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  filter: FigureFilter,
  context: FigureContext,
): Promise<FigureExport> {
  const { db, lake } = store;
  const { catalogue } = context;
  const files = await filesFor(db, programme, filter);
  const derived = derivedIn(catalogue, filter);
  const cover = await readCover(store, programme);
  const hidden = await hiddenTable(cover, files, filter, context);
  const own = files.map((file, at) => figuresOf(lake, file, files.slice(at + 1), filter, derived));
  const worked =
    derived.length === 0
      ? null
      : await derivedTable(
          lake,
          { chain: await filesAsOf(db, programme, { asOf: filter.asOf }), catalogue, cover },
          derived,
          filter,
        );
  const beside = [...tablesBeside(context, worked)];
  if (worked !== null) {
    beside.push(worked);
    own.push("select * from derived_figure");
  }
  const given = own.length === 0 ? nothing : own.join(" union all ");
  if (hidden !== null) beside.push(hidden);
  const from = `from (${hidden === null ? given : underHidden(given)}) as figure
     left join known_area on known_area.id = figure.area
     left join known_indicator on known_indicator.id = figure.indicator
     left join known_release on known_release.id = figure.release
    where ${["true", ...oneOf("known_area.kind", filter.kinds)].join(" and ")}`;
  const order =
    "order by known_indicator.position, figure.indicator, figure.area, figure.period_begin, figure.period_end";
  const selected = (columns: readonly ExportColumn[]) =>
    columns
      .map(
        (column) =>
          `${column === "as_of" ? text(filter.asOf ?? "") : expressions[column]} as ${column}`,
      )
      .join(", ");
  const query = (columns: readonly ExportColumn[]) =>
    `select ${selected(columns)} ${from} ${order}`;
  const rowsOf = async (sql: string) => {
    const rows: (readonly LakeCell[])[] = [];
    for await (const batch of lake.batches({ sql, beside })) rows.push(...batch);
    return rows;
  };
  const groups = await rowsOf(
    `select figure.release, figure.indicator, count(*) ${from} group by all order by min(known_indicator.position), 2`,
  );
  const used = new Set(groups.flatMap(([releases]) => String(releases).split(" ")));
  return {
    count: groups.reduce((sum, [, , count]) => sum + Number(count), 0),
    releases: context.releases.filter(({ id }) => used.has(id)),
    indicators: [...new Set(groups.map(([, indicator]) => indicator as IndicatorId))],
    batches: (columns, part) => {
      const within = part === undefined ? "" : ` limit ${part.limit} offset ${part.offset}`;
      return lake.batches({ sql: query(columns) + within, beside });
    },
    distinct: async (column) => {
      const by = column === "area" ? "1" : "min(figure.period_begin), min(figure.period_end), 1";
      const rows = await rowsOf(`select figure.${column} ${from} group by 1 order by ${by}`);
      return rows.map(([value]) => String(value));
    },
    parquet: (metadata) => lake.asParquet({ sql: query(exportColumns), beside }, metadata),
  };
}
