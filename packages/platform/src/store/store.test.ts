import { describe, expect, test } from "vitest";
import { testStore } from "../../../../tests/support/test-store.ts";

const store = await testStore();

describe("transact", () => {
  test("writes the command and its order in the same transaction as what it does", async () => {
    const count = await store.transact("name-area", { area: "A1" }, async (db) => {
      await db.run(
        "create table public.thing (id text primary key, list text[], facts jsonb, day date, big bigint)",
      );
      await db.insert("public.thing", [
        { id: "a", list: ["x", "y"], facts: { n: 1 }, day: "2009-10-22", big: 2 ** 40 },
        { id: "b", list: [], facts: null, day: null, big: null },
      ]);
      return db.run("update public.thing set id = id || '!'");
    });
    expect(count).toBe(2);
    expect(await store.db.rows("select * from public.thing order by id")).toEqual([
      { id: "a!", list: ["x", "y"], facts: { n: 1 }, day: "2009-10-22", big: 2 ** 40 },
      { id: "b!", list: [], facts: null, day: null, big: null },
    ]);
    expect(await store.db.rows('select command, "order" from store.event')).toEqual([
      { command: "name-area", order: { area: "A1" } },
    ]);
  });

  test("a command that fails leaves neither data nor event", async () => {
    const before = await store.db.rows("select count(*) from store.event");
    const failing = store.transact("fail", {}, async (db) => {
      await db.run("create table public.never (id text)");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await store.db.rows("select to_regclass('public.never') as never")).toEqual([
      { never: null },
    ]);
    expect(await store.db.rows("select count(*) from store.event")).toEqual(before);
  });
});

describe("the lake", () => {
  const columns = { name: "text", value: "double", line: "integer", known: "boolean" } as const;
  const rows = [
    ["Noord", 0.1, 2, true],
    ["it's", null, null, false],
  ] as const;

  test("what is written is read again, gaps as null", async () => {
    const { bytes } = await store.lake.writeParquet("figures/p/one.parquet", columns, rows);
    expect(bytes).toBeGreaterThan(100);
    const file = store.lake.file("figures/p/one.parquet");
    expect(await store.lake.rows(`select * from read_parquet('${file}') order by name`)).toEqual([
      { name: "Noord", value: 0.1, line: 2, known: true },
      { name: "it's", value: null, line: null, known: false },
    ]);
  });

  test("a query reaches no file outside the lake", async () => {
    await expect(store.lake.rows("select * from read_text('/etc/hostname')")).rejects.toThrow(
      /Permission/,
    );
    await expect(store.lake.rows("set enable_external_access = true")).rejects.toThrow();
  });

  test("sweeping removes what no release names, and nothing else", async () => {
    await store.lake.writeParquet("figures/p/two.parquet", columns, rows);
    expect(await store.lake.sweep(new Set(["figures/p/one.parquet"]))).toBe(1);
    expect(
      await store.lake.rows(
        `select count(*) as n from read_parquet('${store.lake.file("figures/**/*.parquet")}')`,
      ),
    ).toEqual([{ n: 2 }]);
  });

  test("an original is kept under its checksum, and a lost one is told", async () => {
    const bytes = new TextEncoder().encode("a,b\n1,2\n");
    const { checksum } = await store.lake.keepSource(bytes);
    expect(new Uint8Array(await store.lake.readSource(checksum))).toEqual(bytes);
    await expect(store.lake.readSource("0".repeat(64))).rejects.toMatchObject({
      code: "store-damaged",
    });
  });
});
