import { beforeAll, describe, expect, test } from "vitest";
import { accept, giveRole, invite, putOrganisation, type RoleName, roles } from "#access";
import { id } from "#kernel";
import { twoRoles } from "../../../../tests/support/plain-role.ts";
import { placedStore } from "../../../../tests/support/test-store.ts";
import { abilitiesAt } from "./roles.ts";

const { plain, store } = await twoRoles((await placedStore()).place);
const programme = id<"programme">("p");
const people = new Map<RoleName, string>();
const tables = ["organisation", "person", "role_grant", "invitation"].map(
  (name) => `access.${name}`,
);

beforeAll(async () => {
  for (const role of [
    "administrator",
    "reader",
    "editor",
    "controller",
    "programme-director",
  ] as const) {
    const administrator = people.get("administrator") ?? null;
    const grant = { role, reach: "whole-programme" } as const;
    const person = { email: `${role}@stad.example`, name: role, organisation: null, validDays: 1 };
    const order = { programme, as: administrator, why: "test", grant, ...person };
    const { person: made, code } = await invite(store, order);
    await accept(store, { programme, code });
    people.set(role, made);
  }
  const order = { programme, as: people.get("administrator")!, why: "test" };
  await putOrganisation(store, { ...order, organisation: { id: id("stad"), name: "Stad" } });
  await giveRole(store, {
    ...order,
    person: people.get("reader")!,
    grant: { role: "editor", reach: id<"area">("north") },
  });
});

/** Runs SQL as the plain role, on behalf of who has a role; null: of nobody. Nothing of it stays. */
async function direct(role: RoleName | null, text: string, where = "p") {
  const may = role === null ? [] : [...abilitiesAt([{ role, reach: "whole-programme" }], [])];
  const undone = new Error("undone");
  let outcome: { rows: readonly Readonly<Record<string, unknown>>[]; count: number } | null = null;
  await plain
    .begin(async (query) => {
      if (role !== null)
        await query(
          `set local krachtwijk.programme = '${where}'; set local krachtwijk.person = '${people.get(role)}';
           set local krachtwijk.may = '${may.join(",")}'`,
        );
      outcome = await query(text);
      throw undone;
    })
    .catch((error) => {
      if (error !== undone) throw error;
    });
  return outcome!;
}

const counted = async (role: RoleName | null, table: string, where?: string) =>
  Number((await direct(role, `select count(*)::int as n from ${table}`, where)).rows[0]!["n"]);

describe("direct SQL as a role that owns nothing", () => {
  // How many rows of each table somebody may read: all of them, their own, or none.
  const matrix = `
    role                organisation person role_grant invitation audit_entry
    -                              0      0          0          0           0
    reader                         1      1          2          1           2
    editor                         1      1          1          1           2
    controller                     1      1          1          1          27
    programme-director             1      5          6          1          27
    administrator                  1      5          6          5          27`;
  const [head, ...lines] = matrix
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));

  test("the table above has every role", () => {
    expect(
      lines
        .map(([role]) => role)
        .slice(1)
        .sort(),
    ).toEqual(Object.keys(roles).sort());
  });

  test.for(lines)("reads as %s what that role may", async ([role, ...expected]) => {
    const who = role === "-" ? null : (role as RoleName);
    const found: number[] = [];
    for (const table of [...tables, "store.audit_entry"]) found.push(await counted(who, table));
    expect(Object.fromEntries(found.map((n, at) => [head![at + 1], n]))).toEqual(
      Object.fromEntries(expected.map((n, at) => [head![at + 1], Number(n)])),
    );
  });

  test("reads nothing of another programme, whatever the role", async () => {
    for (const table of [...tables, "store.audit_entry", "store.audit_head"])
      expect(await counted("administrator", table, "other"), table).toBe(0);
  });

  const outsiders = (Object.keys(roles) as RoleName[]).filter((role) => role !== "administrator");

  test.for([null, ...outsiders])("writes as %s nothing", async (role) => {
    const mine = role === null ? "nobody" : people.get(role);
    for (const write of [
      `insert into access.organisation values ('p', 'x', 'X')`,
      `insert into access.person values ('p', 'p-x', null, 'active', 'X', 'x@y.nl')`,
      `insert into access.role_grant values ('p', '${people.get("reader")}', 'administrator', '*')`,
      `insert into access.invitation values ('p', 'p-x', 'x', now())`,
    ])
      await expect(direct(role, write), write).rejects.toThrow(/row-level security/);
    for (const write of [
      "delete from access.organisation",
      "update access.organisation set name = 'X'",
      "delete from access.role_grant",
      "update access.role_grant set role = 'administrator'",
      "delete from access.person",
      `update access.person set name = 'X' where id <> '${mine}'`,
      "delete from access.invitation",
      `update access.invitation set used_at = now() where person_id <> '${mine}'`,
    ])
      expect((await direct(role, write)).count, write).toBe(0);
  });

  test("adds, as administrator too, no entry in another's name, and changes or removes none", async () => {
    const forged = `insert into store.audit_entry (programme_id, seq, person_id, said, previous)
      values ('p', 28, '${people.get("reader")}', '{}', '')`;
    await expect(direct("administrator", forged)).rejects.toThrow(/row-level security/);
    for (const write of [
      "update store.audit_entry set said = said || ' '",
      "delete from store.audit_entry",
    ])
      expect((await direct("administrator", write)).count, write).toBe(0);
    await expect(direct("administrator", "truncate store.audit_entry")).rejects.toThrow(
      /permission denied/,
    );
  });
});
