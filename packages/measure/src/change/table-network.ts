import {
  MeasureError,
  type Numbers,
  requireCount,
  requireSameLength,
  requireWhole,
} from "../numeric/index.ts";

/** What a number in a table with totals is: a cell, or the total of a row, a column or all. */
export type TablePart = "cell" | "row-total" | "column-total" | "total";

/** One number of a table. `row` and `column` are null where the number sums over them. */
export interface TablePlace {
  readonly part: TablePart;
  readonly row: number | null;
  readonly column: number | null;
}

/**
 * A table with its totals as a network: every number flows from one node to another, and what flows into a node flows out.
 * A cell flows from its row to its column, a row total from "all" to the row, a column total from the column to "sum",
 * the grand total from "sum" to "all". All ways to change numbers and keep every sum are circulations.
 *
 * Source: Cox (1995), "Network models for complementary cell suppression", JASA 90, 1453–1462.
 */
export interface TableNetwork {
  readonly places: readonly TablePlace[];
  readonly values: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly nodes: number;
}

interface Edge extends TablePlace {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

const networkOf = (edges: readonly Edge[], nodes: number): TableNetwork => ({
  places: edges.map(({ part, row, column }) => ({ part, row, column })),
  values: Float64Array.from(edges, ({ value }) => value),
  from: Int32Array.from(edges, ({ from }) => from),
  to: Int32Array.from(edges, ({ to }) => to),
  nodes,
});

const sum = (counts: Numbers) => Array.from(counts).reduce((a, b) => a + b, 0);

/** One row of counts with its total: cells flow there, the total flows back. */
export function listNetwork(counts: Numbers): TableNetwork {
  requireCount("cells", counts.length, 1);
  for (let column = 0; column < counts.length; column++)
    requireWhole(`table[0][${column}]`, counts[column]!, 0);
  const cells = Array.from(
    counts,
    (value, column): Edge => ({ part: "cell", row: 0, column, value, from: 0, to: 1 }),
  );
  const whole = { part: "total", row: null, column: null } as const;
  return networkOf([...cells, { ...whole, value: sum(counts), from: 1, to: 0 }], 2);
}

/** Rows of counts with their row totals, column totals and grand total. */
export function tableNetwork(counts: readonly Numbers[]): TableNetwork {
  requireCount("rows", counts.length, 1);
  const [rows, columns] = [counts.length, counts[0]!.length];
  requireCount("columns", columns, 1);
  const [all, into] = [rows + columns, rows + columns + 1];
  const edges: Edge[] = [];
  for (const [row, cells] of counts.entries()) {
    requireSameLength(`table[${row}]`, cells, "table[0]", columns);
    for (let column = 0; column < columns; column++) {
      const value = cells[column]!;
      requireWhole(`table[${row}][${column}]`, value, 0);
      edges.push({ part: "cell", row, column, value, from: row, to: rows + column });
    }
    edges.push({ part: "row-total", row, column: null, value: sum(cells), from: all, to: row });
  }
  for (let column = 0; column < columns; column++) {
    const value = sum(counts.map((cells) => cells[column]!));
    edges.push({ part: "column-total", row: null, column, value, from: rows + column, to: into });
  }
  const value = sum(counts.map(sum));
  edges.push({ part: "total", row: null, column: null, value, from: into, to: all });
  return networkOf(edges, rows + columns + 2);
}

/** @throws {MeasureError} out-of-range if a total is not a number that a double holds exactly */
export function requireExact({ values }: TableNetwork): void {
  for (const value of values)
    if (!Number.isSafeInteger(value))
      throw new MeasureError("out-of-range", `a total is ${value}; it is too large to be exact.`, {
        value,
      });
}
