import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { MeasureError } from "../numeric/index.ts";
import type { Codes } from "./panel.ts";
import type { Demean } from "./within.ts";

/** A column of a regression. */
export interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

/** What was fitted: enough to work out any error of the coefficients. */
export interface Fit {
  readonly names: readonly string[];
  readonly coefficients: Float64Array;
  /** (X′X)⁻¹ */
  readonly bread: readonly (readonly number[])[];
  /** The columns after the fixed effects were taken out. */
  readonly columns: readonly Float64Array[];
  readonly residuals: Float64Array;
  /** The groupings whose effects were taken out. */
  readonly effects: readonly Codes[];
  /**
   * An error of a coefficient below this is what rounding leaves: a model that fits every value, or clusters whose scores
   * are 0 by algebra. Then there is no error to estimate.
   */
  readonly smallestErrors: Float64Array;
}

/** A column of which less than this share of its spread is left has nothing to say of its own. */
const smallestShare = 1e-14;
/** As that, for what is left beside the other columns: normal equations lose half of the digits. */
const smallestOwnShare = 1e-11;

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

/** Sum of squares around the mean. */
function spread(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const centre = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  return squares;
}

function singular(name: string, why: string): MeasureError {
  return new MeasureError("singular", `${name} ${why}`, { name });
}

/** So many rows of all columns stay in the cache while every pair of columns is multiplied. */
const rowsAtOnce = 1024;

/** X′X. */
function productsOf(columns: readonly Float64Array[]): number[][] {
  const products = columns.map(() => new Array<number>(columns.length).fill(0));
  const rows = columns[0]?.length ?? 0;
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const to = Math.min(rows, from + rowsAtOnce);
    for (const [a, first] of columns.entries())
      for (let b = 0; b <= a; b++) {
        const second = columns[b]!;
        let sum = 0;
        for (let row = from; row < to; row++) sum += first[row]! * second[row]!;
        products[a]![b]! += sum;
      }
  }
  for (const [a, line] of products.entries())
    for (let b = 0; b < a; b++) products[b]![a] = line[b]!;
  return products;
}

/**
 * The inverse of X′X, worked out on columns of length 1, so that the units of the columns do not matter.
 * @throws {MeasureError} singular, naming the first column that follows from those before it
 */
export function inverseOfGram(
  names: readonly string[],
  columns: readonly Float64Array[],
): readonly (readonly number[])[] {
  const products = productsOf(columns);
  const scales = products.map((line, at) => Math.sqrt(line[at]!));
  const gram = new Matrix(
    products.map((line, a) => line.map((value, b) => value / (scales[a]! * scales[b]!))),
  );
  const cholesky = new CholeskyDecomposition(gram);
  const lower = cholesky.lowerTriangularMatrix;
  for (const [at, name] of names.entries())
    if (!(lower.get(at, at) ** 2 > smallestOwnShare))
      throw singular(name, "follows from the other columns. Leave it, or one of them, out.");
  const inverse = cholesky.solve(Matrix.eye(columns.length)).to2DArray();
  return inverse.map((line, a) => line.map((value, b) => value / (scales[a]! * scales[b]!)));
}

/** Takes fixed effects out of columns. @throws {MeasureError} singular, naming a column of which nothing is left */
export function demeanColumns(columns: readonly Column[], demean: Demean): Float64Array[] {
  return columns.map(({ name, values }) => {
    const left = demean(values);
    if (dot(left, left) <= smallestShare * spread(values))
      throw singular(
        name,
        "does not change within units beyond what all of them have in common, so the fixed effects already hold it. Leave it out, or let its coefficient differ by period.",
      );
    return left;
  });
}

function smallestErrorsOf(outcome: Float64Array, columns: readonly Float64Array[]): Float64Array {
  let largest = 0;
  for (const value of outcome) largest = Math.max(largest, Math.abs(value));
  return Float64Array.from(columns, (column) => {
    const spreadOfRows = Math.sqrt(dot(column, column) / outcome.length);
    return (1e-12 * largest) / spreadOfRows / Math.sqrt(outcome.length);
  });
}

/**
 * Least squares of an outcome on columns, with the fixed effects of `effects` taken out by `demean`.
 * @throws {MeasureError} singular; too-few if there are not more rows than coefficients
 */
export function leastSquares(
  outcome: Float64Array,
  columns: readonly Column[],
  { effects = [], demean }: { readonly effects?: readonly Codes[]; readonly demean?: Demean } = {},
): Fit {
  const names = columns.map(({ name }) => name);
  const left =
    demean === undefined ? columns.map(({ values }) => values) : demeanColumns(columns, demean);
  const target = demean === undefined ? outcome : demean(outcome);
  if (outcome.length <= columns.length)
    throw new MeasureError(
      "too-few",
      `${outcome.length} rows for ${columns.length} coefficients; there must be more rows.`,
      { rows: outcome.length, coefficients: columns.length },
    );
  const bread = inverseOfGram(names, left);
  const products = left.map((column) => dot(column, target));
  const coefficients = Float64Array.from(bread, (line) =>
    line.reduce((sum, value, at) => sum + value * products[at]!, 0),
  );
  const residuals = target.slice();
  for (const [at, column] of left.entries()) {
    const coefficient = coefficients[at]!;
    for (let row = 0; row < column.length; row++) residuals[row]! -= coefficient * column[row]!;
  }
  const smallestErrors = smallestErrorsOf(outcome, left);
  return { names, coefficients, bread, columns: left, residuals, effects, smallestErrors };
}
