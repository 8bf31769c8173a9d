import { type Numbers, requireWhole } from "../numeric/index.ts";
import { CellFlow, type Passable } from "./cell-flow.ts";
import {
  listNetwork,
  requireExact,
  type TableNetwork,
  type TablePart,
  type TablePlace,
  tableNetwork,
} from "./table-network.ts";

/** Why a number is not published: it is small itself, or it would give away a small one. Do not publish which of the two. */
export type Suppression = "primary" | "complementary";

/** What somebody who sees all that is published can still tell of a suppressed number. */
export interface FeasibleRange extends TablePlace {
  readonly least: number;
  /** Infinity where nothing that is published sets a bound. */
  readonly most: number;
}

/** A table fit for publication. Per number: why it is left out; null where it is published. */
export interface SuppressedTable {
  readonly suppressed: readonly (readonly (Suppression | null)[])[];
  /** Empty for a list, which has one total only. */
  readonly rowTotals: readonly (Suppression | null)[];
  readonly columnTotals: readonly (Suppression | null)[];
  readonly total: Suppression | null;
  /**
   * Of every suppressed number, small or not. With more than 400 of them they are followed no further than the width to
   * either side.
   */
  readonly ranges: readonly FeasibleRange[];
}

/** What is small, and how wide its range must stay. */
export interface SuppressOptions {
  /** Counts from 1 up to below this are small, totals too. 0 is published, unless `hidesZero`. */
  readonly below: number;
  readonly hidesZero?: boolean;
  /** The range of each number that is left out must be at least this wide; default `below`. */
  readonly width?: number;
}

/**
 * With more suppressed numbers than this, two things that look at all others for each are left out: publishing again what is
 * not needed, and following a range further than the protection.
 */
const reviewedCells = 400;

/** Node → numbers that flow from or to it, small before large and 0 last. */
function cheapestAt({ nodes, from, to, values }: TableNetwork): readonly (readonly number[])[] {
  const edges: number[][] = Array.from({ length: nodes }, () => []);
  const dear = (edge: number) => values[edge]! || Infinity;
  const order = [...values.keys()].sort((a, b) => dear(a) - dear(b) || a - b);
  for (const edge of order) for (const node of [from[edge]!, to[edge]!]) edges[node]!.push(edge);
  return edges;
}

/** Which numbers are suppressed, while that is being decided. */
class Pattern {
  readonly primary: Uint8Array;
  readonly #suppressed: Uint8Array;
  readonly #network: TableNetwork;
  readonly #flow: CellFlow;
  readonly #width: number;
  /** Node → suppressed numbers there: what somebody who sees the published table does not know. */
  readonly #hidden: number[][];
  readonly #unknown: Passable;
  readonly #cheapest: readonly (readonly number[])[];
  /** More than all other numbers together cost. */
  readonly #dearest: number;

  constructor(network: TableNetwork, { below, hidesZero, width }: Rules) {
    this.#network = network;
    this.#flow = new CellFlow(network);
    this.#width = width;
    this.#hidden = Array.from({ length: network.nodes }, () => []);
    this.#cheapest = cheapestAt(network);
    this.#dearest = network.values.reduce((sum, value) => sum + value + 1, 0);
    const nothing = Array.from({ length: network.nodes }, () => []);
    this.#unknown = { free: this.#hidden, priced: nothing, priceOf: () => Infinity };
    this.#suppressed = new Uint8Array(network.values.length);
    this.primary = Uint8Array.from(network.values, (value) =>
      value < below && (value > 0 || hidesZero) ? 1 : 0,
    );
    for (const [edge, isPrimary] of this.primary.entries()) if (isPrimary) this.suppress(edge);
  }

  isSuppressed(edge: number): boolean {
    return this.#suppressed[edge] === 1;
  }

  suppress(edge: number): void {
    this.#suppressed[edge] = 1;
    const { from, to } = this.#network;
    for (const node of [from[edge]!, to[edge]!]) this.#hidden[node]!.push(edge);
  }

  publish(edge: number): void {
    this.#suppressed[edge] = 0;
    const { from, to } = this.#network;
    for (const node of [from[edge]!, to[edge]!]) {
      const list = this.#hidden[node]!;
      list.splice(list.indexOf(edge), 1);
    }
  }

  #reach(edge: number, direction: "up" | "down", enough: number): number {
    return this.#flow.reach(edge, { direction, enough }, this.#unknown).amount;
  }

  /** The least and most that a number can be, for somebody who sees what is published; followed as far as is enough. */
  possible(edge: number, enough: number): readonly [number, number] {
    const value = this.#network.values[edge]!;
    return [value - this.#reach(edge, "down", enough), value + this.#reach(edge, "up", enough)];
  }

  /** How much wider its range must become. */
  missing(edge: number): number {
    const up = this.#reach(edge, "up", this.#width);
    return up >= this.#width ? 0 : this.#width - up - this.#reach(edge, "down", this.#width - up);
  }

  /** Suppresses what makes a number's range wide enough, as little as it finds; says what it added. */
  protect(edge: number): readonly number[] {
    const enough = this.#reach(edge, "up", this.#width) + this.missing(edge);
    // That nobody has it is often known anyway, so a published 0 hides little: only when there is nothing else.
    for (const ofZero of [Infinity, this.#dearest]) {
      const priceOf = (one: number) => {
        if (this.isSuppressed(one)) return 0;
        return this.#network.values[one] === 0 ? ofZero : this.#network.values[one]! + 1;
      };
      const passable = { free: this.#hidden, priced: this.#cheapest, priceOf };
      const { amount, moved } = this.#flow.reach(edge, { direction: "up", enough }, passable);
      if (amount < enough) continue;
      const added = moved.filter((one) => !this.isSuppressed(one));
      for (const one of added) this.suppress(one);
      return added;
    }
    return [];
  }

  list(): readonly number[] {
    return [...this.#suppressed.keys()].filter((edge) => this.isSuppressed(edge));
  }
}

interface Rules {
  readonly below: number;
  readonly hidesZero: boolean;
  readonly width: number;
}

/** Publishes again, largest first, what the others do not need. */
function review(pattern: Pattern, { values }: TableNetwork): void {
  const suppressed = pattern.list();
  if (suppressed.length > reviewedCells) return;
  const complementary = suppressed.filter((edge) => pattern.primary[edge] === 0);
  complementary.sort((a, b) => values[b]! - values[a]! || b - a);
  for (const edge of complementary) {
    pattern.publish(edge);
    if (!pattern.list().every((other) => pattern.missing(other) === 0)) pattern.suppress(edge);
  }
}

function decide(network: TableNetwork, rules: Rules): Pattern {
  const pattern = new Pattern(network, rules);
  const waiting = [...pattern.list()].sort((a, b) => network.values[b]! - network.values[a]!);
  // What is added may itself be worked out too closely, so it waits for its turn too.
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    if (pattern.missing(next) > 0) waiting.push(...pattern.protect(next));
  review(pattern, network);
  return pattern;
}

/**
 * Leaves small counts out of a table, and with them as many others as it takes, so that nobody can work them out by subtraction:
 * each number that is left out, whether cell or total, stays unknown over a range of `width` for somebody who sees all that is
 * published and knows that counts are not below 0.
 *
 * Totals can be small too, or be left out to protect a cell. Which others are left out is chosen along cheapest paths, by their
 * size: few and small, but not always the fewest possible. The protection itself is exact.
 *
 * @param table rows of equally many whole counts, published beside row totals, column totals and a grand total; one row is a
 * list beside its total only
 * @throws {MeasureError} too-few without cells; length-mismatch; out-of-range for counts that are not whole, or options below 1
 *
 * @example
 * import { suppressTable } from "@krachtwijk/measure/change";
 * suppressTable([[20, 3, 40], [30, 25, 15]], { below: 5 }).suppressed; // → [["complementary", "primary", null], ["complementary", "complementary", null]]
 * suppressTable([[3, 40, 12, 25]], { below: 5 }).ranges[0]; // → { part: "cell", row: 0, column: 0, least: 0, most: 15 }
 *
 * Source: Cox (1980), JASA 75, 377–385; as a network: Cox (1995), JASA 90, 1453–1462; Kelly, Golden & Assad (1992), Networks
 * 22, 397–417; Willenborg & de Waal (2001), Elements of Statistical Disclosure Control, ch. 8.
 */
export function suppressTable(
  table: readonly Numbers[],
  options: SuppressOptions,
): SuppressedTable {
  const { below, hidesZero = false, width = below } = options;
  requireWhole("below", below, 1);
  requireWhole("width", width, 1);
  const network = table.length === 1 ? listNetwork(table[0]!) : tableNetwork(table);
  requireExact(network);
  const pattern = decide(network, { below, hidesZero, width });
  const edges = [...network.places.keys()];
  const why = (edge: number): Suppression | null => {
    if (!pattern.isSuppressed(edge)) return null;
    return pattern.primary[edge] === 1 ? "primary" : "complementary";
  };
  const of = (part: TablePart, row?: number) =>
    edges
      .filter((edge) => network.places[edge]!.part === part)
      .filter((edge) => row === undefined || network.places[edge]!.row === row)
      .map(why);
  const hidden = pattern.list();
  const followed = hidden.length > reviewedCells ? width : Infinity;
  return {
    suppressed: table.map((_, row) => of("cell", row)),
    rowTotals: of("row-total"),
    columnTotals: of("column-total"),
    total: of("total")[0]!,
    ranges: hidden.map((edge): FeasibleRange => {
      const [least, most] = pattern.possible(edge, followed);
      return { ...network.places[edge]!, least, most };
    }),
  };
}
