import { malformed, type TableRow } from "#intake";
import type { Refusal } from "#kernel";
import { type CellFormat, readCell, whyNoFigure } from "./cell.ts";
import { stateOf } from "./figure-codes.ts";
import type { EntryPlan, FileHead } from "./figure-plan.ts";
import type { Series } from "./figure-series.ts";
import { impossibility } from "./measurement-unit.ts";
import type { Indicator, Reading } from "./types.ts";

/** The file in which a cell stands. */
export type CellPlace = Pick<FileHead, "file" | "header">;

/** Decimals of a share are those of its percentage. */
export const usualExponent = ({ unit }: Pick<Indicator, "unit">): 0 | 2 =>
  unit === "share" ? 2 : 0;

/**
 * A count is a whole number that is not negative, a share lies between 0 and 1, and so on for every unit.
 * @throws {Refusal} input-malformed with file, line and column
 */
export function checkRange(
  { file, header }: CellPlace,
  { line }: TableRow,
  { indicator, value: at, numerator, denominator, printed }: EntryPlan,
  value: number,
): void {
  const { unit } = indicator;
  // What almost every cell is, told without taking a unit apart: 52 million times that takes half a minute.
  if (value >= 0 && (unit === "share" ? value <= 1 : unit !== "count" || Number.isInteger(value)))
    return;
  const expected = impossibility(unit, value);
  if (expected === null) return;
  const told = indicator.unit === "share" ? `${Number((value * 100).toPrecision(15))} %` : value;
  const columns = [at, numerator, denominator, printed].filter((place) => place !== null);
  throw malformed(
    { file, line, column: columns.map((place) => header[place]!).join(" / ") },
    `${indicator.id} cannot be ${told}; expected ${expected}.`,
  );
}

/** A row with the file that it is in, and how that is written. */
export interface RowPlace {
  readonly row: TableRow;
  readonly place: CellPlace;
  readonly format: CellFormat;
}

/** The refusal of a cell that is no figure, with file, line and column. */
export function notAFigure({ row, place, format }: RowPlace, at: number): Refusal {
  const { file, header } = place;
  const written = row.cells[at]!;
  return malformed(
    { file, line: row.line, column: header[at]! },
    `"${written}" ${whyNoFigure(written, format)}`,
  );
}

/** Of a share written as a part of 1, two decimals are those of its percentage; thousands have three fewer. */
export function shiftOf({ unit, indicator }: EntryPlan): number {
  if (typeof unit === "number") return -Math.round(Math.log10(unit));
  return indicator.unit === "share" && unit !== "percent" ? -2 : 0;
}

/** What a cell says. @throws {Refusal} input-malformed when it is no figure */
export function cellAt({ row, place, format }: RowPlace, at: number): Reading {
  const reading = readCell(row.cells[at]!, format);
  if (reading === null) throw notAFigure({ row, place, format }, at);
  return reading;
}

/**
 * Two counts below zero make a share that looks as if nothing were wrong, and so does something of nothing, as a gap.
 * @throws {Refusal} input-malformed with file, line and column
 */
export function checkCounts(
  { numerator, denominator }: EntryPlan,
  { row, place: { file, header } }: RowPlace,
  part: number,
  whole: number,
): void {
  const refuse = (at: number | null, sentence: string) =>
    malformed({ file, line: row.line, column: header[at!]! }, sentence);
  if (part < 0) throw refuse(numerator, `${part} is no count; expected 0 or more.`);
  if (whole < 0) throw refuse(denominator, `${whole} is no count; expected 0 or more.`);
  if (whole === 0 && part > 0)
    throw refuse(denominator, `${part} of 0 is no share; expected at least ${part}.`);
}

/** A share from its counts. A gap or bound in one of them leaves a gap: nothing is guessed. */
export function derive(entry: EntryPlan, series: Series, at: number, from: RowPlace): void {
  const numerator = cellAt(from, entry.numerator!);
  const denominator = cellAt(from, entry.denominator!);
  const gap: Reading = { kind: "gap", why: "not-available" };
  const missing = [numerator, denominator].find(({ kind }) => kind === "gap");
  if (missing !== undefined || numerator.kind !== "value" || denominator.kind !== "value") {
    series.setGap(at, stateOf(missing ?? gap));
    return;
  }
  checkCounts(entry, from, numerator.value, denominator.value);
  if (denominator.value === 0) {
    series.setGap(at, stateOf(gap));
    return;
  }
  const value = numerator.value / denominator.value;
  checkRange(from.place, from.row, entry, value);
  series.setValue(at, 0, value, null);
  series.setCounts(at, numerator.value, denominator.value);
}
