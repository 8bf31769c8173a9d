import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Refusal } from "#kernel";
import { type BackupFile, damaged, entryOf } from "./backup-file.ts";
import type { Access, Query } from "./connection.ts";
import { type CopyConnection, connectToCopy } from "./copy.ts";
import { advisoryLock, migrateAs } from "./migrate.ts";
import { copiedTable, quotedTable, schemasOf, wholeTables } from "./whole-tables.ts";

/** Held while a backup is put back. Any number but that of the migrations. */
const restoreLock = 7_225_198_115;

const inUse = () =>
  new Refusal(
    "data-in-use",
    "A backup is being put back into the database of DATABASE_URL. Wait until that is done, and try again.",
  );

/** @throws {Refusal} data-in-use while another process fills this database from a backup */
export async function refuseWhileRestored(query: Query): Promise<void> {
  const { rows } = await query(
    `select pg_try_advisory_xact_lock_shared(${restoreLock}) as "isFree"`,
  );
  if (rows[0]?.["isFree"] !== true) throw inUse();
}

async function takeLocks(query: Query): Promise<void> {
  const { rows } = await query(`select pg_try_advisory_xact_lock(${restoreLock}) as "isFree"`);
  if (rows[0]?.["isFree"] !== true) throw inUse();
  await query(`select pg_advisory_xact_lock(${advisoryLock})`);
}

async function refuseFilled(query: Query, schemas: readonly string[], shown: string) {
  const { rows } = await query("select nspname from pg_namespace where nspname = any($1)", [
    schemas,
  ]);
  if (rows.length === 0) return;
  throw new Refusal(
    "place-not-empty",
    `There is a krachtwijk in the database of ${shown} already; a backup goes into an empty place. Choose another folder with --data, or an empty database with DATABASE_URL.`,
    { folder: shown },
  );
}

/** The compressed parts of a table, one after the other. */
async function* partsOf(backup: BackupFile, parts: readonly string[]) {
  for (const part of parts) yield* entryOf(backup, part);
}

type Table = BackupFile["manifest"]["tables"][number];

async function fillTable(connection: CopyConnection, backup: BackupFile, told: Table) {
  const rows = await connection.into(`copy ${copiedTable(told)} from stdin`, [
    Readable.from(partsOf(backup, told.parts)),
    createGunzip(),
  ]);
  if (rows !== told.rows)
    throw damaged(backup.file, `${told.table} has ${rows} rows, and should have ${told.rows}`);
}

async function fillTables(
  connection: CopyConnection,
  backup: BackupFile,
  { schemas, progress }: { schemas: readonly string[]; progress: (line: string) => void },
): Promise<void> {
  const told = new Map(backup.manifest.tables.map((table) => [table.table, table]));
  const tables = await wholeTables(connection.query, schemas);
  const other =
    tables.find(({ table }) => !told.has(table)) ??
    backup.manifest.tables.find(({ table }) => !tables.some((one) => one.table === table));
  if (other !== undefined)
    throw damaged(backup.file, `it does not have the tables of its version (${other.table})`);
  for (const { table } of [...tables].reverse()) {
    const { count } = await connection.query(`select from ${quotedTable(table)} limit 1`);
    // Only a migration can have put something there; a table that lets nothing go has nothing.
    if (count > 0) await connection.query(`delete from ${quotedTable(table)}`);
  }
  for (const { table } of tables) {
    progress(`Filling the table ${table} …`);
    await fillTable(connection, backup, told.get(table)!);
  }
  for (const { sequence, last } of backup.manifest.counters)
    if (last !== null)
      await connection.query("select setval($1::regclass, $2)", [quotedTable(sequence), last]);
  await connection.query("set constraints all immediate"); // what refers to nothing is told now
}

/**
 * Fills an empty database from a backup: all of it in one transaction, at the end of which `before` is done, or nothing.
 * @throws {Refusal} data-in-use, place-not-empty; input-malformed when the file changed meanwhile
 */
export async function fillDatabase(
  backup: BackupFile,
  about: { readonly access: Access; readonly shown: string; progress: (line: string) => void },
  before: (query: Query) => Promise<void>,
): Promise<void> {
  const { manifest, sum } = backup;
  const schemas = schemasOf(manifest.migrations);
  const connection = await connectToCopy(about.access);
  const { query } = connection;
  try {
    await query("begin");
    await takeLocks(query);
    await refuseFilled(query, schemas, about.shown);
    await migrateAs(query, manifest.migrations);
    await fillTables(connection, backup, { schemas, progress: about.progress });
    await before(query);
    await query('insert into store.event (command, "order") values ($1, $2::jsonb)', [
      "restore",
      JSON.stringify({ manifest: sum, madeAt: manifest.madeAt, krachtwijk: manifest.krachtwijk }),
    ]);
    await query("commit");
  } finally {
    connection.close();
  }
}
