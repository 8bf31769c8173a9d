import { Refusal } from "#kernel";
import { actAs } from "./acting.ts";
import { backupOf } from "./backup.ts";
import {
  type Access,
  codeOf,
  connectionRefusal,
  isFromDatabase,
  readerOf,
  type Sql,
  writerOf,
} from "./connection.ts";
import { diskRefusal } from "./disk.ts";
import type { OpenLake } from "./lake.ts";
import type { ReadDb, Store } from "./types.ts";

/** What a store is put together from. */
export interface Parts {
  readonly kind: Store["kind"];
  readonly sql: Sql;
  readonly access: Access;
  readonly lake: OpenLake;
  /** The data folder as the person wrote it. */
  readonly shown: string;
  /** Why an embedded server may have gone; null when nothing is known. */
  readonly whyLost: () => Promise<Refusal | null>;
  /** After the connections are closed. */
  readonly afterwards: () => Promise<void>;
}

const deadlockOrConflict = /^40(001|P01)$/;

function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}

/** A store on an open database and lake. */
export function storeOn({ kind, sql, access, lake, shown, whyLost, afterwards }: Parts): Store {
  const refusalOf = async (error: unknown): Promise<unknown> => {
    const told = connectionRefusal(error, access);
    if (told !== error) return (await whyLost()) ?? told;
    return isFromDatabase(error) ? diskRefusal(error, shown) : error;
  };
  const telling = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof Refusal ? error : await refusalOf(error);
    }
  };
  async function* tellingEach<Piece>(pieces: AsyncIterable<Piece>) {
    try {
      yield* pieces;
    } catch (error) {
      throw error instanceof Refusal ? error : await refusalOf(error);
    }
  }
  const reader = readerOf(sql.query);
  const db: ReadDb = { rows: (text, values) => telling(() => reader.rows(text, values)) };

  const transact: Store["transact"] = (command, order, work) => {
    const once = () =>
      sql.begin(async (query) => {
        const writer = writerOf(query);
        const result = await work(writer);
        await writer.run('insert into store.event (command, "order") values ($1, $2::jsonb)', [
          command,
          JSON.stringify(order ?? null),
        ]);
        return result;
      });
    return telling(async () => {
      try {
        return await once();
      } catch (error) {
        if (deadlockOrConflict.test(codeOf(error))) return await once();
        throw error;
      }
    });
  };

  const snapshot: Store["snapshot"] = (work) =>
    telling(() =>
      sql.begin(async (query) => {
        await query("set transaction isolation level repeatable read, read only");
        return work(readerOf(query), (acting) => actAs(query, acting));
      }),
    );

  const closeAll = async () => {
    await sql.end();
    lake.close();
    await afterwards();
  };
  return {
    kind,
    db,
    lake,
    transact,
    snapshot,
    ready: async () => {
      await db.rows("select 1");
    },
    backup: (order) => tellingEach(backupOf({ access, lake }, order)),
    close: onlyOnce(closeAll),
  };
}
