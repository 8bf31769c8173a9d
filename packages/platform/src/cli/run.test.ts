import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openClient } from "#sources";
import { exampleFolder, testStore } from "../../../../tests/support/test-store.ts";
import type { World } from "./command.ts";
import { allCommands, commandNames } from "./commands.ts";
import { runCli } from "./run.ts";

const store = await testStore();
const place = await mkdtemp(join(tmpdir(), "krachtwijk-cli-"));
const listening: string[] = [];
let whenMissing: string | undefined;

/** Runs a command in a world of its own, on the one store of this file. */
async function run(...args: readonly string[]) {
  const [out, said]: [string[], string[]] = [[], []];
  const world: World = {
    openStore: async (options) => {
      whenMissing = options.whenMissing;
      return { ...store, close: async () => undefined };
    },
    openClient,
    restoreStore: () => Promise.reject(new Error("nothing is put back here")),
    serveSite: async ({ programme, listening: tell }) => {
      listening.push(programme);
      tell("http://127.0.0.1:1");
    },
    print: (text) => out.push(text),
    complain: (text) => said.push(text),
    isTerminal: false,
    examples: join(exampleFolder, ".."),
    version: "1.2.3",
  };
  const code = await runCli(args, world);
  return { code, out: out.join("\n"), said: said.join("\n") };
}

describe("before anything is imported", () => {
  test.for([
    [[], 2, ""],
    [["--help"], 0, ""],
    [["--version"], 0, ""],
    [["--lang", "en", "--json", "import", "--help"], 0, ""],
    [["--lang", "en"], 2, ""],
    [["import", "README.md"], 2, "import reads programme folders and tables"],
    [["import", "--help"], 0, ""],
    [["imprt"], 2, 'There is no command "imprt". Did you mean "import"?'],
    [["import"], 2, "import needs a folder or a file"],
    [["import", "--colour"], 2, "Unknown option '--colour'"],
    [["import", "x", "--data", ""], 2, "--data needs a folder"],
    [["import", "x", "--lang", "fr"], 2, '--lang "fr" is not a language; expected nl or en.'],
    [["import", "x", "--as", "cake"], 2, '--as "cake" is not known'],
    [["import", "/no/such/folder"], 3, "/no/such/folder: there is no such file or folder."],
    [["import", "/tmp"], 3, "this is not a programme folder; it has no programme.yaml."],
    [["import", "a", "b", "--mapping", "m"], 3, "a: there is no such file"],
    [["export", "indicators", "--out", "x.csv"], 3, "No programme has been imported yet."],
    [["report", "--out", "x.doc"], 2, "expected .pdf, .html or .typ"],
    [["report"], 2, "report needs --out FILE"],
    [["report", "--out", "x.pdf", "--edition", "soon"], 2, '--edition "soon" is not a year.'],
    [["serve", "--port", "80a"], 2, '--port "80a" is not a port'],
    [
      ["serve", "--background", "https://tiles.test/{z}/{x}.png"],
      2,
      '--background "https://tiles.test/{z}/{x}.png" is not pdok, nor an address of tiles',
    ],
    [
      ["serve", "--background", "https://a.test; script-src *//{z}/{x}/{y}"],
      2,
      "is not pdok, nor an address of tiles",
    ],
    [
      ["serve", "--background", "https://tiles.test/{TileMatrix}/{TileCol}/{TileRow}.png"],
      2,
      "--background needs --background-credit",
    ],
    [["serve", "--theme", "nowhere.css"], 3, "The theme nowhere.css cannot be read."],
    [
      ["serve", "--example", "nowhere"],
      2,
      'There is no example "nowhere"; there is: wijkenaanpak.',
    ],
    [["serve", "--example", ".."], 2, 'There is no example ".."'],
    [["serve", "now"], 2, 'serve does not know what to do with "now".'],
  ] as const)("%j ends with %i", async ([args, code, sentence]) => {
    const ended = await run(...args);
    expect(ended.code).toBe(code);
    expect(ended.said).toContain(sentence);
    if (code === 0) expect(ended.said).toBe("");
    if (code > 0 && sentence !== "") expect(ended.said.split("\n")).toHaveLength(1);
  });
});

describe("with the worked example", () => {
  test("import says what is new, and the second time that nothing is", async () => {
    const first = await run("import", exampleFolder);
    expect([first.code, first.said]).toEqual([1, ""]);
    expect(first.out).toContain(
      "figures/early-school-leaving.csv: early-school-leaving-r1 (new), 240 figures, 3 findings",
    );
    expect(first.out).toContain(
      '  figures/early-school-leaving.csv:18, column "printed_change_pct": Dordrecht, WielwijkCrabbehof: it prints -10.5, and its figures give -10.4',
    );
    const second = await run("import", exampleFolder);
    expect([second.code, second.said]).toEqual([1, ""]);
    expect(second.out).toContain("Programme wijkenaanpak is unchanged.");
  });

  test("--json is one document and nothing else, also for a refusal", async () => {
    const good = await run("import", exampleFolder, "--json");
    expect(JSON.parse(good.out)).toMatchObject({
      ok: true,
      imports: [{ programme: "wijkenaanpak", changed: false }],
      findings: expect.arrayContaining([
        {
          file: "figures/early-school-leaving.csv",
          line: 18,
          column: "printed_change_pct",
          about: "Dordrecht, WielwijkCrabbehof",
          printed: "-10.5",
          expected: "-10.4",
          cause: "unexplained",
        },
      ]),
    });
    expect(good.code).toBe(1);
    const bad = await run("import", "/no/such", "--json");
    expect(JSON.parse(bad.out)).toMatchObject({ ok: false, error: "input-missing" });
    expect(bad.code).toBe(3);
  });

  test("bad input names file, line and column, ends with 3, and leaves the store as it was", async () => {
    const file = join(place, "early-school-leaving.csv");
    const original = join(exampleFolder, "figures/early-school-leaving");
    await writeFile(
      file,
      (await readFile(`${original}.csv`, "utf8"))
        .replace("Overvecht,2150", "Overvegt,2150")
        .replace("Groningen,Korrewegwijk", "Groningen,Korenwegwijk"),
    );
    const ended = await run("import", file, "--mapping", `${original}.mapping.yaml`);
    expect(ended.code).toBe(3);
    const told = ended.said.split("\n");
    expect(told).toEqual([
      expect.stringMatching(
        /early-school-leaving\.csv:\d+, column "neighbourhood": no area is called "Korenwegwijk" in Groningen\. Likeliest: Groningen, Korrewegwijk \(AW\d+\).* If one is right, confirm it with krachtwijk areas confirm \(areas review lists all\), or as a row in aliases\.csv\.$/,
      ),
      expect.stringContaining(
        'early-school-leaving.csv:39, column "neighbourhood": no area is called "Overvegt" in Utrecht. Likeliest: Utrecht, Overvecht (AW38)',
      ),
    ]);
    expect(await store.db.rows("select 1 from indicators.release where number > 1")).toEqual([]);
  });

  test("export writes every figure with where it comes from", async () => {
    const file = join(place, "figures.csv");
    expect((await run("export", "indicators", "--out", file)).out).toBe(`${file}: 652 rows`);
    const lines = (await readFile(file, "utf8")).split("\r\n");
    expect(lines[1]).toBe(
      "early-school-leaving-rate,AW01,Den Haag,Stationsbuurt,2005/2006,2005-08-01,2006-07-31,value,0.09429569266589057,81,859,0.094,final,early-school-leaving-r1,figures/early-school-leaving.csv,2,leavers_2005+participants_2005+printed_rate_2005_pct,focus-neighbourhood,share,,early-school-leaving,CFI,public parliamentary document,2009-10-22,,/indicatoren/early-school-leaving-rate",
    );
    const areas = join(place, "areas.json");
    await run("export", "areas", "--out", areas);
    expect(JSON.parse(await readFile(areas, "utf8")).rows).toHaveLength(61);
  });

  test("a file that cannot be written ends with 4, and leaves nothing", async () => {
    const ended = await run("export", "areas", "--out", "/proc/nothing/here.csv");
    expect(ended.code).toBe(4);
    expect(ended.said).toContain("/proc/nothing/here.csv cannot be written");
  });

  test("doctor finds everything good, and an original that is gone", async () => {
    expect((await run("doctor")).code).toBe(0);
    const { rm } = await import("node:fs/promises");
    const [release] = await store.db.rows<{ checksum: string }>(
      "select checksum from indicators.release where id = 'headline-indicators-r1'",
    );
    await rm(store.lake.file(`sources/${release?.checksum}.csv`), { force: true });
    await rm(store.lake.file(`sources/${release?.checksum}`), { force: true });
    const ended = await run("doctor");
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/wijkenaanpak headline-indicators-r1: .*missing/);
  });

  test("serve imports the example when it must, and tells where it listens", async () => {
    expect((await run("serve", "--example", "wijkenaanpak")).out).toBe(
      "Listening on http://127.0.0.1:1",
    );
    expect(listening).toEqual(["wijkenaanpak"]);
  });
});

test.for([
  [["doctor"], "refuse"],
  [["export", "areas", "--out", join(place, "areas.csv")], "refuse"],
  [["report", "--out", join(place, "report.html")], "refuse"],
  [["report", "--example", "wijkenaanpak", "--out", join(place, "report.html")], "make"],
  [["import", exampleFolder], "make"],
  [["migrate"], "make"],
] as const)("%j: a data folder that is not there? %s", async ([args, expected]) => {
  await run(...args);
  expect(whenMissing).toBe(expected);
});

test("every command has help with its own options", async () => {
  const commands = await allCommands();
  expect(commands.map(({ name }) => name)).toEqual(commandNames);
  for (const { name, options } of commands) {
    const { out, code } = await run(name, "--help");
    expect(code).toBe(0);
    for (const option of [...Object.keys(options), "data", "json", "quiet", "lang"])
      expect(out).toContain(`--${option}`);
  }
});
