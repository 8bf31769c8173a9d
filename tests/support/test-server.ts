import type { Access } from "../../packages/platform/src/store/connection.ts";
import type { Endpoint } from "../../packages/platform/src/store/server.ts";

/** The one server of a test run. */
export interface TestServer {
  readonly endpoint: Endpoint;
  readonly password: string;
  /** Removed at the end of the run; test files make their lakes in it. */
  readonly folder: string;
}

/** The migrated database that is copied. */
export const template = "krachtwijk_template";

/** One of the databases of the server. */
export function databaseIn({ endpoint, password }: TestServer, database: string): Access {
  return { endpoint: { ...endpoint, database }, password };
}

declare module "vitest" {
  export interface ProvidedContext {
    server: TestServer;
  }
}
