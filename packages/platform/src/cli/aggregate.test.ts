import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readAreaBook } from "#areas";
import {
  coveredFiguresOf,
  edition,
  filesAsOf,
  noCover,
  readCatalogue,
  readFigures,
  readRelease,
} from "#indicators";
import { id } from "#kernel";
import { readProgramme } from "#programme";
import { readMonitor } from "#trends";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { changedExampleStore, exampleStore } from "../../../../tests/support/test-store.ts";

const store = await exampleStore();
const place = await temporaryFolder();
const wijkenaanpak = id<"programme">("wijkenaanpak");

const runOn = (own: typeof store, ...args: readonly string[]) =>
  runOnStore(own, "aggregate", ...args);

const run = (...args: readonly string[]) => runOn(store, ...args);

type Row = Readonly<Record<string, string | number | null>>;
const rowsOf = async (file: string) => JSON.parse(await readFile(file, "utf8")) as readonly Row[];

test("the forty from counts are the totals that the site shows", async () => {
  const book = await readAreaBook(store.db, wijkenaanpak);
  const programme = await readProgramme(store.db, wijkenaanpak);
  const catalogue = await readCatalogue(store.db, wijkenaanpak);
  const moment = {
    edition: await edition(store.db, wijkenaanpak),
    chain: await filesAsOf(store.db, wijkenaanpak, { asOf: null }),
    catalogue,
  };
  let compared = 0;
  for (const indicator of catalogue) {
    if (indicator.total === null) continue;
    const out = join(place, `${indicator.id}.json`);
    const { code } = await run(indicator.id, "--to", "forty", "--min-coverage", "0", "--out", out);
    expect(code).toBe(0);
    const rows = new Map((await rowsOf(out)).map((row) => [row["period"], row]));
    const { totals } = await readMonitor(store, programme, book, indicator, moment);
    for (const { period, value, counts, members } of totals) {
      expect(rows.get(period.id)).toMatchObject({
        state:
          members.known === members.of || indicator.total.kind === "ratio" ? "value" : "at-least",
        value,
        numerator: counts?.numerator ?? null,
        members_known: members.known,
        members_of: members.of,
      });
      compared++;
    }
  }
  expect(compared).toBeGreaterThanOrEqual(6);
});

test("every row names its releases, coverage and range", async () => {
  const out = join(place, "forty.csv");
  await run("early-school-leaving-rate", "--to", "forty", "--period", "2007/2008", "--out", out);
  const [head, row, ...more] = (await readFile(out, "utf8")).trim().split("\r\n");
  expect(more).toEqual([]);
  expect(head).toContain(
    "members_known,members_of,coverage,least,most,why,status,boundaries,releases,publisher,licence,published,as_of",
  );
  expect(row).toMatch(
    /^early-school-leaving-rate,forty,grouping,.*,value,0\.0753\d*,4373,58026,40,40,1,/,
  );
  expect(row).toMatch(/,early-school-leaving-r1,CFI,.*,2009-10-22,\d{4}-\d\d-\d\d$/);
});

test.for([
  [
    ["havo-vwo-share-year3", "--to", "forty", "--out", "x.csv"],
    3,
    "a mean of percentages is not the percentage of all",
  ],
  [
    ["early-school-leavers", "--to", "municipality", "--out", "x.csv"],
    3,
    "focus neighbourhoods are only a part of one",
  ],
  [
    ["early-school-leavers", "--to", "fifty", "--out", "x.csv"],
    3,
    '--to "fifty" is neither a kind of area',
  ],
  [["cake", "--to", "forty", "--out", "x.csv"], 3, 'There is no indicator "cake"'],
  [
    ["early-school-leavers", "--to", "forty", "--release", "cake-r1", "--out", "x.csv"],
    3,
    'There is no release "cake-r1"',
  ],
  [["early-school-leavers", "--to", "forty", "--out", "x.pdf"], 2, "expected .csv or .json"],
  [["early-school-leavers", "--to", "forty"], 2, "aggregate needs --out FILE"],
  [["early-school-leavers", "--out", "x.csv"], 2, "--to is needed"],
  [
    ["early-school-leavers", "--to", "forty", "--min-coverage", "2", "--out", "x.csv"],
    2,
    "expected a share of 0 to 1",
  ],
  [
    ["early-school-leavers", "--to", "forty", "--period", "soon", "--out", "x.csv"],
    2,
    '--period "soon"',
  ],
] as const)("refuses %j", async ([args, code, sentence]) => {
  const ended = await run(...args);
  expect([ended.code, ended.said]).toEqual([code, expect.stringContaining(sentence)]);
});

test("as of a day before anything was known there is nothing to add up", async () => {
  const out = join(place, "then.json");
  await run("early-school-leavers", "--to", "forty", "--as-of", "2009-01-01", "--out", out);
  expect(await rowsOf(out)).toEqual([]);
});

test("aggregates become a release of their own that names what it follows from, once", async () => {
  const own = await exampleStore();
  const order = ["early-school-participants", "--to", "forty", "--publish", "added-up"];
  const first = await runOn(own, ...order, "--json");
  expect(JSON.parse(first.out)).toMatchObject({
    published: { release: "added-up-r1", isNew: true },
  });
  const again = await runOn(own, ...order, "--json");
  expect(JSON.parse(again.out)).toMatchObject({
    published: { release: "added-up-r1", isNew: false },
  });
  const { manifest, origin } = await readRelease(own.db, wijkenaanpak, "added-up-r1");
  expect(manifest.follows).toEqual(["early-school-leaving-r1"]);
  expect(origin).toMatchObject({
    publisher: "krachtwijk (CFI)",
    document: "early-school-leaving-r1",
  });
  const figures = await readFigures(
    own,
    wijkenaanpak,
    id<"indicator">("early-school-participants"),
  );
  expect(
    figures
      .filter(({ area }) => area === "forty")
      .map(({ period, reading, release, columns }) => [period.id, reading, release, columns]),
  ).toEqual([
    [
      "2005/2006",
      { kind: "value", value: 59438, decimals: null },
      "added-up-r1",
      "40 of 40 [early-school-leaving-r1]",
    ],
    [
      "2007/2008",
      { kind: "value", value: 58026, decimals: null },
      "added-up-r1",
      "40 of 40 [early-school-leaving-r1]",
    ],
  ]);
});

test("a rule of the catalogue hides totals, and names members that would give them away", async () => {
  const own = await changedExampleStore("indicators.yaml", (text) =>
    text.replace(
      "  total: { numerator: early-school-leavers, denominator: early-school-participants }\n",
      "$&  suppression: { minimumCount: 45 }\n",
    ),
  );
  const out = join(place, "hidden.json");
  const ended = await runOn(
    own,
    "early-school-leaving-rate",
    "--to",
    "forty",
    "--out",
    out,
    "--json",
  );
  const { membersToLeaveOut } = JSON.parse(ended.out);
  const book = await readAreaBook(own.db, wijkenaanpak);
  const chain = await filesAsOf(own.db, wijkenaanpak, { asOf: null });
  const rate = id<"indicator">("early-school-leaving-rate");
  const figures = await coveredFiguresOf(own.lake, { chain, catalogue: [] }, noCover, rate);
  const small = figures.filter(
    ({ area, counts }) =>
      counts !== null &&
      counts.numerator < 45 &&
      book.members(id("forty")).some((member) => member.id === area),
  );
  expect(small.length).toBeGreaterThan(0);
  for (const { area, period } of small)
    expect(membersToLeaveOut).toContainEqual({ area, period: period.id });
  expect([ended.code, ended.said]).toEqual([1, ""]);
  const rows = await rowsOf(out);
  expect(rows.slice(0, 2).map((row) => row["state"])).toEqual(["value", "value"]);
  expect(
    rows.slice(2).map(({ state, area, period, value }) => [state, { area, period }, value]),
  ).toEqual(membersToLeaveOut.map((one: object) => ["leave-out", one, null]));
});
