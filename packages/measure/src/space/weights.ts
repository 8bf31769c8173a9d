import {
  MeasureError,
  type Numbers,
  requireFinite,
  requireSameLength,
  requireWhole,
} from "../numeric/index.ts";

/**
 * Who neighbours whom, packed: the neighbours of area i are `to[starts[i]]` up to (not including) `to[starts[i + 1]]`,
 * in rising order. Areas are numbered from 0, in the order of the data.
 */
export interface Neighbours {
  /** One more than there are areas. */
  readonly starts: Int32Array;
  readonly to: Int32Array;
}

/** Neighbours with what each counts: `weight[at]` belongs to `to[at]`. Weights are above 0. */
export interface Weights extends Neighbours {
  readonly weight: Float64Array;
}

/** Links as a list, one per direction. */
export interface Links {
  readonly from: Numbers;
  readonly to: Numbers;
  /** Above 0; 0 is no link. Default: 1 for each. */
  readonly weight?: Numbers;
}

/** How many areas. */
export const areaCount = ({ starts }: Neighbours): number => starts.length - 1;

/** 0, 1, 2 … */
export function ascending(length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let at = 0; at < length; at++) numbers[at] = at;
  return numbers;
}

/** The numbers below `length` that pass. */
export function numbersWhere(length: number, isIt: (at: number) => boolean): Int32Array {
  const numbers = new Int32Array(length);
  let count = 0;
  for (let at = 0; at < length; at++) if (isIt(at)) numbers[count++] = at;
  return numbers.slice(0, count);
}

/** Sorts links by area, and within an area by neighbour: two stable counting sorts, the last key first. */
function sortLinks(count: number, from: Int32Array, to: Int32Array): Int32Array {
  const byTo = countingSort(count, to, ascending(to.length));
  return countingSort(count, from, byTo);
}

/** `order` rearranged by rising key, equal keys as they were. */
export function countingSort(count: number, key: Int32Array, order: Int32Array): Int32Array {
  const next = startsOf(count, key);
  const sorted = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const at = order[place]!;
    sorted[next[key[at]!]!++] = at;
  }
  return sorted;
}

/** Where each key begins when keys are sorted; one more entry than there are keys. */
export function startsOf(count: number, key: Int32Array): Int32Array {
  const starts = new Int32Array(count + 1);
  for (let at = 0; at < key.length; at++) starts[key[at]! + 1]!++;
  for (let at = 0; at < count; at++) starts[at + 1]! += starts[at]!;
  return starts;
}

function pack(count: number, from: Int32Array, to: Int32Array, weight: Float64Array): Weights {
  const order = sortLinks(count, from, to);
  return {
    starts: startsOf(count, from),
    to: order.map((at) => to[at]!),
    weight: new Float64Array(order.length).map((_, place) => weight[order[place]!]!),
  };
}

/** Neighbours from pairs kept as one number, `a · count + b`; both directions. */
export function neighboursFromPairs(count: number, pairs: ReadonlySet<number>): Neighbours {
  const from = new Int32Array(2 * pairs.size);
  const to = new Int32Array(2 * pairs.size);
  let at = 0;
  for (const pair of pairs) {
    const [a, b] = [Math.floor(pair / count), pair % count];
    from[at] = to[at + 1] = a;
    to[at] = from[at + 1] = b;
    at += 2;
  }
  const { starts, to: sorted } = pack(count, from, to, new Float64Array(at));
  return { starts, to: sorted };
}

/** Neighbours from one list per area. */
export function neighboursFromLists(lists: readonly Numbers[]): Neighbours {
  const starts = new Int32Array(lists.length + 1);
  for (const [area, list] of lists.entries()) starts[area + 1] = starts[area]! + list.length;
  const to = new Int32Array(starts[lists.length]!);
  for (const [area, list] of lists.entries()) to.set(Int32Array.from(list).sort(), starts[area]!);
  return { starts, to };
}

function requireArea(name: string, at: number, area: number, count: number): void {
  if (!Number.isInteger(area) || area < 0 || area >= count)
    throw new MeasureError(
      "unknown-name",
      `${name}[${at}] is ${area}; areas are numbered 0 to ${count - 1}.`,
      { name, at, area, count },
    );
}

function requireLinks(count: number, { from, to, weight }: Links): void {
  requireSameLength("to", to, "from", from.length);
  if (weight !== undefined) {
    requireSameLength("weight", weight, "from", from.length);
    requireFinite("weight", weight);
  }
  for (let at = 0; at < from.length; at++) {
    requireArea("from", at, from[at]!, count);
    requireArea("to", at, to[at]!, count);
    if (from[at] === to[at])
      throw new MeasureError(
        "out-of-range",
        `link ${at} goes from area ${from[at]} to itself; leave it out. Where an area counts itself, use withSelf.`,
        { at, area: from[at]! },
      );
    if (weight !== undefined && weight[at]! < 0)
      throw new MeasureError(
        "out-of-range",
        `weight[${at}] is ${weight[at]}; a weight is 0 or more.`,
        { at, weight: weight[at]! },
      );
  }
}

function requireOnce({ starts, to }: Neighbours): void {
  for (let area = 0; area + 1 < starts.length; area++)
    for (let at = starts[area]! + 1; at < starts[area + 1]!; at++)
      if (to[at] === to[at - 1])
        throw new MeasureError(
          "out-of-range",
          `the link from area ${area} to area ${to[at]} is given twice; keep one of the two.`,
          { from: area, to: to[at]! },
        );
}

/**
 * Weights from a list of links, as a file of them gives: area `from[k]` is influenced by area `to[k]` with `weight[k]`.
 * Give both directions where both hold; weights need not be symmetric.
 *
 * @param count how many areas there are, also those without a link
 * @param links area numbers from 0; a link of weight 0 is no link
 * @throws {MeasureError} unknown-name if an area is not 0 to count − 1; out-of-range for a link to itself, a link given twice
 *   or a negative weight; not-finite; length-mismatch
 *
 * @example
 * import { weightsFromLinks } from "@krachtwijk/measure/space";
 * const weights = weightsFromLinks(3, { from: [0, 1, 1, 2], to: [1, 2, 0, 1] });
 * [...weights.starts]; // → [0, 1, 3, 4]
 * [...weights.to]; // → [1, 0, 2, 1]
 */
export function weightsFromLinks(count: number, links: Links): Weights {
  requireWhole("count", count, 1);
  requireLinks(count, links);
  const kept = numbersWhere(links.from.length, (at) => links.weight?.[at] !== 0);
  const column = (values: Numbers) => kept.map((at) => values[at]!);
  const weight = new Float64Array(kept.length).map((_, place) => links.weight?.[kept[place]!] ?? 1);
  const weights = pack(count, column(links.from), column(links.to), weight);
  requireOnce(weights);
  return weights;
}

/** The same links the other way round. */
export function transposed({ starts, to, weight }: Weights): Weights {
  const count = starts.length - 1;
  const from = new Int32Array(to.length);
  for (let area = 0; area < count; area++) from.fill(area, starts[area], starts[area + 1]);
  return pack(count, to, from, weight);
}
