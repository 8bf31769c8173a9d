import { MeasureError, type Numbers } from "../numeric/index.ts";
import { addTo, presentOf, requireColumn, summaryOf } from "./columns.ts";
import { rankedPlaces, type Ties } from "./ranked-places.ts";
import {
  applyScale,
  type Direction,
  fitScale,
  type LinearNormalisation,
  timesWeight,
} from "./scale.ts";

/** Ways to bring a column to a common scale that only look at the order of the values. */
export type RankNormalisation =
  | { readonly method: "rank"; readonly ties?: Ties | undefined }
  | { readonly method: "borda"; readonly ties?: Ties | undefined }
  | { readonly method: "percentile" };

/** How a column is brought to a common scale. */
export type Normalisation =
  | LinearNormalisation
  | RankNormalisation
  | {
      readonly method: "distance-to-reference";
      /** Which area is the reference: its place in the columns, from 0. */
      readonly reference: number;
      readonly cap?: boolean | undefined;
    };

const isByRank = (one: Normalisation): one is RankNormalisation =>
  one.method === "rank" || one.method === "borda" || one.method === "percentile";

/** Points by order: the worst value has the fewest. */
function byRank(
  name: string,
  values: Float64Array,
  normalisation: RankNormalisation,
  direction: Direction,
): Float64Array {
  const { count } = summaryOf(name, values);
  const ties = normalisation.method === "percentile" ? "min" : normalisation.ties;
  if (normalisation.method === "percentile" && count < 2)
    throw new MeasureError("too-few", `${name}: a percentile needs values of at least 2 areas.`);
  const order = direction === 1 ? "lowest-first" : "highest-first";
  const places = rankedPlaces(values, { order, ties });
  if (normalisation.method === "rank") return places;
  const divisor = normalisation.method === "borda" ? 1 : count - 1;
  return places.map((place) => (place - 1) / divisor);
}

/**
 * The value of the area of reference.
 * @throws {MeasureError} unknown-name if it is not there; too-few if it has a gap
 */
export function targetOf(values: Float64Array, reference: number): number {
  const target = values[reference];
  if (target === undefined)
    throw new MeasureError(
      "unknown-name",
      "the area of reference is not among the areas that take part.",
    );
  if (Number.isNaN(target))
    throw new MeasureError(
      "too-few",
      "the area of reference has no value. Take another area, or fill the gap first.",
    );
  return target;
}

/** Distance to the value of one area is distance to a target. */
function linearOf(
  values: Float64Array,
  normalisation: Exclude<Normalisation, RankNormalisation>,
): LinearNormalisation {
  if (normalisation.method !== "distance-to-reference") return normalisation;
  const { reference, cap } = normalisation;
  return { method: "distance-to-target", target: targetOf(values, reference), cap };
}

/** Where a normalised column goes. */
export interface Target {
  readonly result: Float64Array;
  /** What each normalised value is multiplied by; default 1. */
  readonly weight?: number | undefined;
  /** Sums to which the results are added. */
  readonly sums?: Float64Array | undefined;
  /** The values that give mean, smallest and so on, such as those of a base period; default the column itself. */
  readonly base?: Float64Array | undefined;
}

/**
 * Writes a normalised column.
 * @throws as `normalise`; out-of-range if ranks are asked with a base
 */
export function normaliseColumn(
  name: string,
  values: Float64Array,
  normalisation: Normalisation,
  direction: Direction,
  { result, weight = 1, sums, base = values }: Target,
): void {
  if (!isByRank(normalisation)) {
    const scale = fitScale(name, base, linearOf(base, normalisation), direction);
    applyScale(values, timesWeight(scale, weight), result, sums);
    return;
  }
  if (base !== values)
    throw new MeasureError(
      "out-of-range",
      `${name}: ${normalisation.method} looks at the order within one set of areas, so it cannot have a base period. Use z-score, min-max or goalposts.`,
    );
  const points = byRank(name, values, normalisation, direction);
  for (let at = 0; at < points.length; at++) result[at] = weight * points[at]!;
  if (sums !== undefined) addTo(sums, result);
}

/**
 * Brings a column to a common scale on which more is better.
 *
 * For direction 1 (with direction −1 the same after turning the column around):
 * - `z-score`: (x − mean)/sd · standardDeviation + mean; sd of a sample (n − 1); defaults 0 and 1
 * - `min-max`: (x − min)/(max − min) · (upper − lower) + lower; defaults 0 and 100
 * - `rank`: 1 for the worst value, n for the best; `borda`: rank − 1; ties default `min`
 * - `percentile`: (rank − 1)/(n − 1), 0 to 1
 * - `distance-to-target`: (x − worst)/(target − worst): 0 for the worst value, 1 at the target; `cap` stops at 1
 * - `distance-to-reference`: the same with the value of one area as the target
 * - `fraction-of-maximum`: x/max, direction 1 only
 * - `goalposts`: (x − lower)/(upper − lower) · scale, not below 0 or above `scale` unless `truncate` is false
 * - `none`: as it is
 *
 * @param values one per area, any unit; NaN is a gap and stays one
 * @throws {MeasureError} no-variance; too-few without values; out-of-range for settings that cannot be; not-finite
 *
 * @example
 * import { normalise } from "@krachtwijk/measure/composite";
 * Array.from(normalise([2, 4, 6], { method: "z-score" })); // → [-1, 0, 1]
 * Array.from(normalise([2, 4, 6], { method: "min-max" }, -1)); // → [100, 50, 0]
 *
 * Source: OECD & JRC (2008), Handbook on Constructing Composite Indicators, §1.5; COINr 1.1.14 `Normalise`.
 */
export function normalise(
  values: Numbers,
  normalisation: Normalisation,
  direction: Direction = 1,
): Float64Array {
  requireColumn("values", values);
  const own = Float64Array.from(values);
  if (presentOf(own).length === 0)
    throw new MeasureError("too-few", "values: there is no value at all.");
  const result = new Float64Array(own.length);
  normaliseColumn("values", own, normalisation, direction, { result });
  return result;
}
