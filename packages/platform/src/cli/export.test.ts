import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { id } from "#kernel";
import { createSite } from "#site";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";

const store = await exampleStore();
const place = await mkdtemp(join(tmpdir(), "krachtwijk-cli-"));

const run = (...args: readonly string[]) => runOnStore(store, ...args);

describe("export", () => {
  test.for([
    ["indicators", "a.csv", 652],
    ["indicators", "a.xlsx", 652],
    ["indicators", "a.parquet", 652],
    ["indicators", "a.json", 652],
    ["indicators", "a.json-stat.json", 652],
    ["indicators", "a.sdmx.csv", 652],
    ["areas", "b.parquet", 61],
    ["releases", "c.xlsx", 6],
    ["catalogue", "d.csv", 15],
    ["programme", "e.json", 38],
  ] as const)("%s as %s", async ([thing, name, rows]) => {
    const file = join(place, name);
    const ended = await run("export", thing, "--out", file, "--json");
    expect(ended.said).toBe("");
    expect(JSON.parse(ended.out)).toEqual({ ok: true, out: file, rows });
    expect((await readFile(file)).byteLength).toBeGreaterThan(500);
  });

  test("lays what explains a CSV file beside it", async () => {
    const file = join(place, "one.csv");
    const filter = ["--indicator", "early-school-leavers", "--period", "2007/2008", "--kind"];
    await run("export", "indicators", "--out", file, ...filter, "focus-neighbourhood");
    expect((await readFile(file, "utf8")).split("\r\n")).toHaveLength(42);
    const beside = JSON.parse(await readFile(`${file}.metadata.json`, "utf8"));
    expect(beside).toMatchObject({ url: "one.csv", "dc:publisher": ["CFI"] });
  });

  test("writes addresses where the site is", async () => {
    const file = join(place, "addresses.csv");
    const site = ["--address", "https://cijfers.example.nl/"];
    await run("export", "indicators", "--out", file, ...site, "--as-of", "2010-01-01");
    expect(await readFile(file, "utf8")).toContain(
      "2010-01-01,https://cijfers.example.nl/indicatoren/early-school-leavers\r\n",
    );
  });

  test("of a release is the same bytes as the site gives", async () => {
    const file = join(place, "release.zip");
    const ended = await run("export", "release", "early-school-leaving-r1", "--out", file);
    expect(ended.out).toBe(`${file}: early-school-leaving-r1`);
    const programme = id<"programme">("wijkenaanpak");
    const site = createSite({ store, programme, outline: null, log: () => undefined });
    const answer = await site.request("/leveringen/early-school-leaving-r1.zip");
    expect((await readFile(file)).equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
  });

  test.for([
    [["cakes", "--out", "x.csv"], 2, "export what? Expected one of indicators, areas"],
    [["indicators"], 2, "export needs --out FILE, ending in .json-stat.json"],
    [["indicators", "--out", "x.doc"], 2, "the ending says what to make"],
    [["areas", "--out", "x.sdmx.csv"], 2, ".sdmx.csv is for figures"],
    [["areas", "--out", "x.csv", "--area", "AW01"], 2, "--area is for figures"],
    [["indicators", "--out", "x.csv", "--indicator", "a b"], 2, '--indicator "a b" is not an id.'],
    [["indicators", "--out", "x.csv", "--indicator", ","], 2, "--indicator needs a value."],
    [["indicators", "--out", "x.csv", "--indicator", "none"], 3, 'There is no indicator "none"'],
    [["indicators", "--out", "x.csv", "--period", "soon"], 2, '--period "soon" is not a period'],
    [["indicators", "--out", "x.csv", "--as-of", "2009"], 2, '--as-of "2009" is not a day'],
    [
      ["indicators", "--out", "x.csv", "--address", "here"],
      2,
      '--address "here" is not an address',
    ],
    [["indicators", "--out", "x.csv", "--release", "none-r1"], 3, 'There is no release "none-r1"'],
    [
      ["indicators", "--out", "x.csv", "--release", "a-r1", "--as-of", "2009-01-01"],
      2,
      "exclude each other",
    ],
    [["release", "--out", "x.zip"], 2, "export release needs one release"],
    [["release", "a-r1", "--out", "x.csv"], 2, "ending in .zip"],
    [["release", "a r1", "--out", "x.zip"], 3, 'There is no release "a r1"'],
    [["indicators", "--out", "/proc/nothing/x.parquet"], 4, "cannot be written"],
  ] as const)("%j ends with %i", async ([args, code, sentence]) => {
    const ended = await run("export", ...args);
    expect([ended.code, ended.said]).toEqual([code, expect.stringContaining(sentence)]);
    expect(ended.said.split("\n")).toHaveLength(1);
  });

  test("leaves nothing unfinished behind", async () => {
    expect((await readdir(place)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    const left = await readdir(store.lake.file("tmp"));
    expect(left.filter((name) => name.endsWith(".parquet"))).toEqual([]);
  });
});
