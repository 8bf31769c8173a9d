import { MeasureError } from "../numeric/index.ts";
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

/** The middle of an area; holes take away what they hold, whichever way their rings run. */
function centroidOf(shape: AreaShape, area: number): readonly [number, number] {
  const origin = shape[0]?.[0]?.[0];
  requirePosition(origin, area);
  let [twice, x, y] = [0, 0, 0];
  for (const polygon of shape)
    for (const [at, ring] of polygon.entries()) {
      const moments = ringMoments(ring, origin!, area);
      const sign = Math.sign(moments.twice) * (at === 0 ? 1 : -1);
      twice += sign * moments.twice;
      x += sign * moments.x;
      y += sign * moments.y;
    }
  if (!(twice > 0))
    throw new MeasureError(
      "out-of-range",
      `area ${area} encloses nothing, so it has no middle; give a point for it.`,
      { area },
    );
  return [origin![0]! + x / (3 * twice), origin![1]! + y / (3 * twice)];
}

/**
 * The middle of each area, as a point to measure distances from: its centre of gravity on a flat map. It may lie outside the area.
 *
 * @param areas one per area, as for `contiguity`. In degrees the middle is that of the map with equal degrees, which for areas of the size of a
 *   town differs from the true one by metres
 * @returns in the unit of the coordinates
 * @throws {MeasureError} out-of-range if an area encloses nothing; not-finite
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
