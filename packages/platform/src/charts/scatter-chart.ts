import { type ScaleLinear, scaleLinear } from "d3-scale";
import { horizontalAxis, roomFor, verticalAxis } from "./axes.ts";
import type { ScatterChart, ScatterPoint } from "./explore-types.ts";
import { emptyChart, frame, widthOf } from "./frame.ts";
import { bar, ink, muted, paper } from "./look.ts";
import { namedList, ring } from "./named-list.ts";
import { coordinate, element, label, wrap } from "./svg.ts";

const top = 26;

/** Widths of the points, from small to large. */
const widths = [3, 4.5, 6.5, 9, 12] as const;
const alike = 5;

interface Plot {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

const extent = (values: readonly number[]): [number, number] => {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return low === high ? [low - Math.max(1, Math.abs(low) * 0.1), high + 1] : [low, high];
};

/**
 * Points as one line with round ends for each size: thousands of elements would be too much for a phone. Points on
 * the same spot, to the unit, are drawn once where there are many.
 */
function cloud(points: readonly ScatterPoint[], { x, y }: Plot): string[] {
  const grain = points.length > 1500 ? 1 : 0.1;
  const round = (value: number) => coordinate(Math.round(value / grain) * grain);
  const bySize = new Map<number, Set<string>>();
  for (const point of points) {
    const size = point.size === undefined ? alike : widths[point.size]!;
    const spots = bySize.get(size) ?? new Set();
    spots.add(`M${round(x(point.x))} ${round(y(point.y))}h0`);
    bySize.set(size, spots);
  }
  // Large ones first, so that small ones stay in sight.
  return [...bySize]
    .sort(([a], [b]) => b - a)
    .map(([size, spots]) =>
      element("path", {
        class: "kw-cloud",
        d: [...spots].join(""),
        fill: "none",
        stroke: bar,
        "stroke-opacity": points.length > 300 ? 0.45 : 0.75,
        "stroke-width": size,
        "stroke-linecap": "round",
      }),
    );
}

/** The part of the line that lies in the plot. */
function linePart({ line }: ScatterChart, { x, y }: Plot): string[] {
  if (line === null) return [];
  const [x0, x1] = x.domain() as [number, number];
  const [y0, y1] = y.domain() as [number, number];
  const at = (value: number) => line.intercept + line.slope * value;
  const back = (value: number) => (value - line.intercept) / line.slope;
  const inside = (one: number) => Math.min(Math.max(one, x0), x1);
  const ends =
    line.slope === 0 ? [x0, x1] : [inside(back(y0)), inside(back(y1))].sort((a, b) => a - b);
  const [from, to] = line.slope === 0 ? [x0, x1] : [Math.max(x0, ends[0]!), Math.min(x1, ends[1]!)];
  return [
    element("line", {
      class: "kw-fit",
      stroke: ink,
      "stroke-width": 1.8,
      "stroke-dasharray": "7 4",
      x1: x(from),
      y1: y(at(from)),
      x2: x(to),
      y2: y(at(to)),
    }),
  ];
}

const letterOf = (at: number) => String.fromCharCode(65 + at);

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where a letter can stand, the nearest first: around its ring, then farther out. */
const spotsAround = ({ x, y }: Spot): readonly Spot[] =>
  [11, 19, 28, 40].flatMap((far) =>
    [-45, -135, 45, 135, 0, 180, -90, 90].map((degrees) => ({
      x: x + far * Math.cos((degrees * Math.PI) / 180),
      y: y + far * Math.sin((degrees * Math.PI) / 180),
    })),
  );

/** A ring and a letter for each that is named; a letter goes where no other one and no other ring stands. */
function letters({ named }: ScatterChart, { x, y, left, right, bottom }: Plot): string[] {
  const rings = named.map((point) => ({ x: x(point.x), y: y(point.y) }));
  const taken: Spot[] = [];
  const isInside = (spot: Spot) =>
    spot.x > left + 6 && spot.x < right - 6 && spot.y > top + 6 && spot.y < bottom - 6;
  const words = rings.map((own, at) => {
    const others = [...taken, ...rings.filter((one) => one !== own)];
    const around = spotsAround(own).filter(isInside);
    const room = (spot: Spot) =>
      Math.min(...others.map((other) => Math.hypot(other.x - spot.x, other.y - spot.y)));
    const roomiest = around.reduce((best, one) => (room(one) > room(best) ? one : best), own);
    const spot = around.find((one) => room(one) > 10) ?? roomiest;
    taken.push(spot);
    return label(letterOf(at), spot.x, spot.y + 4, {
      class: "kw-label kw-halo",
      "text-anchor": "middle",
      "font-weight": "bold",
      stroke: paper,
      "stroke-width": 3,
      "paint-order": "stroke",
    });
  });
  return [...rings.map((one) => ring(one.x, one.y)), ...words];
}

/** Two measures of many areas, with the line through them and the farthest from it by name. */
export function scatterChart(chart: ScatterChart): string {
  if (chart.points.length === 0) return emptyChart(chart, "scatter");
  const width = widthOf(chart);
  const bottom = top + Math.min(340, Math.round(width * 0.72));
  const xs = extent(chart.points.map((point) => point.x));
  const ys = extent(chart.points.map((point) => point.y));
  const y = scaleLinear(ys, [bottom, top]).nice(5);
  const yTicks = y.ticks(5).map((value) => ({ at: y(value), shown: chart.formatY(value) }));
  const [left, right] = [roomFor(yTicks) + 4, width - 10];
  const x = scaleLinear(xs, [left + 8, right - 6]);
  const xTicks = x
    .ticks(width > 500 ? 7 : 4)
    .map((value) => ({ at: x(value), shown: chart.formatX(value) }));
  const plot = { x, y, left, right, bottom };
  const below = wrap(chart.xLabel, width - 8, 12);
  const list = namedList(
    chart.namedTitle,
    chart.named.map(({ label: name, shown }, at) => ({ letter: letterOf(at), label: name, shown })),
    { top: bottom + 36 + below.length * 15, width },
  );
  return frame(chart, { kind: "scatter", height: list.bottom + 6, links: false }, [
    label(chart.yLabel, 0, 12, { fill: ink }),
    ...verticalAxis(yTicks, left, right),
    ...horizontalAxis(xTicks, bottom, width),
    ...cloud(chart.points, plot),
    ...linePart(chart, plot),
    ...letters(chart, plot),
    ...below.map((line, at) =>
      label(line, width - 4, bottom + 36 + at * 15, {
        "text-anchor": "end",
        class: "kw-label kw-muted",
        fill: muted,
      }),
    ),
    ...list.parts,
  ]);
}
