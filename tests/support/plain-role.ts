import { randomBytes } from "node:crypto";
import { afterAll } from "vitest";
import type { Store } from "#store";
import { connect, type Sql } from "../../packages/platform/src/store/connection.ts";
import { type StorePlace, storeAt } from "./store-at.ts";
import { databaseIn } from "./test-server.ts";

/** A database as two roles see it. */
interface Roles {
  /** Passes by every wall but constraints. */
  readonly owner: Sql;
  /** May read and write every table and owns none: row-level security holds it. */
  readonly plain: Sql;
  /** A store of the second. */
  readonly store: Store;
}

/** The database of a test, as its owner and as a role that row-level security holds. */
export async function twoRoles(place: StorePlace): Promise<Roles> {
  const { server, database } = place;
  const owner = connect(databaseIn(server, database), 2);
  const role = `plain_${randomBytes(4).toString("hex")}`;
  await owner.query(`create role ${role} login password 'plain'`);
  const schemas = "areas, indicators, programme, money, parliament, access, store";
  await owner.query(`grant usage on schema ${schemas} to ${role}`);
  await owner.query(
    `grant select, insert, update, delete on all tables in schema ${schemas} to ${role}`,
  );
  const asPlain = {
    ...server,
    endpoint: { ...server.endpoint, user: role },
    password: "plain",
  };
  const plain = connect(databaseIn(asPlain, database), 2);
  const store = await storeAt({ ...place, server: asPlain });
  afterAll(async () => {
    await Promise.all([store.close(), plain.end(), owner.end()]);
  });
  return { owner, plain, store };
}
