import { onAllCores, Random, requireWhole } from "../numeric/index.ts";
import type { PermutationOptions } from "./inference.ts";
import { areaCount, type Weights } from "./weights.ts";

/** A sum over the neighbours of each area, Σⱼ w(i,j) y(j), of which the neighbours are to be exchanged for others. */
export interface NeighbourSums {
  /** y: the value of the neighbour, or the square of its difference with the area's own. */
  readonly kind: "value" | "squared-difference";
  readonly values: Float64Array;
  readonly weights: Weights;
  /** Who may come in a neighbour's place: all areas but the own, or all. */
  readonly pool: "others" | "all";
}

/** How the sum of an area compares with what random neighbours give. */
export interface DrawnSums {
  /** How many of the draws gave at least, and at most, the observed sum. */
  readonly atLeast: Float64Array;
  readonly atMost: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** One area's part of it: at least, at most, mean, variance. */
type Drawn = readonly [number, number, number, number];

interface Draws extends NeighbourSums {
  readonly seed: number;
  readonly permutations: number;
}

/** Random numbers that are made in one go. */
const batch = 1024;

/** Room that every area uses again. */
interface Desk {
  readonly deck: Float64Array;
  readonly bits: Uint32Array;
}

function deskFor({ values, weights: { starts }, pool }: Draws): Desk {
  let most = batch;
  for (let area = 0; area < values.length; area++)
    most = Math.max(most, starts[area + 1]! - starts[area]!);
  const size = values.length - (pool === "others" ? 1 : 0);
  return { deck: new Float64Array(size), bits: new Uint32Array(most) };
}

/** Lays out a card for every area that may be drawn: its y. */
function layOut({ kind, values, pool }: Draws, area: number, deck: Float64Array): void {
  if (pool === "all") deck.set(values);
  else {
    deck.set(values.subarray(0, area));
    deck.set(values.subarray(area + 1), area);
  }
  const own = values[area]!;
  if (kind === "squared-difference")
    for (let at = 0; at < deck.length; at++) deck[at] = (own - deck[at]!) ** 2;
}

/** The sum of an area as it is, and what the sizes of its terms add up to. */
function observedSum(
  question: Draws,
  area: number,
): { readonly sum: number; readonly size: number } {
  const { kind, values, weights } = question;
  const own = values[area]!;
  let [sum, size] = [0, 0];
  for (let at = weights.starts[area]!; at < weights.starts[area + 1]!; at++) {
    const value = values[weights.to[at]!]!;
    const term = weights.weight[at]! * (kind === "value" ? value : (own - value) ** 2);
    sum += term;
    size += Math.abs(term);
  }
  return { sum, size };
}

/**
 * One area: deals random neighbours from a deck, as many times as asked. Only the top of the deck is shuffled, and it is not put
 * back in order between two deals: a deck in any order gives a fair deal.
 */
function drawnFor(question: Draws, area: number, { deck, bits }: Desk): Drawn {
  const { weights, permutations, seed } = question;
  const weight = weights.weight.subarray(weights.starts[area], weights.starts[area + 1]);
  const { sum: observed, size } = observedSum(question, area);
  // The same terms added in another order differ in the last bits; equal draws have to count as equal.
  const slack = 1e-12 * size;
  const random = new Random(seed, area);
  layOut(question, area, deck);
  let next = bits.length;
  let [atLeast, atMost, gaps, squares] = [0, 0, 0, 0];
  for (let round = 0; round < permutations; round++) {
    if (next + weight.length > bits.length) {
      random.fill(bits);
      next = 0;
    }
    let sum = 0;
    for (let at = 0; at < weight.length; at++) {
      const place = at + ((bits[next++]! * ((deck.length - at) / 2 ** 32)) | 0);
      const card = deck[place]!;
      deck[place] = deck[at]!;
      deck[at] = card;
      sum += weight[at]! * card;
    }
    const gap = sum - observed;
    if (gap >= -slack) atLeast++;
    if (gap <= slack) atMost++;
    gaps += gap;
    squares += gap * gap;
  }
  const mean = gaps / permutations;
  return [atLeast, atMost, observed + mean, Math.max(0, squares / permutations - mean * mean)];
}

/**
 * Areas `from` up to `to`; each has a stream of random numbers of its own.
 * @public loaded by name on another core
 */
export function drawnSums(question: Draws, from: number, to: number): Drawn[] {
  const desk = deskFor(question);
  return Array.from({ length: to - from }, (_, at) => drawnFor(question, from + at, desk));
}

/** Exchanges the neighbours of every area for random ones, its own value in place, on all cores. */
export async function drawNeighbours(
  { kind, values, weights, pool }: NeighbourSums,
  { permutations = 999, seed = 1, cores }: PermutationOptions,
): Promise<DrawnSums> {
  requireWhole("permutations", permutations, 1);
  requireWhole("seed", seed, 0);
  const count = areaCount(weights);
  const task = { module: import.meta.url, name: "drawnSums" };
  const input: Draws = { kind, values, weights, pool, seed, permutations };
  const steps = permutations * weights.to.length;
  const drawn = await onAllCores<Drawn>(task, input, count, { steps, cores });
  const column = (place: 0 | 1 | 2 | 3) => Float64Array.from(drawn, (one) => one[place]);
  return { atLeast: column(0), atMost: column(1), mean: column(2), variance: column(3) };
}
