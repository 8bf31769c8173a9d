import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import type { Vector } from "@duckdb/node-bindings";
import type { LakeCells, LakeColumn, LakeTable } from "./types.ts";

/** A text as SQL writes it. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** A name as SQL writes it. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The smallest 32-bit integer: no value. */
const noInteger = -(2 ** 31);

type Bindings = typeof import("@duckdb/node-bindings");

/** What a column is to DuckDB, and where its next cells are put together. */
interface Buffer {
  readonly type: DuckDBType;
  readonly cells: LakeCells;
  readonly expression: (name: string) => string;
}

async function bufferFor(column: LakeColumn, most: number): Promise<Buffer> {
  const { DOUBLE, ENUM, INTEGER, UTINYINT } = await import("@duckdb/node-api");
  switch (column.kind) {
    case "double":
      return { type: DOUBLE, cells: new Float64Array(most), expression: quotedName };
    case "integer":
      return { type: INTEGER, cells: new Int32Array(most), expression: quotedName };
    case "nothing":
      return {
        type: UTINYINT,
        cells: new Uint8Array(most),
        expression: (name) => `NULL::DOUBLE AS ${quotedName(name)}`,
      };
    case "words": {
      const words = column.words.length === 0 ? [""] : column.words;
      const Cells =
        words.length <= 255 ? Uint8Array : words.length <= 65_535 ? Uint16Array : Uint32Array;
      // As a list of words a column is written twice as fast, but every part of the file then claims to hold them all.
      const expression = (name: string) =>
        column.isSought ? `${quotedName(name)}::VARCHAR AS ${quotedName(name)}` : quotedName(name);
      return { type: ENUM([...words]), cells: new Cells(most), expression };
    }
  }
}

/** Marks the cells that have no value. @returns whether there are any */
function markMissing(cells: LakeCells, count: number, mask: Uint8Array): boolean {
  const isDouble = cells instanceof Float64Array;
  if (!isDouble && !(cells instanceof Int32Array)) return false;
  mask.fill(255);
  let found = false;
  for (let at = 0; at < count; at++) {
    const cell = cells[at]!;
    if (isDouble ? !Number.isNaN(cell) : cell !== noInteger) continue;
    mask[at >> 3]! &= ~(1 << (at & 7));
    found = true;
  }
  return found;
}

function writeVector(
  bindings: Bindings,
  vector: Vector,
  cells: LakeCells,
  count: number,
  mask: Uint8Array,
) {
  const { buffer, byteOffset, BYTES_PER_ELEMENT } = cells;
  const data = buffer as ArrayBuffer;
  bindings.copy_data_to_vector(vector, 0, data, byteOffset, count * BYTES_PER_ELEMENT);
  if (!markMissing(cells, count, mask)) return;
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, mask.buffer as ArrayBuffer, 0, mask.byteLength);
}

let made = 0;

/**
 * Writes a table as Parquet, in the order in which it comes. DuckDB takes the columns as they are, a few thousand rows at a
 * time: no row is ever an object, and no more than one part of the file is in memory.
 */
export async function copyTable(
  connection: DuckDBConnection,
  { columns, fill }: LakeTable,
  path: string,
): Promise<void> {
  const { DuckDBTableFunction } = await import("@duckdb/node-api");
  const { default: bindings } = await import("@duckdb/node-bindings");
  const most = bindings.vector_size();
  const names = Object.keys(columns);
  const buffers = await Promise.all(names.map((name) => bufferFor(columns[name]!, most)));
  const cells = buffers.map((buffer) => buffer.cells);
  const mask = new Uint8Array(most / 8);
  const name = `incoming_${++made}`;
  let failed: unknown = null;
  const source = DuckDBTableFunction.create({
    name,
    bindFunction: (info) => {
      for (const [at, column] of names.entries()) info.addResultColumn(column, buffers[at]!.type);
    },
    initFunction: () => {},
    mainFunction: (info, { chunk }) => {
      try {
        const count = fill(cells, most);
        bindings.data_chunk_set_size(chunk as never, count);
        for (const [at, column] of cells.entries())
          writeVector(
            bindings,
            bindings.data_chunk_get_vector(chunk as never, at),
            column,
            count,
            mask,
          );
      } catch (error) {
        failed = error;
        info.setError("the table could not be read to its end");
      }
    },
  });
  connection.registerTableFunction(source);
  const expressions = names.map((column, at) => buffers[at]!.expression(column));
  try {
    await connection.run(
      `COPY (SELECT ${expressions.join(", ")} FROM ${name}()) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  } catch (error) {
    throw failed ?? error;
  }
}
