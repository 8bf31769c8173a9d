import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { type Codes, rowsByGroup } from "./panel.ts";

/** Takes the fixed effects of two groupings out of a column, exactly, whether the panel is balanced or not. */
export type Demean = (column: Float64Array) => Float64Array;

/** Labels of a set of levels that hang together through rows they share. */
function components(big: Codes, small: Codes): Int32Array {
  const parent = Int32Array.from({ length: small.count }, (_, level) => level);
  const find = (level: number): number => {
    let root = level;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[level] !== root) [parent[level], level] = [root, parent[level]!];
    return root;
  };
  const first = new Int32Array(big.count).fill(-1);
  for (let row = 0; row < big.codes.length; row++) {
    const group = big.codes[row]!;
    const level = small.codes[row]!;
    if (first[group] === -1) first[group] = level;
    else parent[find(level)] = find(first[group]!);
  }
  return parent.map((_, level) => find(level));
}

/**
 * The inverse of D − N′ B⁻¹ N: what is left of the normal equations of the small grouping once the big one is swept
 * out. It is singular, once for every part of the panel that hangs together; a constant per part mends that and
 * changes nothing, as what it is multiplied with sums to 0 over each part.
 */
function sweptInverse(big: Codes, small: Codes): Matrix {
  const swept = Matrix.zeros(small.count, small.count).to2DArray();
  const { start, rows } = rowsByGroup(big);
  for (let group = 0; group < big.count; group++) {
    const from = start[group]!;
    const to = start[group + 1]!;
    const share = 1 / (to - from);
    for (let at = from; at < to; at++) {
      const line = swept[small.codes[rows[at]!]!]!;
      line[small.codes[rows[at]!]!]! += 1;
      for (let other = from; other < to; other++) line[small.codes[rows[other]!]!]! -= share;
    }
  }
  const part = components(big, small);
  const scale = big.codes.length / small.count ** 2;
  for (const [level, line] of swept.entries())
    for (let other = 0; other < small.count; other++)
      if (part[level] === part[other]) line[other]! += scale;
  return new CholeskyDecomposition(new Matrix(swept)).solve(Matrix.eye(small.count));
}

/** Solves for the effects of the small grouping. */
function solver(big: Codes, small: Codes): (sums: Float64Array) => Float64Array {
  if (big.codes.length === big.count * small.count)
    return (sums) => sums.map((sum) => sum / big.count);
  const inverse = sweptInverse(big, small).to2DArray();
  return (sums) =>
    Float64Array.from(inverse, (line) => {
      let effect = 0;
      for (let level = 0; level < sums.length; level++) effect += line[level]! * sums[level]!;
      return effect;
    });
}

/**
 * The within transformation of two groupings that no row shares twice (a unit and a period).
 *
 * The larger grouping is swept out by means; the smaller one by solving its exact normal equations, which have one line
 * per level of it. So there is no iteration and no tolerance: a pass over the rows for each column, plus once the inverse
 * of a matrix as large as the number of periods (or of units, if those are fewer).
 *
 * Source: Baltagi (2013), Econometric Analysis of Panel Data, 5th edition, chapter 9 (unbalanced panels).
 */
export function withinTransform(first: Codes, second: Codes): Demean {
  const [big, small] = first.count >= second.count ? [first, second] : [second, first];
  const sizes = new Float64Array(big.count);
  for (const group of big.codes) sizes[group]!++;
  const solve = solver(big, small);
  const sweep = (column: Float64Array): Float64Array => {
    const means = meansOf(column, big, sizes);
    const sums = new Float64Array(small.count);
    for (let row = 0; row < column.length; row++)
      sums[small.codes[row]!]! += column[row]! - means[big.codes[row]!]!;
    const effects = solve(sums);
    const effectMeans = new Float64Array(big.count);
    for (let row = 0; row < column.length; row++)
      effectMeans[big.codes[row]!]! += effects[small.codes[row]!]!;
    const left = new Float64Array(column.length);
    for (let row = 0; row < column.length; row++) {
      const group = big.codes[row]!;
      left[row] =
        column[row]! -
        means[group]! -
        effects[small.codes[row]!]! +
        effectMeans[group]! / sizes[group]!;
    }
    return left;
  };
  // A second sweep takes away what rounding left.
  return (column) => sweep(sweep(column));
}

function meansOf(column: Float64Array, groups: Codes, sizes: Float64Array): Float64Array {
  const sums = new Float64Array(groups.count);
  for (let row = 0; row < column.length; row++) sums[groups.codes[row]!]! += column[row]!;
  return sums.map((sum, group) => sum / sizes[group]!);
}
