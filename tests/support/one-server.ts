import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { serverAccount } from "../../packages/platform/src/store/account.ts";
import { embeddedBinaries } from "../../packages/platform/src/store/binaries.ts";
import { ensureCluster, makeLayout, passwordOf, reachableBase } from "../../packages/platform/src/store/cluster-files.ts";
import { layoutOf } from "../../packages/platform/src/store/layout.ts";
import { migrate } from "../../packages/platform/src/store/migrate.ts";
import { openPool } from "../../packages/platform/src/store/postgres.ts";
import { startServer } from "../../packages/platform/src/store/server.ts";
import { type TestServer, template } from "./test-server.ts";

/** Nothing in a test server has to survive a power cut. */
const hasty = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "100" };

/** One real embedded server for all tests; every test file gets a database of its own in it. */
export default async function oneServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-test-"));
  const layout = layoutOf(join(folder, "data"));
  const account = serverAccount();
  await makeFolders(folder, layout, account);
  const binaries = await embeddedBinaries(account, reachableBase);
  const cluster = await ensureCluster(layout, binaries, account, () => undefined);
  const running = await startServer(cluster, layout, binaries, account, hasty);
  const server: TestServer = { endpoint: running.endpoint, password: await passwordOf(layout), folder };
  await makeTemplate(server);
  project.provide("server", server);
  return async () => {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function makeFolders(
  folder: string,
  layout: ReturnType<typeof layoutOf>,
  account: ReturnType<typeof serverAccount>,
): Promise<void> {
  const { chmod } = await import("node:fs/promises");
  await chmod(folder, 0o711); // the account that the server runs as must pass through
  await makeLayout(layout, account);
}

/** A migrated database, of which every test file gets a copy. */
async function makeTemplate({ endpoint, password }: TestServer): Promise<void> {
  const main = openPool({ ...endpoint, password, database: "postgres" });
  await main.unsafe(`create database ${template}`);
  await main.end();
  const sql = openPool({ ...endpoint, password, database: template });
  await migrate(sql);
  await sql.end();
}
