import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  isNationalDataThere,
  nationalProgramme,
  nationalStore,
} from "../../../../../tests/support/national-programme.ts";
import { exampleStore } from "../../../../../tests/support/test-store.ts";
import { createSite } from "../index.ts";

const silent = () => {};

describe("a programme without boundaries", async () => {
  const site = createSite({
    store: await exampleStore(),
    programme: nationalProgramme,
    outline: null,
    log: silent,
  });

  test("is a map of dots, each a link, with legend, table and source", async () => {
    const answer = await site.request("/kaart?indicator=early-school-leaving-rate");
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain("Van deze gebieden zijn geen grenzen bekend: elk is een stip.");
    expect(html).toMatch(/<circle class="kw-dot kw-map-\d/);
    expect(html).toContain("kw-map-legend");
    expect(html).toContain("Bron: ");
  });

  test.each([
    "/kaart?indicator=nothing&period=1066&kind=planet&classes=x&number=99&within=Y&view=a,b&page=-3",
    "/en/map?classes=given&cutoffs=;;9",
    "/kaart?zoek=bijlmer",
  ])("%s is a page", async (path) => {
    expect((await site.request(path)).status).toBe(200);
  });

  test("limits that were typed are what the classes are cut at", async () => {
    const html = await (
      await site.request("/kaart?indicator=early-school-leaving-rate&classes=given&cutoffs=5;+7,5")
    ).text();
    expect(html).toContain("lager dan 5,0%");
    expect(html).toContain("7,5% of hoger");
  });

  test.each([
    "/tegels/nothing-1/1/0/0.pbf",
    "/tegels/nothing-1/99/0/0.pbf",
    "/tegels/x/gebieden.json",
  ])("%s is not there", async (path) => expect((await site.request(path)).status).toBe(404));
});

// The real scores are needed: ../shared/data/leefbaarometer-2024.
describe.skipIf(!isNationalDataThere)("12,147 neighbourhoods", () => {
  test("are drawn, coloured and cut into tiles", { timeout: 120_000 }, async () => {
    const site = createSite({
      store: await nationalStore(),
      programme: nationalProgramme,
      outline: null,
      log: silent,
    });
    const html = await (await site.request("/kaart?indicator=liveability")).text();
    expect(html).toContain("Leefbaarheid, 2024: 12.147 buurten.");
    expect(html).toContain("Oranje is lager dan 0, blauw is hoger. In de grijze klasse ligt 0.");
    const drawing = /<svg[^>]*kw-choropleth.*?<\/svg>/s.exec(html)![0];
    expect(drawing.length).toBeLessThan(900_000);

    const answer = await site.request("/kaart/waarden?indicator=liveability");
    expect(answer.headers.get("etag")).toMatch(/^W/); // kept, as pages are
    const values = (await answer.json()) as { codes: string[]; classes: number[] };
    expect(values.codes).toHaveLength(12_147);
    expect(values.classes).toHaveLength(12_147);
    expect(Math.max(...values.classes)).toBe(4);

    const path = "/tegels/neighbourhood-2024-1/9/263/168.pbf";
    const gzip = { headers: { "accept-encoding": "gzip" } };
    const tile = await site.request(path, gzip);
    expect(tile.headers.get("cache-control")).toContain("immutable");
    const bytes = gunzipSync(new Uint8Array(await tile.arrayBuffer()));
    expect(bytes.includes("BU0363")).toBe(true); // Amsterdam
    const again = { headers: { "if-none-match": tile.headers.get("etag")! } };
    expect((await site.request(path, again)).status).toBe(304);
    expect((await site.request("/tegels/neighbourhood-2024-1/9/0/0.pbf")).status).toBe(204);

    const within = await (await site.request("/kaart?indicator=liveability&within=GM0344")).text();
    expect(within).toContain("buurten in Utrecht.");
    expect(within).toMatch(/<a href="\/gebied\/BU0344[^"]*" aria-label="Utrecht, /);
  });
});
