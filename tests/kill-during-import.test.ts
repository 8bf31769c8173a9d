import { type ChildProcess, spawn } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "./support/data-folder.ts";
import { exampleFolder } from "./support/test-store.ts";

const program = fileURLToPath(new URL("../packages/platform/bin/krachtwijk.mjs", import.meta.url));
const place = await temporaryFolder();
const [data, folder] = [join(place, "data"), join(place, "folder")];
await cp(exampleFolder, folder, { recursive: true });

function start(...args: readonly string[]): {
  child: ChildProcess;
  done: Promise<{ code: number | null; out: string; said: string }>;
} {
  const child = spawn(process.execPath, [program, ...args, "--data", data], {
    env: { ...process.env, DATABASE_URL: "" },
  });
  let [out, said] = ["", ""];
  child.stdout.on("data", (part) => {
    out += part;
  });
  child.stderr.on("data", (part) => {
    said += part;
  });
  return {
    child,
    done: new Promise((resolve) => child.on("close", (code) => resolve({ code, out, said }))),
  };
}

const run = (...args: readonly string[]) => start(...args).done;

/** Two files change together: a reader must see both changes, or neither. */
async function changeTwoFiles(round: number): Promise<void> {
  const change = async (file: string, from: RegExp, to: string) => {
    const path = join(folder, file);
    await writeFile(path, (await readFile(path, "utf8")).replace(from, to));
  };
  await change(
    "figures/early-school-leaving.csv",
    /Kanaleneiland,\d+,/,
    `Kanaleneiland,${2000 + round},`,
  );
  await change(
    "grants/redevelopment-budget-tranche-1.csv",
    /Kasteel Jeruzalem,\d+/,
    `Kasteel Jeruzalem,${150000 + round}`,
  );
}

/** The example's sources contradict themselves here and there. */
const doneWithFindings = 1;

interface ReleaseRow {
  readonly source: string;
  readonly number: number;
}

/** How often each of the two sources was published, as the next command that starts sees it. */
async function seen(): Promise<readonly [number, number]> {
  const file = join(place, "releases.json");
  const { code, said } = await run("export", "releases", "--out", file);
  if (code === 4 && said.includes("is not a data folder")) return [0, 0];
  if (code === 3 && said.includes("No programme has been imported yet")) return [0, 0];
  expect([code, said]).toEqual([0, ""]);
  const { rows } = JSON.parse(await readFile(file, "utf8")) as { rows: readonly ReleaseRow[] };
  const count = (source: string) => rows.filter((row) => row.source === source).length;
  return [count("early-school-leaving"), count("redevelopment-budget-tranche-1")];
}

test("kill -9 at twenty moments of an import: the next start works, and nothing is half imported", {
  timeout: 400_000,
}, async () => {
  // The very first start is cut off too, while the database is being made.
  const first = start("import", folder);
  await pause(500);
  first.child.kill("SIGKILL");
  await first.done;
  expect(await seen()).toSatisfy(([figures, grants]) => figures === grants);

  const begin = Date.now();
  await changeTwoFiles(0);
  expect((await run("import", folder)).code).toBe(doneWithFindings);
  const usualMs = Date.now() - begin;

  let [before] = await seen();
  let longestMs = usualMs;
  let cutOff = 0;
  for (let round = 1; cutOff < 20; round++) {
    await changeTwoFiles(round);
    const { child, done } = start("import", folder);
    await pause((longestMs * (1 + (round % 20))) / 20);
    child.kill("SIGKILL");
    // One that was done before its time came was no kill: the machine is quicker than it was, so wait less.
    if ((await done).code === null) cutOff++;
    else longestMs *= 0.9;
    const [figures, grants] = await seen();
    expect(figures).toBe(grants);
    expect([before, before + 1]).toContain(figures);
    before = figures;
  }
  const doctor = await run("doctor");
  expect([doctor.code, doctor.said]).toEqual([0, ""]);
  expect((await run("import", folder)).code).toBe(doneWithFindings);
});
