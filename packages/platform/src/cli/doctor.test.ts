import { appendFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { Refusal } from "#kernel";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { exampleStore, testStore } from "../../../../tests/support/test-store.ts";

const store = await exampleStore();

async function fileOf(source: string): Promise<string> {
  const [release] = await store.db.rows<{ file: string }>(
    "select figures_file as file from indicators.release where source_id = $1",
    [source],
  );
  return store.lake.file(release!.file);
}

test("doctor finds a file of figures that was changed, and one that is gone", async () => {
  expect((await runOnStore(store, "doctor")).code).toBe(0);
  await appendFile(await fileOf("early-school-leaving"), "x");
  await rm(await fileOf("secondary-level-year3"));
  const { code, out } = await runOnStore(store, "doctor");
  expect(code).toBe(1);
  expect(out).toMatch(/early-school-leaving-r1: its file figures\/.*\.parquet was changed/);
  expect(out).toMatch(/secondary-level-year3-r1: The file figures\/.*\.parquet in .* is missing/);
  expect(out).toMatch(/headline-indicators-r1: good/);
});

test("doctor says what to do about a clock, a structure that is behind, and a database that does not answer", async () => {
  const other = await testStore();
  await other.transact("later", {}, async (db) => {
    await db.run(
      `insert into store.event (at, command, "order") values (now() + interval '2 days', 'x', '{}')`,
    );
    await db.run("delete from store.migration where name = '0071-search-in-memory.sql'");
  });
  const { code, out } = await runOnStore(other, "doctor");
  expect(code).toBe(1);
  expect(out).toMatch(/^the embedded PostgreSQL: good$/m);
  expect(out).toMatch(
    /^the clock: it is .* the newest thing that was done is of .*\. Set the clock right/m,
  );
  expect(out).toMatch(
    /^the structure of the database: not all of its migrations have run \(0071-search-in-memory\.sql not\)\. Run krachtwijk migrate$/m,
  );
  const refusal = new Refusal(
    "store-unreachable",
    "PostgreSQL at x:5432 does not answer. Start it.",
  );
  const lost = { ...other, ready: () => Promise.reject(refusal) };
  const told = await runOnStore(lost, "doctor", "--data", tmpdir());
  expect([told.code, told.out]).toEqual([
    1,
    `the stores: PostgreSQL at x:5432 does not answer. Start it\nthe disk of ${tmpdir()}: good`,
  ]);
});

test("doctor tells how to put a file back", async () => {
  const { out } = await runOnStore(store, "doctor");
  expect(out).toMatch(
    /was changed\. Restore a backup into another folder \(krachtwijk restore FILE --data FOLDER\) and copy the file from its lake to this one$/m,
  );
});
