import { z } from "zod";
import { checksumOf, type Delivered, malformed } from "#intake";
import { Refusal } from "#kernel";
import { readAnswer } from "./answers.ts";
import { askPart } from "./cbs-v4.ts";
import { fetchPages, type PageFacts, type Pages, type PagesOrder } from "./pages.ts";
import { nameOf, shown } from "./shown.ts";
import type { Answer, Client } from "./types.ts";

const link = z.object({
  rel: z.string(),
  href: z.string(),
  type: z.string().nullish(),
  updated: z.string().nullish(),
});
const landingSchema = z.object({ links: z.array(link) });
const conformanceSchema = z.object({ conformsTo: z.array(z.string()) });
const collectionSchema = z.object({
  id: z.string(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  crs: z.array(z.string()).nullish(),
  links: z.array(link),
});
const collectionsSchema = z.object({ collections: z.array(collectionSchema) });
const pageSchema = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(
    z.looseObject({ type: z.literal("Feature"), id: z.union([z.string(), z.number()]).nullish() }),
  ),
  links: z.array(link).nullish(),
  numberMatched: z.number().nullish(),
  numberReturned: z.number().nullish(),
});

const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const part = (conf: string) => new RegExp(`/ogcapi-features-${conf}$`);
const [core, geoJson, byReference] = [
  part("1/1\\.[01]/conf/core"),
  part("1/1\\.[01]/conf/geojson"),
  part("2/1\\.0/conf/crs"),
];

/** Where a collection of features is, and which part of it is asked for. */
export interface OgcAddress {
  /** The landing page. */
  readonly base: URL;
  /** Null: the address is that of the service, and a collection is still to be chosen. */
  readonly collection: string | null;
  /** `bbox`, `datetime`, `crs` and the properties that the service lets one filter by. */
  readonly query: ReadonlyMap<string, string>;
}

/** A collection as it describes itself. */
export interface OgcCollection {
  readonly address: OgcAddress;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The coordinates that are asked for, as a URI; null: longitude and latitude (CRS84). */
  readonly crs: string | null;
  readonly licence: string;
  /** What it says of its state; null when it says nothing. */
  readonly updated: string | null;
}

/** `EPSG:28992` as services name it. @throws {Refusal} usage-wrong */
function crsUri(written: string): string {
  if (/^https?:\/\//.test(written)) return written;
  const code = /^EPSG:(?:\/0\/)?(\d+)$/i.exec(written)?.[1];
  if (code !== undefined) return `http://www.opengis.net/def/crs/EPSG/0/${code}`;
  if (/^(OGC:)?CRS84$/i.test(written)) return crs84;
  throw new Refusal("usage-wrong", `crs=${written} is not known; expected EPSG:28992 or CRS84.`);
}

/**
 * Understands the address of a collection of an OGC API: `…/collections/ID`, with `/items` and a question or without.
 * @returns null when it is the address of something else
 */
export function ogcAddress(written: string): OgcAddress | null {
  if (!URL.canParse(written)) return null;
  const address = new URL(written);
  const [, before, id] =
    /^(.*)\/collections(?:\/([^/]+)(?:\/items)?)?\/?$/.exec(address.pathname) ?? [];
  if (before === undefined) return null;
  const query = new Map(
    [...address.searchParams].filter(([key]) => !["f", "limit", "offset", "cursor"].includes(key)),
  );
  for (const key of ["crs", "bbox-crs"])
    if (query.has(key)) query.set(key, crsUri(query.get(key)!));
  return {
    base: new URL(address.origin + before),
    collection: id === undefined ? null : decodeURIComponent(id),
    query,
  };
}

const at = ({ base }: OgcAddress, path: string) =>
  new URL(`${base.href.replace(/\/$/, "")}${path}?f=json`);

async function checkConformance(client: Client, address: OgcAddress): Promise<void> {
  const { links } = await askPart(client, at(address, ""), landingSchema);
  const told = links.find(({ rel }) => /(^|\/)conformance$/.test(rel))?.href;
  const where =
    told === undefined ? at(address, "/conformance") : new URL(told, `${address.base.href}/`);
  if (!where.searchParams.has("f")) where.searchParams.set("f", "json");
  const { conformsTo } = await askPart(client, where, conformanceSchema);
  const has = (pattern: RegExp) => conformsTo.some((one) => pattern.test(one));
  const file = nameOf(address.base);
  if (!has(core) || !has(geoJson))
    throw malformed(
      { file },
      "this service does not say that it gives features as GeoJSON (OGC API – Features, part 1).",
    );
  if (["crs", "bbox-crs"].some((key) => address.query.has(key)) && !has(byReference))
    throw malformed(
      { file },
      "this service does not say that it knows other coordinates (OGC API – Features, part 2).",
    );
}

/**
 * Asks a collection what it is, after its service said that it speaks the language.
 * @throws {Refusal} usage-wrong when no collection is named, or its coordinates are not among those it has
 * Source: OGC 17-069r4, OGC API – Features, part 1: core; OGC 18-058r1, part 2: coordinate reference systems.
 */
export async function describeOgc(client: Client, address: OgcAddress): Promise<OgcCollection> {
  if (address.collection === null) {
    const { collections } = await askPart(client, at(address, "/collections"), collectionsSchema);
    throw new Refusal(
      "usage-wrong",
      `${nameOf(address.base)}: choose a collection, …/collections/ID; there are: ${shown(collections.map(({ id }) => id).join(", "), 500) || "none"}.`,
    );
  }
  await checkConformance(client, address);
  const where = at(address, `/collections/${encodeURIComponent(address.collection)}`);
  const facts = await askPart(client, where, collectionSchema);
  const crs = address.query.get("crs") ?? null;
  if (crs !== null && !(facts.crs ?? [crs84]).includes(crs))
    throw new Refusal(
      "usage-wrong",
      `${nameOf(where)}: it has no coordinates in ${crs}; it has: ${shown((facts.crs ?? [crs84]).join(", "), 500)}.`,
    );
  return {
    address,
    id: facts.id,
    title: facts.title ?? facts.id,
    description: facts.description ?? "",
    crs: crs === crs84 ? null : crs,
    licence: facts.links.find(({ rel }) => rel === "license")?.href ?? "",
    updated: facts.links.find(({ updated }) => updated != null)?.updated ?? null,
  };
}

/** An answer that does not say its coordinates has longitude and latitude; one in others must say so. */
function checkCrs(name: string, { crs }: OgcCollection, { headers }: Answer): void {
  const said = headers["content-crs"]?.replace(/^<|>$/g, "") ?? crs84;
  if (said === (crs ?? crs84)) return;
  throw malformed(
    { file: name },
    `its coordinates are in ${shown(said, 80)}; asked was for ${crs ?? crs84}.`,
  );
}

function factsOf(collection: OgcCollection, answer: Answer, page: Delivered): PageFacts {
  const { features, links, numberMatched, numberReturned } = readAnswer(page, pageSchema);
  checkCrs(page.name, collection, answer);
  if (numberReturned != null && numberReturned !== features.length)
    throw malformed(
      { file: page.name },
      `it says that it has ${numberReturned} features, and has ${features.length}. Try again later.`,
    );
  const name = features[0]?.id;
  return {
    items: features.length,
    content: checksumOf(JSON.stringify(features)),
    first: name == null ? null : String(name),
    next: links?.find(({ rel }) => rel === "next")?.href ?? null,
    total: numberMatched ?? null,
  };
}

/** What PDOK gives at most in one page. */
const pageLimit = 1000;

/** One file is made of them, and intake reads files of that size. */
const mostFileBytes = 256 * 1024 ** 2;

function ogcPages(collection: OgcCollection, folder: string): PagesOrder {
  const { address, id } = collection;
  const first = at(address, `/collections/${encodeURIComponent(id)}/items`);
  first.searchParams.set("limit", String(pageLimit));
  for (const [key, value] of address.query) first.searchParams.set(key, value);
  return {
    folder,
    name: id,
    items: "features",
    first,
    accept: "application/geo+json, application/json",
    mostBytes: mostFileBytes,
    version: collection.updated,
    expected: null,
    read: (answer, page) => factsOf(collection, answer, page),
  };
}

async function featuresOf(name: string, pages: Pages): Promise<readonly unknown[]> {
  const features: unknown[] = [];
  const seen = new Set<string | number>();
  for await (const page of pages.each())
    for (const feature of readAnswer(page, pageSchema).features) {
      if (feature.id != null && seen.has(feature.id))
        throw malformed(
          { file: name },
          `the feature ${shown(String(feature.id), 80)} is there twice; try again later.`,
        );
      if (feature.id != null) seen.add(feature.id);
      features.push(feature);
    }
  return features;
}

/** Features of a collection, as one file. */
export interface FetchedFeatures {
  /** GeoJSON; `crs` is a member of it when the coordinates are not longitude and latitude. */
  readonly delivered: Delivered;
  readonly features: number;
  /** Throws the fetched pages away. */
  readonly discard: () => Promise<void>;
}

/**
 * Fetches all features that the address asks for, page by page, as one GeoJSON file. The same features give the same
 * bytes, whatever the time. Properties are as they came.
 * @param folder of what is fetched; a download that was cut off goes on in it
 * @throws {Refusal} input-malformed when pages do not add up to what the service says it has
 */
export async function fetchOgc(
  client: Client,
  collection: OgcCollection,
  folder: string,
): Promise<FetchedFeatures> {
  const pages = await fetchPages(client, ogcPages(collection, folder));
  const { crs, id } = collection;
  const features = await featuresOf(id, pages).catch(async (error: unknown) => {
    await pages.discard();
    throw error;
  });
  const named = crs === null ? {} : { crs: { type: "name", properties: { name: crs } } };
  const text = JSON.stringify({ type: "FeatureCollection", name: id, ...named, features });
  return {
    delivered: { name: `${id}.geojson`, bytes: new TextEncoder().encode(text) },
    features: features.length,
    discard: pages.discard,
  };
}
