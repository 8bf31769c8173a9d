import { MeasureError, type Numbers, requireFinite, requireSameLength } from "../numeric/index.ts";
import { type NumberColumn, requireColumns, requireTwoGroups } from "./columns.ts";

/** How two groups compare in one column. */
export interface Balance {
  readonly treatedMean: number;
  readonly controlMean: number;
  /** Difference of means in standard deviations; undefined if those whose spread it is measured in are all the same. */
  readonly standardisedDifference: number | undefined;
  /** Variance of the treated over that of the others; undefined if either has none. */
  readonly varianceRatio: number | undefined;
}

/** The balance of one column before and after matching. */
export interface BalanceRow {
  readonly name: string;
  readonly before: Balance;
  readonly after: Balance;
}

/** Whose spread differences are measured in: of the treated before matching, or of both groups, √((s₁² + s₀²) / 2). */
export type BalanceSpread = "treated" | "pooled";

/**
 * How alike treated and other areas are, before and after matching or weighting.
 *
 * Standardised difference: (x̄₁ − x̄₀) / s with s from before, so that before and after can be compared; below 0.1 is
 * commonly called balanced. Variance ratio: s₁² / s₀²; 1 is balanced, below 0.5 or above 2 is not. Weighted variance: Σ w (x − x̄)² / (1 − Σ w²), Σ w = 1.
 *
 * @param treated 1 for treated, 0 for untreated areas
 * @param columns numbers without gaps
 * @param weights one per area, 0 or more: of `matchNearest`
 * @param options.spread default treated
 * @throws {MeasureError} empty-group if weights leave nobody in a group; not-finite; length-mismatch; out-of-range
 *
 * @example
 * import { balanceTable } from "@krachtwijk/measure/likeness";
 * const [row] = balanceTable([1, 1, 0, 0, 0], [{ name: "income", values: [20, 22, 21, 23, 31] }], [1, 1, 1, 1, 0]);
 * row.before; // → { treatedMean: 21, controlMean: 25, standardisedDifference: -2.828, varianceRatio: 0.071 }
 * row.after; // → { treatedMean: 21, controlMean: 22, standardisedDifference: -0.707, varianceRatio: 1.000 }
 *
 * Source: Austin (2009), "Balance diagnostics for comparing the distribution of baseline covariates between treatment
 * groups in propensity-score matched samples", Statistics in Medicine 28(25), 3083–3107; Rubin (2001), Health Services &
 * Outcomes Research Methodology 2, 169–188.
 */
export function balanceTable(
  treated: Numbers,
  columns: readonly NumberColumn[],
  weights: Numbers,
  options: { readonly spread?: BalanceSpread } = {},
): readonly BalanceRow[] {
  requireTwoGroups("treated", treated);
  requireColumns(columns, treated.length);
  requireSameLength("weights", weights, "treated", treated.length);
  for (let at = 0; at < weights.length; at++)
    if (!(weights[at]! >= 0))
      throw new MeasureError(
        "out-of-range",
        `weights[${at}] is ${weights[at]}; it must be 0 or more.`,
      );
  const equal = new Float64Array(treated.length).fill(1);
  return columns.map(({ name, values }) => {
    requireFinite(name, values);
    const groups = (given: Numbers) =>
      [1, 0].map((group) => summary(values, treated, group, given));
    const [treatedBefore, othersBefore] = groups(equal) as [Summary, Summary];
    const variance =
      options.spread === "pooled"
        ? (treatedBefore.variance + othersBefore.variance) / 2
        : treatedBefore.variance;
    const compare = ([one, other]: readonly Summary[]): Balance => ({
      treatedMean: one!.mean,
      controlMean: other!.mean,
      standardisedDifference:
        variance > 0 ? (one!.mean - other!.mean) / Math.sqrt(variance) : undefined,
      varianceRatio:
        one!.variance > 0 && other!.variance > 0 ? one!.variance / other!.variance : undefined,
    });
    return { name, before: compare(groups(equal)), after: compare(groups(weights)) };
  });
}

interface Summary {
  readonly mean: number;
  /** 0 of a single area, and of values that are all the same. */
  readonly variance: number;
}

/** Weighted mean and variance of one group. */
function summary(values: Numbers, treated: Numbers, group: number, weights: Numbers): Summary {
  let [sum, total, squares] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    if (treated[at] !== group) continue;
    sum += weights[at]!;
    squares += weights[at]! ** 2;
    total += weights[at]! * values[at]!;
  }
  if (!(sum > 0))
    throw new MeasureError(
      "empty-group",
      `No ${group === 1 ? "treated" : "untreated"} area has weight. Nobody was matched: use a wider caliper.`,
    );
  const mean = total / sum;
  let spread = 0;
  for (let at = 0; at < values.length; at++)
    if (treated[at] === group) spread += weights[at]! * (values[at]! - mean) ** 2;
  const variance = spread / sum / (1 - squares / sum ** 2);
  // Equal values leave what rounding does not take away.
  return { mean, variance: variance > 1e-24 * mean * mean ? variance : 0 };
}
