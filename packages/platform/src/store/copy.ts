import { Socket } from "node:net";
import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import copyStreams from "pg-copy-streams";
import {
  type Access,
  ask,
  connectMilliseconds,
  placeAndUser,
  type Query,
  types,
} from "./connection.ts";

/** One connection of its own, on which whole tables go out and in. */
export interface CopyConnection {
  readonly query: Query;
  /** The rows of a `copy … to stdout`, as PostgreSQL writes them. `rowCount` is right at the end. */
  readonly out: (statement: string) => Readable & { readonly rowCount: number };
  /** Feeds a `copy … from stdin` from a stream and what it passes through. @returns how many rows went in */
  readonly into: (
    statement: string,
    content: readonly [Readable, ...Transform[]],
  ) => Promise<number>;
  /** Ends it at once, also in the middle of a table: what was not committed is gone. */
  readonly close: () => void;
}

/**
 * Opens it. A moment, a fraction and an interval are written in one way, whatever the server was told; nobody's limit
 * on time holds; and a table of which this user may see only some rows is refused instead of copied in part.
 */
export async function connectToCopy(access: Access): Promise<CopyConnection> {
  const socket = new Socket();
  const client = new pg.Client({
    ...placeAndUser(access),
    application_name: "krachtwijk copy",
    connectionTimeoutMillis: connectMilliseconds,
    types,
    stream: () => socket,
  });
  client.on("error", () => {}); // what is asked next tells
  const query: Query = (text, values) => ask(client, text, values);
  await client.connect();
  await query(
    `set datestyle = 'ISO'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set extra_float_digits = 3;
     set bytea_output = 'hex'; set statement_timeout = 0; set lock_timeout = 0;
     set idle_in_transaction_session_timeout = 0; set row_security = off`,
  );
  return {
    query,
    out: (statement) => client.query(copyStreams.to(statement)),
    into: async (statement, content) => {
      const table = client.query(copyStreams.from(statement));
      await pipeline([...content, table]);
      return table.rowCount;
    },
    close: () => socket.destroy(),
  };
}
