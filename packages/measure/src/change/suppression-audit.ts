import type { Numbers } from "../numeric/index.ts";

/** What somebody who sees the published cells and all totals can still tell of a suppressed cell. */
export interface FeasibleRange {
  readonly row: number;
  readonly column: number;
  readonly least: number;
  readonly most: number;
}

/** Residual network of a table: rows, then columns; edges lead where suppressed cells can still give or take. */
class Residual {
  readonly #nodes: number;
  readonly #room: Float64Array;

  constructor(
    table: readonly Numbers[],
    hidden: readonly (readonly boolean[])[],
    leftOut: readonly [number, number],
  ) {
    const rows = table.length;
    this.#nodes = rows + table[0]!.length;
    this.#room = new Float64Array(this.#nodes * this.#nodes);
    for (const [row, cells] of hidden.entries())
      for (const [column, isHidden] of cells.entries()) {
        if (!isHidden || (row === leftOut[0] && column === leftOut[1])) continue;
        // Row to column: the cell grows. Column to row: it shrinks, to 0 at the least.
        this.#room[row * this.#nodes + rows + column] = Number.POSITIVE_INFINITY;
        this.#room[(rows + column) * this.#nodes + row] = table[row]![column]!;
      }
  }

  /** A shortest path along edges with room; null if there is none. */
  #path(from: number, to: number): readonly number[] | null {
    const before = new Int32Array(this.#nodes).fill(-1);
    before[from] = from;
    const queue = [from];
    for (const node of queue) {
      if (node === to) break;
      for (let next = 0; next < this.#nodes; next++)
        if (before[next] === -1 && this.#room[node * this.#nodes + next]! > 0) {
          before[next] = node;
          queue.push(next);
        }
    }
    if (before[to] === -1) return null;
    const path = [to];
    while (path[0] !== from) path.unshift(before[path[0]!]!);
    return path;
  }

  /** How much can go from one node to another, up to `most`. */
  flow(from: number, to: number, most: number): number {
    let sent = 0;
    while (sent < most) {
      const path = this.#path(from, to);
      if (path === null) return sent;
      let amount = most - sent;
      for (let at = 1; at < path.length; at++)
        amount = Math.min(amount, this.#room[path[at - 1]! * this.#nodes + path[at]!]!);
      for (let at = 1; at < path.length; at++) {
        this.#room[path[at - 1]! * this.#nodes + path[at]!]! -= amount;
        this.#room[path[at]! * this.#nodes + path[at - 1]!]! += amount;
      }
      sent += amount;
    }
    return sent;
  }
}

/**
 * The range of one suppressed cell: what it can be, given all totals, the published cells, and that no count is below 0.
 * A cell grows when others in its row and column can make room: a flow in the network of suppressed cells, so exact.
 *
 * @param limit how far it is looked; beyond it a range counts as wide enough
 *
 * Source: Cox (1980), "Suppression methodology and statistical disclosure control", JASA 75, 377–385.
 */
export function feasibleRange(
  table: readonly Numbers[],
  hidden: readonly (readonly boolean[])[],
  [row, column]: readonly [number, number],
  limit: number,
): FeasibleRange {
  const value = table[row]![column]!;
  if (table.length === 1) {
    // A list has one total, and no totals of columns: its hidden cells share one sum.
    const others = Array.from(table[0]!).filter((_, at) => hidden[0]![at] && at !== column);
    const room = Math.min(
      limit,
      others.reduce((sum, other) => sum + other, 0),
    );
    return {
      row,
      column,
      least: others.length > 0 ? value - Math.min(value, limit) : value,
      most: value + room,
    };
  }
  const columnNode = table.length + column;
  const up = new Residual(table, hidden, [row, column]).flow(columnNode, row, limit);
  const down = new Residual(table, hidden, [row, column]).flow(
    row,
    columnNode,
    Math.min(value, limit),
  );
  return { row, column, least: value - down, most: value + up };
}
