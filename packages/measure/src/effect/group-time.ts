import { chiSquaredUpper, MeasureError, requireBetween } from "../numeric/index.ts";
import { type BalancedPanel, balancedPanel, type LeftOut } from "./balanced-panel.ts";
import type { GroupTimeOptions } from "./group-time-options.ts";
import { quadraticForm, type Uncertainty, unknownError } from "./inference.ts";
import { influenceCovariance, influenceError } from "./influence.ts";
import type { Codes, Panel } from "./panel.ts";
import { type InfluencedEffect, twoGroupEffect } from "./two-group-effect.ts";

/** The effect on a group in a period. The error is null in the base period, where the effect is 0 by definition. */
export interface GroupTimeEffect extends Uncertainty {
  /** The period from which this group is treated. */
  readonly group: number;
  readonly time: number;
  /** In the unit of the outcome. */
  readonly att: number;
}

/** That several effects are all 0. */
export interface ChiSquaredTest {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/** Effects per group and period, with what aggregation needs. */
export interface GroupTimeEffects {
  /** By group, then by period. */
  readonly effects: readonly GroupTimeEffect[];
  /** How much each unit moves each effect. */
  readonly influence: readonly Float64Array[];
  /** That all effects before treatment are 0; null when there is none, or they cannot be told apart. */
  readonly preTest: ChiSquaredTest | null;
  readonly units: number;
  readonly unitNames: readonly (string | number)[];
  readonly periods: Float64Array;
  /** First treated period of each unit; Infinity for controls. */
  readonly groupOf: Float64Array;
  readonly cluster: Codes;
  readonly confidence: number;
  readonly left: LeftOut;
  /** Groups of fewer than 5 units plus one per covariate: their errors are too small. */
  readonly smallGroups: readonly number[];
}

/** A group and period, with the period that is compared with; both as places in the periods. */
interface Cell {
  readonly group: number;
  readonly time: number;
  readonly base: number;
}

/** Every cell to work out. Varying bases have none in the first period. */
function cellsOf(periods: Float64Array, group: number, options: GroupTimeOptions): readonly Cell[] {
  const { base = "varying", anticipation = 0 } = options;
  const fixed = periods.findLastIndex((period) => period + anticipation < group);
  return Array.from(periods, (period, time) => ({
    group,
    time,
    base: base === "universal" || period >= group ? fixed : time - 1,
  })).filter((cell) => cell.base >= 0);
}

/** Which units take part in a cell: 1 treated, 0 control, −1 not. */
function sides(
  { groupOf, periods }: BalancedPanel,
  { group, time, base }: Cell,
  { control = "never-treated", anticipation = 0 }: GroupTimeOptions,
): Int8Array {
  const latest = periods[Math.max(time, base)]! + anticipation;
  return Int8Array.from(groupOf, (from) => {
    if (from === group) return 1;
    const isControl = control === "never-treated" ? from === Infinity : from > latest;
    return isControl ? 0 : -1;
  });
}

function cellEffect(panel: BalancedPanel, cell: Cell, options: GroupTimeOptions): InfluencedEffect {
  const { periods, outcome, covariates, units } = panel;
  const { group, time, base } = cell;
  if (time === base) return { att: 0, influence: new Float64Array(units) };
  const side = sides(panel, cell, options);
  const members = Int32Array.from([...side.keys()].filter((unit) => side[unit] !== -1));
  const width = periods.length;
  const earlier = Math.min(time, base);
  const pick = (values: Float64Array, at: number) =>
    Float64Array.from(members, (unit) => values[unit * width + at]!);
  const constant = { name: "constant", values: new Float64Array(members.length).fill(1) };
  const traits = covariates.map(({ name, values }) => ({ name, values: pick(values, earlier) }));
  const before = pick(outcome, base);
  const change = pick(outcome, time).map((value, at) => value - before[at]!);
  const treated = Float64Array.from(members, (unit) => side[unit]!);
  try {
    const { att, influence } = twoGroupEffect(
      { change, treated, covariates: traits.length === 0 ? [] : [constant, ...traits] },
      options.estimator ?? "doubly-robust",
    );
    const all = new Float64Array(units);
    for (const [at, unit] of members.entries())
      all[unit] = (influence[at]! * units) / members.length;
    return { att, influence: all };
  } catch (error) {
    if (!(error instanceof MeasureError)) throw error;
    const where = `group ${group} in period ${periods[time]}`;
    throw new MeasureError(error.code, `${where}: ${error.message}`, error.facts);
  }
}

function preTest(
  effects: readonly GroupTimeEffect[],
  influence: readonly Float64Array[],
  cluster: Codes,
): ChiSquaredTest | null {
  const places = effects.flatMap(({ group, time, standardError }, at) =>
    time < group && standardError !== null ? [at] : [],
  );
  if (places.length === 0) return null;
  const statistic = quadraticForm(
    places.map((at) => effects[at]!.att),
    places.map((a) =>
      places.map((b) => influenceCovariance(influence[a]!, influence[b]!, cluster)),
    ),
  );
  if (statistic === null) return null;
  const df = places.length;
  return { statistic, df, p: chiSquaredUpper(statistic, df) };
}

/**
 * The effect on every group that begins treatment together, in every period, each from a clean comparison: with units that
 * are never treated (or not yet).
 *
 * ATT(g, t) = E[Y_t − Y_b | G = g] − E[Y_t − Y_b | control], b the last period before g from treatment on. With covariates the
 * controls' change is adjusted as `estimator` says. Errors come from each unit's influence, by the normal distribution. For one
 * number use `aggregateEffects`; for bands that hold for all effects at once, `uniformBand`.
 *
 * @param panel as for `twoWayFixedEffects`; units without a row in some period, and units treated from the first on, are left
 * out and counted in `left`; units first treated after the last period count as never treated
 * @throws {MeasureError} empty-group if no treated or no control unit is left, or covariates leave no like controls; singular if
 * covariates follow from each other among the controls; out-of-range; not-finite; length-mismatch; too-few
 *
 * @example
 * import { groupTimeEffects } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "b", "b", "c", "c", "d", "d"],
 *   time: [2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020],
 *   outcome: [10, 13, 8, 12, 9, 10, 7, 8.4],
 *   treatedFrom: [2020, 2020, 2020, 2020, Infinity, Infinity, Infinity, Infinity],
 * };
 * const [effect] = groupTimeEffects(panel).effects;
 * [effect.group, effect.time, effect.att, effect.standardError]; // → [2020, 2020, 2.3, 0.3808]
 *
 * Source: Callaway & Sant'Anna (2021), Journal of Econometrics 225, 200–230.
 */
export function groupTimeEffects(panel: Panel, options: GroupTimeOptions = {}): GroupTimeEffects {
  const { confidence = 0.95, anticipation = 0 } = options;
  requireBetween("confidence", confidence, 0, 1);
  requireBetween("anticipation", anticipation, 0, Number.MAX_VALUE);
  const table = balancedPanel(panel, options);
  const { groupOf, periods, cluster, units, unitNames, left } = table;
  const groups = [...new Set(groupOf)].filter(Number.isFinite).sort((a, b) => a - b);
  const cells = groups.flatMap((group) => cellsOf(periods, group, options));
  const found = cells.map((cell) => cellEffect(table, cell, options));
  const influence = found.map((one) => one.influence);
  const effects = cells.map(({ group, time, base }, at): GroupTimeEffect => {
    const { att } = found[at]!;
    const error =
      time === base ? unknownError : influenceError(att, influence[at]!, cluster, confidence);
    return { group, time: periods[time]!, att, ...error };
  });
  const sizeOf = (group: number) => groupOf.reduce((n, from) => (from === group ? n + 1 : n), 0);
  const needed = 5 + table.covariates.length;
  return {
    effects,
    influence,
    preTest: preTest(effects, influence, cluster),
    units,
    unitNames,
    periods,
    groupOf,
    cluster,
    confidence,
    left,
    smallGroups: [...groups, Infinity].filter((group) => sizeOf(group) < needed),
  };
}
