import { requireCount } from "../numeric/index.ts";
import type { Points } from "./points.ts";
import { type AreaShape, cornersOf, type Position, requirePosition } from "./shapes.ts";

/** Twice the area of a ring with its sign, and its moments, as seen from `origin`. */
function ringMoments(ring: readonly Position[], origin: Position, area: number) {
  let [twice, x, y] = [0, 0, 0];
  const corners = cornersOf(ring);
  for (let at = 0; at < corners; at++) {
    const [from, to] = [ring[at], ring[(at + 1) % corners]];
    requirePosition(from, area);
    const [fromX, fromY] = [from![0]! - origin[0]!, from![1]! - origin[1]!];
    const [toX, toY] = [to![0]! - origin[0]!, to![1]! - origin[1]!];
    const cross = fromX * toY - toX * fromY;
    twice += cross;
    x += (fromX + toX) * cross;
    y += (fromY + toY) * cross;
  }
  return { twice, x, y };
}

/** The middle of a border: of its edges by length; of its first corner where it has no length. */
function borderMiddle(shape: AreaShape, origin: Position): readonly [number, number] {
  let [length, x, y] = [0, 0, 0];
  for (const ring of shape.flat())
    for (let at = 0; at < cornersOf(ring); at++) {
      const [from, to] = [ring[at]!, ring[(at + 1) % cornersOf(ring)]!];
      const step = Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!);
      length += step;
      x += step * ((from[0]! + to[0]!) / 2 - origin[0]!);
      y += step * ((from[1]! + to[1]!) / 2 - origin[1]!);
    }
  const share = length === 0 ? 0 : 1 / length;
  return [origin[0]! + x * share, origin[1]! + y * share];
}

/** An area below this share of the square of its width is what rounding leaves of none. */
const relativeNoise = 1e-12;

/** The middle of an area; holes take away what they hold, whichever way their rings run. */
function centroidOf(shape: AreaShape, area: number): readonly [number, number] {
  const corners = shape.flat(2);
  requireCount(`corners of area ${area}`, corners.length, 1);
  const origin = corners[0]!;
  requirePosition(origin, area);
  let [twice, x, y, width] = [0, 0, 0, 0];
  for (const polygon of shape)
    for (const [at, ring] of polygon.entries()) {
      const moments = ringMoments(ring, origin, area);
      const sign = Math.sign(moments.twice) * (at === 0 ? 1 : -1);
      twice += sign * moments.twice;
      x += sign * moments.x;
      y += sign * moments.y;
    }
  for (const [cornerX, cornerY] of corners)
    width = Math.max(width, Math.abs(cornerX! - origin[0]!), Math.abs(cornerY! - origin[1]!));
  if (twice <= relativeNoise * width * width) return borderMiddle(shape, origin);
  return [origin[0]! + x / (3 * twice), origin[1]! + y / (3 * twice)];
}

/**
 * The middle of each area, as a point to measure distances from: its centre of gravity on a flat map. It may lie outside the area.
 * An area that encloses nothing, as a coarse map may have, has the middle of its border.
 *
 * @param areas one per area, as for `contiguity`. In degrees the middle is that of the map with equal degrees, which for areas of the size of a
 *   town differs from the true one by metres
 * @returns in the unit of the coordinates
 * @throws {MeasureError} too-few if an area has no corner; not-finite
 *
 * @example
 * import { centroids } from "@krachtwijk/measure/space";
 * const { x, y } = centroids([[[[[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]]]]);
 * [x[0], y[0]]; // → [2, 1]
 *
 * Source: Bourke (1988), Calculating the area and centroid of a polygon.
 */
export function centroids(areas: readonly AreaShape[]): Points {
  const middles = areas.map(centroidOf);
  return {
    x: Float64Array.from(middles, ([x]) => x),
    y: Float64Array.from(middles, ([, y]) => y),
  };
}
