import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importFigures } from "#flows";
import { id } from "#kernel";
import { changedExampleStore, exampleFolder } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const programme = id<"programme">("wijkenaanpak");
const siteOf = (store: Awaited<ReturnType<typeof changedExampleStore>>) => {
  const site = createSite({ store, programme, outline: null, log: () => undefined });
  return async (path: string) => {
    const answer = await site.request(path);
    return {
      status: answer.status,
      location: answer.headers.get("location"),
      html: await answer.text(),
    };
  };
};

/** Everything that the source prints beside its counts is wrong. */
const store = await changedExampleStore("figures/early-school-leaving.csv", (text) =>
  text
    .split("\n")
    .map((line, at) => (at === 0 ? line : line.replace(/,[-\d.]+,[-\d.]+$/, ",77,77.7")))
    .map((line, at) => (at === 0 ? line : line.replace(/^((?:[^,]*,){4})[\d.]+,/, "$177.7,")))
    .join("\n"),
);
const get = siteOf(store);
const rowsOf = (html: string, table: string) =>
  [
    ...(new RegExp(`<table[^>]*id="${table}"[\\s\\S]*?</table>`).exec(html)?.[0] ?? "").matchAll(
      /<tr>/g,
    ),
  ].length - 1;

test("the list of releases has each, with what it changed, the newest first", async () => {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-releases-"));
  await cp(exampleFolder, folder, { recursive: true });
  const file = join(folder, "figures/secondary-level-year3.csv");
  const mapping = file.replace(".csv", ".mapping.yaml");
  const yaml = await readFile(mapping, "utf8");
  await writeFile(mapping, yaml.replace(/published: .*/, "published: 2010-06-01"));
  await importFigures(store, { programme, file, mapping: undefined, dryRun: false });
  const { status, html } = await get("/leveringen");
  expect(status).toBe(200);
  const links = [...html.matchAll(/<th scope="row"><a [^>]*href="\/bronnen\/([^"]+)"/g)];
  expect(links[0]?.[1]).toBe("secondary-level-year3-r2");
  expect(links.map(([, release]) => release)).toContain("secondary-level-year3-r1");
  expect(html).toMatch(/Wat veranderde">[\d.]+ gelijk/);
  expect(html).toContain("eerste levering van deze bron");
  expect(html).toContain('href="/leveringen.atom"');
  const english = await get("/en/releases?peildatum=2010-01-01");
  expect(english.html).toContain("first release of this source");
  expect(english.html).not.toContain("secondary-level-year3-r2");
  expect(english.html).toContain('href="/en/sources/programme-r1?peildatum=2010-01-01"');
  expect((await get("/leveringen/programme-r1")).location).toBe("/bronnen/programme-r1");
  expect((await get("/leveringen/nothing")).status).toBe(404);
  expect((await get("/en/leveringen")).location).toBe("/en/releases");
});

test("long lists of a release come in parts, and only their beginning stands with the sources", async () => {
  const id = "bevindingen-early-school-leaving-r1";
  const page = "/bronnen/early-school-leaving-r1";
  const [first, second] = [await get(page), await get(`${page}?page=2`)];
  expect(rowsOf(first.html, id)).toBe(100);
  expect(rowsOf(second.html, id)).toBeGreaterThan(0);
  expect(first.html).toContain(`${page}?page=2#${id}`);
  expect(second.html).toContain("Bladzijde 2 van 2");
  expect(second.html).toContain('href="/en/sources/early-school-leaving-r1?page=2"');
  const sources = (await get("/bronnen")).html;
  expect(rowsOf(sources, id)).toBe(10);
  expect(sources).toContain("De eerste 10 staan hier. Bekijk alle 1");
});

test("the tables of a release can be read row by row on a phone", async () => {
  const { html } = await get("/bronnen/early-school-leaving-r1");
  const table = /<table[^>]*id="bevindingen-[\s\S]*?<\/table>/.exec(html)?.[0] ?? "";
  expect(table).toMatch(/^<table class="[^"]*kw-stack/);
  for (const [cell] of table.matchAll(/<td[^>]*>/g)) expect(cell).toContain("data-of=");
});
