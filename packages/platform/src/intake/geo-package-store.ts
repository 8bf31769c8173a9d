import type { Database } from "sql.js";
import type { Entry, Shape } from "./geometry-file.ts";
import { malformed } from "./place.ts";
import type { Delivered } from "./read-file.ts";
import { readGeoPackageShape } from "./wkb.ts";

/** A layer of a GeoPackage as it stands in the file. */
export interface PackageLayer {
  readonly crs: string;
  readonly features: readonly { readonly properties: Entry; readonly shape: Shape | string }[];
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function rowsOf(database: Database, sql: string): readonly Entry[] {
  const rows: Entry[] = [];
  const statement = database.prepare(sql);
  try {
    while (statement.step()) rows.push(statement.getAsObject());
  } finally {
    statement.free();
  }
  return rows;
}

function chooseLayer(file: string, rows: readonly Entry[], layer: string | undefined): Entry {
  const found = layer === undefined ? rows : rows.filter((row) => row["name"] === layer);
  if (found.length === 1) return found[0]!;
  const names = rows.map((row) => row["name"]).join(", ") || "(none)";
  throw malformed(
    { file },
    `this GeoPackage has the layers ${names}; name one of them with --layer.`,
  );
}

function readLayer(database: Database, file: string, layer: string | undefined): PackageLayer {
  const layers = rowsOf(
    database,
    `select g.table_name as name, g.column_name as shape,
            coalesce(s.organization || ':' || s.organization_coordsys_id, 'srs ' || g.srs_id) as crs
       from gpkg_contents c
       join gpkg_geometry_columns g on g.table_name = c.table_name
       left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
      where c.data_type = 'features' order by g.table_name`,
  );
  const { name, shape, crs } = chooseLayer(file, layers, layer);
  const column = String(shape);
  return {
    crs: String(crs),
    features: rowsOf(database, `select * from ${quoted(String(name))}`).map((row) => {
      const { [column]: bytes, ...properties } = row;
      if (bytes === null) return { properties, shape: { kind: "none" } };
      const read =
        bytes instanceof Uint8Array ? readGeoPackageShape(bytes) : "its shape is not binary";
      return { properties, shape: read };
    }),
  };
}

/** Whether bytes are an SQLite database, which every GeoPackage is. */
export const isSqlite = ({ bytes }: Delivered): boolean =>
  new TextDecoder("latin1").decode(bytes.subarray(0, 15)) === "SQLite format 3";

/**
 * Reads one layer of a GeoPackage, in memory.
 * @throws {Refusal} input-malformed
 */
export async function readGeoPackage(
  { name: file, bytes }: Delivered,
  layer: string | undefined,
): Promise<PackageLayer> {
  const { default: initialise } = await import("sql.js"); // a megabyte of WebAssembly, for this alone
  const { Database } = await initialise();
  const database = new Database(bytes);
  try {
    return readLayer(database, file, layer);
  } catch (error) {
    // What the library says of a file is an Error of its own words; ours are refusals.
    if (!(error instanceof Error) || error.name !== "Error") throw error;
    throw malformed({ file }, `this is not a GeoPackage that can be read: ${error.message}.`);
  } finally {
    database.close();
  }
}
