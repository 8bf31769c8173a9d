import { emptyChart, frame, widthOf } from "./frame.ts";
import { land, shore, strongBar } from "./look.ts";
import { coordinate, element } from "./svg.ts";
import type { PlaceMap, PlacePolygons } from "./types.ts";

const margin = 4;
/** Points that come closer than this to the one before, in units, are left out: nobody sees them. */
const least = 0.7;

type Project = (point: readonly number[]) => readonly [number, number];

/** Around a municipality the earth is flat: degrees to units, with the width of a degree at its latitude. */
function projectionOf(polygons: PlacePolygons, width: number) {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [outer = []] of polygons)
    for (const [longitude = 0, latitude = 0] of outer) {
      west = Math.min(west, longitude);
      east = Math.max(east, longitude);
      south = Math.min(south, latitude);
      north = Math.max(north, latitude);
    }
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [across, down] = [Math.max((east - west) * squeeze, 1e-6), Math.max(north - south, 1e-6)];
  const scale = Math.min((width - 2 * margin) / across, (1.2 * width) / down);
  const left = (width - across * scale) / 2;
  const project: Project = ([longitude = 0, latitude = 0]) => [
    left + (longitude - west) * squeeze * scale,
    margin + (north - latitude) * scale,
  ];
  return { project, height: down * scale + 2 * margin };
}

function ringPath(ring: readonly (readonly number[])[], project: Project): string {
  const kept: (readonly [number, number])[] = [];
  for (const point of ring) {
    const next = project(point);
    const last = kept.at(-1);
    if (last === undefined || Math.hypot(next[0] - last[0], next[1] - last[1]) >= least)
      kept.push(next);
  }
  if (kept.length < 3) return "";
  const tenth = (value: number) => coordinate(Math.round(value * 10) / 10);
  return `M${kept.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join("L")}Z`;
}

const pathOf = (polygons: PlacePolygons, project: Project) =>
  polygons.flatMap((rings) => rings.map((ring) => ringPath(ring, project))).join("");

/** Where an area lies within another: both outlines, the area filled, with a ring around one too small to see. */
export function placeMap(chart: PlaceMap): string {
  const around = chart.around.length > 0 ? chart.around : chart.area;
  if (around.length === 0) return emptyChart(chart, "place");
  const width = widthOf(chart);
  const { project, height } = projectionOf(around, width);
  const own = chart.area.flatMap(([outer = []]) => outer.map(project));
  const middleOf = (at: 0 | 1) => {
    const values = own.map((point) => point[at]);
    const [from, to] = [Math.min(...values), Math.max(...values)];
    return { middle: (from + to) / 2, half: (to - from) / 2 };
  };
  const [x, y] = [middleOf(0), middleOf(1)];
  const isSmall = own.length > 0 && Math.max(x.half, y.half) < 9;
  return frame(chart, { kind: "place", height, links: false }, [
    element("path", {
      class: "kw-land",
      d: pathOf(around, project),
      fill: land,
      stroke: shore,
      "stroke-width": 1,
      "fill-rule": "evenodd",
    }),
    element("path", {
      class: "kw-area",
      d: pathOf(chart.area, project),
      fill: strongBar,
      "fill-rule": "evenodd",
    }),
    ...(isSmall
      ? [
          element("circle", {
            class: "kw-ring",
            cx: x.middle,
            cy: y.middle,
            r: 14,
            fill: "none",
            stroke: strongBar,
            "stroke-width": 2,
          }),
        ]
      : []),
  ]);
}
