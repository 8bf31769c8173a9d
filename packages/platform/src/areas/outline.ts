import { z } from "zod";
import { type Delivered, readJson, refuseTurned } from "#intake";

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const polygon = z.array(z.array(position).min(4)).min(1);

const outlineSchema = z.object({
  type: z.literal("FeatureCollection"),
  features: z
    .array(
      z.object({
        type: z.literal("Feature"),
        properties: z.object({ kind: z.enum(["land", "water"]) }),
        geometry: z.discriminatedUnion("type", [
          z.object({ type: z.literal("Polygon"), coordinates: polygon }),
          z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(polygon).min(1) }),
        ]),
      }),
    )
    .min(1),
});

/** The land behind the dots of a map, as GeoJSON in WGS84; each feature's `kind` is land or water. */
export type Outline = z.output<typeof outlineSchema>;

/** Reads `outline.geojson`. @throws {Refusal} input-malformed with file, line and column */
export function readOutlineFile(delivered: Delivered): Outline {
  const outline = readJson(delivered, outlineSchema);
  for (const [at, { geometry }] of outline.features.entries()) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    refuseTurned(delivered.name, at, { kind: "area", polygons });
  }
  return outline;
}
