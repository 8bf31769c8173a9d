import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { databaseIn } from "../../../../tests/support/test-server.ts";
import { testStore } from "../../../../tests/support/test-store.ts";
import { connect } from "./connection.ts";
import { describeSchema } from "./describe-schema.ts";
import { migrate, migrationsFolder } from "./migrate.ts";

const folder = await temporaryFolder();
const server = inject("server");
const main = connect(databaseIn(server, "postgres"), 1);
afterAll(() => main.end());

async function emptyDatabase(name: string) {
  await main.query(`create database ${name}`);
  const sql = connect(databaseIn(server, name), 5);
  afterAll(() => sql.end());
  return sql;
}

async function copyOfMigrations(name: string): Promise<string> {
  const copy = join(folder, name);
  await mkdir(copy);
  for (const file of await readdir(migrationsFolder))
    await copyFile(join(migrationsFolder, file), join(copy, file));
  return copy;
}

describe("migrations", () => {
  test("are numbered, run once, and leave what schema.sql says", async () => {
    const sql = await emptyDatabase("migrate_once");
    const count = await migrate(sql);
    expect(count).toBeGreaterThan(1);
    expect(await migrate(sql)).toBe(0);
    const store = await testStore();
    const written = await readFile(join(migrationsFolder, "schema.sql"), "utf8");
    // `node scripts/schema.mjs` writes it anew
    expect(await describeSchema(store.db)).toBe(written.replaceAll("\r\n", "\n"));
  });

  test("run once too when many start at once", async () => {
    const sql = await emptyDatabase("migrate_many");
    const counts = await Promise.all([1, 2, 3, 4].map(() => migrate(sql)));
    const {
      rows: [row],
    } = await sql.query("select count(*) as n, count(distinct name) as names from store.migration");
    expect(row?.["n"]).toBe(row?.["names"]);
    expect(Math.max(...counts)).toBe(row?.["n"]);
  });

  test("tell of a file that was changed, and of one from a newer version", async () => {
    const sql = await emptyDatabase("migrate_changed");
    await migrate(sql);
    const changed = await copyOfMigrations("changed");
    await writeFile(join(changed, "0001-store-event.sql"), "select 1;");
    await expect(migrate(sql, changed)).rejects.toMatchObject({
      code: "store-damaged",
      facts: { migration: "0001-store-event.sql" },
    });
    await sql.query("insert into store.migration values ('9999-store-future.sql', 'x')");
    await expect(migrate(sql)).rejects.toMatchObject({
      code: "store-too-new",
      facts: { migration: "9999-store-future.sql" },
    });
  });

  test("do not mind the line ends of Windows", async () => {
    const sql = await emptyDatabase("migrate_windows");
    await migrate(sql);
    const windows = await copyOfMigrations("windows");
    for (const file of await readdir(windows)) {
      const text = await readFile(join(windows, file), "utf8");
      await writeFile(join(windows, file), text.replaceAll("\n", "\r\n"));
    }
    expect(await migrate(sql, windows)).toBe(0);
  });

  test("leave nothing of one that fails", async () => {
    const sql = await emptyDatabase("migrate_fails");
    const failing = await copyOfMigrations("failing");
    await writeFile(
      join(failing, "9000-store-fails.sql"),
      "create table store.half (id text);\nselect 1/0;",
    );
    await expect(migrate(sql, failing)).rejects.toThrow("division by zero");
    const {
      rows: [row],
    } = await sql.query(
      "select to_regclass('store.half') as half, to_regclass('store.event') is not null as event",
    );
    expect(row).toEqual({ half: null, event: true });
    expect(await migrate(sql)).toBe(0);
  });
});
