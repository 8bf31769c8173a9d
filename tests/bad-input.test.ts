import { cp, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runCli } from "../packages/platform/src/cli/run.ts";
import { cases } from "./corpus/cases.ts";
import { madeFiles } from "./corpus/made.ts";
import { temporaryFolder } from "./support/data-folder.ts";
import { exampleStore } from "./support/test-store.ts";

const store = await exampleStore();
const lake = dirname(store.lake.file("figures"));
const folder = await temporaryFolder();
const files = fileURLToPath(new URL("corpus/files/", import.meta.url));
await cp(files, folder, { recursive: true });

/** Runs the command line on the store of this test, in this process: what it takes can be measured. */
async function run(...args: readonly string[]) {
  const [out, said]: [string[], string[]] = [[], []];
  const code = await runCli(args, {
    openStore: async () => ({ ...store, close: async () => {} }),
    serveSite: () => Promise.reject(new Error("nothing is served here")),
    print: (text) => out.push(text),
    complain: (text) => said.push(text),
    isTerminal: false,
    examples: "",
    version: "0.0.0",
  });
  return { code, out: out.join("\n"), said: said.join("\n") };
}

const tables = await store.db.rows<{ name: string }>(
  `select table_schema || '.' || table_name as name from information_schema.tables
   where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
);
const counting = tables
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
  test.for(cases)("%s read by %s", { timeout: 60_000 }, async ([name, mapping, sentence]) => {
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
  });
});
