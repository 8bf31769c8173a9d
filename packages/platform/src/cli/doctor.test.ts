import { appendFile, rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { exampleStore } from "../../../../tests/support/test-store.ts";

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
