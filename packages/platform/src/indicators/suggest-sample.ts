import {
  contentOf,
  type Delivered,
  guessText,
  malformed,
  openTable,
  type RowStream,
  sheetNames,
} from "#intake";
import { Refusal } from "#kernel";
import type { Sample } from "./suggest-types.ts";

/** Rows that are looked at in formats that are read row by row. */
const mostRows = 50_000;
/** Titles above a header are seldom longer. */
const deepestHeader = 15;

const isWords = (cell: string) => cell !== "" && !/^[-+]?[\d.,\s]+$/.test(cell);

/** The first row that has all columns and names most of them in words; years may be names too. */
function headerAt(records: readonly { readonly cells: readonly string[] }[]): number {
  const widths = new Map<number, number>();
  for (const { cells } of records.slice(0, 200))
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const [width = 0] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  const found = records
    .slice(0, 40)
    .findIndex(
      ({ cells }) =>
        cells.length === width && cells.every((cell) => cell !== "") && cells.some(isWords),
    );
  return Math.max(found, 0);
}

function textSample(delivered: Delivered, folder: string): Sample {
  const { encoding, separator, records, isWhole } = guessText(delivered);
  const file = delivered.name;
  const at = headerAt(records);
  const head = records[at];
  if (head === undefined)
    throw malformed({ file }, "the file is empty; a header row was expected.");
  const body = records.slice(at + 1);
  return {
    file,
    folder,
    header: head.cells,
    headerLine: head.line,
    rows: body.map(({ cells }) => cells),
    lines: body.map(({ line }) => line),
    text: { encoding, separator },
    sheet: null,
    isWhole,
  };
}

async function streamSample(
  stream: RowStream,
  folder: string,
  sheet: string | null,
): Promise<Sample> {
  const [rows, lines]: [(readonly string[])[], number[]] = [[], []];
  let isWhole = true;
  for await (const batch of stream.batches) {
    for (const { line, cells } of batch) {
      rows.push(cells);
      lines.push(line);
    }
    if (rows.length <= mostRows) continue;
    isWhole = false;
    break;
  }
  const { file, header, headerLine } = stream;
  return { file, folder, header, headerLine, rows, lines, text: null, sheet, isWhole };
}

/** Titles may stand above the header of a sheet: the first row that can be a header is taken. */
async function sheetSample(delivered: Delivered, folder: string): Promise<Sample> {
  const sheets = await sheetNames(delivered);
  const sheet = sheets[0] ?? null;
  let first: Refusal | null = null;
  for (let headerLine = 1; headerLine <= deepestHeader; headerLine++) {
    try {
      const stream = await openTable(delivered, { sheet: sheet ?? undefined, headerLine });
      if (stream.header.length === 1) continue;
      return await streamSample(stream, folder, sheets.length > 1 ? sheet : null);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      first ??= error;
    }
  }
  throw first ?? malformed({ file: delivered.name }, "no row of the sheet can be its header.");
}

/**
 * Looks at the beginning of a table of any format.
 * @param folder the name of the folder that the file lies in
 * @throws {Refusal} input-malformed when it is no table
 */
export async function sampleOf(delivered: Delivered, folder: string): Promise<Sample> {
  const sample = await anySample(delivered, folder);
  if (sample.rows.length > 0) return sample;
  throw malformed(
    { file: sample.file },
    "the table has a header and no rows; a mapping is guessed from figures.",
  );
}

async function anySample(delivered: Delivered, folder: string): Promise<Sample> {
  const content = contentOf(delivered);
  if (content === "zip") return sheetSample(delivered, folder);
  if (content === "text") {
    const sample = textSample(delivered, folder);
    if (sample.header.length < 2)
      throw malformed(
        { file: sample.file, line: sample.headerLine },
        "no separator cuts this file into columns; it is no table.",
      );
    return sample;
  }
  return streamSample(await openTable(delivered, {}), folder, null);
}
