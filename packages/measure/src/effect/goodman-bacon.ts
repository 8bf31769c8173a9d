import { MeasureError } from "../numeric/index.ts";
import { type IndexedPanel, indexPanel, type Panel } from "./panel.ts";
import { requireTreatment, treatedRows } from "./panel-regression.ts";

/** Who is compared with whom. Where the control was treated before, its own changing effect spoils the comparison. */
export type ComparisonKind =
  | "treated-untreated"
  | "earlier-later"
  | "later-earlier"
  | "later-always";

/** One of the two-by-two comparisons that two-way fixed effects average. */
export interface Comparison {
  /** First treated period of the group whose treatment is judged. */
  readonly treated: number;
  /** First treated period of the group it is compared with; Infinity if never treated. */
  readonly control: number;
  readonly kind: ComparisonKind;
  /** Share in the whole, 0 to 1; they sum to 1. */
  readonly weight: number;
  /** Difference-in-differences of this comparison, in the unit of the outcome. */
  readonly estimate: number;
}

/** A group of units that begin together. */
interface Group {
  /** Infinity: never within the periods; −Infinity: from the first period on. */
  readonly from: number;
  /** Share of the units. */
  readonly share: number;
  /** Share of the periods in which it is treated. */
  readonly treatedShare: number;
  /** Mean outcome per period. */
  readonly means: Float64Array;
  /** As given, for the answer. */
  readonly label: number;
}

function groupsOf(panel: IndexedPanel): readonly Group[] {
  const { units, times, periods, treatedFrom, outcome, rows } = panel;
  const [first, last] = [periods[0]!, periods.at(-1)!];
  const fromOf = (value: number) => (value > last ? Infinity : value <= first ? -Infinity : value);
  const sums = new Map<number, { units: number; label: number; sums: Float64Array }>();
  for (const value of treatedFrom) {
    const from = fromOf(value);
    const group = sums.get(from) ?? { units: 0, label: from, sums: new Float64Array(times.count) };
    group.units++;
    if (from === -Infinity) group.label = Math.max(group.label, value);
    sums.set(from, group);
  }
  for (let row = 0; row < rows; row++)
    sums.get(fromOf(treatedFrom[units.codes[row]!]!))!.sums[times.codes[row]!]! += outcome[row]!;
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([from, group]) => ({
      from,
      label: group.label,
      share: group.units / units.count,
      treatedShare: periods.filter((period) => period >= from).length / periods.length,
      means: group.sums.map((sum) => sum / group.units),
    }));
}

/** Mean over the periods from `begin` up to, not including, `end`. */
function meanOver({ means }: Group, periods: Float64Array, begin: number, end: number): number {
  let sum = 0;
  let count = 0;
  for (const [at, period] of periods.entries())
    if (period >= begin && period < end) {
      sum += means[at]!;
      count++;
    }
  return sum / count;
}

/** What `treated` changed more than `control` from before to after `treated.from`, within begin to end. */
function comparison(
  kind: ComparisonKind,
  [treated, control]: readonly [Group, Group],
  periods: Float64Array,
  [begin, end]: readonly [number, number],
): Omit<Comparison, "weight"> {
  const change = (group: Group) =>
    meanOver(group, periods, treated.from, end) - meanOver(group, periods, begin, treated.from);
  const estimate = change(treated) - change(control);
  return { treated: treated.label, control: control.label, kind, estimate };
}

type Weighted = Omit<Comparison, "weight"> & { readonly size: number };

/** The comparisons between two groups, `early` treated first, with their weights before they are made to sum to 1. */
function between(early: Group, late: Group, periods: Float64Array): readonly Weighted[] {
  const [a, b] = [early.treatedShare, late.treatedShare];
  const pair = (early.share + late.share) ** 2;
  const share = early.share / (early.share + late.share);
  const mix = pair * share * (1 - share);
  if (late.from === Infinity && early.from === -Infinity) return [];
  if (late.from === Infinity)
    return [
      {
        ...comparison("treated-untreated", [early, late], periods, [-Infinity, Infinity]),
        size: mix * a * (1 - a),
      },
    ];
  if (early.from === -Infinity)
    return [
      {
        ...comparison("later-always", [late, early], periods, [-Infinity, Infinity]),
        size: mix * b * (1 - b),
      },
    ];
  return [
    {
      ...comparison("earlier-later", [early, late], periods, [-Infinity, late.from]),
      size: mix * (a - b) * (1 - a),
    },
    {
      ...comparison("later-earlier", [late, early], periods, [early.from, Infinity]),
      size: mix * b * (a - b),
    },
  ];
}

/**
 * Which comparisons a two-way fixed-effects estimate is an average of, and with what weight: how much of it comes from
 * comparing with units that were already treated.
 *
 * β = Σ w_k β_k over every pair of groups that begin at different times; of groups k before l with shares n_k, n_l and
 * treated shares of time D_k, D_l, and n = n_k/(n_k + n_l): earlier-later w ∝ (n_k + n_l)² n(1 − n)(D_k − D_l)(1 − D_k),
 * later-earlier w ∝ (n_k + n_l)² n(1 − n) D_l (D_k − D_l), against never or always treated w ∝ (n_k + n_U)² n(1 − n) D_k(1 − D_k).
 * Without covariates and for a balanced panel the weighted sum is exactly `twoWayFixedEffects(panel).att`.
 *
 * @param panel every unit in every period
 * @returns one line per comparison; weights sum to 1. Units first treated after the last period count as never treated.
 * @throws {MeasureError} length-mismatch if the panel is not balanced; empty-group if nobody is treated, or nothing can be compared
 *
 * @example
 * import { goodmanBacon } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "a", "b", "b", "b", "c", "c", "c"],
 *   time: [1, 2, 3, 1, 2, 3, 1, 2, 3],
 *   outcome: [5, 7, 8, 4, 4, 7, 3, 3, 3],
 *   treatedFrom: [2, 2, 2, 3, 3, 3, Infinity, Infinity, Infinity],
 * };
 * const parts = goodmanBacon(panel);
 * parts.map(({ kind }) => kind); // → ["earlier-later", "later-earlier", "treated-untreated", "treated-untreated"]
 * parts.map(({ weight, estimate }) => [weight, estimate]); // → [[0.1667, 2], [0.1667, 2], [0.3333, 2.5], [0.3333, 3]]
 *
 * Source: Goodman-Bacon (2021), Journal of Econometrics 225, 254–277.
 */
export function goodmanBacon(panel: Panel): readonly Comparison[] {
  const indexed = indexPanel(panel);
  if (!indexed.isBalanced)
    throw new MeasureError(
      "length-mismatch",
      `the panel has ${indexed.rows} rows for ${indexed.units.count} units and ${indexed.times.count} periods; every unit is needed in every period. Leave out units with gaps.`,
      { rows: indexed.rows, units: indexed.units.count, periods: indexed.times.count },
    );
  requireTreatment(treatedRows(indexed));
  const groups = groupsOf(indexed);
  const weighted = groups.flatMap((early, at) =>
    groups.slice(at + 1).flatMap((late) => between(early, late, indexed.periods)),
  );
  const total = weighted.reduce((sum, { size }) => sum + size, 0);
  if (!(total > 0))
    throw new MeasureError(
      "empty-group",
      "no two groups differ in when treatment begins, so there is nothing to compare. Add units that are not treated, or treated later.",
    );
  return weighted.map(({ size, ...one }) => ({ ...one, weight: size / total }));
}
