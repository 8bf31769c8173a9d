import { feature } from "topojson-client";
import { parseJson } from "./json.ts";
import { malformed } from "./place.ts";
import type { Delivered } from "./read-file.ts";

/** x and y, or longitude and latitude. */
type Position = readonly number[];

/** A shape on the map: polygons, each an outer ring and the rings of its holes; or a point. */
export type Shape =
  | { readonly kind: "area"; readonly polygons: readonly (readonly (readonly Position[])[])[] }
  | { readonly kind: "point"; readonly at: Position }
  | { readonly kind: "none" };

/** What to look for in a file with shapes. */
export interface GeometryQuestion {
  /** The property that names an area. */
  readonly id: string;
  /** Which layer of a TopoJSON file, where it has more than one. */
  readonly layer?: string | undefined;
}

/** A JSON object of which nothing is known yet. */
export type Entry = Readonly<Record<string, unknown>>;
export const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One layer of a TopoJSON file, as GeoJSON. */
function layerOf(file: string, topology: Entry, layer: string | undefined): unknown {
  const objects = isEntry(topology["objects"]) ? topology["objects"] : {};
  const names = Object.keys(objects);
  const [first] = names;
  const name = layer ?? (names.length === 1 ? first : undefined);
  if (name === undefined || !(name in objects))
    throw malformed(
      { file },
      `this TopoJSON has the layers ${names.join(", ") || "(none)"}; name one of them with --layer.`,
    );
  try {
    return feature(topology as never, objects[name] as never);
  } catch (error) {
    // The library trusts the file: what is wrong in it shows as a property of nothing.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw malformed(
      { file },
      `the layer "${name}" of this TopoJSON refers to arcs that are not there.`,
    );
  }
}

/** The features of a GeoJSON or TopoJSON file, and what it says of its coordinates (`crs`), as they stand there. */
export function documentOf(
  delivered: Delivered,
  layer: string | undefined,
): { readonly features: readonly unknown[]; readonly crs: unknown } {
  const file = delivered.name;
  const read = parseJson(delivered);
  const document = isEntry(read) && read["type"] === "Topology" ? layerOf(file, read, layer) : read;
  if (!isEntry(document) || document["type"] !== "FeatureCollection")
    throw malformed({ file }, "a GeoJSON FeatureCollection, or TopoJSON, is expected.");
  const { features } = document;
  if (!Array.isArray(features)) throw malformed({ file }, '"features" must be a list.');
  return { features, crs: isEntry(read) ? read["crs"] : undefined };
}

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);

/** What is wrong with the coordinates of a polygon, if anything is. */
function polygonComplaint(polygon: unknown): string | undefined {
  if (!Array.isArray(polygon) || polygon.length === 0) return "a polygon needs a list of rings";
  for (const ring of polygon) {
    if (!Array.isArray(ring) || ring.length < 3) return "a ring needs at least three positions";
    if (!ring.every(isPosition)) return "a position needs two numbers";
  }
  return undefined;
}

/** What a geometry is, or a sentence on what is wrong with it. */
export function shapeOf(geometry: unknown): Shape | string {
  if (geometry === null || geometry === undefined) return { kind: "none" };
  if (!isEntry(geometry)) return "its geometry is not a GeoJSON geometry";
  const { type, coordinates } = geometry;
  if (type === "Point")
    return isPosition(coordinates)
      ? { kind: "point", at: coordinates }
      : "a position needs two numbers";
  if (type !== "Polygon" && type !== "MultiPolygon")
    return `a Polygon, MultiPolygon or Point is expected; this is a ${type}`;
  const polygons: unknown = type === "Polygon" ? [coordinates] : coordinates;
  if (!Array.isArray(polygons)) return "its coordinates must be a list of polygons";
  if (polygons.length === 0) return { kind: "none" };
  const complaint = polygons.map(polygonComplaint).find((one) => one !== undefined);
  return complaint ?? { kind: "area", polygons };
}

function idOf(one: Entry, name: string): string | undefined {
  const properties = isEntry(one["properties"]) ? one["properties"] : {};
  const id = properties[name] ?? (name === "id" ? one["id"] : undefined);
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/**
 * Reads the shapes of areas from GeoJSON or TopoJSON, by the name that a property gives them.
 * @throws {Refusal} input-malformed naming the feature, counted from 1
 */
export function readGeometry(
  delivered: Delivered,
  { id, layer }: GeometryQuestion,
): ReadonlyMap<string, Shape> {
  const file = delivered.name;
  const shapes = new Map<string, Shape>();
  for (const [at, one] of documentOf(delivered, layer).features.entries()) {
    const where = `feature ${at + 1}`;
    if (!isEntry(one) || one["type"] !== "Feature")
      throw malformed({ file }, `${where} is not a GeoJSON Feature.`);
    const name = idOf(one, id);
    if (name === undefined) {
      const has = isEntry(one["properties"]) ? Object.keys(one["properties"]).join(", ") : "";
      throw malformed(
        { file },
        `${where} has no property "${id}" with a name; it has: ${has || "none"}.`,
      );
    }
    if (shapes.has(name))
      throw malformed({ file }, `${where} is "${name}", which was there already.`);
    const shape = shapeOf(one["geometry"]);
    if (typeof shape === "string") throw malformed({ file }, `${where}, "${name}": ${shape}.`);
    shapes.set(name, shape);
  }
  return shapes;
}
