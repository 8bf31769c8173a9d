import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { connect } from "../packages/platform/src/store/connection.ts";
import { migrate, migrationsFolder } from "../packages/platform/src/store/migrate.ts";
import { temporaryFolder } from "./support/data-folder.ts";
import { databaseIn } from "./support/test-server.ts";

test("releases from before there were manifests get their day, and a manifest of what was known", async () => {
  const server = inject("server");
  const main = connect(databaseIn(server, "postgres"), 1);
  await main.query("create database before_manifests");
  await main.end();
  const sql = connect(databaseIn(server, "before_manifests"), 1);
  afterAll(() => sql.end());

  const before = join(await temporaryFolder(), "before");
  await mkdir(before);
  for (const file of await readdir(migrationsFolder))
    if (file < "0061") await copyFile(join(migrationsFolder, file), join(before, file));
  await migrate(sql, before);
  // source, number, published, imported → available, by
  const story = `
    a 1 2009-10-22 2026-03-01 2009-10-22 published
    a 2 2010-06-01 2026-03-02 2010-06-01 published
    a 3 2010-01-01 2026-03-03 2026-03-03 imported
    a 4 2010-12-01 2026-03-04 2026-03-04 imported
    a 5 2026-03-05 2026-03-06 2026-03-05 published
    b 1 2027-01-01 2026-03-01 2026-03-01 imported`;
  const rows = story
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  for (const [source, number, published, imported] of rows)
    await sql.query(
      `insert into indicators.release values ('p', $1, $2, $3, 'figures', '{"nl":"t","en":"t"}',
         jsonb_build_object('publisher', 'CFI', 'published', $4::text), 'f.csv', repeat('a', 64), 'd', 10, 3, 6,
         'figures/p/x.parquet', '{i}', '[]', '[]', $5::date + time '12:00' at time zone 'utc')`,
      [`${source}-r${number}`, source, number, published, imported],
    );
  await migrate(sql);
  const { rows: found } = await sql.query(
    `select source_id || ' ' || number as name, available::text, available_by, scope, manifest
       from indicators.release order by source_id, number`,
  );
  expect(found.map((row) => [row["name"], row["available"], row["available_by"]])).toEqual(
    rows.map(([source, number, , , available, by]) => [`${source} ${number}`, available, by]),
  );
  expect(found[1]).toMatchObject({
    scope: "whole",
    manifest: {
      release: "a-r2",
      previous: "a-r1",
      available: "2010-06-01",
      retrieved: "2026-03-02T12:00:00Z",
      originals: [{ name: "f.csv", sha256: "a".repeat(64), bytes: 10 }],
      parquet: [{ file: "figures/p/x.parquet", sha256: null, bytes: null }],
      counts: { rows: 3, figures: 6, indicators: 1, areas: null },
      changes: null,
    },
  });
  expect(found[0]?.["manifest"]).toMatchObject({ previous: null });
});
