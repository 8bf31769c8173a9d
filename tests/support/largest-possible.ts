/**
 * An attacker for tests: the largest value that x[target] can have with A x = b and x of 0 or more, by the simplex method
 * with Bland's rule (which cannot cycle). Infinity where there is no largest, NaN where there is no solution.
 */
export function largestPossible(
  equations: readonly (readonly number[])[],
  right: readonly number[],
  target: number,
): number {
  const count = equations[0]?.length ?? 0;
  // One artificial variable per equation to begin with.
  const rows = equations.map((row, at) => {
    const sign = right[at]! < 0 ? -1 : 1;
    const artificial = equations.map((_, other) => (other === at ? 1 : 0));
    return [...row.map((value) => sign * value), ...artificial, sign * right[at]!];
  });
  const basis = rows.map((_, at) => count + at);
  const width = count + rows.length;
  const first = Array.from({ length: width }, (_, at) => (at >= count ? -1 : 0));
  climb(rows, basis, first, width);
  const left = rows.reduce((sum, row, at) => sum + (basis[at]! >= count ? row[width]! : 0), 0);
  if (left > 1e-7) return Number.NaN;
  leaveArtificial(rows, basis, count);
  const second = Array.from({ length: width }, (_, at) => (at === target ? 1 : 0));
  if (!climb(rows, basis, second, count)) return Infinity;
  const at = basis.indexOf(target);
  return at < 0 ? 0 : rows[at]![width]!;
}

type Rows = number[][];

function pivot(rows: Rows, basis: number[], row: number, column: number): void {
  const scale = rows[row]![column]!;
  rows[row] = rows[row]!.map((value) => value / scale);
  for (const [other, cells] of rows.entries()) {
    const factor = cells[column]!;
    if (other === row || factor === 0) continue;
    rows[other] = cells.map((value, at) => value - factor * rows[row]![at]!);
  }
  basis[row] = column;
}

/** Raises the goal as far as it goes; false when that has no end. Only the first `columns` may come in. */
function climb(rows: Rows, basis: number[], goal: readonly number[], columns: number): boolean {
  const last = goal.length;
  for (;;) {
    const gain = (column: number) =>
      goal[column]! - rows.reduce((sum, row, at) => sum + goal[basis[at]!]! * row[column]!, 0);
    let column = 0;
    while (column < columns && !(gain(column) > 1e-9)) column++;
    if (column === columns) return true;
    let best = -1;
    for (const [at, row] of rows.entries()) {
      if (row[column]! <= 1e-9) continue;
      const ratio = row[last]! / row[column]!;
      const known = best < 0 ? Infinity : rows[best]![last]! / rows[best]![column]!;
      if (ratio < known - 1e-12 || (ratio <= known + 1e-12 && basis[at]! < basis[best]!)) best = at;
    }
    if (best < 0) return false;
    pivot(rows, basis, best, column);
  }
}

/** Artificial variables at 0 leave the basis where they can; equations that follow from others stay behind. */
function leaveArtificial(rows: Rows, basis: number[], count: number): void {
  for (let at = 0; at < rows.length; at++) {
    if (basis[at]! < count) continue;
    const column = rows[at]!.findIndex((value, place) => place < count && Math.abs(value) > 1e-9);
    if (column >= 0) pivot(rows, basis, at, column);
  }
}
