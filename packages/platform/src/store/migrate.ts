import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Refusal } from "#kernel";
import type { Sql } from "./postgres.ts";

/** The folder `migrations/`. */
export const migrationsFolder = fileURLToPath(new URL("../../../../migrations/", import.meta.url));

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

const migrationFile = /^\d{4}-[a-z-]+\.sql$/;

async function migrations(): Promise<readonly Migration[]> {
  const names = (await readdir(migrationsFolder)).filter((name) => migrationFile.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = (await readFile(migrationsFolder + name, "utf8")).replace(/\r\n/g, "\n");
      return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

async function applied(sql: Pick<Sql, "unsafe">): Promise<ReadonlyMap<string, string>> {
  const [there] = await sql.unsafe("select to_regclass('store.migration') is not null as there");
  if (there?.["there"] !== true) return new Map();
  const rows = await sql.unsafe("select name, checksum from store.migration");
  return new Map(rows.map((row) => [String(row["name"]), String(row["checksum"])]));
}

/** What is still to be done. @throws {Refusal} store-too-new or store-damaged when the store is not of this line */
function pending(
  all: readonly Migration[],
  done: ReadonlyMap<string, string>,
): readonly Migration[] {
  const known = new Map(all.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of done) {
    if (!known.has(name))
      throw new Refusal(
        "store-too-new",
        `The store was made by a newer krachtwijk (it has ${name}). Use that version or later.`,
        { migration: name },
      );
    if (known.get(name) !== checksum)
      throw new Refusal(
        "store-damaged",
        `The migration ${name} is not the one that this store was made with. Restore migrations/${name} as it was released.`,
        { migration: name },
      );
  }
  return all.filter(({ name }) => !done.has(name));
}

/**
 * Brings the database to this version: every migration in order, each in its own transaction. One process at a time.
 * @returns the names of what was done
 * @throws {Refusal} store-too-new or store-damaged
 */
export async function migrate(sql: Sql): Promise<readonly string[]> {
  const all = await migrations();
  if (pending(all, await applied(sql)).length === 0) return [];
  const one = await sql.reserve();
  try {
    await one.unsafe("select pg_advisory_lock(hashtext('krachtwijk migrate'))");
    const todo = pending(all, await applied(one));
    for (const { name, text, checksum } of todo) {
      // Without parameters a text of many statements is one transaction of its own, with these two around it.
      await one
        .unsafe(
          `begin;\n${text}\n;insert into store.migration (name, checksum) values ('${name}', '${checksum}');\ncommit;`,
        )
        .simple();
    }
    return todo.map(({ name }) => name);
  } catch (error) {
    await one.unsafe("rollback").catch(() => undefined);
    throw error;
  } finally {
    await one.unsafe("select pg_advisory_unlock_all()").catch(() => undefined);
    one.release();
  }
}
