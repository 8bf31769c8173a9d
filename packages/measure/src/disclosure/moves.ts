import type { Rectangles } from "./rectangles.ts";
import type { SumTable } from "./sum-table.ts";

/**
 * A way to change hidden counts that leaves every published sum as it is: areas in `up` rise as much as areas in `down` fall.
 * `hides` are the sums that change, and so may not be published.
 */
export interface Move {
  readonly up: readonly number[];
  readonly down: readonly number[];
  readonly hides: readonly number[];
}

/** What hiding costs, and how far each area can still move; both change while a table is being protected. */
export interface Terrain {
  readonly table: SumTable;
  readonly rectangles: Rectangles;
  /** 0: hidden already. Infinity: everybody knows it, so hiding it is of no use. */
  readonly costOf: (sum: number) => number;
  /** How far a move can go, upwards and downwards together. */
  readonly reachOf: (up: readonly number[], down: readonly number[]) => number;
}

/** The sums that change when areas rise and others fall by as much. */
function changedSums(
  { sumsOf }: SumTable,
  up: readonly number[],
  down: readonly number[],
): readonly number[] {
  const net = new Map<number, number>();
  for (const area of up) for (const sum of sumsOf[area]!) net.set(sum, (net.get(sum) ?? 0) + 1);
  for (const area of down) for (const sum of sumsOf[area]!) net.set(sum, (net.get(sum) ?? 0) - 1);
  return [...net].flatMap(([sum, by]) => (by === 0 ? [] : [sum]));
}

/** The best move so far: least cost for what is needed, and of equals the one that goes furthest. */
class Best {
  move: Move | null = null;
  score = Number.POSITIVE_INFINITY;
  #reach = 0;
  readonly #target: number;
  readonly #needed: number;
  readonly #terrain: Terrain;

  constructor(target: number, needed: number, terrain: Terrain) {
    this.#target = target;
    this.#needed = needed;
    this.#terrain = terrain;
  }

  /** Two areas against each other, judged without making lists. */
  trySwap(up: number, down: number): void {
    const { table, costOf } = this.#terrain;
    const [own, other] = [table.sumsOf[up]!, table.sumsOf[down]!];
    let cost = 0;
    for (const sum of own) if (!other.includes(sum)) cost += costOf(sum);
    if (cost > this.score) return;
    for (const sum of other) if (!own.includes(sum)) cost += costOf(sum);
    if (cost <= this.score) this.try([up], [down]);
  }

  try(up: readonly number[], down: readonly number[]): void {
    const reach = Math.min(this.#terrain.reachOf(up, down), this.#needed);
    if (reach <= 0) return;
    const hides = changedSums(this.#terrain.table, up, down);
    if (!hides.includes(this.#target)) return;
    const cost = hides.reduce((so, sum) => so + this.#terrain.costOf(sum), 0);
    const score = (cost * this.#needed) / reach;
    const isBetter = score < this.score || (score === this.score && reach > this.#reach);
    if (!isBetter || cost === Number.POSITIVE_INFINITY) return;
    this.score = score;
    this.#reach = reach;
    this.move = { up, down, hides };
  }
}

/** Of areas that are in the same sums the cheapest for what it can give. */
function cheapest(areas: readonly number[], { table, costOf }: Terrain): number {
  let [best, score] = [areas[0]!, Number.POSITIVE_INFINITY];
  for (const area of areas) {
    const cost = costOf(area);
    const own = cost === 0 ? -table.values[area]! : cost;
    if (own < score) [best, score] = [area, own];
  }
  return best;
}

/** Swaps of a pair with pairs elsewhere that differ as they do. */
function tryRectangles(area: number, partner: number, terrain: Terrain, best: Best): void {
  const own = terrain.costOf(area) + terrain.costOf(partner);
  if (own >= best.score) return;
  for (const { first, second } of terrain.rectangles.like(area, partner)) {
    const [fall, rise] = [cheapest(first, terrain), cheapest(second, terrain)];
    if (fall === area || fall === partner || rise === area || rise === partner) continue;
    if (own + terrain.costOf(fall) + terrain.costOf(rise) <= best.score)
      best.try([area, rise], [partner, fall]);
  }
}

/**
 * Swaps an area with others, those that share most sums with it first. Where they differ in sums that cut across, also
 * rectangles, for the first two totals it is in.
 */
function trySwaps(area: number, terrain: Terrain, best: Best): void {
  const { table, costOf } = terrain;
  const seen = new Set([area]);
  let atLeast = 0;
  let totals = 0;
  for (const sum of table.sumsOf[area]!) {
    // All that come now are outside the sums before, which would have to be hidden too.
    if (best.score <= atLeast) return;
    const others = table.sums[sum]!.parts.filter((other) => !seen.has(other));
    for (const other of others) best.trySwap(area, other);
    if (others.length > 0 && totals++ < 2)
      for (const other of others.slice(0, 50)) tryRectangles(area, other, terrain, best);
    for (const other of others) seen.add(other);
    atLeast += costOf(sum);
  }
}

/**
 * The cheapest move found that changes a sum: of one area alone with everything that it is in; of two areas against each
 * other; or of four, in two totals.
 * @returns null if no move changes it at all
 */
export function cheapestMove(target: number, needed: number, terrain: Terrain): Move | null {
  const { table, costOf } = terrain;
  const best = new Best(target, needed, terrain);
  // A change of a total starts at one of its areas: a hidden one, or the cheapest.
  const starts = [...table.sums[target]!.parts].sort((a, b) => costOf(a) - costOf(b) || a - b);
  for (const area of starts.slice(0, 4)) {
    best.try([area], []);
    trySwaps(area, terrain, best);
  }
  return best.move;
}
