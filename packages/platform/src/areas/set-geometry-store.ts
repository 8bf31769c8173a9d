import type { AreaId } from "#kernel";
import type { Lake } from "#store";
import type { BoundarySet } from "./boundary-store.ts";

/** The areas of a set in columns, the shapes as they are stored: place 0 of each belongs to the same area. */
export interface SetGeometry {
  readonly codes: readonly AreaId[];
  readonly names: readonly string[];
  /** Coordinates of a GeoJSON MultiPolygon as text; `[]` for an area without a shape. */
  readonly geometries: readonly string[];
  /** Of a point inside; null for an area without a shape. */
  readonly longitudes: readonly (number | null)[];
  readonly latitudes: readonly (number | null)[];
}

/**
 * The areas of a set without taking their shapes apart: what is handed on to another thread, or of which only some are drawn.
 * @throws {Refusal} when the lake does not have them
 */
export async function readSetGeometry(
  lake: Lake,
  { shapesFile }: Pick<BoundarySet, "shapesFile">,
): Promise<SetGeometry> {
  const found = await lake.columns<Partial<SetGeometry>>(
    `select code as codes, name as names, geometry as geometries, longitude as longitudes, latitude as latitudes
       from read_parquet('${lake.file(shapesFile).replaceAll("'", "''")}') order by code`,
  );
  const { codes = [], names = [], geometries = [], longitudes = [], latitudes = [] } = found;
  return { codes, names, geometries, longitudes, latitudes };
}

/** The codes of a set that have a shape. */
export async function readShapedCodes(
  lake: Lake,
  { shapesFile }: Pick<BoundarySet, "shapesFile">,
): Promise<ReadonlySet<string>> {
  const { codes = [] } = await lake.columns<{ readonly codes?: readonly string[] }>(
    `select code as codes from read_parquet('${lake.file(shapesFile).replaceAll("'", "''")}') where geometry <> '[]'`,
  );
  return new Set(codes);
}

/** The shape of one area of a set, as `geometries` has it; null: the set does not have the area. */
export async function readAreaGeometry(
  lake: Lake,
  { shapesFile }: Pick<BoundarySet, "shapesFile">,
  code: string,
): Promise<string | null> {
  const [row] = await lake.rows<{ geometry: string }>(
    `select geometry from read_parquet('${lake.file(shapesFile).replaceAll("'", "''")}') where code = $1`,
    [code],
  );
  return row?.geometry ?? null;
}
