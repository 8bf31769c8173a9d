import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "#kernel";
import { serverAccount } from "./account.ts";
import { embeddedBinaries } from "./binaries.ts";
import { ensureCluster, makeLayout, passwordOf, reachableBase } from "./cluster-files.ts";
import { openLake } from "./lake.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { migrate } from "./migrate.ts";
import { inUse, type Owner, type Ownership, takeOwnership } from "./owner-lock.ts";
import { databaseOf, openPool, queryRefusal, type Sql, type Target } from "./postgres.ts";
import { type Endpoint, socketOf, startServer } from "./server.ts";
import type { OpenOptions, Store } from "./types.ts";

const database = "krachtwijk";
const oldestServer = 150000; // PostgreSQL 15
/** How long a command waits for another short command on the same folder. */
const patienceMs = 120_000;

type Progress = (line: string) => void;

/** A pool on a database that is at this version, and how to leave it. */
interface Opened {
  readonly sql: Sql;
  readonly place: string;
  readonly end: () => Promise<void>;
}

/** Owns the folder, or for a command: joins the server that runs on it, or waits for another command to end. */
async function ownOrJoin(
  layout: Layout,
  options: OpenOptions,
  progress: Progress,
): Promise<{ readonly mine: Ownership } | { readonly owner: Owner }> {
  for (const begin = Date.now(); ; await pause(50)) {
    const taken = await takeOwnership(layout, options);
    if ("mine" in taken) return taken;
    const { owner } = taken;
    if (options.role === "serve") throw inUse(layout, owner);
    if (owner.role === "serve" && owner.ready) return taken;
    if (Date.now() - begin > patienceMs) throw inUse(layout, owner);
    if (Date.now() - begin < 60)
      progress(`Waiting for process ${owner.pid}, which uses ${layout.shown} …`);
  }
}

async function checkVersion(sql: Sql, place: string): Promise<void> {
  const [row] = await sql.unsafe(
    "select current_setting('server_version_num')::int as version, version() as name",
  );
  const version = Number(row?.["version"]);
  if (version < oldestServer)
    throw new Refusal(
      "store-too-old",
      `PostgreSQL at ${place} is version ${Math.floor(version / 10000)}; 15 or later is needed.`,
      { version },
    );
}

/** Opens a pool, checks the server and brings the database to this version. */
async function prepared(target: Target, place: string): Promise<Sql> {
  const sql = openPool(target);
  try {
    await checkVersion(sql, place);
    await migrate(sql);
    return sql;
  } catch (error) {
    await sql.end({ timeout: 1 }).catch(() => undefined);
    throw queryRefusal(error, place);
  }
}

const targetAt = (endpoint: Endpoint, password: string, name: string): Target => ({
  ...endpoint,
  password,
  database: name,
});

async function ensureDatabase(endpoint: Endpoint, password: string): Promise<void> {
  const sql = openPool(targetAt(endpoint, password, "postgres"));
  try {
    const known = await sql.unsafe("select 1 from pg_database where datname = $1", [database]);
    if (known.length === 0) await sql.unsafe(`create database ${database}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function openEmbedded(layout: Layout, mine: Ownership, progress: Progress): Promise<Opened> {
  const account = serverAccount();
  const binaries = await embeddedBinaries(account, reachableBase);
  const cluster = await ensureCluster(layout, binaries, account, progress);
  const password = await passwordOf(layout);
  const server = await startServer(cluster, layout, binaries, account);
  try {
    await ensureDatabase(server.endpoint, password);
    const sql = await prepared(targetAt(server.endpoint, password, database), layout.shown);
    mine.announce("port" in server.endpoint ? server.endpoint.port : null);
    return {
      sql,
      place: layout.shown,
      end: async () => {
        await sql.end({ timeout: 5 });
        await server.stop();
        await mine.release();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function joinEmbedded(layout: Layout, { port }: Owner): Promise<Opened> {
  const endpoint = port === null ? socketOf(layout) : { port };
  const sql = await prepared(targetAt(endpoint, await passwordOf(layout), database), layout.shown);
  return { sql, place: layout.shown, end: () => sql.end({ timeout: 5 }) };
}

/** The address of a server as messages show it: never with its password. */
function placeOf(databaseUrl: string): string {
  try {
    const { hostname, port, pathname } = new URL(databaseUrl);
    return `${hostname || "the local socket"}${port === "" ? "" : `:${port}`}${pathname}`;
  } catch {
    throw new Refusal(
      "usage-wrong",
      "DATABASE_URL is not an address such as postgres://user:password@host:5432/name.",
    );
  }
}

async function openServer(
  layout: Layout,
  databaseUrl: string,
  options: OpenOptions,
  progress: Progress,
): Promise<Opened> {
  const place = placeOf(databaseUrl);
  const taken = await ownOrJoin(layout, options, progress);
  const release = "mine" in taken ? taken.mine.release : async () => undefined;
  try {
    const sql = await prepared({ url: databaseUrl }, place);
    if ("mine" in taken) taken.mine.announce(null);
    return {
      sql,
      place,
      end: async () => {
        await sql.end({ timeout: 5 });
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function openOwn(layout: Layout, options: OpenOptions, progress: Progress): Promise<Opened> {
  const taken = await ownOrJoin(layout, options, progress);
  if ("owner" in taken) return joinEmbedded(layout, taken.owner);
  try {
    return await openEmbedded(layout, taken.mine, progress);
  } catch (error) {
    await taken.mine.release();
    throw error;
  }
}

/**
 * Opens the stores: makes the data folder, starts PostgreSQL or connects to one, brings it to this version, and opens the lake.
 * @throws {Refusal} data-in-use, disk-full, disk-read-only, store-unreachable, store-too-old, store-too-new or store-damaged
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  const progress = options.progress ?? (() => undefined);
  const layout = layoutOf(options.data);
  const { databaseUrl } = options;
  await makeLayout(layout, databaseUrl === undefined ? serverAccount() : null);
  const { sql, place, end } =
    databaseUrl === undefined
      ? await openOwn(layout, options, progress)
      : await openServer(layout, databaseUrl, options, progress);
  const lake = openLake(layout.lake, layout.shown);
  let closing: Promise<void> | null = null;
  return {
    kind: databaseUrl === undefined ? "embedded" : "server",
    lake,
    ...databaseOf(sql, place),
    close: () => {
      closing ??= lake.close().then(end);
      return closing;
    },
  };
}
