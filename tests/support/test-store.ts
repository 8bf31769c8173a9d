import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, inject } from "vitest";
import { importProgramme } from "#flows";
import type { Store } from "#store";
import { openLake } from "../../packages/platform/src/store/lake.ts";
import { databaseOf, openPool } from "../../packages/platform/src/store/postgres.ts";
import { template } from "./test-server.ts";

/** The folder of the worked example. */
export const exampleFolder = fileURLToPath(new URL("../../examples/wijkenaanpak/", import.meta.url));

/** An empty store of this version: a database of its own in the real server, and a lake of its own. */
export async function testStore(): Promise<Store> {
  const { endpoint, password, folder } = inject("server");
  const database = `test_${randomBytes(6).toString("hex")}`;
  const main = openPool({ ...endpoint, password, database: "postgres" });
  await main.unsafe(`create database ${database} template ${template}`);
  await main.end();
  const sql = openPool({ ...endpoint, password, database });
  const place = await mkdtemp(join(folder, "lake-"));
  const lake = openLake(place, place);
  const store: Store = {
    kind: "embedded",
    lake,
    ...databaseOf(sql, "the test server"),
    close: async () => {
      await lake.close();
      await sql.end({ timeout: 1 });
    },
  };
  afterAll(store.close);
  return store;
}

/** A store with the worked example in it. */
export async function exampleStore(): Promise<Store> {
  const store = await testStore();
  await importProgramme(store, exampleFolder, { dryRun: false });
  return store;
}
