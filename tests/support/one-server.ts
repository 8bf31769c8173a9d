import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { connect } from "../../packages/platform/src/store/connection.ts";
import { makeLayout } from "../../packages/platform/src/store/layout.ts";
import { migrate } from "../../packages/platform/src/store/migrate.ts";
import { startServer } from "../../packages/platform/src/store/server.ts";
import { databaseIn, type TestServer, template } from "./test-server.ts";

/** One real embedded server for all tests; every test file gets a database of its own in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-test-"));
  await chmod(folder, 0o711); // the account that the server runs as must pass through
  const layout = await makeLayout(join(folder, "data"));
  const { endpoint, password, stop } = await startServer(layout, {
    durable: false,
    progress: () => {},
  });
  const server: TestServer = { endpoint, password, folder };
  await makeTemplate(server);
  project.provide("server", server);
  return async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** A migrated database, of which every test file gets a copy. */
async function makeTemplate(server: TestServer): Promise<void> {
  const main = connect(databaseIn(server, "postgres"), 1);
  await main.query(`create database ${template}`);
  await main.end();
  const sql = connect(databaseIn(server, template), 1);
  await migrate(sql);
  await sql.end();
}
