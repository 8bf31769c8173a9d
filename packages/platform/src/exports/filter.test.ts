import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAreaBook } from "#areas";
import { importFigures } from "#flows";
import { type Figure, readCatalogue, readFigures } from "#indicators";
import { readCsv } from "#intake";
import { id, parsePeriod } from "#kernel";
import { exampleFolder, exampleStore } from "../../../../tests/support/test-store.ts";
import { everyFigure, type FigureOrder, openFigures, writeFigures } from "./index.ts";
import { obsStatus, timePeriod } from "./sdmx-csv.ts";

const store = await exampleStore();
const programme = id<"programme">("wijkenaanpak");
const order = { ...everyFigure, address: "", language: "nl" } as const;

/** A later delivery of early school leaving: one number is another, and it is published when the first was. */
const folder = await mkdtemp(join(tmpdir(), "krachtwijk-export-"));
const name = "early-school-leaving";
const original = join(exampleFolder, "figures", name);
await writeFile(
  join(folder, `${name}.csv`),
  (await readFile(`${original}.csv`, "utf8")).replace(
    "Stationsbuurt,859,81",
    "Stationsbuurt,859,82",
  ),
);
await writeFile(join(folder, `${name}.mapping.yaml`), await readFile(`${original}.mapping.yaml`));
await importFigures(store, {
  programme,
  file: join(folder, `${name}.csv`),
  mapping: undefined,
  dryRun: false,
});

async function rowsOf(filter: Partial<FigureOrder>) {
  const table = await openFigures(store, programme, { ...order, ...filter });
  let text = "";
  for await (const piece of writeFigures(table, "csv")) text += piece;
  const { rows } = readCsv({ name: "x.csv", bytes: Buffer.from(text) });
  expect(rows).toHaveLength(table.figures.count);
  return rows.map(({ cells }) => cells);
}
const book = await readAreaBook(store.db, programme);
const figures: Figure[] = [];
for (const indicator of await readCatalogue(store.db, programme))
  figures.push(...(await readFigures(store, programme, indicator.id)));
const leavers = id<"indicator">("early-school-leavers");
const here = { indicators: [leavers], areas: ["AW01"], periods: [parsePeriod("2005/2006")!] };

describe("a filter", () => {
  type Part = readonly [Partial<FigureOrder>, (figure: Figure) => boolean];
  const isOf = (area: string, ...kinds: string[]) =>
    kinds.includes(book.get(id<"area">(area)).kind);

  test.for([
    [{}, () => true],
    [{ indicators: [leavers] }, ({ indicator }) => indicator === leavers],
    [{ indicators: [] }, () => false],
    [{ areas: ["AW01"] }, ({ area }) => area === "AW01"],
    [{ areas: ["nowhere"] }, () => false],
    [{ kinds: ["country"] }, ({ area }) => isOf(area, "country")],
    [{ kinds: ["country", "grouping"] }, ({ area }) => isOf(area, "country", "grouping")],
    [{ periods: here.periods }, ({ period }) => period.id === "2005/2006"],
    [{ source: id<"source">(name) }, ({ release }) => release.startsWith(`${name}-r`)],
    [
      here,
      ({ indicator, area, period }) =>
        `${indicator} ${area} ${period.id}` === `${leavers} AW01 2005/2006`,
    ],
  ] as readonly Part[])("%j lets through what it says", async ([filter, isMeant]) => {
    const rows = await rowsOf(filter);
    const key = (parts: readonly unknown[]) => parts.join(" ");
    expect(rows.map((row) => key([row["indicator"], row["area"], row["period"]])).sort()).toEqual(
      figures
        .filter(isMeant)
        .map(({ indicator, area, period }) => key([indicator, area, period.id]))
        .sort(),
    );
  });

  test.for([
    [
      { indicators: [id<"indicator">("none")] },
      "indicator-unknown",
      'There is no indicator "none"',
    ],
    [{ release: id<"release">("none-r1") }, "release-unknown", 'There is no release "none-r1"'],
    [{ source: id<"source">("none") }, "release-unknown", 'There is no release of a source "none"'],
  ] as readonly (readonly [Partial<FigureOrder>, string, string])[])(
    "%j is refused",
    async ([filter, code, words]) => {
      await expect(openFigures(store, programme, { ...order, ...filter })).rejects.toMatchObject({
        code,
        message: expect.stringContaining(words),
      });
    },
  );
});

describe("of two releases", () => {
  test.for([
    [{}, "82", "early-school-leaving-r2", ""],
    [{ asOf: "2009-12-31" }, "81", "early-school-leaving-r1", "2009-12-31"],
    [{ release: id<"release">("early-school-leaving-r1") }, "81", "early-school-leaving-r1", ""],
    [{ release: id<"release">("early-school-leaving-r2") }, "82", "early-school-leaving-r2", ""],
  ] as readonly (readonly [Partial<FigureOrder>, string, string, string])[])(
    "%j gives %s",
    async ([filter, value, release, asOf]) => {
      const [row] = await rowsOf({ ...here, ...filter });
      expect(row).toMatchObject({ value, release, as_of: asOf });
    },
  );

  test("nothing was known before the first was published", async () => {
    expect(await rowsOf({ asOf: "2009-10-21" })).toEqual([]);
  });
});

test("the query of docs/scaling.md gives what a filter gives", async () => {
  const files = await store.db.rows<{ file: string }>(
    "select figures_file as file from indicators.release where source_id = $1 order by number",
    [name],
  );
  const text = await readFile(new URL("../../../../docs/scaling.md", import.meta.url), "utf8");
  const [, query = ""] = /DuckDB, on the files[^`]+```sql\n([^`;]+)/.exec(text) ?? [];
  const sql = files.reduce(
    (written, { file }, at) =>
      written.replace(`lake/figures/wijkenaanpak/r${at + 1}.parquet`, store.lake.file(file)),
    query,
  );
  const found = await store.lake.rows<{ area: string; state: string; value: number }>(sql);
  const rows = await rowsOf({ indicators: [leavers], periods: [parsePeriod("2007/2008")!] });
  expect(found).toHaveLength(40);
  expect(new Map(found.map(({ area, state, value }) => [area, `${state} ${value}`]))).toEqual(
    new Map(rows.map((row) => [row["area"], `${row["state"]} ${row["value"]}`])),
  );
});

describe("SDMX", () => {
  test.for([
    ["2008", "A", "2008"],
    ["2007/2008", "A", "2007-08-01/P1Y"],
    ["2008..2012", "A5", "2008-01-01/P5Y"],
    ["2008-H1", "S", "2008-S1"],
    ["2008-Q3", "Q", "2008-Q3"],
    ["2009-06", "M", "2009-06"],
    ["2009-10-22", "D", "2009-10-22"],
  ])("period %s has frequency %s and is %s", ([period, frequency, time]) => {
    expect(timePeriod(period!)).toEqual([frequency, time]);
  });

  test.for([
    ["value", "final", "A"],
    ["value", "provisional", "P"],
    ["value", "revised", "A"],
    ["below", "final", "A"],
    ["suppressed", "final", "Q"],
    ["not-available", "provisional", "O"],
    ["not-measured", "final", "L"],
    ["not-applicable", "final", "M"],
  ])("%s, %s is %s", ([state, status, code]) => {
    expect(obsStatus(state!, status!)).toBe(code);
  });
});
