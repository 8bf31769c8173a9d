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
  readonly left: readonly number[];
  readonly right: readonly number[];
}

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
    const piece: EdgePiece =
      known === undefined
        ? { low, high, net: 0, left: onLeft, right: onRight }
        : {
            low,
            high,
            net: 0,
            left: known.left.concat(onLeft),
            right: known.right.concat(onRight),
          };
    piece.net = piece.left.length - piece.right.length;
    this.#found.set(key, piece);
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
