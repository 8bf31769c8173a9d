import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAreaBook, readBoundarySets, readSetWithShapes, readUnmatched } from "#areas";
import { id } from "#kernel";
import type { Store } from "#store";
import { exampleFolder, exampleStore } from "../../../../tests/support/test-store.ts";
import {
  type BoundariesOrder,
  importBoundaries,
  importFigures,
  importProgramme,
  judgeNameAs,
} from "./index.ts";

const programme = id<"programme">("wijkenaanpak");

const square = (x: number, y: number, side: number) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];

interface Made {
  readonly code: string;
  readonly name: string;
  readonly ring?: readonly (readonly number[])[];
}

const collection = (areas: readonly Made[]) =>
  JSON.stringify({
    type: "FeatureCollection",
    features: areas.map(({ code, name, ring }) => ({
      type: "Feature",
      properties: { statcode: code, statnaam: name },
      geometry: ring === undefined ? null : { type: "Polygon", coordinates: [ring] },
    })),
  });

/** Files of boundaries in a folder of their own. */
async function filesOf(...files: readonly (readonly Made[])[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-boundaries-"));
  return Promise.all(
    files.map(async (areas, at) => {
      const path = join(folder, `part-${at}.geojson`);
      await writeFile(path, collection(areas));
      return path;
    }),
  );
}

const given = { kind: "district", year: 2022, source: "Kadaster", licence: "CC BY 4.0" };
const order = (files: readonly string[], more: Partial<BoundariesOrder> = {}): BoundariesOrder => ({
  programme,
  files,
  given,
  dryRun: false,
  ...more,
});

const districts: readonly Made[] = [
  { code: "WK036301", name: "Centrum", ring: square(4.8, 52.3, 0.1) },
  {
    code: "WK036302",
    name: "Plat",
    ring: [
      [4.9, 52.3],
      [4.9, 52.3],
      [4.9, 52.3],
      [4.9, 52.3],
    ],
  },
  { code: "WK036303", name: "Zonder kaart" },
];

const parquetIn = async ({ lake }: Store) =>
  (await readdir(lake.file("boundaries"), { recursive: true })).filter((name) =>
    name.endsWith(".parquet"),
  );

describe("a set of boundaries", async () => {
  const store = await exampleStore();

  test("is stored whole, with what was noticed, and its codes are areas", async () => {
    const files = await filesOf(districts, [
      { code: "WK036301", name: "Centrum", ring: square(5.2, 52.3, 0.1) },
    ]);
    const first = await importBoundaries(store, order(files));
    expect(first).toMatchObject({
      set: "district-2022",
      number: 1,
      isNew: true,
      areas: 3,
      checks: { flat: ["WK036302"], shapeless: ["WK036303"], parts: ["WK036301"] },
    });
    const book = await readAreaBook(store.db, programme);
    expect(book.get(id<"area">("WK036301"))).toMatchObject({ kind: "district", parent: "GM0363" });
    expect(book.get(id<"area">("GM0363"))).toMatchObject({ name: "Amsterdam", parent: "NL" });
    const found = await readSetWithShapes(store, programme, "district-2022");
    expect(found?.shapes.map(({ squareMetres }) => squareMetres !== null)).toEqual([
      true,
      false,
      false,
    ]);
    expect(found?.shapes[0]?.polygons).toHaveLength(2);
  });

  test("twice is once; other files are a correction beside it", async () => {
    const events = () => store.db.rows("select 1 from store.event");
    const files = await filesOf(districts);
    expect(await importBoundaries(store, order(files))).toMatchObject({ isNew: true, number: 2 });
    const before = await events();
    expect(await importBoundaries(store, order(files))).toMatchObject({ isNew: false, number: 2 });
    expect(await events()).toEqual(before);
    expect(await parquetIn(store)).toHaveLength(2);
    const sets = await readBoundarySets(store.db, programme);
    expect(sets.map(({ number, current }) => [number, current])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  test("stays in the lake when figures are imported, and what no set names is swept", async () => {
    const stray = store.lake.file("boundaries/stray.parquet");
    await writeFile(stray, "cut off");
    await importProgramme(store, exampleFolder, { dryRun: false });
    await importBoundaries(
      store,
      order(await filesOf(districts), { given: { ...given, year: 2023 } }),
    );
    expect(await parquetIn(store)).toHaveLength(3);
  });

  test("a dry run says what would be, and stores nothing", async () => {
    const files = await filesOf([{ code: "WK999999", name: "Nieuw", ring: square(5, 52, 0.1) }]);
    const told = await importBoundaries(store, order(files, { dryRun: true }));
    expect(told).toMatchObject({ isNew: true, number: 3, areas: 1 });
    expect((await readAreaBook(store.db, programme)).find("WK999999")).toBeUndefined();
  });

  test("of smaller areas finds by shape what they lie in, where the code does not tell", async () => {
    const cells = await filesOf([{ code: "1011", name: "1011", ring: square(4.82, 52.32, 0.01) }]);
    const postcodes = { ...given, kind: "postcode", year: 2024 };
    await importBoundaries(store, order(cells, { given: postcodes }));
    const book = await readAreaBook(store.db, programme);
    expect(book.get(id<"area">("1011")).parent).toBe("WK036301");
    expect(book.municipalityOf(book.get(id<"area">("1011")))?.id).toBe("GM0363");
  });

  test("can be told by a YAML file beside it", async () => {
    const [file] = await filesOf([{ code: "01", name: "Eerste", ring: square(6, 52, 0.1) }]);
    await writeFile(
      file!.replace(".geojson", ".boundaries.yaml"),
      `kind: province
year: 2024
set: provinces-now
source: Kadaster
licence: CC BY 4.0
hierarchy:
  - { kind: municipality, prefix: "", parentPrefix: "", keep: 2 }
`,
    );
    expect(await importBoundaries(store, order([file!], { given: {} }))).toMatchObject({
      set: "provinces-now",
      kind: "province",
    });
  });

  test.for<[string, readonly Made[], Partial<BoundariesOrder>]>([
    ["part-0.geojson: there are no areas in it.", [], {}],
    ['there is no property "gwb"', districts, { given: { ...given, code: "gwb" } }],
    [
      'feature 2, WK036301: it is called "Zuid" here and "Noord" before.',
      [
        { code: "WK036301", name: "Noord" },
        { code: "WK036301", name: "Zuid" },
      ],
      {},
    ],
    ['feature 1: "W K" in "statcode" is not a code.', [{ code: "W K", name: "x" }], {}],
    [
      "WK036301 is a district in the boundary set district-2023, and would be a neighbourhood here",
      districts,
      { given: { ...given, kind: "neighbourhood" } },
    ],
    ["--year is needed", districts, { given: { kind: "district", source: "x", licence: "y" } }],
    ["--kind is not right", districts, { given: { ...given, kind: "village" } }],
    ["There is no programme", districts, { programme: id<"programme">("other") }],
  ])("is refused: %s", async ([sentence, areas, more]) => {
    const before = await readBoundarySets(store.db, programme);
    await expect(importBoundaries(store, order(await filesOf(areas), more))).rejects.toThrow(
      sentence,
    );
    expect(await readBoundarySets(store.db, programme)).toEqual(before);
  });
});

/** A copy of the example's file of school leavers, with its mapping, changed by hand. */
async function leavers(edit: (text: string) => string, mapping = (text: string) => text) {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-names-"));
  const from = join(exampleFolder, "figures/early-school-leaving");
  const path = join(folder, "early-school-leaving");
  await writeFile(`${path}.csv`, edit(await readFile(`${from}.csv`, "utf8")));
  await writeFile(`${path}.mapping.yaml`, mapping(await readFile(`${from}.mapping.yaml`, "utf8")));
  return { programme, file: `${path}.csv`, mapping: undefined, dryRun: false };
}

describe("names that nobody knows", async () => {
  const store = await exampleStore();
  const misspelt = (text: string) =>
    text.replace("Korrewegwijk", "Korenwegwijk").replace("Bennekel", "Benne-kel");
  const judgement = {
    programme,
    within: undefined,
    by: "A. Jansen",
    on: "2026-11-25",
    note: "",
    also: false,
  };

  test("wait on a list with candidates and reasons; nothing else is stored, and a dry run stores not even that", async () => {
    const file = await leavers(misspelt);
    await expect(importFigures(store, { ...file, dryRun: true })).rejects.toMatchObject({
      code: "area-unknown",
    });
    expect(await readUnmatched(store.db, programme)).toEqual([]);
    await expect(importFigures(store, file)).rejects.toMatchObject({ code: "area-unknown" });
    const waiting = await readUnmatched(store.db, programme);
    expect(waiting).toMatchObject([
      {
        source: "early-school-leaving",
        file: "early-school-leaving.csv",
        line: 21,
        name: "Benne-kel",
        within: "GM0772",
        candidates: [
          { id: "AW20", reason: "same letters, other hyphens or spaces; same municipality" },
          {},
          {},
        ],
      },
      { line: 23, name: "Korenwegwijk", within: "GM0014", candidates: [{ id: "AW22" }, {}] },
    ]);
    expect(await store.db.rows("select 1 from indicators.release where number > 1")).toEqual([]);
  });

  test("leave the list when a person says what they mean, and the next import uses it", async () => {
    const file = await leavers(misspelt);
    const bennekel = { ...judgement, name: "Benne-kel", area: "AW20" };
    expect(await judgeNameAs(store, bennekel)).toMatchObject({
      within: "GM0772",
      seenIn: "early-school-leaving",
    });
    await judgeNameAs(store, { ...judgement, name: "Korenwegwijk", area: null });
    expect(await readUnmatched(store.db, programme)).toEqual([]);
    await expect(importFigures(store, file)).rejects.toThrow("Korenwegwijk"); // it is none of ours
    await judgeNameAs(store, { ...judgement, name: "Korenwegwijk", area: "AW22" });
    expect((await importFigures(store, file)).changed).toBe(true);
    expect(await readUnmatched(store.db, programme)).toEqual([]);
  });

  test("stay confirmed when the folder is imported again, and the folder's own files may use them", async () => {
    const folder = await mkdtemp(join(tmpdir(), "krachtwijk-names-"));
    await cp(exampleFolder, folder, { recursive: true });
    const path = join(folder, "figures/early-school-leaving.csv");
    await writeFile(path, misspelt(await readFile(path, "utf8")));
    const programmeFile = join(folder, "programme.yaml");
    await writeFile(
      programmeFile,
      (await readFile(programmeFile, "utf8")).replace("durationYears: 10", "durationYears: 11"),
    );
    expect((await importProgramme(store, folder, { dryRun: false })).changed).toBe(true);
    const names = (await readAreaBook(store.db, programme)).aliases;
    expect(names.find(({ alias }) => alias === "Benne-kel")).toMatchObject({
      area: "AW20",
      confirmedBy: "A. Jansen",
      confirmedOn: "2026-11-25",
    });
  });

  test.for([
    [{ area: "nowhere" }, 'There is no area "nowhere".'],
    [{ by: "  " }, "--by is needed"],
    [{ within: "GM9999" }, 'There is no area "GM9999".'],
  ] as const)("a wrong judgement is refused: %j", async ([wrong, sentence]) => {
    const judged = { ...judgement, name: "Ergens", area: "AW20", ...wrong };
    await expect(judgeNameAs(store, judged)).rejects.toThrow(sentence);
  });
});

test("a code of other boundaries than the mapping names is refused, with the years that have it", async () => {
  const store = await exampleStore();
  const municipalities = (year: number, codes: readonly string[]) =>
    filesOf(codes.map((code) => ({ code, name: code, ring: square(5, 52, 0.1) }))).then((files) =>
      importBoundaries(store, order(files, { given: { ...given, kind: "municipality", year } })),
    );
  const all = (await readAreaBook(store.db, programme)).ofKind("municipality").map((one) => one.id);
  await municipalities(2008, all);
  await municipalities(
    2024,
    all.filter((code) => code !== "GM0518"),
  );
  const mapping = (text: string) =>
    text.replace(/areas:.*(\n {2}.*)*/, "areas: { name: municipality, boundaries: 2024 }");
  const file = await leavers((text) => text, mapping);
  await expect(importFigures(store, file)).rejects.toThrow(
    'early-school-leaving.csv:2, column "municipality": GM0518 is no municipality of 2024: boundary sets have it in 2008; which code follows it nobody has said.',
  );
});
