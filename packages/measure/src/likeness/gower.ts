import { MeasureError, type Numbers, requireBetween, requireSameLength } from "../numeric/index.ts";
import { apartness, type LikenessColumn } from "./columns.ts";

/** What each column adds to the distance between an area and another; undefined where the two cannot be compared. */
export type DistanceParts = (other: number) => Float64Array | undefined;

/** Parts of Gower's distance of one area to others. @throws {MeasureError} no-variance; out-of-range; length-mismatch */
export function gowerParts(
  columns: readonly LikenessColumn[],
  area: number,
  weights: Numbers = columns.map(() => 1),
): DistanceParts {
  requireSameLength("weights", weights, "the list of columns", columns.length);
  for (let at = 0; at < weights.length; at++)
    requireBetween(`weights[${at}]`, weights[at]!, 0, Number.MAX_VALUE);
  const ranges = columns.map(rangeOf);
  return (other) => {
    const parts = new Float64Array(columns.length);
    let sum = 0;
    for (let at = 0; at < parts.length; at++) {
      const { values } = columns[at]!;
      const apart = apartness(values[area]!, values[other]!);
      if (Number.isNaN(apart)) continue;
      sum += weights[at]!;
      parts[at] = (weights[at]! * apart) / ranges[at]!;
    }
    if (!(sum > 0)) return undefined;
    for (let at = 0; at < parts.length; at++) parts[at]! /= sum;
    return parts;
  };
}

/** The range of a column of numbers; 1 for words, which differ or do not. */
function rangeOf({ name, values }: LikenessColumn): number {
  if (typeof values[0] === "string") return 1;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
      throw new MeasureError("not-finite", `${name}[${at}] is ${value}; a number is needed.`, {
        name,
        at,
      });
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least))
    throw new MeasureError(
      "no-variance",
      `${name} is the same everywhere, or has no value: nothing to compare. Leave this column out.`,
      { name },
    );
  return most - least;
}
