import { MeasureError, type Numbers } from "../numeric/index.ts";
import { countBelow, sortedValues } from "./sorted-values.ts";

/** Cut-offs as they are shown. */
export interface RoundCutOffs {
  readonly cutOffs: Float64Array;
  /** With how many decimals they are written: what was asked, or as many more as it takes. */
  readonly decimals: number;
}

const most = 15;

const rounded = (value: number, decimals: number, way: (n: number) => number): number => {
  const [digits, exponent = "0"] = String(value).split("e");
  const shifted = way(Number(`${digits}e${Number(exponent) + decimals}`));
  const [again, power = "0"] = String(shifted).split("e");
  return Number(`${again}e${Number(power) - decimals}`);
};

/** The number with so many decimals nearest to a cut-off that parts the same values; null: there is none. */
function fitting(cutOff: number, below: number, from: number, decimals: number): number | null {
  const fits = (one: number) => one > below && one <= from;
  for (const way of [Math.round, Math.floor, Math.ceil]) {
    const one = rounded(cutOff, decimals, way);
    if (fits(one)) return one === 0 ? 0 : one;
  }
  // Between two values that lie far apart, another round number may do where the nearest does not.
  const one = rounded(from, decimals, Math.floor);
  return fits(one) ? (one === 0 ? 0 : one) : null;
}

/**
 * Cut-offs rounded so that no value goes to another class. Where the decimals asked for cannot do that, all get as many more as it takes.
 *
 * @param values any unit; 1 or more
 * @param cutOffs from small to large, same unit; a value on a cut-off is in the class above it
 * @param decimals how many the reader sees, 0 to 15
 * @throws {MeasureError} too-few without values; not-finite; out-of-range for decimals
 *
 * @example
 * import { roundCutOffs } from "@krachtwijk/measure/classes";
 * Array.from(roundCutOffs([1.2, 1.4, 2.61, 3], [2.608], 1).cutOffs); // → [2.6]
 * Array.from(roundCutOffs([1.21, 1.24], [1.24], 1).cutOffs); // → [1.24]
 *
 * Source: docs/methods/classes.md.
 */
export function roundCutOffs(values: Numbers, cutOffs: Numbers, decimals: number): RoundCutOffs {
  if (!Number.isSafeInteger(decimals) || decimals < 0 || decimals > most)
    throw new MeasureError("out-of-range", `decimals is ${decimals}; it must be 0 to ${most}.`);
  const sorted = sortedValues(values);
  for (let used = decimals; used <= most; used++) {
    const found = Array.from(cutOffs, (cutOff) => {
      const at = countBelow(sorted, cutOff);
      const [below, from] = [sorted[at - 1] ?? -Infinity, sorted[at] ?? Infinity];
      return fitting(cutOff, below, from, used);
    });
    if (found.every((one) => one !== null))
      return { cutOffs: Float64Array.from(found), decimals: used };
  }
  return { cutOffs: Float64Array.from(cutOffs), decimals: most };
}

/** How many values each class has, from the places where classes begin. */
const sizesOf = (places: readonly number[], all: number): readonly number[] =>
  [...places, all].map((end, at) => end - (places[at - 1] ?? 0));

/** Cut-offs that read well. */
export interface ReadableCutOffs extends RoundCutOffs {
  /** How many values are in another class than by the cut-offs as they were. */
  readonly moved: number;
}

/**
 * Cut-offs with as few decimals as do when a few values may go to a class beside their own: 0.033
 * where 12,000 values were cut at 0.0329. The rounded cut-offs are then what classes are made by.
 *
 * @param values any unit; 1 or more
 * @param cutOffs from small to large, same unit
 * @param options.fewest decimals to begin with; below 0 rounds to tens and hundreds
 * @param options.most decimals to try; when all of them move too many, no value moves and there are as many as it takes
 * @param options.mostMoved how many values may be in another class than before; 0 or more
 * @throws {MeasureError} too-few without values; not-finite; out-of-range for `most`
 *
 * @example
 * import { readableCutOffs } from "@krachtwijk/measure/classes";
 * const found = readableCutOffs([0.5, 1.21, 1.24, 2.5], [1.24], { fewest: 0, most: 1, mostMoved: 1 });
 * Array.from(found.cutOffs); // → [1]
 * found.moved; // → 1
 *
 * Source: docs/methods/classes.md.
 */
export function readableCutOffs(
  values: Numbers,
  cutOffs: Numbers,
  { fewest, most: mostDecimals, mostMoved }: { fewest: number; most: number; mostMoved: number },
): ReadableCutOffs {
  const sorted = sortedValues(values);
  const places = Array.from(cutOffs, (cutOff) => countBelow(sorted, cutOff));
  const before = sizesOf(places, sorted.length);
  for (let decimals = fewest; decimals <= mostDecimals; decimals++) {
    const found = Array.from(cutOffs, (cutOff, at) => {
      const place = places[at]!;
      const [below, from] = [sorted[place - 1] ?? -Infinity, sorted[place] ?? Infinity];
      return fitting(cutOff, below, from, decimals) ?? rounded(cutOff, decimals, Math.round) + 0;
    });
    const now = found.map((cutOff) => countBelow(sorted, cutOff));
    const emptied = sizesOf(now, sorted.length).some((size, at) => size === 0 && before[at]! > 0);
    const rises = found.every((one, at) => at === 0 || one > found[at - 1]!);
    // A value between two places was on one side of the cut-off and is now on the other.
    const moved = now.reduce((sum, place, at) => sum + Math.abs(place - places[at]!), 0);
    if (rises && !emptied && moved <= mostMoved)
      return { cutOffs: Float64Array.from(found), decimals, moved };
  }
  return { ...roundCutOffs(values, cutOffs, mostDecimals), moved: 0 };
}
