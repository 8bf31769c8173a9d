/**
 * What coordinates mean. `wgs84`: longitude and latitude in degrees, edges straight in these (as GeoJSON defines them), areas in m² on the
 * ellipsoid. `plane`: x and y in one unit on a flat map, areas in its square.
 */
export type Surface = "wgs84" | "plane";

/** How a surface is chosen. */
export interface SurfaceOption {
  /** Default wgs84. */
  readonly surface?: Surface;
}

const radian = Math.PI / 180;
const semiMajor = 6_378_137;
const semiMinor = 6_356_752.314_245_179;
const e2 = 1 - (semiMinor / semiMajor) ** 2;

/**
 * Area in m² between the equator and a latitude, per degree of longitude. On the ellipsoid b² ∫ cos φ / (1 − e² sin² φ)² dφ, here by its series in
 * sin φ, whose first term left out is below 10⁻¹³ of the whole. It rises with latitude: that is what makes it an axis of an equal-area map.
 */
function belowLatitude(degrees: number): number {
  const s = Math.sin(degrees * radian);
  const t = e2 * s * s;
  const series = 1 + t * (2 / 3 + t * (3 / 5 + t * (4 / 7 + t * (5 / 9 + t * (6 / 11)))));
  return semiMinor * semiMinor * radian * s * series;
}

/** The area axis at y: what lies below it, per unit of x. */
export const baseOf = (y: number, surface: Surface): number =>
  surface === "plane" ? y : belowLatitude(y);

/** Area below a line over a width of x, and above `base`. Simpson's rule: off by (Δφ)⁴ / 2880, 3 · 10⁻¹¹ for an edge of a degree. */
export function stripBelow(
  width: number,
  y0: number,
  y1: number,
  base: number,
  surface: Surface,
): number {
  if (surface === "plane") return width * ((y0 + y1) / 2 - base);
  const middle = belowLatitude((y0 + y1) / 2);
  return width * ((belowLatitude(y0) + 4 * middle + belowLatitude(y1)) / 6 - base);
}

/** Length in metres of a short straight edge, by the radii of curvature in its middle: 10⁻⁶ of it off for an edge of 10 km. */
export function edgeLength(x0: number, y0: number, x1: number, y1: number, surface: Surface) {
  if (surface === "plane") return Math.hypot(x1 - x0, y1 - y0);
  const middle = ((y0 + y1) / 2) * radian;
  const root = Math.sqrt(1 - e2 * Math.sin(middle) ** 2);
  const east = (semiMajor / root) * Math.cos(middle) * (x1 - x0) * radian;
  const north = ((semiMajor * (1 - e2)) / root ** 3) * (y1 - y0) * radian;
  return Math.hypot(east, north);
}
