import { type ExtendedFeatureCollection, geoArea, geoMercator, geoPath } from "d3-geo";
import type { Outline } from "#areas";
import { emptyChart, frame, widthOf } from "./frame.ts";
import { ink, land, paper, shadeOf, shades, shore, strongBar, textSize, water } from "./look.ts";
import { leader, type Place, pushApart } from "./push-apart.ts";
import { element, escapeXml, label, textWidth } from "./svg.ts";
import type { Dot, DotLegend, DotMap } from "./types.ts";

/** Radius by class: deeper colour and larger dot say the same, so that the class is never in the colour alone. */
const radius = (at: number | null, classes: number) =>
  at === null ? 4.5 : 5 + (classes <= 1 ? 1 : (2.5 * at) / (classes - 1));
const margin = 12;
const distance = 16;

/** Degrees in the drawing, and the drawing's height for its width. */
interface Projected {
  readonly shapes: readonly { readonly kind: "land" | "water"; readonly path: string }[];
  readonly places: readonly Place[];
  readonly height: number;
}

type Ring = readonly (readonly number[])[];

/** On the sphere a ring that runs the wrong way round is the rest of the world. */
function wellWound(rings: readonly Ring[]): number[][][] {
  const asGiven = rings.map((ring) => ring.map((point) => [...point]));
  const area = geoArea({ type: "Polygon", coordinates: [asGiven[0] ?? []] } as never);
  return area > 2 * Math.PI ? asGiven.map((ring) => ring.toReversed()) : asGiven;
}

function polygonsOf(outline: Outline | null) {
  return (outline?.features ?? []).map(({ properties, geometry }) => ({
    kind: properties?.["kind"] === "water" ? ("water" as const) : ("land" as const),
    geometry: {
      type: "MultiPolygon" as const,
      coordinates: (geometry.type === "Polygon"
        ? [geometry.coordinates]
        : geometry.coordinates
      ).map(wellWound),
    },
  }));
}

/** A little land around a dot, so that one dot alone has a map too. */
const withRoom = ([longitude, latitude]: readonly [number, number]) => [
  [longitude - 0.03, latitude - 0.02],
  [longitude + 0.03, latitude + 0.02],
];

function project(map: DotMap): Projected {
  const width = widthOf(map);
  const polygons = polygonsOf(map.outline);
  const feature = (geometry: unknown) => ({ type: "Feature", properties: null, geometry });
  const points = map.dots.map(({ longitude, latitude }) => [longitude, latitude] as const);
  const everything = {
    type: "FeatureCollection",
    features: [
      ...polygons.map(({ geometry }) => feature(geometry)),
      feature({ type: "MultiPoint", coordinates: points.flatMap(withRoom) }),
    ],
  } as unknown as ExtendedFeatureCollection;
  const whole: [[number, number], [number, number]] = [
    [margin, margin],
    [width - margin, width * 1.6],
  ];
  const projection = geoMercator().fitExtent(whole, everything);
  const path = geoPath(projection).digits(1);
  const [, top] = path.bounds(everything)[0];
  const [x, y] = projection.translate();
  projection.translate([x, y - top + margin]);
  return {
    shapes: polygons.map(({ kind, geometry }) => ({ kind, path: path(geometry) ?? "" })),
    places: points.map((point) => {
      const [px, py] = projection([...point]) ?? [0, 0];
      return { x: px, y: py };
    }),
    height: path.bounds(everything)[1][1] + margin,
  };
}

function landAndWater({ shapes }: Projected): string[] {
  return shapes.map(({ kind, path }) =>
    element("path", {
      class: `kw-${kind}`,
      fill: kind === "land" ? land : water,
      stroke: shore,
      "stroke-width": 0.6,
      d: path,
    }),
  );
}

function circle(at: number | null, legend: DotLegend, place: Place, strong: boolean): string {
  const shade = at === null ? null : shadeOf(at, legend.classes.length);
  const classes = ["kw-dot", shade === null ? "kw-unknown" : `kw-shade-${shade}`];
  if (strong) classes.push("kw-highlight");
  return element("circle", {
    class: classes.join(" "),
    cx: place.x,
    cy: place.y,
    r: radius(at, legend.classes.length) + (strong ? 1.5 : 0),
    fill: shade === null ? paper : shades[shade],
    stroke: strong ? ink : strongBar,
    "stroke-width": strong ? 2.25 : 0.9,
    "stroke-dasharray": shade === null ? "2 1.5" : null,
  });
}

/** What a dot says: to the pointer that rests on it, and to who cannot see it. */
function wordsOf({ label: name, shown, class: at }: Dot, legend: DotLegend): string {
  const group = at === null ? legend.unknown : legend.classes[at];
  return group === undefined || group === shown
    ? `${name}: ${shown}`
    : `${name}: ${shown} (${group})`;
}

function dotOf(dot: Dot, legend: DotLegend, place: Place): string {
  const words = wordsOf(dot, legend);
  const parts = [
    element("title", {}, escapeXml(words)),
    // An unseen disc around the dot, to be hit by a finger.
    element("circle", {
      class: "kw-touch",
      cx: place.x,
      cy: place.y,
      r: 8,
      fill: "none",
      "pointer-events": "all",
    }),
    circle(dot.class, legend, place, dot.highlight === true),
  ];
  return dot.href === undefined
    ? element("g", { class: "kw-place" }, ...parts)
    : element("a", { class: "kw-place", href: dot.href, "aria-label": words }, ...parts);
}

function legendOf(map: DotMap, top: number): { parts: string[]; bottom: number } {
  const { legend } = map;
  const entries = legend.classes.map((name, at) => ({ name, at: at as number | null }));
  if (map.dots.some((dot) => dot.class === null)) entries.push({ name: legend.unknown, at: null });
  const parts = [label(legend.title, 0, top + 12, { "font-weight": "bold" })];
  let [x, y] = [0, top + 32];
  for (const { name, at } of entries) {
    const wide = 20 + textWidth(name, textSize) + 14;
    if (x > 0 && x + wide - 14 > widthOf(map)) [x, y] = [0, y + 20];
    parts.push(circle(at, legend, { x: x + 9, y: y - 4 }, false), label(name, x + 20, y));
    x += wide;
  }
  return { parts, bottom: y + 8 };
}

/**
 * Areas as dots on the land they lie in, coloured and sized by class. Dots that would overlap are pushed apart, with
 * a thin line to where they belong. A dot with an address is a link.
 */
export function dotMap(map: DotMap): string {
  if (map.dots.length === 0 && polygonsOf(map.outline).length === 0) return emptyChart(map, "map");
  const drawing = project(map);
  const moved = pushApart(drawing.places, distance);
  // From north to south, west first: the order in which a keyboard walks over the map.
  const order = moved.map((_, at) => at);
  order.sort((a, b) => moved[a]!.y - moved[b]!.y || moved[a]!.x - moved[b]!.x);
  const { parts, bottom } = legendOf(map, drawing.height + 6);
  const links = map.dots.some(({ href }) => href !== undefined);
  return frame(map, { kind: "map", height: bottom, links }, [
    ...landAndWater(drawing),
    ...moved.map((place, at) => leader(drawing.places[at]!, place)).filter((line) => line !== ""),
    ...order.map((at) => dotOf(map.dots[at]!, map.legend, moved[at]!)),
    ...parts,
  ]);
}
