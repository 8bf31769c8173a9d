import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { describe, expect, test } from "vitest";
import { readOutline } from "#areas";
import { everyFigure, openFigures, openReleaseArchive, writeFigures } from "#exports";
import { importFigures, importProgramme } from "#flows";
import {
  compareReleases,
  readDeliveredFigures,
  readFigures,
  readHistory,
  readMap,
  readProfile,
  readReleaseFigures,
  readReleases,
} from "#indicators";
import { id } from "#kernel";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { exampleFolder, testStore } from "../../../../tests/support/test-store.ts";
import { createSite } from "./index.ts";

const programme = id<"programme">("wijkenaanpak");
const place = await temporaryFolder();
const store = await testStore();

const entry = (name: string, facts: string) => `- id: ${name}
  name: { nl: ${name}, en: ${name} }
  short: { nl: ${name}, en: ${name} }
  definition: { nl: ${name}, en: ${name} }
  source: { nl: b, en: b }
  counts: { nl: inwoners, en: residents }
  better: lower
  theme: wonen
  ${facts.split("; ").join("\n  ")}
`;
const rule = "suppression: { minimumCount: 5 }";
const catalogue = (rules: string) =>
  [
    entry("residents", "unit: count; total: sum"),
    entry("benefits", `unit: count; total: sum; denominator: residents${rules}`),
    entry("benefit-rate", "unit: share; total: { numerator: benefits, denominator: residents }"),
    entry("benefits-per-1000", "unit: per-1000; formula: benefits / residents"),
  ].join("");

const districts = ["WK036100", "WK036101", "WK036102", "WK036103"];
const wholeCatalogue = await readFile(join(exampleFolder, "indicators.yaml"), "utf8");
const folder = join(place, "programme");
await cp(exampleFolder, folder, { recursive: true });
const areas = await readFile(join(folder, "areas.csv"), "utf8");
const lines = districts.map((one) => `${one},district,${one.toLowerCase()},${one},GM0361,,,`);
await writeFile(join(folder, "areas.csv"), `${areas.trimEnd()}\n${lines.join("\n")}\n`);

const imported = async (rules: string) => {
  await writeFile(join(folder, "indicators.yaml"), wholeCatalogue + catalogue(rules));
  await importProgramme(store, folder, { dryRun: false });
};
const delivered = async (counts: readonly number[]) => {
  const sum = counts.reduce((a, b) => a + b, 0);
  const rows = [...districts, "GM0361"].map((code, at) => {
    const [many, of] = [counts[at] ?? sum, at < 4 ? 10_007 : 40_028];
    return `${code},2021,${many},${of},${many}`;
  });
  const file = join(folder, "b.csv");
  await writeFile(file, `code,year,n,d,benefits\n${rows.join("\n")}\n`);
  const mapping = join(folder, "b.mapping.yaml");
  const origin =
    "{ publisher: G, document: T, part: { nl: a, en: a }, licence: { nl: o, en: o }, published: 2022-06-01 }";
  await writeFile(
    mapping,
    `source: b\ntitle: { nl: B, en: B }\norigin: ${origin}\nareas: { code: code }\nperiod: { column: year }\ncolumns: { benefits: benefits }\nfigures: [{ indicator: benefit-rate, numerator: n, denominator: d }]\n`,
  );
  await importFigures(store, { programme, file, mapping, dryRun: false });
};
const residents = async () => {
  const file = join(folder, "r.csv");
  const rows = [...districts, "GM0361"].map((code, at) => `${code},${at < 4 ? 10_007 : 40_028}`);
  await writeFile(file, `code,residents\n${rows.join("\n")}\n`);
  const mapping = join(folder, "r.mapping.yaml");
  const origin =
    "{ publisher: R, document: T, part: { nl: a, en: a }, licence: { nl: p, en: p }, published: 2022-07-01 }";
  await writeFile(
    mapping,
    `source: r\ntitle: { nl: R, en: R }\norigin: ${origin}\nareas: { code: code }\nperiod: 2021\ncolumns: { residents: residents }\n`,
  );
  await importFigures(store, { programme, file, mapping, dryRun: false });
};
await imported(`; ${rule}`);
await residents();
await delivered([3, 61, 6217, 27]);
await delivered([8, 61, 6217, 28]);

const [small, , , beside] = districts.map((one) => id<"area">(one));
const indicator = id<"indicator">("benefits");
const asOf = null;
const shown = ["benefits", "benefit-rate", "benefits-per-1000"];

async function textOf(pieces: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(parts);
}
type Row = Readonly<Record<string, unknown>>;
const states = (rows: readonly Row[]) =>
  rows
    .filter(({ indicator: name }) => name !== "residents")
    .map(({ indicator: name, area, state, value, numerator, denominator }) =>
      [name, area, state, value, numerator, denominator].filter((one) => one !== null).join(" "),
    )
    .filter((row) => row.includes(small!) || row.includes(beside!))
    .sort();
const told = (names: readonly string[]) =>
  names.flatMap((name) => [small, beside].map((one) => `${name} ${one} suppressed`)).sort();

test("a count that was too small in any release, and what it follows from, is a reason in every reading", async () => {
  for (const name of shown) {
    const figures = await readFigures(store, programme, id<"indicator">(name));
    const own = figures.filter(({ area }) => area === small || area === beside);
    expect(own.map(({ reading, counts }) => [reading, counts])).toEqual(
      [0, 1].map(() => [{ kind: "gap", why: "suppressed" }, null]),
    );
    const map = await readMap(store, {
      programme,
      indicator: id<"indicator">(name),
      period: "2021",
      asOf,
    });
    const hidden = map.areas.filter((_, at) => map.states[at] === "suppressed");
    expect([...hidden].sort()).toEqual([small, beside]);
    expect(map.values.filter((value) => value === null)).toHaveLength(2);
  }
  const profile = await readProfile(store, { programme, area: small!, asOf });
  expect(
    profile.indicators.map((name, at) => [name, profile.states[at], profile.values[at]]),
  ).toEqual(
    expect.arrayContaining([
      ["residents", "value", 10_007],
      ...shown.map((name) => [name, "suppressed", null]),
    ]),
  );
});

test("so it is in earlier releases, histories and comparisons; the lake keeps what was delivered", async () => {
  for (const release of ["b-r1", "b-r2"]) {
    const figures = await readReleaseFigures(store, programme, id<"release">(release));
    const kinds = figures
      .filter(({ area, indicator: name }) => name === indicator && area === small)
      .map(({ reading }) => reading.kind);
    expect(kinds).toEqual(["gap"]);
  }
  const versions = await readHistory(store, programme, { indicator, area: small!, period: "2021" });
  expect(versions.map(({ figure }) => figure.reading.kind)).toEqual(["gap", "gap"]);
  const changes = await compareReleases(store, programme, { from: "b-r1", to: "b-r2", limit: 50 });
  expect(
    changes.revised.find(({ area, indicator: name }) => area === small && name === indicator),
  ).toMatchObject({
    old: { state: "suppressed", value: null },
    new: { state: "suppressed", value: null },
    difference: null,
    relative: null,
  });
  const raw = await readDeliveredFigures(store, programme, id<"release">("b-r1"));
  expect(
    raw.find(({ area, indicator: name }) => area === small && name === indicator),
  ).toMatchObject({
    reading: { value: 3 },
  });
  const out = join(place, "city.json");
  await runOnStore(store, "aggregate", "residents", "--to", "municipality", "--out", out);
  expect(JSON.parse(await readFile(out, "utf8"))[0]).toMatchObject({ value: 40_028 });
});

describe("exports", () => {
  const order = { ...everyFigure, address: "", language: "nl" } as const;
  const jsonOf = async (filter: Partial<typeof everyFigure>) => {
    const table = await openFigures(store, programme, { ...order, ...filter });
    return JSON.parse((await textOf(writeFigures(table, "json"))).toString()).rows as Row[];
  };

  test("of what counts, of one indicator, of one area, and of each release", async () => {
    expect(states(await jsonOf({}))).toEqual(told(shown));
    expect(states(await jsonOf({ indicators: [indicator] }))).toEqual(told(["benefits"]));
    expect(states(await jsonOf({ areas: [small!] }))).toHaveLength(3);
    for (const release of ["b-r1", "b-r2"])
      expect(states(await jsonOf({ release: id<"release">(release) }))).toEqual(
        told(["benefits", "benefit-rate"]),
      );
  });

  test("as Parquet, by an engine that is not ours", async () => {
    const table = await openFigures(store, programme, { ...order, release: id<"release">("b-r1") });
    const bytes = await textOf(writeFigures(table, "parquet"));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const rows = (await parquetReadObjects({ file: file as ArrayBuffer, compressors })) as Row[];
    expect(states(rows)).toEqual(told(["benefits", "benefit-rate"]));
  });

  test("the archive of a release is of what may be seen too", async () => {
    const pieces = await openReleaseArchive(store, programme, id<"release">("b-r1"));
    expect((await textOf(pieces)).byteLength).toBeGreaterThan(1000);
  });
});

test("the site gives neither the figures nor the file that they came in", async () => {
  const outline = await readOutline(store.db, programme);
  const site = createSite({ store, programme, outline, log: () => undefined });
  const get = async (path: string) => site.request(`http://cijfers.example.nl${path}`);
  const csv = await (await get("/indicatoren/benefits.csv")).text();
  expect(csv).toContain("WK036100,Alkmaar,WK036100,2021,2021-01-01,2021-12-31,suppressed,,,,,");
  expect(csv).toContain("WK036102,Alkmaar,WK036102,2021,2021-01-01,2021-12-31,value,6217,");
  const release = await (await get("/bronnen/b-r2")).text();
  expect(release).toContain("herzieningen");
  expect(release).not.toMatch(/kw-figure[^>]*>[+]?(3|5|8|27|28|1)</);
  expect(release).toContain("niet te downloaden: er kunnen cijfers in staan die niemand mag zien");
  expect(release).not.toContain("/bronnen/b-r2/bestand");
  expect(await (await get("/catalogus.ttl")).text()).not.toContain("/bronnen/b-r2/bestand");
  // With all of the file but one figure, its checksum would tell that figure.
  const sum = (await readReleases(store.db, programme)).find((one) => one.id === "b-r2")!.checksum!;
  const csvOf = await get("/leveringen/b-r2.json");
  for (const text of [release, await (await get("/bronnen/b-r2.json")).text(), await csvOf.text()])
    expect(text).not.toContain(sum.slice(0, 12));
  const original = await get("/bronnen/b-r1/bestand");
  expect(original.status).toBe(422);
  expect(await original.text()).not.toContain("WK036100,2021,3");
  expect((await get("/bronnen/early-school-leaving-r1/bestand")).status).toBe(200);
});

test("who has the parts of a formula, or what a share is of, has nothing that is hidden", async () => {
  await writeFile(
    join(folder, "indicators.yaml"),
    wholeCatalogue +
      [
        entry("labour", "unit: count; total: sum"),
        entry("employed", "unit: count; total: sum"),
        entry("unemployed", `unit: count; formula: labour - employed; ${rule}`),
        entry("girls", `unit: count; total: sum; ${rule}`),
        entry("girls-passed", "unit: share; denominator: girls"),
        entry("income-of-girls", "unit: euro; denominator: girls"),
      ].join(""),
  );
  await importProgramme(store, folder, { dryRun: false });
  const rows = [
    ["WK036100", 1000, 997, 4, 3, 91_000],
    ["WK036101", 2000, 1900, 400, 300, 23_000],
    ["WK036102", 3000, 2890, 500, 250, 24_000],
    ["WK036103", 4000, 3600, 600, 500, 25_000],
    ["GM0361", 10_000, 9387, 1504, 1053, 24_100],
  ];
  const file = join(folder, "w.csv");
  await writeFile(file, `code,l,e,g,p,i\n${rows.map((row) => row.join(",")).join("\n")}\n`);
  const mapping = join(folder, "w.mapping.yaml");
  await writeFile(
    mapping,
    `source: w
title: { nl: W, en: W }
origin: { publisher: W, document: T, part: { nl: a, en: a }, licence: { nl: p, en: p }, published: 2022-07-01 }
areas: { code: code }
period: 2021
columns: { l: labour, e: employed, g: girls, i: income-of-girls }
figures: [{ indicator: girls-passed, numerator: p, denominator: g }]
`,
  );
  await importFigures(store, { programme, file, mapping, dryRun: false });
  const hiddenIn = async (name: string) =>
    (await readFigures(store, programme, id<"indicator">(name)))
      .filter(({ reading }) => reading.kind === "gap")
      .map(({ area }) => area)
      .sort();
  const two = ["WK036100", "WK036101"];
  expect(await hiddenIn("unemployed")).toEqual(two);
  expect(await hiddenIn("labour")).toEqual(two);
  expect(await hiddenIn("employed")).toEqual(two);
  expect(await hiddenIn("girls")).toEqual(two);
  expect(await hiddenIn("girls-passed")).toEqual(expect.arrayContaining(two));
  expect(await hiddenIn("income-of-girls")).toContain("WK036100");
});

test("without the rule all of it is told again", async () => {
  await imported("");
  const figures = await readFigures(store, programme, indicator);
  expect(figures.filter(({ reading }) => reading.kind === "gap")).toEqual([]);
});

test("what follows from figures of two releases names both, with their terms and days", async () => {
  const table = await openFigures(store, programme, {
    ...everyFigure,
    address: "",
    language: "nl",
    indicators: [id<"indicator">("benefits-per-1000")],
  });
  expect(table.about.releases.map(({ id: release }) => release)).toEqual(["b-r2", "r-r1"]);
  const { rows } = JSON.parse((await textOf(writeFigures(table, "json"))).toString());
  expect(rows).toHaveLength(5);
  for (const row of rows)
    expect(row).toMatchObject({
      release: "b-r2 r-r1",
      source: "b; r",
      publisher: "G; R",
      licence: "o; p",
      published: "2022-06-01; 2022-07-01",
      columns: expect.stringMatching(
        /^benefits \/ residents \[benefits: b-r2:\d, residents: r-r1:\d\]$/,
      ),
    });
});

test("what is hidden to protect another stays hidden when the next release would have another do it", async () => {
  await imported(`; ${rule}`);
  const hidden = async () =>
    (await readFigures(store, programme, indicator))
      .filter(({ reading }) => reading.kind === "gap")
      .map(({ area }) => area)
      .sort();
  expect(await hidden()).toEqual([small, beside]);
  await delivered([9, 61, 6217, 2828]); // now 61 is the smallest beside it
  expect(await hidden()).toEqual([small, beside]);
  const { revised } = await compareReleases(store, programme, {
    from: "b-r2",
    to: "b-r3",
    limit: 2,
  });
  // A place among the largest would tell how large a hidden revision is.
  expect(revised.map(({ area, difference }) => [area, difference === null])).toEqual([
    ["GM0361", false],
    ["GM0361", false],
  ]);
});
