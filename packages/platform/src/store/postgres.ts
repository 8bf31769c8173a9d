import postgres from "postgres";
import { Refusal } from "#kernel";
import { diskRefusal } from "./disk.ts";
import type { ReadDb, Store, WriteDb } from "./types.ts";

/** A connection pool. */
export type Sql = postgres.Sql;

/** How to reach a server. */
export type Target =
  | { readonly url: string }
  | { readonly password: string; readonly path: string; readonly database: string }
  | { readonly password: string; readonly port: number; readonly database: string };

const poolSize = 10;

/** bigint as a number while it is exact; days and moments as ISO text, not as Date objects that carry a time zone. */
const types = {
  bigint: {
    to: 20,
    from: [20],
    serialize: String,
    parse: (text: string) => {
      const value = Number(text);
      if (!Number.isSafeInteger(value)) throw new RangeError(`too large for a number: ${text}`);
      return value;
    },
  },
  moment: {
    to: 1184,
    from: [1114, 1184],
    serialize: String,
    parse: (text: string) => text.replace(" ", "T").replace(/\+00(:00)?$/, "Z"),
  },
  day: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
};

const common = {
  max: poolSize,
  idle_timeout: 0,
  connect_timeout: 10,
  types,
  onnotice: () => undefined,
  connection: { TimeZone: "UTC", application_name: "krachtwijk" },
} as const;

/** Opens a pool; it connects at the first query. */
export function openPool(target: Target): Sql {
  if ("url" in target) return postgres(target.url, common);
  const { password, database } = target;
  const at = "path" in target ? { path: target.path } : { host: "127.0.0.1", port: target.port };
  return postgres({ ...common, ...at, username: "krachtwijk", password, database });
}

const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EPIPE",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "57P01", // the server is shutting down
  "57P03", // the server is starting up
  "28P01", // wrong password
  "28000", // no such role, or not allowed from here
  "3D000", // no such database
]);

/** What a failed query means to the person who asked; a mistake in our own SQL stays what it is. */
export function queryRefusal(error: unknown, place: string): unknown {
  const code = String((error as { code?: string }).code ?? "");
  if (code === "53100") return diskRefusal(error, place);
  if (!unreachable.has(code)) return error;
  const why: Readonly<Record<string, string>> = {
    "28P01": " (the password is wrong)",
    "28000": " (the user is not known there)",
    "3D000": " (there is no such database)",
  };
  return new Refusal(
    "store-unreachable",
    `PostgreSQL at ${place} does not answer${why[code] ?? ""}. Check that it runs and that the address is right.`,
    { place },
  );
}

type Query = Pick<postgres.Sql, "unsafe">;
type Values = Parameters<Query["unsafe"]>[1];

function reader(sql: Query, place: string): ReadDb {
  return {
    rows: async <Row>(text: string, values: readonly unknown[] = []) => {
      try {
        const rows = await sql.unsafe(text, values as Values, { prepare: true });
        return [...rows] as unknown as readonly Row[];
      } catch (error) {
        throw queryRefusal(error, place);
      }
    },
  };
}

function writer(sql: Query, place: string): WriteDb {
  const run = async (text: string, values: readonly unknown[] = []) => {
    try {
      return (await sql.unsafe(text, values as Values, { prepare: true })).count;
    } catch (error) {
      throw queryRefusal(error, place);
    }
  };
  return {
    ...reader(sql, place),
    run,
    insert: async (table, rows) => {
      const [first] = rows;
      if (first === undefined) return;
      const columns = Object.keys(first).join(", ");
      // One statement however many rows; the table itself says what each value becomes.
      await run(
        `insert into ${table} (${columns})
         select ${columns} from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
        [JSON.stringify(rows)],
      );
    },
  };
}

/**
 * The database as rooms see it.
 * @param place how messages name the server; never with a password
 */
export function databaseOf(sql: Sql, place: string): Pick<Store, "db" | "transact" | "ready"> {
  const db = reader(sql, place);
  return {
    db,
    transact: async (command, order, work) => {
      try {
        return (
          await sql.begin(async (transaction) => {
            const inside = writer(transaction, place);
            const result = await work(inside);
            // In the same transaction: the log cannot disagree with the data, and a refused command leaves nothing.
            await inside.run(
              'insert into store.event (command, "order") values ($1, $2::text::jsonb)',
              [command, JSON.stringify(order)],
            );
            return { result };
          })
        ).result as Awaited<ReturnType<typeof work>>;
      } catch (error) {
        throw queryRefusal(error, place);
      }
    },
    ready: async () => {
      await db.rows("select 1");
    },
  };
}
