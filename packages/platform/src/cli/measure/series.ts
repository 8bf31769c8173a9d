import { MeasureError } from "@krachtwijk/measure/numeric";
import { malformed, type Table } from "#intake";
import { nameColumn, numberColumn } from "./columns.ts";

/** A table with one row per unit and period, as a grid. */
export interface Series {
  readonly table: Table;
  /** In the order of the file. */
  readonly units: readonly string[];
  /** From early to late: by number if all are numbers, else as text (ISO dates, 2008/2009). */
  readonly times: readonly string[];
  /** The row of each unit and period, unit after unit; −1 where there is none. */
  readonly rows: Int32Array;
}

const isNumber = (text: string) => Number.isFinite(Number(text));

/** Whether one period comes before another; both numbers, or both text. */
export function timeOrder(times: readonly string[]): (one: string, other: string) => number {
  if (times.every(isNumber)) return (one, other) => Number(one) - Number(other);
  return (one, other) => Number(one > other) - Number(one < other);
}

/** @throws {Refusal} input-malformed if a unit has a period twice */
export function seriesOf(table: Table, unitColumn: string, timeColumn: string): Series {
  const unitNames = nameColumn(table, unitColumn);
  const timeNames = nameColumn(table, timeColumn);
  const units = [...new Set(unitNames)];
  const times = [...new Set(timeNames)].sort(timeOrder([...new Set(timeNames)]));
  const unitAt = new Map(units.map((name, at) => [name, at]));
  const timeAt = new Map(times.map((name, at) => [name, at]));
  const rows = new Int32Array(units.length * times.length).fill(-1);
  for (const [row, name] of unitNames.entries()) {
    const place = unitAt.get(name)! * times.length + timeAt.get(timeNames[row]!)!;
    const { line } = table.rows[row]!;
    if (rows[place]! >= 0)
      throw malformed(
        { file: table.file, line, column: timeColumn },
        `${name} had ${timeNames[row]} on line ${table.rows[rows[place]!]!.line} already.`,
      );
    rows[place] = row;
  }
  return { table, units, times, rows };
}

/** A column on the grid, unit after unit; gaps and absent rows are NaN. @throws {Refusal} input-malformed */
export function seriesColumn({ table, rows }: Series, column: string): Float64Array {
  const values = numberColumn(table, column, "keep");
  return Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : values[row]!));
}

/** As `seriesColumn`, without gaps. @throws {Refusal} input-malformed, naming the unit and period */
export function wholeSeriesColumn(series: Series, column: string): Float64Array {
  const values = seriesColumn(series, column);
  const at = values.findIndex((value) => Number.isNaN(value));
  if (at < 0) return values;
  const { table, units, times, rows } = series;
  const unit = units[Math.floor(at / times.length)];
  const line = table.rows[rows[at]!]?.line;
  throw malformed(
    { file: table.file, ...(line === undefined ? {} : { line }), column },
    `${unit} has no value in ${times[at % times.length]}; leave that unit out, or that period.`,
  );
}

/** Which unit has this name. @throws {MeasureError} unknown-name */
export function unitIndex({ units }: Series, name: string): number {
  const at = units.indexOf(name);
  if (at < 0)
    throw new MeasureError(
      "unknown-name",
      `there is no unit "${name}"; the ${units.length} units are ${units.slice(0, 5).join(", ")}${units.length > 5 ? " …" : ""}`,
      { name },
    );
  return at;
}

/** The first period that is not before `from`. @throws {MeasureError} out-of-range if none comes before it, or none after */
export function periodFrom({ times }: Series, from: string): number {
  const order = timeOrder([...times, from]);
  const at = times.findIndex((time) => order(time, from) >= 0);
  if (at <= 0)
    throw new MeasureError(
      "out-of-range",
      `periods are from ${times[0]} to ${times.at(-1)}; from ${from} on leaves none ${at === 0 ? "before" : "after"} it.`,
      { from },
    );
  return at;
}
