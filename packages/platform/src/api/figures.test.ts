import { appendFile, cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importFigures, importProgramme, withdraw } from "#flows";
import { id } from "#kernel";
import { madeApi, programme } from "../../../../tests/support/made-api.ts";
import { exampleFolder, testStore } from "../../../../tests/support/test-store.ts";
import { parseXml } from "../../../../tests/support/xml.ts";
import { operations } from "./operations.ts";

const store = await testStore();
const folder = await mkdtemp(join(tmpdir(), "krachtwijk-api-"));
await cp(exampleFolder, folder, { recursive: true });
await appendFile(
  join(folder, "indicators.yaml"),
  `
- id: leaving
  name: { nl: Schoolverlaten, en: Leaving school }
  short: { nl: Schoolverlaten, en: Leaving school }
  definition: { nl: Verlaters per deelnemer., en: Leavers for every participant. }
  unit: share
  decimals: 1
  counts: { nl: deelnemers, en: participants }
  better: lower
  theme: onderwijs
  source: { nl: eigen berekening, en: own calculation }
  formula: early-school-leavers / early-school-participants
`,
);
await importProgramme(store, folder, { dryRun: false });
const { ask } = madeApi(store);
const source = "early-school-leaving";

/** The same source, published later, with Kanaleneiland at another number of early leavers. */
async function deliver(published: string, leavers: number): Promise<void> {
  const file = join(folder, `figures/${source}.csv`);
  const mapping = file.replace(".csv", ".mapping.yaml");
  const csv = await readFile(file, "utf8");
  await writeFile(file, csv.replace(/(Kanaleneiland,\d+,\d+,[^,]*,\d+,)\d+,/, `$1${leavers},`));
  const yaml = await readFile(mapping, "utf8");
  await writeFile(mapping, yaml.replace(/published: .*/, `published: ${published}`));
  await importFigures(store, { programme, file, mapping: undefined, dryRun: false });
}

const figure = "indicator=early-school-leavers&area=AW36&period=2007/2008";
const value = async (query = "") =>
  (await ask(`/api/v1/figures?${figure}&form=columns${query}`)).body.columns.value[0];

describe("a source that was delivered three times, and taken back once", async () => {
  const feedBefore = (await ask("/leveringen.atom")).text;
  const etag = (await ask(`/api/v1/figures?${figure}`)).headers.get("etag")!;
  await deliver("2010-06-01", 170);
  await deliver("2011-06-01", 180);

  test("a tag from before does not hold", async () => {
    const again = await ask(`/api/v1/figures?${figure}`, { "if-none-match": etag });
    expect(again.status).toBe(200);
  });

  test.for([
    ["", 180],
    ["&peildatum=2010-05-31", 158],
    ["&peildatum=2010-06-01", 170],
    ["&release=early-school-leaving-r1", 158],
    ["&release=early-school-leaving-r2&fields=value,line", 170],
    ["&source=early-school-leaving", 180],
    ["&source=secondary-level-year3", undefined],
    ["&peildatum=2009-10-21", undefined],
  ] as const)("%s: %s early leavers", async ([query, expected]) => {
    expect(await value(query)).toBe(expected);
  });

  test("has a history, and differences", async () => {
    const { body } = await ask(`/api/v1/figure-versions?${figure}`);
    const told = body.items.map((one: { release: string; value: number }) => one.value);
    expect(told).toEqual([158, 170, 180]);
    const path = `/api/v1/releases/${source}-r3/differences?from=${source}-r1`;
    const { counts, revised } = (await ask(path)).body;
    expect(counts.added + counts.removed).toBe(0);
    expect(revised).toContainEqual(
      expect.objectContaining({ indicator: "early-school-leavers", area: "AW36", difference: 22 }),
    );
  });

  test("what was taken back gives its note", async () => {
    await withdraw(store, {
      programme,
      release: id<"release">(`${source}-r3`),
      by: "J. Jansen",
      reason: "Two columns <swapped>",
      erase: false,
    });
    expect(await value()).toBe(170);
    const release = (await ask(`/api/v1/releases/${source}-r3`)).body;
    expect(release).toMatchObject({ current: false, withdrawn: { by: "J. Jansen" } });
    const { status, body } = await ask(`/api/v1/figures?release=${source}-r3`);
    expect([status, body.code]).toEqual([410, "release-withdrawn"]);
    expect(body.detail).toContain("Two columns <swapped>");
    const listed = (await ask("/api/v1/releases?withdrawn=true&fields=id")).body;
    expect(listed.items).toEqual([{ id: `${source}-r3` }]);
  });

  test("the feed is Atom, keeps its names, and says what was taken back", async () => {
    const { headers, text } = await ask("/en/releases.atom");
    expect(headers.get("content-type")).toBe("application/atom+xml");
    const feed = parseXml(text);
    expect([feed.name, feed.space]).toEqual(["feed", "http://www.w3.org/2005/Atom"]);
    for (const needed of ["id", "title", "updated", "author"])
      expect(feed.children.filter(({ name }) => name === needed)).toHaveLength(1);
    const entries = feed.children.filter(({ name }) => name === "entry");
    const texts = (name: string) =>
      entries.map(({ children }) => children.find((one) => one.name === name)?.text ?? "");
    expect(new Set(texts("id")).size).toBe(entries.length);
    for (const name of texts("id")) expect(name).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    for (const moment of [...texts("updated"), ...texts("published")])
      expect(new Date(moment).toISOString()).toBe(moment);
    expect(texts("updated")).toEqual([...texts("updated")].sort().reverse());
    expect(texts("summary").filter((one) => one.includes("Two columns <swapped>"))).toHaveLength(1);
    const names = (of: string) => [...of.matchAll(/<id>(urn:uuid:[^<]+)/g)].map(([, one]) => one!);
    const now = names((await ask("/leveringen.atom")).text);
    expect(names(feedBefore).filter((name) => !now.includes(name))).toEqual([]);
  });
});

test("columns and rows say the same, in the same order", async () => {
  const query = "indicator=early-school-leavers,havo-vwo-share-year3&kind=focus-neighbourhood";
  const rows = (await ask(`/api/v1/figures?${query}&limit=1000`)).body;
  const { columns, total } = (
    await ask(`/api/v1/figures?${query}&form=columns&fields=indicator,area,period,state,value`)
  ).body;
  expect(rows.items.length).toBe(total);
  for (const [at, row] of rows.items.entries())
    for (const name of Object.keys(columns)) expect(columns[name][at]).toBe(row[name]);
});

test("one indicator and period is the same by the fast way and by the other", async () => {
  const query = "indicator=early-school-leavers&period=2007/2008&form=columns";
  const fast = (await ask(`/api/v1/figures?${query}&fields=area,name,kind,state,value`)).body;
  const slow = (await ask(`/api/v1/figures?${query}&fields=area,name,kind,state,value,line`)).body;
  const { line, ...same } = slow.columns;
  expect(fast.columns).toEqual(same);
  expect(line.length).toBe(fast.total);
  expect(fast.releases).toEqual(slow.releases);
});

test("figures that follow from a formula are given by name", async () => {
  const query = "indicator=leaving&area=AW36&period=2007/2008";
  const { body } = await ask(`/api/v1/figures?${query}`);
  const answer = operations.find(({ id }) => id === "listFigures")!.answer;
  expect(answer.parse(body)).toEqual(body);
  expect(body.items).toHaveLength(1);
  expect(body.items[0]).toMatchObject({ indicator: "leaving", state: "value" });
  const counts = "indicator=early-school-leavers,early-school-participants";
  const { columns } = (
    await ask(`/api/v1/figures?${query.replace("indicator=leaving", counts)}&form=columns`)
  ).body;
  const [participants, leavers] = [...columns.value].sort((a: number, b: number) => b - a);
  expect(body.items[0].value).toBeCloseTo(leavers / participants, 12);
  const { periods } = (await ask("/api/v1/indicators/leaving")).body;
  expect(periods.map(({ id: one }: { id: string }) => one)).toEqual(["2005/2006", "2007/2008"]);
});

test("totals of a grouping that we work out are in the files of an indicator only", async () => {
  const totals = "indicator=early-school-leaving-rate,early-school-leavers&area=forty";
  const { body } = await ask(`/api/v1/figures?${totals}`);
  expect(body.total).toBeGreaterThan(0);
  for (const { status } of body.items) expect(status).not.toBe("computed");
});
