import type { AreaShape } from "../space/index.ts";
import { packAreas } from "./packed-areas.ts";
import type { SurfaceOption } from "./surface.ts";

/** How large areas are. */
export interface AreaSizes {
  /** m² on the ellipsoid; on a plane, its unit squared. Of an area without corners 0. */
  readonly area: Float64Array;
  /** Length of all rings, holes too, in metres or the unit of the plane. */
  readonly perimeter: Float64Array;
  /** Least x, least y, largest x, largest y of each area; infinite for an area without corners. */
  readonly boxes: Float64Array;
}

/**
 * Area, perimeter and box of each area: holes are taken off, parts added, whichever way their rings run.
 *
 * In `wgs84` no map projection is involved: the area is that on the WGS 84 ellipsoid between edges that are straight in longitude and latitude, as
 * RFC 7946 (3.1.1) defines edges; exact to about 10⁻⁹. Geodesic edges, or those straight in another projection, differ by up to
 * ⅛ · d² / R · tan φ at the middle of an east–west edge of length d: at 52° N 2.5 cm for 1 km, 2.5 m for 10 km.
 *
 * @param areas in degrees or on a plane; a ring need not be closed. An area may not cross the 180th meridian: cut it there (RFC 7946, 3.1.9)
 * @throws {MeasureError} too-few without areas; not-finite; out-of-range for a corner that is no longitude and latitude
 *
 * @example
 * import { areaSizes } from "@krachtwijk/measure/areal";
 * const square = [[[0, 0], [4, 0], [4, 4], [0, 4]], [[1, 1], [2, 1], [2, 2], [1, 2]]];
 * [...areaSizes([[square]], { surface: "plane" }).area]; // → [15]
 *
 * Source: Snyder (1987), Map Projections, USGS Professional Paper 1395, p. 16–17 (area below a latitude: his q in 3–12).
 */
export function areaSizes(
  areas: readonly AreaShape[],
  { surface = "wgs84" }: SurfaceOption = {},
): AreaSizes {
  const { area, perimeter, boxes } = packAreas(areas, surface);
  return { area, perimeter, boxes };
}
