import type { Alternative, Metric, WeightStyle } from "@krachtwijk/measure/space";
import { Refusal } from "#kernel";
import type { OptionSpec, Values } from "../command.ts";
import { choiceOption, numberOption, requiredOption, textOption, wholeOption } from "./options.ts";

const wrong = (sentence: string) => new Refusal("usage-wrong", sentence);

/** The options that say who neighbours whom. */
export const neighbourSpecs: Readonly<Record<string, OptionSpec>> = {
  id: { type: "string", value: "C", about: "column with the name of each area" },
  neighbours: { type: "string", value: "W.csv", about: "links, with the columns from,to,weight" },
  geometry: { type: "string", value: "G.geojson", about: "shapes: GeoJSON or TopoJSON" },
  "geometry-id": {
    type: "string",
    value: "P",
    about: "property that names a shape; default as --id",
  },
  layer: { type: "string", value: "NAME", about: "layer of a TopoJSON file that has several" },
  contiguity: {
    type: "string",
    value: "queen|rook",
    about: "neighbours touch: at a point, or along a border; default queen",
  },
  snap: {
    type: "string",
    value: "D",
    about: "points so close are one; default 1e-8 of the map's side",
  },
  distance: { type: "string", value: "D", about: "neighbours are within this distance" },
  nearest: { type: "string", value: "K", about: "neighbours are the K nearest" },
  x: { type: "string", value: "C", about: "column with x or longitude, instead of --geometry" },
  y: { type: "string", value: "C", about: "column with y or latitude" },
  metric: {
    type: "string",
    value: "planar|great-circle",
    about: "distance on a flat map in its unit (default), or in km from degrees",
  },
  "inverse-distance": {
    type: "string",
    value: "POWER",
    about: "weights fall with distance to this power",
  },
  order: { type: "string", value: "N", about: "neighbours exactly N steps away; default 1" },
  islands: {
    type: "string",
    value: "refuse|keep|leave-out",
    about: "areas without neighbours; default refuse",
  },
};

/** The options of every statistic on areas and their neighbours. */
export const statisticSpecs: Readonly<Record<string, OptionSpec>> = {
  value: { type: "string", value: "C", about: "column with the figure of each area" },
  gaps: {
    type: "string",
    value: "refuse|leave-out",
    about: "areas without a figure; default refuse",
  },
  permutations: { type: "string", value: "N", about: "reshuffles, default 999; 0 for none" },
  seed: { type: "string", value: "N", about: "of the reshuffles, default 1" },
  alternative: { type: "string", value: "two-sided|greater|less", about: "default two-sided" },
};

/** Every style of weights, the default first. */
export function stylesFrom(first: WeightStyle): readonly [WeightStyle, ...WeightStyle[]] {
  const all = ["row", "binary", "given", "global", "unit", "variance-stabilising"] as const;
  return [first, ...all.filter((style) => style !== first)];
}

/** `--style`, with its default in the help. */
export const styleSpec = (fallback: string): OptionSpec => ({
  type: "string",
  value: "row|binary|given|global|unit|variance-stabilising",
  about: `how links become weights; default ${fallback}`,
});

/** What an area without neighbours, or without a figure, leads to. */
export type IslandChoice = "refuse" | "keep" | "leave-out";

/** Where neighbours come from. */
export type NeighbourSource =
  | { readonly kind: "links"; readonly file: string }
  | {
      readonly kind: "contiguity";
      readonly rule: "queen" | "rook";
      readonly snap: number | undefined;
    }
  | { readonly kind: "distance"; readonly distance: number; readonly metric: Metric }
  | { readonly kind: "nearest"; readonly nearest: number; readonly metric: Metric };

/** Where shapes or points come from. */
export type PlaceSource =
  | {
      readonly kind: "shapes";
      readonly file: string;
      readonly id: string;
      readonly layer: string | undefined;
    }
  | { readonly kind: "columns"; readonly x: string; readonly y: string }
  | { readonly kind: "none" };

/** Who neighbours whom, as it was asked. */
export interface NeighbourChoice {
  readonly id: string;
  readonly source: NeighbourSource;
  readonly places: PlaceSource;
  readonly power: number | undefined;
  readonly order: number;
  readonly islands: IslandChoice;
}

function placesOf(values: Values, id: string): PlaceSource {
  const [file, x, y] = ["geometry", "x", "y"].map((name) => textOption(values, name));
  if (file !== undefined && (x ?? y) !== undefined)
    throw wrong("--geometry and --x with --y both say where areas are; give one.");
  if (file !== undefined)
    return {
      kind: "shapes",
      file,
      id: textOption(values, "geometry-id") ?? id,
      layer: textOption(values, "layer"),
    };
  if (x === undefined && y === undefined) return { kind: "none" };
  if (x === undefined || y === undefined) throw wrong("--x and --y are needed together.");
  return { kind: "columns", x, y };
}

const given = (values: Values, names: readonly string[]) =>
  names.filter((name) => values[name] !== undefined);

/** Refuses options that the way in which neighbours are found does not look at. */
function refuseIdle(values: Values, source: NeighbourSource): void {
  const used: Readonly<Record<NeighbourSource["kind"], readonly string[]>> = {
    links: [],
    contiguity: ["geometry", "geometry-id", "layer", "snap"],
    distance: ["geometry", "geometry-id", "layer", "x", "y", "metric", "inverse-distance"],
    nearest: ["geometry", "geometry-id", "layer", "x", "y", "metric", "inverse-distance"],
  };
  const all = ["geometry", "geometry-id", "layer", "snap", "x", "y", "metric", "inverse-distance"];
  const idle = given(values, all).find((name) => !used[source.kind].includes(name));
  if (idle !== undefined)
    throw wrong(
      `--${idle} does not go with --${source.kind === "links" ? "neighbours" : source.kind}.`,
    );
}

function sourceOf(values: Values): NeighbourSource {
  const ways = given(values, ["neighbours", "contiguity", "distance", "nearest"]);
  if (ways.length > 1)
    throw wrong(`--${ways.join(" and --")} both say who neighbours whom; give one.`);
  const way = ways[0] ?? (values["geometry"] === undefined ? undefined : "contiguity");
  if (way === undefined)
    throw wrong(
      "--neighbours W.csv or --geometry G.geojson is needed, to know who neighbours whom.",
    );
  const metric = choiceOption(values, "metric", ["planar", "great-circle"]);
  if (way === "neighbours") return { kind: "links", file: requiredOption(values, "neighbours") };
  if (way === "nearest")
    return { kind: "nearest", nearest: wholeOption(values, "nearest", 1), metric };
  if (way === "distance") {
    const distance = numberOption(values, "distance");
    if (distance <= 0) throw wrong(`--distance ${distance}: expected more than 0.`);
    return { kind: "distance", distance, metric };
  }
  const snap = values["snap"] === undefined ? undefined : numberOption(values, "snap");
  if (snap !== undefined && snap < 0) throw wrong(`--snap ${snap}: expected 0 or more.`);
  return { kind: "contiguity", rule: choiceOption(values, "contiguity", ["queen", "rook"]), snap };
}

/** Reads the options that say who neighbours whom. @throws {Refusal} usage-wrong */
export function neighbourChoice(values: Values): NeighbourChoice {
  const id = requiredOption(values, "id");
  const source = sourceOf(values);
  refuseIdle(values, source);
  const places = placesOf(values, id);
  if (source.kind !== "links" && places.kind === "none")
    throw wrong(
      `--${source.kind} needs --geometry G.geojson${source.kind === "contiguity" ? "" : ", or --x and --y"}.`,
    );
  const power =
    values["inverse-distance"] === undefined ? undefined : numberOption(values, "inverse-distance");
  if (power !== undefined && power <= 0)
    throw wrong(`--inverse-distance ${power}: expected more than 0.`);
  const order = wholeOption(values, "order", 1, 1);
  if (order > 1 && power !== undefined) throw wrong("--order does not go with --inverse-distance.");
  const islands = choiceOption(values, "islands", ["refuse", "keep", "leave-out"]);
  return { id, source, places, power, order, islands };
}

/** The same as it is told in the answer. */
export function neighbourParameters({
  id,
  source,
  places,
  power,
  order,
  islands,
}: NeighbourChoice) {
  const { kind, ...how } = source;
  const { kind: _, ...where } = places;
  return {
    id,
    neighbours: kind === "links" ? source.file : kind,
    ...(kind === "links"
      ? {}
      : kind === "contiguity"
        ? { contiguity: source.rule, snap: source.snap ?? "1e-8 of the map's side" }
        : how),
    ...(places.kind === "shapes"
      ? {
          geometry: places.file,
          geometryId: places.id,
          ...(places.layer === undefined ? {} : { layer: places.layer }),
        }
      : where),
    ...(power === undefined ? {} : { inverseDistance: power }),
    order,
    islands,
  };
}

/** How a statistic is judged, as it was asked. */
export interface JudgeChoice {
  readonly permutations: number;
  readonly seed: number;
  readonly alternative: Alternative;
}

/** Reads those options. @throws {Refusal} usage-wrong */
export function judgeChoice(values: Values): JudgeChoice {
  return {
    permutations: wholeOption(values, "permutations", 0, 999),
    seed: wholeOption(values, "seed", 0, 1),
    alternative: choiceOption(values, "alternative", ["two-sided", "greater", "less"]),
  };
}
