import { DelimitedRows, type DelimitedShape } from "./delimited-rows.ts";
import { decodedChunks, type Encoding } from "./delimited-text.ts";
import { checkNames } from "./header.ts";
import { malformed } from "./place.ts";
import type { Delivered } from "./read-file.ts";
import type { RowStream, TableRow } from "./row-stream.ts";

/** How a delimited file is written, where that is not as usual. */
export interface DelimitedOptions {
  /** One character. Default: a tab in a .tsv file, a comma in every other. */
  readonly separator?: string | undefined;
  /** Default: utf-8. */
  readonly encoding?: Encoding | undefined;
  /** The line of the header, counted from 1; lines above it are not read. Default: the first that is not empty. */
  readonly headerLine?: number | undefined;
}

const separatorOf = ({ separator }: DelimitedOptions, file: string) =>
  separator ?? (/\.(tsv|tab)$/i.test(file) ? "\t" : ",");

function shapeOf(file: string, options: DelimitedOptions): DelimitedShape {
  const separator = separatorOf(options, file);
  if (separator.length !== 1 || /["\r\n]/.test(separator))
    throw malformed({ file }, "a separator is one character, and no quote or line break.");
  return { file, separator: separator.charCodeAt(0) };
}

/** Every row of the file with the header as the first; rows above `headerLine` are passed by. */
function* rowsOf(delivered: Delivered, options: DelimitedOptions): Generator<TableRow[]> {
  const rows = new DelimitedRows(shapeOf(delivered.name, options));
  const { headerLine } = options;
  let toSkip = (headerLine ?? 1) - 1;
  for (const chunk of decodedChunks(delivered, options.encoding ?? "utf-8")) {
    let text = chunk;
    while (toSkip > 0 && text !== "") {
      const { index, 0: ending } = /\r\n?|\n/.exec(text) ?? { index: text.length, 0: "" };
      text = text.slice(index + ending.length);
      rows.line++;
      toSkip--;
    }
    const found = rows.push(text);
    if (found.length > 0) yield found;
  }
  const last = rows.end();
  if (last.length > 0) yield last;
}

function checkWidths(file: string, rows: readonly TableRow[], width: number): void {
  for (const { line, cells } of rows)
    if (cells.length !== width)
      throw malformed(
        { file, line },
        `this row has ${cells.length} cells; the header has ${width}.`,
      );
}

/** A delimited file, its header read and its rows still to come, one batch at a time. */
export interface DelimitedTable {
  readonly header: TableRow;
  /** Read once. */
  readonly batches: Iterable<readonly TableRow[]>;
}

/**
 * Reads a delimited file without waiting.
 * @throws {Refusal} input-malformed with file and line; also while its batches are read
 */
export function delimitedTable(
  delivered: Delivered,
  options: DelimitedOptions = {},
): DelimitedTable {
  const file = delivered.name;
  const batches = rowsOf(delivered, options);
  const { value: first, done } = batches.next();
  const header = first?.[0];
  if (done === true || header === undefined)
    throw malformed(
      { file },
      delivered.bytes.byteLength === 0 || options.headerLine === undefined
        ? "the file is empty; a header row was expected."
        : `the file ends before line ${options.headerLine}, where its mapping says the header is (file: headerLine).`,
    );
  checkNames({ file, line: header.line }, header.cells);
  return { header, batches: bodyOf(file, first.slice(1), batches, header.cells.length) };
}

function* bodyOf(
  file: string,
  first: readonly TableRow[],
  others: Iterable<readonly TableRow[]>,
  width: number,
): Generator<readonly TableRow[]> {
  checkWidths(file, first, width);
  if (first.length > 0) yield first;
  for (const rows of others) {
    checkWidths(file, rows, width);
    yield rows;
  }
}

/**
 * Opens a file of delimited text: any separator, quotes as in RFC 4180 with line breaks inside them, a byte-order mark,
 * line ends of every system. Spaces around a cell are dropped, those inside quotes are kept.
 * @throws {Refusal} input-malformed with file and line
 */
export async function openDelimited(
  delivered: Delivered,
  options: DelimitedOptions = {},
): Promise<RowStream> {
  const { header, batches } = delimitedTable(delivered, options);
  async function* later() {
    yield* batches;
  }
  return { file: delivered.name, header: header.cells, headerLine: header.line, batches: later() };
}
