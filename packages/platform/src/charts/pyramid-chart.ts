import { emptyChart, frame, widthOf } from "./frame.ts";
import { ink, paper, shades, strongBar, textSize } from "./look.ts";
import { coordinate, element, escapeXml, label, textWidth, wrap } from "./svg.ts";
import type { PyramidChart, PyramidTheme } from "./types.ts";

const lineHeight = 17;
const padding = 11;
/** Width of the top, as a part of the base: wide enough for words. */
const summit = 0.58;

/** What words stand on. Words on a shape keep their colour on a dark page, as the shape does. */
interface Ground {
  readonly class: string;
  readonly fill: string;
}
const onPaper: Ground = { class: "kw-label", fill: ink };
const onLight: Ground = { class: "kw-on-light", fill: ink };
const onDark: Ground = { class: "kw-on-dark", fill: paper };

type Line = readonly PyramidTheme[];

/** Themes on as many lines as they need, with a dot between two on a line. */
function linesOf(themes: readonly PyramidTheme[], width: number): readonly Line[] {
  const lines: PyramidTheme[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const theme of themes) {
    const wide = textWidth(theme.label, textSize);
    if (used + 16 + wide > width) {
      lines.push([]);
      used = -16;
    }
    lines.at(-1)!.push(theme);
    used += 16 + wide;
  }
  return lines;
}

/** One text, so that the words are centred whatever the font. */
function lineOf(line: Line, middle: number, y: number, on: Ground): string {
  const words = line.map(({ label, href }) =>
    href === undefined
      ? element("tspan", {}, escapeXml(label))
      : element("a", { href, "text-decoration": "underline" }, escapeXml(label)),
  );
  const dot = element("tspan", { "aria-hidden": "true" }, " \u00a0·\u00a0 ");
  return element("text", { ...on, x: middle, y, "text-anchor": "middle" }, words.join(dot));
}

/** A level that lists one theme of its own name needs no heading. */
function headingOf(level: PyramidChart["levels"][number], width: number): readonly string[] {
  const plain = level.themes.map((theme) => theme.label.toLowerCase());
  const said = level.label.toLowerCase();
  return plain.every((theme) => said.includes(theme)) ? [] : wrap(level.label, width, textSize);
}

interface Step {
  readonly heading: readonly string[];
  readonly lines: readonly Line[];
  readonly height: number;
}

function step(level: PyramidChart["levels"][number], width: number): Step {
  const heading = headingOf(level, width);
  const lines = linesOf(level.themes, width);
  const height = (heading.length + lines.length) * lineHeight + 2 * padding;
  return { heading, lines, height: Math.max(height, 44) };
}

function drawStep(
  one: Step,
  y: number,
  edges: readonly [number, number],
  width: number,
  at: number,
  of: number,
) {
  const middle = width / 2;
  const [above, below] = edges;
  // The base is deepest. The shade between is left out: neither black nor white words read well on it.
  const shade = [5, 4, 2, 1][Math.round((at * 3) / Math.max(of - 1, 1))] ?? 1;
  const on = shade >= 4 ? onDark : onLight;
  const corner = (x: number, height: number) => `${coordinate(x)} ${coordinate(height)}`;
  const bottom = y + one.height - 3;
  const area = element("path", {
    class: `kw-level kw-level-${at}`,
    fill: shades[shade],
    d: `M${corner(middle - above / 2, y)}L${corner(middle + above / 2, y)}L${corner(middle + below / 2, bottom)}L${corner(middle - below / 2, bottom)}Z`,
  });
  const textHeight = (one.heading.length + one.lines.length) * lineHeight;
  const first = y + (one.height - 3 - textHeight) / 2 + 12.5;
  const heading = one.heading.map((words, line) =>
    label(words, middle, first + line * lineHeight, {
      ...on,
      "text-anchor": "middle",
      "font-weight": "bold",
    }),
  );
  const themes = one.lines.map((line, row) =>
    lineOf(line, middle, first + (one.heading.length + row) * lineHeight, on),
  );
  return element("g", { class: "kw-step" }, area, ...heading, ...themes);
}

/** The themes that run through all levels, in a frame below the base. */
function across(chart: PyramidChart, top: number): { part: string; bottom: number } {
  if (chart.across.length === 0) return { part: "", bottom: top };
  const width = widthOf(chart);
  const heading =
    chart.acrossLabel === undefined ? [] : wrap(chart.acrossLabel, width - 24, textSize);
  const lines = linesOf(chart.across, width - 24);
  const height = (heading.length + lines.length) * lineHeight + 2 * padding - 2;
  const box = element("rect", {
    class: "kw-across",
    fill: paper,
    stroke: strongBar,
    "stroke-width": 1,
    x: 0.5,
    y: top + 6,
    width: width - 1,
    height,
    rx: 2,
  });
  const first = top + 6 + padding + 11;
  const words = [
    ...heading.map((line, at) =>
      label(line, width / 2, first + at * lineHeight, {
        "text-anchor": "middle",
        "font-weight": "bold",
      }),
    ),
    ...lines.map((line, at) =>
      lineOf(line, width / 2, first + (heading.length + at) * lineHeight, onPaper),
    ),
  ];
  return {
    part: element("g", { class: "kw-across-all" }, box, ...words),
    bottom: top + 6 + height,
  };
}

/** The themes of a programme as a pyramid, base below, and under it those that run through all levels. */
export function pyramidChart(chart: PyramidChart): string {
  if (chart.levels.length === 0 && chart.across.length === 0) return emptyChart(chart, "pyramid");
  const width = widthOf(chart);
  const of = chart.levels.length;
  const edge = (level: number) => width * (1 - ((1 - summit) * level) / Math.max(of, 1));
  const steps = chart.levels.map((level, at) => step(level, edge(at + 1) - 16));
  let y = 0;
  const drawn: string[] = [];
  for (let at = of - 1; at >= 0; at--) {
    drawn.push(drawStep(steps[at]!, y, [edge(at + 1), edge(at)], width, at, of));
    y += steps[at]!.height;
  }
  const { part, bottom } = across(chart, y);
  const all = [...chart.levels.flatMap(({ themes }) => themes), ...chart.across];
  const links = all.some(({ href }) => href !== undefined);
  return frame(chart, { kind: "pyramid", height: bottom + 2, links }, [...drawn, part]);
}
