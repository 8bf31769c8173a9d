import { normalName } from "./normal-name.ts";

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

const sizeOf = (counted: ReadonlyMap<string, number>) =>
  [...counted.values()].reduce((sum, n) => sum + n, 0);

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
