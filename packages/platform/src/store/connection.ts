import pg from "pg";
import { Refusal } from "#kernel";
import type { Endpoint } from "./server.ts";
import type { ReadDb, WriteDb } from "./types.ts";

/** Where a database answers, with what opens it. */
export type Access =
  | { readonly url: string }
  | { readonly endpoint: Endpoint; readonly password: string };

/** What a statement gave: its rows, and how many it touched. */
interface Outcome {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly count: number;
}

/** Carries out one statement. Without values it may be many, one after the other. */
export type Query = (text: string, values?: readonly unknown[]) => Promise<Outcome>;

/** Connections to a database, opened when they are needed. */
export interface Sql {
  readonly query: Query;
  /** One transaction: all of it, or nothing. */
  readonly begin: <Result>(work: (query: Query) => Promise<Result>) => Promise<Result>;
  /** Waits for work in hand, but not for ever. */
  readonly end: () => Promise<void>;
}

/** A database that has not answered by then does not answer. */
export const connectMilliseconds = 10_000;
const endMilliseconds = 2000;

/** 2009-10-22 stays; a moment becomes ISO 8601, in UTC where it has a zone. */
function isoText(written: string): string {
  if (!/^\d{4}-\d\d-\d\d \d/.test(written)) return written;
  const text = written.replace(" ", "T");
  const zoned = text.replace(/([+-]\d\d)$/, "$1:00");
  return /[+-]\d\d:\d\d$/.test(zoned) ? new Date(zoned).toISOString() : text;
}

/** A whole number; as text when a double cannot hold it exactly. */
function wholeNumber(written: string): number | string {
  const value = Number(written);
  return Number.isSafeInteger(value) ? value : written;
}

/** No Date objects: they carry a time zone that a day does not have. */
const readers: ReadonlyMap<number, (written: string) => unknown> = new Map<
  number,
  (written: string) => unknown
>([
  [pg.types.builtins.INT8, wholeNumber],
  [pg.types.builtins.DATE, isoText],
  [pg.types.builtins.TIMESTAMP, isoText],
  [pg.types.builtins.TIMESTAMPTZ, isoText],
]);

/** How values come back: days and moments as ISO text, whole numbers as numbers. */
export const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    readers.get(oid) ?? pg.types.getTypeParser(oid, format as "text"),
} as pg.CustomTypesConfig;

/** `postgres:///name?host=/folder` and `postgres://%2Ffolder/name` are sockets too; the client reads both. */
export function placeAndUser(access: Access): pg.PoolConfig {
  if ("url" in access) return { connectionString: access.url };
  const { endpoint, password } = access;
  const { user, database, port, socketFolder } = endpoint;
  return { host: socketFolder ?? "127.0.0.1", port, user, database, password };
}

/** A transaction's statements go one after the other, also when its author starts several at once. */
function oneByOne(client: pg.ClientBase): Query {
  let last: Promise<unknown> = Promise.resolve();
  return (text, values) => {
    const next = last.then(() => ask(client, text, values));
    last = next.catch(() => {}); // who started it hears of it
    return next;
  };
}

/** Carries out one statement on a connection, or on any of a pool. */
export async function ask(
  on: pg.Pool | pg.ClientBase,
  text: string,
  values: readonly unknown[] = [],
): Promise<Outcome> {
  if (values.includes(undefined)) throw new TypeError(`a value is undefined in: ${text}`);
  const result = await (values.length === 0 ? on.query(text) : on.query(text, [...values]));
  return { rows: result.rows ?? [], count: result.rowCount ?? 0 };
}

async function begin<Result>(
  pool: pg.Pool,
  work: (query: Query) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let lost: Error | null = null;
  const onLost = (error: Error) => {
    lost = error;
  };
  client.on("error", onLost);
  const query = oneByOne(client);
  try {
    await query("begin");
    const result = await work(query);
    await query("commit");
    return result;
  } catch (error) {
    // What was not committed is gone with the connection; a rollback only makes it fit for the next.
    await query("rollback").catch(onLost);
    throw error;
  } finally {
    client.off("error", onLost);
    client.release(lost ?? undefined);
  }
}

/** Opens connections when they are needed. Nothing is prepared on the server, so a pooler may stand between. */
export function connect(access: Access, most = 10): Sql {
  const pool = new pg.Pool({
    ...placeAndUser(access),
    max: most,
    connectionTimeoutMillis: connectMilliseconds,
    application_name: "krachtwijk",
    types,
  });
  pool.on("error", () => {}); // an idle connection was lost: the next query opens another, or tells
  let ending: Promise<unknown> | null = null;
  return {
    query: (text, values) => ask(pool, text, values),
    begin: (work) => begin(pool, work),
    end: async () => {
      ending ??= pool.end();
      const late = new Promise((resolve) => setTimeout(resolve, endMilliseconds).unref());
      await Promise.race([ending, late]);
    },
  };
}

/** Reading through a connection. */
export function readerOf(query: Query): ReadDb {
  return {
    rows: async <Row>(text: string, values?: readonly unknown[]) =>
      (await query(text, values)).rows as readonly Row[],
  };
}

const tableName = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/;
const rowsAtOnce = 5000;

/** Reading and writing through a connection. */
export function writerOf(query: Query): WriteDb {
  return {
    ...readerOf(query),
    run: async (text, values) => (await query(text, values)).count,
    insert: async (table, rows) => {
      if (!tableName.test(table)) throw new RangeError(`not a table: ${table}`);
      const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      const columns = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ");
      for (let at = 0; at < rows.length; at += rowsAtOnce)
        await query(
          `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
          [JSON.stringify(rows.slice(at, at + rowsAtOnce))],
        );
    },
  };
}

/** The code that PostgreSQL or the system gave an error; empty when it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** Whether the database itself said it. */
export const isFromDatabase = (error: unknown) => error instanceof pg.DatabaseError;

/** A file that is not there has the code of a socket that is not there. */
const isFromFile = (error: Error) =>
  "syscall" in error && !/^(connect|getaddrinfo|read|write)$/.test(String(error.syscall));

const lostCodes =
  /^(ECONN\w+|ENOENT|ENOTFOUND|EAI_\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|57P0[1-3]|08\w{3}|53300)$/;
/** The client has no codes for these. */
const lostWords =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Cannot use a pool after calling end|Client was closed)/;
const refusedCodes = /^(28\w{3}|3D000|42501)$/;

/** Where a database is, for a message: never with its password. */
export function placeOf(access: Access): string {
  if (!("url" in access)) return "The embedded PostgreSQL";
  const { hostname, port, searchParams } = new URL(access.url);
  const host = decodeURIComponent(hostname) || searchParams.get("host") || "localhost";
  return `PostgreSQL at ${host.startsWith("/") ? host : `${host}:${port || 5432}`}`;
}

/** A database that does not answer, or does not let us in, as a refusal; anything else as it was. */
export function connectionRefusal(error: unknown, access: Access): unknown {
  if (!(error instanceof Error) || error instanceof Refusal || isFromFile(error)) return error;
  const code = codeOf(error);
  if (lostCodes.test(code) || lostWords.test(error.message)) {
    const why = code === "" ? "" : ` (${code})`;
    const advice = "url" in access ? "Start it, or check DATABASE_URL." : "Start krachtwijk again.";
    const sentence = `${placeOf(access)} does not answer${why}. ${advice}`;
    return new Refusal("store-unreachable", sentence);
  }
  if (!refusedCodes.test(code)) return error;
  const sentence = `${placeOf(access)} does not let krachtwijk in: ${error.message}. Check DATABASE_URL.`;
  return new Refusal("store-unreachable", sentence);
}
