import { MeasureError } from "../numeric/index.ts";
import { isNested } from "./covariance.ts";
import type { GroupTimeOptions } from "./group-time-options.ts";
import type { Column } from "./least-squares.ts";
import {
  type Codes,
  codesOf,
  type IndexedPanel,
  indexPanel,
  type Panel,
  requireLabels,
} from "./panel.ts";
import { covariateColumns } from "./panel-regression.ts";

/** Every unit in every period, as tables of units × periods. */
export interface BalancedPanel {
  readonly units: number;
  readonly unitNames: readonly (string | number)[];
  readonly periods: Float64Array;
  /** Unit after unit. */
  readonly outcome: Float64Array;
  readonly covariates: readonly Column[];
  /** First treated period of each unit; Infinity for the controls that are never treated. */
  readonly groupOf: Float64Array;
  /** Of each unit. */
  readonly cluster: Codes;
  readonly left: LeftOut;
}

/** Units that could not take part. */
export interface LeftOut {
  /** Treated from the first period on (or, with anticipation, that near to it). */
  readonly alwaysTreated: number;
  /** Without a row in some period. */
  readonly incomplete: number;
}

/** Which units and periods take part, and who counts as never treated. */
function participants(panel: IndexedPanel, { anticipation = 0, control }: GroupTimeOptions) {
  const { periods } = panel;
  const [first, last] = [periods[0]!, periods.at(-1)!];
  const groupOf = panel.treatedFrom.map((from) => (from > last ? Infinity : from));
  const isEarly = (unit: number) => groupOf[unit]! <= first + anticipation;
  if (groupOf.includes(Infinity)) return { groupOf, isEarly, end: Infinity };
  if (control !== "not-yet-treated")
    throw new MeasureError(
      "empty-group",
      "no unit is never treated, so there is nothing to compare with. Compare with those not yet treated instead.",
    );
  const latest = Math.max(...groupOf);
  return {
    groupOf: groupOf.map((from) => (from === latest ? Infinity : from)),
    isEarly,
    end: latest - anticipation,
  };
}

/** Whether each unit has a row in each of the periods before `end`. */
function completeUnits({ units, times, periods }: IndexedPanel, end: number): Uint8Array {
  const needed = periods.filter((period) => period < end).length;
  const counts = new Int32Array(units.count);
  for (let row = 0; row < units.codes.length; row++)
    if (periods[times.codes[row]!]! < end) counts[units.codes[row]!]!++;
  return Uint8Array.from(counts, (count) => (count === needed ? 1 : 0));
}

function clusterOfUnits(panel: IndexedPanel, { cluster }: GroupTimeOptions): Codes {
  if (cluster === undefined) return panel.units;
  requireLabels("cluster", cluster, panel.rows);
  const codes = codesOf(cluster);
  if (!isNested(panel.units, codes))
    throw new MeasureError(
      "out-of-range",
      "a unit lies in two clusters; cluster by something that does not change over time.",
      { name: "cluster" },
    );
  return codes;
}

function requireGroups(groupOf: Float64Array): void {
  if (groupOf.length > 0 && groupOf.some((from) => from !== Infinity) && groupOf.includes(Infinity))
    return;
  throw new MeasureError(
    "empty-group",
    "treated units, and units to compare them with, are needed in every period and at least one period before treatment. Check which first treated periods and periods there are.",
    { units: groupOf.length },
  );
}

/** Lays a panel out as tables. @throws {MeasureError} as `indexPanel`; empty-group if no treated or no control unit is left */
export function balancedPanel(panel: Panel, options: GroupTimeOptions): BalancedPanel {
  const indexed = indexPanel(panel);
  const { units, times, unitNames } = indexed;
  const { groupOf, isEarly, end } = participants(indexed, options);
  const isComplete = completeUnits(indexed, end);
  const names = [...unitNames.keys()];
  const kept = names.filter((unit) => isComplete[unit] === 1 && !isEarly(unit));
  const periods = indexed.periods.filter((period) => period < end);
  requireGroups(Float64Array.from(kept, (unit) => groupOf[unit]!));
  const place = new Int32Array(units.count).fill(-1);
  for (const [at, unit] of kept.entries()) place[unit] = at;
  const clusterByRow = clusterOfUnits(indexed, options);
  const cluster = new Int32Array(kept.length);
  const spots = new Int32Array(indexed.rows).fill(-1);
  for (let row = 0; row < indexed.rows; row++) {
    const at = place[units.codes[row]!]!;
    if (at < 0 || times.codes[row]! >= periods.length) continue;
    spots[row] = at * periods.length + times.codes[row]!;
    cluster[at] = clusterByRow.codes[row]!;
  }
  const lay = (values: Float64Array) => {
    const table = new Float64Array(kept.length * periods.length);
    for (const [row, spot] of spots.entries()) if (spot >= 0) table[spot] = values[row]!;
    return table;
  };
  return {
    units: kept.length,
    unitNames: kept.map((unit) => unitNames[unit]!),
    periods,
    outcome: lay(indexed.outcome),
    covariates: covariateColumns(options.covariates ?? {}, indexed.rows).map(
      ({ name, values }) => ({ name, values: lay(values) }),
    ),
    groupOf: Float64Array.from(kept, (unit) => groupOf[unit]!),
    cluster: codesOf(cluster),
    left: {
      alwaysTreated: names.filter(isEarly).length,
      incomplete: names.filter((unit) => isComplete[unit] === 0 && !isEarly(unit)).length,
    },
  };
}
