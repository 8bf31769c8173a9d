import { createReadStream } from "node:fs";
import { exportColumns, type FigureExport } from "#indicators";
import type { Language } from "#kernel";
import type { Lake } from "#store";
import { aboutPairs } from "./about.ts";
import { figureColumnsOf } from "./columns.ts";
import { csvOf } from "./csv.ts";
import { jsonOf } from "./json.ts";
import { jsonStatOf } from "./json-stat.ts";
import { sdmxCsvOf } from "./sdmx-csv.ts";
import type { About, Cell, Column, ExportTable } from "./types.ts";
import { xlsxOf } from "./xlsx.ts";

/** The forms of an export, by the ending of the file. The longer endings come first: `.sdmx.csv` is also a `.csv`. */
export const exportFormats = {
  "json-stat.json": { mediaType: "application/json", name: "JSON-stat 2.0", figuresOnly: true },
  "sdmx.csv": {
    mediaType: "application/vnd.sdmx.data+csv; version=2.0.0",
    name: "SDMX-CSV 2.0",
    figuresOnly: true,
  },
  csv: { mediaType: "text/csv; charset=utf-8", name: "CSV", figuresOnly: false },
  xlsx: {
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    name: "Excel (XLSX)",
    figuresOnly: false,
  },
  parquet: { mediaType: "application/vnd.apache.parquet", name: "Parquet", figuresOnly: false },
  json: { mediaType: "application/json", name: "JSON", figuresOnly: false },
} as const;

/** The ending of an exported file. */
export type ExportFormat = keyof typeof exportFormats;

/** The format that a file name asks for by its ending, and the name without it; null: none that we know. */
export function formatOf(file: string): { format: ExportFormat; stem: string } | null {
  const lower = file.toLowerCase();
  const format = (Object.keys(exportFormats) as ExportFormat[]).find((ending) =>
    lower.endsWith(`.${ending}`),
  );
  return format === undefined ? null : { format, stem: file.slice(0, -format.length - 1) };
}

/** Figures with all that is told of them. */
export interface FigureTable {
  readonly about: About;
  readonly figures: FigureExport;
  readonly language: Language;
  readonly areaName: (area: string) => string;
  /** Rows that we worked out, behind those of the sources; in CSV, XLSX and JSON. */
  readonly computed: readonly (readonly Cell[])[];
}

/** The piece of a file. */
export type Piece = string | Uint8Array;

const isEmpty = (rows: readonly unknown[]) => rows.length === 0;

function tableOf({ about, figures, computed }: FigureTable): ExportTable {
  return {
    about,
    columns: figureColumnsOf,
    count: figures.count + computed.length,
    async *batches() {
      for await (const rows of figures.batches(exportColumns))
        yield rows as readonly (readonly Cell[])[];
      if (!isEmpty(computed)) yield computed;
    },
  };
}

async function* parquetPieces(file: Awaited<ReturnType<Lake["asParquet"]>>) {
  try {
    for await (const bytes of createReadStream(file.path)) yield bytes as Uint8Array;
  } finally {
    await file.remove();
  }
}

/** Pairs under names that nothing else in a Parquet file has. */
const parquetMetadata = (about: About) =>
  Object.fromEntries(aboutPairs(about).map(([key, text]) => [`krachtwijk_${key}`, text]));

/** Figures as a file, piece by piece: what is held does not depend on how many there are. */
export async function* writeFigures(
  table: FigureTable,
  format: ExportFormat,
): AsyncGenerator<Piece> {
  switch (format) {
    case "csv":
      return yield* csvOf(tableOf(table));
    case "json":
      return yield* jsonOf(tableOf(table));
    case "xlsx":
      return yield* xlsxOf(tableOf(table));
    case "json-stat.json":
      return yield* jsonStatOf(table);
    case "sdmx.csv":
      return yield* sdmxCsvOf(table.about, table.figures);
    case "parquet":
      return yield* parquetPieces(await table.figures.parquet(parquetMetadata(table.about)));
  }
}

/** A table of things other than figures, few enough to hold. */
export interface SmallTable {
  readonly about: About;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A small table as a file. JSON-stat and SDMX-CSV are for figures only. */
export async function* writeTable(
  lake: Lake,
  { about, columns, rows }: SmallTable,
  format: Exclude<ExportFormat, "json-stat.json" | "sdmx.csv">,
): AsyncGenerator<Piece> {
  const table: ExportTable = {
    about,
    columns,
    count: rows.length,
    async *batches() {
      yield rows;
    },
  };
  if (format === "csv") return yield* csvOf(table);
  if (format === "json") return yield* jsonOf(table);
  if (format === "xlsx") return yield* xlsxOf(table);
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
  const query = { sql: "from exported", beside: [{ name: "exported", columns: types, rows }] };
  yield* parquetPieces(await lake.asParquet(query, parquetMetadata(about)));
}
