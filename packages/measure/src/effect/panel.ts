import {
  MeasureError,
  type Numbers,
  requireCount,
  requireFinite,
  requireSameLength,
  requireVariance,
} from "../numeric/index.ts";

/** Names of units, clusters or groups: one per row. */
export type Labels = ArrayLike<string | number>;

/**
 * A long table: one row per unit and period, in any order, not necessarily every period for every unit.
 * All columns are equally long.
 */
export interface Panel {
  /** What is followed over time: an area, a school. */
  readonly unit: Labels;
  /** The period, as a number: 2015. */
  readonly time: Numbers;
  /** What may have changed, in any unit. */
  readonly outcome: Numbers;
  /** The first period in which the unit of this row is treated; Infinity if it never is. The same in all rows of a unit. */
  readonly treatedFrom: Numbers;
}

/** Labels as whole numbers from 0. */
export interface Codes {
  readonly codes: Int32Array;
  readonly count: number;
}

/** A panel, checked, with units and periods as codes. */
export interface IndexedPanel {
  readonly rows: number;
  readonly units: Codes;
  readonly unitNames: readonly (string | number)[];
  readonly times: Codes;
  /** The periods that occur, from early to late. */
  readonly periods: Float64Array;
  readonly outcome: Float64Array;
  /** Per unit, not per row. */
  readonly treatedFrom: Float64Array;
  /** Whether every unit has a row in every period. */
  readonly isBalanced: boolean;
}

/** @throws {MeasureError} length-mismatch if there is not one label per row */
export function requireLabels(name: string, labels: Labels, rows: number): void {
  requireSameLength(name, labels as Numbers, "unit", rows);
}

/** Codes in the order in which labels first occur. */
export function codesOf(labels: Labels): Codes & { readonly names: readonly (string | number)[] } {
  const known = new Map<string | number, number>();
  const codes = new Int32Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    let code = known.get(label);
    if (code === undefined) {
      code = known.size;
      known.set(label, code);
    }
    codes[row] = code;
  }
  return { codes, count: known.size, names: [...known.keys()] };
}

/** Codes in the order of the numbers. */
function sortedCodes(values: Numbers): Codes & { readonly sorted: Float64Array } {
  const sorted = Float64Array.from(new Set(Array.from(values))).sort();
  const at = new Map(Array.from(sorted, (value, code) => [value, code]));
  return {
    codes: Int32Array.from(values, (value) => at.get(value)!),
    count: sorted.length,
    sorted,
  };
}

/** Rows by group, one group after another: those of group g are `rows[start[g]]` up to `rows[start[g + 1]]`. */
export interface RowsByGroup {
  readonly start: Int32Array;
  readonly rows: Int32Array;
}

/** Counting sort of rows by code. */
export function rowsByGroup({ codes, count }: Codes): RowsByGroup {
  const start = new Int32Array(count + 1);
  for (let row = 0; row < codes.length; row++) start[codes[row]! + 1]!++;
  for (let group = 0; group < count; group++) start[group + 1]! += start[group]!;
  const next = start.slice();
  const rows = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) rows[next[codes[row]!]!++] = row;
  return { start, rows };
}

function requireOneRowPerPeriod(
  units: Codes,
  times: Codes,
  names: readonly (string | number)[],
  periods: Float64Array,
): void {
  const { start, rows } = rowsByGroup(units);
  const lastUnit = new Int32Array(times.count).fill(-1);
  for (let unit = 0; unit < units.count; unit++)
    for (let at = start[unit]!; at < start[unit + 1]!; at++) {
      const time = times.codes[rows[at]!]!;
      if (lastUnit[time] === unit)
        throw new MeasureError(
          "length-mismatch",
          `unit ${names[unit]} has two rows in period ${periods[time]}; one is needed. Add them up or average them first.`,
          { unit: names[unit]!, time: periods[time]! },
        );
      lastUnit[time] = unit;
    }
}

/** The one value that all rows of a unit have. @throws {MeasureError} out-of-range if there are two */
export function valuePerUnit(
  name: string,
  values: Numbers,
  units: Codes,
  names: readonly (string | number)[],
): Float64Array {
  const perUnit = new Float64Array(units.count).fill(Number.NaN);
  for (let row = 0; row < values.length; row++) {
    const unit = units.codes[row]!;
    const value = values[row]!;
    const known = perUnit[unit]!;
    if (Number.isNaN(known)) perUnit[unit] = value;
    else if (known !== value)
      throw new MeasureError(
        "out-of-range",
        `${name} of unit ${names[unit]} is ${known} in one row and ${value} in another; it must be the same in all its rows.`,
        { name, unit: names[unit]!, value: known, other: value },
      );
  }
  return perUnit;
}

function requireTreatedFrom(values: Numbers): void {
  for (let row = 0; row < values.length; row++)
    if (!(values[row]! > -Infinity))
      throw new MeasureError(
        "not-finite",
        `treatedFrom[${row}] is ${values[row]}; a period is needed, or Infinity for a unit that is never treated.`,
        { name: "treatedFrom", at: row },
      );
}

/**
 * Checks a panel and codes its units and periods.
 * @throws {MeasureError} length-mismatch for columns of different lengths or two rows of a unit in one period;
 * not-finite; too-few below 2 units or 2 periods; no-variance if all outcomes are the same; out-of-range if `treatedFrom`
 * differs within a unit
 */
export function indexPanel({ unit, time, outcome, treatedFrom }: Panel): IndexedPanel {
  const rows = unit.length;
  requireSameLength("time", time, "unit", rows);
  requireSameLength("outcome", outcome, "unit", rows);
  requireSameLength("treatedFrom", treatedFrom, "unit", rows);
  requireFinite("time", time);
  requireFinite("outcome", outcome);
  requireTreatedFrom(treatedFrom);
  const { names, ...units } = codesOf(unit);
  const { sorted: periods, ...times } = sortedCodes(time);
  requireCount("units", units.count, 2);
  requireCount("periods", times.count, 2);
  requireOneRowPerPeriod(units, times, names, periods);
  requireVariance("outcome", outcome);
  return {
    rows,
    units,
    unitNames: names,
    times,
    periods,
    outcome: Float64Array.from(outcome),
    treatedFrom: valuePerUnit("treatedFrom", treatedFrom, units, names),
    isBalanced: rows === units.count * times.count,
  };
}

/** The panel with only some of its rows. @throws {MeasureError} as `indexPanel` */
export function panelRows(
  panel: IndexedPanel,
  keep: (unit: number, period: number) => boolean,
): { readonly panel: IndexedPanel; readonly kept: Int32Array } {
  const { units, times, periods, unitNames, outcome, treatedFrom } = panel;
  const all = Array.from(units.codes, (_, row) => row);
  const kept = Int32Array.from(
    all.filter((row) => keep(units.codes[row]!, periods[times.codes[row]!]!)),
  );
  const part = indexPanel({
    unit: Array.from(kept, (row) => unitNames[units.codes[row]!]!),
    time: Float64Array.from(kept, (row) => periods[times.codes[row]!]!),
    outcome: Float64Array.from(kept, (row) => outcome[row]!),
    treatedFrom: Float64Array.from(kept, (row) => treatedFrom[units.codes[row]!]!),
  });
  return { panel: part, kept };
}
