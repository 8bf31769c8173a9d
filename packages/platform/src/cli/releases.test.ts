import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { exampleFolder, exampleStore } from "../../../../tests/support/test-store.ts";

const store = await exampleStore();
const place = await mkdtemp(join(tmpdir(), "krachtwijk-releases-"));
const today = new Date().toISOString().slice(0, 10);

/** Runs a command on the one store of this file. */
const run = (...args: readonly string[]) => runOnStore(store, ...args);
const json = async (...args: readonly string[]) => JSON.parse((await run(...args, "--json")).out);

/** The early leavers of Kanaleneiland, as a file of a day and a scope. */
async function deliver(published: string, leavers: number, ...options: readonly string[]) {
  const from = join(exampleFolder, "figures/early-school-leaving");
  const csv = await readFile(`${from}.csv`, "utf8");
  const lines = csv.replace(/(Kanaleneiland,\d+,\d+,[^,]*,\d+,)\d+,/, `$1${leavers},`).split("\n");
  const isPart = options.length > 0;
  const kept = isPart ? lines.filter((line, at) => at === 0 || /Kanaleneiland/.test(line)) : lines;
  const file = join(place, `leavers-${published}.csv`);
  await writeFile(file, kept.join("\n"));
  const yaml = await readFile(`${from}.mapping.yaml`, "utf8");
  const mapping = join(place, `leavers-${published}.mapping.yaml`);
  await writeFile(mapping, yaml.replace(/published: .*/, `published: ${published}`));
  return run("import", file, ...options);
}

test("a part, and then the whole again", async () => {
  expect((await deliver("2010-09-15", 170, "--partial")).out).toContain(
    "early-school-leaving-r2 (new)",
  );
  expect((await deliver("2011-06-01", 180)).out).toContain("early-school-leaving-r3 (new)");
  expect((await deliver("2010-09-15", 170, "--scope", "partial")).out).toContain("-r4 (new)");
  expect((await deliver("2010-09-15", 170, "--scope", "partial")).out).toContain("-r4 (unchanged)");
});

describe("releases", () => {
  test("lists them with scope, dates and state", async () => {
    const { code, out } = await run("releases");
    expect(code).toBe(0);
    expect(out).toMatch(/early-school-leaving-r4 +partial +2010-09-15 +\d{4}-\d\d-\d\d +6 +counts/);
    expect(out).toMatch(/early-school-leaving-r3 +whole +2011-06-01 +2011-06-01 +240 +counts/);
    expect(out).toMatch(/early-school-leaving-r1 +whole +2009-10-22 +2009-10-22 +240 +replaced/);
    const then = await run("releases", "--as-of", "2010-12-31");
    expect(then.out).toMatch(/early-school-leaving-r2 +partial .* counts/);
    expect(then.out).not.toContain("early-school-leaving-r3");
  });

  test("show tells the manifest in words, and as data", async () => {
    const { out } = await run("releases", "show", "early-school-leaving-r2");
    for (const words of [
      "early-school-leaving-r2 (replaced)",
      "source     early-school-leaving, release 2, partial",
      "available  2010-09-15 (the day it was published)",
      "before it  early-school-leaving-r1",
      "0 added, 0 removed, 2 revised, 4 unchanged",
      "periods    2005/2006 to 2007/2008 (2)",
    ])
      expect(out).toContain(words);
    expect(await json("releases", "show", "early-school-leaving-r2")).toMatchObject({
      ok: true,
      manifest: { scope: "partial", changes: { revised: 2 } },
    });
  });

  test("diff tells the largest revisions first", async () => {
    const { out } = await run(
      "releases",
      "diff",
      "early-school-leaving-r1",
      "early-school-leaving-r3",
    );
    expect(out).toContain("0 added, 0 removed, 2 revised, 238 unchanged");
    expect(out).toMatch(/early-school-leavers, AW36, 2007\/2008 +158 +180 +\+22 +\+13\.9%/);
    const none = await json(
      "releases",
      "diff",
      "early-school-leaving-r1",
      "early-school-leaving-r2",
      "--limit",
      "0",
    );
    expect([none.counts.revised, none.revised]).toEqual([2, []]);
  });

  test("exports and reports are made as of a day", async () => {
    const out = join(place, "figures.csv");
    const seen = async (...options: readonly string[]) => {
      expect((await run("export", "indicators", "--out", out, ...options)).code).toBe(0);
      return /early-school-leavers,AW36,[^\n]*,2007\/2008,[^\n]*,value,(\d+),/.exec(
        await readFile(out, "utf8"),
      )?.[1];
    };
    expect(await seen()).toBe("170");
    expect(await seen("--as-of", "2011-12-31")).toBe("180");
    expect(await seen("--as-of", "2010-01-01")).toBe("158");
    const page = join(place, "report.html");
    const report = await run("report", "--out", page, "--as-of", "2010-12-31", "--lang", "en");
    expect(report.out).toContain("report 2010");
    const text = await readFile(page, "utf8");
    expect(text).toContain("The figures as they were known on 31 December 2010");
    expect(text).toContain("As of 15 September 2010");
  });

  test.for([
    [["releases", "x"], 2, 'releases has no "x"; expected show, diff or withdraw'],
    [["releases", "--as-of", "soon"], 2, '--as-of "soon" is not a day'],
    [["report", "--out", "x.html", "--as-of", "2009-13-01"], 2, "is not a day"],
    [
      ["report", "--out", "x.html", "--as-of", "2001-01-01"],
      3,
      "There is no edition: nothing was available on 2001-01-01. The first release is available since 2009-10-22; ask as of that day or a later one.",
    ],
    [
      ["report", "--out", "x.html", "--edition", "2009", "--as-of", "2001-01-01"],
      3,
      "There is no edition 2009: nothing was available on 2001-01-01. The first release is available since 2009-10-22;",
    ],
    [
      ["report", "--out", "x.html", "--edition", "2012", "--as-of", "2009-12-31"],
      3,
      "There is no edition 2012: nothing was published in that year that was available on 2009-12-31. There is: 2009.",
    ],
    [["releases", "show"], 2, "releases show needs one RELEASE"],
    [["releases", "show", "x-r1"], 3, 'There is no release "x-r1".'],
    [["releases", "diff", "early-school-leaving-r1"], 2, "needs two releases"],
    [
      ["releases", "diff", "early-school-leaving-r1", "secondary-level-year3-r1"],
      3,
      "only releases of one source can be compared",
    ],
    [["releases", "diff", "programme-r1", "programme-r1"], 3, "only releases of figures"],
    [["releases", "diff", "a", "b", "--limit", "-1"], 2, "--limit"],
    [["releases", "withdraw", "early-school-leaving-r3", "--by", "J"], 2, "needs --reason"],
    [["releases", "withdraw", "early-school-leaving-r3", "--reason", "x"], 2, "needs --by"],
    [
      ["releases", "withdraw", "programme-r1", "--reason", "x", "--by", "J"],
      3,
      "only releases of figures can be withdrawn",
    ],
    [["import", exampleFolder, "--partial"], 2, "says in each mapping"],
    [["import", "x.csv", "--scope", "half"], 2, "expected whole or partial"],
    [["import", "x.csv", "--scope", "whole", "--partial"], 2, "contradict"],
  ] as const)("%j: %i", async ([args, code, words]) => {
    const answer = await run(...args);
    expect([answer.code, answer.said]).toEqual([code, expect.stringContaining(words)]);
  });

  test("withdraw leaves the note, and what asks for the release gets it", async () => {
    const note = `Release early-school-leaving-r4 was withdrawn on ${today} by J. Jansen: Wrong column. Its figures and its original were erased.`;
    const taken = await run(
      ...["releases", "withdraw", "early-school-leaving-r4", "--erase"],
      ...["--reason", "Wrong column.", "--by", "J. Jansen"],
    );
    expect([taken.code, taken.out]).toEqual([0, note]);
    expect((await run("releases")).out).toMatch(/early-school-leaving-r4 .* erased/);
    expect((await run("releases", "show", "early-school-leaving-r4")).out).toContain(note);
    const asked = await run(
      "releases",
      "diff",
      "early-school-leaving-r3",
      "early-school-leaving-r4",
    );
    expect([asked.code, asked.said]).toEqual([3, `krachtwijk: ${note}`]);
    expect((await run("doctor")).code).toBe(0);
  });
});
