import { createWriteStream } from "node:fs";
import { appendFile, copyFile, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { withdraw } from "#flows";
import { id } from "#kernel";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { backUpTo, emptyDatabase, everythingIn } from "../../../../tests/support/kept.ts";
import { runOnStore } from "../../../../tests/support/run-on-store.ts";
import { exampleStore, placedStore } from "../../../../tests/support/test-store.ts";
import { backupOf } from "./backup.ts";
import { connect } from "./connection.ts";
import { openStore, restoreStore, type Store } from "./index.ts";
import { migrate, migrateAs } from "./migrate.ts";
import { fitsInTar, readTarHead, tarHead } from "./tar.ts";

const folder = await temporaryFolder();
const data = join(folder, "never-made");
const store = await exampleStore();
const file = join(folder, "whole.tar");
await backUpTo(store, file);
const bytes = await readFile(file);

/** What a restore says of a file; it must have touched nothing. */
async function saidOf(path: string): Promise<{ code: string; message: string }> {
  const error = await restoreStore({ file: path, data, checkOnly: false }).catch((why) => why);
  await expect(stat(data)).rejects.toMatchObject({ code: "ENOENT" });
  return error;
}

describe("a file that is not what was written", () => {
  const path = join(folder, "other.tar");

  test("with any one byte changed", { timeout: 120_000 }, async () => {
    await copyFile(file, path);
    const somewhere = Array.from({ length: 150 }, () => Math.floor(Math.random() * bytes.length));
    const atEnds = [0, 100, 124, 136, 148, 157, 257, 263, 265, 329, 345, 500, 511, 512, 954, 1023];
    const last = [1, 512, 1024, 1025, 1450, 1536].map((back) => bytes.length - back);
    for (const at of [...somewhere, ...atEnds, ...last]) {
      const altered = Buffer.from(bytes);
      altered[at]! ^= 1 << Math.floor(Math.random() * 8);
      await writeFile(path, altered);
      const { code, message } = await saidOf(path);
      expect([at, code, message.startsWith(path)]).toEqual([at, "input-malformed", true]);
    }
  });

  test("cut off anywhere, or with more after its end", async () => {
    const lengths = Array.from({ length: 40 }, () => Math.floor(Math.random() * bytes.length));
    for (const length of [...lengths, 0, 511, 512, bytes.length - 1, bytes.length - 1024]) {
      await copyFile(file, path);
      await truncate(path, length);
      expect([length, (await saidOf(path)).code]).toEqual([length, "input-malformed"]);
    }
    await writeFile(path, Buffer.concat([bytes, Buffer.alloc(512)]));
    expect((await saidOf(path)).message).toContain("there is more after its end");
  });

  test("something else, nothing, or a folder", async () => {
    await writeFile(path, "id,name\n1,a\n".repeat(100));
    expect((await saidOf(path)).message).toBe(`${path} is not a backup of krachtwijk.`);
    expect((await saidOf(join(folder, "nowhere.tar"))).code).toBe("input-missing");
    expect((await saidOf(folder)).code).toBe("input-malformed");
  });
});

describe("a backup of another version", () => {
  test("that is older is brought to this one, with its rows", async () => {
    const made = await store.db.rows<{ name: string; checksum: string }>(
      "select name, checksum from store.migration where name < '0060' order by name",
    );
    const access = { url: await emptyDatabase(inject("server"), "restore_older") };
    const sql = connect(access);
    onTestFinished(() => sql.end());
    await sql.begin((query) => migrateAs(query, made));
    await sql.query(
      `insert into areas.area (programme_id, id, kind, slug, name, parent, "position")
       values ('old', 'AW01', 'focus-neighbourhood', 'oud', 'Oude wijk', 'GM1', 1),
              ('old', 'GM1', 'municipality', 'stad', 'Stad', null, 2)`,
    );
    const path = join(folder, "older.tar");
    const about = { version: "0.0.1", progress: () => {}, done: () => {} };
    const pieces = backupOf({ access, lake: store.lake }, { ...about, filesOf: async () => [] });
    await pipeline(pieces, createWriteStream(path));
    const into = join(folder, "older");
    const { migrated, krachtwijk } = await restoreStore({
      file: path,
      data: into,
      checkOnly: false,
    });
    expect([migrated > 3, krachtwijk]).toEqual([true, "0.0.1"]);
    const opened = await openStore({ data: into, role: "command" });
    onTestFinished(() => opened.close());
    const { structure } = await everythingIn(opened);
    expect(structure).toBe((await everythingIn(store))["structure"]);
    expect(await opened.db.rows("select name, parent from areas.area order by id")).toEqual([
      { name: "Oude wijk", parent: "GM1" },
      { name: "Stad", parent: null },
    ]);
  });

  test("that is newer is refused", async () => {
    const { store: newer } = await placedStore();
    await newer.transact("future", {}, async (db) => {
      await db.run(
        "insert into store.migration (name, checksum) values ('9999-store-flight.sql', 'x')",
      );
    });
    const path = join(folder, "newer.tar");
    await backUpTo(newer, path);
    expect(await saidOf(path)).toMatchObject({
      code: "store-too-new",
      message: `${path} was made by a newer krachtwijk (9999-store-flight.sql is unknown to this one). Restore it with that version, or a later one.`,
    });
  });
});

test("a role that may see only some rows of a table makes no backup, instead of half of one", async () => {
  const url = await emptyDatabase(inject("server"), "restore_by_row");
  const sql = connect({ url });
  onTestFinished(() => sql.end());
  await migrate(sql);
  await sql.query(
    `create role some_rows login password 'some';
     grant usage on schema store, access, areas to some_rows; grant select on all tables in schema store, access, areas to some_rows;
     alter table areas.area enable row level security;
     create policy of_countries on areas.area using (kind = 'country')`,
  );
  const access = { url: url.replace(/\/\/[^@]+@/, "//some_rows:some@") };
  const about = { version: "1.2.3", progress: () => {}, done: () => {} };
  const pieces = backupOf({ access, lake: store.lake }, { ...about, filesOf: async () => [] });
  const target = join(folder, "by-row.tar");
  await expect(pipeline(pieces, createWriteStream(target))).rejects.toThrow(/row-level security/);
});

test("a long path, and more bytes than eleven octal digits hold, fit in a tar file", () => {
  const name = `lake/figures/${"p".repeat(100)}/${"r".repeat(90)}.parquet`;
  for (const bytes of [0, 8 ** 11 - 1, 8 ** 11, 2 ** 45]) {
    const head = { name, bytes, seconds: 1_795_000_000 };
    expect(readTarHead(tarHead(head))).toEqual(head);
  }
  expect(fitsInTar(`lake/${"x".repeat(101)}`)).toBe(false);
});

describe("a file of the lake that is wrong", () => {
  test("is told, and does not keep the rest out of the backup", async () => {
    const broken = await exampleStore();
    const [gone, other] = await broken.db.rows<{ file: string }>(
      "select figures_file as file from indicators.release where figures_file is not null order by id",
    );
    await rm(broken.lake.file(gone!.file));
    await appendFile(broken.lake.file(other!.file), "x");
    const path = join(folder, "broken.tar");
    const { out, code } = await runOnStore(broken, "backup", path);
    expect(code).toBe(1);
    expect(out).toContain(`The file ${gone!.file} was not there, and is not in the backup`);
    expect(out).toContain(
      `The file ${other!.file} was altered, and is in the backup as it was found`,
    );
    const restored = await restoreStore({
      file: path,
      data: join(folder, "broken"),
      checkOnly: false,
    });
    expect(restored.wrong).toEqual([
      { path: gone!.file, why: "missing" },
      { path: other!.file, why: "altered" },
    ]);
  });

  test("is not in the backup when it was erased meanwhile", async () => {
    const erasing = await exampleStore();
    const release = "early-school-leaving-r1";
    let turns = 0;
    const slow: Store = {
      ...erasing,
      backup: async function* (order) {
        turns++;
        let isFirst = turns === 1;
        for await (const piece of erasing.backup(order)) {
          if (isFirst)
            await withdraw(erasing, {
              programme: id("wijkenaanpak"),
              release,
              by: "J. Jansen",
              reason: "Wrong table.",
              erase: true,
            });
          isFirst = false;
          yield piece;
        }
      },
    };
    const { wrong, files } = await backUpTo(slow, join(folder, "erased.tar"));
    expect([turns, wrong]).toEqual([2, []]);
    expect(
      files.filter(({ path }) => path.includes(`${release}-`)).map(({ path }) => path),
    ).toEqual([expect.stringMatching(/\.manifest\.json$/)]);
  });
});
