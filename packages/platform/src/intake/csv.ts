import { CsvError, parse } from "csv-parse/sync";
import { malformed } from "./place.ts";
import { type Delivered, textOf } from "./read-file.ts";
import type { RowStream } from "./row-stream.ts";

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

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const sentences: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a text in double quotes (") is not closed.',
  INVALID_OPENING_QUOTE:
    'a double quote (") stands inside a text; put the whole text in quotes and double the quote.',
  CSV_INVALID_CLOSING_QUOTE: "after a closing quote a comma or the end of the line was expected.",
};

/** Lines end in LF here: the parser counts a CR LF inside quotes as two lines. */
function parseRecords(file: string, text: string): readonly Parsed[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number((error as unknown as { lines?: number }).lines ?? 1);
    throw malformed({ file, line }, sentences[error.code] ?? "this is not a CSV file.");
  }
}

function checkHeader(file: string, header: readonly string[]): void {
  const seen = new Set<string>();
  for (const [at, name] of header.entries()) {
    if (name === "")
      throw malformed({ file, line: 1 }, `column ${at + 1} has no name in the header.`);
    if (seen.has(name))
      throw malformed({ file, line: 1 }, `the header has the column "${name}" twice.`);
    seen.add(name);
  }
}

/**
 * Reads a CSV file with a header: commas and double quotes as in RFC 4180, UTF-8, spaces around cells dropped.
 * @throws {Refusal} input-malformed with file and line
 */
export function readCsv(delivered: Delivered): Table {
  const file = delivered.name;
  const [head, ...body] = parseRecords(file, textOf(delivered).replace(/\r\n?/g, "\n"));
  if (head === undefined)
    throw malformed({ file }, "the file is empty; a header row was expected.");
  const header = head.record;
  checkHeader(file, header);
  const rows = body.map(({ record, info }) => {
    // The parser counts the lines it has passed; a quoted cell with line breaks ends on a later line than it begins.
    const breaks = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
    const line = info.lines - breaks;
    if (record.length !== header.length)
      throw malformed(
        { file, line },
        `this row has ${record.length} cells; the header has ${header.length}.`,
      );
    return { line, cells: Object.fromEntries(header.map((name, at) => [name, record[at]!])) };
  });
  return { file, header, rows };
}

/** @throws {Refusal} input-malformed when one of the columns is not in the header */
export function requireColumns({ file, header }: Table, columns: readonly string[]): void {
  for (const column of columns)
    if (!header.includes(column))
      throw malformed(
        { file, line: 1 },
        `the column "${column}" is expected; the header has: ${header.join(", ")}.`,
      );
}

/** All rows of a table of any format at once, for readers that need them together. */
export async function wholeTable({ file, header, batches }: RowStream): Promise<Table> {
  const rows: Row[] = [];
  for await (const batch of batches)
    for (const { line, cells } of batch)
      rows.push({ line, cells: Object.fromEntries(header.map((name, at) => [name, cells[at]!])) });
  return { file, header, rows };
}
