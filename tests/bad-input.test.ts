import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { badFiles, folderCases } from "./corpus/cases.ts";
import { madeFiles } from "./corpus/made.ts";
import { temporaryFolder } from "./support/data-folder.ts";
import { runOnStore } from "./support/run-on-store.ts";
import { exampleFolder, exampleStore } from "./support/test-store.ts";

const store = await exampleStore();
const lake = dirname(store.lake.file("figures"));
const folder = await temporaryFolder();
const files = fileURLToPath(new URL("corpus/files/", import.meta.url));
await cp(files, folder, { recursive: true });

const run = (...args: readonly string[]) => runOnStore(store, ...args);

const tables = await store.db.rows<{ name: string }>(
  `select table_schema || '.' || table_name as name from information_schema.tables
   where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
);
// A name that nobody knows waits on a list for a person, with an event that says so; it is no figure.
const waiting = ["areas.unmatched", "store.event"];
const counting = tables
  .filter(({ name }) => !waiting.includes(name))
  .map(({ name }, at) => `(select count(*) from ${name}) as t${at}`)
  .join(", ");

/** All that an import could leave behind: rows of every table, and files of the lake. */
async function stored() {
  const counts = await store.db.rows(`select ${counting}`);
  const left = (await readdir(lake, { recursive: true })).filter((name) => !name.startsWith("tmp"));
  return JSON.stringify([counts, left.sort()]);
}

const before = await stored();
const mostMilliseconds = 5_000;
const mostMegabytes = 1_024;

async function refused(sentence: string, ...args: readonly string[]): Promise<void> {
  const memory = process.resourceUsage().maxRSS;
  const began = performance.now();
  const { code, out, said } = await run("import", ...args);
  const took = performance.now() - began;
  expect({ code, said, out }).toEqual({ code: 3, said: `krachtwijk: ${sentence}`, out: "" });
  expect(took).toBeLessThan(mostMilliseconds);
  expect((process.resourceUsage().maxRSS - memory) / 1024).toBeLessThan(mostMegabytes);
  expect(await stored()).toBe(before);
}

describe("bad input is refused with one sentence, and nothing is stored", () => {
  test("the corpus is as large as was asked, and every sentence begins with a place", () => {
    expect(badFiles.length).toBeGreaterThanOrEqual(60);
    for (const { file, mapping, sentence } of badFiles)
      expect([file, `${mapping}.mapping.yaml`]).toContain(/^[^:,]+/.exec(sentence)?.[0]);
  });

  test.for(badFiles)(
    "$file read by $mapping",
    { timeout: 60_000 },
    async ({ file: name, mapping, sentence }) => {
      const path = join(folder, name);
      const made = madeFiles[name];
      if (made !== undefined) await writeFile(path, made());
      await refused(
        sentence,
        path,
        "--as",
        "indicators",
        "--mapping",
        join(folder, `${mapping}.mapping.yaml`),
      );
    },
  );
});

/** A good mapping, so that only the file can be wrong. */
const standard = ["--as", "indicators", "--mapping", join(folder, "standard.mapping.yaml")];

describe("what is no file is refused before it is read", () => {
  test.for<[string, (path: string) => unknown, string]>([
    ["gone.csv", () => {}, "gone.csv: there is no such file."],
    [
      "vanished.csv",
      (path) => symlink(`${path}.gone`, path),
      "vanished.csv: there is no such file.",
    ],
    [
      "circle.csv",
      (path) => symlink(path, path),
      "circle.csv: its symbolic links lead round in a circle.",
    ],
    ["folder.csv", (path) => mkdir(path), "folder.csv: this is a folder; a file was expected."],
    [
      "linked-folder.csv",
      (path) => symlink(folder, path),
      "linked-folder.csv: this is a folder; a file was expected.",
    ],
    [
      "pipe.csv",
      (path) => execFileSync("mkfifo", [path]),
      "pipe.csv: this is a device or a pipe; a file was expected.",
    ],
    [
      "endless.csv",
      (path) => symlink("/dev/zero", path),
      "endless.csv: this is a device or a pipe; a file was expected.",
    ],
    [
      "file-as-folder.csv/inside.csv",
      (path) => writeFile(dirname(path), "a,b\n"),
      "inside.csv: part of its path is a file.",
    ],
    [
      "too-large.csv",
      async (path) => {
        await writeFile(path, "");
        await truncate(path, 3 * 1024 ** 3);
      },
      "too-large.csv: the file is larger than 256 MB; split it.",
    ],
  ])("%s", async ([name, make, sentence]) => {
    const path = join(folder, name);
    await make(path);
    await refused(sentence, path, ...standard);
    if (name === "too-large.csv") await rm(path);
  });

  test("a mapping that is not there", async () => {
    await refused(
      "absent.mapping.yaml: there is no such file.",
      join(folder, "good.csv"),
      "--mapping",
      join(folder, "absent.mapping.yaml"),
    );
  });
});

describe("a programme folder with a bad file is refused whole", () => {
  test.for(folderCases.map((one, at) => [at, ...one] as const))(
    "case %i: %s",
    async ([at, name, content, sentence]) => {
      const place = join(folder, `programme-${at}`);
      await cp(exampleFolder, place, { recursive: true });
      await writeFile(join(place, name), content);
      await refused(sentence, place);
    },
  );
});

test.for([
  [
    "indicators.yaml",
    /theme: onderwijs/,
    "theme: muziek",
    /^indicators\.yaml:10:10: \S+ has the theme "muziek", which programme\.yaml does not have\.$/,
  ],
  [
    "indicators.yaml",
    / {2}theme: onderwijs/,
    "  formula: 1 +\n  theme: onderwijs",
    /^indicators\.yaml:10:12: the formula of \S+ is wrong at its character \d+: /,
  ],
  [
    "programme.yaml",
    /focus: forty/,
    "focus: fifty",
    /^programme\.yaml:15:10: there is no grouping "fifty"\.$/,
  ],
  [
    "programme.yaml",
    / {4}theme: wonen/,
    "    theme: muziek",
    /^programme\.yaml:48:12: there is no theme "muziek"\.$/,
  ],
] as const)(
  "in a folder, %s with %s as %s is refused with its place",
  async ([name, from, to, sentence]) => {
    const place = join(folder, `changed-${Math.floor(performance.now() * 1000)}`);
    await cp(exampleFolder, place, { recursive: true });
    const text = await readFile(join(place, name), "utf8");
    await writeFile(join(place, name), text.replace(from, to));
    const { code, said } = await run("import", place);
    expect({ code, said }).toEqual({ code: 3, said: expect.any(String) });
    expect(said.replace("krachtwijk: ", "")).toMatch(sentence);
    expect(await stored()).toBe(before);
  },
);

test("a formula is a text where a text is expected, and the good file beside the bad ones is stored", async () => {
  const path = join(folder, "formula-as-text.csv");
  await writeFile(path, "code,naam,leerlingen,uitval\nGM0363,=1+1,1200,7.4\n");
  expect(await run("import", path, ...standard)).toMatchObject({ code: 0, said: "" });
  expect(await run("import", join(folder, "good.csv"), ...standard)).toMatchObject({
    code: 0,
    said: "",
  });
  expect(await stored()).not.toBe(before);
});
