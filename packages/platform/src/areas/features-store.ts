import type { AreaId } from "#kernel";
import type { Lake } from "#store";
import type { BoundarySet } from "./boundary-store.ts";
import type { Box } from "./shape-measures.ts";

/** What is known of an area of a set without its shape: of a whole set it is small enough to hold. */
export interface SetFeature {
  readonly code: AreaId;
  readonly name: string;
  /** Null for an area without a shape. */
  readonly box: Box | null;
  /** Null: the shape encloses nothing. */
  readonly squareMetres: number | null;
}

const tableOf = (lake: Lake, { shapesFile }: Pick<BoundarySet, "shapesFile">) =>
  `read_parquet('${lake.file(shapesFile).replaceAll("'", "''")}')`;

/** The areas of a set in the order of their codes, without their shapes. */
export async function readSetFeatures(
  lake: Lake,
  set: Pick<BoundarySet, "shapesFile">,
): Promise<readonly SetFeature[]> {
  const rows = await lake.rows<{
    readonly code: AreaId;
    readonly name: string;
    readonly west: number;
    readonly south: number;
    readonly east: number;
    readonly north: number;
    readonly latitude: number | null;
    readonly square_metres: number | null;
  }>(
    `select code, name, west, south, east, north, latitude, square_metres from ${tableOf(lake, set)} order by code`,
  );
  return rows.map(({ code, name, west, south, east, north, latitude, square_metres }) => ({
    code,
    name,
    box: latitude === null ? null : [west, south, east, north],
    squareMetres: square_metres,
  }));
}

/** The shape of an area, as the text of the coordinates of a GeoJSON MultiPolygon. */
export interface GeometryText {
  readonly code: AreaId;
  readonly coordinates: string;
}

/** More codes than these are not named one by one in a question. */
const mostNamed = 500;

/**
 * The shapes of some areas of a set, some hundreds at a time, in the order of their codes: as many as there may be, they
 * are never all held. The file was written in that order.
 * @param codes in order
 */
export async function* geometryTexts(
  lake: Lake,
  set: Pick<BoundarySet, "shapesFile">,
  codes: readonly AreaId[],
): AsyncIterable<readonly GeometryText[]> {
  if (codes.length === 0) return;
  const text = (code: string) => `'${code.replaceAll("'", "''")}'`;
  const which =
    codes.length <= mostNamed
      ? `code in (${codes.map(text).join(", ")})`
      : `code between ${text(codes[0]!)} and ${text(codes.at(-1)!)}`;
  const wanted = new Set<unknown>(codes);
  const sql = `select code, geometry from ${tableOf(lake, set)} where ${which}`;
  for await (const batch of lake.batches({ sql }))
    yield batch
      .filter(([code]) => wanted.has(code))
      .map(([code, geometry]) => ({ code: code as AreaId, coordinates: String(geometry) }));
}
