import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { AsyncBuffer, Compressors, FileMetaData, SchemaElement } from "hyparquet";
import { Refusal } from "#kernel";
import { checkNames } from "./header.ts";
import { checkPages } from "./parquet-pages.ts";
import { malformed } from "./place.ts";
import type { Delivered } from "./read-file.ts";
import type { RowStream, TableRow } from "./row-stream.ts";
import { exactNumber } from "./xlsx-cell.ts";

/** One row group is decoded at a time: this many cells are about half a gigabyte. */
const mostGroupCells = 25_000_000;
const mostColumns = 5_000;
const rowsInBatch = 2_000;
const codecs: ReadonlySet<string> = new Set(["UNCOMPRESSED", "SNAPPY", "GZIP", "BROTLI", "ZSTD"]);

/** The library's mistakes and a hostile file's look alike: both mean that these bytes are not read. */
async function decoding<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw malformed({ file }, "the Parquet file is damaged or cut off; deliver the file again.");
  }
}

/** Only what is asked for is unpacked, and never more than the page says it holds. */
async function compressors(): Promise<Compressors> {
  const { decompress } = await import("fzstd");
  return {
    GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(length, 1) }),
    BROTLI: (input, length) =>
      brotliDecompressSync(input, { maxOutputLength: Math.max(length, 1) }),
    ZSTD: (input, length) => decompress(input, new Uint8Array(length)),
  };
}

/** Flat columns only: a list in a cell is no figure. */
function columnsOf(
  file: string,
  { schema, row_groups: groups }: FileMetaData,
): readonly SchemaElement[] {
  const [root, ...columns] = schema;
  const nested = columns.find(
    ({ num_children: children, repetition_type: repetition }) =>
      (children ?? 0) > 0 || repetition === "REPEATED",
  );
  if (nested !== undefined)
    throw malformed(
      { file, column: nested.name },
      "the column holds lists or records; a table of plain columns is expected.",
    );
  if (root === undefined || columns.length === 0)
    throw malformed({ file }, "the Parquet file has no columns.");
  if (columns.length > mostColumns)
    throw malformed({ file }, `it has ${columns.length} columns; at most ${mostColumns} are read.`);
  const codec = groups
    .flatMap((group) => group.columns)
    .find(({ meta_data: meta }) => !codecs.has(meta?.codec ?? ""))?.meta_data?.codec;
  if (codec !== undefined)
    throw malformed(
      { file },
      `its columns are packed with ${codec}, which is not read; write it with zstd or snappy.`,
    );
  for (const group of groups)
    if (Number(group.num_rows) * columns.length > mostGroupCells)
      throw malformed(
        { file },
        `a row group of it has ${group.num_rows} rows of ${columns.length} columns; write it with smaller row groups.`,
      );
  return columns;
}

/** A 32-bit figure has fewer digits than its 64-bit shape shows: 0.1, and not 0.10000000149011612. */
function shortest32(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

function textOfValue(value: unknown, { type }: SchemaElement): string | null {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value.trim();
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "number") return exactNumber(type === "FLOAT" ? shortest32(value) : value);
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return null;
  return value
    .toISOString()
    .replace(/T00:00:00\.000Z$/, "")
    .replace(/\.000Z$|Z$/, "");
}

/** The whole file lies in memory; the library asks for ranges of it. */
function bufferOf(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.byteLength,
    slice: (start, end) => {
      const part = new Uint8Array(bytes.subarray(start, end));
      return part.buffer;
    },
  };
}

async function* rowsOf(
  { name: file, bytes }: Delivered,
  metadata: FileMetaData,
  columns: readonly SchemaElement[],
): AsyncGenerator<readonly TableRow[]> {
  const { parquetScan } = await import("hyparquet");
  const options = {
    file: bufferOf(bytes),
    metadata,
    compressors: await compressors(),
    geoparquet: false,
  };
  let from = 0;
  for (const group of metadata.row_groups) {
    const [rowStart, rowEnd] = [from, from + Number(group.num_rows)];
    from = rowEnd;
    // A scan remembers the columns that it has read, so each row group has its own.
    const scan = await decoding(file, () => parquetScan(options));
    const read: ArrayLike<unknown>[] = [];
    for (const { name } of columns) {
      const values = await decoding(file, () =>
        scan.readColumn({ column: name, rowStart, rowEnd }),
      );
      if (values.length !== rowEnd - rowStart)
        throw malformed(
          { file, column: name },
          `it has ${values.length} values for ${rowEnd - rowStart} rows.`,
        );
      read.push(values);
    }
    for (let at = rowStart; at < rowEnd; at += rowsInBatch) {
      const rows = Math.min(rowsInBatch, rowEnd - at);
      yield Array.from({ length: rows }, (_, n) => ({
        line: at + n + 1,
        cells: columns.map((column, c) => {
          const text = textOfValue(read[c]![at + n - rowStart], column);
          if (text !== null) return text;
          throw malformed(
            { file, line: at + n + 1, column: column.name },
            "this is neither text nor a number.",
          );
        }),
      }));
    }
  }
}

/**
 * Opens a Parquet file of plain columns as a table. A line is the number of a row, counted from 1.
 * Read in JavaScript, not by the lake's engine: a file made to break a decoder then breaks an import, and not the server.
 * @throws {Refusal} input-malformed
 */
export async function openParquet(delivered: Delivered): Promise<RowStream> {
  const { name: file, bytes } = delivered;
  const { parquetMetadataAsync } = await import("hyparquet");
  const metadata = await decoding(file, () =>
    parquetMetadataAsync(bufferOf(bytes), { geoparquet: false }),
  );
  const columns = columnsOf(file, metadata);
  await decoding(file, async () => checkPages(file, bytes, metadata));
  const header = columns.map(({ name }) => name);
  checkNames({ file }, header);
  return { file, header, headerLine: 0, batches: rowsOf(delivered, metadata, columns) };
}
