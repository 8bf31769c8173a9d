import { malformed, type Table } from "#intake";
import { idColumn, nameColumn, numberColumn } from "./columns.ts";
import type { CompositeSpecFile } from "./composite-spec.ts";

/** The rows of a table in the order in which an index takes them: by period, then as in the file. */
export interface Rows {
  /** Their places in the table. */
  readonly order: Int32Array;
  readonly ids: readonly string[];
  /** The period of each row; null where there is only one. */
  readonly periods: readonly string[] | null;
  /** The periods in order, and how many rows each has. */
  readonly names: readonly string[];
  readonly sizes: readonly number[];
}

/** Numbers by size, other names by the alphabet. */
function inOrder(names: readonly string[]): readonly string[] {
  const isNumber = names.every((one) => Number.isFinite(Number(one)));
  return names.toSorted((a, b) => (isNumber ? Number(a) - Number(b) : a < b ? -1 : 1));
}

/** @throws {Refusal} input-malformed for an area that is there twice in one period */
function requireOnce(
  table: Table,
  ids: readonly string[],
  periods: readonly string[],
  column: string,
): void {
  const seen = new Map<string, number>();
  for (const [at, id] of ids.entries()) {
    const key = JSON.stringify([id, periods[at]]);
    const { line } = table.rows[at]!;
    const first = seen.get(key);
    if (first !== undefined)
      throw malformed(
        { file: table.file, line, column },
        `"${id}" in ${periods[at]} was on line ${first} already.`,
      );
    seen.set(key, line);
  }
}

/** @throws {Refusal} input-malformed with file, line and column */
export function rowsOf(table: Table, { id, period }: CompositeSpecFile): Rows {
  if (table.rows.length === 0)
    throw malformed({ file: table.file }, "there are no rows below the header.");
  if (period === undefined) {
    const ids = idColumn(table, id);
    return {
      order: Int32Array.from(ids.keys()),
      ids,
      periods: null,
      names: [""],
      sizes: [ids.length],
    };
  }
  const [ids, periods] = [nameColumn(table, id), nameColumn(table, period.column)];
  requireOnce(table, ids, periods, id);
  const names = inOrder([...new Set(periods)]);
  const place = new Map(names.map((name, at) => [name, at]));
  const order = [...ids.keys()].sort(
    (a, b) => place.get(periods[a]!)! - place.get(periods[b]!)! || a - b,
  );
  const sizes = names.map(() => 0);
  for (const name of periods) sizes[place.get(name)!]!++;
  return {
    order: Int32Array.from(order),
    ids: order.map((at) => ids[at]!),
    periods: order.map((at) => periods[at]!),
    names,
    sizes,
  };
}

/** A column of numbers in the order of the rows; a gap is NaN. @throws {Refusal} input-malformed */
export function numbersIn({ order }: Rows, table: Table, column: string): Float64Array {
  const values = numberColumn(table, column, "keep");
  return Float64Array.from(order, (at) => values[at]!);
}

/** As `numbersIn`, for what is counted over. @throws {Refusal} input-malformed for one of 0 or less */
export function denominatorsIn(rows: Rows, table: Table, column: string): Float64Array {
  const values = numbersIn(rows, table, column);
  const wrong = values.findIndex((value) => value <= 0);
  if (wrong >= 0)
    throw malformed(
      { file: table.file, line: table.rows[rows.order[wrong]!]!.line, column },
      `this is ${values[wrong]}; nothing can be counted over it. Leave the cell empty: the area then has a gap.`,
    );
  return values;
}
