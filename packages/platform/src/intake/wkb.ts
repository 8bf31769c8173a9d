import type { Shape } from "./geometry-file.ts";

type Ring = readonly (readonly number[])[];
type Polygon = readonly Ring[];

/** Walks through well-known binary; reading past its end is a RangeError of the view. */
class Walk {
  readonly #view: DataView;
  #at: number;
  #little = true;

  constructor(bytes: Uint8Array, from: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = from;
  }

  /** The head of a geometry: its type without dimensions, and how many numbers a position has. */
  head(): { readonly type: number; readonly size: number } {
    this.#little = this.#view.getUint8(this.#at++) === 1;
    const written = this.count();
    const type = (written & 0x0fffffff) % 1000;
    const iso = Math.floor((written & 0x0fffffff) / 1000);
    const hasZ = iso === 1 || iso === 3 || (written & 0x80000000) !== 0;
    const hasM = iso === 2 || iso === 3 || (written & 0x40000000) !== 0;
    if ((written & 0x20000000) !== 0) this.#at += 4; // a reference system, which the table says too
    return { type, size: 2 + Number(hasZ) + Number(hasM) };
  }

  count(): number {
    const value = this.#view.getUint32(this.#at, this.#little);
    this.#at += 4;
    return value;
  }

  position(size: number): readonly [number, number] {
    const x = this.#view.getFloat64(this.#at, this.#little);
    const y = this.#view.getFloat64(this.#at + 8, this.#little);
    this.#at += 8 * size;
    return [x, y];
  }

  polygon(size: number): Polygon {
    return this.#list(() => this.#list(() => this.position(size)));
  }

  polygons(): readonly Polygon[] {
    return this.#list(() => this.polygon(this.head().size));
  }

  /** A count that the bytes cannot hold ends in the RangeError of the first item that is missing. */
  #list<Item>(next: () => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.count(); left > 0; left--) items.push(next());
    return items;
  }
}

const typeNames: Readonly<Record<number, string>> = {
  2: "LineString",
  4: "MultiPoint",
  5: "MultiLineString",
  7: "GeometryCollection",
  10: "CurvePolygon",
  12: "MultiSurface",
};

/**
 * Reads well-known binary of a point, polygon or multipolygon, as ISO and as PostGIS write it; height and measure are dropped.
 * @returns the shape, or a sentence on what is wrong with it
 */
function readWkb(bytes: Uint8Array, from: number): Shape | string {
  try {
    const walk = new Walk(bytes, from);
    const { type, size } = walk.head();
    if (type === 1) return { kind: "point", at: walk.position(size) };
    if (type !== 3 && type !== 6)
      return `a Polygon, MultiPolygon or Point is expected; this is a ${typeNames[type] ?? `geometry of type ${type}`}`;
    const polygons = (type === 3 ? [walk.polygon(size)] : walk.polygons()).filter(
      (polygon) => polygon.length > 0,
    );
    return polygons.length === 0 ? { kind: "none" } : { kind: "area", polygons };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return "its shape breaks off before its end";
  }
}

/** Bytes of the envelope in a GeoPackage's head, by its code. */
const envelopes = [0, 32, 48, 48, 64];

/**
 * Reads a geometry of a GeoPackage: `GP`, version, flags, reference system, envelope, and then well-known binary.
 * @returns the shape, or a sentence on what is wrong with it
 *
 * Source: OGC GeoPackage Encoding Standard, clause 2.1.3.1.1, BLOB format.
 */
export function readGeoPackageShape(bytes: Uint8Array): Shape | string {
  const [g, p, , flags = 0] = bytes;
  const envelope = envelopes[(flags >> 1) & 7];
  if ((flags & 0x20) !== 0) return "its shape is of a kind of its own (an extended GeoPackage)";
  if (g !== 0x47 || p !== 0x50 || bytes.length < 8 || envelope === undefined)
    return "its shape is not written as GeoPackage writes shapes";
  if ((flags & 0x10) !== 0) return { kind: "none" };
  return readWkb(bytes, 8 + envelope);
}
