import {
  MeasureError,
  normalQuantile,
  onAllCores,
  quantile,
  requireBetween,
  requireWhole,
} from "../numeric/index.ts";
import { type MultiplierInput, multiplierDraws } from "./multiplier-draws.ts";
import type { Codes } from "./panel.ts";

const task = {
  module: new URL("./multiplier-draws.ts", import.meta.url).href,
  name: multiplierDraws.name,
};

/** Effects with the influence of each unit: group-time effects, or an aggregation of them. */
export interface InfluencedEffects {
  readonly effects: readonly { readonly att: number; readonly standardError: number | null }[];
  readonly influence: readonly Float64Array[];
  readonly cluster: Codes;
  readonly confidence: number;
}

/** How the bootstrap is done. */
export interface UniformBandOptions {
  /** Default 1000. */
  readonly replications?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  readonly cores?: number | undefined;
}

/** A band in which all effects lie together, with the confidence of the effects. */
export interface UniformBand {
  /** Takes the place of the 1.96 of a single effect. */
  readonly criticalValue: number;
  /** From the bootstrap, in the order of the effects; null where an effect has no error. */
  readonly standardErrors: readonly (number | null)[];
  readonly intervals: readonly (readonly [number, number] | null)[];
  readonly replications: number;
}

/** Influences of the effects that have an error, summed per cluster. */
function clusterSums(influence: readonly Float64Array[], { codes, count }: Codes): Float64Array {
  const sums = new Float64Array(influence.length * count);
  for (const [effect, values] of influence.entries())
    for (let unit = 0; unit < values.length; unit++)
      sums[effect * count + codes[unit]!]! += values[unit]!;
  return sums;
}

const middleHalf = normalQuantile(0.75) - normalQuantile(0.25);

/**
 * A band in which all effects lie at once: what an event-study plot needs, where the eye compares them all.
 *
 * Each draw gives every unit (or cluster) the weight −1 or 1 and sums the influences: r_k. The error of effect k
 * is its interquartile range over that of the normal distribution; the critical value is the confidence-quantile of
 * max_k |r_k / error_k|. The band is effect ± critical value × error.
 *
 * @param result of `groupTimeEffects` or `aggregateEffects`
 * @returns the same for the same seed, on any number of cores
 * @throws {MeasureError} empty-group if no effect has an error; out-of-range for fewer than 100 replications
 *
 * @example
 * import { groupTimeEffects, uniformBand } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"],
 *   time: [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3],
 *   outcome: [5, 7, 8, 4, 4.3, 7.4, 3, 3.2, 3, 2, 2.4, 2.2],
 *   treatedFrom: [2, 2, 2, 2, 2, 2, Infinity, Infinity, Infinity, Infinity, Infinity, Infinity],
 * };
 * const { replications } = await uniformBand(groupTimeEffects(panel), { seed: 1 });
 * replications; // → 1000
 *
 * Source: Callaway & Sant'Anna (2021), Journal of Econometrics 225, 200–230, section 4.
 */
export async function uniformBand(
  { effects, influence, cluster, confidence }: InfluencedEffects,
  { replications = 1000, seed = 1, cores }: UniformBandOptions = {},
): Promise<UniformBand> {
  requireWhole("replications", replications, 100);
  requireBetween("confidence", confidence, 0, 1);
  const places = effects.flatMap(({ standardError }, at) => (standardError === null ? [] : [at]));
  if (places.length === 0)
    throw new MeasureError("empty-group", "no effect has an error, so there is no band to give.");
  const input: MultiplierInput = {
    seed,
    sums: clusterSums(
      places.map((at) => influence[at]!),
      cluster,
    ),
    clusters: cluster.count,
    effects: places.length,
    units: influence[places[0]!]!.length,
  };
  const draws = await onAllCores<Float64Array>(task, input, replications, {
    steps: replications * input.sums.length,
    cores,
  });
  const errors = places.map((_, effect) => {
    const moved = Float64Array.from(draws, (draw) => draw[effect]!);
    return (quantile(moved, 0.75) - quantile(moved, 0.25)) / middleHalf;
  });
  const furthest = draws.map((draw) =>
    draw.reduce((most, moved, effect) => Math.max(most, Math.abs(moved / errors[effect]!)), 0),
  );
  const criticalValue = quantile(furthest, confidence);
  const errorAt = new Map(places.map((at, effect) => [at, errors[effect]!]));
  return {
    criticalValue,
    standardErrors: effects.map((_, at) => errorAt.get(at) ?? null),
    intervals: effects.map(({ att }, at) => {
      const error = errorAt.get(at);
      const reach = criticalValue * (error ?? 0);
      return error === undefined ? null : ([att - reach, att + reach] as const);
    }),
    replications,
  };
}
