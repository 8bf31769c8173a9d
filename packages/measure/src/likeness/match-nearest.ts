import {
  MeasureError,
  type Numbers,
  requireBetween,
  requireFinite,
  requireSameLength,
  standardDeviation,
} from "../numeric/index.ts";
import { type NumberColumn, requireNumberColumns, requireTwoGroups } from "./columns.ts";
import { whitened } from "./whiten.ts";

/** A treated area and the untreated one that was found for it. */
export interface MatchedPair {
  /** Which areas, from 0. */
  readonly treated: number;
  readonly control: number;
  /** In the unit of the score, or Mahalanobis' distance. */
  readonly distance: number;
}

/** Which treated areas found whom. */
export interface Matching {
  /** In the order in which they were made. */
  readonly pairs: readonly MatchedPair[];
  /** Treated areas without an untreated one near enough. */
  readonly unmatched: readonly number[];
  /**
   * One per area: 1 for treated ones with a match; for untreated ones how often they were taken, scaled to add up to the
   * number of different ones; 0 for the rest.
   */
  readonly weights: Float64Array;
}

/** What areas are matched on. */
export type MatchingBasis =
  | { readonly score: Numbers; readonly columns?: never }
  | { readonly score?: never; readonly columns: readonly NumberColumn[] };

/** How areas are matched. */
export interface MatchingOptions {
  /** Whether an untreated area may be taken more than once; default false. */
  readonly replacement?: boolean | undefined;
  /** The farthest that a match may be: in standard deviations of the score over all areas, or as Mahalanobis' distance. */
  readonly caliper?: number | undefined;
  /** Who chooses first: the treated area with the largest score (default with a score), or the first in the data. */
  readonly order?: "largest" | "data" | undefined;
}

/**
 * Finds for each treated area the untreated one that is nearest: one to one, each taking the best that is left.
 *
 * Distance: |difference of the score|, or Mahalanobis' with the covariance within the two groups. Equally near ones: the first in
 * the data. Without replacement the result depends on who chooses first.
 *
 * @param treated 1 for treated, 0 for untreated areas
 * @param basis a score, such as the fitted chance of `logisticRegression` or its log odds; or columns
 * @throws {MeasureError} empty-group if there are none of either kind; too-few without replacement if there are fewer
 * untreated than treated areas; not-finite; no-variance; singular; length-mismatch; out-of-range
 *
 * @example
 * import { matchNearest } from "@krachtwijk/measure/likeness";
 * const { pairs, weights } = matchNearest([1, 1, 0, 0, 0], { score: [0.8, 0.5, 0.1, 0.55, 0.7] });
 * pairs.map(({ treated, control }) => [treated, control]); // → [[0, 4], [1, 3]]
 * Array.from(weights); // → [1, 1, 0, 1, 1]
 *
 * Source: Rubin (1973), Biometrics 29(1), 159–183; Stuart (2010), "Matching methods for causal inference",
 * Statistical Science 25(1), 1–21. Defaults as in MatchIt (Ho, Imai, King & Stuart 2011, J. Stat. Softw. 42(8)).
 */
export function matchNearest(
  treated: Numbers,
  basis: MatchingBasis,
  options: MatchingOptions = {},
): Matching {
  const {
    replacement = false,
    caliper,
    order = basis.score === undefined ? "data" : "largest",
  } = options;
  requireTwoGroups("treated", treated);
  if (caliper !== undefined) requireBetween("caliper", caliper, 0, Number.MAX_VALUE);
  const places =
    basis.score === undefined ? within(treated, basis.columns) : [score(treated, basis.score)];
  const reach =
    (caliper ?? Number.POSITIVE_INFINITY) *
    (basis.score === undefined || caliper === undefined ? 1 : standardDeviation(basis.score));
  const areas = Array.from({ length: treated.length }, (_, at) => at);
  const choosers = areas.filter((at) => treated[at] === 1);
  const controls = Int32Array.from(areas.filter((at) => treated[at] === 0));
  if (!replacement && caliper === undefined && controls.length < choosers.length)
    throw new MeasureError(
      "too-few",
      `${choosers.length} treated areas and ${controls.length} others: not one for each. Match with replacement, or set a caliper.`,
      { treated: choosers.length, controls: controls.length },
    );
  if (order === "largest") {
    if (basis.score === undefined)
      throw new MeasureError("out-of-range", "The order by largest score needs a score.");
    choosers.sort((one, other) => places[0]![other]! - places[0]![one]! || one - other);
  }
  return pairUp({ places, choosers, controls, reach, replacement, areas: treated.length });
}

interface PairingTask {
  readonly places: readonly Float64Array[];
  readonly choosers: readonly number[];
  readonly controls: Int32Array;
  readonly reach: number;
  readonly replacement: boolean;
  readonly areas: number;
}

function pairUp({ places, choosers, controls, reach, replacement, areas }: PairingTask): Matching {
  const free = controls.slice();
  let left = free.length;
  const pairs: MatchedPair[] = [];
  const unmatched: number[] = [];
  const times = new Float64Array(areas);
  for (const chooser of choosers) {
    const { at, distance } = nearest(places, chooser, free, left);
    if (at < 0 || !(distance <= reach)) {
      unmatched.push(chooser);
      continue;
    }
    const control = free[at]!;
    pairs.push({ treated: chooser, control, distance });
    times[control]! += 1;
    if (replacement) continue;
    // Keeps the order of the data, by which equally near ones are taken.
    free.copyWithin(at, at + 1, left);
    left--;
  }
  const different = times.reduce((sum, count) => sum + Number(count > 0), 0);
  const weights = times.map((count) => (count * different) / Math.max(1, pairs.length));
  for (const pair of pairs) weights[pair.treated] = 1;
  return { pairs, unmatched, weights };
}

/** The first of the nearest among those that are free. */
function nearest(places: readonly Float64Array[], chooser: number, free: Int32Array, left: number) {
  let at = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let next = 0; next < left; next++) {
    const control = free[next]!;
    let square = 0;
    for (let column = 0; column < places.length; column++) {
      const gap = places[column]![control]! - places[column]![chooser]!;
      square += gap * gap;
    }
    if (square >= least) continue;
    at = next;
    least = square;
  }
  return { at, distance: Math.sqrt(least) };
}

function score(treated: Numbers, values: Numbers): Float64Array {
  requireSameLength("score", values, "treated", treated.length);
  requireFinite("score", values);
  return Float64Array.from(values);
}

/** Columns turned so that distances are Mahalanobis', by the covariance within the groups. */
function within(treated: Numbers, columns: readonly NumberColumn[]): readonly Float64Array[] {
  requireNumberColumns(columns, treated.length);
  const deviations = columns.map(({ values }) => {
    const [sums, counts] = [new Float64Array(2), new Float64Array(2)];
    for (let at = 0; at < values.length; at++) {
      sums[treated[at]!]! += values[at]!;
      counts[treated[at]!]! += 1;
    }
    return Float64Array.from(values, (value, at) => {
      const group = treated[at]!;
      return value - sums[group]! / counts[group]!;
    });
  });
  const names = columns.map(({ name }) => name);
  return whitened(
    columns.map(({ values }) => values),
    { names, deviations, degrees: treated.length - 2 },
  );
}
