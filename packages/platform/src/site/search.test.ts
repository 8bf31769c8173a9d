import { describe, expect, test } from "vitest";
import { importBoundaries, judgeNameAs } from "#flows";
import { id } from "#kernel";
import { exampleStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./site.tsx";

const programme = id<"programme">("wijkenaanpak");
const store = await exampleStore();
const site = createSite({ store, programme, outline: null, log: () => undefined });
const page = async (path: string) => {
  const answer = await site.request(path);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const suggestions = async (query: string) =>
  JSON.parse((await page(`/zoeken/suggesties?${query}`)).text).items as readonly {
    readonly title: string;
    readonly href: string;
    readonly kind: string;
  }[];

describe("the search page", () => {
  test("groups what it finds by kind, each with its place", async () => {
    const { text } = await page("/zoeken?q=school");
    for (const heading of ["Cijfers", "Projecten", "Toezeggingen"])
      expect(text).toMatch(new RegExp(`<h2[^>]*>${heading}</h2>`));
    expect(text).toContain('href="/indicatoren/early-school-leaving-rate"');
    expect(text).toMatch(/href="\/geld#projecten-/);
    expect(text).toMatch(/href="\/toezeggingen#toezegging-/);
    const anchors = [...text.matchAll(/href="(\/(?:geld|toezeggingen))#([^"]+)"/g)];
    for (const [, path, anchor] of anchors)
      expect((await page(path!)).text).toContain(`id="${anchor}"`);
  });

  test("keeps to one kind, in pages, and the day on its links", async () => {
    const { text } = await page("/zoeken?q=amsterdam&soort=area&peildatum=2026-01-01");
    expect(text).not.toContain(
      '<h2 class="utrecht-heading-2 utrecht-heading-2--distanced">Projecten',
    );
    expect(text).toContain("/wijken/amsterdam-bijlmer?peildatum=2026-01-01");
    expect((await page("/zoeken?q=amsterdam&soort=area&pagina=999")).text).toContain("Bijlmer");
    expect((await page("/zoeken?q=amsterdam&soort=onzin")).text).toContain("Projecten");
  });

  test("says what it looked for instead, and helps where there is nothing", async () => {
    expect((await page("/zoeken?q=kanaleneilant")).text).toContain(
      "Bedoelde u <strong>kanaleneiland</strong>?",
    );
    const nothing = (await page("/zoeken?q=amsterdam+xqzwv")).text;
    expect(nothing).toContain("Er is niets gevonden met “amsterdam xqzwv”.");
    expect(nothing).toContain('href="/zoeken?q=amsterdam"');
    expect((await page("/en/search?q=xqzwv")).text).toContain("Nothing was found");
  });

  test("says in words that there are no postcodes", async () => {
    expect((await page("/zoeken?q=1102ab")).text).toContain("nog geen postcodes geladen");
    expect((await page("/en/search?q=1102")).text).toContain("No postcodes were loaded");
  });

  test.for([
    "a".repeat(10_000),
    "bijlmer ".repeat(2000),
    "\u0000\u0007\u001b[31m",
    "\u202eremljib\u202c",
    "مرحبا",
    "😀👩‍👩‍👧",
    "%",
    "%25%_\\",
    "'; drop schema search; --",
    '<script>alert("x")</script>',
    "((((",
  ])("answers bad input like any other (%#)", async (typed) => {
    for (const path of ["/zoeken", "/zoeken/suggesties"]) {
      const { status, text } = await page(`${path}?q=${encodeURIComponent(typed)}`);
      expect(status).toBe(200);
      for (const raw of ["<script>", "\u0000", "\u202e"]) expect(text).not.toContain(raw);
      expect(text.length).toBeLessThan(30_000);
    }
  });

  test("a mangled address is no error either", async () => {
    for (const query of ["q=%ff%fe", "q=%E0%A4%A", "q", "q=a&q=b", "soort=area"])
      expect((await page(`/zoeken?${query}`)).status).toBe(200);
  });
});

describe("suggestions", () => {
  test("are at most eight, with their addresses, and cached briefly", async () => {
    const { headers, text } = await page("/zoeken/suggesties?q=kana");
    expect(headers.get("cache-control")).toBe("public, max-age=60");
    expect(JSON.parse(text).items[0]).toEqual({
      kind: "area",
      item: "AW36",
      title: "Kanaleneiland",
      below: "Utrecht, aandachtswijk",
      label: "gebied",
      href: "/wijken/utrecht-kanaleneiland",
    });
    const etag = headers.get("etag")!;
    const again = await site.request("/zoeken/suggesties?q=kana", {
      headers: { "if-none-match": etag },
    });
    expect(again.status).toBe(304);
    expect((await suggestions("q=a")).length).toBe(8);
    expect(await suggestions("q=")).toEqual([]);
  });

  test("keep the kind and the day that was asked for", async () => {
    const found = await suggestions("q=school&soort=indicator&peildatum=2026-01-01");
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(["indicator"]));
    expect(found[0]!.href).toMatch(/\?peildatum=2026-01-01$/);
  });

  test("know a confirmed name and new boundaries at once, and postcodes by their point", async () => {
    expect(await suggestions("q=praathuis")).toEqual([]);
    await judgeNameAs(store, {
      programme,
      name: "Praathuiswijk",
      within: undefined,
      area: "AW36",
      by: "A. Jansen",
      on: "2026-11-01",
      note: "",
      also: false,
    });
    expect((await suggestions("q=praathuis"))[0]?.title).toBe("Kanaleneiland");
    await putSquares();
    expect((await suggestions("q=molenveld"))[0]?.title).toBe("Molenveld");
    expect((await suggestions("q=99990101"))[0]?.title).toBe("Molenveld");
    expect((await suggestions("q=BU9999+0101"))[0]?.title).toBe("Molenveld");
    expect((await suggestions("q=1234ab")).map(({ title }) => title)).toEqual(["Molenveld"]);
    const { text } = await page("/zoeken?q=1234+AB");
    expect(text).toContain("Postcode 1234AB ligt in");
    expect(text).toContain("Alleen 1234 is bekend");
    expect((await page("/zoeken?q=4321")).text).toContain("Postcode 4321 is hier niet bekend");
  });
});

/** A neighbourhood, and a postcode inside of it. */
async function putSquares(): Promise<void> {
  const { mkdtemp, writeFile } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-search-"));
  const square = (size: number) => [
    [
      [5, 52],
      [5 + size, 52],
      [5 + size, 52 + size],
      [5, 52 + size],
      [5, 52],
    ],
  ];
  const sets = [
    { kind: "neighbourhood", code: "BU99990101", name: "Molenveld", size: 0.1 },
    { kind: "postcode", code: "1234", name: "1234", size: 0.05 },
  ] as const;
  for (const { kind, code, name, size } of sets) {
    const file = join(folder, `${kind}.geojson`);
    const geometry = { type: "Polygon", coordinates: square(size) };
    const features = [{ type: "Feature", properties: { code, name }, geometry }];
    await writeFile(file, JSON.stringify({ type: "FeatureCollection", features }));
    const given = { kind, year: 2024, source: "test", licence: "none" };
    await importBoundaries(store, { programme, files: [file], given, dryRun: false });
  }
}
