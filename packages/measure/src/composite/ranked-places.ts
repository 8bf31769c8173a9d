import { MeasureError, type Numbers } from "../numeric/index.ts";
import { requireColumn } from "./columns.ts";
import { sortedOrder } from "./sorted-order.ts";

/** Which place equal values share: the best of theirs, the last, the mean, or the next whole number. */
export type Ties = "min" | "max" | "average" | "dense";

/** How places are given. */
export interface PlaceOptions {
  /** Which end of the values gets place 1. */
  readonly order: "highest-first" | "lowest-first";
  /** Default `min`: 1, 2, 2, 4. */
  readonly ties?: Ties | undefined;
  /** Neighbours that differ by less than this share of their size are equal; default 0. */
  readonly tolerance?: number | undefined;
}

const tiedPlace: Readonly<Record<Ties, (before: number, size: number, run: number) => number>> = {
  min: (before) => before + 1,
  max: (before, size) => before + size,
  average: (before, size) => before + (size + 1) / 2,
  dense: (_before, _size, run) => run + 1,
};

/** Gives each run of equal values its place. `order` has the places in `values` from the first to the last. */
function placeRuns(
  values: Float64Array,
  order: Uint32Array,
  { ties = "min", tolerance = 0 }: PlaceOptions,
  result: Float64Array,
): void {
  const isSame = (one: number, other: number) =>
    one === other || Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
  let run = 0;
  for (let from = 0; from < order.length; run++) {
    let to = from + 1;
    while (to < order.length && isSame(values[order[to - 1]!]!, values[order[to]!]!)) to++;
    const place = tiedPlace[ties](from, to - from, run);
    for (; from < to; from++) result[order[from]!] = place;
  }
}

/** The values that are there, and which they are. */
function withoutGaps(values: Numbers) {
  const present = new Float64Array(values.length);
  const where = new Uint32Array(values.length);
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at])) continue;
    where[count] = at;
    // Adding 0 makes −0 into 0, which sorts elsewhere but is the same value.
    present[count++] = values[at]! + 0;
  }
  return { present: present.subarray(0, count), where: where.subarray(0, count) };
}

/**
 * Places with ties, as numbers in a typed array: 1 is the first.
 *
 * @param values one per area, any unit; NaN is a gap
 * @returns one place per value; NaN for a gap. Gaps do not count
 * @throws {MeasureError} not-finite for an infinite value; out-of-range if `ties` is not known
 *
 * @example
 * import { rankedPlaces } from "@krachtwijk/measure/composite";
 * Array.from(rankedPlaces([5, 3, 3, 1], { order: "highest-first" })); // → [1, 2, 2, 4]
 * Array.from(rankedPlaces([5, 3, 3, 1], { order: "lowest-first", ties: "average" })); // → [4, 2.5, 2.5, 1]
 *
 * Source: R 4.2.2, `rank(x, ties.method = …)`; dense: 1, 2, 2, 3.
 */
export function rankedPlaces(values: Numbers, options: PlaceOptions): Float64Array {
  requireColumn("values", values);
  if (options.ties !== undefined && !(options.ties in tiedPlace))
    throw new MeasureError(
      "out-of-range",
      `ties is "${options.ties}"; expected min, max, average or dense.`,
    );
  const { present, where } = withoutGaps(values);
  const order = sortedOrder(present);
  if (options.order === "highest-first") order.reverse();
  const places = new Float64Array(present.length);
  placeRuns(present, order, options, places);
  const result = new Float64Array(values.length).fill(Number.NaN);
  for (let at = 0; at < places.length; at++) result[where[at]!] = places[at]!;
  return result;
}
