import { randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, inject } from "vitest";
import type { Store } from "#store";
import { connect } from "../../packages/platform/src/store/connection.ts";
import { type StorePlace, storeAt } from "./store-at.ts";
import { databaseIn, template } from "./test-server.ts";

/** The folder of the worked example. */
export const exampleFolder = fileURLToPath(
  new URL("../../examples/wijkenaanpak/", import.meta.url),
);

/** An empty store of this version: a database of its own in the real server, and a lake of its own. */
export const testStore = async (): Promise<Store> => (await placedStore()).store;

/** The same, and where it is, for a test that opens it in another process too. */
export async function placedStore(): Promise<{
  readonly store: Store;
  readonly place: StorePlace;
}> {
  const server = inject("server");
  const database = `test_${randomBytes(6).toString("hex")}`;
  const main = connect(databaseIn(server, "postgres"), 1);
  await main.query(`create database ${database} template ${template}`);
  await main.end();
  const place = { server, database, lake: await mkdtemp(join(server.folder, "lake-")) };
  const store = await storeAt(place);
  afterAll(store.close);
  return { store, place };
}

/** A store with the worked example in it. */
export async function exampleStore(): Promise<Store> {
  const store = await testStore();
  const { importProgramme } = await import("#flows"); // most tests need none of it
  await importProgramme(store, exampleFolder, { dryRun: false });
  return store;
}

/** A store with the worked example, one file of which was changed by `edit`. */
export async function changedExampleStore(
  file: string,
  edit: (text: string) => string,
): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-example-"));
  await cp(exampleFolder, folder, { recursive: true });
  const path = join(folder, file);
  await writeFile(path, edit(await readFile(path, "utf8")));
  const store = await testStore();
  const { importProgramme } = await import("#flows");
  await importProgramme(store, folder, { dryRun: false });
  return store;
}
