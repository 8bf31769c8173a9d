import { type ScaleLinear, scaleLinear } from "d3-scale";
import { hairline, ink, muted, textSize } from "./look.ts";
import { element, label, textWidth, wrap } from "./svg.ts";
import type { BarMark, BarRow } from "./types.ts";

/** How a bar looks: its class for the style sheet, and the colour without one. */
export interface BarLook {
  readonly class: string;
  readonly fill: string;
}

/** Rows of bars that share one scale, to be drawn from a height down. */
export interface Bars {
  readonly rows: readonly (BarRow & { readonly look: BarLook })[];
  readonly mark: BarMark | null;
  readonly width: number;
  readonly top: number;
}

interface Plan {
  /** Where a row's words stand: beside its bar, or above it where the words would leave no room for bars. */
  readonly labels: "beside" | "above";
  readonly x: ScaleLinear<number, number>;
  readonly width: number;
}

const lineHeight = 15;
const besidePitch = 18;
const besideBar = 11;
const aboveBar = 6;
const gap = 5;

const widest = (words: readonly string[]) =>
  words.reduce((most, word) => Math.max(most, textWidth(word, textSize)), 0);

function plan(bars: Bars): Plan {
  const { rows, mark, width } = bars;
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  if (mark !== null) values.push(mark.value);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const domain = low === high ? [0, 1] : [low, high];
  const labels = widest(rows.map((row) => row.label)) * 1.04;
  if (labels > width * 0.44)
    return { labels: "above", width, x: scaleLinear(domain, [1, width - 1]) };
  const shown = (side: (value: number) => boolean) =>
    widest(rows.flatMap((row) => (row.value !== null && side(row.value) ? [row.shown] : [])));
  const left = labels + 10 + (low < 0 ? shown((value) => value < 0) + gap : 0);
  const right = width - shown((value) => value >= 0) - gap;
  return { labels: "beside", width, x: scaleLinear(domain, [left, Math.max(right, left + 20)]) };
}

function barOf(row: BarRow, { x }: Plan, y: number, height: number, look: BarLook): string {
  if (row.value === null) return "";
  const [from, to] = [x(0), x(row.value)];
  return element("rect", {
    class: look.class,
    fill: look.fill,
    x: Math.min(from, to),
    y,
    // A value that is not zero must be seen, however small.
    width: row.value === 0 ? 0 : Math.max(Math.abs(to - from), 1),
    height,
  });
}

const wordsOf = (row: BarRow) => ({
  "font-weight": row.highlight === true ? "bold" : null,
  fill: row.value === null ? muted : ink,
  class: row.value === null ? "kw-label kw-muted" : "kw-label",
});

function rowBeside(row: BarRow, how: Plan, y: number, look: BarLook): string {
  const baseline = y + besidePitch / 2 + 4;
  const falls = row.value !== null && row.value < 0;
  const at = how.x(row.value ?? 0) + (falls ? -gap : gap);
  return element(
    "g",
    { class: "kw-row" },
    label(row.label, 0, baseline, wordsOf(row)),
    barOf(row, how, y + (besidePitch - besideBar) / 2, besideBar, look),
    label(row.shown, at, baseline, { ...wordsOf(row), "text-anchor": falls ? "end" : null }),
  );
}

/** @returns the row, and where its bar begins */
function rowAbove(row: BarRow, how: Plan, y: number, look: BarLook): [string, number] {
  const room = how.width - textWidth(row.shown, textSize) - 10;
  const lines = wrap(row.label, room, textSize);
  const barTop = y + lines.length * lineHeight + 1;
  const drawn = element(
    "g",
    { class: "kw-row" },
    ...lines.map((line, at) => label(line, 0, y + 11 + at * lineHeight, wordsOf(row))),
    label(row.shown, how.width, y + 11, { ...wordsOf(row), "text-anchor": "end" }),
    barOf(row, how, barTop, aboveBar, look),
  );
  return [drawn, barTop];
}

/** From a height to a height. */
type Stretch = readonly [from: number, to: number];

/** A line over `stretches`, below its words. */
function markAt(
  mark: BarMark,
  { x, width }: Plan,
  top: number,
  stretches: readonly Stretch[],
): string {
  // A stretch over one bar is too short for dashes.
  const dashes = stretches.length === 1 ? "3 2.5" : null;
  const at = x(mark.value);
  const words = `${mark.label} ${mark.shown}`;
  const half = textWidth(words, textSize) / 2;
  const middle = Math.min(Math.max(at, half), width - half);
  return element(
    "g",
    { class: "kw-mark" },
    ...stretches.map(([y1, y2]) =>
      element("line", {
        class: "kw-mark-line",
        stroke: ink,
        "stroke-width": 1.25,
        "stroke-dasharray": dashes,
        x1: at,
        x2: at,
        y1,
        y2,
      }),
    ),
    label(words, middle, top - 8, { "text-anchor": "middle", fill: ink }),
  );
}

/** Draws rows of bars below `top`. @returns the parts, and the height where they end */
export function drawBars(bars: Bars): { parts: string[]; bottom: number } {
  const how = plan(bars);
  const top = bars.top + (bars.mark === null ? 0 : 22);
  const rows: string[] = [];
  // Where words stand above the bars, a line through the whole chart would strike them out.
  const overBars: Stretch[] = [];
  let y = top;
  for (const row of bars.rows) {
    if (how.labels === "beside") {
      rows.push(rowBeside(row, how, y, row.look));
      y += besidePitch;
    } else {
      const [drawn, barTop] = rowAbove(row, how, y, row.look);
      rows.push(drawn);
      if (row.value !== null) overBars.push([barTop - 2, barTop + aboveBar + 2]);
      y = barTop + aboveBar + 8;
    }
  }
  const zero = element("line", {
    class: "kw-axis",
    stroke: how.labels === "beside" ? muted : hairline,
    "stroke-width": 1,
    x1: how.x(0),
    x2: how.x(0),
    y1: top,
    y2: y,
  });
  const stretches: readonly Stretch[] = how.labels === "beside" ? [[top - 4, y]] : overBars;
  const mark = bars.mark === null ? [] : [markAt(bars.mark, how, top, stretches)];
  return { parts: [zero, ...rows, ...mark], bottom: y };
}
