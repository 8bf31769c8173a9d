import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Refusal } from "#kernel";
import type { Query, Sql } from "./connection.ts";

/** The numbered files that make the database what this version expects. */
export const migrationsFolder = fileURLToPath(new URL("../../../../migrations/", import.meta.url));

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

const migrationName = /^\d{4}-[a-z]+-[a-z0-9-]+\.sql$/;
/** Who migrates holds it. Any number, as long as everybody takes the same. */
export const advisoryLock = 7_225_198_114;

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => migrationName.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      // git may have given the lines Windows endings; they are the same file
      const text = (await readFile(`${folder}/${name}`, "utf8")).replaceAll("\r\n", "\n");
      return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

type Applied = ReadonlyMap<string, string>;

async function readApplied(query: Query): Promise<Applied> {
  // From the catalogue itself: to_regclass may answer from memory what was so before we got the lock.
  const found = await query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'store' and c.relname = 'migration'`,
  );
  if (found.rows.length === 0) return new Map();
  const { rows } = await query("select name, checksum from store.migration");
  return new Map(rows.map((row) => [String(row["name"]), String(row["checksum"])]));
}

function refuseMismatch(applied: Applied, known: readonly Migration[]): void {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const [name, checksum] of applied) {
    const migration = byName.get(name);
    if (migration === undefined)
      throw new Refusal(
        "store-too-new",
        `The database was used by a newer krachtwijk (${name} is unknown to this one). Run that version, or choose another folder with --data.`,
        { migration: name },
      );
    if (migration.checksum !== checksum)
      throw new Refusal(
        "store-damaged",
        `The file migrations/${name} is not the one that the database was made with. Put it back as it was released.`,
        { migration: name },
      );
  }
}

async function apply(sql: Sql, { name, text, checksum }: Migration): Promise<void> {
  await sql.begin(async (query) => {
    await query(`select pg_advisory_xact_lock(${advisoryLock})`);
    if ((await readApplied(query)).has(name)) return; // another process was quicker
    await query(text);
    await query("insert into store.migration (name, checksum) values ($1, $2)", [name, checksum]);
  });
}

/**
 * Brings a database to this version: every file that it has not seen, in order, each in one transaction.
 * @returns how many were applied
 * @throws {Refusal} store-too-new, store-damaged
 */
export async function migrate(sql: Sql, folder = migrationsFolder): Promise<number> {
  const known = await readMigrations(folder);
  const applied = await readApplied(sql.query);
  refuseMismatch(applied, known);
  const pending = known.filter(({ name }) => !applied.has(name));
  for (const migration of pending) await apply(sql, migration);
  return pending.length;
}

/** How many files a database has not seen yet. @throws {Refusal} store-too-new, store-damaged */
export async function pendingMigrations(sql: Sql): Promise<number> {
  const known = await readMigrations(migrationsFolder);
  const applied = await readApplied(sql.query);
  refuseMismatch(applied, known);
  return known.filter(({ name }) => !applied.has(name)).length;
}

/** The migrations that a backup was made with. */
type Made = readonly Omit<Migration, "text">[];

/**
 * Refuses a backup that was made with migrations that this version does not have, or has otherwise.
 * @throws {Refusal} store-too-new, store-damaged
 */
export async function refuseUnknownTo(made: Made, file: string): Promise<void> {
  const known = new Map((await readMigrations(migrationsFolder)).map((one) => [one.name, one]));
  for (const { name, checksum } of made) {
    const migration = known.get(name);
    if (migration === undefined)
      throw new Refusal(
        "store-too-new",
        `${file} was made by a newer krachtwijk (${name} is unknown to this one). Restore it with that version, or a later one.`,
        { file, migration: name },
      );
    if (migration.checksum !== checksum)
      throw new Refusal(
        "store-damaged",
        `The file migrations/${name} is not the one that ${file} was made with. Put it back as it was released.`,
        { file, migration: name },
      );
  }
}

/** Makes an empty database what it was when a backup was made, in a transaction of the caller's. */
export async function migrateAs(query: Query, made: Made): Promise<void> {
  const names = new Set(made.map(({ name }) => name));
  for (const { name, text, checksum } of await readMigrations(migrationsFolder)) {
    if (!names.has(name)) continue;
    await query(text);
    await query("insert into store.migration (name, checksum) values ($1, $2)", [name, checksum]);
  }
}

/** The migrations of this version that are not among those that a database has seen. */
export async function unseenMigrations(seen: ReadonlySet<string>): Promise<readonly string[]> {
  const names = (await readMigrations(migrationsFolder)).map(({ name }) => name);
  return names.filter((name) => !seen.has(name));
}
