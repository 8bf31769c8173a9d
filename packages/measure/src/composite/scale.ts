import { MeasureError } from "../numeric/index.ts";
import { addTo, deviationOf, requireRange, type Summary, summaryOf } from "./columns.ts";

/** Whether a high value is good (1) or bad (−1). */
export type Direction = 1 | -1;

/** Ways to bring a column to a common scale that are a straight line. */
export type LinearNormalisation =
  | {
      readonly method: "z-score";
      readonly mean?: number | undefined;
      readonly standardDeviation?: number | undefined;
    }
  | {
      readonly method: "min-max";
      readonly lower?: number | undefined;
      readonly upper?: number | undefined;
    }
  | {
      readonly method: "distance-to-target";
      readonly target: number;
      readonly cap?: boolean | undefined;
    }
  | { readonly method: "fraction-of-maximum" }
  | {
      readonly method: "goalposts";
      readonly lower: number;
      readonly upper: number;
      readonly scale?: number | undefined;
      readonly truncate?: boolean | undefined;
    }
  | { readonly method: "none" };

/** A straight line with ends: (x − centre) / spread · width + offset, not below `least` and not above `most`. */
export interface Scale {
  readonly centre: number;
  readonly spread: number;
  readonly width: number;
  readonly offset: number;
  readonly least: number;
  readonly most: number;
}

const line = (centre: number, spread: number, ends: Partial<Scale> = {}): Scale => ({
  centre,
  spread,
  width: 1,
  offset: 0,
  least: -Infinity,
  most: Infinity,
  ...ends,
});

const wrong = (sentence: string) => new MeasureError("out-of-range", sentence);

type Of<Method extends LinearNormalisation["method"]> = Extract<
  LinearNormalisation,
  { readonly method: Method }
>;

function zScore(
  name: string,
  values: Float64Array,
  direction: Direction,
  { mean: offset = 0, standardDeviation: width = 1 }: Of<"z-score">,
): Scale {
  if (!(width > 0)) throw wrong(`standardDeviation is ${width}; it must be above 0.`);
  const { mean, deviation } = deviationOf(name, values);
  return line(mean, direction * deviation, { width, offset });
}

function minMax(
  name: string,
  values: Float64Array,
  direction: Direction,
  { lower = 0, upper = 100 }: Of<"min-max">,
): Scale {
  if (!(lower < upper)) throw wrong(`min-max: lower ${lower} must be below upper ${upper}.`);
  const summary = summaryOf(name, values);
  requireRange(name, summary);
  const { least, most } = summary;
  const worst = direction === 1 ? least : most;
  return line(worst, direction * (most - least), { width: upper - lower, offset: lower });
}

function toTarget(
  name: string,
  { least, most }: Summary,
  direction: Direction,
  { target, cap = false }: Of<"distance-to-target">,
): Scale {
  const worst = direction === 1 ? least : most;
  if (!(direction * (target - worst) > 0))
    throw wrong(
      `${name}: the target ${target} is not better than the worst value ${worst}, so there is no distance to cover. Check the target and the direction.`,
    );
  return line(worst, target - worst, { most: cap ? 1 : Infinity });
}

function toMaximum(name: string, { most }: Summary, direction: Direction): Scale {
  if (direction === -1)
    throw wrong(
      `${name}: fraction-of-maximum needs an indicator of which more is better; use min-max or distance-to-target.`,
    );
  if (!(most > 0))
    throw wrong(`${name}: the largest value is ${most}; fraction-of-maximum needs one above 0.`);
  return line(0, most);
}

function goalposts(
  name: string,
  direction: Direction,
  { lower, upper, scale = 1, truncate = true }: Of<"goalposts">,
): Scale {
  if (!(lower < upper) || !(scale > 0) || !Number.isFinite(upper - lower))
    throw wrong(
      `${name}: goalposts ${lower} and ${upper} with scale ${scale}; lower must be below upper, and scale above 0.`,
    );
  const ends = truncate ? { least: 0, most: scale } : {};
  return line(direction === 1 ? lower : upper, direction * (upper - lower), {
    width: scale,
    ...ends,
  });
}

/**
 * The line that brings a column to the common scale, with its numbers taken from `values` (gaps are NaN).
 * @throws {MeasureError} too-few without a value; no-variance; out-of-range; not-finite
 */
export function fitScale(
  name: string,
  values: Float64Array,
  normalisation: LinearNormalisation,
  direction: Direction,
): Scale {
  switch (normalisation.method) {
    case "z-score":
      return zScore(name, values, direction, normalisation);
    case "min-max":
      return minMax(name, values, direction, normalisation);
    case "distance-to-target":
      return toTarget(name, summaryOf(name, values), direction, normalisation);
    case "fraction-of-maximum":
      return toMaximum(name, summaryOf(name, values), direction);
    case "goalposts":
      summaryOf(name, values);
      return goalposts(name, direction, normalisation);
    case "none":
      summaryOf(name, values);
      return line(0, direction);
  }
}

/** The scale with everything on it times a weight. */
export function timesWeight(scale: Scale, weight: number): Scale {
  if (weight === 1) return scale;
  const { width, offset, least, most } = scale;
  return {
    ...scale,
    width: width * weight,
    offset: offset * weight,
    // 0 times infinity is not a number; a column with weight 0 has no ends.
    least: weight === 0 ? -Infinity : least * weight,
    most: weight === 0 ? Infinity : most * weight,
  };
}

/** Puts the values of a column on a scale; a gap stays one. Adds the results to `sums`, if given. */
export function applyScale(
  values: Float64Array,
  { centre, spread, width, offset, least, most }: Scale,
  result: Float64Array,
  sums?: Float64Array,
): void {
  const count = values.length;
  if (least !== -Infinity || most !== Infinity) {
    for (let at = 0; at < count; at++) {
      const own = ((values[at]! - centre) / spread) * width + offset;
      result[at] = own < least ? least : own > most ? most : own;
    }
    if (sums !== undefined) addTo(sums, result);
  } else if (sums === undefined) {
    for (let at = 0; at < count; at++)
      result[at] = ((values[at]! - centre) / spread) * width + offset;
  } else {
    for (let at = 0; at < count; at++) {
      const own = ((values[at]! - centre) / spread) * width + offset;
      result[at] = own;
      sums[at]! += own;
    }
  }
}
