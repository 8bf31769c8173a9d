import type { Context, Hono } from "hono";
import type { BoundarySet, SetFeature } from "#areas";
import type { PublicData } from "#flows";
import type { Door } from "../door.ts";
import { apiVersion, linkHeader } from "../http.ts";
import { pages } from "../pages.ts";
import { readQuery, type Shape, type Values } from "../parameters.ts";
import { Problem } from "../problem.ts";
import { crs84, crsNames } from "./crs.ts";
import { FeatureReader, featuresAsked, propertiesOf, yearOf } from "./features.ts";
import { ogcDocument } from "./ogc-document.ts";
import { featureQuery, formQuery, itemsQuery, type Link, mostFeatures } from "./schemas.ts";

/** Where the service begins. */
export const ogcRoot = "/ogc";

const json = "application/json";
const geoJson = "application/geo+json";
const openApi = "application/vnd.oai.openapi+json;version=3.0";

const conf = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf";
/** What the service says that it meets. */
const conformsTo = [
  `${conf}/core`,
  `${conf}/geojson`,
  `${conf}/oas30`,
  "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
];

const link = (rel: string, href: string, type: string, title: string): Link => ({
  rel,
  href,
  type,
  title,
});

const collectionPath = ({ id }: Pick<BoundarySet, "id">) =>
  `${ogcRoot}/collections/${encodeURIComponent(id)}`;

function landingOf(origin: string, programme: string) {
  const root = origin + ogcRoot;
  return {
    title: `Areas of ${programme}`,
    description: "Boundaries of areas, a collection for every kind and year.",
    links: [
      link("self", root, json, "This page"),
      link("service-desc", `${root}/api`, openApi, "The service, as OpenAPI 3.0"),
      link("service-doc", origin + pages.about("nl"), "text/html", "About the site"),
      link("conformance", `${root}/conformance`, json, "What it conforms to"),
      link("data", `${root}/collections`, json, "The collections"),
      link("alternate", origin + pages.areas("nl"), "text/html", "The areas, for people"),
    ],
  };
}

function extentOf(set: BoundarySet, features: readonly SetFeature[]) {
  const boxes = features.flatMap(({ box }) => (box === null ? [] : [box]));
  const edge = (side: 0 | 1 | 2 | 3, pick: (a: number, b: number) => number) =>
    boxes.reduce((found, box) => pick(found, box[side]), boxes[0]?.[side] ?? 0);
  const { from, to } = yearOf(set);
  return {
    spatial: {
      bbox: [[edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)]],
      crs: crs84,
    },
    temporal: {
      interval: [[new Date(from).toISOString(), new Date(to + 1 - 1000).toISOString()]],
    },
  };
}

function collectionOf(set: BoundarySet, features: readonly SetFeature[], origin: string) {
  const self = origin + collectionPath(set);
  return {
    id: set.id,
    title: `${set.kind} ${set.year}`,
    description: `All areas of the kind ${set.kind} in ${set.year}, by ${set.source}.`,
    attribution: `${set.source}, ${set.licence}`,
    itemType: "feature",
    extent: extentOf(set, features),
    crs: [...crsNames],
    storageCrs: crs84,
    links: [
      link("self", self, json, "This collection"),
      link("items", `${self}/items`, geoJson, "Its areas"),
      link("alternate", origin + pages.areas("nl"), "text/html", "The areas, for people"),
      ...(URL.canParse(set.licence) ? [link("license", set.licence, "text/html", "Licence")] : []),
    ],
  };
}

/** A wish for more than there may be is no error by the standard: it gets as many as there may be. */
function clamped(query: URLSearchParams): URLSearchParams {
  const limit = query.get("limit") ?? "";
  const result = new URLSearchParams(query);
  if (/^\d+$/.test(limit) && Number(limit) > mostFeatures)
    result.set("limit", String(mostFeatures));
  return result;
}

/** Answers of the service. */
class Ogc {
  readonly #door: Door;
  readonly #reader: FeatureReader;

  constructor(door: Door) {
    this.#door = door;
    this.#reader = new FeatureReader(door.options.store);
  }

  /** A small answer. */
  add(
    app: Hono,
    path: string,
    type: string,
    make: (c: Context, data: PublicData, origin: string) => Promise<object>,
  ): void {
    app.get(ogcRoot + path, async (c) => {
      this.#understand(c, formQuery);
      const form = this.#door.form(c, type === json ? [json] : [type, json]);
      const data = await this.#door.data.read(null);
      const asked = { form, edition: data.edition };
      return this.#door.answer(c, asked, async () => ({
        body: JSON.stringify(await make(c, data, this.#door.origin(c))),
      }));
    });
  }

  /** `f=json` says what an Accept header says; with it the header does not count. */
  #understand<Of extends Shape>(c: Context, shape: Of): Values<Of> {
    const values = readQuery(shape, clamped(new URL(c.req.url).searchParams));
    if ("f" in values && values["f"] === "json") c.req.raw.headers.delete("accept");
    return values;
  }

  set(c: Context, data: PublicData): BoundarySet {
    const id = c.req.param("collection") ?? "";
    const found = data.sets.find((one) => one.id === id);
    if (found !== undefined) return found;
    throw new Problem(
      "address-unknown",
      { nl: `Er is geen collectie "${id}".`, en: `There is no collection "${id}".` },
      "collection",
    );
  }

  async collection(set: BoundarySet, origin: string) {
    return collectionOf(set, await this.#reader.of(set), origin);
  }

  async items(c: Context): Promise<Response> {
    const query = this.#understand(c, itemsQuery);
    this.#door.form(c, [geoJson, json]);
    const form = geoJson;
    const data = await this.#door.data.read(null);
    const set = this.set(c, data);
    c.header("content-crs", `<${query.crs}>`);
    return this.#door.answer(c, { form, edition: data.edition }, async () => {
      const origin = this.#door.origin(c);
      const found = await featuresAsked(this.#reader, set, data, query);
      const shown = found.slice(query.offset, query.offset + query.limit);
      const links = this.#itemLinks(c, set, query, found.length);
      const others = links.filter(({ rel }) => rel === "next" || rel === "prev");
      if (others.length > 0) c.header("link", linkHeader(others));
      const head = {
        type: "FeatureCollection",
        numberMatched: found.length,
        numberReturned: shown.length,
        timeStamp: new Date().toISOString(),
        links,
      };
      const tell = propertiesOf(set, data, origin);
      const written = this.#reader.written(set, shown, { crs: query.crs, tell });
      return { body: writeCollection(head, written) };
    });
  }

  #itemLinks(
    c: Context,
    set: BoundarySet,
    { limit, offset }: { readonly limit: number; readonly offset: number },
    total: number,
  ): readonly Link[] {
    const here = this.#door.address(c);
    const origin = this.#door.origin(c);
    const at = (place: number) => {
      const target = new URL(here);
      target.searchParams.set("offset", String(place));
      target.searchParams.set("limit", String(limit));
      return target.href;
    };
    return [
      link("self", here, geoJson, "These areas"),
      ...(offset > 0 ? [link("prev", at(Math.max(0, offset - limit)), geoJson, "Before")] : []),
      ...(offset + limit < total ? [link("next", at(offset + limit), geoJson, "After")] : []),
      link("collection", origin + collectionPath(set), json, "The collection"),
      link("alternate", origin + pages.areas("nl"), "text/html", "The areas, for people"),
    ];
  }

  async feature(c: Context): Promise<Response> {
    const { crs } = this.#understand(c, featureQuery);
    this.#door.form(c, [geoJson, json]);
    const data = await this.#door.data.read(null);
    const set = this.set(c, data);
    const id = c.req.param("feature") ?? "";
    const one = (await this.#reader.of(set)).find(({ code }) => code === id);
    if (one === undefined)
      throw new Problem(
        "area-unknown",
        {
          nl: `Er is geen gebied "${id}" in ${set.id}.`,
          en: `There is no area "${id}" in ${set.id}.`,
        },
        "feature",
      );
    c.header("content-crs", `<${crs}>`);
    return this.#door.answer(c, { form: geoJson, edition: data.edition }, async () => {
      const origin = this.#door.origin(c);
      const tell = propertiesOf(set, data, origin);
      const links = [
        link("self", this.#door.address(c), geoJson, "This area"),
        link("collection", origin + collectionPath(set), json, "The collection"),
        link("alternate", tell(one).page, "text/html", "The area, for people"),
      ];
      for await (const [text] of this.#reader.written(set, [one], { crs, tell }))
        if (text !== undefined)
          return { body: `${text.slice(0, -1)},"links":${JSON.stringify(links)}}` };
      return { body: "" };
    });
  }
}

async function* writeCollection(
  head: object,
  features: AsyncIterable<readonly string[]>,
): AsyncIterable<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"features":[`;
  let isFirst = true;
  for await (const batch of features)
    for (const text of batch) {
      yield isFirst ? text : `,${text}`;
      isFirst = false;
    }
  yield "]}";
}

/** Adds the areas as features: OGC API – Features, part 1: core, GeoJSON and OpenAPI 3.0. */
export function addOgc(app: Hono, door: Door): void {
  const ogc = new Ogc(door);
  ogc.add(app, "", json, async (_, data, origin) => landingOf(origin, data.programme.name.en));
  ogc.add(app, "/conformance", json, async () => ({ conformsTo }));
  ogc.add(app, "/api", openApi, async (_, data, origin) =>
    ogcDocument(origin + ogcRoot, data, apiVersion),
  );
  ogc.add(app, "/collections", json, async (_, data, origin) => ({
    links: [
      link("self", `${origin}${ogcRoot}/collections`, json, "The collections"),
      link("alternate", origin + pages.areas("nl"), "text/html", "The areas, for people"),
    ],
    collections: await Promise.all(data.sets.map((set) => ogc.collection(set, origin))),
  }));
  ogc.add(app, "/collections/:collection", json, async (c, data, origin) =>
    ogc.collection(ogc.set(c, data), origin),
  );
  app.get(`${ogcRoot}/collections/:collection/items`, (c) => ogc.items(c));
  app.get(`${ogcRoot}/collections/:collection/items/:feature`, (c) => ogc.feature(c));
}
