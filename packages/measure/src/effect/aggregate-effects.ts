import { MeasureError } from "../numeric/index.ts";
import { eventTimeOf } from "./event-study.ts";
import type { GroupTimeEffects } from "./group-time.ts";
import type { Uncertainty } from "./inference.ts";
import { influenceError } from "./influence.ts";
import type { Codes } from "./panel.ts";

/**
 * Along what group-time effects are averaged: all at once, by time since treatment, by group, or by calendar period.
 */
export type Aggregation = "simple" | "dynamic" | "group" | "calendar";

/** An average of group-time effects. */
export interface AggregatedEffect extends Uncertainty {
  /** Event time, first treated period or period, as the aggregation says. */
  readonly at: number;
  readonly att: number;
}

/** Averages, and the average of those. */
export interface AggregatedEffects extends Uncertainty {
  readonly att: number;
  /** Empty for `simple`. */
  readonly effects: readonly AggregatedEffect[];
  /** How much each unit moves each of `effects`. */
  readonly influence: readonly Float64Array[];
  readonly cluster: Codes;
  readonly confidence: number;
}

/** Limits on event times of a `dynamic` aggregation. */
export interface AggregationOptions {
  /** Only event times from here on. */
  readonly from?: number | undefined;
  /** Only event times up to here. */
  readonly to?: number | undefined;
  /** Only groups that are seen for this long after treatment, and event times up to it, so that the mix is constant. */
  readonly balance?: number | undefined;
}

/** An average with its influence. */
interface Average {
  readonly at: number;
  readonly att: number;
  readonly influence: Float64Array;
}

/** Weighted average of estimates with weights taken as known. */
function plainAverage(at: number, parts: readonly Average[], weights: readonly number[]): Average {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const influence = new Float64Array(parts[0]?.influence.length ?? 0);
  let att = 0;
  for (const [index, part] of parts.entries()) {
    const weight = weights[index]! / total;
    att += weight * part.att;
    for (let unit = 0; unit < influence.length; unit++)
      influence[unit]! += weight * part.influence[unit]!;
  }
  return { at, att, influence };
}

/**
 * Average with the groups' shares as weights. The shares are estimated too, from the same units: what each unit adds by
 * being of its group is added to its influence.
 */
function sharedAverage(
  at: number,
  parts: readonly (Average & { readonly group: number })[],
  { groupOf, units }: GroupTimeEffects,
): Average {
  const sizes = new Map<number, number>();
  for (const group of groupOf) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const shares = parts.map(({ group }) => sizes.get(group)! / units);
  const average = plainAverage(at, parts, shares);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const pull = new Map<number, number>();
  for (const { group, att } of parts)
    pull.set(group, (pull.get(group) ?? 0) + (att - average.att) / total);
  const influence = average.influence.map((value, unit) => value + (pull.get(groupOf[unit]!) ?? 0));
  return { ...average, influence };
}

type Part = Average & { readonly group: number; readonly time: number };

const sorted = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);

function dynamicParts(
  parts: readonly Part[],
  result: GroupTimeEffects,
  { from = -Infinity, to = Infinity, balance }: AggregationOptions,
): readonly Average[] {
  const [first, last] = [result.periods[0]!, result.periods.at(-1)!];
  const isIn = (time: number) =>
    time >= from &&
    time <= to &&
    (balance === undefined || (time <= balance && time >= balance - last + first));
  const kept = parts.filter(({ group }) => balance === undefined || last - group >= balance);
  const timeOf = ({ time, group }: Part) => eventTimeOf(time, group);
  return sorted(kept.map(timeOf))
    .filter(isIn)
    .map((at) =>
      sharedAverage(
        at,
        kept.filter((part) => timeOf(part) === at),
        result,
      ),
    );
}

/** The averages of an aggregation, and the average of those. */
function averages(
  kind: Aggregation,
  result: GroupTimeEffects,
  options: AggregationOptions,
): { readonly effects: readonly Average[]; readonly overall: Average } {
  const parts = result.effects.map(
    ({ group, time, att }, at): Part => ({
      group,
      time,
      att,
      at: time,
      influence: result.influence[at]!,
    }),
  );
  const after = parts.filter(({ group, time }) => time >= group);
  if (after.length === 0)
    throw new MeasureError(
      "empty-group",
      "no group has a period from its treatment on that can be compared, so there is no effect to average.",
    );
  if (kind === "simple") return { effects: [], overall: sharedAverage(0, after, result) };
  if (kind === "group") {
    const effects = sorted(after.map(({ group }) => group)).map((group) => {
      const own = after.filter((part) => part.group === group);
      return { ...plainAverage(group, own, new Array(own.length).fill(1)), group };
    });
    return { effects, overall: sharedAverage(0, effects, result) };
  }
  const effects =
    kind === "dynamic"
      ? dynamicParts(parts, result, options)
      : sorted(after.map(({ time }) => time)).map((at) =>
          sharedAverage(
            at,
            after.filter(({ time }) => time === at),
            result,
          ),
        );
  const counted = kind === "dynamic" ? effects.filter(({ at }) => at >= 0) : effects;
  if (counted.length === 0)
    throw new MeasureError(
      "empty-group",
      "no event time from 0 on is left within these limits, so there is no effect to average. Widen them.",
    );
  return { effects, overall: plainAverage(0, counted, new Array(counted.length).fill(1)) };
}

/**
 * One number, or one per event time, group or calendar period, from group-time effects.
 *
 * `simple`: all effects from treatment on, weighted by group size. `dynamic`: per event time over groups by size; overall the
 * plain mean over event times from 0 on. `group`: per group the plain mean over its treated periods; overall by group size.
 * `calendar`: per period over the treated groups by size; overall the plain mean over periods. `simple` gives more weight
 * to groups treated early, since they have more periods; `group` answers what a unit gained on average.
 *
 * @param result of `groupTimeEffects`
 * @param options limits for `dynamic`
 * @returns in the unit of the outcome, with errors that know the weights are estimated
 * @throws {MeasureError} empty-group if nothing is left to average
 *
 * @example
 * import { aggregateEffects, groupTimeEffects } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"],
 *   time: [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3],
 *   outcome: [5, 7, 8, 4, 4, 7.4, 3, 3.2, 3, 2, 2.4, 2.2],
 *   treatedFrom: [2, 2, 2, 3, 3, 3, Infinity, Infinity, Infinity, Infinity, Infinity, Infinity],
 * };
 * aggregateEffects(groupTimeEffects(panel), "simple").att; // → 2.7333
 *
 * Source: Callaway & Sant'Anna (2021), Journal of Econometrics 225, 200–230, section 3.
 */
export function aggregateEffects(
  result: GroupTimeEffects,
  kind: Aggregation,
  options: AggregationOptions = {},
): AggregatedEffects {
  const { cluster, confidence } = result;
  const { effects, overall } = averages(kind, result, options);
  const errorOf = ({ att, influence }: Average) =>
    influenceError(att, influence, cluster, confidence);
  return {
    att: overall.att,
    ...errorOf(overall),
    effects: effects.map((one) => ({ at: one.at, att: one.att, ...errorOf(one) })),
    influence: effects.map(({ influence }) => influence),
    cluster,
    confidence,
  };
}
