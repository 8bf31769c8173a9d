import { beforeAll, describe, expect, test } from "vitest";
import { twoRoles } from "../../../../../tests/support/plain-role.ts";
import { runOnStore } from "../../../../../tests/support/run-on-store.ts";
import { placedStore } from "../../../../../tests/support/test-store.ts";

/** Everything is done as a role that row-level security holds. */
const { owner, store } = await twoRoles((await placedStore()).place);

const ann = "ann@stad.example";
const bob = "bob@corporatie.example";

beforeAll(async () => {
  await owner.query(
    `insert into programme.programme (programme_id, name, start, duration_years, country_id, focus_id, aim, basis, pyramid)
     values ('p', '{}', '2008', 10, 'NL', 'forty', '{}', '[]', '[]')`,
  );
  await owner.query(
    `insert into areas.area (programme_id, id, kind, slug, name, position)
     values ('p', 'north', 'focus-neighbourhood', 'north', 'North', 1)`,
  );
});

const run = (line: string, ...more: readonly string[]) =>
  runOnStore(store, ...line.split(" "), ...more);
const as = (who: string) => ["--as", who, "--why", "a test"];
const json = async (line: string, ...more: readonly string[]) =>
  JSON.parse((await run(line, ...more, "--json")).out);

/** What a person who does not read JSON is told when it is refused. */
async function refused(line: string, ...more: readonly string[]) {
  const { code, said } = await run(line, ...more);
  expect(code, `${line}: ${said}`).toBeGreaterThan(1);
  return said;
}

const invite = (
  email: string,
  role: string,
  ...more: readonly string[]
): Promise<{ code: string }> =>
  json(`people invite ${email} --name Somebody --role ${role}`, ...more);

async function stateOf(email: string) {
  const { people } = await json("people list", "--as", ann);
  const found = people.find((one: { email: string }) => one.email === email);
  return found === undefined
    ? null
    : `${found.state} ${found.grants.map((one: { role: string; reach: string }) => `${one.role}@${one.reach}`).join(" ")}`;
}

describe("people", () => {
  test("the first administrator is invited by nobody, and acts after accepting", async () => {
    expect(await refused("people list", "--as", ann)).toContain('There is no "ann@stad.example"');
    expect(await refused("people invite a@b.nl --name A --role editor --why x")).toContain(
      "p has no administrator yet",
    );
    const { code } = await invite("Ann@Stad.example", "administrator", "--why", "begin");
    expect(await refused("people list", "--as", ann)).toContain("has not accepted");
    expect(await refused("people accept 0000")).toContain("nobody was invited with it");
    expect((await run(`people accept ${code}`)).code).toBe(0);
    expect(await refused(`people accept ${code}`)).toContain("it was used before");
    expect(await stateOf(ann)).toBe("active administrator@whole-programme");
    expect(await refused("people invite a@b.nl --name A --role administrator --why x")).toContain(
      "p has an administrator",
    );
  });

  test("an invitation works once, not after its day, and not after a newer one", async () => {
    await run("people organisation corporatie Corporatie", ...as(ann));
    const options = ["--area", "north", "--organisation", "corporatie", ...as(ann)];
    const first = await invite(bob, "editor", ...options);
    const second = await invite(bob, "editor", ...options);
    expect(await refused(`people accept ${first.code}`)).toContain("there is a newer one");
    const hours = (n: number) =>
      owner.query(
        `update access.invitation set expires_at = now() + interval '${n} hours' where used_at is null`,
      );
    await hours(-1);
    expect(await refused(`people accept ${second.code}`)).toContain("it is too old");
    await hours(1);
    const both = await Promise.all([1, 2].map(() => run(`people accept ${second.code}`)));
    expect(both.map(({ code }) => code).sort()).toEqual([0, 3]);
    expect(await stateOf(bob)).toBe("active editor@north");
    expect(await refused(`people invite ${bob} --name B --role reader`, ...as(ann))).toContain(
      `people give ${bob} reader`,
    );
    const list = await run("people list", "--as", ann);
    expect(list.out).toMatch(
      /Somebody <bob@corporatie.example>, Corporatie \(p-[0-9a-f]{16}, active\)/,
    );
    expect(list.out).toContain("  editor of north");
  });

  test.for([
    [`people list --as ${bob}`, "may not see who takes part"],
    [`audit list --as ${bob}`, "may not read the whole audit trail"],
    [`people give ${bob} administrator --as ${bob} --why x`, "may not invite and remove people"],
    [`people give ${bob} boss --as ${ann} --why x`, 'There is no role "boss"; expected reader,'],
    [`people give ${bob} editor --area south --as ${ann} --why x`, '--area "south" is no area'],
    [`people give ${bob} administrator --area north --as ${ann} --why x`, "leave --area out"],
    [`people give ${bob} editor --area north --as ${ann} --why x`, "is editor of north already"],
    [`people give ${bob} editor --as ${ann}`, "--why is missing"],
    [`people give ${bob} --as ${ann} --why x`, "Expected: krachtwijk people give PERSON ROLE"],
    [`people take ${bob} reader --as ${ann} --why x`, "is not reader"],
    [`people take ${ann} administrator --as ${ann} --why x`, "the last administrator of p"],
    [`people remove ${ann} --as ${ann} --why x`, "the last administrator of p"],
    [`people remove cas@stad.example --as ${ann} --why x`, 'There is no "cas@stad.example"'],
    [`people hand-over ${bob} ${bob} --as ${ann} --why x`, "the same person"],
    [
      `people invite no-address --name X --role reader --as ${ann} --why x`,
      "not an e-mail address",
    ],
    [`people invite c@d.nl --name X --role reader --days 91 --as ${ann} --why x`, "from 1 to 90"],
    [
      `people invite c@d.nl --name X --role reader --organisation z --as ${ann} --why x`,
      'no organisation "z"',
    ],
    ["people", "See krachtwijk people --help"],
    ["people dismiss", 'There is no "people dismiss"'],
    ["audit", "verify or list"],
    ["audit verify --noted 3", "expected NUMBER:HASH"],
  ])("refuses %s", async ([line, sentence]) => {
    expect(await refused(line!)).toContain(sentence);
  });

  test("roles are given, taken and handed over; two administrators cannot remove each other at once", async () => {
    const { code } = await invite("cas@stad.example", "reader", ...as(ann));
    expect(await refused(`people hand-over ${bob} cas@stad.example`, ...as(ann))).toContain(
      "has not accepted",
    );
    await run(`people accept ${code}`);
    await run(`people hand-over ${bob} cas@stad.example`, ...as(ann));
    expect(await stateOf(bob)).toBe("active ");
    expect(await stateOf("cas@stad.example")).toBe("active editor@north reader@whole-programme");
    await run("people take cas@stad.example reader", ...as(ann));
    await run("people give cas@stad.example administrator", ...as(ann));
    const both = await Promise.all([
      run("people take cas@stad.example administrator", ...as(ann)),
      run(`people take ${ann} administrator`, "--as", "cas@stad.example", "--why", "a test"),
    ]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 3]);
    if (both[1].code === 0)
      await run(`people give ${ann} administrator --as cas@stad.example --why back`);
    expect(await stateOf(ann)).toContain("administrator@whole-programme");
  });

  test("of who is removed no name and no address is left anywhere, and what they did is", async () => {
    const dirk = "dirk.vandevelde@stad.example";
    const { code } = await json(
      `people invite ${dirk} --role administrator`,
      "--name",
      "Dirk van de Velde",
      ...as(ann),
    );
    await run(`people accept ${code}`);
    await run("people organisation club Club", ...as(dirk));
    const { person } = await json(`people remove ${dirk}`, ...as(ann));
    expect(await stateOf(dirk)).toBeNull();
    expect(await refused("people list", "--as", dirk)).toContain("There is no");
    const { rows: tables } = await owner.query(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('access', 'store')`,
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const { name } of tables) {
      const { rows } = await owner.query(`select * from ${name}`);
      const text = JSON.stringify(rows).toLowerCase();
      expect(text, String(name)).not.toMatch(/dirk|velde/);
      expect(text, String(name)).not.toContain(code);
    }
    const { entries } = await json(`audit list --person ${person}`, "--as", ann);
    expect(entries.map((one: { command: string }) => one.command)).toEqual([
      "put-organisation",
      "accept",
      "accept",
    ]);
    const again = await json(`people invite ${dirk} --name D --role reader`, ...as(ann));
    expect(again.person).not.toBe(person);
  });
});

describe("audit", () => {
  test("list tells who, what, from, to and why", async () => {
    const { code, out } = await run(`audit list --limit 1000 --as ${ann}`);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^1 {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}Somebody: invite, "begin"\n.*nothing → .*email \(withheld\)/m,
    );
    const mine = await json(`audit list --person ${bob}`, "--as", ann);
    expect(mine.entries.length).toBe(2);
  });

  test("verify prints what to note, holds a trail against it, and ends with 1 when it does not fit", async () => {
    const { head } = await json("audit verify");
    const whole = await run(`audit verify --noted ${head.seq}:${head.hash}`);
    expect(whole.code).toBe(0);
    expect(whole.out).toBe(
      `The audit trail of p is whole: ${head.seq} entries. Note: ${head.seq}:${head.hash}`,
    );
    const other = await run(`audit verify --noted ${head.seq}:${"0".repeat(64)}`);
    expect(other.code).toBe(1);
    expect(other.out).toContain(`entry ${head.seq} does not have the hash that was noted`);
  });
});
