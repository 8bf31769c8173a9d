import { randomBytes } from "node:crypto";
import { afterAll } from "vitest";
import type { Store } from "#store";
import { connect, type Sql } from "../../packages/platform/src/store/connection.ts";
import { openLake } from "../../packages/platform/src/store/lake.ts";
import { storeOn } from "../../packages/platform/src/store/store-on.ts";
import type { StorePlace } from "./store-at.ts";
import { databaseIn } from "./test-server.ts";

/** The same database as a role that row-level security holds: it may read and write every table, and owns none. */
export async function plainRole({
  server,
  database,
  lake,
}: StorePlace): Promise<{ readonly sql: Sql; readonly store: Store }> {
  const owner = connect(databaseIn(server, database), 1);
  const role = `plain_${randomBytes(4).toString("hex")}`;
  await owner.query(`create role ${role} login password 'plain'`);
  const schemas = "areas, indicators, programme, money, parliament, access, store";
  await owner.query(`grant usage on schema ${schemas} to ${role}`);
  await owner.query(
    `grant select, insert, update, delete on all tables in schema ${schemas} to ${role}`,
  );
  await owner.end();
  const endpoint = { ...server.endpoint, database, user: role };
  const access = { endpoint, password: "plain" };
  const sql = connect(access, 4);
  const store = storeOn({
    kind: "embedded",
    sql,
    access,
    lake: await openLake(lake, lake),
    shown: lake,
    whyLost: async () => null,
    afterwards: async () => {},
  });
  afterAll(store.close);
  return { sql, store };
}
