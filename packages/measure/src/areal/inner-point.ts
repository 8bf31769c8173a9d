import type { AreaShape, PolygonShape, Position } from "../space/index.ts";
import { turn } from "./packed-areas.ts";

/** Where rings cross a level line, from left to right. */
function crossings(rings: PolygonShape, y: number): Float64Array {
  const at: number[] = [];
  for (const ring of rings)
    for (let corner = 0; corner < ring.length; corner++) {
      const [x0, y0] = ring[corner] as readonly [number, number];
      const [x1, y1] = ring[(corner + 1) % ring.length] as readonly [number, number];
      if (y0 <= y !== y1 <= y) at.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    }
  return Float64Array.from(at).sort();
}

interface Stretch {
  readonly at: Position;
  readonly width: number;
}

function widestAt(rings: PolygonShape, y: number): Stretch {
  const xs = crossings(rings, y);
  let widest: Stretch = { at: [Number.NaN, y], width: 0 };
  for (let at = 0; at + 1 < xs.length; at += 2) {
    const width = xs[at + 1]! - xs[at]!;
    if (width > widest.width) widest = { at: [(xs[at]! + xs[at + 1]!) / 2, y], width };
  }
  return widest;
}

/** Levels halfway between neighbouring corners, those in the middle first; at most so many. */
function levels(rings: PolygonShape, most: number): readonly number[] {
  const ys = [...new Set(rings.flatMap((ring) => ring.map(([, y]) => y!)))].sort((a, b) => a - b);
  const [low, high] = [ys[0] ?? 0, ys.at(-1) ?? 0];
  const middle = (low + high) / 2;
  const between = ys.slice(1).map((y, at) => (y + ys[at]!) / 2);
  const near = between.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return [middle, ...near.slice(0, most)];
}

/** A point inside of rings, whichever way they run; the first corner of rings that enclose nothing. */
export function pointInside(rings: PolygonShape): Position {
  let best: Stretch = { at: rings[0]?.[0] ?? [Number.NaN, Number.NaN], width: 0 };
  for (const y of levels(rings, 8)) {
    const widest = widestAt(rings, y);
    if (widest.width > 1.5 * best.width) best = widest;
  }
  return best.at;
}

/** Whether a point is inside of rings. */
export const isInside = (rings: PolygonShape, [x, y]: Position): boolean =>
  crossings(rings, y!).filter((at) => at <= x!).length % 2 === 1;

/**
 * A point of each area that is surely inside of it, also where the centre of gravity is not: the middle of the widest stretch on a level line through the
 * part that is largest. To put a label or a mark at, or to look up what an area lies in.
 *
 * @returns x and y of each area, in the unit of its corners; of an area that encloses nothing, its first corner; NaN for an area without corners
 *
 * @example
 * import { innerPoints } from "@krachtwijk/measure/areal";
 * const horseshoe = [[[0, 0], [9, 0], [9, 9], [6, 9], [6, 3], [3, 3], [3, 9], [0, 9]]];
 * innerPoints([[horseshoe]]).x[0]; // → 4.5
 *
 * Source: as ST_PointOnSurface of PostGIS does it (level line, widest stretch), for more than one level.
 */
export function innerPoints(areas: readonly AreaShape[]): {
  readonly x: Float64Array;
  readonly y: Float64Array;
} {
  const points = areas.map((shape) => {
    const sizes = shape.map((polygon) => Math.abs(turn(polygon[0] ?? [])));
    const largest = shape[sizes.indexOf(Math.max(...sizes))] ?? [];
    return pointInside(largest);
  });
  return {
    x: Float64Array.from(points, ([x]) => x!),
    y: Float64Array.from(points, ([, y]) => y!),
  };
}
