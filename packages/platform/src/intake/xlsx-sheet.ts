import { malformed } from "./place.ts";
import { addressOf, columnLetters, isoMoment, type NumberLook, plainNumber } from "./xlsx-cell.ts";
import { readXml, type XmlListener } from "./xml.ts";
import type { Zip } from "./zip.ts";

/** A row of a sheet that holds something; texts by column number from 1. */
export interface SheetRow {
  readonly row: number;
  readonly cells: ReadonlyMap<number, string>;
}

/** What the cells of a sheet need to be understood. */
export interface SheetContext {
  readonly file: string;
  readonly zip: Zip;
  readonly sheet: { readonly name: string; readonly part: string };
  readonly strings: readonly string[];
  readonly looks: readonly NumberLook[];
  readonly is1904: boolean;
}

/** What the sheet tells after its rows: `B1:D1` and so on. Filled while the sheet is read. */
export interface SheetAfter {
  readonly merged: string[];
}

/** Fifty million cells are a thousand columns of fifty thousand areas; more does not fit the format's readers either. */
const mostCells = 50_000_000;

interface OpenCell {
  column: number;
  row: number;
  type: string;
  style: number;
  value: string | null;
  inline: string | null;
  isFormula: boolean;
}

class SheetListener implements XmlListener {
  rows: SheetRow[] = [];
  private row = 0;
  private cells = new Map<number, string>();
  private cell: OpenCell | null = null;
  private within: "v" | "t" | null = null;
  private phonetic = false;
  private seen = 0;
  /** The column of the cell before this one: an address may be left out. */
  private previous = 0;
  private readonly context: SheetContext;
  private readonly after: SheetAfter;

  constructor(context: SheetContext, after: SheetAfter) {
    this.context = context;
    this.after = after;
  }

  private refuse(column: number, row: number, sentence: string) {
    const { file, sheet } = this.context;
    return malformed(
      { file, line: row },
      `cell ${sheet.name}!${columnLetters(column)}${row} ${sentence}`,
    );
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "row") this.openRow(attributes["r"]);
    else if (name === "c") this.openCell(attributes);
    else if (name === "mergeCell" && this.after.merged.length < 10_000)
      this.after.merged.push(attributes["ref"] ?? "");
    else if (this.cell === null) return;
    else if (name === "f") this.cell.isFormula = true;
    else if (name === "rPh") this.phonetic = true;
    else if (name === "v") {
      this.within = "v";
      this.cell.value = "";
    } else if (name === "t" && !this.phonetic) {
      this.within = "t";
      this.cell.inline ??= "";
    }
  }

  private openRow(written: string | undefined): void {
    const { file, sheet } = this.context;
    const row = written === undefined ? this.row + 1 : Number(written);
    if (!Number.isInteger(row) || row <= this.row || row > 1_048_576)
      throw malformed(
        { file },
        `the rows of sheet ${sheet.name} are not in order after ${this.row}.`,
      );
    this.row = row;
    this.previous = 0;
    this.cells = new Map();
  }

  private openCell({ r, t = "n", s = "0" }: Readonly<Record<string, string>>): void {
    const { file, sheet } = this.context;
    const at = r === undefined ? { column: this.previous + 1, row: this.row } : addressOf(r);
    if (at === null || at.row !== this.row)
      throw malformed({ file, line: this.row }, `"${r}" is no cell of this row of ${sheet.name}.`);
    if (++this.seen > mostCells)
      throw malformed({ file }, `sheet ${sheet.name} has more than ${mostCells} cells; split it.`);
    const style = Number(s);
    const open = { value: null, inline: null, isFormula: false };
    this.cell = { column: at.column, row: at.row, type: t, style, ...open };
    this.previous = at.column;
  }

  text(text: string): void {
    if (this.cell === null || this.within === null) return;
    if (this.within === "v") this.cell.value += text;
    else this.cell.inline += text;
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.within = null;
    else if (name === "rPh") this.phonetic = false;
    else if (name === "c" && this.cell !== null) {
      const written = this.written(this.cell).trim();
      if (this.cells.has(this.cell.column))
        throw this.refuse(this.cell.column, this.cell.row, "is there twice.");
      if (written !== "") this.cells.set(this.cell.column, written);
      this.cell = null;
    } else if (name === "row" && this.cells.size > 0)
      this.rows.push({ row: this.row, cells: this.cells });
  }

  private written({ column, row, type, value, inline, style, isFormula }: OpenCell): string {
    const refuse = (sentence: string) => this.refuse(column, row, sentence);
    if (type === "inlineStr") return inline ?? "";
    // Some programs write an empty value below a formula that they did not work out. Only a text may truly be empty.
    if (value === null || (isFormula && type !== "str" && value.trim() === "")) {
      if (isFormula)
        throw refuse(
          "holds a formula that was never worked out; open the file, and save it again.",
        );
      return "";
    }
    if (type === "e") throw refuse(`holds the error ${value}; mend it, or leave it empty.`);
    if (type === "str" || type === "d") return value;
    if (type === "b") return value === "1" ? "true" : "false";
    if (type === "s") {
      const text = /^\d+$/.test(value) ? this.context.strings[Number(value)] : undefined;
      if (text === undefined) throw refuse("points to a text that the workbook does not have.");
      return text;
    }
    if (value === "") return "";
    const number = Number(value);
    if (!Number.isFinite(number))
      throw refuse(`holds "${value.slice(0, 40)}", which is no number.`);
    return this.number(number, this.context.looks[style] ?? "plain", refuse);
  }

  private number(value: number, look: NumberLook, refuse: (sentence: string) => Error): string {
    if (look === "plain") return plainNumber(value);
    // A cell that shows 12.3 % holds 0.123. Read as it is shown, or a column headed (%) would be a hundredfold too low.
    if (look === "percent") return plainNumber(value * 100);
    const moment = isoMoment(value, this.context.is1904);
    if (moment === null) throw refuse(`is shown as a date, and ${value} is none.`);
    return moment;
  }
}

/** The rows of a sheet that hold something, from above, in batches. Memory does not grow with the sheet. */
export async function* readSheet(
  context: SheetContext,
  after: SheetAfter,
): AsyncGenerator<readonly SheetRow[]> {
  const { file, zip, sheet } = context;
  const listener = new SheetListener(context, after);
  for await (const _ of readXml({ file, part: sheet.part }, zip.read(sheet.part), {
    open: (name, attributes) => listener.open(name, attributes),
    text: (text) => listener.text(text),
    close: (name) => listener.close(name),
  })) {
    if (listener.rows.length === 0) continue;
    const rows = listener.rows;
    listener.rows = [];
    yield rows;
  }
}
