import { scaleLinear } from "d3-scale";
import type { SlopeChart, SlopeRow } from "./explore-types.ts";
import { emptyChart, frame, widthOf } from "./frame.ts";
import { better, hairline, muted, textSize, worse } from "./look.ts";
import { spreadLabels } from "./spread-labels.ts";
import { coordinate, element, label, textWidth, wrap } from "./svg.ts";

const top = 26;
const lineHeight = 14;

/** Better is a whole line, worse a dashed one, neither a dotted one: colour is not the only sign. */
const looks = {
  better: { class: "kw-better", stroke: better, dash: null },
  worse: { class: "kw-worse", stroke: worse, dash: "6 3" },
  neither: { class: "kw-same", stroke: muted, dash: "1.5 2.5" },
} as const;
const lookOf = ({ improved }: SlopeRow) =>
  improved === null ? looks.neither : improved ? looks.better : looks.worse;

interface Plot {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly y: (value: number) => number;
}

/** All others as one pale path; lines that lie on each other are drawn once. */
function othersPart({ others }: SlopeChart, { left, right, y }: Plot): string[] {
  const even = (value: number) => 2 * Math.round(y(value) / 2); // finer would be heavy with thousands
  const lines = new Set(
    others.map(
      ([from, to]) => `M${coordinate(left)} ${even(from)}L${coordinate(right)} ${even(to)}`,
    ),
  );
  if (lines.size === 0) return [];
  return [
    element("path", {
      class: "kw-others",
      d: [...lines].join(""),
      fill: "none",
      stroke: hairline,
      "stroke-width": 1,
    }),
  ];
}

function rowParts(
  row: SlopeRow,
  plot: Plot,
  places: { readonly left: number; readonly right: number; readonly lines: readonly string[] },
): string {
  const look = lookOf(row);
  const { left, right, y } = plot;
  const [begin, end] = [y(row.from), y(row.to)];
  const leftMiddle = places.left + lineHeight / 2;
  const rightMiddle = places.right + (places.lines.length * lineHeight) / 2;
  const leader = (x1: number, y1: number, x2: number, y2: number) =>
    Math.abs(y1 - y2) < 4
      ? ""
      : element("line", {
          class: "kw-leader",
          stroke: muted,
          "stroke-width": 0.75,
          x1,
          y1,
          x2,
          y2,
        });
  const dot = (cx: number, cy: number) =>
    element("circle", { class: `kw-slope-end ${look.class}`, cx, cy, r: 3, fill: look.stroke });
  return element(
    "g",
    { class: "kw-slope" },
    element("line", {
      class: `kw-slope-line ${look.class}`,
      stroke: look.stroke,
      "stroke-width": 2,
      "stroke-dasharray": look.dash,
      x1: left,
      y1: begin,
      x2: right,
      y2: end,
    }),
    dot(left, begin),
    dot(right, end),
    leader(left - 3, begin, left - 13, leftMiddle),
    leader(right + 3, end, right + 13, rightMiddle),
    label(row.shownFrom, left - 16, leftMiddle + 4, { "text-anchor": "end" }),
    ...places.lines.map((words, at) =>
      label(words, right + 16, places.right + 11 + at * lineHeight, {
        "font-weight": at === 0 ? "bold" : null,
      }),
    ),
  );
}

/** Areas as lines from one period to another: those that are named over all others. */
export function slopeChart(chart: SlopeChart): string {
  const { named, others } = chart;
  if (named.length === 0) return emptyChart(chart, "slope");
  const width = widthOf(chart);
  const room = width * 0.46;
  const lines = named.map((row) => [row.shownTo, ...wrap(row.label, room, textSize)]);
  const heights = lines.map((one) => one.length * lineHeight + 4);
  const bottom = top + Math.max(220, heights.reduce((sum, one) => sum + one, 0) + 10);
  const values = [...named.flatMap(({ from, to }) => [from, to]), ...others.flat()];
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [bottom - 6, top + 12]);
  const left =
    Math.max(
      ...named.map(({ shownFrom }) => textWidth(shownFrom, textSize)),
      textWidth(chart.fromLabel, textSize) / 2,
    ) + 18;
  const names = Math.max(...lines.flat().map((line) => textWidth(line, textSize)));
  const right = Math.max(width - names - 18, left + 40);
  const plot = { left, right, bottom, y };
  const shifted = (tops: readonly number[]) => tops.map((one) => one + top);
  const lefts = shifted(
    spreadLabels(
      named.map(({ from }) => ({ middle: y(from) - top, height: lineHeight + 2 })),
      bottom - top,
    ),
  );
  const rights = shifted(
    spreadLabels(
      named.map(({ to }, at) => ({ middle: y(to) - top, height: heights[at]! })),
      bottom - top,
    ),
  );
  const axes = [left, right].map((x) =>
    element("line", { class: "kw-axis", stroke: muted, x1: x, x2: x, y1: top, y2: bottom }),
  );
  return frame(chart, { kind: "slope", height: bottom + 6, links: false }, [
    label(chart.fromLabel, 0, 12, { "font-weight": "bold" }),
    label(chart.toLabel, right, 12, { "font-weight": "bold" }),
    ...axes,
    ...othersPart(chart, plot),
    ...named.map((row, at) =>
      rowParts(row, plot, { left: lefts[at]!, right: rights[at]!, lines: lines[at]! }),
    ),
  ]);
}
