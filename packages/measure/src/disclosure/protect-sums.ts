import { MeasureError, requireFinite } from "../numeric/index.ts";
import { type Range, rangesOf } from "./attack.ts";
import { cheapestMove, type Move } from "./moves.ts";
import { Rectangles } from "./rectangles.ts";
import { type SumTable, sumNamed, sumTable, type TableArea } from "./sum-table.ts";

/** A count that may not be published, and what a reader can still tell of it. */
export interface HiddenCount extends Range {
  readonly id: string;
  /** `primary`: it is too telling itself; `secondary`: it would give away one that is. Do not publish which of the two. */
  readonly why: "primary" | "secondary";
  /** Whether its range is as wide as it must be; secondary ones need no width. */
  readonly isProtected: boolean;
}

/** What may be published of a table. */
export interface ProtectedTable {
  /** In the order of the areas, and then of the totals as they first appear. */
  readonly hidden: readonly HiddenCount[];
  /** How many of the sums are hidden, and how much they are of all that the published ones and they add up to. */
  readonly sums: { readonly hidden: number; readonly of: number };
}

/** What is too telling, and what is known already. */
export interface ProtectOptions {
  /** Names of areas and totals that may not be told; `tellingCounts` finds them. */
  readonly primary: readonly string[];
  /** How wide the range of each of them must stay. More than 0. */
  readonly width: number;
  /** Names of areas and totals that everybody knows, such as from an earlier release: hiding them is of no use. */
  readonly known?: readonly string[];
  /** Names of areas and totals that are left out anyway. */
  readonly hidden?: readonly string[];
  /** What hiding a sum costs: its size (default), so that small ones go first; or each the same, so that few go. */
  readonly cost?: "size" | "number";
}

/** Two tables that a reader cannot tell from the real one: in one of them a sum is larger, in the other smaller. */
class Doubles {
  readonly #table: SumTable;
  readonly #higher = new Map<number, number>();
  readonly #lower = new Map<number, number>();

  constructor(table: SumTable) {
    this.#table = table;
  }

  readonly #room = (
    at: ReadonlyMap<number, number>,
    up: readonly number[],
    down: readonly number[],
  ) => {
    const { values, most } = this.#table;
    let room = Number.POSITIVE_INFINITY;
    for (const area of up) room = Math.min(room, most[area]! - (at.get(area) ?? values[area]!));
    for (const area of down) room = Math.min(room, at.get(area) ?? values[area]!);
    return room;
  };

  readonly reachOf = (up: readonly number[], down: readonly number[]): number =>
    this.#room(this.#higher, up, down) + this.#room(this.#lower, down, up);

  /** Goes as far as it can both ways, but no further than needed. @returns how far */
  take({ up, down }: Move, needed: number): number {
    const shift = (
      at: Map<number, number>,
      rise: readonly number[],
      fall: readonly number[],
      most: number,
    ) => {
      const by = Math.min(most, this.#room(at, rise, fall));
      for (const [areas, sign] of [
        [rise, by],
        [fall, -by],
      ] as const)
        for (const area of areas) at.set(area, (at.get(area) ?? this.#table.values[area]!) + sign);
      return by;
    };
    const higher = shift(this.#higher, up, down, needed);
    return higher + shift(this.#lower, down, up, needed - higher);
  }

  /** The values of a sum in the two. */
  of(sum: number): readonly [number, number] {
    const { sums, values } = this.#table;
    const { parts, value } = sums[sum]!;
    const change = (at: ReadonlyMap<number, number>) =>
      parts.reduce((so, area) => so + (at.get(area) ?? values[area]!) - values[area]!, 0);
    const both = [value + change(this.#lower), value + change(this.#higher)];
    return [Math.min(...both), Math.max(...both)];
  }
}

class Pattern {
  readonly table: SumTable;
  readonly hidden: Uint8Array;
  readonly doubles = new Map<number, Doubles>();
  readonly #rectangles: Rectangles;
  readonly #costs: Float64Array;
  readonly #width: number;

  constructor(table: SumTable, { width, known = [], cost = "size" }: ProtectOptions) {
    this.table = table;
    this.hidden = new Uint8Array(table.sums.length);
    this.#width = width;
    this.#rectangles = new Rectangles(table);
    const all = table.sums.reduce((sum, { value }) => sum + value + 1, 0);
    // That there is nobody is often known anyway: a published 0 hides little, so it goes last.
    this.#costs = Float64Array.from(table.sums, ({ value }) =>
      value === 0 ? all : cost === "size" ? value + 1 : 1,
    );
    for (const sum of namedSums(table, known)) this.#costs[sum] = Number.POSITIVE_INFINITY;
  }

  readonly #costOf = (sum: number) => (this.hidden[sum] === 1 ? 0 : this.#costs[sum]!);

  isKnown(sum: number): boolean {
    return this.#costs[sum] === Number.POSITIVE_INFINITY;
  }

  /** Hides what it takes to leave a sum as open as it must be, as little as it finds. */
  protect(target: number): void {
    const doubles = new Doubles(this.table);
    this.doubles.set(target, doubles);
    const terrain = {
      table: this.table,
      rectangles: this.#rectangles,
      costOf: this.#costOf,
      reachOf: doubles.reachOf,
    };
    for (let needed = this.#width; needed > 1e-9; ) {
      const move = cheapestMove(target, needed, terrain);
      if (move === null) return;
      for (const sum of move.hides) this.hidden[sum] = 1;
      needed -= doubles.take(move, needed);
    }
  }
}

const namedSums = (table: SumTable, names: readonly string[]): ReadonlySet<number> =>
  new Set(names.map((name) => sumNamed(table, name)));

/** What a reader can tell: worked out, or shown to be possible by the two tables, whichever is wider. */
function rangeOf(sum: number, worked: Range, pattern: Pattern): Range {
  if (worked.isExact) return worked;
  const [least, most] = pattern.doubles.get(sum)?.of(sum) ?? [worked.least, worked.most];
  return {
    least: Math.min(least, worked.least),
    most: Math.max(most, worked.most),
    isExact: false,
  };
}

/**
 * Which counts and totals to leave out so that nobody can work out one that is too telling: not by subtraction, nor by any
 * other combination of what is published, over any number of overlapping totals. Each stays open over a range of `width` for
 * somebody who sees everything else and knows that counts are 0 or more and no more than what they are counted among.
 *
 * Others are left out along the cheapest moves that were found, one telling count after another: few and small, but not always
 * the fewest possible. That it protects does not rest on that search: for each telling count two tables are kept that agree
 * in everything published and differ in it by `width`, and the ranges are worked out anew from what is published.
 *
 * @param areas the smallest areas with their counts, and the totals that each is in
 * @throws {MeasureError} not-finite; out-of-range for counts, a width of 0 or less, or names that are there twice; unknown-name
 *
 * @example
 * import { protectSums } from "@krachtwijk/measure/disclosure";
 * const areas = [["a", 3], ["b", 40], ["c", 12], ["d", 25]].map(([id, count]) => ({ id, count, within: ["city"] }));
 * protectSums(areas, { primary: ["a"], width: 5 }).hidden.map(({ id, least, most }) => [id, least, most]); // → [["a", 0, 15], ["c", 0, 15]]
 *
 * Source: Fischetti & Salazar-González (2001), Management Science 47, 1008–1027 (the problem and its attacker); Hundepool et al. (2012),
 * Statistical Disclosure Control, ch. 4; docs/methods/disclosure.md.
 */
export function protectSums(areas: readonly TableArea[], options: ProtectOptions): ProtectedTable {
  requireFinite("width", [options.width]);
  if (!(options.width > 0))
    throw new MeasureError("out-of-range", `width is ${options.width}; it must be more than 0.`, {
      width: options.width,
    });
  const table = sumTable(areas);
  const pattern = new Pattern(table, options);
  const primary = namedSums(table, options.primary);
  for (const sum of [...primary, ...namedSums(table, options.hidden ?? [])])
    if (!pattern.isKnown(sum)) pattern.hidden[sum] = 1;
  // What needs most goes first: others can use what it hides.
  const order = [...primary].sort(
    (a, b) =>
      table.sums[b]!.parts.length - table.sums[a]!.parts.length ||
      table.sums[a]!.value - table.sums[b]!.value ||
      a - b,
  );
  for (const sum of order) if (!pattern.isKnown(sum)) pattern.protect(sum);
  const rangeFor = rangesOf(table, (sum) => pattern.hidden[sum] === 1);
  const hidden = [...table.sums.keys()].flatMap((sum): readonly HiddenCount[] => {
    const isPrimary = primary.has(sum);
    if (pattern.hidden[sum] !== 1 && !isPrimary) return [];
    const range = rangeOf(sum, rangeFor(sum), pattern);
    const isProtected = !isPrimary || range.most - range.least >= options.width - 1e-9;
    const why = isPrimary ? "primary" : "secondary";
    return table.sums[sum]!.names.map((id) => ({ id, why, ...range, isProtected }));
  });
  const count = pattern.hidden.reduce((sum, one) => sum + one, 0);
  return { hidden, sums: { hidden: count, of: table.sums.length } };
}
