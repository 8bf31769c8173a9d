import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { MeasureError, mean, type Numbers } from "../numeric/index.ts";
import type { NumberColumn } from "./columns.ts";

/** Below this share of the largest, a direction of the correlations is nothing but rounding. */
const flat = 1e-10;

/** How columns are spread: their names, their values less a middle, and what sums of squares are divided by. */
export interface Spread {
  readonly names: readonly string[];
  readonly deviations: readonly Float64Array[];
  readonly degrees: number;
}

/**
 * Turns columns into as many that are uncorrelated with variance 1, each as close as can be to the column it comes from:
 * z R^(−1/2), z the column in units of its spread and R the correlations. The squared distance of two rows is then Mahalanobis'.
 *
 * @throws {MeasureError} no-variance if a column has no spread; singular, naming columns that follow from each other
 *
 * Source: Garthwaite & Koch (2016), "Evaluating the contributions of individual variables to a quadratic form",
 * Australian & New Zealand Journal of Statistics 58(1), 99–119 (the corr-max transformation).
 */
export function whitened(columns: readonly Numbers[], spread: Spread): readonly Float64Array[] {
  const sizes = sizesOf(spread, columns);
  const root = inverseRoot(spread, sizes);
  return columns.map((_, row) => {
    const turned = new Float64Array(columns[0]!.length);
    for (const [column, values] of columns.entries()) {
      const share = root.get(row, column) / sizes[column]!;
      for (let at = 0; at < turned.length; at++) turned[at]! += share * values[at]!;
    }
    return turned;
  });
}

/** @throws {MeasureError} singular, naming the columns that follow from each other */
export function requireIndependent(columns: readonly NumberColumn[]): void {
  const spread = spreadOf(columns);
  inverseRoot(spread, sizesOf(spread, spread.deviations));
}

/** The spread around the mean of all rows. */
export function spreadOf(columns: readonly NumberColumn[]): Spread {
  const deviations = columns.map(({ values }) => {
    const middle = mean(values);
    return Float64Array.from(values, (value) => value - middle);
  });
  return { names: columns.map(({ name }) => name), deviations, degrees: deviations[0]!.length - 1 };
}

/** Standard deviations. */
function sizesOf({ names, deviations, degrees }: Spread, columns: readonly Numbers[]): number[] {
  return deviations.map((values, at) => {
    const size = Math.sqrt(product(values, values) / degrees);
    let largest = 0;
    for (let row = 0; row < values.length; row++)
      largest = Math.max(largest, Math.abs(columns[at]![row]!));
    if (size > 1e-12 * largest) return size;
    throw new MeasureError(
      "no-variance",
      `${names[at]} is the same for all areas of a group, so distances cannot be measured in its spread. Leave this column out.`,
      { name: names[at]! },
    );
  });
}

/** R^(−1/2). */
function inverseRoot({ names, deviations, degrees }: Spread, sizes: readonly number[]): Matrix {
  const count = names.length;
  const correlations = Matrix.zeros(count, count);
  for (let row = 0; row < count; row++)
    for (let column = 0; column <= row; column++) {
      const value =
        product(deviations[row]!, deviations[column]!) / (degrees * sizes[row]! * sizes[column]!);
      correlations.set(row, column, value);
      correlations.set(column, row, value);
    }
  const { realEigenvalues: lengths, eigenvectorMatrix: directions } = new EigenvalueDecomposition(
    correlations,
    { assumeSymmetric: true },
  );
  const shortest = lengths.indexOf(Math.min(...lengths));
  if (!(lengths[shortest]! > flat * Math.max(...lengths)))
    throw notIndependent(names, directions.getColumn(shortest));
  const shrunk = Matrix.diag(lengths.map((length) => 1 / Math.sqrt(length)));
  return directions.mmul(shrunk).mmul(directions.transpose());
}

function notIndependent(names: readonly string[], direction: readonly number[]): MeasureError {
  const most = direction.reduce((largest, part) => Math.max(largest, Math.abs(part)), 0);
  const involved = names.filter((_, at) => Math.abs(direction[at]!) > 0.05 * most).join(", ");
  return new MeasureError(
    "singular",
    `${involved} follow from each other, or there are too few areas for so many columns. Leave one of them out.`,
    { columns: involved },
  );
}

function product(one: Numbers, other: Numbers): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}
