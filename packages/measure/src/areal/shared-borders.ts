import type { AreaShape } from "../space/index.ts";
import { requireShapes } from "./packed-areas.ts";
import { edgeLength, type SurfaceOption } from "./surface.ts";
import { tilingOf } from "./tiling.ts";

/** Borders between two areas, each pair once. */
export interface SharedBorders {
  /** The lower and the higher number of each pair. */
  readonly one: Int32Array;
  readonly other: Int32Array;
  /** Metres, or the unit of the plane. */
  readonly length: Float64Array;
  /** Of each area, the length of its border that no other area has: coast, the edge of the map, or a seam. */
  readonly alone: Float64Array;
}

/**
 * How long the border is that two areas share, for every two that share one. A piece counts where both areas run along it, also with other corners.
 * Two drawings of one border that differ by more than the grid share nothing there: see `checkBoundaries` for seams.
 *
 * @param options.grid corners this close together are one, in the unit of the coordinates; default 10⁻⁷ degree
 * @throws {MeasureError} too-few without areas; not-finite; out-of-range for a corner that is no longitude and latitude
 *
 * @example
 * import { sharedBorders } from "@krachtwijk/measure/areal";
 * const box = (left, top) => [[[[left, 0], [left + 1, 0], [left + 1, top], [left, top]]]];
 * const { one, other, length, alone } = sharedBorders([box(0, 3), box(1, 2)], { surface: "plane" });
 * [[...one], [...other], [...length], [...alone]]; // → [[0], [1], [2], [6, 4]]
 */
export function sharedBorders(
  areas: readonly AreaShape[],
  { surface = "wgs84", grid: step }: SurfaceOption & { readonly grid?: number } = {},
): SharedBorders {
  requireShapes(areas, surface);
  const { grid, settled, open } = tilingOf(areas, surface, step);
  const lengths = new Map<number, number>();
  const alone = new Float64Array(areas.length);
  for (const { low, high, left, right } of [...settled, ...open]) {
    const length = edgeLength(grid.x(low), grid.y(low), grid.x(high), grid.y(high), surface);
    if (left.length === 0 || right.length === 0)
      for (const area of [...left, ...right]) alone[area]! += length;
    for (const mine of new Set(left))
      for (const theirs of new Set(right)) {
        if (mine === theirs) continue;
        const key = Math.min(mine, theirs) * areas.length + Math.max(mine, theirs);
        lengths.set(key, (lengths.get(key) ?? 0) + length);
      }
  }
  const keys = [...lengths.keys()].sort((a, b) => a - b);
  return {
    one: Int32Array.from(keys, (key) => Math.floor(key / areas.length)),
    other: Int32Array.from(keys, (key) => key % areas.length),
    length: Float64Array.from(keys, (key) => lengths.get(key)!),
    alone,
  };
}
