import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { backUp } from "#flows";
import type { BackupManifest, Store } from "#store";
import { connect } from "../../packages/platform/src/store/connection.ts";
import { describeSchema } from "../../packages/platform/src/store/describe-schema.ts";
import { databaseIn, type TestServer } from "./test-server.ts";

/** Makes a backup of a store. */
export const backUpTo = (store: Store, file: string): Promise<BackupManifest> =>
  backUp(store, {
    version: "1.2.3",
    progress: () => {},
    write: (bytes) => pipeline(bytes, createWriteStream(file)),
  });

/** What a restore itself writes, and what a database is itself. */
const own = ["store.migration", "store.identity", "store.event"];

/** Every row of every table as text, and the structure: the same when two databases are. */
export async function everythingIn({
  db,
}: Pick<Store, "db">): Promise<Readonly<Record<string, string>>> {
  const tables = await db.rows<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') order by 1`,
  );
  const all: Record<string, string> = { structure: await describeSchema(db) };
  for (const { name } of tables.filter((table) => !own.includes(table.name))) {
    const [row] = await db.rows<{ text: string | null }>(
      `select string_agg(one::text, chr(10) order by one::text) as text from ${name} as one`,
    );
    all[name] = row?.text ?? "";
  }
  return all;
}

/** An empty database of the test server, and its address. */
export async function emptyDatabase(server: TestServer, database: string): Promise<string> {
  const main = connect(databaseIn(server, "postgres"), 1);
  await main.query(`create database ${database}`);
  await main.end();
  const { socketFolder, port, user } = server.endpoint;
  const host = encodeURIComponent(socketFolder ?? "127.0.0.1");
  return `postgres://${user}:${server.password}@${host}:${port}/${database}`;
}
