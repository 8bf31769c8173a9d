import type { Node } from "oxc-parser";
import { roomOf } from "./imports.ts";
import { type Complaint, isTest, lineAt, type Source, type TextFile, walk } from "./source.ts";

/** How SQL begins, as we write it: a keyword in lower case (or all capitals), and what must follow it. */
const sqlStarts = [
  /^\s*select\s[\s\S]*(\sfrom\s|\()/,
  /^\s*insert\s+into\s/,
  /^\s*update\s+[\w."]+\s+set\s/,
  /^\s*delete\s+from\s/,
  /^\s*with\s+\w+\s+as\s+(not\s+|materialized\s+)*\(/,
  /^\s*(create|alter|drop)\s+(or\s+replace\s+)?(table|schema|view|index|unique|database|role|extension|type|function)\s/,
  /^\s*truncate\s+[\w.]+/,
  /^\s*(set\s+local|copy|lock\s+table|vacuum|analyze)\s+\w/,
];

const isSql = (text: string) => {
  const begin = /^\s*[A-Z]{2,}\s/.test(text) ? text.toLowerCase() : text;
  return sqlStarts.some((start) => start.test(begin));
};

/** Texts written in a file; for a template the text between the values, with `…` for each value. */
function textsOf({
  program,
}: Source): readonly { readonly text: string; readonly start: number }[] {
  const texts: { text: string; start: number }[] = [];
  walk(program, (node: Node) => {
    if (node.type === "Literal" && typeof node.value === "string")
      texts.push({ text: node.value, start: node.start });
    if (node.type === "TemplateLiteral")
      texts.push({ text: node.quasis.map(({ value }) => value.raw).join("…"), start: node.start });
  });
  return texts;
}

/** Tables that SQL reads or writes, with their schema. */
function tablesIn(sql: string): readonly { readonly schema: string; readonly table: string }[] {
  const named =
    /(?<!distinct\s)\b(?:from|join|into|update|table|references|on|using)\s+(?:only\s+|if\s+(?:not\s+)?exists\s+)*([a-z_]+)\.([a-z_]+)/g;
  return [...sql.toLowerCase().matchAll(named)].map(([, schema, table]) => ({
    schema: schema as string,
    table: table as string,
  }));
}

/** The catalogues that every database has. */
const catalogues = ["pg_catalog", "information_schema"];

function foreignTables(sql: string, room: string, known: readonly string[]): readonly string[] {
  return tablesIn(sql)
    .filter(({ schema }) => known.includes(schema) && schema !== room)
    .filter(({ schema, table }) => !catalogues.includes(schema) && !table.startsWith("public_"))
    .map(({ schema, table }) => `${schema}.${table}`);
}

/** Tables that rows are added to by `insert("schema.table", rows)`. */
function insertedInto({
  program,
}: Source): readonly { readonly sql: string; readonly start: number }[] {
  const found: { sql: string; start: number }[] = [];
  walk(program, (node) => {
    if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return;
    const [table] = node.arguments;
    const { property } = node.callee;
    if (property.type === "Identifier" && property.name === "insert" && table?.type === "Literal")
      found.push({ sql: `insert into ${table.value}`, start: node.start });
  });
  return found;
}

/** SQL outside of a `store.ts` or `…-store.ts`, and SQL on tables of another room. `rooms` are the names of all schemas. */
export function sqlComplaints(source: Source, rooms: readonly string[]): readonly Complaint[] {
  const { path, text } = source;
  const room = roomOf(path);
  if (room === null || isTest(path)) return [];
  const at = (start: number) => `${path}:${lineAt(text, start)}`;
  const queries = textsOf(source).filter((written) => isSql(written.text));
  const mayHaveSql = room === "store" || new RegExp(`/${room}/([a-z-]+-)?store\\.ts$`).test(path);
  if (!mayHaveSql)
    return [...queries, ...insertedInto(source)].map(
      ({ start }) => `${at(start)}: SQL outside of store.ts`,
    );
  const written = [
    ...queries.map(({ text: sql, start }) => ({ sql, start })),
    ...insertedInto(source),
  ];
  return written.flatMap(({ sql, start }) =>
    foreignTables(sql, room, rooms).map(
      (table) => `${at(start)}: ${table} is not a table of ${room}`,
    ),
  );
}

const writing = /^\s*(insert|update|delete|truncate|merge|with|copy)\b/i;
const writers = ["run", "insert", "transact"];

/** What a room of which every change is in the audit trail does past `changeAs`. */
export function unauditedComplaints(
  source: Source,
  audited: readonly string[],
): readonly Complaint[] {
  const { path, text, program } = source;
  if (!audited.includes(roomOf(path) ?? "") || isTest(path)) return [];
  const found = textsOf(source)
    .filter(({ text: written }) => isSql(written) && writing.test(written))
    .map(({ start }) => start);
  walk(program, (node) => {
    if (node.type !== "MemberExpression" || node.property.type !== "Identifier") return;
    if (writers.includes(node.property.name)) found.push(node.start);
  });
  return found.map((start) => `${path}:${lineAt(text, start)}: writes past the audit trail`);
}

/** A migration says in its name whose tables it makes, and touches no others: `0012-<room>-<what>.sql`. */
export function migrationComplaints(
  { path, text }: TextFile,
  rooms: readonly string[],
): readonly Complaint[] {
  const [, room = ""] = /\/\d{4}-([a-z]+)-[a-z0-9-]+\.sql$/.exec(path) ?? [];
  if (!rooms.includes(room)) return [`${path}: not named NNNN-ROOM-WHAT.sql`];
  const sql = text.replace(/--.*$/gm, "");
  return foreignTables(sql, room, rooms).map(
    (table) => `${path}: ${table} is not a table of ${room}`,
  );
}
