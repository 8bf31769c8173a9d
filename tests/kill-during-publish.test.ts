import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { coveredFiguresOf, filesAsOf, noCover, readReleases, releasedFiles } from "#indicators";
import { placedStore } from "./support/test-store.ts";
import { seenAsOf, toldIndicator, toldProgramme } from "./support/told-releases.ts";

const script = fileURLToPath(new URL("support/publish-process.ts", import.meta.url));
const figures = 3000;
const { store, place } = await placedStore();

/** A process that publishes release after release, in each of which every figure has the same value. */
function publisher(from: number): {
  child: ChildProcess;
  begins: Promise<unknown>;
  done: Promise<unknown>;
} {
  const options = JSON.stringify({ place, from, figures });
  const child = spawn(process.execPath, ["--import", "tsx", script, options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { child, begins: once(child.stdout!, "data"), done: once(child, "close") };
}

/** The one value that all figures have; anything else is half a release. */
async function valueSeen(): Promise<number | null> {
  const chain = await filesAsOf(store.db, toldProgramme, { asOf: null });
  const read = await coveredFiguresOf(store.lake, { chain, catalogue: [] }, noCover, toldIndicator);
  if (chain.length === 0) return null;
  const values = new Set(read.map(({ reading }) => (reading as { value: number }).value));
  expect([read.length, values.size]).toEqual([figures, 1]);
  return [...values][0]!;
}

test("kill -9 of a publisher at random moments: who reads meanwhile sees whole releases only, and never goes back", {
  timeout: 240_000,
}, async () => {
  let last = 0;
  let [reads, changes, usualMs] = [0, 0, 400];
  for (let round = 1; round <= 8; round++) {
    const { child, begins, done } = publisher(1000 * round);
    await begins;
    const begin = Date.now();
    const changesBefore = changes;
    const patience = usualMs * (1 + 2 * Math.random());
    while (Date.now() - begin < patience) {
      const value = await valueSeen();
      reads++;
      if (value === null || value === last) continue;
      expect(value).toBeGreaterThan(last);
      last = value;
      changes++;
    }
    child.kill("SIGKILL");
    await done;
    // On a machine that is busy a release takes longer; killing before the first one would test nothing.
    if (changes === changesBefore) usualMs *= 1.5;
  }
  expect(reads).toBeGreaterThan(12);
  expect(changes).toBeGreaterThan(3);
  // Every release that is there is whole, and the next import sweeps what was left behind.
  const releases = await readReleases(store.db, toldProgramme);
  expect(releases.map(({ number }) => number)).toEqual(
    releases.map((_, at) => releases.length - at),
  );
  for (const { manifest } of releases)
    for (const { file, sha256, bytes } of manifest.parquet)
      expect(await store.lake.sumOf(file)).toEqual({ sha256, bytes });
  await store.lake.sweep(await releasedFiles(store.db));
  expect(await store.lake.sweep(await releasedFiles(store.db))).toBe(0);
  // What was published after the last look is there too.
  expect(await valueSeen()).toBeGreaterThanOrEqual(last);
});

test("two publishers at once: their releases follow each other, and each is whole", {
  timeout: 120_000,
}, async () => {
  const before = (await readReleases(store.db, toldProgramme)).length;
  const both = [publisher(1_000_000), publisher(2_000_000)];
  await Promise.all(both.map(({ begins }) => begins));
  let seen = before;
  while (seen < before + 6) {
    expect(await valueSeen()).not.toBeUndefined();
    seen = (await readReleases(store.db, toldProgramme)).length;
    await pause(5);
  }
  for (const { child } of both) child.kill("SIGKILL");
  await Promise.all(both.map(({ done }) => done));
  const releases = await readReleases(store.db, toldProgramme);
  expect(releases.length).toBeGreaterThanOrEqual(before + 6);
  expect(new Set(releases.map(({ number }) => number)).size).toBe(releases.length);
  for (const { manifest } of releases.slice(0, 6)) expect(manifest.counts.figures).toBe(figures);
  expect((await seenAsOf(store, null)).split(" ")).toHaveLength(figures);
});
