import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { MeasureError } from "../numeric/index.ts";
import { type Column, demeanColumns, dot, inverseOfGram } from "./least-squares.ts";
import type { IndexedPanel } from "./panel.ts";
import {
  covariateColumns,
  type RegressionOptions,
  requireTreatment,
  treatedRows,
} from "./panel-regression.ts";
import { type Demean, withinTransform } from "./within.ts";

/** Takes fixed effects and covariates out of any column of a panel. */
export function partialler(
  panel: IndexedPanel,
  covariates: RegressionOptions["covariates"] = {},
): Demean {
  const demean = withinTransform(panel.units, panel.times);
  const columns = covariateColumns(covariates, panel.rows);
  if (columns.length === 0) return demean;
  const left = demeanColumns(columns, demean);
  const inverse = inverseOfGram(
    columns.map(({ name }) => name),
    left,
  );
  return (column) => {
    const rest = demean(column);
    const products = left.map((one) => dot(one, rest));
    for (const [at, line] of inverse.entries()) {
      const coefficient = line.reduce((sum, value, other) => sum + value * products[other]!, 0);
      const one = left[at]!;
      for (let row = 0; row < rest.length; row++) rest[row]! -= coefficient * one[row]!;
    }
    return rest;
  };
}

/** Outcome and treatment after everything else was taken out: their slope is the effect. */
export interface Partialled {
  readonly outcome: Float64Array;
  readonly treated: Float64Array;
  /** Sum of squares of `treated`. */
  readonly size: number;
  readonly att: number;
}

/** @throws {MeasureError} singular if nothing is left of the treatment; empty-group */
export function partialled(panel: IndexedPanel, take: Demean): Partialled {
  const indicator = treatedRows(panel);
  requireTreatment(indicator);
  const treated = take(indicator);
  const outcome = take(panel.outcome);
  const size = dot(treated, treated);
  if (size <= 1e-11 * indicator.length)
    throw new MeasureError(
      "singular",
      "treated: the effect cannot be told from the period effects and covariates. Add units that are not treated, or leave a covariate out.",
      { name: "treated" },
    );
  return { outcome, treated, size, att: dot(treated, outcome) / size };
}

/**
 * What unit effects leave of period effects and covariates: a value per row and column, and the inverse of their
 * products. Period effects have one column too many; a constant mends that, as in the within transformation.
 */
export function sweptByUnit(
  panel: IndexedPanel,
  covariates: readonly Column[],
): { readonly loads: Float64Array; readonly width: number; readonly inverse: number[][] } {
  const { rows, units, times } = panel;
  const width = times.count + covariates.length;
  const loads = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    loads[row * width + times.codes[row]!] = 1;
    for (const [at, { values }] of covariates.entries())
      loads[row * width + times.count + at] = values[row]!;
  }
  const sums = new Float64Array(units.count * width);
  const sizes = new Float64Array(units.count);
  for (let row = 0; row < rows; row++) {
    const unit = units.codes[row]!;
    sizes[unit]!++;
    for (let at = 0; at < width; at++) sums[unit * width + at]! += loads[row * width + at]!;
  }
  for (let row = 0; row < rows; row++) {
    const unit = units.codes[row]!;
    for (let at = 0; at < width; at++)
      loads[row * width + at]! -= sums[unit * width + at]! / sizes[unit]!;
  }
  return { loads, width, inverse: inverseOfProducts(loads, width, times.count) };
}

function inverseOfProducts(loads: Float64Array, width: number, periods: number): number[][] {
  const products = Matrix.zeros(width, width).to2DArray();
  for (let from = 0; from < loads.length; from += width)
    for (let a = 0; a < width; a++) {
      const load = loads[from + a]!;
      const line = products[a]!;
      if (load !== 0) for (let b = 0; b < width; b++) line[b]! += load * loads[from + b]!;
    }
  const scale = loads.length / width / periods ** 2;
  for (let a = 0; a < periods; a++) for (let b = 0; b < periods; b++) products[a]![b]! += scale;
  return new CholeskyDecomposition(new Matrix(products)).solve(Matrix.eye(width)).to2DArray();
}
