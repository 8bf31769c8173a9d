import { geoMercator } from "d3-geo";

/** Rings of longitude and latitude, as GeoJSON has them: the first of each polygon is its outside. */
export type MapPolygons = readonly (readonly (readonly (readonly number[])[])[])[];

/** West, south, east, north, in degrees. */
export type MapBox = readonly [number, number, number, number];

/** A sheet on which areas are drawn: what is projected on it fits in `width` by `height` units. */
export interface Ground {
  readonly box: MapBox;
  readonly width: number;
  readonly height: number;
  /** Units in one step of the paths. */
  readonly step: number;
  /** The outlines in whole steps, as SVG path data; empty when nothing of a step's size is left. */
  readonly pathOf: (polygons: MapPolygons) => string;
  readonly placeOf: (
    longitude: number,
    latitude: number,
  ) => { readonly x: number; readonly y: number };
}

const margin = 4;

/** A ring in whole steps, each point different from the one before. */
function stepsOf(
  ring: readonly (readonly number[])[],
  at: (point: readonly number[]) => readonly [number, number],
): readonly (readonly [number, number])[] {
  const steps: (readonly [number, number])[] = [];
  for (const point of ring) {
    const step = at(point);
    const last = steps.at(-1);
    if (last !== undefined && last[0] === step[0] && last[1] === step[1]) continue;
    // Three in a row on one upright or level line: the one between says nothing.
    const before = steps.at(-2);
    if (
      last !== undefined &&
      before !== undefined &&
      ((before[0] === last[0] && last[0] === step[0]) ||
        (before[1] === last[1] && last[1] === step[1]))
    )
      steps.pop();
    steps.push(step);
  }
  const [first, last] = [steps[0], steps.at(-1)];
  if (steps.length > 1 && first![0] === last![0] && first![1] === last![1]) steps.pop();
  return steps;
}

/** Path data of a ring, each point as the way from the one before. */
function ringPath(steps: readonly (readonly [number, number])[]): string {
  if (steps.length < 3) return "";
  let [x, y] = steps[0]!;
  let path = `M${x} ${y}l`;
  for (const [at, [toX, toY]] of steps.slice(1).entries()) {
    const [right, down] = [toX - x, toY - y];
    path += `${at > 0 && right >= 0 ? " " : ""}${right}${down >= 0 ? " " : ""}${down}`;
    [x, y] = [toX, toY];
  }
  return `${path}z`;
}

/**
 * A sheet for what lies in a box. Neighbours share their borders exactly: every point is rounded to the same grid,
 * so that no gaps come between them however coarse it is.
 * @param options.step units of the grid; 0.1 for some hundred areas, 0.5 and more for thousands
 */
export function groundFor(
  box: MapBox,
  { width, step }: { readonly width: number; readonly step: number },
): Ground {
  const [west, south, east, north] = box;
  const corners = {
    type: "MultiPoint" as const,
    coordinates: [
      [west, south],
      [east, north],
    ],
  };
  const projection = geoMercator().fitWidth(width - 2 * margin, corners);
  const [, top] = projection([west, north])!;
  const [left] = projection([west, north])!;
  const [, bottom] = projection([west, south])!;
  const placeOf = (longitude: number, latitude: number) => {
    const [x, y] = projection([longitude, latitude])!;
    return { x: x - left + margin, y: y - top + margin };
  };
  const at = (point: readonly number[]): readonly [number, number] => {
    const { x, y } = placeOf(point[0]!, point[1]!);
    return [Math.round(x / step), Math.round(y / step)];
  };
  return {
    box,
    width,
    height: bottom - top + 2 * margin,
    step,
    pathOf: (polygons) =>
      polygons.flatMap((rings) => rings.map((ring) => ringPath(stepsOf(ring, at)))).join(""),
    placeOf,
  };
}
