import { malformed } from "#intake";
import { emptyCell, readCell, readCellInto } from "./cell.ts";
import {
  cellAt,
  checkCounts,
  checkRange,
  notAFigure,
  type RowPlace,
  shiftOf,
} from "./figure-cells.ts";
import { isGap, type State, scaled, states } from "./figure-codes.ts";
import type { EntryPlan } from "./figure-plan.ts";
import type { Series } from "./figure-series.ts";
import type { Figure } from "./types.ts";

/** Words for a state, as exports write them and as a Parquet file of the lake does. */
const stateWords: ReadonlyMap<string, State> = new Map<string, State>([
  ...states.map((state) => [state, state] as const),
  ["below", "<"],
  ["at-most", "<="],
  ["above", ">"],
  ["at-least", ">="],
]);

const statusWords: ReadonlyMap<string, Figure["status"]> = new Map(
  (["provisional", "final", "revised"] as const).map((status) => [status, status]),
);

/** What a cell tells of a figure beside its value; null: nothing. */
interface Told {
  readonly state: State | null;
  readonly status: Figure["status"] | null;
}

/**
 * Reads a cell with a state, a status, or both, such as the `below provisional` of our JSON-stat.
 * @returns null when it has another word
 */
export function readWords(text: string): Told | null {
  let [state, status]: [Told["state"], Told["status"]] = [null, null];
  for (const word of text.trim().split(/\s+/)) {
    if (stateWords.has(word)) state = stateWords.get(word)!;
    else if (statusWords.has(word)) status = statusWords.get(word)!;
    else if (word !== "") return null;
  }
  return { state, status };
}

function wrongCell({ row, place }: RowPlace, at: number, sentence: string) {
  return malformed({ file: place.file, line: row.line, column: place.header[at]! }, sentence);
}

function stateAt(from: RowPlace, at: number): State | null {
  const text = from.row.cells[at]!;
  const told = readWords(text);
  if (told !== null) return told.state;
  const known = "value, below, at-most, above, at-least, suppressed or not-available";
  throw wrongCell(from, at, `"${text}" is no state of a figure; expected ${known}.`);
}

function decimalsAt(from: RowPlace, at: number): number | null {
  const text = from.row.cells[at]!.trim();
  if (text === "") return null;
  if (/^-?\d$|^1[0-5]$/.test(text)) return Number(text);
  throw wrongCell(
    from,
    at,
    `"${text}" is no number of decimals; expected a whole number such as 1, or nothing.`,
  );
}

/** Both counts of a share; null where one of them is not there. */
function countsAt(entry: EntryPlan, from: RowPlace): Figure["counts"] {
  const { numerator, denominator } = entry;
  if (numerator === null || denominator === null) return null;
  const [part, whole] = [cellAt(from, numerator), cellAt(from, denominator)];
  if (part.kind !== "value" || whole.kind !== "value") return null;
  checkCounts(entry, from, part.value, whole.value);
  if (whole.value === 0) return null;
  return { numerator: part.value, denominator: whole.value };
}

/**
 * Reads a figure of which other columns tell more than its cell does: its state, its decimals, its counts. That is how
 * krachtwijk itself exports.
 * @throws {Refusal} input-malformed where they contradict each other
 */
export function readStated(entry: EntryPlan, series: Series, at: number, from: RowPlace): void {
  const valueAt = entry.value!;
  const text = from.row.cells[valueAt]!;
  const state = entry.state === null ? null : stateAt(from, entry.state);
  const refuse = (sentence: string) => wrongCell(from, valueAt, sentence);
  if (state === "suppressed" || state === "not-available") {
    if (readCell(text, from.format)?.kind === "value")
      throw refuse(`the state ${state} says that there is no value, and it is ${text}.`);
    series.setGap(at, states.indexOf(state));
    return;
  }
  const cell = emptyCell();
  if (!readCellInto(text, from.format, cell)) throw notAFigure(from, valueAt);
  if (isGap(cell.state)) {
    if (state !== null) throw refuse(`the state ${state} needs a value, and there is none.`);
    series.setGap(at, cell.state);
    return;
  }
  const told = state === null || state === "value" ? cell.state : states.indexOf(state);
  const written = cell.decimals + shiftOf(entry);
  const counts = countsAt(entry, from);
  const isRatio = counts !== null && told === 0 && entry.indicator.unit === "share";
  // What counts say is exact; a sheet shows fewer digits of it.
  const value = isRatio
    ? counts.numerator / counts.denominator
    : scaled(cell.digits, written + series.head.exponent);
  checkRange(from.place, from.row, entry, value);
  series.setValue(
    at,
    told,
    value,
    entry.decimals === null ? written : decimalsAt(from, entry.decimals),
  );
  if (counts !== null) series.setCounts(at, counts.numerator, counts.denominator);
}
