/** West, south, east, north. */
export type Box = readonly [number, number, number, number];
/** Of two coordinates. */
export type Place = readonly [number, number];
/** The coordinates of a MultiPolygon. */
export type Polygons = readonly (readonly (readonly Place[])[])[];

/** Whether two boxes have a point in common. */
export const boxesTouch = (a: Box, b: Box): boolean =>
  a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** Whether a line from one place to another has a point in a box. Source: Liang & Barsky (1984). */
function lineTouches([x, y]: Place, [toX, toY]: Place, [west, south, east, north]: Box): boolean {
  let [first, last] = [0, 1];
  const sides = [
    [x - toX, x - west],
    [toX - x, east - x],
    [y - toY, y - south],
    [toY - y, north - y],
  ] as const;
  for (const [step, room] of sides) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) first = Math.max(first, room / step);
    else last = Math.min(last, room / step);
    if (first > last) return false;
  }
  return true;
}

/** Whether a place lies inside the rings, holes left out: an odd number of edges is to its east. */
function isInside([x, y]: Place, rings: readonly (readonly Place[])[]): boolean {
  let inside = false;
  for (const ring of rings)
    for (let at = 1; at < ring.length; at++) {
      const [ax, ay] = ring[at - 1]!;
      const [bx, by] = ring[at]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

/** Whether a shape has a point in a box: an edge of it touches the box, or the box lies inside it. */
export function shapeTouches(polygons: Polygons, box: Box): boolean {
  for (const rings of polygons) {
    for (const ring of rings)
      for (let at = 1; at < ring.length; at++)
        if (lineTouches(ring[at - 1]!, ring[at]!, box)) return true;
    if (isInside([box[0], box[1]], rings)) return true;
  }
  return false;
}
