import { z } from "zod";
import { type Delivered, malformed, textOf } from "#intake";

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

/** Reads `outline.geojson`. @throws {Refusal} input-malformed */
export function readOutlineFile(delivered: Delivered): Outline {
  const file = delivered.name;
  let parsed: unknown;
  try {
    parsed = JSON.parse(textOf(delivered));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw malformed({ file }, `this is not JSON: ${error.message}.`);
  }
  const result = outlineSchema.safeParse(parsed);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw malformed({ file }, `at ${issue.path.join(".") || "the top"}: ${issue.message}.`);
}
