import type { Counter, WholeTable } from "./backup-manifest.ts";
import type { Query } from "./connection.ts";

/** What a database is itself, and makes anew: these are no part of a copy. */
const ofTheDatabase: readonly string[] = ["store.migration", "store.identity"];

const tableQuery = `
  select n.nspname || '.' || c.relname as "table",
         array(select a.attname::text from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                order by a.attnum) as columns,
         array(select distinct fn.nspname || '.' || f.relname
                 from pg_constraint k
                 join pg_class f on f.oid = k.confrelid
                 join pg_namespace fn on fn.oid = f.relnamespace
                where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1)
   order by n.nspname, c.relname`;

/** Every table after those that its foreign keys lead to. */
function inOrder<Table extends WholeTable & { readonly needs: readonly string[] }>(
  tables: readonly Table[],
): readonly Table[] {
  const left = new Map(tables.map((table) => [table.table, table]));
  const ordered: Table[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ needs }) => !needs.some((need) => left.has(need)));
    if (ready.length === 0)
      throw new Error(`tables that need each other: ${[...left.keys()].join(", ")}`);
    for (const table of ready) left.delete(table.table);
    ordered.push(...ready);
  }
  return ordered;
}

/** The tables of some schemas, each after those that its rows refer to. */
export async function wholeTables(
  query: Query,
  schemas: readonly string[],
): Promise<readonly WholeTable[]> {
  const { rows } = await query(tableQuery, [schemas]);
  const found = rows as unknown as readonly (WholeTable & { readonly needs: readonly string[] })[];
  return inOrder(found.filter(({ table }) => !ofTheDatabase.includes(table))).map(
    ({ table, columns }) => ({ table, columns }),
  );
}

/** How far every counter of some schemas came. Counters do not go back with a transaction: they are never too low. */
export async function countersOf(
  query: Query,
  schemas: readonly string[],
): Promise<readonly Counter[]> {
  const { rows } = await query(
    `select schemaname || '.' || sequencename as sequence, last_value::text as last
       from pg_sequences where schemaname = any($1) order by 1`,
    [schemas],
  );
  return rows as unknown as readonly Counter[];
}

/** The schemas that migrations made: `0040-money-fund.sql` is of the schema `money`. */
export const schemasOf = (migrations: readonly { readonly name: string }[]): readonly string[] => [
  ...new Set(migrations.map(({ name }) => name.split("-")[1]!)),
];

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** `money.fund` as it stands in a statement. */
export const quotedTable = (table: string): string => table.split(".").map(quoted).join(".");

/** `"money"."fund" ("programme_id", "id")`, as COPY wants it. */
export const copiedTable = ({ table, columns }: WholeTable): string =>
  `${quotedTable(table)} (${columns.map(quoted).join(", ")})`;
