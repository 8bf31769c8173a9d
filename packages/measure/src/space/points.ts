import {
  MeasureError,
  type Numbers,
  requireBetween,
  requireFinite,
  requireSameLength,
} from "../numeric/index.ts";

/** How distances are measured: on a flat map, in its unit; or over a sphere of the size of the earth, in kilometres. */
export type Metric = "planar" | "great-circle";

/** One point per area. */
export interface Points {
  /** In any unit; degrees of longitude, −180 to 180, for a great circle. */
  readonly x: Numbers;
  /** In the unit of x; degrees of latitude, −90 to 90, for a great circle. */
  readonly y: Numbers;
  /** Default planar. */
  readonly metric?: Metric;
}

/** Mean radius of the earth in kilometres (Moritz 2000, Journal of Geodesy 74, 128–133: GRS 80). */
const earthRadiusKm = 6371.0088;

/** @throws {MeasureError} length-mismatch; not-finite; out-of-range if degrees are not degrees */
export function requirePoints({ x, y, metric = "planar" }: Points): void {
  requireSameLength("y", y, "x", x.length);
  requireFinite("x", x);
  requireFinite("y", y);
  if (metric === "planar") return;
  for (let at = 0; at < x.length; at++) {
    requireBetween(`x[${at}], a longitude,`, x[at]!, -180, 180);
    requireBetween(`y[${at}], a latitude,`, y[at]!, -90, 90);
  }
}

/** Points in a space where straight lines order distances: the map itself, or the unit sphere. */
export function spaceOf({ x, y, metric = "planar" }: Points): Float64Array {
  const space = new Float64Array(3 * x.length);
  for (let at = 0; at < x.length; at++) {
    if (metric === "planar") space.set([x[at]!, y[at]!, 0], 3 * at);
    else {
      const [longitude, latitude] = [(x[at]! * Math.PI) / 180, (y[at]! * Math.PI) / 180];
      const level = Math.cos(latitude);
      space.set(
        [level * Math.cos(longitude), level * Math.sin(longitude), Math.sin(latitude)],
        3 * at,
      );
    }
  }
  return space;
}

/** A distance, from the straight line of `spaceOf`. */
export function distanceOf(straight: number, metric: Metric = "planar"): number {
  return metric === "planar" ? straight : 2 * earthRadiusKm * Math.asin(Math.min(1, straight / 2));
}

/** The straight line of a distance. */
export function straightOf(distance: number, metric: Metric = "planar"): number {
  if (metric === "planar") return distance;
  const angle = distance / earthRadiusKm;
  return angle >= Math.PI ? Infinity : 2 * Math.sin(angle / 2);
}

/** The straight line between two points, squared. */
export function squaredStraight(space: Float64Array, one: number, other: number): number {
  const a = space[3 * one]! - space[3 * other]!;
  const b = space[3 * one + 1]! - space[3 * other + 1]!;
  const c = space[3 * one + 2]! - space[3 * other + 2]!;
  return a * a + b * b + c * c;
}

/** @throws {MeasureError} out-of-range if a distance is not above 0 */
export function requireDistance(name: string, distance: number): void {
  if (!(distance > 0))
    throw new MeasureError("out-of-range", `${name} is ${distance}; it must be above 0.`, {
      name,
      distance,
    });
}
