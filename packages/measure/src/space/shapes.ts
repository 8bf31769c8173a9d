import { MeasureError, requireCount } from "../numeric/index.ts";

/** A point: x and y, or longitude and latitude. Further numbers are not looked at. */
export type Position = readonly number[];

/** The outer ring of a polygon and the rings of its holes, as in GeoJSON; closed or not. */
export type PolygonShape = readonly (readonly Position[])[];

/** An area as one or more polygons: the `coordinates` of a GeoJSON MultiPolygon. */
export type AreaShape = readonly PolygonShape[];

/** All corners of all areas, packed. From corner k an edge runs to corner `next[k]`. */
export interface Borders {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly next: Int32Array;
  /** The area of each corner and of the edge from it. */
  readonly area: Int32Array;
}

function isClosed(ring: readonly Position[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

/** How many corners a ring has. */
export const cornersOf = (ring: readonly Position[]): number =>
  ring.length - (isClosed(ring) ? 1 : 0);

/** @throws {MeasureError} not-finite if a position is not two numbers */
export function requirePosition(position: Position | undefined, area: number): void {
  const [x, y] = position ?? [];
  if (!Number.isFinite(x) || !Number.isFinite(y))
    throw new MeasureError(
      "not-finite",
      `area ${area} has a corner at ${x}, ${y}; two numbers are needed.`,
      { area },
    );
}

/** Packs the corners of all areas. @throws {MeasureError} too-few if an area has no corner; not-finite */
export function bordersOf(areas: readonly AreaShape[]): Borders {
  const rings = areas.flatMap((shape, area) =>
    shape.flatMap((polygon) => polygon.map((ring) => ({ ring, area, corners: cornersOf(ring) }))),
  );
  const counts = new Int32Array(areas.length);
  for (const { area, corners } of rings) counts[area]! += corners;
  for (const [area, corners] of counts.entries())
    requireCount(`corners of area ${area}`, corners, 1);
  const count = counts.reduce((sum, one) => sum + one, 0);
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  const [next, area] = [new Int32Array(count), new Int32Array(count)];
  let at = 0;
  for (const one of rings) {
    const begin = at;
    for (let corner = 0; corner < one.corners; corner++, at++) {
      const position = one.ring[corner];
      requirePosition(position, one.area);
      x[at] = position![0]!;
      y[at] = position![1]!;
      next[at] = at + 1;
      area[at] = one.area;
    }
    if (at > begin) next[at - 1] = begin;
  }
  return { x, y, next, area };
}

/** The larger side of the box around all points. */
export function extentOf(x: Float64Array, y: Float64Array): number {
  const side = (values: Float64Array) => {
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return high - low;
  };
  return Math.max(side(x), side(y));
}
