import type { Hash } from "node:crypto";
import type { IndicatorId, Period } from "#kernel";
import { areKept, codeOf, decimalsIn, scaled } from "./figure-codes.ts";
import type { Figure } from "./types.ts";

function grown<Numbers extends Uint8Array | Uint32Array | Int32Array | Float64Array>(
  numbers: Numbers,
  size: number,
): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(size);
  larger.set(numbers.subarray(0, Math.min(size, numbers.length)));
  return larger;
}

const nextSize = (size: number) => Math.max(16, size * 2);

/** The rows that several series share: which area each is about, and on which line it stands. */
export class RowSet {
  areas = new Uint32Array(0);
  lines = new Uint32Array(0);
  size = 0;
  #sorted: SortedRows | null = null;

  push(area: number, line: number): void {
    if (this.size === this.areas.length) {
      this.areas = grown(this.areas, nextSize(this.size));
      this.lines = grown(this.lines, nextSize(this.size));
    }
    this.areas[this.size] = area;
    this.lines[this.size++] = line;
  }

  trim(): void {
    if (this.areas.length === this.size) return;
    this.areas = grown(this.areas, this.size);
    this.lines = grown(this.lines, this.size);
  }

  /** Rows by the rank of their area; of one area, by line. Kept: all series of a file ask for the same. */
  sorted(ranks: Uint32Array): SortedRows {
    if (this.#sorted !== null) return this.#sorted;
    // Rank and row in one number, which sorts fast and exactly: both are below 2 to the 26th.
    const keys = new Float64Array(this.size);
    for (let row = 0; row < this.size; row++) keys[row] = ranks[this.areas[row]!]! * 2 ** 26 + row;
    keys.sort();
    this.#sorted = {
      rows: Uint32Array.from(keys, (key) => key % 2 ** 26),
      ranks: Uint32Array.from(keys, (key) => key / 2 ** 26),
    };
    return this.#sorted;
  }
}

/** Rows in the order of their areas, and the rank of each one's area. */
export interface SortedRows {
  readonly rows: Uint32Array;
  readonly ranks: Uint32Array;
}

/** What all figures of a series have in common. */
export interface SeriesHead extends Pick<Figure, "indicator" | "period" | "status" | "columns"> {
  readonly indicator: IndicatorId;
  readonly period: Period;
  /** Added to the decimals of a share, which are those of its percentage: 28.3 % is 0.283. */
  readonly exponent: 0 | 2;
  /** The name of the file, for messages. */
  readonly file: string;
}

const largest = 2 ** 31 - 1;

/** Figures of one indicator, period and column of a file. Numbers are kept as written digits while they fit in 32 bits. */
export class Series {
  readonly head: SeriesHead;
  readonly rows: RowSet;
  /** The place among the series of its set. */
  readonly order: number;
  codes = new Uint8Array(0);
  #digits: Int32Array | null = new Int32Array(0);
  #values: Float64Array | null = null;
  #numerators: Float64Array | null = null;
  #denominators: Float64Array | null = null;
  #printed: Float64Array | null = null;

  constructor(head: SeriesHead, rows: RowSet, order: number) {
    this.head = head;
    this.rows = rows;
    this.order = order;
  }

  /** A number as written digits: 123 with one decimal is 12.3. */
  setDigits(row: number, state: number, digits: number, decimals: number): void {
    this.#reserve(row);
    this.codes[row] = codeOf(state, decimals);
    if (this.#digits !== null && areKept(decimals) && Math.abs(digits) <= largest) {
      this.#digits[row] = digits;
      return;
    }
    this.#useValues()[row] = scaled(digits, decimals + this.head.exponent);
  }

  /** A number as it is. */
  setValue(row: number, state: number, value: number, decimals: number | null): void {
    this.#reserve(row);
    this.codes[row] = codeOf(state, decimals);
    this.#useValues()[row] = value;
  }

  /** Why there is no number. */
  setGap(row: number, state: number): void {
    this.#reserve(row);
    this.codes[row] = codeOf(state, 0);
  }

  setCounts(row: number, numerator: number, denominator: number): void {
    this.#numerators = withRoom(this.#numerators, this.codes.length);
    this.#denominators = withRoom(this.#denominators, this.codes.length);
    this.#numerators[row] = numerator;
    this.#denominators[row] = denominator;
  }

  setPrinted(row: number, printed: number): void {
    this.#printed = withRoom(this.#printed, this.codes.length);
    this.#printed[row] = printed;
  }

  /** In the indicator's unit; of no meaning where there is a gap. */
  valueAt(row: number): number {
    if (this.#digits === null) return this.#values![row]!;
    return scaled(this.#digits[row]!, decimalsIn(this.codes[row]!)! + this.head.exponent);
  }

  countsAt(row: number): Figure["counts"] {
    const numerator = this.#numerators?.[row] ?? Number.NaN;
    const denominator = this.#denominators?.[row] ?? Number.NaN;
    return Number.isNaN(numerator) || Number.isNaN(denominator) ? null : { numerator, denominator };
  }

  printedAt(row: number): number | null {
    const printed = this.#printed?.[row] ?? Number.NaN;
    return Number.isNaN(printed) ? null : printed;
  }

  get hasCounts(): boolean {
    return this.#numerators !== null;
  }

  get hasPrinted(): boolean {
    return this.#printed !== null;
  }

  trim(): void {
    this.rows.trim();
    if (this.codes.length !== this.rows.size) this.#resize(this.rows.size);
  }

  hashInto(hash: Hash): void {
    const { size } = this.rows;
    hash.update(this.codes.subarray(0, size));
    for (const numbers of [
      this.#digits,
      this.#values,
      this.#numerators,
      this.#denominators,
      this.#printed,
    ])
      hash.update(numbers === null ? "-" : bytesOf(numbers.subarray(0, size)));
  }

  #reserve(row: number): void {
    if (row >= this.codes.length) this.#resize(nextSize(row));
  }

  #resize(size: number): void {
    this.codes = grown(this.codes, size);
    if (this.#digits !== null) this.#digits = grown(this.#digits, size);
    if (this.#values !== null) this.#values = grown(this.#values, size);
    if (this.#numerators !== null) this.#numerators = withRoom(this.#numerators, size);
    if (this.#denominators !== null) this.#denominators = withRoom(this.#denominators, size);
    if (this.#printed !== null) this.#printed = withRoom(this.#printed, size);
  }

  /** From the first number on that does not fit as digits, all of this series are kept as doubles. */
  #useValues(): Float64Array {
    if (this.#values !== null) return this.#values;
    const digits = this.#digits!;
    const values = new Float64Array(this.codes.length);
    for (let row = 0; row < digits.length; row++) {
      const decimals = decimalsIn(this.codes[row]!);
      if (decimals !== null) values[row] = scaled(digits[row]!, decimals + this.head.exponent);
    }
    this.#digits = null;
    this.#values = values;
    return values;
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array | Float64Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Room for `size` numbers; a place that nothing was put in is none. */
function withRoom(numbers: Float64Array | null, size: number): Float64Array {
  if (numbers !== null && numbers.length === size) return numbers;
  const larger = new Float64Array(size).fill(Number.NaN);
  if (numbers !== null) larger.set(numbers.subarray(0, Math.min(size, numbers.length)));
  return larger;
}
