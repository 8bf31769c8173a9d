import initSqlJs from "sql.js";
import { describe, expect, test } from "vitest";
import { readGeoLayer } from "./geo-layer.ts";
import { rdToWgs84 } from "./rd-new.ts";

const json = (content: object, name = "a.geojson") => ({
  name,
  bytes: new TextEncoder().encode(JSON.stringify(content)),
});
const square = (x: number, y: number, side: number) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
const collection = (coordinates: unknown, crs?: string) => ({
  type: "FeatureCollection",
  ...(crs === undefined ? {} : { crs: { type: "name", properties: { name: crs } } }),
  features: [
    { type: "Feature", properties: { code: "A1" }, geometry: { type: "Polygon", coordinates } },
  ],
});

/** Well-known binary of a multipolygon of one ring, with or without heights. */
function wkb(ring: readonly (readonly number[])[], { little = true, z = false } = {}): Uint8Array {
  const bytes: number[] = [];
  const put = (size: number, set: (view: DataView) => void) => {
    const view = new DataView(new ArrayBuffer(size));
    set(view);
    bytes.push(...new Uint8Array(view.buffer));
  };
  const count = (value: number) => put(4, (view) => view.setUint32(0, value, little));
  const number = (value: number) => put(8, (view) => view.setFloat64(0, value, little));
  const head = (type: number) => {
    bytes.push(little ? 1 : 0);
    count(type + (z ? 1000 : 0));
  };
  head(6);
  count(1);
  head(3);
  count(1);
  count(ring.length);
  for (const [x, y] of ring) {
    number(x!);
    number(y!);
    if (z) number(7);
  }
  return Uint8Array.from(bytes);
}

const packed = (shape: Uint8Array, { envelope = 0, empty = false } = {}) =>
  Uint8Array.from([
    0x47,
    0x50,
    0,
    1 | (envelope << 1) | (empty ? 0x10 : 0),
    ...[0x40, 0x71, 0, 0], // reference system 28992
    ...Array.from({ length: [0, 32, 48, 48, 64][envelope]! }, () => 0),
    ...shape,
  ]);

interface Layer {
  readonly name: string;
  readonly srs: number;
  readonly rows: readonly (readonly [code: string, shape: Uint8Array | null])[];
}

/** A GeoPackage as a program writes it, with the tables that the standard asks for. */
async function geoPackage(...layers: readonly Layer[]) {
  const { Database } = await initSqlJs();
  const database = new Database();
  database.run(
    `create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text, organization_coordsys_id integer, definition text);
     insert into gpkg_spatial_ref_sys values ('RD', 28992, 'EPSG', 28992, ''), ('WGS 84', 4326, 'EPSG', 4326, ''), ('UTM', 32631, 'EPSG', 32631, '');
     create table gpkg_contents (table_name text primary key, data_type text, srs_id integer);
     create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer, z integer, m integer);`,
  );
  for (const { name, srs, rows } of layers) {
    database.run(`create table "${name}" (fid integer primary key, geom blob, code text)`);
    database.run("insert into gpkg_contents values (?, 'features', ?)", [name, srs]);
    database.run("insert into gpkg_geometry_columns values (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)", [
      name,
      srs,
    ]);
    for (const [code, shape] of rows)
      database.run(`insert into "${name}" (geom, code) values (?, ?)`, [shape, code]);
  }
  const bytes = database.export();
  database.close();
  return { name: "a.gpkg", bytes };
}

// The check points that RDNAPTRANS publishes for testing implementations: RD x and y, ETRS89 latitude and longitude.
test.for([
  ["Texel", 117380.12, 575040.34, 53.160753042, 4.824761912],
  ["Noord-Groningen", 247380.56, 604580.78, 53.41948205, 6.776726674],
  ["Amersfoort", 155000, 463000, 52.155172897, 5.387203657],
  ["Zeeuws-Vlaanderen", 16460.91, 377380.23, 51.368607152, 3.397588595],
  ["Zuid-Limburg", 182260.45, 311480.67, 50.792584916, 5.773795548],
  ["Maasvlakte", 64640.89, 440700.0101, 51.947393898, 4.072887101],
] as const)("RD New is right within 0.25 m in %s", ([, x, y, latitude, longitude]) => {
  const [east, north] = rdToWgs84(x, y);
  const metres = Math.hypot(
    (north - latitude) * 111_250,
    (east - longitude) * 111_320 * Math.cos((latitude * Math.PI) / 180),
  );
  expect(metres).toBeLessThan(0.25);
});

test.for([
  "EPSG:28992",
  "urn:ogc:def:crs:EPSG::28992",
  "http://www.opengis.net/def/crs/EPSG/0/28992",
])("coordinates in %s become degrees", async (crs) => {
  const [one] = await readGeoLayer(json(collection([square(155000, 463000, 100)], crs)), {});
  expect(one?.shape.kind === "area" && one.shape.polygons[0]![0]![0]![0]).toBeCloseTo(5.3872, 4);
});

test("degrees stay as they are, and a crs that was given comes before that of the file", async () => {
  const degrees = json(collection([square(5, 52, 1)], "urn:ogc:def:crs:OGC:1.3:CRS84"));
  const [one] = await readGeoLayer(degrees, {});
  expect(one).toMatchObject({ properties: { code: "A1" }, shape: { kind: "area" } });
  const rd = json(collection([square(155000, 463000, 100)]));
  expect(await readGeoLayer(rd, { crs: "EPSG:28992" })).toHaveLength(1);
});

test.for([
  [
    collection([square(155000, 463000, 1)]),
    "feature 1 has the position 155000, 463000, which is not in degrees",
  ],
  [collection([square(5, 52, 1)], "EPSG:3857"), "its coordinates are in EPSG:3857; WGS84"],
  [collection([[[5, 52]]]), "feature 1: a ring needs at least three positions."],
  [{ type: "FeatureCollection", features: [7] }, "feature 1 is not a GeoJSON Feature."],
] as const)("refuses %j", async ([content, sentence]) => {
  await expect(readGeoLayer(json(content), {})).rejects.toThrow(`a.geojson: ${sentence}`);
});

describe("a GeoPackage", () => {
  const ring = square(155000, 463000, 100);

  test.for([
    ["little-endian", wkb(ring), 0],
    ["big-endian", wkb(ring, { little: false }), 1],
    ["with heights", wkb(ring, { z: true }), 4],
  ] as const)("is read, %s", async ([, shape, envelope]) => {
    const file = await geoPackage({
      name: "wijken",
      srs: 28992,
      rows: [["WK1", packed(shape, { envelope })]],
    });
    const [one] = await readGeoLayer(file, {});
    expect(one?.properties).toEqual({ fid: 1, code: "WK1" });
    expect(one?.shape.kind === "area" && one.shape.polygons[0]![0]).toHaveLength(5);
    expect(one?.shape.kind === "area" && one.shape.polygons[0]![0]![0]![1]).toBeCloseTo(52.1552, 4);
  });

  test("has empty and missing shapes, and more than one layer", async () => {
    const file = await geoPackage(
      { name: "a", srs: 28992, rows: [["A", null]] },
      { name: "b", srs: 28992, rows: [["B", packed(wkb(ring), { empty: true })]] },
    );
    await expect(readGeoLayer(file, {})).rejects.toThrow(
      "a.gpkg: this GeoPackage has the layers a, b; name one of them with --layer.",
    );
    expect(await readGeoLayer(file, { layer: "b" })).toMatchObject([
      { properties: { code: "B" }, shape: { kind: "none" } },
    ]);
    expect(await readGeoLayer(file, { layer: "a" })).toMatchObject([{ shape: { kind: "none" } }]);
  });

  test("is refused when a shape breaks off, is of another kind, or the reference system is another", async () => {
    const layer = (shape: Uint8Array, srs = 28992) =>
      geoPackage({ name: "a", srs, rows: [["A", shape]] }).then((file) => readGeoLayer(file, {}));
    await expect(layer(packed(wkb(ring)).subarray(0, 60))).rejects.toThrow(
      "a.gpkg: feature 1: its shape breaks off before its end.",
    );
    await expect(layer(packed(Uint8Array.from([1, 2, 0, 0, 0, 0, 0, 0, 0])))).rejects.toThrow(
      "this is a LineString",
    );
    await expect(layer(Uint8Array.from([1, 2, 3]))).rejects.toThrow("not written as GeoPackage");
    await expect(layer(packed(wkb(ring)), 32631)).rejects.toThrow("are in EPSG:32631; WGS84");
    // A count of four thousand million positions in a shape of sixty bytes ends at its end.
    const huge = packed(wkb(ring));
    huge.set([255, 255, 255, 255], 8 + 9 + 5 + 4);
    await expect(layer(huge)).rejects.toThrow("breaks off before its end");
  });

  test("is refused when it is a database of something else, or broken", async () => {
    const { Database } = await initSqlJs();
    const other = new Database();
    other.run("create table a (b)");
    const bytes = other.export();
    await expect(readGeoLayer({ name: "a.gpkg", bytes }, {})).rejects.toThrow(
      "a.gpkg: this is not a GeoPackage that can be read: no such table: gpkg_contents.",
    );
    bytes.fill(7, 100);
    await expect(readGeoLayer({ name: "a.gpkg", bytes }, {})).rejects.toThrow(
      "a.gpkg: this is not a GeoPackage that can be read:",
    );
  });
});

test.for([
  [
    "a.geojson",
    [square(52.3, 4.8, 0.1)],
    /^a\.geojson: feature 1 has the position 52\.3, 4\.8: latitude seems/,
  ],
  [
    "a.gpkg",
    [square(4.8, 52.3, 0.1)],
    /^a\.gpkg: the name ends in \.gpkg, and the file is no GeoPackage/,
  ],
] as const)(
  "%s that is not what it should be is refused",
  async ([name, coordinates, sentence]) => {
    await expect(readGeoLayer(json(collection(coordinates), name), {})).rejects.toThrow(sentence);
  },
);
