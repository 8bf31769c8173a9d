import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const place = await mkdtemp(join(tmpdir(), "krachtwijk-project-"));
const example = fileURLToPath(
  new URL("../../../../../examples/measure/population.csv", import.meta.url),
);

async function tableOf(name: string, lines: readonly string[]): Promise<string> {
  const file = join(place, name);
  await writeFile(file, lines.join("\n"));
  return file;
}

interface Balance {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly births: number;
  readonly deaths: number;
  readonly netMigration: number;
  readonly end: number;
  readonly households: number;
  readonly dwellings: number;
  readonly moved: number;
}
interface Found {
  readonly periods: readonly Balance[];
  readonly areas: readonly {
    readonly id: string;
    readonly periods: readonly (Balance & { population: Record<string, readonly number[]> })[];
    readonly stable: { readonly growthFactor: number } | null;
  }[];
}
const ask = async (...args: readonly string[]) =>
  (await runMeasure("project", ...args)).document as unknown as Found;

test("every period balances, of each area and of all together", async () => {
  const { periods, areas } = await ask(
    example,
    "--from",
    "2025",
    "--periods",
    "3",
    "--vacancy",
    "0.02",
  );
  for (const { start, births, deaths, netMigration, end } of [
    ...periods,
    ...areas.flatMap((area) => area.periods),
  ])
    expect(start + births - deaths + netMigration).toBeCloseTo(end, 7);
  expect(periods.map(({ from, to }) => [from, to])).toEqual([
    [2025, 2030],
    [2030, 2035],
    [2035, 2040],
  ]);
  for (const [at, period] of periods.entries()) {
    const sum = (key: "end" | "dwellings") =>
      areas.reduce((total, area) => total + area.periods[at]![key], 0);
    expect(sum("end")).toBeCloseTo(period.end, 7);
    expect(sum("dwellings")).toBeCloseTo(period.dwellings, 7);
    expect(period.households / period.dwellings).toBeCloseTo(0.98, 10);
  }
  expect(areas.map(({ id }) => id)).toEqual(["Noord", "Tuindorp"]);
  expect(areas[0]!.stable!.growthFactor).toBeGreaterThan(0.5);
});

// Preston, Heuveline & Guillot (2001), Demography, box 6.1: women of Sweden, 1993 to 1998 and 2003.
const sweden = [
  "0-4,293395,497487,0",
  "5-9,248369,497138,0",
  "10-14,240012,496901,0",
  "15-19,261346,496531,0.0120",
  "20-24,285209,495902,0.0908",
  "25-29,314388,495168,0.1499",
  "30-34,281290,494213,0.1125",
  "35-39,286923,492760,0.0441",
  "40-44,304108,490447,0.0074",
  "45-49,324946,486613,0.0003",
  "50-54,247613,480665,0",
  "55-59,211351,471786,0",
  "60-64,215140,457852,0",
  "65-69,221764,436153,0",
  "70-74,223506,402775,0",
  "75-79,183654,350358,0",
  "80-84,141990,271512,0",
  "85+,112424,291707,0",
];

test("Sweden 1993 from a life table, as the book has it", async () => {
  const rows = sweden.map((row) => `female,${row}`);
  const file = await tableOf("sweden.csv", ["sex,age,population,lx,fertility", ...rows]);
  const found = await ask(file, "--person-years", "lx", "--from", "1993", "--periods", "2");
  expect(found.periods.map(({ end }) => Math.round(end))).toEqual([4449570, 4478712]);
  const { female } = found.areas[0]!.periods[0]!.population;
  expect(Math.round(female![0]!)).toBe(293574);
});

const header = "sex,age,population,survival,fertility";
const birth = "female,birth,,0.9,";
const small = ["female,0-4,100,0.95,0", "female,5-9,100,0.9,0.1", "female,10+,100,0.5,0"];

test("rates that change by period, migration that comes and goes, and destinations", async () => {
  const areas = ["n", "s"].flatMap((area) =>
    [1, 2].flatMap((period) =>
      [birth, ...small].map((row) => `${area},${period},${row},${period === 1 ? 10 : 0},0.1`),
    ),
  );
  const file = await tableOf("two.csv", [`area,period,${header},in,out`, ...areas]);
  const where = await tableOf("where.csv", ["from,to,share", "n,s,1"]);
  const found = await ask(
    ...[file, "--in-migration", "in", "--out-migration", "out", "--migration-as", "rate"],
    ...["--destinations", where, "--periods", "3", "--sex-ratio", "1"],
  );
  // 30 of the north leave for the south; 30 of the south leave for good; 30 come to each.
  expect(found.periods[0]).toMatchObject({ start: 600, moved: 30, netMigration: 30 });
  expect(found.areas[1]!.periods[0]!.netMigration).toBeCloseTo(30, 10);
  expect(found.periods[2]!.netMigration).toBeLessThan(0);
});

test("the survival of those born may be given as an option", async () => {
  const file = await tableOf("small.csv", [header, ...small]);
  const [period] = (await ask(file, "--survival-at-birth", "0.9", "--sex-ratio", "1")).periods;
  expect(period).toMatchObject({ births: expect.closeTo(24.375, 10), netMigration: 0 });
  expect(period!.end).toBeCloseTo(21.9375 + 95 + 140, 10);
});

test.for([
  [[header, ...small], [], "Add a row with age birth"],
  [[header, birth, ...small.slice(1)], [], "age groups from 0 on are expected"],
  [[header, birth, ...small, small[0]], [], "was on line 3 already"],
  [
    [header, birth, ...small.slice(0, 2), "male,0-4,1,1,0", "male,birth,,1,"],
    [],
    "there is no row for 5-9",
  ],
  [[header, birth, ...small, "child,0-4,1,1,0"], [], 'line|"child" is no sex'],
  [[header, birth, "female,young,1,1,0"], [], '"young" is no age group'],
  [[header, birth, "female,0-4,,1,0", ...small.slice(1)], [], "this cell is empty"],
  [[header, birth, "female,0-4,x,1,0", ...small.slice(1)], [], 'this is "x"'],
  [[header, birth, "female,0-4,1,2,0", ...small.slice(1)], [], "must be 0 to 1"],
  [[header, birth, ...small, "female,12-16,1,1,0"], [], "age groups of 5 years are expected"],
  [[header, birth, ...small], ["--in-migration", "survival"], "go together"],
  [[header, birth, ...small], ["--migration", "nothing"], 'the column "nothing" is expected'],
  [[header, birth, ...small], ["--destinations", "nowhere.csv"], "nowhere.csv"],
] as const)("%j %j is refused", async ([lines, options, sentence]) => {
  const file = await tableOf("wrong.csv", lines.map(String));
  const ended = await runMeasure("project", file, ...options);
  expect(ended.said).toContain(sentence.split("|").at(-1)!);
  expect(ended.code).toBe(sentence === "go together" ? 2 : 3);
});
