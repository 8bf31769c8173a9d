/** A column below this share of its own length follows from the columns before it. */
const dependent = 1e-11;

/**
 * Makes a matrix triangular by Householder reflections, and turns `right` along: afterwards R is in its upper part.
 * Columns lie one after another, each `rows` long.
 *
 * @returns how many columns were done: fewer than `columns` if the next one follows from those before it
 *
 * Source: Golub & Van Loan (2013), "Matrix Computations", 4th edition, section 5.2.
 */
export function makeTriangular(
  matrix: Float64Array,
  right: Float64Array,
  rows: number,
  columns: number,
): number {
  for (let column = 0; column < columns; column++) {
    const start = column * rows;
    let above = 0;
    let below = 0;
    for (let row = 0; row < column; row++) above += matrix[start + row]! ** 2;
    for (let row = column; row < rows; row++) below += matrix[start + row]! ** 2;
    if (!(below > dependent * dependent * (above + below))) return column;
    const head = matrix[start + column]!;
    const length = head > 0 ? -Math.sqrt(below) : Math.sqrt(below);
    matrix[start + column] = head - length;
    const scale = length * (length - head);
    for (let other = column + 1; other < columns; other++)
      reflect(matrix, start, matrix, other * rows, column, rows, scale);
    reflect(matrix, start, right, 0, column, rows, scale);
    matrix[start + column] = length;
  }
  return columns;
}

/** Mirrors rows `first` and further of one column in the plane that is upright on a vector. */
function reflect(
  vectors: Float64Array,
  start: number,
  target: Float64Array,
  place: number,
  first: number,
  rows: number,
  scale: number,
): void {
  let along = 0;
  for (let row = first; row < rows; row++) along += vectors[start + row]! * target[place + row]!;
  const step = along / scale;
  for (let row = first; row < rows; row++) target[place + row]! -= step * vectors[start + row]!;
}

/** Solves R y = `values`, in place. */
export function solveUpper(
  matrix: Float64Array,
  values: Float64Array,
  rows: number,
  columns: number,
): void {
  for (let column = columns - 1; column >= 0; column--) {
    let value = values[column]!;
    for (let other = column + 1; other < columns; other++)
      value -= matrix[other * rows + column]! * values[other]!;
    values[column] = value / matrix[column * rows + column]!;
  }
}

/** Solves Rᵀ y = `values`, in place. */
export function solveUpperTransposed(
  matrix: Float64Array,
  values: Float64Array,
  rows: number,
  columns: number,
): void {
  for (let column = 0; column < columns; column++) {
    let value = values[column]!;
    for (let other = 0; other < column; other++)
      value -= matrix[column * rows + other]! * values[other]!;
    values[column] = value / matrix[column * rows + column]!;
  }
}
