import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseIn } from "../../../../tests/support/test-server.ts";
import { placedStore } from "../../../../tests/support/test-store.ts";
import { connect } from "./connection.ts";
import { changeAs, readAs, readAudit, type Store, verifyAudit } from "./index.ts";

const { store, place } = await placedStore();
/** As superuser, past every wall but the constraints. */
const owner = connect(databaseIn(place.server, place.database), 2);
afterAll(owner.end);

const acting = (programme: string) => async () => ({
  programme,
  person: "p-1",
  may: ["change-people", "read-audit"],
});
const table = { name: "access.organisation", withheld: [] };

/** One change of one organisation. */
const name = (programme: string, id: string, called: string | null, on: Store = store) =>
  changeAs(on, { programme, command: "name", why: "test", who: acting(programme) }, (db) =>
    db.change(table, { id }, called === null ? null : { name: called }),
  );

const entriesIn = (programme: string) =>
  readAs(store, programme, acting(programme), (db) =>
    readAudit(db, programme, { person: null, limit: 1000 }),
  );

describe("a change", () => {
  test("is in the trail with what was and what became, in the same transaction", async () => {
    expect(await name("a", "stad", "Stad")).toBe(true);
    expect(await name("a", "stad", "Stad")).toBe(false);
    expect(await name("a", "stad", "Gemeente \\ Stad \\x41 “é” 😀")).toBe(true);
    expect(await name("a", "stad", null)).toBe(true);
    expect(await name("a", "stad", null)).toBe(false);
    const said = (await entriesIn("a")).map(({ seq, before, after }) => ({ seq, before, after }));
    const long = "Gemeente \\ Stad \\x41 “é” 😀";
    expect(said).toEqual([
      { seq: 3, before: { id: "stad", name: long }, after: null },
      { seq: 2, before: { name: "Stad" }, after: { name: long } },
      { seq: 1, before: null, after: { id: "stad", name: "Stad" } },
    ]);
    expect(await verifyAudit(store, "a")).toMatchObject({ kind: "whole", head: { seq: 3 } });
  });

  test("that fails leaves neither data nor entry; what is withheld is not told", async () => {
    const order = { programme: "b", command: "x", why: "test", who: acting("b") };
    const failing = changeAs(store, order, async (db) => {
      await db.change(table, { id: "one" }, { name: "One" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await entriesIn("b")).toEqual([]);
    await changeAs(store, order, (db) =>
      db.change({ ...table, withheld: ["name"] }, { id: "two" }, { name: "Two" }),
    );
    expect(await entriesIn("b")).toMatchObject([{ seq: 1, after: { name: "(withheld)" } }]);
  });

  test("by many at once: every one is there, each after the other", async () => {
    const writers = Array.from({ length: 40 }, (_, n) => name("c", `o${n % 8}`, `name ${n}`));
    const changed = (await Promise.allSettled(writers)).filter(
      (one) => one.status === "fulfilled" && one.value,
    );
    expect(changed.length).toBeGreaterThan(8);
    expect(await verifyAudit(store, "c")).toMatchObject({
      kind: "whole",
      head: { seq: changed.length },
    });
  });
});

describe("the database itself", () => {
  beforeAll(async () => {
    for (const n of [1, 2, 3]) await name("d", "one", `name ${n}`);
  });

  test.for([
    ["update store.audit_entry set said = replace(said, 'name 2', 'name 4') where seq = 2"],
    ["update store.audit_entry set said = replace(said, 'name 3', 'name 4') where seq = 3"],
    ["update store.audit_entry set person_id = 'p-2' where seq = 2"],
    ["update store.audit_entry set seq = 9 where seq = 2"],
    ["delete from store.audit_entry where seq = 1"],
    ["delete from store.audit_entry where seq = 3"],
    ["delete from store.audit_entry"],
    ["truncate store.audit_entry"],
    [
      `insert into store.audit_entry (programme_id, seq, person_id, said, previous)
       select programme_id, 9, person_id, replace(said, '"seq":3', '"seq":9'), previous from store.audit_entry where programme_id = 'd' and seq = 3`,
    ],
  ])("refuses its superuser: %s", async ([sql]) => {
    await expect(
      owner.query(sql!.replace("where seq", "where programme_id = 'd' and seq")),
    ).rejects.toThrow(/violates (foreign key|check) constraint|cannot truncate/);
    expect(await verifyAudit(store, "d")).toMatchObject({ kind: "whole", head: { seq: 3 } });
  });

  test("whoever takes its constraints away is found out", async () => {
    await owner.query(`
      alter table store.audit_head drop constraint audit_head_programme_id_seq_hash_fkey;
      alter table store.audit_entry drop constraint audit_entry_programme_id_previous_seq_previous_fkey`);
    const faultAfter = async (sql: string) => {
      await owner.query(
        "create table public.kept as select programme_id, seq, person_id, said, previous from store.audit_entry",
      );
      await owner.query(sql);
      const verdict = await verifyAudit(store, "d");
      await owner.query(`delete from store.audit_entry;
        insert into store.audit_entry (programme_id, seq, person_id, said, previous) select * from public.kept;
        drop table public.kept`);
      expect(await verifyAudit(store, "d")).toMatchObject({ kind: "whole" });
      return verdict.kind === "broken" ? `${verdict.fault.kind} ${verdict.fault.seq}` : "whole";
    };
    const here = "programme_id = 'd' and seq";
    expect(
      await faultAfter(
        `update store.audit_entry set said = replace(said, 'name 1', 'name 9') where ${here} = 1`,
      ),
    ).toBe("unlinked 2");
    expect(await faultAfter(`delete from store.audit_entry where ${here} = 2`)).toBe("missing 2");
    expect(await faultAfter(`delete from store.audit_entry where ${here} >= 2`)).toBe("cut-off 2");
    expect(await faultAfter("delete from store.audit_entry where programme_id = 'd'")).toBe(
      "cut-off 1",
    );
    await owner.query("delete from store.audit_head where programme_id = 'd'");
    expect(await verifyAudit(store, "d")).toEqual({
      kind: "broken",
      fault: { kind: "beyond-head", seq: 1 },
    });
  });
});
