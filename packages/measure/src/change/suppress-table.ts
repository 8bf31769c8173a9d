import { type Numbers, requireWhole } from "../numeric/index.ts";
import { MeasureError } from "../numeric/measure-error.ts";
import { requireTable } from "./round-table.ts";
import { type FeasibleRange, feasibleRange } from "./suppression-audit.ts";

/** Why a cell is not published: it is small itself, or it would give away a small one. */
export type Suppression = "primary" | "complementary";

/** A table fit for publication beside its totals. */
export interface SuppressedTable {
  /** Per cell: why it is left out; null where it is published. */
  readonly suppressed: readonly (readonly (Suppression | null)[])[];
  /** What each primary cell can still be, for whoever computes it from totals. */
  readonly ranges: readonly FeasibleRange[];
}

/** What is small, and how wide its range must stay. */
export interface SuppressOptions {
  /** Counts from 1 up to below this are small. 0 is published, unless `hidesZero`. */
  readonly below: number;
  readonly hidesZero?: boolean;
  /** A small cell's range must be at least this wide; default `below`. */
  readonly width?: number;
}

type Place = readonly [row: number, column: number];

/** The published cell that costs least and opens another way for a small cell to vary. */
function cheapest(
  table: readonly Numbers[],
  hidden: readonly (readonly boolean[])[],
  [row, column]: Place,
): Place | null {
  const open = table.flatMap((cells, at) =>
    Array.from(cells, (value, other) => ({ place: [at, other] as Place, value })).filter(
      ({ place: [a, b], value }) => !hidden[a]![b] && value > 0,
    ),
  );
  if (open.length === 0) return null;
  const isList = table.length === 1;
  const aloneInRow = hidden[row]!.filter(Boolean).length === 1;
  const aloneInColumn = !isList && hidden.filter((cells) => cells[column]).length === 1;
  const isNear = ([a, b]: Place) => (aloneInRow ? a === row : aloneInColumn ? b === column : true);
  // A corner that closes a circle with cells that are hidden already hides least.
  const corners = ([a, b]: Place) =>
    Number(hidden[a]!.some(Boolean)) + Number(hidden.some((cells) => cells[b] === true));
  const near = open.filter(({ place }) => isNear(place));
  const [best] = (near.length > 0 ? near : open).sort(
    (a, b) => corners(b.place) - corners(a.place) || a.value - b.value,
  );
  return best!.place;
}

/**
 * Leaves small counts out of a table, and with them as many other cells as it takes, so that nobody can work them out from the totals:
 * whatever is computed from rows, columns and the grand total, each small cell stays unknown over a range of `width`.
 *
 * @param table rows of equally many whole counts, published beside all row and column totals; one row is a list beside its total only
 * @throws {MeasureError} too-few without cells; length-mismatch; out-of-range for counts that are not whole; empty-group if the table is so
 *   small that even leaving all out does not protect it
 *
 * Heuristic: it does not always leave out the fewest cells; the protection itself is exact.
 *
 * @example
 * import { suppressTable } from "@krachtwijk/measure/change";
 * suppressTable([[20, 3, 40], [30, 25, 15]], { below: 5 }).suppressed; // → [["complementary", "primary", null], ["complementary", "complementary", null]]
 *
 * Source: Cox (1980), JASA 75, 377–385; Willenborg & de Waal (2001), Elements of Statistical Disclosure Control, ch. 8.
 */
export function suppressTable(
  table: readonly Numbers[],
  options: SuppressOptions,
): SuppressedTable {
  const { below, hidesZero = false, width = below } = options;
  requireTable(table);
  requireWhole("below", below, 1);
  requireWhole("width", width, 1);
  for (const [at, row] of table.entries())
    for (let column = 0; column < row.length; column++)
      requireWhole(`table[${at}][${column}]`, row[column]!, 0);
  const isSmall = (value: number) => value < below && (value > 0 || hidesZero);
  const small = table.flatMap((row, at) =>
    Array.from(row).flatMap((value, column): Place[] => (isSmall(value) ? [[at, column]] : [])),
  );
  const hidden = table.map((row) => Array.from(row, isSmall));
  const rangeOf = (place: Place) => feasibleRange(table, hidden, place, width);
  for (;;) {
    const exposed = small.find((place) => {
      const { least, most } = rangeOf(place);
      return most - least < width;
    });
    if (exposed === undefined) break;
    const more = cheapest(table, hidden, exposed);
    if (more === null)
      throw new MeasureError(
        "empty-group",
        "This table is too small to be published beside its totals: even with every cell left out, a small count can be worked out. Publish totals only, or put categories together.",
      );
    hidden[more[0]]![more[1]] = true;
  }
  const isPrimary = new Set(small.map(([row, column]) => `${row}:${column}`));
  return {
    suppressed: hidden.map((row, at) =>
      row.map((is, column) =>
        is ? (isPrimary.has(`${at}:${column}`) ? "primary" : "complementary") : null,
      ),
    ),
    ranges: small.map(rangeOf),
  };
}
