import { z } from "zod";
import {
  type Delivered,
  daySchema,
  type GeoFeature,
  idSchema,
  malformed,
  type Shape,
} from "#intake";
import { type AreaId, id, isId } from "#kernel";
import { dutchHierarchy, hierarchyRuleSchema } from "./hierarchy.ts";
import { type Box, boxOf, innerPoint, type Polygons, squareMetres } from "./shape-measures.ts";
import { setKinds } from "./types.ts";

/** What a set of boundaries is: `NAME.boundaries.yaml`, or options of the same names. */
export const boundarySettingsSchema = z.strictObject({
  kind: z.enum(setKinds),
  year: z.number().int().min(1800).max(2200),
  /** Left out: KIND-YEAR. */
  set: idSchema<"boundary-set">().optional(),
  code: z.string().min(1).optional(),
  name: z.string().min(1).optional(),
  layer: z.string().min(1).optional(),
  crs: z.string().min(1).optional(),
  /** The day on which these boundaries held. Left out: 1 January of the year. */
  referenceDate: daySchema.optional(),
  source: z.string().min(1),
  licence: z.string().min(1),
  hierarchy: z.array(hierarchyRuleSchema).default([...dutchHierarchy]),
});

/** What a set of boundaries is, understood. */
export type BoundarySettings = z.output<typeof boundarySettingsSchema>;

/** An area of a set with its shape. */
export interface SetShape {
  readonly code: AreaId;
  readonly name: string;
  readonly polygons: Polygons;
  readonly box: Box;
  /** Longitude and latitude of a point inside; null for an area without a shape. */
  readonly inner: readonly [number, number] | null;
  /** null: the shape encloses nothing, as a coarse map may have. */
  readonly squareMetres: number | null;
}

/** What was noticed while reading a set. */
export interface SetChecks {
  /** Codes of which the shape encloses nothing. */
  readonly flat: readonly string[];
  /** Codes that have no shape at all. */
  readonly shapeless: readonly string[];
  /** Codes that stand in more than one feature; their parts were put together. */
  readonly parts: readonly string[];
}

/** Where codes and names stand when nobody says: as Statistics Netherlands and others write them. */
const usualCodes = ["statcode", "code", "buurtcode", "wijkcode", "gemeentecode", "id"];
const usualNames = ["statnaam", "naam", "name", "buurtnaam", "wijknaam", "gemeentenaam"];

function propertyOf(
  file: string,
  features: readonly GeoFeature[],
  option: "code" | "name",
  given: string | undefined,
): string {
  const has = Object.keys(features[0]?.properties ?? {});
  const found =
    given ?? (option === "code" ? usualCodes : usualNames).find((name) => has.includes(name));
  if (found !== undefined && has.includes(found)) return found;
  throw malformed(
    { file },
    `${given === undefined ? `no property is known to hold the ${option}` : `there is no property "${given}"`}; name it with --${option}. Its features have: ${has.join(", ") || "none"}.`,
  );
}

const written = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value).trim() : "";

interface Part {
  readonly name: string;
  readonly polygons: Polygons;
}

function polygonsOf(file: string, code: string, shape: Shape): Polygons {
  if (shape.kind === "point")
    throw malformed({ file }, `${code} is a point; boundaries are polygons.`);
  return shape.kind === "area" ? shape.polygons : [];
}

function addFile(
  parts: Map<string, Part[]>,
  file: string,
  features: readonly GeoFeature[],
  settings: Pick<BoundarySettings, "code" | "name">,
): void {
  if (features.length === 0) throw malformed({ file }, "there are no areas in it.");
  const code = propertyOf(file, features, "code", settings.code);
  const name = propertyOf(file, features, "name", settings.name);
  for (const [at, { properties, shape }] of features.entries()) {
    const [found, called] = [written(properties[code]), written(properties[name])];
    if (!isId(found))
      throw malformed({ file }, `feature ${at + 1}: "${found}" in "${code}" is not a code.`);
    if (called === "") throw malformed({ file }, `feature ${at + 1}, ${found}: it has no name.`);
    const part = { name: called, polygons: polygonsOf(file, found, shape) };
    const before = parts.get(found);
    if (before === undefined) parts.set(found, [part]);
    else if (before[0]!.name === called) before.push(part);
    else
      throw malformed(
        { file },
        `feature ${at + 1}, ${found}: it is called "${called}" here and "${before[0]!.name}" before.`,
      );
  }
}

/** Less than this is what rounding leaves of a shape that encloses nothing. */
const leastMetres = 1;

function shapeOf(code: string, parts: readonly Part[]): SetShape {
  const polygons = parts.flatMap((part) => part.polygons);
  const metres = squareMetres(polygons);
  return {
    code: id<"area">(code),
    name: parts[0]!.name,
    polygons,
    box: polygons.length === 0 ? [0, 0, 0, 0] : boxOf(polygons),
    inner: polygons.length === 0 ? null : innerPoint(polygons),
    squareMetres: metres < leastMetres ? null : metres,
  };
}

/**
 * The areas of a set from the features of its files, by code. Pure.
 * @throws {Refusal} input-malformed, naming the file and the feature
 */
export function readBoundarySet(
  files: readonly { readonly file: Delivered; readonly features: readonly GeoFeature[] }[],
  settings: Pick<BoundarySettings, "code" | "name">,
): { readonly shapes: readonly SetShape[]; readonly checks: SetChecks } {
  const parts = new Map<string, Part[]>();
  for (const { file, features } of files) addFile(parts, file.name, features, settings);
  const shapes = [...parts].map(([code, all]) => shapeOf(code, all));
  const codes = (of: (shape: SetShape) => boolean) => shapes.filter(of).map(({ code }) => code);
  return {
    shapes: shapes.sort((a, b) => (a.code < b.code ? -1 : 1)),
    checks: {
      flat: codes((one) => one.inner !== null && one.squareMetres === null).sort(),
      shapeless: codes((one) => one.inner === null).sort(),
      parts: [...parts]
        .filter(([, all]) => all.length > 1)
        .map(([code]) => code)
        .sort(),
    },
  };
}
