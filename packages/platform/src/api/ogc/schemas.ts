import { z } from "zod";
import { crs84, crsNames } from "./crs.ts";

/** The schemas of `/ogc` that have a name in its document. */
export const ogcSchemas = z.registry<{ id: string }>();

function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  ogcSchemas.add(schema, { id });
  return schema;
}

const link = named(
  "Link",
  z.object({
    href: z.string(),
    rel: z.string(),
    type: z.string().optional(),
    title: z.string().optional(),
  }),
);
/** A link of an answer. */
export type Link = z.output<typeof link>;

export const landing = named(
  "LandingPage",
  z.object({ title: z.string(), description: z.string(), links: z.array(link) }),
);

export const conformance = named("Conformance", z.object({ conformsTo: z.array(z.string()) }));

export const collection = named(
  "Collection",
  z.object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    attribution: z.string(),
    itemType: z.string(),
    extent: z.object({
      spatial: z.object({ bbox: z.array(z.array(z.number()).length(4)), crs: z.string() }),
      temporal: z.object({ interval: z.array(z.array(z.string()).length(2)) }),
    }),
    crs: z.array(z.string()),
    storageCrs: z.string(),
    links: z.array(link),
  }),
);

export const collections = named(
  "Collections",
  z.object({ links: z.array(link), collections: z.array(collection) }),
);

const properties = named(
  "Properties",
  z.object({
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    year: z.int(),
    referenceDate: z.string(),
    municipality: z.string().nullable(),
    municipalityName: z.string().nullable(),
    squareMetres: z.number().nullable(),
    page: z.string(),
  }),
);
/** What is told of an area beside its shape. */
export type Properties = z.output<typeof properties>;

const geometry = z
  .object({ type: z.enum(["MultiPolygon"]), coordinates: z.array(z.unknown()) })
  .nullable();

const featureShape = {
  type: z.enum(["Feature"]),
  id: z.string(),
  geometry,
  properties,
};

export const feature = named("Feature", z.object({ ...featureShape, links: z.array(link) }));

export const featureCollection = named(
  "FeatureCollection",
  z.object({
    type: z.enum(["FeatureCollection"]),
    numberMatched: z.int(),
    numberReturned: z.int(),
    timeStamp: z.string(),
    links: z.array(link),
    features: z.array(z.object(featureShape)),
  }),
);

const form = z.enum(["json"]).optional().describe("The form of the answer; there is one.");

/** The parameter that every address knows. */
export const formQuery = { f: form };

const crs = z
  .enum(crsNames)
  .default(crs84)
  .describe("The coordinates of the answer: degrees (CRS84) or metres in RD New (EPSG:28992).");

/** The parameters of one feature. */
export const featureQuery = { ...formQuery, crs };

/** As many features as an answer may hold. A larger wish is no error: it gets this many. */
export const mostFeatures = 10_000;

/** The parameters of the features of a collection. */
export const itemsQuery = {
  ...featureQuery,
  limit: z.int().min(1).max(mostFeatures).default(100).describe("As many features at most."),
  offset: z.int().min(0).max(100_000_000).default(0).describe("As many are passed over."),
  bbox: z
    .array(z.number())
    .min(4)
    .max(6)
    .optional()
    .describe("West, south, east, north: only features that have a point in it."),
  "bbox-crs": z.enum(crsNames).default(crs84).describe("The coordinates of bbox."),
  datetime: z
    .string()
    .max(80)
    .optional()
    .describe("A day or moment, or two with / between; .. is an open end."),
  code: z.string().max(80).optional().describe("Only the area with this code."),
  name: z.string().max(200).optional().describe("Only areas of this name."),
  municipality: z.string().max(80).optional().describe("Only areas in this municipality."),
};
