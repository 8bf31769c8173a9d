import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { readReleases } from "#indicators";
import { openStore, restoreStore } from "#store";
import { connect } from "../packages/platform/src/store/connection.ts";
import { temporaryFolder } from "./support/data-folder.ts";
import { backUpTo, emptyDatabase, everythingIn } from "./support/kept.ts";
import { runOnStore } from "./support/run-on-store.ts";
import { exampleStore, placedStore } from "./support/test-store.ts";
import { toldProgramme } from "./support/told-releases.ts";

const folder = await temporaryFolder();
const scripts = {
  backup: new URL("support/backup-process.ts", import.meta.url),
  publish: new URL("support/publish-process.ts", import.meta.url),
  restore: new URL("support/restore-process.ts", import.meta.url),
};

/** A process of ours that is killed at the end at the latest. */
function run(
  name: keyof typeof scripts,
  options: object,
): { child: ChildProcess; lines: string[]; done: Promise<unknown> } {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", fileURLToPath(scripts[name]), JSON.stringify(options)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const lines: string[] = [];
  createInterface(child.stdout!).on("line", (line) => lines.push(line));
  return { child, lines, done: once(child, "close") };
}

const begun = (lines: readonly string[]) =>
  expect.poll(() => lines.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);

test("while releases are published, every backup is of one moment and whole", {
  timeout: 240_000,
}, async () => {
  const { store, place } = await placedStore();
  const { child, lines, done } = run("publish", { place, from: 1, figures: 3000 });
  await begun(lines);
  const counts: number[] = [];
  while (counts.length < 3 || counts.at(-1)! < 4) {
    await pause(300);
    const file = join(folder, `meanwhile-${counts.length}.tar`);
    const { wrong } = await backUpTo(store, file);
    expect(wrong).toEqual([]);
    const data = join(folder, `meanwhile-${counts.length}`);
    await restoreStore({ file, data, checkOnly: false });
    const restored = await openStore({ data, role: "command" });
    const releases = await readReleases(restored.db, toldProgramme);
    for (const { manifest } of releases)
      for (const { file: path, sha256, bytes } of manifest.parquet)
        expect(await restored.lake.sumOf(path)).toEqual({ sha256, bytes });
    counts.push(releases.length);
    await restored.close();
    await rm(data, { recursive: true });
  }
  child.kill("SIGKILL");
  await done;
  expect([...counts].sort((a, b) => a - b)).toEqual(counts);
});

describe.skipIf(process.platform === "win32")("kill -9", () => {
  test("of a backup: the file that was there stays, and what is left goes with a later backup", {
    timeout: 120_000,
  }, async () => {
    const { place, store } = await placedStore();
    const file = join(folder, "nightly.tar");
    await writeFile(file, "the one of yesterday");
    const { child, lines, done } = run("backup", { place, file });
    await begun(lines);
    child.kill("SIGKILL");
    await done;
    expect(await readFile(file, "utf8")).toBe("the one of yesterday");
    const left = (await readdir(folder)).filter((name) => name.startsWith("nightly.tar."));
    expect(left).toHaveLength(1);
    await utimes(join(folder, left[0]!), new Date(0), new Date(0));
    expect((await runOnStore(store, "backup", file)).code).toBe(0);
    expect((await readdir(folder)).filter((name) => name.startsWith("nightly.tar"))).toEqual([
      "nightly.tar",
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("of a restore at random moments: nothing is there, or everything; and doing it again works", {
    timeout: 240_000,
  }, async () => {
    const store = await exampleStore();
    const file = join(folder, "example.tar");
    await backUpTo(store, file);
    const wanted = await everythingIn(store);
    const data = join(folder, "killed");
    let usualMs = 1500;
    for (let round = 1; round <= 5; round++) {
      const { child, lines, done } = run("restore", { file, data, checkOnly: false });
      await begun(lines);
      await pause(usualMs * Math.random() * 1.5);
      child.kill("SIGKILL");
      await done;
      if (lines.some((line) => line.startsWith("restored"))) usualMs *= 0.7;
      const opened = await openStore({ data, role: "serve" });
      const found = await everythingIn(opened);
      const isEmpty = Object.entries(found).every(
        ([name, rows]) => name === "structure" || rows === "",
      );
      if (!isEmpty) expect(found).toEqual(wanted);
      await opened.close();
      await rm(data, { recursive: true });
    }
    for (const milliseconds of [600, 1200, 1800]) {
      const { child, lines, done } = run("restore", { file, data, checkOnly: false });
      await begun(lines);
      await pause(milliseconds);
      child.kill("SIGKILL");
      await done;
      if (lines.some((line) => line.startsWith("restored"))) break;
    }
    await restoreStore({ file, data, checkOnly: false }).catch((error) => {
      expect(error.code).toBe("place-not-empty"); // the last one was quicker than its killer
    });
    const opened = await openStore({ data, role: "serve" });
    expect(await everythingIn(opened)).toEqual(wanted);
    expect((await readdir(data)).filter((name) => name.startsWith("restoring"))).toEqual([]);
    await opened.close();
  });
});

describe("a server that starts while a backup is put back", async () => {
  const store = await exampleStore();
  const file = join(folder, "slow.tar");
  await backUpTo(store, file);

  test("is refused its folder, and told why", { timeout: 60_000 }, async () => {
    const data = join(folder, "busy");
    const { lines, done } = run("restore", { file, data, checkOnly: false });
    await begun(lines);
    let said = "";
    while (said === "" && !lines.some((line) => line.startsWith("restored"))) {
      const isThere = await stat(join(data, "run", "lock.sock")).catch(() => null);
      if (isThere === null) await pause(5);
      else
        said = await openStore({ data, role: "serve" }).then(
          () => "opened",
          (why) => why.message,
        );
    }
    expect(said).toMatch(
      /is in use by another krachtwijk \(process \d+, which puts a backup back\)/,
    );
    await done;
    expect(lines.at(-1)).toMatch(/^restored/);
  });

  test("is refused its database", { timeout: 60_000 }, async () => {
    const databaseUrl = await emptyDatabase(inject("server"), "restore_busy");
    const data = join(folder, "busy-server");
    const { lines, done } = run("restore", { file, data, databaseUrl, checkOnly: false });
    const sql = connect({ url: databaseUrl }, 1);
    const isHeld = async () =>
      (
        await sql.query(
          "select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
        )
      ).rows.length > 0;
    while (!(await isHeld())) await pause(2);
    await expect(openStore({ data, databaseUrl, role: "serve" })).rejects.toMatchObject({
      code: "data-in-use",
    });
    await done;
    await sql.end();
    expect(lines.at(-1)).toMatch(/^restored/);
    const opened = await openStore({ data, databaseUrl, role: "serve" });
    expect(await everythingIn(opened)).toEqual(await everythingIn(store));
    await opened.close();
  });
});
