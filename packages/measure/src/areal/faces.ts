import type { EdgePiece } from "./edge-pieces.ts";
import type { GridVertices } from "./grid-vertices.ts";

/** Half-edges: 2k runs along edge k from low to high, 2k + 1 back. */
export interface HalfEdges {
  readonly edges: readonly EdgePiece[];
  /** The next one around the face to the left. */
  readonly next: Int32Array;
  /** The loop that each is in. */
  readonly loop: Int32Array;
  /** One half-edge of each loop. */
  readonly firsts: readonly number[];
  /** Half-edges that leave a vertex, against the clock from due west. */
  readonly leaving: ReadonlyMap<number, readonly number[]>;
}

export const tailOf = (edges: readonly EdgePiece[], half: number): number => {
  const { low, high } = edges[half >> 1]!;
  return half % 2 === 0 ? low : high;
};

function leavingOf(grid: GridVertices, edges: readonly EdgePiece[]) {
  const leaving = new Map<number, number[]>();
  for (let half = 0; half < 2 * edges.length; half++) {
    const tail = tailOf(edges, half);
    const known = leaving.get(tail);
    if (known === undefined) leaving.set(tail, [half]);
    else known.push(half);
  }
  const angle = (half: number) => {
    const [from, to] = [tailOf(edges, half), tailOf(edges, half ^ 1)];
    return Math.atan2(grid.rows[to]! - grid.rows[from]!, grid.columns[to]! - grid.columns[from]!);
  };
  for (const halves of leaving.values()) halves.sort((a, b) => angle(a) - angle(b));
  return leaving;
}

/** Links half-edges into the loops around the faces of a map whose edges meet at ends only. */
export function halfEdges(grid: GridVertices, edges: readonly EdgePiece[]): HalfEdges {
  const leaving = leavingOf(grid, edges);
  const next = new Int32Array(2 * edges.length);
  for (const halves of leaving.values())
    for (const [at, half] of halves.entries()) {
      // Arriving by the twin of `half`, the face to the left goes on with the next one by the clock.
      next[half ^ 1] = halves[(at + halves.length - 1) % halves.length]!;
    }
  const loop = new Int32Array(2 * edges.length).fill(-1);
  const firsts: number[] = [];
  for (let half = 0; half < loop.length; half++) {
    if (loop[half] !== -1) continue;
    for (let at = half; loop[at] === -1; at = next[at]!) loop[at] = firsts.length;
    firsts.push(half);
  }
  return { edges, next, loop, firsts, leaving };
}

/** The half-edges of a loop, in order. */
export function alongLoop({ next, firsts }: HalfEdges, loop: number): readonly number[] {
  const first = firsts[loop]!;
  const halves = [first];
  for (let at = next[first]!; at !== first; at = next[at]!) halves.push(at);
  return halves;
}
