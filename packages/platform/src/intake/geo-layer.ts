import { isSqlite, readGeoPackage } from "./geo-package-store.ts";
import { documentOf, type Entry, isEntry, type Shape, shapeOf } from "./geometry-file.ts";
import { malformed } from "./place.ts";
import { rdToWgs84 } from "./rd-new.ts";
import type { Delivered } from "./read-file.ts";
import { endingOf } from "./sniff.ts";

/** A feature with its properties; its shape in WGS84, longitude before latitude. */
export interface GeoFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly shape: Shape;
}

/** How to read a file with shapes. */
export interface GeoQuestion {
  /** Which layer of a TopoJSON or GeoPackage, where there is more than one. */
  readonly layer?: string | undefined;
  /** What the coordinates are, such as `EPSG:28992`, where the file does not say. */
  readonly crs?: string | undefined;
}

type Position = readonly number[];
type Convert = (position: Position) => Position;

const asIs: Convert = ([x, y]) => [x!, y!];
const fromRd: Convert = ([x, y]) => rdToWgs84(x!, y!);

/** ETRS89 differs from WGS84 by less than a metre; 7415 is RD New with a height. */
const known: Readonly<Record<string, Convert>> = {
  CRS84: asIs,
  "EPSG:4326": asIs,
  "EPSG:4258": asIs,
  "EPSG:28992": fromRd,
  "EPSG:7415": fromRd,
};

/** `urn:ogc:def:crs:EPSG::28992`, `http://www.opengis.net/def/crs/EPSG/0/28992` and `epsg:28992` are the same. */
function crsName(written: string): string {
  if (/CRS84H?$/i.test(written)) return "CRS84";
  const code = /EPSG\D.*?(\d+)$/i.exec(written)?.[1];
  return code === undefined ? written : `EPSG:${code}`;
}

function converterOf(file: string, written: string): Convert {
  const convert = known[crsName(written)];
  if (convert !== undefined) return convert;
  throw malformed(
    { file },
    `its coordinates are in ${written}; WGS84 (EPSG:4326) and RD New (EPSG:28992) can be read. Convert the file first.`,
  );
}

function convertShape(shape: Shape, convert: Convert): Shape {
  if (shape.kind === "none") return shape;
  if (shape.kind === "point") return { kind: "point", at: convert(shape.at) };
  return {
    kind: "area",
    polygons: shape.polygons.map((rings) => rings.map((ring) => ring.map(convert))),
  };
}

const isDegrees = ([x, y]: Position) => Math.abs(x!) <= 180 && Math.abs(y!) <= 90;

/** A position of the shape that cannot be degrees, if there is one. */
function noDegrees(shape: Shape): Position | undefined {
  for (const at of positionsOf(shape)) if (!isDegrees(at)) return at;
  return undefined;
}

function* positionsOf(shape: Shape): Generator<Position> {
  if (shape.kind === "point") yield shape.at;
  if (shape.kind === "area")
    for (const rings of shape.polygons) for (const ring of rings) yield* ring;
}

/** With longitude first this is the sea off Somalia; with latitude first it is the Netherlands and what is around it. */
const isTurned = ([x, y]: Position) => x! >= 50 && x! <= 54 && y! >= 3 && y! <= 8;

/**
 * Refuses a shape in degrees whose latitudes stand before its longitudes: on the map it would lie in the Indian Ocean.
 * @param at the feature's place in the file, from 0
 * @throws {Refusal} input-malformed
 */
export function refuseTurned(file: string, at: number, shape: Shape): void {
  const [first, ...others] = positionsOf(shape);
  if (first === undefined || !isTurned(first) || !others.every(isTurned)) return;
  throw malformed(
    { file },
    `feature ${at + 1} has the position ${first.join(", ")}: latitude seems to stand before longitude. Longitude comes first; turn them round in the file.`,
  );
}

/** What a GeoJSON file says of its coordinates; the standard of 2016 has WGS84 alone, older files name another. */
function crsOf(crs: unknown): string {
  if (!isEntry(crs) || !isEntry(crs["properties"])) return "CRS84";
  return String(crs["properties"]["name"] ?? crs["properties"]["code"] ?? "CRS84");
}

interface RawLayer {
  readonly crs: string;
  readonly features: readonly { readonly properties: Entry; readonly shape: Shape | string }[];
}

function jsonLayer(delivered: Delivered, layer: string | undefined): RawLayer {
  const { features, crs } = documentOf(delivered, layer);
  return {
    crs: crsOf(crs),
    features: features.map((one, at) => {
      if (!isEntry(one) || one["type"] !== "Feature")
        throw malformed({ file: delivered.name }, `feature ${at + 1} is not a GeoJSON Feature.`);
      const properties = isEntry(one["properties"]) ? one["properties"] : {};
      return { properties: { id: one["id"], ...properties }, shape: shapeOf(one["geometry"]) };
    }),
  };
}

/**
 * Reads one layer of a GeoJSON, TopoJSON or GeoPackage file; coordinates in RD New become WGS84.
 * @throws {Refusal} input-malformed, naming the feature, counted from 1
 */
export async function readGeoLayer(
  delivered: Delivered,
  { layer, crs }: GeoQuestion,
): Promise<readonly GeoFeature[]> {
  const file = delivered.name;
  if (endingOf(file) === "gpkg" && !isSqlite(delivered))
    throw malformed(
      { file },
      "the name ends in .gpkg, and the file is no GeoPackage (an SQLite database); deliver the right file, or give it its right ending.",
    );
  const raw = isSqlite(delivered)
    ? await readGeoPackage(delivered, layer)
    : jsonLayer(delivered, layer);
  const convert = converterOf(file, crs ?? raw.crs);
  return raw.features.map(({ properties, shape }, at) => {
    if (typeof shape === "string") throw malformed({ file }, `feature ${at + 1}: ${shape}.`);
    const converted = convertShape(shape, convert);
    const wrong = noDegrees(converted);
    if (wrong !== undefined)
      throw malformed(
        { file },
        `feature ${at + 1} has the position ${wrong.join(", ")}, which is not in degrees; say what it is with --crs, such as EPSG:28992.`,
      );
    refuseTurned(file, at, converted);
    return { properties, shape: converted };
  });
}
