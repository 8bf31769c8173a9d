import { MeasureError, type Numbers, requireFinite, requireSameLength } from "../numeric/index.ts";
import { covarianceOf } from "./covariance.ts";
import type { Uncertainty } from "./inference.ts";
import { leastSquares } from "./least-squares.ts";
import { codesOf, type Labels, requireLabels } from "./panel.ts";
import { covarianceChoice, type ErrorOptions } from "./panel-regression.ts";
import { type Coefficient, coefficientsOf } from "./two-way-fixed-effects.ts";

/** Rows of two groups, before and after: of the same units or of different ones. */
export interface TwoByTwoRows {
  readonly outcome: Numbers;
  /** 1 in the group that is treated, 0 in the other; before treatment too. */
  readonly treated: Numbers;
  /** 1 from treatment on, 0 before it; in both groups. */
  readonly post: Numbers;
  /** What errors are clustered by: the unit. Without it each row is its own. */
  readonly unit?: Labels | undefined;
}

/** One of the four means. */
export interface CellMean {
  readonly treated: 0 | 1;
  readonly post: 0 | 1;
  readonly mean: number;
  readonly rows: number;
}

/** The difference between two differences. */
export interface TwoByTwo extends Uncertainty {
  /** In the unit of the outcome. */
  readonly att: number;
  readonly degreesOfFreedom: number;
  readonly cells: readonly CellMean[];
  /** What the groups differed before, what the others changed, and where they began. */
  readonly coefficients: readonly Coefficient[];
}

const corners = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

function requireZeroOne(name: string, values: Numbers, rows: number): Float64Array {
  requireSameLength(name, values, "outcome", rows);
  for (let row = 0; row < rows; row++)
    if (values[row] !== 0 && values[row] !== 1)
      throw new MeasureError(
        "out-of-range",
        `${name}[${row}] is ${values[row]}; it must be 0 or 1.`,
        {
          name,
          at: row,
        },
      );
  return Float64Array.from(values);
}

function cellMeans(outcome: Numbers, treated: Float64Array, post: Float64Array) {
  return corners.map(([group, period]): CellMean => {
    const rows = [...treated.keys()].filter(
      (row) => treated[row] === group && post[row] === period,
    );
    if (rows.length === 0)
      throw new MeasureError(
        "empty-group",
        `no row is ${group ? "treated" : "untreated"} and ${period ? "after" : "before"}; all four groups need rows.`,
        { treated: group, post: period },
      );
    const mean = rows.reduce((sum, row) => sum + outcome[row]!, 0) / rows.length;
    return { treated: group, post: period, mean, rows: rows.length };
  });
}

/**
 * Difference-in-differences of four means: (treated after − treated before) − (others after − others before).
 *
 * Least squares of the outcome on group, period and their product; the product's coefficient is the effect, if without
 * treatment both groups would have changed alike.
 *
 * @param rows one per unit and period, or per person: the same units need not come back
 * @param options.vcov `cluster` (default, by `unit`), `hetero` (HC1) or `iid`
 * @throws {MeasureError} empty-group if one of the four groups is empty; out-of-range if `treated` or `post` is not 0 or 1;
 * too-few without more than 4 rows; length-mismatch; not-finite
 *
 * @example
 * import { twoByTwo } from "@krachtwijk/measure/effect";
 * const rows = {
 *   outcome: [10, 13, 8, 12, 9, 10, 7, 8.4],
 *   treated: [1, 1, 1, 1, 0, 0, 0, 0],
 *   post: [0, 1, 0, 1, 0, 1, 0, 1],
 *   unit: ["a", "a", "b", "b", "c", "c", "d", "d"],
 * };
 * twoByTwo(rows).att; // → 2.3
 *
 * Source: Ashenfelter & Card (1985), Review of Economics and Statistics 67, 648–660.
 */
export function twoByTwo(
  { outcome, treated, post, unit }: TwoByTwoRows,
  options: ErrorOptions & { readonly vcov?: "cluster" | "hetero" | "iid" | undefined } = {},
): TwoByTwo {
  const rows = outcome.length;
  requireFinite("outcome", outcome);
  const group = requireZeroOne("treated", treated, rows);
  const period = requireZeroOne("post", post, rows);
  const cells = cellMeans(outcome, group, period);
  const fit = leastSquares(Float64Array.from(outcome), [
    { name: "treated × post", values: group.map((value, row) => value * period[row]!) },
    { name: "treated", values: group },
    { name: "post", values: period },
    { name: "constant", values: new Float64Array(rows).fill(1) },
  ]);
  const { confidence = 0.95, cluster = unit } = options;
  if (unit !== undefined) requireLabels("unit", unit, rows);
  const own = codesOf(Array.from({ length: rows }, (_, row) => row));
  const choice = covarianceChoice({ units: own, times: own, rows }, { ...options, cluster });
  const covariance = covarianceOf(fit, choice);
  const [effect, ...coefficients] = coefficientsOf({ fit, covariance }, confidence);
  const { name: _, estimate: att, ...error } = effect!;
  return { att, ...error, degreesOfFreedom: covariance.degreesOfFreedom, cells, coefficients };
}
