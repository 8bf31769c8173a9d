import { scaleLinear, scaleUtc } from "d3-scale";
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from "d3-shape";
import { formatNumber } from "#kernel";
import { emptyChart, frame, widthOf } from "./frame.ts";
import { hairline, ink, lineLooks, muted, paper, textSize } from "./look.ts";
import { spreadLabels } from "./spread-labels.ts";
import { coordinate, element, label, textWidth, wrap } from "./svg.ts";
import type { TrendChart, TrendPoint, TrendSeries } from "./types.ts";

const marks = {
  circle: symbolCircle,
  square: symbolSquare,
  diamond: symbolDiamond,
  triangle: symbolTriangle,
};
const lineHeight = 14;
const top = 26;
const plotHeight = 190;
const bottom = top + plotHeight;

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Scales {
  readonly x: (isoDate: string) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly shown: string }[];
  readonly left: number;
  readonly right: number;
}
/** The name and last value of a line, to stand beside its end. */
interface EndLabel {
  readonly lines: readonly string[];
  readonly end: Point;
  readonly series: number;
}

const moment = (isoDate: string) => new Date(`${isoDate.slice(0, 10)}T00:00:00Z`);
const valuesOf = (series: readonly TrendSeries[]) =>
  series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
const lastKnown = ({ points }: TrendSeries) => points.findLast(({ value }) => value !== null);

/** Ticks as whole numbers unless the values are so small that whole numbers would all read the same. */
function plainTick(chart: TrendChart, step: number) {
  const decimals = step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step)));
  return (value: number) => formatNumber(value, chart.language, { decimals });
}

function scales(chart: TrendChart, labelRoom: number): Scales {
  const values = valuesOf([...chart.series, ...(chart.background ?? [])]);
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const y = scaleLinear([low, high], [bottom, top]).nice(4);
  const ticks = y.ticks(4);
  const format = chart.formatTick ?? plainTick(chart, Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0)));
  const shown = ticks.map((value) => ({ at: y(value), shown: format(value) }));
  const left = Math.max(...shown.map((tick) => textWidth(tick.shown, textSize))) + 16;
  const right = widthOf(chart) - labelRoom - 12;
  const moments = chart.series.flatMap(({ points }) => points.map(({ at }) => +moment(at)));
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const x = scaleUtc([first, last], first === last ? [right, right] : [left, right]);
  return { x: (isoDate) => x(moment(isoDate)), y, ticks: shown, left, right };
}

function axis({ ticks, left, right }: Scales): string[] {
  return ticks.map(({ at, shown }) =>
    element(
      "g",
      { class: "kw-tick" },
      element("line", {
        class: "kw-grid",
        stroke: hairline,
        x1: left - 8,
        x2: right + 6,
        y1: at,
        y2: at,
      }),
      label(shown, left - 12, at + 4, {
        "text-anchor": "end",
        fill: muted,
        class: "kw-label kw-muted",
      }),
    ),
  );
}

/** The periods below the axis: the first, the last, and of those between as many as leave each other room. */
function periods(chart: TrendChart, { x, right }: Scales): string[] {
  const unique = new Map(
    chart.series.flatMap(({ points }) => points.map(({ at, label }) => [at, label])),
  );
  const inTime = [...unique].sort(([a], [b]) => (a < b ? -1 : 1));
  const places = inTime.map(([at, words]) => {
    const half = textWidth(words, textSize) / 2;
    return { words, half, middle: Math.min(Math.max(x(at), half), right + 12) };
  });
  const fits = (one: (typeof places)[number], other: (typeof places)[number]) =>
    Math.abs(one.middle - other.middle) >= one.half + other.half + 4;
  const ends = [places.at(-1)!, places[0]!];
  const kept = places.length > 1 && fits(ends[0]!, ends[1]!) ? ends : [ends[0]!];
  for (const place of places) if (kept.every((other) => fits(place, other))) kept.push(place);
  return kept
    .sort((one, other) => one.middle - other.middle)
    .map(({ words, middle }) =>
      label(words, middle, bottom + 18, {
        "text-anchor": "middle",
        fill: muted,
        class: "kw-label kw-muted",
      }),
    );
}

function lineOf({ points }: TrendSeries, at: number, { x, y }: Scales): string {
  const look = lineLooks[at % lineLooks.length]!;
  const path = line<TrendPoint>()
    .defined(({ value }) => value !== null)
    .x((point) => x(point.at))
    .y((point) => y(point.value ?? 0))
    .digits(2)(points);
  const mark = symbol(marks[look.mark], 38).digits(2)() ?? "";
  const dots = points.flatMap((point) =>
    point.value === null
      ? []
      : [
          element("path", {
            class: `kw-point kw-series-${at}`,
            d: mark,
            transform: `translate(${coordinate(x(point.at))} ${coordinate(y(point.value))})`,
            fill: look.stroke,
            stroke: paper,
            "stroke-width": 1,
          }),
        ],
  );
  return element(
    "g",
    { class: "kw-series" },
    element("path", {
      class: `kw-line kw-series-${at}`,
      d: path,
      fill: "none",
      stroke: look.stroke,
      "stroke-width": look.width,
      "stroke-dasharray": look.dash,
      "stroke-linejoin": "round",
    }),
    ...dots,
  );
}

/** The areas that stand behind the lines, as one pale path; a gap breaks its line. */
function backgroundPart({ background = [] }: TrendChart, { x, y }: Scales): string[] {
  const path = line<TrendPoint>()
    .defined(({ value }) => value !== null)
    .x((point) => Math.round(x(point.at)))
    .y((point) => Math.round(y(point.value ?? 0)));
  const lines = new Set(background.map(({ points }) => path(points) ?? ""));
  if (lines.size === 0) return [];
  const d = [...lines].join("");
  return [element("path", { class: "kw-background", d, fill: "none", stroke: hairline })];
}

/** Labels from the top down, none over another. */
function spread(labels: readonly EndLabel[]): readonly (EndLabel & { readonly y: number })[] {
  const sorted = [...labels].sort((a, b) => a.end.y - b.end.y);
  const tops = spreadLabels(
    sorted.map(({ lines, end }) => ({ middle: end.y, height: lines.length * lineHeight + 4 })),
    bottom + 6,
  );
  return sorted.map((one, at) => ({ ...one, y: tops[at]! }));
}

function endLabels(labels: readonly EndLabel[], right: number): string[] {
  return spread(labels).map(({ lines, end, series, y }) => {
    const middle = y + (lines.length * lineHeight) / 2;
    const leader = element("path", {
      class: "kw-leader",
      d: `M${coordinate(end.x + 5)} ${coordinate(end.y)}L${coordinate(right + 9)} ${coordinate(middle)}`,
      stroke: muted,
      "stroke-width": 0.75,
      fill: "none",
    });
    const words = lines.map((words, at) =>
      label(words, right + 12, y + 11 + at * lineHeight, {
        "font-weight": at === 0 ? "bold" : null,
      }),
    );
    const far = end.x < right - 2 || Math.abs(middle - end.y) > 5;
    return element(
      "g",
      { class: `kw-end kw-series-${series}` },
      ...(far ? [leader] : []),
      ...words,
    );
  });
}

/** A few lines over time, each with its name and last value beside its end, and marks and dashes of its own. */
export function trendChart(chart: TrendChart): string {
  const known = chart.series.filter((series) => lastKnown(series) !== undefined);
  if (known.length === 0) return emptyChart(chart, "trend");
  const drawn = { ...chart, series: known };
  const room = widthOf(chart) * 0.36;
  const words = known.map((series) => [
    lastKnown(series)!.shown,
    ...wrap(series.label, room, textSize),
  ]);
  const labelRoom = Math.max(...words.flat().map((line) => textWidth(line, textSize)));
  const on = scales(drawn, labelRoom);
  const ends = known.map((series, at) => {
    const last = lastKnown(series)!;
    return { lines: words[at]!, end: { x: on.x(last.at), y: on.y(last.value!) }, series: at };
  });
  // Drawn last to first, so that the line the drawing is about lies on top.
  const lines = known.map((series, at) => lineOf(series, at, on)).reverse();
  return frame(chart, { kind: "trend", height: bottom + 26, links: false }, [
    label(chart.yLabel, 0, 12, { fill: ink }),
    ...axis(on),
    ...periods(drawn, on),
    ...backgroundPart(chart, on),
    ...lines,
    ...endLabels(ends, on.right),
  ]);
}
