import type { Ground } from "./choropleth-ground.ts";
import { type Fill, fillClass, fillColour } from "./choropleth-scale.ts";
import { emptyChart, frame } from "./frame.ts";
import { ink, land, paper, shore, water } from "./look.ts";
import { leader, pushApart } from "./push-apart.ts";
import { element, escapeXml, label } from "./svg.ts";
import type { ChartFrame } from "./types.ts";

/** An area as it is drawn: by its outline, or as a dot where it has none. */
export interface ChoroplethArea {
  /** Path data in steps of the ground; empty: a dot at `place`. */
  readonly path: string;
  readonly place: { readonly x: number; readonly y: number } | null;
  readonly fill: Fill;
  /** What it says to the pointer and to who cannot see it: name and value. */
  readonly label: string;
  readonly href?: string;
  readonly highlight?: boolean;
}

/** A line drawing over the areas, such as the municipalities over their neighbourhoods. */
export interface ChoroplethBorder {
  readonly path: string;
  readonly label: string;
  readonly href?: string;
}

/** What the colours mean, drawn below a map that stands alone. */
export interface ChoroplethLegend {
  readonly title: string;
  /** Each with how many areas have it, as it is shown. */
  readonly rows: readonly {
    readonly fill: Fill;
    readonly words: string;
    readonly shown: string;
  }[];
}

/** A map in colours. */
export interface Choropleth extends ChartFrame {
  readonly ground: Ground;
  readonly areas: readonly ChoroplethArea[];
  readonly borders?: readonly ChoroplethBorder[];
  /** Land and water behind the areas, as path data in steps. */
  readonly behind?: readonly { readonly kind: "land" | "water"; readonly path: string }[];
  /** Where no legend stands beside the map: in a file. */
  readonly legend?: ChoroplethLegend;
}

/** More areas than the largest municipality has cannot be told apart or walked through: then each colour is one drawing. */
export const linksAtMost = 500;
const dotRadius = 6;

/** Hatched: no figure. Dotted: withheld. Both can be told from every colour, and from each other, in print too. */
function patterns(id: string): string {
  const sheet = (name: string, size: number, ...marks: string[]) =>
    element(
      "pattern",
      { id: `${id}-${name}`, width: size, height: size, patternUnits: "userSpaceOnUse" },
      element("rect", { class: "kw-gap-ground", width: size, height: size, fill: "#f2f4f5" }),
      ...marks,
    );
  return element(
    "defs",
    {},
    sheet(
      "none",
      6,
      element("path", {
        class: "kw-gap-line",
        d: "M0 6L6 0",
        stroke: "#8a97a4",
        "stroke-width": 1,
      }),
    ),
    sheet(
      "withheld",
      5,
      element("circle", { class: "kw-gap-dot", cx: 2.5, cy: 2.5, r: 1.1, fill: "#5a6772" }),
    ),
    sheet(
      "bound",
      6,
      element("path", { class: "kw-gap-line", d: "M0 3H6", stroke: "#8a97a4", "stroke-width": 1 }),
    ),
  );
}

const paint = (id: string, fill: Fill): string =>
  fill.kind === "class" ? fillColour(fill) : `url(#${id}-${fill.kind})`;

function shapeOf(id: string, area: ChoroplethArea, step: number): string {
  const look = {
    class: `${fillClass(area.fill)}${area.highlight === true ? " kw-highlight" : ""}`,
    fill: paint(id, area.fill),
  };
  if (area.path !== "") return element("path", { ...look, d: area.path });
  if (area.place === null) return "";
  const { x, y } = area.place;
  const dot = { cx: x / step, cy: y / step, r: dotRadius / step, stroke: ink };
  return element("circle", { ...look, ...dot, class: `kw-dot ${look.class}` });
}

function linked(id: string, area: ChoroplethArea, step: number): string {
  const shape = shapeOf(id, area, step);
  if (shape === "") return "";
  const title = element("title", {}, escapeXml(area.label));
  return area.href === undefined
    ? element("g", {}, title, shape)
    : element("a", { href: area.href, "aria-label": area.label }, title, shape);
}

/** One drawing for each colour: 12,000 areas are then no more than a dozen elements. */
function byColour(id: string, areas: readonly ChoroplethArea[], step: number): readonly string[] {
  const groups = new Map<string, { fill: Fill; path: string[] }>();
  const dots: string[] = [];
  for (const area of areas) {
    if (area.path === "") {
      dots.push(shapeOf(id, area, step));
      continue;
    }
    const key = fillClass(area.fill);
    const group = groups.get(key) ?? { fill: area.fill, path: [] };
    group.path.push(area.path);
    groups.set(key, group);
  }
  const shapes = [...groups].map(([name, { fill, path }]) =>
    element("path", { class: name, fill: paint(id, fill), d: path.join("") }),
  );
  const chosen = areas.filter(({ highlight, path }) => highlight === true && path !== "");
  return [...shapes, ...dots, ...chosen.map((area) => linked(id, area, step))];
}

function borderOf({ path, label, href }: ChoroplethBorder): string {
  const line = element("path", { d: path });
  const title = element("title", {}, escapeXml(label));
  // The same links stand in the list beside the map: hundreds of stops on the way of a keyboard help nobody.
  return href === undefined
    ? line
    : element("a", { href, tabindex: -1, "aria-hidden": "true" }, title, line);
}

const legendRow = 20;

/** The legend below a map, from `top` on: swatch, words and count. */
function legendOf(
  id: string,
  { title, rows }: ChoroplethLegend,
  top: number,
): { readonly parts: readonly string[]; readonly bottom: number } {
  const parts = rows.flatMap(({ fill, words, shown }, at) => {
    const y = top + 38 + at * legendRow;
    const swatch = { x: 0, y: y - 11, width: 22, height: 14, stroke: ink, "stroke-width": 0.5 };
    return [
      element("rect", { class: fillClass(fill), fill: paint(id, fill), ...swatch }),
      label(`${words}: ${shown}`, 30, y),
    ];
  });
  return {
    parts: [label(title, 0, top + 16, { "font-weight": "bold" }), ...parts],
    bottom: top + 38 + rows.length * legendRow,
  };
}

/** Dots that would lie over each other, side by side; with a line to where each belongs. */
function apart(areas: readonly ChoroplethArea[]) {
  const isDot = ({ path, place }: ChoroplethArea) => path === "" && place !== null;
  const places = areas.flatMap((area) => (isDot(area) ? [area.place!] : []));
  const moved = pushApart(places, 2 * dotRadius + 1);
  let next = 0;
  return {
    areas: areas.map((area) => (isDot(area) ? { ...area, place: moved[next++]! } : area)),
    leaders: moved.map((to, at) => leader(places[at]!, to)).filter((line) => line !== ""),
  };
}

/** Areas in the colours of their classes. With up to 500 areas each is a link with its name and value. */
export function choropleth(map: Choropleth): string {
  const { ground, borders = [], behind = [] } = map;
  if (map.areas.length === 0) return emptyChart(map, "choropleth");
  const { step } = ground;
  const few = map.areas.length <= linksAtMost;
  const { areas, leaders } = few ? apart(map.areas) : { areas: map.areas, leaders: [] };
  const scale = { transform: `scale(${step})` };
  const drawing = few
    ? areas.map((area) => linked(map.id, area, step))
    : byColour(map.id, areas, step);
  const line = Number((0.4 / step).toFixed(2));
  const links = few && areas.some(({ href }) => href !== undefined);
  const below =
    map.legend === undefined
      ? { parts: [], bottom: ground.height }
      : legendOf(map.id, map.legend, ground.height);
  return frame(
    { ...map, width: ground.width },
    { kind: "choropleth", height: below.bottom, links },
    [
      patterns(map.id),
      element(
        "g",
        { ...scale, stroke: shore, "stroke-width": line },
        ...behind.map(({ kind, path }) =>
          element("path", { class: `kw-${kind}`, fill: kind === "land" ? land : water, d: path }),
        ),
      ),
      ...leaders,
      element(
        "g",
        {
          ...scale,
          class: "kw-areas",
          stroke: few ? paper : "none",
          "stroke-width": line,
          "stroke-linejoin": "round",
        },
        ...drawing,
      ),
      element(
        "g",
        {
          ...scale,
          class: "kw-borders",
          fill: "none",
          stroke: ink,
          "stroke-width": line,
          "stroke-linejoin": "round",
        },
        ...borders.map(borderOf),
      ),
      ...below.parts,
    ],
  );
}
