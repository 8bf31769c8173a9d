import { Refusal } from "#kernel";
import { actAs, identifying } from "./acting.ts";
import { canonicalJson, chainStart, nextEntry } from "./audit-chain.ts";
import type {
  AuditContent,
  AuditHead,
  Cells,
  ChangeDb,
  ChangedTable,
  ChangeOrder,
  StoredEntry,
} from "./audit-types.ts";
import type { Acting, ReadDb, Store, WriteDb } from "./types.ts";

/** What one row was and became. */
type RowChange = Pick<AuditContent, "table" | "key" | "before" | "after">;

const namePattern = /^[a-z_][a-z0-9_]*$/;

/** Names of our own tables and columns only: they become part of a statement. */
function quoted(name: string): string {
  const parts = name.split(".");
  if (!parts.every((part) => namePattern.test(part))) throw new RangeError(`not a name: ${name}`);
  return parts.map((part) => `"${part}"`).join(".");
}

const rowIn = (rows: readonly { readonly row: Cells }[]): Cells | null => rows[0]?.row ?? null;

/** Writes one row. @returns what it was and became; null when nothing changed */
async function writeRow(
  db: WriteDb,
  table: string,
  key: Cells,
  cells: Cells | null,
): Promise<{ readonly before: Cells | null; readonly after: Cells | null } | null> {
  const name = quoted(table);
  const found = Object.keys(key).map((column, at) => `${quoted(column)} = $${at + 1}`);
  const where = found.join(" and ");
  const keys = Object.values(key);
  const rows = (sql: string, values: readonly unknown[]) =>
    db.rows<{ readonly row: Cells }>(sql, values);
  const before = rowIn(
    await rows(`select to_jsonb(t) as row from ${name} t where ${where} for update`, keys),
  );
  if (cells === null) {
    if (before === null) return null;
    await db.run(`delete from ${name} where ${where}`, keys);
    return { before, after: null };
  }
  if (before === null) {
    const all = { ...key, ...cells };
    const columns = Object.keys(all).map(quoted).join(", ");
    const places = Object.keys(all).map((_, at) => `$${at + 1}`);
    const sql = `insert into ${name} as t (${columns}) values (${places.join(", ")})
      on conflict do nothing returning to_jsonb(t) as row`;
    const after = rowIn(await rows(sql, Object.values(all)));
    if (after !== null) return { before, after };
    throw new Refusal(
      "change-collided",
      "Somebody else changed the same at this moment. Look at what is there now, and try again.",
    );
  }
  if (Object.keys(cells).length === 0) return null; // a row that is all key
  const sets = Object.keys(cells).map(
    (column, at) => `${quoted(column)} = $${keys.length + at + 1}`,
  );
  const sql = `update ${name} t set ${sets.join(", ")} where ${where} returning to_jsonb(t) as row`;
  const after = rowIn(await rows(sql, [...keys, ...Object.values(cells)]));
  return canonicalJson(before) === canonicalJson(after) ? null : { before, after };
}

/** Columns for the trail: only those that differ, and of withheld ones only that there was something. */
function told(row: Cells | null, other: Cells | null, table: ChangedTable): Cells | null {
  if (row === null) return null;
  const differs = (column: string) =>
    other === null || canonicalJson(row[column]) !== canonicalJson(other[column]);
  const shown = Object.entries(row)
    .filter(([column]) => column !== "programme_id" && differs(column))
    .map(([column, cell]) => {
      const isHidden = cell !== null && table.withheld.includes(column);
      return [column, isHidden ? "(withheld)" : cell] as const;
    });
  return Object.fromEntries(shown);
}

/** The head of a programme's chain, locked until the end of the transaction, and what time it is. */
async function lockHead(
  db: WriteDb,
  programme: string,
): Promise<{ readonly head: AuditHead; readonly at: string }> {
  const sql = `select seq, coalesce(hash, $2) as hash, date_trunc('milliseconds', clock_timestamp()) as at
    from store.audit_head where programme_id = $1 for update`;
  const read = () =>
    db.rows<AuditHead & { readonly at: string }>(sql, [programme, chainStart.hash]);
  let [row] = await read();
  if (row === undefined) {
    await db.run(
      "insert into store.audit_head (programme_id, seq) values ($1, 0) on conflict do nothing",
      [programme],
    );
    [row] = await read();
  }
  const { at, seq, hash } = row!; // it was just made, by us or by another
  return { head: { seq, hash }, at };
}

/** The hash is not written: the database works it out for itself. */
const rowOf = ({ programme, seq, person, said, previous }: StoredEntry): Cells => ({
  programme_id: programme,
  seq,
  person_id: person,
  said,
  previous,
});

/** Adds entries to the chain. The head is locked last and for as short as can be: writers of a programme wait for it. */
async function writeTrail(
  db: WriteDb,
  said: Omit<AuditContent, keyof RowChange | "at">,
  changes: readonly RowChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const { head, at } = await lockHead(db, said.programme);
  const entries: StoredEntry[] = [];
  for (const change of changes)
    entries.push(nextEntry(entries.at(-1) ?? head, { ...said, ...change, at }));
  await db.insert("store.audit_entry", entries.map(rowOf));
  const { seq, hash } = entries.at(-1)!;
  await db.run("update store.audit_head set seq = $2, hash = $3 where programme_id = $1", [
    said.programme,
    seq,
    hash,
  ]);
}

/**
 * One transaction of a person in a programme. Every row that `work` writes is in the audit trail, in the same transaction, with
 * what it was and became; the database is told who acts, and holds what they read and write against its policies.
 * @throws {Refusal} change-collided, and what `who` and `work` refuse
 */
export function changeAs<Result>(
  store: Store,
  { programme, command, why, who }: ChangeOrder,
  work: (db: ChangeDb, by: string) => Promise<Result>,
): Promise<Result> {
  return store.transact(command, { programme, why }, async (db) => {
    await actAs(db.run, identifying(programme));
    const acting = await who(db);
    await actAs(db.run, acting);
    const changes: RowChange[] = [];
    const change: ChangeDb["change"] = async (table, key, cells) => {
      const row = await writeRow(db, table.name, { programme_id: programme, ...key }, cells);
      if (row === null) return false;
      const before = told(row.before, row.after, table);
      changes.push({ table: table.name, key, before, after: told(row.after, row.before, table) });
      return true;
    };
    const result = await work({ rows: db.rows, change }, acting.person);
    await writeTrail(db, { programme, person: acting.person, command, why }, changes);
    return result;
  });
}

/** Reads as a person in a programme: the database holds every row against its policies. All of it is of one moment. */
export function readAs<Result>(
  store: Store,
  programme: string,
  who: (db: ReadDb) => Promise<Acting>,
  work: (db: ReadDb, by: Acting) => Promise<Result>,
): Promise<Result> {
  return store.snapshot(async (db, act) => {
    await act(identifying(programme));
    const acting = await who(db);
    await act(acting);
    return work(db, acting);
  });
}
