import { Refusal } from "#kernel";
import { aboutPairs } from "./about.ts";
import type { Cell, Column, ExportTable } from "./types.ts";
import { sheetNames, styleNumbers, stylesXml, workbookParts } from "./xlsx-parts.ts";
import { type ZipEntry, zipOf } from "./zip.ts";

/** What a sheet holds, its header included. */
const mostRows = 1_048_576;

const encoder = new TextEncoder();

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
/** Text as XML: what XML 1.0 cannot hold is left out. */
const xml = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    // what looks like an escape of this format is escaped itself
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>"]/g, (sign) => entities[sign]!);

/** Days since 30 December 1899, which is how a sheet counts; null for what is no day that every program counts alike. */
function serialDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "1900-03-01") return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? null : at / 86_400_000 + 25_569;
}

const isDate = ({ name }: Column) =>
  name === "published" || name === "as_of" || /_(begin|end)$/.test(name);

/** A cell without its place: its attributes and what is in it; null: nothing. */
type Written = readonly [attributes: string, content: string] | null;

/** A text cell is written as text: a sheet never runs it, whatever it begins with. */
const textCell = (text: string, style: number): Written =>
  text === ""
    ? null
    : [`t="inlineStr" s="${style}"`, `<is><t xml:space="preserve">${xml(text)}</t></is>`];

function cellOf(cell: Cell, column: Column, numberStyle: number): Written {
  if (cell === null) return null;
  if (typeof cell === "number") return [`s="${numberStyle}"`, `<v>${cell}</v>`];
  const day = isDate(column) ? serialDay(cell) : null;
  return day === null
    ? textCell(cell, styleNumbers.text)
    : [`s="${styleNumbers.date}"`, `<v>${day}</v>`];
}

/** The name of a column: A, B … Z, AA … */
function letters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letters(Math.floor(at / 26) - 1) + last;
}

/** A row with the place of every cell, which some readers need. */
function rowOf(line: number, cells: readonly Written[]): string {
  const written = cells.map((cell, at) =>
    cell === null ? "" : `<c r="${letters(at)}${line}" ${cell[0]}>${cell[1]}</c>`,
  );
  return `<row r="${line}">${written.join("")}</row>`;
}

/** How the numbers of a row are shown: a value by its unit and decimals, a count with thousands. */
function numberStyles(columns: readonly Column[]): (row: readonly Cell[]) => readonly number[] {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const [unitAt, decimalsAt] = [at("unit"), at("decimals")];
  const isMeasured = columns.map(({ name }) => name === "value" || name === "printed");
  const plain = columns.map(({ type }) =>
    type === "integer" ? styleNumbers.whole : styleNumbers.general,
  );
  if (unitAt < 0) return () => plain;
  return (row) => {
    const decimals = Math.min(6, Math.max(0, Number(row[decimalsAt] ?? 1)));
    const style =
      row[unitAt] === "share"
        ? styleNumbers.percent + decimals
        : row[unitAt] === "count" && row[decimalsAt] === null
          ? styleNumbers.general
          : styleNumbers.decimals + decimals;
    return columns.map((_, place) => (isMeasured[place] ? style : plain[place]!));
  };
}

/** About as wide as what stands in it. */
const widthOf = ({ name, type }: Column) =>
  type !== "text"
    ? 14
    : /name|title|publisher|licence|definition|columns|file/.test(name)
      ? 30
      : Math.max(12, name.length + 3);

async function* figuresSheet({ columns, batches }: ExportTable): AsyncGenerator<Uint8Array> {
  const widths = columns.map(
    (column, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${widthOf(column)}" customWidth="1"/>`,
  );
  const header = columns.map(({ name }) => textCell(name, styleNumbers.header));
  yield encoder.encode(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>${rowOf(1, header)}`,
  );
  const stylesOf = numberStyles(columns);
  let line = 1;
  for await (const rows of batches()) {
    const written = rows.map((row) => {
      const styles = stylesOf(row);
      line += 1;
      return rowOf(
        line,
        row.map((cell, at) => cellOf(cell, columns[at]!, styles[at]!)),
      );
    });
    yield encoder.encode(written.join(""));
  }
  yield encoder.encode("</sheetData></worksheet>");
}

/** The sheet that says what this is: pairs, then what each column holds. */
function aboutSheet({ about, columns }: ExportTable): Uint8Array {
  const { header, text } = styleNumbers;
  const lines: readonly (readonly [style: number, cells: readonly string[]])[] = [
    [header, ["key", "value"]],
    ...aboutPairs(about).map((pair) => [text, pair] as const),
    [text, []],
    [header, ["column", "nl", "en"]],
    ...columns.map(({ name, about: words }) => [text, [name, words.nl, words.en]] as const),
  ];
  const rows = lines.map(([style, cells], at) =>
    rowOf(
      at + 1,
      cells.map((cell) => textCell(cell, style)),
    ),
  );
  return encoder.encode(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="1" width="18" customWidth="1"/><col min="2" max="3" width="70" customWidth="1"/></cols><sheetData>${rows.join("")}</sheetData></worksheet>`,
  );
}

/**
 * A table as a workbook of Office Open XML (ECMA-376), sheet by sheet and batch by batch: figures first, then what they are.
 * @throws {Refusal} question-impossible when there are more rows than a sheet holds
 */
export async function* xlsxOf(table: ExportTable): AsyncGenerator<Uint8Array> {
  if (table.count >= mostRows)
    throw new Refusal(
      "question-impossible",
      `${table.about.name}.xlsx: a sheet holds ${mostRows - 1} rows and there are ${table.count}; choose fewer figures, or .csv or .parquet.`,
      { rows: table.count },
    );
  const entries: ZipEntry[] = [
    ...Object.entries({ ...workbookParts(sheetNames), "xl/styles.xml": stylesXml }).map(
      ([name, text]) => ({ name, content: [encoder.encode(text)] }),
    ),
    { name: "xl/worksheets/sheet1.xml", content: figuresSheet(table) },
    { name: "xl/worksheets/sheet2.xml", content: [aboutSheet(table)] },
  ];
  yield* zipOf(entries);
}
