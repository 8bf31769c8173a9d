import { existsSync, readdirSync } from "node:fs";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkSet, proposeChanges, readAreaBook, readSetWithShapes } from "#areas";
import { readFigures } from "#indicators";
import { id } from "#kernel";
import type { Store } from "#store";
import { exampleFolder, testStore } from "../../../../tests/support/test-store.ts";
import { importBoundaries, importFigures, importProgramme } from "./index.ts";

const shared = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const isThere = existsSync(join(shared, "boundaries"));
if (!isThere)
  console.warn(
    "national-areas.test.ts is skipped: there is no ../shared/data with the boundaries.",
  );

const programme = id<"programme">("wijkenaanpak");
const filesIn = (folder: string, begin: string) =>
  readdirSync(join(shared, folder))
    .filter((name) => name.startsWith(begin) && name.endsWith("json"))
    .sort()
    .map((name) => join(shared, folder, name));

/** Folder, begin of the files' names, kind, year, areas, and how many of them enclose nothing on this coarse map. */
const sets = [
  ["boundaries", "Buurt_2014", "neighbourhood", 2014, 11_691, 1278],
  ["boundaries", "Wijk_2014", "district", 2014, 2738, 42],
  ["boundaries", "Gemeente_2015", "municipality", 2015, 393, 0],
  ["districts-2022", "nl-districts", "district", 2022, 3340, 0],
  ["leefbaarometer-2024", "buurten_", "neighbourhood", 2024, 12_147, 0],
  ["leefbaarometer-2024", "gemeenten", "municipality", 2024, 342, 0],
] as const;

const indicator = `- id: liveability
  name: { nl: Leefbaarheid, en: Liveability }
  short: { nl: Leefbaarheid, en: Liveability }
  definition: { nl: Afwijking van het landelijk gemiddelde, en: Deviation from the national mean }
  unit: score
  decimals: 3
  counts: { nl: buurten, en: neighbourhoods }
  better: higher
  theme: wonen
  source: { nl: Leefbaarometer 3.0, en: Leefbaarometer 3.0 }
`;

const mapping = `source: leefbaarometer
title: { nl: Leefbaarometer 2024, en: Leefbaarometer 2024 }
origin:
  publisher: Ministerie van BZK
  document: Leefbaarometer 3.0
  part: { nl: buurten, en: neighbourhoods }
  licence: { nl: open data, en: open data }
  published: 2025-06-30
areas: { name: code, boundaries: 2024 }
figures:
  - { indicator: liveability, period: 2024, value: afw }
`;

async function storeWithLiveability(): Promise<{ store: Store; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-national-"));
  await cp(exampleFolder, folder, { recursive: true });
  const catalogue = join(folder, "indicators.yaml");
  await writeFile(catalogue, `${(await readFile(catalogue, "utf8")).trimEnd()}\n${indicator}`);
  await writeFile(join(folder, "liveability.mapping.yaml"), mapping);
  const store = await testStore();
  await importProgramme(store, folder, { dryRun: false });
  return { store, folder };
}

describe.runIf(isThere)("areas of a whole country", async () => {
  const { store, folder } = isThere ? await storeWithLiveability() : { store: null!, folder: "" };
  const load = (part: string, begin: string, kind: string, year: number) =>
    importBoundaries(store, {
      programme,
      files: filesIn(part, begin),
      given: { kind, year, source: `test of ${part}`, licence: "as in its provenance" },
      dryRun: false,
    });

  test.for(sets)(
    "%s, %s…: every %s of %i is stored",
    { timeout: 60_000 },
    async ([part, begin, kind, year, areas, flat]) => {
      const began = performance.now();
      const outcome = await load(part, begin, kind, year);
      const seconds = (performance.now() - began) / 1000;
      expect({ areas: outcome.areas, flat: outcome.checks.flat.length }).toEqual({ areas, flat });
      expect(outcome.checks.shapeless).toEqual([]);
      console.info(`${outcome.set}: ${areas} areas in ${seconds.toFixed(1)} s`);
      expect((await load(part, begin, kind, year)).isNew).toBe(false);
    },
  );

  test("the book has every code once, each in its municipality", async () => {
    const began = performance.now();
    const book = await readAreaBook(store.db, programme);
    console.info(
      `${book.areas.length} areas loaded in ${Math.round(performance.now() - began)} ms`,
    );
    expect(book.ofKind("neighbourhood")).toHaveLength(16_787);
    const lost = [...book.ofKind("neighbourhood"), ...book.ofKind("district")].filter(
      (area) => book.municipalityOf(area) === null,
    );
    // Of 2014 there is no set of municipalities, and these twelve went up in others on 1 January 2015.
    expect([...new Set(lost.map((area) => area.id.slice(2, 6)))].sort().join(" ")).toBe(
      "0265 0282 0365 0458 0491 0568 0608 0612 0623 0643 0644 1671",
    );
    expect(lost.every((area) => book.countryOf(area)?.id === "NL")).toBe(true);
  });

  test("the municipalities together have the surface of the country", async () => {
    const found = await readSetWithShapes(store, programme, "municipality-2024");
    const km2 = found!.shapes.reduce((sum, one) => sum + (one.squareMetres ?? 0), 0) / 1e6;
    // Land and inland water within the borders of municipalities, as their boundaries are drawn here.
    expect(km2).toBeGreaterThan(33_000);
    expect(km2).toBeLessThan(42_000);
  });

  test("scores of 12,147 neighbourhoods are figures by their codes", async () => {
    const began = performance.now();
    const outcome = await importFigures(store, {
      programme,
      file: join(shared, "leefbaarometer-2024/neighbourhoods.csv"),
      mapping: join(folder, "liveability.mapping.yaml"),
      dryRun: false,
    });
    console.info(`12,147 scores in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    expect(outcome.files[0]?.figures).toBe(12_147);
    const figures = await readFigures(store, programme, id<"indicator">("liveability"));
    expect(figures.find(({ area }) => area === "BU00140000")?.reading).toMatchObject({
      kind: "value",
      value: 0.189053,
    });
  }, 60_000);

  test("codes of another year are refused with what the sets know of them", async () => {
    await writeFile(join(folder, "old.csv"), "code,afw\nBU00050001,0.1\n");
    await writeFile(join(folder, "old.mapping.yaml"), mapping);
    await expect(
      importFigures(store, {
        programme,
        file: join(folder, "old.csv"),
        mapping: undefined,
        dryRun: false,
      }),
    ).rejects.toThrow(
      'old.csv:2, column "code": BU00050001 is no neighbourhood of 2024: boundary sets have it in 2014;',
    );
  });

  test.for([
    ["district-2022", 34, 0],
    ["neighbourhood-2024", 880, 0],
    ["municipality-2024", 181, 143],
  ] as const)(
    "%s is checked: %i holes and %i overlaps that drawing cannot have made",
    { timeout: 120_000 },
    async ([set, gaps, overlaps]) => {
      const { shapes } = (await readSetWithShapes(store, programme, set))!;
      const began = performance.now();
      const kinds = new Map<string, number>();
      for (const { kind, withinTolerance } of checkSet(shapes, { tolerance: 20 })) {
        const key = withinTolerance ? `${kind} within 20 m` : kind;
        kinds.set(key, (kinds.get(key) ?? 0) + 1);
      }
      expect([kinds.get("gap") ?? 0, kinds.get("overlap") ?? 0]).toEqual([gaps, overlaps]);
      const told = [...kinds].map(([kind, count]) => `${count} × ${kind}`).join(", ");
      console.info(
        `${set} checked in ${((performance.now() - began) / 1000).toFixed(1)} s: ${told}`,
      );
    },
  );

  test("what became of municipalities between 2015 and 2024 is proposed", async () => {
    const [from, to] = await Promise.all(
      ["municipality-2015", "municipality-2024"].map((set) =>
        readSetWithShapes(store, programme, set),
      ),
    );
    const began = performance.now();
    const { changes, gone } = proposeChanges(
      { year: 2015, shapes: from!.shapes },
      { year: 2024, shapes: to!.shapes },
      { width: 800 }, // the map of 2015 is drawn on a grid of 270 by 310 m
    );
    console.info(
      `${changes.length} changes proposed in ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
    expect(gone).toEqual([]);
    const after = (code: string) =>
      changes.filter(({ from }) => from === code).map(({ kind, to }) => `${kind} ${to}`);
    // Naarden, Bussum and Muiden are Gooise Meren since 2016.
    expect(after("GM0381")).toEqual(["merge GM1942"]);
    // Bedum is in Het Hogeland since 2019, as is most of Winsum; the rest of that went to Westerkwartier.
    expect(after("GM0005")).toEqual(["border-change GM1966"]);
    expect(after("GM0053")).toEqual(["border-change GM1966", "border-change GM1969"]);
    const ended = from!.shapes.filter(({ code }) => !to!.shapes.some((one) => one.code === code));
    const unsaid = ended.filter(({ code }) => !changes.some((change) => change.from === code));
    expect(unsaid).toEqual([]);
  });
});
