import { type DelimitedOptions, delimitedTable } from "./delimited.ts";
import { malformed } from "./place.ts";
import { type Delivered, textOf } from "./read-file.ts";

/** One row of data and the line of the file on which it begins; the header is line 1. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A CSV file, read. */
export interface Table {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

/**
 * Reads a small table whole: a header, commas and double quotes as in RFC 4180, UTF-8, spaces around cells dropped,
 * unless the options say otherwise.
 * @throws {Refusal} input-malformed with file and line
 */
export function readCsv(delivered: Delivered, options: DelimitedOptions = {}): Table {
  if (options.encoding === undefined) textOf(delivered); // one sentence about the file, before any about a line
  const { header, batches } = delimitedTable(delivered, options);
  const names = header.cells;
  const rows: Row[] = [];
  for (const batch of batches)
    for (const { line, cells } of batch)
      rows.push({ line, cells: Object.fromEntries(names.map((name, at) => [name, cells[at]!])) });
  return { file: delivered.name, header: names, rows };
}

/** @throws {Refusal} input-malformed when one of the columns is not in the header */
export function requireColumns(
  { file, header, headerLine = 1 }: Pick<Table, "file" | "header"> & { headerLine?: number },
  columns: readonly string[],
): void {
  for (const column of columns)
    if (!header.includes(column))
      throw malformed(
        { file, line: headerLine },
        `the column "${column}" is expected; the header has: ${header.join(", ")}.`,
      );
}
