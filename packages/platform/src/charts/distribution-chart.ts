import { scaleLinear } from "d3-scale";
import { formatNumber } from "#kernel";
import { horizontalAxis, roomFor, verticalAxis } from "./axes.ts";
import type { DistributionChart } from "./explore-types.ts";
import { emptyChart, frame, widthOf } from "./frame.ts";
import { bar, ink, muted, paper } from "./look.ts";
import { namedList, ring } from "./named-list.ts";
import { element, label, textWidth } from "./svg.ts";

const top = 40;
const plotHeight = 170;
const base = top + plotHeight;
const boxMiddle = base + 52;
const boxHalf = 11;

type X = (value: number) => number;

/** The box with its whiskers, and a ring for every value beyond them. */
function boxParts({ box, outliers }: DistributionChart, x: X): string[] {
  const [low, high] = box.whiskers;
  const stroke = { class: "kw-box-line", stroke: ink, "stroke-width": 1.2 };
  const upright = (value: number, half: number, width = 1.2) =>
    element("line", {
      ...stroke,
      "stroke-width": width,
      x1: x(value),
      x2: x(value),
      y1: boxMiddle - half,
      y2: boxMiddle + half,
    });
  const across = (from: number, to: number) =>
    element("line", { ...stroke, x1: x(from), x2: x(to), y1: boxMiddle, y2: boxMiddle });
  // A ring for each of thousands would be heavy, and rings on one spot look like one.
  const spots = [...new Set(outliers.map((value) => Math.round(x(value))))];
  return [
    across(low, box.lowerQuartile),
    across(box.upperQuartile, high),
    upright(low, 6),
    upright(high, 6),
    element("rect", {
      class: "kw-box",
      fill: paper,
      stroke: ink,
      x: x(box.lowerQuartile),
      y: boxMiddle - boxHalf,
      width: Math.max(1, x(box.upperQuartile) - x(box.lowerQuartile)),
      height: 2 * boxHalf,
    }),
    upright(box.median, boxHalf, 3),
    ...spots.map((spot) => ring(spot, boxMiddle)),
  ];
}

/** The line to compare with, its name on the side where there is room. */
function markParts({ mark }: DistributionChart, x: X, width: number): string[] {
  if (mark === null || mark === undefined) return [];
  const at = x(mark.value);
  const words = `${mark.label}: ${mark.shown}`;
  const half = textWidth(words, 12) / 2;
  return [
    element("line", {
      class: "kw-mark-line",
      stroke: ink,
      "stroke-dasharray": "4 3",
      x1: at,
      x2: at,
      y1: top - 8,
      y2: base,
    }),
    label(words, Math.min(Math.max(at, half), width - half), top - 12, { "text-anchor": "middle" }),
  ];
}

/** Bars that count areas by value, a box with whiskers below them, and the farthest outliers by name. */
export function distributionChart(chart: DistributionChart): string {
  const [first, last] = [chart.bins[0], chart.bins.at(-1)];
  if (first === undefined || last === undefined) return emptyChart(chart, "distribution");
  const width = widthOf(chart);
  const most = Math.max(...chart.bins.map(({ count }) => count));
  const y = scaleLinear([0, most], [base, top]).nice(3);
  const ticks = y.ticks(3).filter(Number.isInteger);
  const yTicks = ticks.map((value) => ({
    at: y(value),
    shown: formatNumber(value, chart.language),
  }));
  const left = roomFor(yTicks);
  const ends = [first.from, last.to, ...chart.outliers, ...chart.box.whiskers];
  if (chart.mark) ends.push(chart.mark.value);
  const low = ends.reduce((a, b) => Math.min(a, b));
  const high = ends.reduce((a, b) => Math.max(a, b));
  const slack = low === high ? Math.max(Math.abs(low) * 0.1, 1) : 0;
  const x = scaleLinear([low - slack, high + slack], [left + 6, width - 10]);
  const bars = chart.bins
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => {
      const [begin, end] = from === to ? [x(from) - 8, x(to) + 8] : [x(from), x(to)];
      return element("rect", {
        class: "kw-bar",
        fill: bar,
        x: begin + 0.5,
        y: y(count),
        width: Math.max(1, end - begin - 1),
        height: base - y(count),
      });
    });
  const xTicks = x.ticks(width > 500 ? 7 : 4).map((value) => ({
    at: x(value),
    shown: chart.formatTick(value),
  }));
  const list = namedList(
    chart.namedTitle,
    chart.named.map((one) => ({ letter: "", ...one })),
    { top: boxMiddle + 44, width },
  );
  return frame(chart, { kind: "distribution", height: list.bottom + 6, links: false }, [
    label(chart.yLabel, 0, 12, { fill: ink }),
    ...verticalAxis(yTicks, left, width - 4),
    ...bars,
    ...markParts(chart, x, width),
    ...horizontalAxis(xTicks, base, width),
    ...boxParts(chart, x),
    label(chart.xLabel, width - 4, boxMiddle + 30, {
      "text-anchor": "end",
      class: "kw-label kw-muted",
      fill: muted,
    }),
    ...list.parts,
  ]);
}
