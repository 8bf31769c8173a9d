import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Parser } from "n3";
import { expect, test } from "vitest";
import { importBoundaries } from "#flows";
import { id } from "#kernel";
import { loadSquares } from "../../../../tests/support/made-api.ts";
import { ownFolder } from "../../../../tests/support/replay-server.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const programme = id<"programme">("wijkenaanpak");
const store = await exampleStore();
const site = createSite({ store, programme, outline: null, log: () => undefined });
const get = async (path: string) => {
  const answer = await site.request(path);
  const html = await answer.text();
  return { status: answer.status, location: answer.headers.get("location"), html };
};

/** Neighbourhoods of which one has no shape, one encloses nothing, and one is in two parts. */
async function loadOdd(): Promise<void> {
  const feature = (code: string, name: string, ring: readonly (readonly number[])[] | null) => ({
    type: "Feature",
    properties: { code, name },
    geometry: ring === null ? null : { type: "Polygon", coordinates: [ring] },
  });
  const box = (west: number) => [
    [west, 52],
    [west + 0.01, 52],
    [west + 0.01, 52.01],
    [west, 52],
  ];
  const features = [
    feature("BU03630001", "Whole", box(4)),
    feature("BU03630002", "Shapeless", null),
    feature("BU03630003", "Two parts", box(5)),
    feature("BU03630003", "Two parts", box(5.1)),
  ];
  const file = join(await ownFolder(), "odd.geojson");
  await writeFile(file, JSON.stringify({ type: "FeatureCollection", features }));
  const given = { kind: "neighbourhood", year: 2024, source: "A <mapmaker>", licence: "CC BY 4.0" };
  await importBoundaries(store, { programme, files: [file], given, dryRun: false });
}

test("a programme without boundaries says so", async () => {
  expect((await get("/bronnen")).html).toContain("Er zijn nog geen grenzen van gebieden.");
  expect((await get("/en/boundaries")).html).toContain("There are no boundaries of areas yet.");
});

test("every set stands with the sources, and has a page with what is known of it", async () => {
  await loadSquares(store, 20);
  await loadOdd();
  for (const path of ["/bronnen", "/grenzen"]) {
    const { html } = await get(path);
    for (const words of [
      'href="/grenzen/district-2024">Grenzen van wijken in 2024',
      "Made up",
      "CC0",
      "1 januari 2024",
      "1 zonder grens, 1 in losse delen",
      "A &lt;mapmaker&gt;",
    ])
      expect(html, path).toContain(words);
  }
  const { status, html } = await get("/grenzen/neighbourhood-2024");
  expect(status).toBe(200);
  for (const words of ["BU03630002", "Shapeless", "CC BY 4.0", "odd.geojson", "SHA-256"])
    expect(html).toContain(words);
  expect(html).toMatch(/Aantal gebieden<\/dt><dd>3</);
  expect(html).toContain('href="/en/boundaries/neighbourhood-2024"');
  const english = await get("/en/boundaries/district-2024");
  expect(english.html).toContain("Boundaries of districts in 2024");
  expect(english.html).toContain("Nothing: every area is in the file once and has a boundary.");
  expect((await get("/en/grenzen/district-2024")).location).toBe("/en/boundaries/district-2024");
  expect((await get("/grenzen/nothing")).status).toBe(404);
});

test("every set is a dataset of the catalogue, with its licence and where its areas are", async () => {
  const { html: turtle } = await get("/catalogus.ttl");
  const quads = new Parser().parse(turtle);
  const at = "http://localhost/catalogus#grenzen-neighbourhood-2024";
  const valuesOf = (subject: string, name: string) =>
    quads
      .filter((one) => one.subject.value === subject && one.predicate.value.endsWith(name))
      .map(({ object }) => object.value);
  expect(quads.some(({ object }) => object.value === at)).toBe(true);
  expect(valuesOf(at, "/title")).toEqual([
    "Grenzen van buurten in 2024",
    "Boundaries of neighbourhoods in 2024",
  ]);
  for (const name of ["identifier", "publisher", "creator", "accessRights", "theme", "issued"])
    expect(valuesOf(at, name), name).toHaveLength(1);
  expect(valuesOf(at, "landingPage")).toEqual(["http://localhost/grenzen/neighbourhood-2024"]);
  const [file = ""] = valuesOf(at, "#distribution");
  expect(valuesOf(file, "accessURL")).toEqual([
    "http://localhost/ogc/collections/neighbourhood-2024/items",
  ]);
  expect(valuesOf(file, "license")[0]).toMatch(/CC_BY_4_0$/);
  expect((await get("/catalogus.jsonld")).html).toContain("grenzen-district-2024");
});

test("the page of a code is where docs/areas.md says", async () => {
  expect((await get("/gebied/WK036301")).status).toBe(200);
  expect((await get("/en/area/WK036301")).status).toBe(200);
  expect((await get("/gebied/wk036301")).location).toBe("/gebied/WK036301");
  expect((await get("/gebied/AW36")).location).toBe("/wijken/utrecht-kanaleneiland");
});
