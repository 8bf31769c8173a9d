import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAreaBook, readUnmatched } from "#areas";
import { readCatalogue, readFigures, readReleaseFigures, readReleases } from "#indicators";
import { id } from "#kernel";
import { readProjects } from "#money";
import type { Store } from "#store";
import { exampleFolder, exampleStore, testStore } from "../../../../tests/support/test-store.ts";
import { importFigures, importProgramme } from "./index.ts";

const programme = id<"programme">("wijkenaanpak");
const wet = { dryRun: false };

/** A copy of the example in which one file was changed by hand. */
async function changed(file: string, change: (text: string) => string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-folder-"));
  await cp(exampleFolder, folder, { recursive: true });
  const path = join(folder, file);
  await writeFile(path, change(await readFile(path, "utf8")));
  return folder;
}

/** Everything that readers can see, in one text. */
async function visible({ db }: Store, { events } = { events: true }): Promise<string> {
  const tables = [
    "areas.area",
    "areas.alias",
    "indicators.indicator",
    "indicators.release",
    "programme.programme",
    "programme.item",
    "money.fund",
    "money.project",
    "parliament.commitment",
    ...(events ? ["store.event"] : []),
  ];
  const all = await Promise.all(
    tables.map((table) => db.rows(`select * from ${table} order by 1, 2, 3`)),
  );
  return JSON.stringify(all);
}

describe("importing the worked example", async () => {
  const store = await exampleStore();

  test("gives forty neighbourhoods in eighteen municipalities, each with a point", async () => {
    const book = await readAreaBook(store.db, programme);
    const forty = book.members(id<"area">("forty"));
    expect(forty).toHaveLength(40);
    expect(new Set(forty.map((area) => book.municipalityOf(area)?.id)).size).toBe(18);
    expect(forty.every(({ point }) => point !== null)).toBe(true);
    expect(book.bySlug("amsterdam-bijlmer")?.name).toBe("Bijlmer");
  });

  test("keeps suppressed, not available and bounds apart", async () => {
    const read = async (name: string) => readFigures(store, programme, id<"indicator">(name));
    const havo = await read("havo-vwo-share-year3");
    expect(
      havo.filter(({ reading }) => reading.kind === "gap" && reading.why === "suppressed"),
    ).toHaveLength(18);
    expect(
      havo.filter(({ reading }) => reading.kind === "gap" && reading.why === "not-available"),
    ).toHaveLength(0);
    const people = await read("people-in-problem-areas");
    expect(people.map(({ reading }) => reading)).toEqual([
      { kind: "bound", op: ">", value: 1300000, decimals: 0 },
      { kind: "bound", op: "<", value: 900000, decimals: 0 },
    ]);
  });

  test("a figure knows its release, file and line, and keeps its counts and what was printed", async () => {
    const releases = await readReleases(store.db, programme);
    const rates = await readFigures(store, programme, id<"indicator">("early-school-leaving-rate"));
    const first = rates.find(({ line, period }) => line === 2 && period.id === "2005/2006");
    expect(first).toMatchObject({
      release: "early-school-leaving-r1",
      counts: { numerator: 81, denominator: 859 },
      printed: 0.094,
    });
    expect(releases.find(({ id: release }) => release === first?.release)?.file).toBe(
      "figures/early-school-leaving.csv",
    );
  });

  test("tells what the source prints that does not follow, and corrects nothing", async () => {
    const releases = await readReleases(store.db, programme);
    const findings =
      releases.find(({ source }) => source === "early-school-leaving")?.findings ?? [];
    expect(
      findings.map(({ about, printed, expected }) => `${about}: ${printed}, not ${expected}`),
    ).toEqual([
      "Dordrecht, WielwijkCrabbehof: -10.5, not -10.4",
      "Eindhoven, Bennekel: 8.5, not 8.4",
      "Eindhoven, Bennekel: -29.8, not -29.5",
    ]);
  });

  test("the same folder again changes nothing at all", async () => {
    const before = await visible(store);
    expect((await importProgramme(store, exampleFolder, wet)).changed).toBe(false);
    expect(await visible(store)).toBe(before);
  });

  test("a name that nobody confirmed stops it with candidates, and nothing but the waiting list changes", async () => {
    const before = await visible(store, { events: false });
    const folder = await changed("figures/early-school-leaving.csv", (text) =>
      text.replace("Kanaleneiland", "Kanaleneilandd"),
    );
    await expect(importProgramme(store, folder, wet)).rejects.toMatchObject({
      code: "area-unknown",
      message: expect.stringMatching(
        /early-school-leaving\.csv:37, column "neighbourhood": no area is called "Kanaleneilandd" in Utrecht\. Likeliest: Utrecht, Kanaleneiland \(AW36\)/,
      ),
    });
    expect(await visible(store, { events: false })).toBe(before);
    expect(await readUnmatched(store.db, programme)).toMatchObject([
      { file: "figures/early-school-leaving.csv", line: 37, name: "Kanaleneilandd" },
    ]);
  });

  test("a dry run says what would change, and changes nothing", async () => {
    const before = await visible(store);
    const folder = await changed("figures/early-school-leaving.csv", (text) =>
      text.replace(",1594,111,", ",1594,112,"),
    );
    const { files, changed: would } = await importProgramme(store, folder, { dryRun: true });
    expect(would).toBe(true);
    expect(files.filter(({ isNew }) => isNew).map(({ release }) => release)).toEqual([
      "early-school-leaving-r2",
    ]);
    expect(await visible(store)).toBe(before);
  });
});

describe("a changed file", async () => {
  const store = await exampleStore();
  const leavers = id<"indicator">("early-school-leavers");

  test("is a new release; the old one stays readable as it was", async () => {
    const old = await readReleaseFigures(
      store,
      programme,
      id<"release">("early-school-leaving-r1"),
    );
    const folder = await changed("figures/early-school-leaving.csv", (text) =>
      text.replace(",1594,111,", ",1594,112,"),
    );
    const { files } = await importProgramme(store, folder, wet);
    expect(files.filter(({ isNew }) => isNew).map(({ release }) => release)).toEqual([
      "early-school-leaving-r2",
    ]);
    expect(
      await readReleaseFigures(store, programme, id<"release">("early-school-leaving-r1")),
    ).toEqual(old);
    const now = await readFigures(store, programme, leavers);
    expect(now.every(({ release }) => release === "early-school-leaving-r2")).toBe(true);
    expect(
      now.find(({ line, period }) => line === 37 && period.id === "2005/2006")?.reading,
    ).toEqual({ kind: "value", value: 112, decimals: 0 });
  });

  test("one file alone can be imported too", async () => {
    const order = {
      programme,
      file: join(exampleFolder, "figures/early-school-leaving.csv"),
      mapping: undefined,
      dryRun: false,
    };
    expect((await importFigures(store, order)).files[0]).toMatchObject({
      release: "early-school-leaving-r3",
      isNew: true,
    });
    expect((await importFigures(store, order)).files[0]).toMatchObject({
      release: "early-school-leaving-r3",
      isNew: false,
    });
  });

  test("a list of grants that changed replaces its projects, by the new release", async () => {
    const folder = await changed("grants/redevelopment-budget-tranche-1.csv", (text) =>
      text.replace("Kasteel Jeruzalem,150000", "Kasteel Jeruzalem,150000.50"),
    );
    await importProgramme(store, folder, wet);
    const projects = await readProjects(store.db, programme);
    expect(projects).toHaveLength(28);
    expect(new Set(projects.map(({ release }) => release))).toEqual(
      new Set(["redevelopment-budget-tranche-1-r2"]),
    );
    expect(projects.find(({ name }) => name === "Kasteel Jeruzalem")?.amount).toBe(15000050);
  });
});

test("two imports at once give one set of releases", async () => {
  const store = await testStore();
  const outcomes = await Promise.all([
    importProgramme(store, exampleFolder, wet),
    importProgramme(store, exampleFolder, wet),
  ]);
  expect(outcomes.filter(({ changed: did }) => did)).toHaveLength(1);
  expect(await readReleases(store.db, programme)).toHaveLength(6);
  expect(await readCatalogue(store.db, programme)).toHaveLength(15);
});

test.for([
  [
    "programme.yaml",
    (text: string) => text.replace("id: wonen,", "id: wonen2,"),
    "input-malformed",
  ],
  ["programme.yaml", (text: string) => `${text}colour: red\n`, "input-malformed"],
  [
    "areas.csv",
    (text: string) => text.replace("GM0344,municipality", "GM0344,village"),
    "input-malformed",
  ],
  [
    "figures/early-school-leaving.csv",
    (text: string) => text.replace(",1594,111,", ",1594,elf,"),
    "input-malformed",
  ],
  [
    "figures/early-school-leaving.mapping.yaml",
    (text: string) => text.replace("indicator: early-school-leavers", "indicator: early-leavers"),
    "indicator-unknown",
  ],
  [
    "grants/redevelopment-budget-tranche-1.csv",
    (text: string) => text.replace("MSP", "MSPX"),
    "area-unknown",
  ],
] as const)("a mistake in %s leaves an empty store empty", async ([file, change, code]) => {
  const store = await testStore();
  const before = await visible(store);
  await expect(importProgramme(store, await changed(file, change), wet)).rejects.toMatchObject({
    code,
  });
  expect(await visible(store)).toBe(before);
});
