import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readOutline } from "#areas";
import { importFigures, importProgramme } from "#flows";
import { id } from "#kernel";
import { exampleFolder, testStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const programme = id<"programme">("wijkenaanpak");
const store = await testStore();
const folder = await mkdtemp(join(tmpdir(), "krachtwijk-kept-"));
await cp(exampleFolder, folder, { recursive: true });
await importProgramme(store, folder, { dryRun: false });
const outline = await readOutline(store.db, programme);
const site = createSite({ store, programme, outline, log: () => undefined });
const get = async (path: string) => (await site.request(path)).text();

const rate = "indicator=early-school-leaving-rate";
const views = [
  `${rate}&view=ranking`,
  `${rate}&view=map`,
  `${rate}&view=map&classes=given&cutoffs=6;+8,5`,
  `${rate}&view=distribution`,
  `${rate}&view=scatter&with=early-school-leavers&size=early-school-participants`,
  `${rate}&view=scatter&with=vmbo-share-year3`,
  `${rate}&view=series`,
  `${rate}&view=series&areas=AW36,AW1`,
  `${rate}&view=change`,
  `${rate}&view=change-map`,
  "indicator=early-school-leavers&view=change",
  "indicator=people-in-problem-areas&kind=country&view=ranking",
];

const unescaped = (text: string) => text.replaceAll("&amp;", "&");
/** What is seen: the words, the picture with its legend, and the table. Links keep the day, so those differ. */
const seen = (html: string) =>
  [/<section aria-labelledby="beeldtitel">.*?<p class="kw-download">/s, /<tbody>.*<\/tbody>/s]
    .map((part) => part.exec(html)?.[0] ?? "")
    .join("")
    .replace(/ href="[^"]*"/g, "");
const permanent = (html: string) =>
  unescaped(/href="([^"]+)">(?:Vaste link|Permanent link)/.exec(html)![1]!);
/** The address in the code for another site: written as HTML, in a page that is HTML too. */
const framed = (html: string): string | null => {
  const textarea = /<textarea[^>]*>([^<]*)/.exec(html);
  if (textarea === null) return null; // nothing to draw, so nothing to frame
  const code = unescaped(textarea[1]!);
  return unescaped(/src=(?:"|&quot;)https?:\/\/[^/]+([^"]*?)(?:"|&quot;) title/.exec(code)![1]!);
};

/** The same sources once more, with other numbers. */
async function deliverAll(): Promise<void> {
  for (const name of ["early-school-leaving", "headline-indicators"]) {
    const file = join(folder, `figures/${name}.csv`);
    const csv = await readFile(file, "utf8");
    const changed = csv.replace(/,(\d{3}),/g, (_, digits) => `,${Number(digits) + 7},`);
    await writeFile(file, changed);
    const order = { programme, file, mapping: undefined, dryRun: false };
    await importFigures(store, order);
  }
}

test("a permanent link and a frame show the same after a new release", async () => {
  const before = await Promise.all(
    views.map(async (view) => {
      const html = await get(`/verkennen?${view}`);
      const link = permanent(html);
      const frame = framed(html);
      expect(link, view).toMatch(/[?&]release=[a-z]/);
      expect(link, view).toMatch(/[?&]peildatum=\d{4}-\d\d-\d\d/);
      expect(seen(await get(link)), view).toBe(seen(html));
      return { view, link, frame, html, picture: frame === null ? null : await get(frame) };
    }),
  );
  await deliverAll();
  for (const { view, link, frame, html, picture } of before) {
    expect(seen(await get(link)), view).toBe(seen(html));
    if (frame !== null) expect(await get(frame), view).toBe(picture);
  }
  expect(before.filter(({ frame }) => frame !== null)).toHaveLength(views.length - 1);
  // And who does not ask for the old figures sees the new ones.
  expect(seen(await get(`/verkennen?${rate}&view=change`))).not.toBe(
    seen(before.find(({ view }) => view === `${rate}&view=change`)!.html),
  );
});

test("a picture names the address at which the same is found", async () => {
  const svg = await get(`/verkennen.svg?${rate}&view=change-map`);
  expect(svg.replace(/<[^>]+>\s*/g, "")).toMatch(/release=early-school-leaving-r\d/);
});
