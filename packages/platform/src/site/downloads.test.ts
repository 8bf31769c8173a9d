import { describe, expect, test } from "vitest";
import { readOutline } from "#areas";
import { id } from "#kernel";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const outline = await readOutline(store.db, programme);
const site = createSite({ store, programme, outline, log: () => undefined });
const get = (path: string, headers: Record<string, string> = {}) =>
  site.request(`https://cijfers.example.nl${path}`, { headers });

const types = {
  csv: "text/csv; charset=utf-8",
  "csv.metadata.json": "application/csvm+json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json",
  "json-stat.json": "application/json",
  "sdmx.csv": "application/vnd.sdmx.data+csv; version=2.0.0",
  parquet: "application/vnd.apache.parquet",
} as const;
const places = [
  ["/indicatoren/early-school-leavers", "early-school-leavers"],
  ["/en/neighbourhoods/amsterdam-bijlmer", "amsterdam-bijlmer"],
  ["/cijfers", "wijkenaanpak"],
  ["/leveringen/early-school-leaving-r1", "early-school-leaving-r1"],
] as const;

describe("a download", () => {
  test.for(
    places.flatMap(([path, name]) =>
      Object.entries(types).map(([ending, type]) => [
        `${path}.${ending}`,
        `${name}.${ending}`,
        type,
      ]),
    ),
  )("%s has its name and type, and is not sent twice", async ([path, name, type]) => {
    const first = await get(path!);
    expect([first.status, first.headers.get("content-type")]).toEqual([200, type]);
    expect(first.headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
    expect((await first.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[0-9a-f]{24}"$/);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`])
      expect((await get(path!, { "if-none-match": known })).status).toBe(304);
    expect((await get(path!, { "if-none-match": '"other"' })).status).toBe(200);
  });

  test("of a release is the archive", async () => {
    const answer = await get("/en/releases/early-school-leaving-r1.zip");
    expect(answer.headers.get("content-type")).toBe("application/zip");
    const other = await get("/leveringen/early-school-leaving-r1.zip");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(await other.arrayBuffer()));
  });

  test("in CSV points at what explains it, and at the definitions where the site is", async () => {
    const answer = await get("/indicatoren/early-school-leavers.csv");
    expect(answer.headers.get("link")).toBe(
      '<early-school-leavers.csv.metadata.json>; rel="describedby"; type="application/csvm+json"',
    );
    const definition = "https://cijfers.example.nl/indicatoren/early-school-leavers";
    expect(await answer.text()).toContain(definition);
    expect((await get(new URL(definition).pathname)).status).toBe(200);
  });

  test.for([
    ["?peildatum=2009-10-22", 200, 84],
    ["?peildatum=2009-10-21", 200, 2],
    ["?peildatum=", 200, 84],
    ["?peildatum=gisteren", 400, 0],
  ] as const)("as of %s", async ([query, status, lines]) => {
    const answer = await get(`/indicatoren/early-school-leavers.csv${query}`);
    expect(answer.status).toBe(status);
    if (status === 200) expect((await answer.text()).split("\r\n")).toHaveLength(lines);
  });

  test.for([
    "/indicatoren/none.xlsx",
    "/wijken/none.json",
    "/leveringen/none-r1.zip",
    "/leveringen/early-school-leaving-r1.exe",
    "/leveringen/wijkenaanpak-r1.csv",
  ])("%s is not found", async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe("the catalogue", () => {
  test.for([
    ["/catalogus.ttl", "", "text/turtle; charset=utf-8"],
    ["/catalogus.jsonld", "", "application/ld+json"],
    ["/catalogus", "", "text/turtle; charset=utf-8"],
    [
      "/catalogus",
      "text/html, application/ld+json;q=0.8, text/turtle;q=0.5",
      "application/ld+json",
    ],
    ["/catalogus", "application/ld+json;q=0, text/turtle;q=0.1", "text/turtle; charset=utf-8"],
    ["/catalogus", "application/json", "application/ld+json"],
  ])("%s for %s is %s", async ([path, accept, type]) => {
    const answer = await get(path!, accept === "" ? {} : { accept: accept! });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
    expect(await answer.text()).toContain(
      "https://cijfers.example.nl/catalogus#levering-early-school-leaving-r1",
    );
  });

  test("leads only to files that are there", async () => {
    const text = await (await get("/catalogus.ttl")).text();
    const files = [...text.matchAll(/dcat:downloadURL <https:\/\/cijfers\.example\.nl([^>]+)>/g)];
    expect(files.length).toBeGreaterThan(30);
    for (const [, path] of files) expect([path, (await get(path!)).status]).toEqual([path, 200]);
  });
});
