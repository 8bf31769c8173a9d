import { MeasureError, type Numbers } from "../numeric/index.ts";
import { type EventEffect, eventTimeOf } from "./event-study.ts";
import { type JointTest, type Uncertainty, uncertainty, waldTest } from "./inference.ts";
import type { Column } from "./least-squares.ts";
import { type IndexedPanel, indexPanel, type Labels, type Panel, panelRows } from "./panel.ts";
import { fitPanel, type PanelFit, type RegressionOptions } from "./panel-regression.ts";

/** Effects by time since treatment, free of mixing between groups that begin at different times. */
export interface SunAbraham extends Uncertainty {
  /** Average over all treated rows, in the unit of the outcome. */
  readonly att: number;
  /** From early to late; the reference is the last period before each group's treatment. */
  readonly effects: readonly EventEffect[];
  /** That all effects before treatment are 0; null when there is none, or not fewer than there are clusters. */
  readonly preTrend: JointTest | null;
  readonly degreesOfFreedom: number;
  /** What the treated are compared with: Infinity for units never treated, else the period of the last group. */
  readonly control: number;
}

/** A group of units that begin together, so long after it began. */
interface Cell {
  readonly treatedFrom: number;
  readonly eventTime: number;
  /** Rows in it. */
  readonly rows: Int32Array;
}

const pick = <Value>(values: ArrayLike<Value>, kept: Int32Array): Value[] =>
  Array.from(kept, (row) => values[row]!);

/**
 * Leaves out units that are always treated. Without units that are never treated, the last group to begin is the control
 * and periods from its treatment on are left out.
 */
function comparable(indexed: IndexedPanel) {
  const { treatedFrom, periods } = indexed;
  const first = periods[0]!;
  const last = periods.at(-1)!;
  const hasNever = treatedFrom.some((from) => from > last);
  const control = hasNever ? Infinity : Math.max(...treatedFrom);
  return {
    control,
    ...panelRows(
      indexed,
      (unit, period) => treatedFrom[unit]! > first && (hasNever || period < control),
    ),
  };
}

/** The cells that have an effect: all but the last period before each group's treatment. */
function cellsOf({ rows, units, times, periods, treatedFrom }: IndexedPanel): readonly Cell[] {
  const last = periods.at(-1)!;
  const byCell = new Map<number, Map<number, number[]>>();
  for (let row = 0; row < rows; row++) {
    const from = treatedFrom[units.codes[row]!]!;
    if (from > last) continue;
    const group = byCell.get(from) ?? new Map<number, number[]>();
    byCell.set(from, group);
    const eventTime = eventTimeOf(periods[times.codes[row]!]!, from);
    const own = group.get(eventTime) ?? [];
    group.set(eventTime, own);
    own.push(row);
  }
  return [...byCell].flatMap(([from, group]) => {
    const reference = Math.max(...[...group.keys()].filter((time) => time < 0));
    return [...group]
      .filter(([eventTime]) => eventTime !== reference)
      .map(([eventTime, own]) => ({ treatedFrom: from, eventTime, rows: Int32Array.from(own) }));
  });
}

function indicator(rows: number, { rows: own, treatedFrom, eventTime }: Cell): Column {
  const values = new Float64Array(rows);
  for (const row of own) values[row] = 1;
  return { name: `group ${treatedFrom} at event time ${eventTime}`, values };
}

/** Weights of cells in an average: their share of the rows. */
function shares(cells: readonly Cell[], isIn: (cell: Cell) => boolean): Float64Array {
  const counts = Float64Array.from(cells, (cell) => (isIn(cell) ? cell.rows.length : 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

const product = (a: Float64Array, matrix: readonly (readonly number[])[], b: Float64Array) =>
  a.reduce(
    (sum, left, row) =>
      left === 0
        ? sum
        : sum + left * b.reduce((own, right, at) => own + right * matrix[row]![at]!, 0),
    0,
  );

/**
 * The path of the effect when treatment begins at different times: an event study per group that begins together,
 * averaged with the groups' shares.
 *
 * y_it = α_i + λ_t + Σ_g Σ_e δ_ge 1(g_i = g) 1(t − g = e) + ε_it, each group compared with its own last period before
 * treatment; effect(e) = Σ_g δ_ge n_ge / Σ_g n_ge. Units that are never treated are the control; without them, the last group
 * to begin is, and periods from its treatment on are left out. Units treated from the first period on are left out.
 *
 * @param panel as for `twoWayFixedEffects`
 * @returns effects in the unit of the outcome; the shares are taken as known, as in fixest
 * @throws {MeasureError} as `twoWayFixedEffects`; empty-group if nobody has periods both before and after treatment
 *
 * @example
 * import { sunAbraham } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"],
 *   time: [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3],
 *   outcome: [5, 7, 8, 4, 4, 7.4, 3, 3.2, 3, 2, 2.4, 2.2],
 *   treatedFrom: [2, 2, 2, 3, 3, 3, Infinity, Infinity, Infinity, Infinity, Infinity, Infinity],
 * };
 * sunAbraham(panel).effects.map(({ eventTime, estimate }) => [eventTime, estimate]); // → [[-2, 0.3], [0, 2.65], [1, 2.9]]
 *
 * Source: Sun & Abraham (2021), Journal of Econometrics 225, 175–199.
 */
export function sunAbraham(panel: Panel, options: RegressionOptions = {}): SunAbraham {
  const { panel: indexed, kept, control } = comparable(indexPanel(panel));
  const cells = cellsOf(indexed);
  if (!cells.some(({ eventTime }) => eventTime >= 0))
    throw new MeasureError(
      "empty-group",
      "no unit has periods both before and after its treatment, with others to compare it with. Add periods or units.",
    );
  const fitted = fitPanel(
    indexed,
    cells.map((cell) => indicator(indexed.rows, cell)),
    rowsOfOptions(options, kept),
    "this effect cannot be told from the others: its group lacks a period before treatment, or others to compare it with in that period.",
  );
  return { control, ...averages(cells, fitted, options.confidence ?? 0.95) };
}

function rowsOfOptions(options: RegressionOptions, kept: Int32Array): RegressionOptions {
  const { cluster, covariates = {} } = options;
  const columns = Object.entries(covariates).map(([name, values]): [string, Numbers] => [
    name,
    pick(values, kept),
  ]);
  return {
    ...options,
    covariates: Object.fromEntries(columns),
    cluster:
      cluster === undefined ? undefined : (pick(cluster as ArrayLike<string>, kept) as Labels),
  };
}

function averages(
  cells: readonly Cell[],
  { fit, covariance: { matrix, degreesOfFreedom } }: PanelFit,
  confidence: number,
): Omit<SunAbraham, "control"> {
  const estimateOf = (weights: Float64Array) =>
    weights.reduce((sum, weight, at) => sum + weight * fit.coefficients[at]!, 0);
  const errorOf = (estimate: number, weights: Float64Array) => {
    const variance = product(weights, matrix, weights);
    const smallest = weights.reduce((sum, weight, at) => sum + weight * fit.smallestErrors[at]!, 0);
    return uncertainty(estimate, variance, degreesOfFreedom, confidence, smallest);
  };
  const eventTimes = [...new Set(cells.map(({ eventTime }) => eventTime))].sort((a, b) => a - b);
  const weights = eventTimes.map((time) => shares(cells, (cell) => cell.eventTime === time));
  const effects = eventTimes.map((eventTime, at): EventEffect => {
    const estimate = estimateOf(weights[at]!);
    return { eventTime, estimate, ...errorOf(estimate, weights[at]!) };
  });
  const covariance = weights.map((a) => weights.map((b) => product(a, matrix, b)));
  const before = eventTimes.flatMap((time, at) => (time < 0 ? [at] : []));
  const all = shares(cells, ({ eventTime }) => eventTime >= 0);
  const att = estimateOf(all);
  return {
    att,
    ...errorOf(att, all),
    effects,
    preTrend: waldTest(effects, covariance, before, degreesOfFreedom),
    degreesOfFreedom,
  };
}
