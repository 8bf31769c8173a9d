import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, onTestFinished, test } from "vitest";
import { rdToWgs84, wgs84ToRd } from "#intake";
import { openClient, sourceAt, visitSource } from "#sources";
import { loadSquares, madeApi } from "../../../../../tests/support/made-api.ts";
import { ownFolder } from "../../../../../tests/support/replay-server.ts";
import { exampleStore } from "../../../../../tests/support/test-store.ts";
import { readInterval } from "./interval.ts";
import {
  collection,
  collections,
  conformance,
  feature,
  featureCollection,
  landing,
} from "./schemas.ts";
import { shapeTouches } from "./touches.ts";

const store = await exampleStore();
await loadSquares(store, 20);
const { api, ask } = madeApi(store);
const items = "/ogc/collections/district-2024/items";
const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const rdNew = "http://www.opengis.net/def/crs/EPSG/0/28992";
const codes = (body: { features: { id: string }[] }) => body.features.map(({ id }) => id);

interface Link {
  readonly rel: string;
  readonly href: string;
  readonly type?: string;
}

describe("the service", () => {
  test.for([
    ["/ogc", landing],
    ["/ogc/conformance", conformance],
    ["/ogc/collections", collections],
    ["/ogc/collections/district-2024", collection],
    [`${items}?limit=3`, featureCollection],
    [`${items}/WK036301`, feature],
  ] as const)("%s is as its schema says", async ([path, schema]) => {
    const { status, body, text } = await ask(path);
    expect(status, text).toBe(200);
    expect(schema.parse(body)).toEqual(body);
    for (const { href, type } of (body.links ?? []) as Link[]) {
      expect(URL.canParse(href)).toBe(true);
      expect(type).toBeDefined();
    }
    expect((await ask(`${path}${path.includes("?") ? "&" : "?"}f=json`)).status).toBe(200);
  });

  test("leads to all of its parts", async () => {
    const { body } = await ask("/ogc");
    const links = new Map((body.links as Link[]).map(({ rel, href }) => [rel, href]));
    expect([...links.keys()]).toEqual(
      expect.arrayContaining(["self", "service-desc", "service-doc", "conformance", "data"]),
    );
    for (const rel of ["service-desc", "conformance", "data"])
      expect((await ask(links.get(rel)!)).status).toBe(200);
    expect((await ask("/ogc/conformance")).body.conformsTo).toEqual(
      ["1/1.0/conf/core", "1/1.0/conf/geojson", "1/1.0/conf/oas30", "2/1.0/conf/crs"].map((name) =>
        expect.stringMatching(`ogcapi-features-${name}$`),
      ),
    );
  });

  test("describes itself by OpenAPI 3.0", async () => {
    const { headers, body } = await ask("/ogc/api");
    expect(headers.get("content-type")).toBe("application/vnd.oai.openapi+json;version=3.0");
    expect(await new Validator().validate(structuredClone(body))).toEqual({ valid: true });
  });
});

/** An answer as the document describes it. */
interface Said {
  readonly content: object;
}

/** Requirements of OGC 17-069r4 that the schemas do not hold to. docs/api.md lists all. */
describe("the collections", () => {
  test("are told the same in their list and alone, and lead to features that lie in their extent", async () => {
    const { body } = await ask("/ogc/collections");
    expect((body.links as Link[]).map(({ rel }) => rel)).toEqual(["self", "alternate"]);
    expect(body.collections.length).toBeGreaterThan(0);
    for (const one of body.collections) {
      expect((await ask(`/ogc/collections/${one.id}`)).body).toEqual(one); // sfc-md-success
      const self = (one.links as Link[]).find(({ rel }) => rel === "self");
      expect(self?.href).toBe(`http://cijfers.test/ogc/collections/${one.id}`);
      expect(one.extent.spatial.crs).toBe(crs84);
      const all = (one.links as Link[]).filter(({ rel }) => rel === "items"); // fc-md-items-links
      expect(all.map(({ type }) => type)).toEqual(["application/geo+json"]);
      const [box] = one.extent.spatial.bbox; // fc-md-extent
      const inside = (await ask(`${all[0]!.href}?bbox=${box.join(",")}`)).body;
      expect(inside.numberMatched).toBe((await ask(all[0]!.href)).body.numberMatched);
      const [interval] = one.extent.temporal.interval;
      const then = (await ask(`${all[0]!.href}?datetime=${interval.join("/")}`)).body;
      expect(then.numberMatched).toBe(inside.numberMatched);
    }
  });

  test("every address that is described is there, and no other parameter is taken", async () => {
    const { paths } = (await ask("/ogc/api")).body;
    expect(Object.keys(paths)).toEqual([
      "/",
      "/conformance",
      "/collections",
      "/collections/{collectionId}",
      "/collections/{collectionId}/items",
      "/collections/{collectionId}/items/{featureId}",
    ]);
    for (const path of Object.keys(paths)) {
      const form = path.includes("/items") ? "application/geo+json" : "application/json";
      expect([path, ...Object.keys(paths[path].get.responses["200"].content)]).toEqual([
        path,
        form,
      ]);
      const at = `/ogc${path === "/" ? "" : path}`
        .replace("{collectionId}", "district-2024")
        .replace("{featureId}", "WK036301");
      expect([at, (await ask(at)).status]).toEqual([at, 200]);
      const wrong = await ask(`${at}?colour=red`); // query-param-unknown
      expect([wrong.status, wrong.body.parameter]).toEqual([400, "colour"]);
      expect(wrong.headers.get("content-type")).toBe("application/problem+json");
      expect((await ask(at, { accept: "text/csv" })).status).toBe(406);
      expect((await ask(at, {}, "POST")).status).toBe(405);
      expect((await ask(at, {}, "HEAD")).status).toBe(200);
    }
  });

  test("every no that there can be is described, as a problem", async () => {
    const { paths } = (await ask("/ogc/api")).body;
    for (const [path, { get }] of Object.entries<{ get: { responses: Record<string, Said> } }>(
      paths,
    )) {
      const { "200": _, ...refused } = get.responses;
      const has404 = path.includes("{") ? ["404"] : [];
      const expected = ["400", ...has404, "406", "429", "500", "503"]; // oas30/exceptions-codes
      expect([path, Object.keys(refused)]).toEqual([path, expected]);
      for (const { content } of Object.values(refused))
        expect(Object.keys(content)).toEqual(["application/problem+json"]);
    }
  });

  test("limit, bbox and datetime are described as the standard does", async () => {
    const { paths } = (await ask("/ogc/api")).body;
    const described = paths["/collections/{collectionId}/items"].get.parameters as readonly {
      readonly name: string;
      readonly style?: string;
      readonly explode?: boolean;
      readonly schema: Record<string, unknown>;
    }[];
    const named = (name: string) => described.find((one) => one.name === name)!;
    for (const name of ["limit", "bbox", "datetime", "crs", "bbox-crs"])
      expect(named(name)).toMatchObject({ style: "form", explode: false });
    expect(named("limit").schema).toMatchObject({ type: "integer", minimum: 1, maximum: 10_000 });
    expect(named("bbox").schema).toMatchObject({ type: "array", minItems: 4, maxItems: 6 });
    expect(named("datetime").schema).toMatchObject({ type: "string" });
  });
});

describe("features", () => {
  test("say how many there are, when, in which coordinates, and where the rest is", async () => {
    const { headers, body } = await ask(`${items}?limit=5&offset=5`);
    expect(headers.get("content-type")).toBe("application/geo+json");
    expect(headers.get("content-crs")).toBe("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
    expect([body.numberMatched, body.numberReturned, body.features.length]).toEqual([21, 5, 5]);
    expect(body.timeStamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/); // fc-timeStamp: RFC 3339
    const rels = (body.links as Link[]).map(({ rel }) => rel);
    expect(rels).toEqual(["self", "prev", "next", "collection", "alternate"]);
    expect(body.features[0].geometry.coordinates[0][0][0]).toEqual([4.5, 52]);
  });

  test("one leads to itself, its collection and its page", async () => {
    const at = `${items}/WK036301`;
    const { body } = await ask(at);
    expect((body.links as Link[]).map(({ rel, href }) => [rel, new URL(href).pathname])).toEqual([
      ["self", at],
      ["collection", "/ogc/collections/district-2024"],
      ["alternate", "/gebied/WK036301"],
    ]); // f-links
  });

  test("come page after page, each once", async () => {
    const seen: string[] = [];
    let next: string | undefined = `http://cijfers.test${items}?limit=4&datetime=2024-06-01`;
    while (next !== undefined) {
      const { body } = await ask(next);
      seen.push(...codes(body));
      next = (body.links as Link[]).find(({ rel }) => rel === "next")?.href;
    }
    expect([seen.length, new Set(seen).size]).toEqual([21, 21]);
  });

  test.for([
    ["limit=1000000", 21],
    ["code=WK036303", 1],
    ["name=District 4", 1],
    ["municipality=GM0363", 21],
    ["municipality=GM0599", 0],
    ["bbox=4.21,52.02,4.28,52.08", 1], // a box inside a square
    ["bbox=4.25,51,4.35,53", 2],
    ["bbox=3,50,8,55", 21],
    ["bbox=4.21,52.02,0,4.28,52.08,100", 1],
    ["bbox=6.9,53.9,7,54", 0], // in the box around the slanted one, but not in it
    ["bbox=6.4,53.4,7,54", 1],
    ["bbox=170,50,4.05,53", 1], // over the line where the days meet
    ["datetime=2024-06-01", 21],
    ["datetime=2023-12-31", 0],
    ["datetime=2023-12-31T23:00:00Z/2024-01-01T01:00:00Z", 21],
    ["datetime=../2023-12-31", 0],
    ["datetime=2020-01-01/..", 21],
    ["bbox=4.21,52.02,4.28,52.08&datetime=2024-06-01&code=WK036399", 0],
  ] as const)("%s: %i", async ([query, expected]) => {
    const { status, body, text } = await ask(`${items}?${query}`);
    expect(status, text).toBe(200);
    expect([body.numberMatched, body.features.length]).toEqual([expected, expected]);
  });

  test.for([
    ["limit=0", "limit"],
    ["limit=x", "limit"],
    ["bbox=1,2,3", "bbox"],
    ["bbox=1,2,3,4,5", "bbox"],
    ["bbox=a,b,c,d", "bbox"],
    ["bbox=4,53,5,52", "bbox"],
    ["datetime=yesterday", "datetime"],
    ["datetime=2024-12-31/2024-01-01", "datetime"],
    ["crs=http://www.opengis.net/def/crs/EPSG/0/3857", "crs"],
    ["crs=EPSG:28992", "crs"],
    ["bbox=4,52,5,53&bbox-crs=nothing", "bbox-crs"],
    [`bbox=200000,460000,100000,470000&bbox-crs=${rdNew}`, "bbox"],
    [`bbox=1,2,3,4,5&bbox-crs=${rdNew}`, "bbox"],
    ["f=xml", "f"],
  ] as const)("%s is turned down", async ([query, parameter]) => {
    const { status, body } = await ask(`${items}?${query}`);
    expect([status, body.parameter]).toEqual([400, parameter]);
  });

  test.for(["/ogc/collections/none", "/ogc/collections/none/items", `${items}/WK999999`])(
    "%s is not there",
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );
});

/** OGC 18-058, part 2: coordinates by reference. */
describe("in the coordinates of the Dutch grid", () => {
  type Ring = readonly (readonly [number, number])[];
  const ringOf = (body: { geometry: { coordinates: readonly (readonly Ring[])[] } }): Ring =>
    body.geometry.coordinates[0]![0]!;

  test("every collection tells which it has, and in which it keeps its shapes", async () => {
    const { body } = await ask("/ogc/collections/district-2024");
    expect(body.crs).toEqual([crs84, rdNew]);
    expect(body.crs).toContain(body.storageCrs);
  });

  test.for([`${items}/WK036303`, `${items}?code=WK036303`])("%s", async (path) => {
    const sign = path.includes("?") ? "&" : "?";
    const { headers, body } = await ask(`${path}${sign}crs=${rdNew}`);
    expect(headers.get("content-crs")).toBe(`<${rdNew}>`);
    const ring = ringOf(body.features?.[0] ?? body);
    const degrees = ringOf((await ask(`${items}/WK036303`)).body);
    expect(ring.length).toBe(degrees.length);
    for (const [at, [east, north]] of ring.entries()) {
      const [longitude, latitude] = rdToWgs84(east, north);
      expect(Math.abs(longitude - degrees[at]![0])).toBeLessThan(1e-8);
      expect(Math.abs(latitude - degrees[at]![1])).toBeLessThan(1e-8);
    }
    expect((await ask(`${path}${sign}crs=${crs84}`)).headers.get("content-crs")).toBe(`<${crs84}>`);
    const [self] = body.links as Link[];
    expect(self?.href).toContain("28992");
  });

  /** Squares of a tenth of a degree from 4° east, 52° north: WK036303 has its south-west corner at 4.3, 52. */
  test.for([
    [[10, 10, 20, 20], ["WK036303"]],
    [
      [-20, 10, 20, 20],
      ["WK036302", "WK036303"],
    ],
    [[10, -200, 20, -100], []],
    [
      [10, 10, 7000, 20],
      ["WK036303", "WK036304"],
    ],
  ] as const)("a box of metres around its corner, %j: %j", async ([around, expected]) => {
    const [x, y] = wgs84ToRd(4.3, 52);
    const bbox = [x + around[0], y + around[1], x + around[2], y + around[3]].join(",");
    const { body } = await ask(`${items}?bbox=${bbox}&bbox-crs=${rdNew}`);
    expect(codes(body)).toEqual(expected);
  });

  test("a box larger than the grid holds everything, and one far from it nothing", async () => {
    const found = async (bbox: string) =>
      (await ask(`${items}?bbox=${bbox}&bbox-crs=${rdNew}`)).body.numberMatched;
    expect(await found("-1000000000,-1000000000,1000000000,1000000000")).toBe(21);
    expect(await found("390000,300000,399000,310000")).toBe(0);
  });
});

test("is read whole by our own connector", async () => {
  const server = createServer(async (request, response) => {
    const answer = await api.fetch(
      new Request(`http://${request.headers.host}${request.url}`, {
        headers: request.headers as Record<string, string>,
      }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = await ownFolder();
  const client = openClient({ folder, allowHosts: [host], sleep: async () => {} });
  const source = sourceAt(`http://${host}/ogc/collections/district-2024`)!;
  const visit = await visitSource(client, source, folder, null);
  const path = visit.kind === "fetched" ? visit.file.path : "";
  const document = JSON.parse(await readFile(path, "utf8"));
  expect(document.features).toHaveLength(21);
  expect(document.features[20].properties).toMatchObject({ code: "WK036399", name: "Slanted" });
});

test.for([
  ["2024-01-01", true],
  ["2024-01-01T00:00:00Z", true],
  ["2024-01-01T00:00:00+01:00", true],
  ["2024-02-30", false],
  ["../..", false],
  ["/", false],
  ["2024-01-01/", true],
  ["a/b/c", false],
  ["", false],
] as const)("the time %s can be: %s", ([text, can]) => {
  expect(readInterval(text) !== null).toBe(can);
});

test("a shape with a hole does not touch a box in the hole", () => {
  const ring = (from: number, to: number): [number, number][] => [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
    [from, from],
  ];
  expect(shapeTouches([[ring(0, 10), ring(2, 8)]], [4, 4, 5, 5])).toBe(false);
  expect(shapeTouches([[ring(0, 10), ring(2, 8)]], [1, 1, 1.5, 1.5])).toBe(true);
  expect(shapeTouches([[ring(0, 10), ring(2, 8)]], [-1, 5, 11, 6])).toBe(true);
});
