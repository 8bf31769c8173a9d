import {
  MeasureError,
  type Numbers,
  quantileOfSorted,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";
import { presentOf, requireColumn } from "./columns.ts";

/** What a gap is filled with. */
export type FillRule = "mean" | "median" | "group-mean" | "group-median";

/** A column without gaps. */
export interface Filled {
  readonly values: Float64Array;
  /** How many gaps were filled. */
  readonly filled: number;
}

function middleOf(present: Float64Array, rule: FillRule): number {
  if (rule.endsWith("mean")) return sumOf(present) / present.length;
  return quantileOfSorted(present.slice().sort(), 0.5);
}

/** The values of each group, gaps left out. */
function byGroup(values: Numbers, groups: ArrayLike<string>): ReadonlyMap<string, number[]> {
  const parts = new Map<string, number[]>();
  for (let at = 0; at < values.length; at++) {
    const part = parts.get(groups[at]!) ?? [];
    if (!Number.isNaN(values[at])) part.push(values[at]!);
    parts.set(groups[at]!, part);
  }
  return parts;
}

const empty = (where: string) =>
  new MeasureError(
    "empty-group",
    `${where} has a gap and no value to fill it from. Take larger groups, the rule "mean", or leave the indicator out.`,
    { where },
  );

function fillerOf(
  values: Numbers,
  rule: FillRule,
  groups: ArrayLike<string> | undefined,
): (at: number) => number {
  if (!rule.startsWith("group")) {
    const present = presentOf(values);
    if (present.length === 0) throw empty("the column");
    const middle = middleOf(present, rule);
    return () => middle;
  }
  if (groups === undefined)
    throw new MeasureError(
      "empty-group",
      `the rule "${rule}" needs the group of each area; name the column that has it.`,
    );
  requireSameLength("groups", groups as unknown as Numbers, "values", values.length);
  const parts = byGroup(values, groups);
  const middles = new Map<string, number>();
  return (at) => {
    const group = groups[at]!;
    const part = parts.get(group)!;
    if (part.length === 0) throw empty(`group "${group}"`);
    const middle = middles.get(group) ?? middleOf(Float64Array.from(part), rule);
    middles.set(group, middle);
    return middle;
  };
}

/**
 * Fills the gaps of a column: with the mean or median of all areas, or of the areas of the same group.
 *
 * @param values one per area, any unit; NaN is a gap
 * @param groups one name per area, for the rules by group
 * @throws {MeasureError} empty-group if a gap has no value to be filled from, or groups are needed; length-mismatch; not-finite
 *
 * @example
 * import { fillGaps } from "@krachtwijk/measure/composite";
 * fillGaps([1, 3, NaN, 8], "group-mean", ["a", "a", "a", "b"]); // → { values: [1, 3, 2, 8], filled: 1 }
 *
 * Source: OECD & JRC (2008), Handbook on Constructing Composite Indicators, §1.3; COINr 1.1.14 `i_mean`, `i_mean_grp`.
 */
export function fillGaps(values: Numbers, rule: FillRule, groups?: ArrayLike<string>): Filled {
  requireColumn("values", values);
  const own = Float64Array.from(values);
  let filler: ((at: number) => number) | undefined;
  let filled = 0;
  for (let at = 0; at < own.length; at++) {
    if (!Number.isNaN(own[at])) continue;
    filler ??= fillerOf(values, rule, groups);
    own[at] = filler(at);
    filled++;
  }
  return { values: own, filled };
}
