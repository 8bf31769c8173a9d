import {
  MeasureError,
  mean,
  type Numbers,
  requireCount,
  requireFinite,
  requireSameLength,
  requireVariance,
} from "../numeric/index.ts";
import { type IslandRule, requireNeighbours } from "./islands.ts";
import { hasSelf } from "./weight-style.ts";
import { areaCount, type Weights } from "./weights.ts";

/** @throws {MeasureError} out-of-range if an area counts itself */
export function requireNoSelf(weights: Weights): void {
  for (let area = 0; area < areaCount(weights); area++)
    if (hasSelf(weights, area))
      throw new MeasureError(
        "out-of-range",
        `area ${area} counts itself; use weights without that. Only G* needs it.`,
        { area },
      );
}

/** What every statistic of areas and their neighbours needs. */
export function requireAreas(
  values: Numbers,
  weights: Weights,
  { least, islands }: { readonly least: number; readonly islands: IslandRule },
): void {
  requireSameLength("values", values, "weights", areaCount(weights));
  requireCount("areas", values.length, least);
  requireFinite("values", values);
  requireVariance("values", values);
  requireNeighbours(weights, islands);
}

/** Distances from the mean. */
export function centred(values: Numbers): Float64Array {
  const centre = mean(values);
  return Float64Array.from(values, (value) => value - centre);
}

/** Σ x^power, of powers 1 to 4. */
export function powerSums(values: Numbers): readonly [number, number, number, number] {
  let [one, two, three, four] = [0, 0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    const square = value * value;
    one += value;
    two += square;
    three += square * value;
    four += square * square;
  }
  return [one, two, three, four];
}

/** A difference below this share of what it is the difference of is what rounding leaves of 0. */
export const relativeNoise = 1e-12;

/** A difference of terms of some size, or 0 where rounding is all that is left of it. */
export const positive = (difference: number, size: number): number =>
  difference > relativeNoise * size ? difference : 0;
