import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from "maplibre-gl";
import type { Settings, Values } from "./settings.ts";

/** A colour of the theme as it is now. */
const colourOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#888888";

/** By class the codes that are in it. */
function byClass({ codes, classes }: Values): ReadonlyMap<number, readonly string[]> {
  const groups = new Map<number, string[]>();
  for (const [at, code] of codes.entries()) {
    const own = classes[at] ?? -1;
    const group = groups.get(own);
    if (group === undefined) groups.set(own, [code]);
    else group.push(code);
  }
  return groups;
}

/** A choice by code: tiles know only codes and names, so that they stay the same when the figures change. */
function chosenBy(
  groups: ReadonlyMap<number, readonly string[]>,
  of: (own: number) => string | null,
  other: string,
) {
  const branches = [...groups].flatMap(([own, codes]) => {
    const answer = of(own);
    return answer === null || codes.length === 0 ? [] : [codes, answer];
  });
  return branches.length === 0
    ? other
    : (["match", ["get", "code"], ...branches, other] as unknown as ExpressionSpecification);
}

/** What has a class needs no marks over its colour; nor has what lies outside of a municipality. */
function isMarked(
  groups: ReadonlyMap<number, readonly string[]>,
  isWhole: boolean,
): FilterSpecification {
  const listed = [...groups].flatMap(([own, codes]) =>
    (isWhole ? own >= 0 : own === -1 || own === -2 || own === -3) ? codes : [],
  );
  return listed.length === 0
    ? ["==", ["has", "code"], isWhole]
    : (["match", ["get", "code"], listed, !isWhole, isWhole] as unknown as FilterSpecification);
}

/** The area under the pointer and the one that was pointed out: by their own outlines, as drawing all 12,000 twice takes too long. */
const outlines = (): LayerSpecification[] => {
  const line = (id: string, source: string, colour: string, width: number): LayerSpecification => ({
    id,
    type: "line",
    source,
    layout: { "line-join": "round" },
    paint: { "line-color": colourOf(colour), "line-width": width },
  });
  // A light edge around the dark one: seen on every colour.
  return [
    line("near", "near", "kw-map-chosen", 1.5),
    line("chosen-edge", "chosen", "kw-map-line", 7),
    line("chosen", "chosen", "kw-map-chosen", 3.5),
  ];
};

const elsewhere = -4;

const colourOfClass = ({ fills }: Settings, own: number): string =>
  own === elsewhere ? "transparent" : colourOf(own < 0 ? "kw-map-none" : (fills[own] ?? ""));

function areaLayers(
  settings: Settings,
  groups: ReadonlyMap<number, readonly string[]>,
): LayerSpecification[] {
  const from = { source: "areas", "source-layer": "areas" } as const;
  // Of one municipality only its own areas are coloured, as in the drawing.
  const other = settings.isWhole ? colourOf("kw-map-none") : "transparent";
  const colour = chosenBy(groups, (own) => colourOfClass(settings, own), other);
  const seeThrough = settings.background === null ? {} : { "fill-opacity": 0.7 };
  // Neither class nor reason: the set has the area, and no figure is known.
  const pattern = chosenBy(
    groups,
    (own) => (own === -2 ? "withheld" : own === -3 ? "bound" : null),
    "none",
  );
  return [
    {
      id: "areas",
      type: "fill",
      ...from,
      paint: { "fill-color": colour as string, "fill-antialias": false, ...seeThrough },
    },
    {
      id: "gaps",
      type: "fill",
      ...from,
      filter: isMarked(groups, settings.isWhole),
      paint: { "fill-pattern": pattern as string, "fill-antialias": false, ...seeThrough },
    },
    {
      id: "borders",
      type: "line",
      ...from,
      minzoom: 10,
      paint: {
        "line-color": colourOf("kw-map-line"),
        "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.5, 12, 1.2],
      },
    },
  ];
}

function dotLayer(
  settings: Settings,
  groups: ReadonlyMap<number, readonly string[]>,
): LayerSpecification {
  const none = colourOf("kw-map-none");
  const colour = chosenBy(groups, (own) => colourOfClass(settings, own), none);
  return {
    id: "dots",
    type: "circle",
    source: "dots",
    paint: {
      "circle-color": colour as string,
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 6, 6, 12, 12],
      "circle-stroke-color": colourOf("kw-map-chosen"),
      "circle-stroke-width": [
        "case",
        ["boolean", ["feature-state", "chosen"], false],
        3,
        ["boolean", ["feature-state", "near"], false],
        2,
        1,
      ],
    },
  };
}

/** Land and water behind dots. */
const ground = (kind: "land" | "water", colour: string): LayerSpecification => ({
  id: kind,
  type: "fill",
  source: "land",
  filter: ["==", ["get", "kind"], kind],
  paint: { "fill-color": colourOf(colour), "fill-outline-color": colourOf("kw-shore") },
});

/** A source that is empty until something is pointed at. */
export const nothing = { type: "FeatureCollection" as const, features: [] };

/** The whole map as MapLibre wants it: shapes from our own tiles, colours from the theme, nothing from elsewhere. */
export function layersFor(settings: Settings, values: Values): StyleSpecification {
  const groups = byClass(values);
  const { tiles, deepest, background } = settings;
  const features = values.dots.map(({ code, name, longitude, latitude }) => ({
    type: "Feature" as const,
    properties: { code, name },
    geometry: { type: "Point" as const, coordinates: [longitude, latitude] },
  }));
  return {
    version: 8,
    sources: {
      ...(tiles === null
        ? {}
        : {
            areas: {
              type: "vector" as const,
              tiles: [`${location.origin}${tiles}/{z}/{x}/{y}.pbf`],
              promoteId: "code",
              bounds: settings.extent,
              minzoom: 4,
              maxzoom: deepest,
            },
          }),
      land: { type: "geojson", data: settings.land ?? nothing },
      ...(background === null
        ? {}
        : { background: { type: "raster" as const, tiles: [background], tileSize: 256 } }),
      near: { type: "geojson", data: nothing },
      chosen: { type: "geojson", data: nothing },
      dots: { type: "geojson", data: { type: "FeatureCollection", features }, promoteId: "code" },
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": colourOf("kw-surface") } },
      ...(background === null
        ? []
        : [{ id: "background", type: "raster" as const, source: "background" }]),
      ground("land", "kw-land"),
      ground("water", "kw-water"),
      ...(tiles === null ? [] : areaLayers(settings, groups)),
      dotLayer(settings, groups),
      ...outlines(),
    ],
  };
}

type Picture = { width: number; height: number; data: Uint8ClampedArray };

/** A small picture that is repeated, made here: a mark where `on` says so. */
function picture(
  size: number,
  on: (x: number, y: number) => boolean,
  mark: readonly number[],
): Picture {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) if (on(x, y)) data.set([...mark, 255], (y * size + x) * 4);
  return { width: size, height: size, data };
}

const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** Hatched: no figure. Dotted: withheld. Level lines: only a bound is known. */
export function patternsFor(): readonly (readonly [string, Picture])[] {
  const mark = channels(colourOf("kw-map-mark"));
  return [
    ["none", picture(8, (x, y) => (x + y) % 8 === 0, mark)],
    ["withheld", picture(8, (x, y) => x % 4 < 2 && y % 4 < 2 && x < 4 === y < 4, mark)],
    ["bound", picture(8, (_, y) => y % 4 === 0, mark)],
  ];
}
