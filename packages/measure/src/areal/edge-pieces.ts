import type { AreaShape } from "../space/index.ts";
import type { GridVertices } from "./grid-vertices.ts";
import { isBackwards } from "./packed-areas.ts";

/** An edge between two vertices, with everybody who has it. */
export interface EdgePiece {
  /** low < high, by number. */
  readonly low: number;
  readonly high: number;
  /** How much more often areas lie to the left of low → high than to its right. */
  net: number;
  /** Areas to the left of low → high, and to the right. */
  left: readonly number[];
  right: readonly number[];
}

/** Both lists; one of them where the other is empty, as it mostly is. */
const joined = (one: readonly number[], other: readonly number[]): readonly number[] => {
  if (one.length === 0) return other;
  return other.length === 0 ? one : one.concat(other);
};

/** Edges, those between the same two vertices as one. */
export class EdgePieces {
  readonly #found = new Map<number, EdgePiece>();

  /** Adds an edge with areas on the sides of from → to. */
  add(from: number, to: number, left: readonly number[], right: readonly number[]): void {
    if (from === to) return;
    const [low, high] = from < to ? [from, to] : [to, from];
    const [onLeft, onRight] = from < to ? [left, right] : [right, left];
    // Numbers of vertices are below 2²⁶, so that a pair of them is one exact number.
    const key = low * 2 ** 26 + high;
    const known = this.#found.get(key);
    if (known === undefined) {
      const net = onLeft.length - onRight.length;
      this.#found.set(key, { low, high, net, left: onLeft, right: onRight });
      return;
    }
    known.left = joined(known.left, onLeft);
    known.right = joined(known.right, onRight);
    known.net = known.left.length - known.right.length;
  }

  all(): EdgePiece[] {
    return [...this.#found.values()];
  }
}

/** The edges of all areas, each area to the left of its own. */
export function edgePieces(areas: readonly AreaShape[], grid: GridVertices): EdgePieces {
  const pieces = new EdgePieces();
  const none: readonly number[] = [];
  for (const [area, shape] of areas.entries()) {
    const own = [area];
    for (const polygon of shape)
      for (const [place, ring] of polygon.entries()) {
        const vertices = ring.map(([x, y]) => grid.at(x!, y!));
        const backwards = isBackwards(ring, place);
        for (const [at, from] of vertices.entries()) {
          const to = vertices[(at + 1) % vertices.length]!;
          if (backwards) pieces.add(to, from, own, none);
          else pieces.add(from, to, own, none);
        }
      }
  }
  return pieces;
}
