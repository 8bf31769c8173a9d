import {
  type Numbers,
  Random,
  requireCount,
  requireFinite,
  requireWhole,
} from "../numeric/index.ts";
import { MeasureError } from "../numeric/measure-error.ts";

/** Rounds to the nearest multiple of a base; halves go away from zero. @throws {MeasureError} not-finite; out-of-range base
 *
 * @example
 * import { roundToBase } from "@krachtwijk/measure/change";
 * Array.from(roundToBase([2, 3, 7, 12], 5)); // → [0, 5, 5, 10]
 *
 * Source: Willenborg & de Waal (2001), Elements of Statistical Disclosure Control, ch. 9.
 */
export function roundToBase(values: Numbers, base: number): Float64Array {
  requireFinite("values", values);
  requireWhole("base", base, 1);
  return Float64Array.from(
    values,
    (value) => Math.sign(value) * Math.floor(Math.abs(value) / base + 0.5) * base,
  );
}

/** Shares of a base that are nearer to 0 or 1 than this come from adding. */
const dust = 1e-9;

type Cell = readonly [row: number, column: number];

/** A circle of broken cells: from one, along its row to another, along that one's column to a third, … back to the first. */
function circle(broken: readonly (readonly boolean[])[]): readonly Cell[] | null {
  const start = broken.flatMap((row, at) =>
    row.flatMap((is, column): Cell[] => (is ? [[at, column]] : [])),
  )[0];
  if (start === undefined) return null;
  const path: Cell[] = [start];
  for (let alongRow = true; ; alongRow = !alongRow) {
    const [row, column] = path.at(-1)!;
    const next: Cell | undefined = alongRow
      ? broken[row]!.flatMap((is, at): Cell[] => (is && at !== column ? [[row, at]] : []))[0]
      : broken.flatMap((cells, at): Cell[] =>
          cells[column] && at !== row ? [[at, column]] : [],
        )[0];
    // Row and column sums are whole, so a broken cell is never alone in either.
    if (next === undefined)
      throw new MeasureError("not-converged", "The table's sums could not be kept while rounding.");
    const known = path.findIndex(([a, b]) => a === next[0] && b === next[1]);
    if (known >= 0) {
      const loop = path.slice(known);
      return loop.length % 2 === 0 ? loop : loop.slice(1);
    }
    path.push(next);
  }
}

/** Adds a row and a column that make every sum a whole number of bases. */
function withSlack(table: readonly Numbers[], base: number): number[][] {
  const share = (value: number) => value / base;
  const rows = table.map((row) => Array.from(row, share));
  const fill = (sum: number) => Math.ceil(sum - dust) - sum;
  const sumOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const full = rows.map((row) => [...row, fill(sumOf(row))]);
  const columns = full[0]!.length;
  const last = Array.from({ length: columns }, (_, at) => fill(sumOf(full.map((row) => row[at]!))));
  return [...full, last];
}

/**
 * Rounds a table of counts to a base so that it still adds up: every cell goes to the multiple just below or just above it, and so does
 * every row, column and grand total, of the rounded cells themselves. Which way is drawn, so that on average nothing changes.
 *
 * @param table rows of equally many counts, 0 or more; one row is a list
 * @param options.base such as 5 or 10 @param options.seed default 1
 * @returns the rounded cells; totals are their sums
 * @throws {MeasureError} too-few without cells; length-mismatch; not-finite; out-of-range for negative counts
 *
 * @example
 * import { roundTable } from "@krachtwijk/measure/change";
 * roundTable([[10, 5], [0, 20]], { base: 5 }); // → [[10, 5], [0, 20]]
 *
 * Source: Cox (1987), "A constructive procedure for unbiased controlled rounding", JASA 82, 520–524.
 */
export function roundTable(
  table: readonly Numbers[],
  { base, seed = 1 }: { readonly base: number; readonly seed?: number },
): readonly (readonly number[])[] {
  requireTable(table);
  requireWhole("base", base, 1);
  const random = new Random(seed);
  const cells = withSlack(table, base);
  const isBroken = (value: number) => Math.abs(value - Math.round(value)) > dust;
  for (;;) {
    const loop = circle(cells.map((row) => row.map(isBroken)));
    if (loop === null) break;
    const value = ([row, column]: Cell) => cells[row]![column]!;
    const room = (way: 1 | -1) =>
      Math.min(
        ...loop.map((cell, at) => {
          const sign = at % 2 === 0 ? way : -way;
          return sign > 0
            ? Math.ceil(value(cell)) - value(cell)
            : value(cell) - Math.floor(value(cell));
        }),
      );
    const [up, down] = [room(1), room(-1)];
    // Drawn in proportion to the other way's room, so that the expected value of each cell stays what it was.
    const step = random.uniform() < down / (up + down) ? up : -down;
    for (const [at, [row, column]] of loop.entries()) {
      const moved = cells[row]![column]! + (at % 2 === 0 ? step : -step);
      cells[row]![column] = isBroken(moved) ? moved : Math.round(moved);
    }
  }
  return table.map((row, at) =>
    Array.from(row, (_, column) => Math.round(cells[at]![column]!) * base),
  );
}

/** @throws {MeasureError} if a table is empty, ragged, or holds what is not a count of 0 or more */
function requireTable(table: readonly Numbers[]): void {
  requireCount("rows", table.length, 1);
  requireCount("columns", table[0]!.length, 1);
  for (const [at, row] of table.entries()) {
    requireFinite(`table[${at}]`, row);
    if (row.length !== table[0]!.length)
      throw new MeasureError(
        "length-mismatch",
        `Row ${at} has ${row.length} cells and the first has ${table[0]!.length}.`,
        { at },
      );
    const negative = Array.from(row).findIndex((value) => value < 0);
    if (negative >= 0)
      throw new MeasureError(
        "out-of-range",
        `table[${at}][${negative}] is ${row[negative]}; counts are 0 or more.`,
        { at, column: negative },
      );
  }
}
