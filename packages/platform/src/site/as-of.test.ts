import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importFigures, importProgramme, withdraw } from "#flows";
import { id } from "#kernel";
import { exampleFolder, testStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const programme = id<"programme">("wijkenaanpak");
const store = await testStore();
const folder = await mkdtemp(join(tmpdir(), "krachtwijk-as-of-"));
await cp(exampleFolder, folder, { recursive: true });
await importProgramme(store, folder, { dryRun: false });

/** The same source, published later, with Kanaleneiland at another number of early leavers. */
async function deliver(published: string, leavers: number): Promise<void> {
  const file = join(folder, "figures/early-school-leaving.csv");
  const mapping = file.replace(".csv", ".mapping.yaml");
  const csv = await readFile(file, "utf8");
  await writeFile(file, csv.replace(/(Kanaleneiland,\d+,\d+,[^,]*,\d+,)\d+,/, `$1${leavers},`));
  const yaml = await readFile(mapping, "utf8");
  await writeFile(mapping, yaml.replace(/published: .*/, `published: ${published}`));
  const order = { programme, file, mapping: undefined, dryRun: false };
  expect((await importFigures(store, order)).changed).toBe(true);
}
await deliver("2010-06-01", 170);
await deliver("2011-06-01", 180);

const lines: object[] = [];
const site = createSite({ store, programme, outline: null, log: (line) => lines.push(line) });
const get = async (path: string) => {
  const answer = await site.request(path);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const area = "/wijken/utrecht-kanaleneiland";
const csv = "/indicatoren/early-school-leavers.csv";
const leavers = (text: string) =>
  /early-school-leavers,AW36,[^\n]*,2007\/2008,[^\n]*?,value,(\d+),/.exec(text)?.[1];

describe("a page as of a day", () => {
  test.for([
    ["2010-05-31", "158"],
    ["2010-06-01", "170"],
    ["2011-05-31", "170"],
    ["2011-06-01", "180"],
    ["2009-10-21", undefined],
    ["", "180"],
  ])("%s: %s early leavers", async ([day, count]) => {
    expect(leavers((await get(`${csv}?peildatum=${day}`)).text)).toBe(count);
  });

  test.for([
    ["2009-10-21", "Stand op 21 oktober 2009."],
    ["2009-10-22", "Stand op 22 oktober 2009. Op die dag verschenen de nieuwste cijfers."],
  ] as const)(
    "%s: promises are judged on that day, and it names figures only where there were any",
    async ([day, told]) => {
      for (const path of ["/", "/toezeggingen"]) {
        const { text } = await get(`${path}?peildatum=${day}`);
        expect(/Stand op [^<]*/.exec(text)?.[0]).toBe(told);
      }
      expect((await get(`${area}?peildatum=${day}`)).text).toContain(told.slice(0, 25));
    },
  );

  test.for([
    ["/", "nl"],
    ["/wijken", "nl"],
    ["/indicatoren", "nl"],
    [area, "nl"],
    ["/indicatoren/early-school-leavers", "nl"],
    ["/geld", "nl"],
    ["/toezeggingen", "nl"],
    ["/bronnen", "nl"],
    ["/bronnen/early-school-leaving-r1", "nl"],
    ["/over", "nl"],
    ["/en/", "en"],
    ["/en/sources/early-school-leaving-r2", "en"],
    ["/en/commitments", "en"],
  ])("%s says so, leads to now, and keeps the day in every link", async ([path, language]) => {
    for (const day of ["2010-07-01", "2001-01-01"]) {
      const { status, text } = await get(`${path}?peildatum=${day}`);
      expect([path, day, status]).toEqual([path, day, 200]);
      expect(text).toContain(
        language === "nl"
          ? "U ziet de cijfers zoals ze bekend waren op 1 j"
          : "You see the figures as they were known on 1 J",
      );
      expect(text).toContain('<meta name="robots" content="noindex"/>');
      expect(text).not.toMatch(/undefined|NaN|\[object/);
      const links = [...text.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, href]) => href!);
      const without = links.filter((href) => !href.includes(`peildatum=${day}`));
      expect(without).toEqual([path]); // the one to now
      for (const form of text.matchAll(/<form [\s\S]*?<\/form>/g))
        expect(form[0]).toMatch(/name="peildatum"/);
    }
  });

  test("leads only to pages that are there", async () => {
    const { text } = await get(`${area}?peildatum=2010-07-01`);
    const links = new Set([...text.matchAll(/href="(\/[^"#]*)/g)].map(([, href]) => href!));
    // The feed of releases is the API's, which stands beside the site.
    for (const link of [...links].filter((one) => !one.startsWith("/leveringen.atom")))
      expect([link, (await get(link.replaceAll("&amp;", "&"))).status]).toEqual([link, 200]);
  });

  test.for([
    ["/?peildatum=gisteren", "“gisteren” is geen dag"],
    ["/wijken?peildatum=2010-02-30", "“2010-02-30” is geen dag"],
    ["/en/sources?peildatum=2010", "“2010” is not a day"],
    ["/nope?peildatum=x", "“x” is geen dag"],
    [`${csv}?peildatum=%3Cb%3E`, "“&lt;b&gt;” is geen dag"],
    ["/?peildatum=9999-01-01", "9999-01-01 moet nog komen"],
  ])("%s: 400, in words", async ([path, words]) => {
    const { status, text } = await get(path!);
    expect(status).toBe(400);
    expect(text).toContain(words);
    expect(text).not.toContain("Er ging iets mis");
  });

  test("an address that leads on keeps the day", async () => {
    const answer = await site.request("/wijken/?peildatum=2010-07-01");
    expect(answer.headers.get("location")).toBe("/wijken?peildatum=2010-07-01");
  });

  test("promises are judged on the day of the newest figures known then", async () => {
    expect((await get("/toezeggingen?peildatum=2010-01-01")).text).toContain("22 oktober 2009");
    expect((await get("/toezeggingen?peildatum=2010-12-31")).text).toContain("1 juni 2010");
    expect((await get("/toezeggingen")).text).toContain("1 juni 2011");
  });

  test("many different days are no burden: those with the same releases are made once", async () => {
    for (let day = 10; day < 30; day++)
      expect((await get(`/?peildatum=2010-07-${day}`)).status).toBe(200);
  });
});

describe("releases on the site", () => {
  test("a source shows its releases with scope, dates and what changed", async () => {
    const { text } = await get("/bronnen");
    for (const words of [
      "early-school-leaving-r1",
      "early-school-leaving-r3",
      "vervangen",
      "1 juni 2011",
      "herzien",
      "geheel",
    ])
      expect(text).toContain(words);
  });

  test("a release has a page with its manifest and its largest revisions", async () => {
    const { text } = await get("/bronnen/early-school-leaving-r2");
    for (const words of ["Wat deze levering veranderde", "Utrecht, Kanaleneiland", "158", "170"])
      expect(text).toContain(words);
    const manifest = JSON.parse((await get("/bronnen/early-school-leaving-r2/manifest.json")).text);
    expect(manifest).toMatchObject({
      release: "early-school-leaving-r2",
      previous: "early-school-leaving-r1",
      withdrawn: null,
    });
    expect((await get("/bronnen/nothing-r1")).status).toBe(404);
    expect((await get("/bronnen/nothing-r1/manifest.json")).status).toBe(404);
  });

  test("a figure that was revised shows its earlier versions", async () => {
    const { text } = await get("/indicatoren/early-school-leavers");
    const table = text.slice(text.indexOf('id="herzien"'));
    expect(table).toMatch(/158[\s\S]*early-school-leaving-r1[\s\S]*170[\s\S]*180/);
  });

  test("one that is withdrawn leaves its note: 410, and the one before it counts again", async () => {
    const order = { programme, release: "early-school-leaving-r3", by: "J. Jansen" };
    await withdraw(store, { ...order, reason: "<b>Verkeerde</b> kolom.", erase: false });
    for (const path of [
      "/bronnen/early-school-leaving-r3",
      "/en/sources/early-school-leaving-r3",
      "/bronnen/early-school-leaving-r3/bestand",
    ]) {
      const { status, text } = await get(path);
      expect([path, status]).toEqual([path, 410]);
      expect(text).toContain("J. Jansen");
      expect(text).toContain("&lt;b&gt;Verkeerde&lt;/b&gt; kolom.");
    }
    expect((await get("/bronnen")).text).toContain("ingetrokken");
    expect(leavers((await get(csv)).text)).toBe("170");
    expect(leavers((await get(`${csv}?peildatum=2011-07-01`)).text)).toBe("180");
    const then = await get("/bronnen/early-school-leaving-r3?peildatum=2011-07-01");
    expect(then.status).toBe(200);
  });
});
