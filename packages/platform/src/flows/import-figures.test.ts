import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readFigures, readMap, readProfile, readReleases } from "#indicators";
import { id } from "#kernel";
import type { Store } from "#store";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { generate, indicatorIds, writeProgramme } from "../../../../tests/support/made-country.ts";
import { testStore } from "../../../../tests/support/test-store.ts";
import { importFigures } from "./import-figures.ts";
import { importProgramme } from "./import-programme.ts";

const programme = id<"programme">("country");
/** More than one part of a Parquet file, so that it is stored in two orders. */
const size = { areas: 4000, indicators: 12, years: 3 };
const count = size.areas * size.indicators * size.years;

const folder = await temporaryFolder();
const files = generate(join(folder, "csv"), size);
const { programme: programmeFolder, mapping } = writeProgramme(folder, size);

const order = { programme, file: files, mapping, dryRun: false };

const lakeFiles = async (store: Store) =>
  (await readdir(dirname(store.lake.file(`figures/${programme}/x`))).catch(() => []))
    .filter((name) => !name.endsWith(".manifest.json"))
    .sort();

const figuresOf = async (store: Store) =>
  (await readReleases(store.db, programme)).filter(({ kind }) => kind === "figures");

describe("files of three years as one delivery", () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
    await importProgramme(store, programmeFolder, { dryRun: false });
  });

  test("a dry run says what would be, and stores nothing", async () => {
    const { changed, files: told } = await importFigures(store, { ...order, dryRun: true });
    expect([changed, told[0]?.figures, told[0]?.isNew]).toEqual([true, count, true]);
    expect([await figuresOf(store), await lakeFiles(store)]).toEqual([[], []]);
  });

  test("become one release, and its list of files is kept under its checksum", async () => {
    const { files: told } = await importFigures(store, order);
    expect(told).toMatchObject([
      {
        release: "key-figures-r1",
        isNew: true,
        file: "kwb-2000.csv … kwb-2002.csv (3 files)",
        figures: count,
      },
    ]);
    const [release] = await figuresOf(store);
    expect([release?.figures, release?.rows]).toEqual([count, size.areas * size.years]);
    const listing = Buffer.from(await store.lake.readSource(release!.checksum!)).toString();
    const [first] = listing.split("\n");
    expect(first).toMatch(/^[0-9a-f]{64} {2}kwb-2000\.csv$/);
    expect((await store.lake.readSource(first!.slice(0, 64))).byteLength).toBeGreaterThan(0);
    expect(await lakeFiles(store)).toEqual([
      expect.stringMatching(/\.maps\.parquet$/),
      expect.stringMatching(/\.profiles\.parquet$/),
    ]);
  });

  test("a map and a profile say what the figures say", async () => {
    const indicator = id<"indicator">("share-002");
    const figures = await readFigures(store, programme, indicator);
    const map = await readMap(store, { programme, indicator, period: "2001", asOf: null });
    const told = figures
      .filter(({ period }) => period.id === "2001")
      .map(({ area, reading }) => [area, reading.kind === "gap" ? null : reading.value])
      .sort(([a], [b]) => (a! < b! ? -1 : 1));
    expect(map.areas.map((area, at) => [area, map.values[at]])).toEqual(told);
    expect(new Set(map.states)).toEqual(new Set(["value", "suppressed", "not-available"]));

    const area = map.areas[1234]!;
    const profile = await readProfile(store, { programme, area, asOf: null });
    expect(profile.values).toHaveLength(size.indicators * size.years);
    const at = profile.indicators.findIndex(
      (one, place) => one === indicator && profile.periods[place] === "2001",
    );
    expect([profile.values[at], profile.states[at], profile.releases[at]]).toEqual([
      map.values[1234],
      map.states[1234],
      "key-figures-r1",
    ]);
  });

  test("the same files are not read again, and are no new release", async () => {
    // Read, they would be refused; the checksum of their bytes says that nobody need.
    const { changed, files: told } = await importFigures(store, order);
    expect([changed, told[0]?.release, told[0]?.figures]).toEqual([false, "key-figures-r1", count]);
  });

  test("a file that says something else is a new release", async () => {
    const changedFolder = join(folder, "changed");
    await mkdir(changedFolder);
    const changed = join(changedFolder, "kwb-2002.csv");
    const header = ["regio", ...indicatorIds(size.indicators)].join(";");
    await writeFile(changed, `${header}\nGM0003${";1".repeat(size.indicators)}\n`);
    const { files: told } = await importFigures(store, {
      ...order,
      file: [...files.slice(0, 2), changed],
    });
    expect(told[0]).toMatchObject({ release: "key-figures-r2", isNew: true });
    expect(await lakeFiles(store)).toHaveLength(3); // it is small enough for one order
  });

  test.for([
    ["kwb-2005.csv", "regio;count-001\nGM0003;1\n", 'kwb-2005.csv:1: the column "share-002"'],
    ["kwb.csv", "regio\n", "kwb.csv:1: the column"],
  ])("one bad file among them leaves nothing: %s", async ([name, text, sentence]) => {
    const before = [await figuresOf(store), await lakeFiles(store)];
    const bad = join(folder, name!);
    await writeFile(bad, text!);
    const file = [...files, bad];
    await expect(importFigures(store, { ...order, file })).rejects.toThrow(sentence);
    expect([await figuresOf(store), await lakeFiles(store)]).toEqual(before);
  });

  test("several files need a mapping that is told, and names of their own", async () => {
    await expect(importFigures(store, { ...order, mapping: undefined })).rejects.toThrow(
      "3 files are one delivery when --mapping says how to read them all.",
    );
    await expect(importFigures(store, { ...order, file: [files[0]!, files[0]!] })).rejects.toThrow(
      "Two files are called kwb-2000.csv",
    );
  });
});
