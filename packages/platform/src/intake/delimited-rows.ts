import { longestLine } from "./delimited-text.ts";
import { malformed } from "./place.ts";
import type { TableRow } from "./row-stream.ts";

/** What a parser must know of a file. */
export interface DelimitedShape {
  readonly file: string;
  /** The character code of the separator. */
  readonly separator: number;
}

/** What no table of figures has: more is a mistake or an attack, and is refused before it fills the memory. */
const limits = { columns: 20_000, cell: 1_000_000 } as const;

const [quote, lineFeed, carriageReturn, space, tab] = [34, 10, 13, 32, 9] as const;

const told = (n: number) => n.toLocaleString("en");

/** Takes rows out of a text that arrives in pieces. */
export class DelimitedRows {
  /** The line at which the next row begins, counted from 1. */
  line = 1;
  readonly #file: string;
  readonly #separator: number;
  /** A row whose end has not arrived. */
  #rest = "";
  #text = "";
  #at = 0;
  /** Line breaks inside the quotes of the row that is being read. */
  #breaks = 0;
  #isLast = false;

  constructor({ file, separator }: DelimitedShape) {
    this.#file = file;
    this.#separator = separator;
  }

  /** @returns the rows that are complete */
  push(piece: string): TableRow[] {
    this.#text = this.#rest === "" ? piece : this.#rest + piece;
    this.#at = 0;
    const rows: TableRow[] = [];
    while (this.#at < this.#text.length) {
      const begin = this.#at;
      this.#breaks = 0;
      const cells = this.#row();
      if (cells === null) {
        this.#at = begin;
        break;
      }
      if (cells.length > 1 || cells[0] !== "") rows.push({ line: this.line, cells });
      this.line += 1 + this.#breaks;
    }
    this.#rest = this.#text.slice(this.#at);
    if (this.#rest.length > longestLine)
      throw this.#wrong(`this line is longer than ${told(longestLine)} characters.`);
    return rows;
  }

  /** @returns the last row, when no line end follows it */
  end(): TableRow[] {
    if (this.#rest === "") return [];
    this.#isLast = true;
    return this.push("");
  }

  #wrong(sentence: string) {
    return malformed({ file: this.#file, line: this.line }, sentence);
  }

  /** The cells up to the end of the line; null when it has not arrived. */
  #row(): string[] | null {
    const cells: string[] = [];
    for (;;) {
      const cell = this.#cell();
      if (cell === null) return null;
      cells.push(cell);
      if (cells.length > limits.columns)
        throw this.#wrong(
          `this row has more than ${told(limits.columns)} cells; a table of figures has fewer columns.`,
        );
      const text = this.#text;
      const code = text.charCodeAt(this.#at);
      if (code === this.#separator) {
        this.#at++;
        continue;
      }
      if (this.#at >= text.length) return this.#isLast ? cells : null;
      // A carriage return at the end of a piece may be half of a line end.
      if (code === carriageReturn && this.#at + 1 === text.length && !this.#isLast) return null;
      const isPair = code === carriageReturn && text.charCodeAt(this.#at + 1) === lineFeed;
      this.#at += isPair ? 2 : 1;
      return cells;
    }
  }

  /** The cell that begins here; afterwards `at` is on what ends it. */
  #cell(): string | null {
    const text = this.#text;
    const separator = this.#separator;
    let from = this.#at;
    let code = text.charCodeAt(from);
    while ((code === space || code === tab) && code !== separator) code = text.charCodeAt(++from);
    if (code === quote) return this.#quoted(from + 1);
    let to = from;
    while (code !== separator && code !== lineFeed && code !== carriageReturn) {
      if (code === quote)
        throw this.#wrong(
          'a double quote (") stands inside a text; put the whole text in quotes and double the quote.',
        );
      if (to >= text.length) break; // the code of what is beyond the end is NaN
      code = text.charCodeAt(++to);
    }
    this.#at = to;
    if (to - from > limits.cell) throw this.#tooLong();
    while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
    return text.slice(from, to);
  }

  #tooLong() {
    return this.#wrong(`a cell is longer than ${told(limits.cell)} characters.`);
  }

  #quoted(from: number): string | null {
    const text = this.#text;
    let to = from;
    let isDoubled = false;
    for (;;) {
      to = text.indexOf('"', to);
      if (to === -1 || (to + 1 === text.length && !this.#isLast)) return this.#unfinished(from);
      if (text.charCodeAt(to + 1) !== quote) break;
      isDoubled = true;
      to += 2;
    }
    let written = text.slice(from, to);
    if (isDoubled) written = written.replaceAll('""', '"');
    if (written.length > limits.cell) throw this.#tooLong();
    if (/[\r\n]/.test(written)) {
      written = written.replace(/\r\n?/g, "\n");
      this.#breaks += written.split("\n").length - 1;
    }
    this.#at = to + 1;
    this.#passBlanks();
    return written;
  }

  #unfinished(from: number): null {
    const isTooLong = this.#text.length - from > limits.cell;
    if (this.#isLast || isTooLong) throw this.#wrong('a text in double quotes (") is not closed.');
    return null;
  }

  #passBlanks(): void {
    let code = this.#text.charCodeAt(this.#at);
    while (isBlank(code) && code !== this.#separator) code = this.#text.charCodeAt(++this.#at);
    const ends = code === this.#separator || code === lineFeed || code === carriageReturn;
    if (!ends && this.#at < this.#text.length)
      throw this.#wrong("after a closing quote a separator or the end of the line was expected.");
  }
}

const isBlank = (code: number) => code === space || code === tab;
