import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { temporaryFolder } from "../../../../tests/support/data-folder.ts";
import { databaseIn } from "../../../../tests/support/test-server.ts";
import { connect } from "./connection.ts";
import { openStore } from "./index.ts";

const folder = await temporaryFolder();
const server = inject("server");
const { endpoint, password } = server;
const secret = "s3cr3t";

/** The address of a database in the test server; by its socket, where there is one. */
function urlOf(database: string, pass = password): string {
  const { socketFolder, port } = endpoint;
  const host = encodeURIComponent(socketFolder ?? "127.0.0.1");
  return `postgres://${endpoint.user}:${pass}@${host}:${port}/${database}`;
}

const open = (databaseUrl: string, data = "data") =>
  openStore({ data: join(folder, data), role: "serve", databaseUrl });

async function refused(databaseUrl: string) {
  const error = await open(databaseUrl).catch((reason) => reason);
  expect(`${error.message} ${JSON.stringify(error.facts)}`).not.toContain(secret);
  return error;
}

describe("DATABASE_URL", () => {
  test("is another database, which two servers may share", async () => {
    const main = connect(databaseIn(server, "postgres"), 1);
    await main.query("create database by_url");
    await main.end();
    const first = await open(urlOf("by_url"));
    const second = await open(urlOf("by_url"));
    expect(first.kind).toBe("server");
    await first.transact("hello", { from: "first" }, async () => {});
    expect(await second.db.rows("select command from store.event")).toEqual([{ command: "hello" }]);
    await first.lake.writeParquet("figures/a.parquet", { n: "integer" }, [[1]]);
    const file = second.lake.file("figures/a.parquet");
    expect(await second.lake.rows("select n from read_parquet($1)", [file])).toEqual([{ n: 1 }]);
    await first.close();
    await second.close();
  });

  test("keeps its files apart from those of the embedded database in the same folder", async () => {
    const [lake, ...rest] = (await readdir(join(folder, "data"))).filter((name) =>
      name.startsWith("lake"),
    );
    expect(lake).toMatch(/^lake-[0-9a-f]{8}$/);
    expect(rest).toEqual([]);
  });

  test("that nothing answers at", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => probe.once("listening", resolve));
    const { port } = probe.address() as { port: number };
    await new Promise((resolve) => probe.close(resolve));
    expect(await refused(`postgres://me:${secret}@127.0.0.1:${port}/x`)).toMatchObject({
      code: "store-unreachable",
      message: `PostgreSQL at 127.0.0.1:${port} does not answer (ECONNREFUSED). Start it, or check DATABASE_URL.`,
    });
  });

  test.each([
    ["the wrong password", () => urlOf("by_url", secret), "does not let krachtwijk in"],
    ["no such database", () => urlOf("nowhere"), "does not let krachtwijk in"],
    [
      "no such machine",
      () => `postgres://me:${secret}@nowhere.invalid/x`,
      "PostgreSQL at nowhere.invalid:5432 does not answer",
    ],
    ["something else", () => `mysql://me:${secret}@localhost/x`, "not an address of a database"],
    ["no address", () => `postgres://me:${secret}@local host:x/y`, "not an address of a database"],
  ])("with %s", async (_, url, sentence) => {
    expect(await refused(url())).toMatchObject({
      code: "store-unreachable",
      message: expect.stringContaining(sentence),
    });
  });
});
