import { normalName } from "./normal-name.ts";

/** The letter pairs of a name with their counts, blanks at its ends included. */
function pairs(name: string): Map<string, number> {
  const letters = ` ${normalName(name)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
  const found = new Map<string, number>();
  for (let at = 0; at + 1 < letters.length; at++) {
    const pair = letters.slice(at, at + 2);
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  return found;
}

const sizeOf = (counted: ReadonlyMap<string, number>) => {
  let sum = 0;
  for (const count of counted.values()) sum += count;
  return sum;
};

/**
 * How alike two names look, 0 to 1: the Dice coefficient of their letter pairs. It only suggests; a person decides.
 * Source: Dice (1945), "Measures of the Amount of Ecologic Association Between Species", Ecology 26(3).
 */
export function likeness(a: string, b: string): number {
  const left = pairs(a);
  const right = pairs(b);
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  const size = sizeOf(left) + sizeOf(right);
  return size === 0 ? 0 : (2 * shared) / size;
}

/** Names by their letter pairs: which of thousands looks like one is asked only of those that share a pair with it. */
export class NameIndex<Item> {
  readonly #items: Item[] = [];
  readonly #sizes: number[] = [];
  readonly #byPair = new Map<string, [at: number, count: number][]>();

  add(name: string, item: Item): void {
    const counted = pairs(name);
    const at = this.#items.push(item) - 1;
    this.#sizes.push(sizeOf(counted));
    for (const [pair, count] of counted) {
      const there = this.#byPair.get(pair);
      if (there === undefined) this.#byPair.set(pair, [[at, count]]);
      else there.push([at, count]);
    }
  }

  /** Every item that shares something with the name, each with the likeness of the likest of its names. */
  like(name: string): ReadonlyMap<Item, number> {
    const counted = pairs(name);
    const size = sizeOf(counted);
    const shared = new Map<number, number>();
    for (const [pair, count] of counted)
      for (const [at, own] of this.#byPair.get(pair) ?? [])
        shared.set(at, (shared.get(at) ?? 0) + Math.min(count, own));
    const best = new Map<Item, number>();
    for (const [at, common] of shared) {
      const score = (2 * common) / (size + this.#sizes[at]!);
      const item = this.#items[at]!;
      if (score > (best.get(item) ?? 0)) best.set(item, score);
    }
    return best;
  }
}
