import Flatbush from "flatbush";
import { alongLoop, type HalfEdges, tailOf } from "./faces.ts";
import type { GridVertices } from "./grid-vertices.ts";

/** A part of the map with one number of areas over it. */
export interface CoveredFace {
  /** Its outer loop, and those of what lies in it. */
  readonly loops: readonly number[];
  /** How many areas lie over it. */
  readonly depth: number;
}

interface Component {
  readonly loops: readonly number[];
  /** The vertex furthest to the west. */
  readonly tip: number;
  /** The loop around it from outside. */
  readonly outer: number;
}

/** The vertex of a component that is furthest west, then furthest south. */
function tipOf(halves: HalfEdges, grid: GridVertices, loops: readonly number[]): number {
  let tip = -1;
  for (const loop of loops)
    for (const half of alongLoop(halves, loop)) {
      const tail = tailOf(halves.edges, half);
      const west = tip === -1 ? -1 : grid.columns[tail]! - grid.columns[tip]!;
      if (west < 0 || (west === 0 && grid.rows[tail]! < grid.rows[tip]!)) tip = tail;
    }
  return tip;
}

/** Loops that hang together by edges. */
function componentsOf(halves: HalfEdges, grid: GridVertices): readonly Component[] {
  const { loop, firsts, leaving } = halves;
  const seen = new Uint8Array(firsts.length);
  const components: Component[] = [];
  for (let first = 0; first < firsts.length; first++) {
    if (seen[first] === 1) continue;
    seen[first] = 1;
    const loops = [first];
    for (let at = 0; at < loops.length; at++)
      for (const half of alongLoop(halves, loops[at]!))
        for (const around of leaving.get(tailOf(halves.edges, half))!) {
          const other = loop[around]!;
          if (seen[other] === 1) continue;
          seen[other] = 1;
          loops.push(other);
        }
    const tip = tipOf(halves, grid, loops);
    // Nothing lies west of the tip, so what is left of its last half-edge, against the clock from due west, is outside.
    components.push({ loops, tip, outer: loop[leaving.get(tip)!.at(-1)!]! });
  }
  return components.sort((one, other) => grid.columns[one.tip]! - grid.columns[other.tip]!);
}

/** Finds what is straight west of a point. */
class WestWard {
  readonly #index: Flatbush;
  readonly #halves: HalfEdges;
  readonly #grid: GridVertices;
  readonly #west: number;

  constructor(halves: HalfEdges, grid: GridVertices) {
    const { edges } = halves;
    this.#index = new Flatbush(edges.length);
    for (const { low, high } of edges)
      this.#index.add(
        Math.min(grid.columns[low]!, grid.columns[high]!),
        Math.min(grid.rows[low]!, grid.rows[high]!),
        Math.max(grid.columns[low]!, grid.columns[high]!),
        Math.max(grid.rows[low]!, grid.rows[high]!),
      );
    this.#index.finish();
    this.#west = this.#index.minX;
    [this.#halves, this.#grid] = [halves, grid];
  }

  /** The loop to the east of the nearest edge west of a vertex that none of `own` loops has, or −1. */
  loopAt(vertex: number, own: ReadonlySet<number>): number {
    const { columns, rows } = this.#grid;
    const { edges, loop } = this.#halves;
    const [x, y] = [columns[vertex]!, rows[vertex]!];
    let [nearest, found] = [Number.NEGATIVE_INFINITY, -1];
    for (const edge of this.#index.search(this.#west, y, x, y)) {
      const { low, high } = edges[edge]!;
      const [y0, y1] = [rows[low]!, rows[high]!];
      if (y0 <= y === y1 <= y || own.has(loop[2 * edge]!)) continue;
      const at = columns[low]! + ((y - y0) / (y1 - y0)) * (columns[high]! - columns[low]!);
      if (at > x || at <= nearest) continue;
      nearest = at;
      // The half-edge that runs south has the east to its left.
      found = loop[y1 < y0 ? 2 * edge : 2 * edge + 1]!;
    }
    return found;
  }
}

/** Spreads the number of areas from the outside of a component over its loops. */
function spread(halves: HalfEdges, outer: number, start: number, depth: Int32Array): void {
  depth[outer] = start;
  const waiting = [outer];
  const known = new Set(waiting);
  for (let loop = waiting.pop(); loop !== undefined; loop = waiting.pop())
    for (const half of alongLoop(halves, loop)) {
      const across = halves.loop[half ^ 1]!;
      if (known.has(across)) continue;
      known.add(across);
      const { net } = halves.edges[half >> 1]!;
      depth[across] = depth[loop]! - (half % 2 === 0 ? net : -net);
      waiting.push(across);
    }
}

/** Every bounded part of the map between the open edges, with how many areas lie over it. */
export function coveredFaces(halves: HalfEdges, grid: GridVertices): readonly CoveredFace[] {
  const count = halves.firsts.length;
  if (count === 0) return [];
  const depth = new Int32Array(count);
  // The loop that bounds a loop's face from outside: itself, another, or none (−1) for the face without end.
  const bound = Int32Array.from({ length: count }, (_, loop) => loop);
  const west = new WestWard(halves, grid);
  for (const { loops, tip, outer } of componentsOf(halves, grid)) {
    const around = west.loopAt(tip, new Set(loops));
    bound[outer] = around === -1 ? -1 : bound[around]!;
    spread(halves, outer, bound[outer] === -1 ? 0 : depth[bound[outer]!]!, depth);
  }
  const faces = new Map<number, number[]>();
  for (let loop = 0; loop < count; loop++) {
    if (bound[loop] === loop) faces.set(loop, [loop, ...(faces.get(loop) ?? [])]);
    else if (bound[loop] !== -1)
      faces.set(bound[loop]!, [...(faces.get(bound[loop]!) ?? []), loop]);
  }
  return [...faces].map(([loop, loops]) => ({ loops, depth: depth[loop]! }));
}
