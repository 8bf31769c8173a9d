import type { AreaShape, Position } from "../space/index.ts";
import { indexOf, type PackedAreas } from "./packed-areas.ts";
import { edgeLength, type Surface } from "./surface.ts";

/** Metres per unit of x and of y, around a level. */
function scaleAt(y: number, surface: Surface): readonly [number, number] {
  const step = 1e-3;
  return [edgeLength(0, y, step, y, surface) / step, edgeLength(0, y, 0, y + step, surface) / step];
}

/** Distance from a point to an edge, in metres. */
function distanceTo(
  point: Position,
  from: Position,
  to: Position,
  [east, north]: readonly number[],
) {
  const [px, py] = [(point[0]! - from[0]!) * east!, (point[1]! - from[1]!) * north!];
  const [ex, ey] = [(to[0]! - from[0]!) * east!, (to[1]! - from[1]!) * north!];
  const square = ex * ex + ey * ey;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * ex + py * ey) / square));
  return Math.hypot(px - along * ex, py - along * ey);
}

/** Corners of one area within a distance of the border of another. */
function cornersNear(one: AreaShape, other: AreaShape, within: number, scale: readonly number[]) {
  const edges = other
    .flat()
    .flatMap((ring) => ring.map((from, at) => [from, ring[(at + 1) % ring.length]!] as const));
  return one
    .flat(2)
    .filter((corner) => edges.some(([from, to]) => distanceTo(corner, from, to, scale) <= within));
}

/** Whether two areas run along each other but for a strip, over more than the width of that strip. */
function runAlong(one: AreaShape, other: AreaShape, within: number, surface: Surface): boolean {
  const level = one[0]?.[0]?.[0]?.[1] ?? 0;
  const scale = scaleAt(level, surface);
  const near = [
    ...cornersNear(one, other, within, scale),
    ...cornersNear(other, one, within, scale),
  ];
  const first = near[0];
  if (first === undefined) return false;
  return near.some((corner) => {
    const [x, y] = [(corner[0]! - first[0]!) * scale[0]!, (corner[1]! - first[1]!) * scale[1]!];
    return Math.hypot(x, y) > 2 * within;
  });
}

/**
 * Pairs of areas of different groups that run along each other but for a strip no wider than `within` metres: neighbours whose common border was drawn twice.
 * Only areas outside of the largest group are looked at, so that a map that hangs together costs nothing.
 */
export function nearPairs(
  areas: readonly AreaShape[],
  packed: PackedAreas,
  groups: readonly (readonly number[])[],
  within: number,
): readonly (readonly [number, number])[] {
  if (groups.length < 2 || within === 0) return [];
  const groupOf = new Int32Array(areas.length).fill(-1);
  for (const [group, own] of groups.entries()) for (const area of own) groupOf[area] = group;
  const largest = groups.reduce((most, one) => (one.length > most.length ? one : most));
  const index = indexOf(packed.boxes);
  const pairs: [number, number][] = [];
  for (const group of groups) {
    if (group === largest) continue;
    for (const area of group) {
      const [left, bottom, right, top] = packed.boxes.subarray(4 * area, 4 * area + 4);
      const [east, north] = scaleAt(bottom!, packed.surface);
      const [x, y] = [within / east, within / north];
      for (const other of index.search(left! - x, bottom! - y, right! + x, top! + y))
        if (
          groupOf[other] !== groupOf[area] &&
          groupOf[other] !== -1 &&
          runAlong(areas[area]!, areas[other]!, within, packed.surface)
        )
          pairs.push([area, other]);
    }
  }
  return pairs;
}
