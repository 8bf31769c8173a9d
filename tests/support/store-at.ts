import type { Store } from "#store";
import { connect } from "../../packages/platform/src/store/connection.ts";
import { openLake } from "../../packages/platform/src/store/lake.ts";
import { storeOn } from "../../packages/platform/src/store/store-on.ts";
import { databaseIn, type TestServer } from "./test-server.ts";

/** Where a store of a test is: a database in the one server, and a folder for its lake. */
export interface StorePlace {
  readonly server: TestServer;
  readonly database: string;
  readonly lake: string;
}

/** Opens it, in this process or another. */
export async function storeAt({ server, database, lake }: StorePlace): Promise<Store> {
  const access = databaseIn(server, database);
  return storeOn({
    kind: "embedded",
    sql: connect(access, 4),
    access,
    lake: await openLake(lake, lake),
    shown: lake,
    whyLost: async () => null,
    afterwards: async () => {},
  });
}
