import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importBoundaries, importFigures, importProgramme } from "#flows";
import { lockReleases, readDeliveredFigures } from "#indicators";
import { id } from "#kernel";
import type { Store } from "#store";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { exampleFolder, testStore } from "../../../../tests/support/test-store.ts";

const programme = id<"programme">("wijkenaanpak");
const place = await temporaryFolder();

const words = (name: string) =>
  ["name", "short", "definition", "source"]
    .map((key) => `  ${key}: { nl: ${name}, en: ${name} }`)
    .join("\n");

const indicator = (name: string, facts: string) => `- id: ${name}
${words(name)}
  counts: { nl: inwoners, en: residents }
  better: lower
  theme: wonen
  ${facts.split("; ").join("\n  ")}
`;

const catalogue = [
  indicator("residents", "unit: count; total: sum"),
  indicator(
    "benefits",
    "unit: count; total: sum; denominator: residents; suppression: { minimumCount: 5 }",
  ),
  indicator("benefit-rate", "unit: share; total: { numerator: benefits, denominator: residents }"),
].join("");

const origin =
  "{ publisher: Gemeente, document: T1, part: { nl: a, en: a }, licence: { nl: CC BY 4.0, en: CC BY 4.0 }, published: 2022-06-01 }";

/** Neighbourhoods of four districts: benefits of 3, 61, 62 and 27, together 153. */
const counts: Readonly<Record<string, number>> = {
  BU03610000: 1,
  BU03610001: 2,
  BU03610100: 30,
  BU03610101: 31,
  BU03610200: 42,
  BU03610201: 20,
  BU03610300: 15,
  BU03610301: 12,
};

const square = (at: number) =>
  [0, 1]
    .map((x) => [at + x, 52])
    .concat([
      [at + 1, 53],
      [at, 53],
      [at, 52],
    ]);

async function boundaries(store: Store, kind: string, codes: readonly string[], year: number) {
  const file = join(place, `${kind}-${year}.geojson`);
  const features = codes.map((code, at) => ({
    type: "Feature",
    properties: { statcode: code, statnaam: code },
    geometry: { type: "Polygon", coordinates: [square(at)] },
  }));
  await writeFile(file, JSON.stringify({ type: "FeatureCollection", features }));
  const given = { kind, year, source: "made", licence: "CC0" };
  await importBoundaries(store, { programme, files: [file], given, dryRun: false });
}

async function madeStore(name: string, boundariesOf = ""): Promise<Store> {
  const folder = join(place, name);
  await mkdir(folder);
  await cp(exampleFolder, folder, { recursive: true });
  const add = async (file: string, text: string) => {
    const path = join(folder, file);
    await writeFile(path, `${(await readFile(path, "utf8")).trimEnd()}\n${text}`);
  };
  await add("indicators.yaml", catalogue);
  const codes = Object.keys(counts);
  const area = (kind: string, code: string, parent: string) =>
    `${code},${kind},${code.toLowerCase()},${code},${parent},,,`;
  const areas = [
    ...[0, 1, 2, 3].map((at) => area("district", `WK03610${at}`, "GM0361")),
    ...codes.map((code) => area("neighbourhood", code, `WK${code.slice(2, 8)}`)),
    ...["core", "more"].map((one) => area("grouping", one, "")),
  ];
  await add("areas.csv", `${areas.join("\n")}\n`);
  const core = ["BU03610100", "BU03610200", "BU03610300"];
  const groups = [
    ...core.map((one) => `core,${one}`),
    ...[...core, "BU03610001"].map((one) => `more,${one}`),
  ];
  await add("groupings.csv", `${groups.join("\n")}\n`);
  const store = await testStore();
  await importProgramme(store, folder, { dryRun: false });
  await boundaries(store, "neighbourhood", codes, 2021);
  await boundaries(store, "neighbourhood", [...codes, "BU03610091"], 2020);
  await boundaries(store, "neighbourhood", ["BU03610000", "BU03610090"], 2014);
  const file = join(folder, "b.csv");
  const rows = Object.entries(counts).map(([code, many]) => `${code},2021,${many},500`);
  await writeFile(file, `code,year,benefits,residents\n${rows.join("\n")}\n`);
  const mapping = join(folder, "b.mapping.yaml");
  await writeFile(
    mapping,
    `source: b\ntitle: { nl: B, en: B }\norigin: ${origin}\nareas: { code: code${boundariesOf} }\nperiod: { column: year }\ncolumns: { benefits: benefits, residents: residents }\n`,
  );
  await importFigures(store, { programme, file, mapping, dryRun: false });
  return store;
}

async function told(store: Store, name: string, to: string, ...more: readonly string[]) {
  const out = join(place, "out.json");
  const ended = await runOnStore(
    store,
    "aggregate",
    name,
    "--to",
    to,
    "--out",
    out,
    "--json",
    ...more,
  );
  const rows = JSON.parse(await readFile(out, "utf8")) as readonly Record<string, unknown>[];
  return {
    code: ended.code,
    totals: rows
      .filter(({ state }) => state !== "leave-out")
      .map(({ area, value, numerator }) => [area, numerator ?? value]),
    of: rows[0]?.["members_of"],
    boundaries: [...new Set(rows.map((row) => row["boundaries"]))],
    recoverable: JSON.parse(ended.out).recoverable,
  };
}

/** What releases say of areas: a number, or null. */
async function readPublished(store: Store, releases: readonly string[]) {
  const found = new Map<string, number | null>();
  for (const release of releases)
    for (const { area, reading } of await readDeliveredFigures(store, programme, id(release)))
      found.set(area, reading.kind === "gap" ? null : reading.value);
  return found;
}

const districts = (...values: readonly (number | null)[]) =>
  values.map((value, at) => [`WK03610${at}`, value]);

test("a total does not give away by subtraction what an earlier publication left out", async () => {
  const store = await madeStore("one");
  const first = await told(store, "benefits", "district", "--publish", "by-district");
  expect(first.totals).toEqual(districts(null, 61, 62, 27));
  const whole = await told(store, "benefits", "municipality");
  expect(whole).toMatchObject({ code: 1, totals: [["GM0361", null]], recoverable: [] });
  // Taken back is not forgotten: somebody may have kept it.
  await runOnStore(store, "releases", "withdraw", "by-district-r1", "--by", "a", "--reason", "b");
  expect((await told(store, "benefit-rate", "municipality")).totals).toEqual([["GM0361", null]]);
});

test("the other way round, and two groupings that differ by one area", async () => {
  const store = await madeStore("two");
  await told(store, "benefits", "municipality", "--publish", "whole");
  const then = await told(store, "benefits", "district");
  expect(then.totals).toEqual(districts(null, 61, 62, null));
  expect(then.recoverable).toEqual([]);
  await told(store, "benefits", "core", "--publish", "core");
  expect((await told(store, "benefits", "more")).totals).toEqual([["more", null]]);
});

test("two publications at the same moment see each other's choices", async () => {
  const store = await madeStore("at-once");
  const runs: Promise<unknown>[] = [];
  // Both begin while somebody else publishes, and both wait.
  await store.transact("hold", null, async (db) => {
    await lockReleases(db);
    for (const [to, source] of [
      ["district", "parts"],
      ["municipality", "whole"],
    ] as const)
      runs.push(runOnStore(store, "aggregate", "benefits", "--to", to, "--publish", source));
    await new Promise((done) => setTimeout(done, 1500));
  });
  await Promise.all(runs);
  const told = await readPublished(store, ["parts-r1", "whole-r1"]);
  const [whole, ...parts] = ["GM0361", "WK036101", "WK036102", "WK036103"].map((one) =>
    told.get(one),
  );
  // The fourth part is 3 of 5 at least: with all of these it is their difference.
  expect([whole, ...parts].some((one) => one === null)).toBe(true);
  expect(told.get("WK036100")).toBe(null);
});

test("a share does not tell the count that its numerator's rule protects; members are of one year", async () => {
  const store = await madeStore("three");
  // Of 2014 and of 2020 there is one more in WK036100; it is no member in 2021.
  const share = await told(store, "benefit-rate", "district");
  expect(share.totals).toEqual(districts(null, 61, 62, 27));
  expect([share.boundaries[0], share.of]).toEqual(["neighbourhood 2021", 2]);
  const other = await runOnStore(
    store,
    "aggregate",
    "benefits",
    ...["--to", "district", "--boundaries", "2019", "--out", join(place, "x.csv")],
  );
  expect([other.code, other.said]).toEqual([
    3,
    expect.stringContaining("there are of 2014, 2020, 2021"),
  ]);
});

test("the year that a mapping names goes before the nearest one that has the codes", async () => {
  const store = await madeStore("five", ", boundaries: 2020");
  const named = await told(store, "residents", "district", "--min-coverage", "0.5");
  expect([named.boundaries[0], named.of]).toEqual(["neighbourhood 2020", 3]);
});

test("a source's own totals are known, and are not published again; then nothing is written", async () => {
  const store = await madeStore("four");
  const file = join(place, "four", "g.csv");
  await writeFile(file, "code,year,benefits\nGM0361,2021,153\n");
  await writeFile(
    join(place, "four", "g.mapping.yaml"),
    `source: g\ntitle: { nl: G, en: G }\norigin: ${origin}\nareas: { code: code }\nperiod: { column: year }\ncolumns: { benefits: benefits }\n`,
  );
  const mapping = join(place, "four", "g.mapping.yaml");
  await importFigures(store, { programme, file, mapping, dryRun: false });
  expect((await told(store, "benefits", "district")).totals).toEqual(districts(null, 61, 62, null));
  const out = join(place, "never.csv");
  const ended = await runOnStore(
    store,
    "aggregate",
    "benefits",
    ...["--to", "municipality", "--publish", "again", "--out", out],
  );
  expect([ended.code, ended.said]).toEqual([3, expect.stringContaining("nothing to publish")]);
  await expect(readFile(out)).rejects.toThrow("ENOENT");
  // What was added up here before under another name is not a source's own word.
  await told(store, "benefits", "district", "--publish", "first");
  const second = await told(store, "benefits", "district", "--publish", "second");
  expect([second.code, second.totals]).toEqual([1, districts(null, 61, 62, null)]);
});
