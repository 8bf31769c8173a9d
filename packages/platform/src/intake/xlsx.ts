import { checkNames } from "./header.ts";
import { malformed } from "./place.ts";
import type { Delivered } from "./read-file.ts";
import type { RowStream, TableRow } from "./row-stream.ts";
import { columnLetters, lookOf, type NumberLook } from "./xlsx-cell.ts";
import { readSheet, type SheetAfter, type SheetContext, type SheetRow } from "./xlsx-sheet.ts";
import { readXml, type XmlListener } from "./xml.ts";
import { openZip, type Zip } from "./zip.ts";

/** Which table of a workbook is meant. */
export interface XlsxOptions {
  /** The sheet's name, or its number from 1. Left out: the only one that is not hidden. */
  readonly sheet?: string | number | undefined;
  /** The row that names the columns, from 1. Left out: 1. */
  readonly headerLine?: number | undefined;
}

interface Sheet {
  readonly name: string;
  readonly relation: string;
  readonly isHidden: boolean;
}

/** All texts of a workbook together: a column of unique texts for a million areas is a third of this. */
const mostTextCharacters = 128 * 1024 ** 2;

async function listen(zip: Zip, file: string, part: string, listener: XmlListener): Promise<void> {
  for await (const _ of readXml({ file, part }, zip.read(part), listener));
}

async function readWorkbook(zip: Zip, file: string) {
  const sheets: Sheet[] = [];
  let is1904 = false;
  await listen(zip, file, "xl/workbook.xml", {
    open: (name, attributes) => {
      const at = (key: string) => attributes[key];
      if (name === "workbookPr") is1904 = at("date1904") === "1" || at("date1904") === "true";
      if (name !== "sheet") return;
      const relation = Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1] ?? "";
      sheets.push({
        name: at("name") ?? "",
        relation,
        isHidden: (at("state") ?? "visible") !== "visible",
      });
    },
  });
  const parts = new Map<string, string>();
  await listen(zip, file, "xl/_rels/workbook.xml.rels", {
    open: (name, { Id, Target, TargetMode }) => {
      if (name !== "Relationship" || Id === undefined || TargetMode === "External") return;
      const target = Target ?? "";
      parts.set(Id, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  return { sheets, is1904, parts };
}

async function readStrings(zip: Zip, file: string): Promise<readonly string[]> {
  const part = zip.names.find((name) => name.toLowerCase() === "xl/sharedstrings.xml");
  if (part === undefined) return [];
  const strings: string[] = [];
  let [text, isText, isPhonetic, characters] = ["", false, false, 0];
  await listen(zip, file, part, {
    open: (name) => {
      if (name === "si") text = "";
      isText = name === "t";
      if (name === "rPh") isPhonetic = true;
    },
    text: (piece) => {
      if (isText && !isPhonetic) text += piece;
    },
    close: (name) => {
      if (name === "t") isText = false;
      if (name === "rPh") isPhonetic = false;
      if (name !== "si") return;
      characters += text.length + 8;
      if (characters > mostTextCharacters)
        throw malformed({ file }, "the texts of the workbook are too many to read; split it.");
      strings.push(text);
    },
  });
  return strings;
}

/** How each style shows a number. */
async function readLooks(zip: Zip, file: string): Promise<readonly NumberLook[]> {
  if (!zip.names.includes("xl/styles.xml")) return [];
  const codes = new Map<number, string>();
  const looks: NumberLook[] = [];
  let isCells = false;
  await listen(zip, file, "xl/styles.xml", {
    open: (name, { numFmtId = "0", formatCode = "" }) => {
      if (name === "numFmt") codes.set(Number(numFmtId), formatCode);
      if (name === "cellXfs") isCells = true;
      if (name === "xf" && isCells && looks.length < 100_000)
        looks.push(lookOf(Number(numFmtId), codes.get(Number(numFmtId))));
    },
    close: (name) => {
      if (name === "cellXfs") isCells = false;
    },
  });
  return looks;
}

function chooseSheet(
  file: string,
  sheets: readonly Sheet[],
  chosen: string | number | undefined,
): Sheet {
  const names = sheets.map(({ name }) => `"${name}"`).join(", ");
  if (chosen !== undefined) {
    const found =
      typeof chosen === "number" ? sheets[chosen - 1] : sheets.find(({ name }) => name === chosen);
    if (found !== undefined) return found;
    const which = typeof chosen === "number" ? `sheet ${chosen}` : `sheet "${chosen}"`;
    throw malformed({ file }, `there is no ${which}; the workbook has ${names}.`);
  }
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  if (shown.length === 1) return shown[0]!;
  if (shown.length === 0) throw malformed({ file }, "the workbook has no sheet that can be seen.");
  throw malformed(
    { file },
    `the workbook has several sheets, ${names}; say in the mapping which one is meant (file: sheet).`,
  );
}

/** The names of the columns; merged cells leave names out, and are told as what they are. */
async function headerOf(
  { file, sheet }: SheetContext,
  { row, cells }: SheetRow,
  rest: AsyncGenerator<readonly SheetRow[]>,
  after: SheetAfter,
): Promise<readonly string[]> {
  const width = Math.max(...cells.keys());
  const header = Array.from({ length: width }, (_, at) => cells.get(at + 1) ?? "");
  const unnamed = header.indexOf("") + 1;
  if (unnamed > 0) {
    for await (const _ of rest); // merged cells are listed after the rows
    const merged = after.merged.find((range) => rangeHolds(range, unnamed, row));
    const cell = `${sheet.name}!${columnLetters(unnamed)}${row}`;
    throw malformed(
      { file, line: row },
      merged === undefined
        ? `cell ${cell} is empty; every column of the header needs a name. Is this the header's row?`
        : `the cells ${sheet.name}!${merged} of the header are merged; give every column a name of its own, or say which row is the header (file: headerLine).`,
    );
  }
  checkNames({ file, line: row }, header);
  return header;
}

function rangeHolds(range: string, column: number, row: number): boolean {
  const [, left, top, right, bottom] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range) ?? [];
  if (left === undefined) return false;
  const number = (letters: string) =>
    [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return (
    number(left) <= column &&
    column <= number(right!) &&
    Number(top) <= row &&
    row <= Number(bottom)
  );
}

function toTableRow(
  { file, sheet }: SheetContext,
  { row, cells }: SheetRow,
  width: number,
): TableRow {
  for (const column of cells.keys())
    if (column > width)
      throw malformed(
        { file, line: row },
        `cell ${sheet.name}!${columnLetters(column)}${row} has no name above it in the header.`,
      );
  return { line: row, cells: Array.from({ length: width }, (_, at) => cells.get(at + 1) ?? "") };
}

async function contextOf(
  delivered: Delivered,
  { sheet: chosen }: XlsxOptions,
): Promise<SheetContext> {
  const file = delivered.name;
  const zip = openZip(delivered);
  if (!zip.names.includes("xl/workbook.xml"))
    throw malformed(
      { file },
      "this ZIP archive is no Excel workbook; unpack it, and import what is inside.",
    );
  if (zip.names.some((name) => name.startsWith("xl/externalLinks/")))
    throw malformed(
      { file },
      "the workbook takes figures from other files (external links); paste them as values, and save it again.",
    );
  const { sheets, is1904, parts } = await readWorkbook(zip, file);
  const sheet = chooseSheet(file, sheets, chosen);
  const part = parts.get(sheet.relation);
  if (part === undefined || !zip.names.includes(part))
    throw malformed({ file }, `the sheet "${sheet.name}" is not in the workbook; it is damaged.`);
  const [strings, looks] = [await readStrings(zip, file), await readLooks(zip, file)];
  return { file, zip, sheet: { name: sheet.name, part }, strings, looks, is1904 };
}

/**
 * Opens one sheet of an Excel workbook (ISO/IEC 29500) as a table. Lines are the rows as Excel numbers them. Dates come
 * as ISO days, formulas as the values that were last worked out, and a number shown as a percentage as it is shown.
 * @throws {Refusal} input-malformed, with the row, and the cell as `Sheet1!C7`
 */
export async function openXlsx(delivered: Delivered, options: XlsxOptions): Promise<RowStream> {
  const context = await contextOf(delivered, options);
  const { file, sheet } = context;
  const headerLine = options.headerLine ?? 1;
  const after: SheetAfter = { merged: [] };
  const rest = readSheet(context, after);
  let [head, kept]: [SheetRow | undefined, readonly SheetRow[]] = [undefined, []];
  while (head === undefined) {
    const { done, value } = await rest.next();
    if (done === true) break;
    head = value.find(({ row }) => row >= headerLine);
    kept = value.filter(({ row }) => row > headerLine);
  }
  if (head === undefined)
    throw malformed(
      { file },
      options.headerLine === undefined
        ? `the sheet ${sheet.name} is empty; a header row was expected.`
        : `the sheet ${sheet.name} ends before row ${headerLine}, where its mapping says the header is (file: headerLine).`,
    );
  if (head.row !== headerLine)
    throw malformed(
      { file, line: headerLine },
      `this row of sheet ${sheet.name} is empty; the header was expected here.`,
    );
  const header = await headerOf(context, head, rest, after);
  const width = header.length;
  return {
    file,
    header,
    headerLine: headerLine,
    batches: (async function* () {
      if (kept.length > 0) yield kept.map((row) => toTableRow(context, row, width));
      for await (const rows of rest) yield rows.map((row) => toTableRow(context, row, width));
    })(),
  };
}

/** The names of a workbook's sheets that can be seen, in their order. @throws {Refusal} input-malformed */
export async function sheetNames(delivered: Delivered): Promise<readonly string[]> {
  const zip = openZip(delivered);
  if (!zip.names.includes("xl/workbook.xml")) return [];
  const { sheets } = await readWorkbook(zip, delivered.name);
  return sheets.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
}
