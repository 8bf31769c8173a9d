import postgres from "postgres";
import { Refusal } from "#kernel";
import type { Endpoint } from "./server.ts";
import type { ReadDb, WriteDb } from "./types.ts";

/** Connections to a database. */
export type Sql = postgres.Sql;
type Statements = Pick<Sql, "unsafe">;

/** Where a database answers, with what opens it. */
export type Access =
  | { readonly url: string }
  | { readonly endpoint: Endpoint; readonly password: string };

/** 2009-10-22 stays; a moment becomes ISO 8601 in UTC. */
function isoText(written: string): string {
  if (!/^\d{4}-\d\d-\d\d \d/.test(written)) return written;
  return /[+-]\d\d(:\d\d)?$/.test(written)
    ? new Date(written.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")).toISOString()
    : written.replace(" ", "T");
}

/** A whole number; as text when a double cannot hold it exactly. */
function wholeNumber(written: string): number | string {
  const value = Number(written);
  return Number.isSafeInteger(value) ? value : written;
}

const types = {
  bigint: { to: 20, from: [20], serialize: String, parse: wholeNumber },
  date: { to: 1184, from: [1082, 1114, 1184], serialize: String, parse: isoText },
  // A text is JSON already; anything else becomes it.
  json: {
    to: 114,
    from: [114, 3802],
    serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
    parse: (text: string) => JSON.parse(text) as unknown,
  },
};

/** Opens connections when they are needed. Nothing is prepared on the server, so a pooler may stand between. */
export function connect(access: Access, most = 10): Sql {
  const options = {
    max: most,
    prepare: false,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: "krachtwijk", TimeZone: "UTC", DateStyle: "ISO" },
    types,
  };
  if ("url" in access) return postgres(access.url, options);
  const { endpoint, password } = access;
  const { user, database, port } = endpoint;
  const place = endpoint.socket === null ? { host: "127.0.0.1" } : { path: endpoint.socket };
  return postgres({ ...options, ...place, port, user, database, password });
}

const toValues = (values: readonly unknown[]) => values as postgres.ParameterOrJSON<never>[];

/** Reading through a connection. */
export function readerOf(sql: Statements): ReadDb {
  return {
    rows: async <Row>(text: string, values: readonly unknown[] = []) =>
      [...(await sql.unsafe(text, toValues(values)))] as unknown as readonly Row[],
  };
}

const tableName = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/;
const rowsAtOnce = 5000;

/** Reading and writing through a connection. */
export function writerOf(sql: Statements): WriteDb {
  const run = async (text: string, values: readonly unknown[] = []) =>
    (await sql.unsafe(text, toValues(values))).count ?? 0;
  return {
    ...readerOf(sql),
    run,
    insert: async (table, rows) => {
      if (!tableName.test(table)) throw new RangeError(`not a table: ${table}`);
      const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      const columns = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ");
      for (let at = 0; at < rows.length; at += rowsAtOnce) {
        const some = JSON.stringify(rows.slice(at, at + rowsAtOnce));
        await run(
          `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
          [some],
        );
      }
    },
  };
}

const lostCodes =
  /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN\w+|ENOENT|ENOTFOUND|EAI_\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|57P0[1-3]|08\w{3}|53300)$/;
const refusedCodes = /^(28\w{3}|3D000|42501)$/;

export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** Whether the database itself said it. */
export const isFromDatabase = (error: unknown) => error instanceof postgres.PostgresError;

/** A file that is not there has the code of a socket that is not there. */
const isFromFile = (error: unknown) =>
  error instanceof Error &&
  "syscall" in error &&
  !/^(connect|getaddrinfo|read|write)$/.test(String(error.syscall));

/** Where a database is, for a message: never with its password. */
export function placeOf(access: Access): string {
  if (!("url" in access)) return "the embedded PostgreSQL";
  try {
    const { hostname, port } = new URL(access.url);
    return `PostgreSQL at ${hostname || "localhost"}:${port || 5432}`;
  } catch {
    return "PostgreSQL";
  }
}

/** A database that does not answer, or does not let us in, as a refusal; anything else as it was. */
export function connectionRefusal(error: unknown, access: Access): unknown {
  if (isFromFile(error)) return error;
  const code = codeOf(error);
  const place = placeOf(access);
  if (lostCodes.test(code))
    return new Refusal(
      "store-unreachable",
      `${upper(place)} does not answer (${code}). Start it, or check DATABASE_URL.`,
    );
  if (refusedCodes.test(code))
    return new Refusal(
      "store-unreachable",
      `${upper(place)} does not let krachtwijk in: ${(error as Error).message}.`,
    );
  return error;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
