import { gapState, readingFrom, scaled, states } from "./figure-codes.ts";
import type { Gap, Reading } from "./types.ts";

/** How a source writes its cells. */
export interface CellFormat {
  readonly decimal: "." | ",";
  /** Between groups of three digits; null: nothing stands there. */
  readonly thousands: string | null;
  /** What stands where there is no number, and why there is none. */
  readonly missing: ReadonlyMap<string, Gap>;
}

/** Empty is "not available" and `x` is "suppressed": neither is zero. */
export const usualMissing: ReadonlyMap<string, Gap> = new Map([
  ["", "not-available"],
  ["x", "suppressed"],
]);

const usualFormat: CellFormat = { decimal: ".", thousands: null, missing: usualMissing };

/** What a cell says. One is made and filled again for every cell: 52 million objects would take longer than the rest. */
export interface Cell {
  /** The place in `states`. */
  state: number;
  /** The written digits without their point; 12.30 has 1230. */
  digits: number;
  /** How many of them stand behind the point. */
  decimals: number;
}

/** A cell to be filled. */
export const emptyCell = (): Cell => ({ state: 0, digits: 0, decimals: 0 });

const [zero, nine, minus, plus] = [48, 57, 45, 43] as const;
const bound = /^(<=|>=|<|>)\s*(-?\d.*)$/;

/** A number into `cell`, from `from` on. @returns whether it is one */
function readNumber(text: string, from: number, to: number, format: CellFormat, cell: Cell) {
  const decimal = format.decimal.charCodeAt(0);
  const thousands = format.thousands?.charCodeAt(0) ?? -1;
  const sign = text.charCodeAt(from);
  let at = sign === minus || sign === plus ? from + 1 : from;
  let digits = 0;
  let run = 0; // digits since the last sign of grouping
  let hasGroups = false;
  let point = -1;
  for (; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= nine) {
      digits = digits * 10 + (code - zero);
      run++;
    } else if (code === decimal && point === -1 && run > 0 && (!hasGroups || run === 3)) {
      point = at;
      run = 0;
    } else if (code === thousands && point === -1 && run > 0 && run <= 3) {
      if (hasGroups && run !== 3) return false;
      hasGroups = true;
      run = 0;
    } else return false;
  }
  if (run === 0 || (hasGroups && point === -1 && run !== 3)) return false;
  cell.decimals = point === -1 ? 0 : run;
  cell.digits = sign === minus ? -digits : digits;
  return digits <= mostExact || isExact(cell);
}

/** Above it a double skips whole numbers: another one would be kept than was written. */
const mostExact = Number.MAX_SAFE_INTEGER;

const isExact = ({ digits, decimals }: Cell) => Math.abs(scaled(digits, decimals)) <= mostExact;

const power = /^(.*\d)e([+-]\d{1,2})$/i;

/**
 * A number with a power of ten, as programs write the smallest: 4.02339e-05. Without a sign it may as well be a code.
 * Its decimals are those of the number written out.
 */
function readPower(written: string, format: CellFormat, cell: Cell): boolean {
  const [, digits, exponent] = power.exec(written) ?? [];
  if (digits === undefined || !readNumber(digits, 0, digits.length, format, cell)) return false;
  cell.decimals -= Number(exponent);
  if (cell.decimals < 0) {
    cell.digits = scaled(cell.digits, cell.decimals);
    cell.decimals = 0;
  }
  return isExact(cell);
}

const isBlank = (code: number) => code === 32 || code === 9 || code === 160;

/** Reads a cell into `cell`. @returns false when it is none of the things a cell may be */
export function readCellInto(text: string, format: CellFormat, cell: Cell): boolean {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  if (readNumber(text, from, to, format, cell)) {
    cell.state = 0;
    return true;
  }
  const written = text.slice(from, to);
  if (readPower(written, format, cell)) {
    cell.state = 0;
    return true;
  }
  const why = format.missing.get(written);
  if (why !== undefined) {
    cell.state = gapState(why);
    return true;
  }
  const [, op, limit] = bound.exec(written) ?? [];
  if (op === undefined || !readNumber(limit!, 0, limit!.length, format, cell)) return false;
  cell.state = states.indexOf(op as "<" | "<=" | ">" | ">=");
  return true;
}

/** Why a cell is none of the things that it may be; to come after the cell itself. */
export function whyNoFigure(written: string, { decimal, thousands }: CellFormat): string {
  const plain = thousands === null ? written : written.replaceAll(thousands, "");
  const [digits = ""] = /\d[\d.]*(e\+?\d+)?$/i.exec(plain.replace(decimal, ".").trim()) ?? [];
  return Number(digits) > mostExact
    ? `is too large to be kept exactly; at most ${mostExact} is read, so write it in thousands or millions.`
    : "is not a figure; expected a number, x (suppressed), nothing (not available) or a bound such as < 10.";
}

/**
 * What a cell of a source says.
 * @returns null when it is none of the things a cell may be
 */
export function readCell(written: string, format: CellFormat = usualFormat): Reading | null {
  const cell = emptyCell();
  if (!readCellInto(written, format, cell)) return null;
  const { state, digits, decimals } = cell;
  return readingFrom(states[state]!, scaled(digits, decimals), decimals);
}

/** How many decimals a number is written with: what its rounding can hide is half a unit of the last. */
export function decimalsOf(written: string): number {
  return /\.(\d+)$/.exec(written.trim())?.[1]?.length ?? 0;
}
