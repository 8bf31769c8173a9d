import { Refusal } from "#kernel";
import {
  type Access,
  connect,
  connectionRefusal,
  isFromDatabase,
  placeOf,
  type Query,
  type Sql,
} from "./connection.ts";
import { diskRefusal, diskRefusalFromText } from "./disk.ts";
import { openLake } from "./lake.ts";
import { type Layout, makeLayout, passwordOf, requireDataFolder } from "./layout.ts";
import { enter, type Ownership, type Visit } from "./lock.ts";
import { migrate, pendingMigrations } from "./migrate.ts";
import { refuseWhileRestored } from "./restore-tables.ts";
import { type EmbeddedServer, startServer } from "./server.ts";
import { storeOn } from "./store-on.ts";
import type { OpenOptions, Store } from "./types.ts";

/** The oldest PostgreSQL that krachtwijk runs on. */
const oldestServer = 15;
/** Guests get this long to finish when the server they visit stops. */
const guestMilliseconds = 5000;

const nothingKnown = async () => null;

/** @throws {Refusal} store-too-old */
export async function refuseOldServer(sql: Sql, access: Access): Promise<void> {
  const text = "select current_setting('server_version_num')::int as version";
  const { rows } = await sql.query(text);
  const major = Math.floor(Number(rows[0]?.["version"]) / 10_000);
  if (major < oldestServer)
    throw new Refusal(
      "store-too-old",
      `${placeOf(access)} is version ${major}; krachtwijk needs ${oldestServer} or later.`,
      { version: major },
    );
}

/** The lake of a server's database: two databases that use one data folder keep their files apart. */
export async function lakeFolder(query: Query, layout: Layout): Promise<string> {
  const { rows } = await query("select left(id::text, 8) as id from store.identity");
  return `${layout.lake}-${String(rows[0]?.["id"])}`;
}

/** @throws {Refusal} store-unreachable when it is no address of a database */
export function accessTo(url: string): Access {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return { url };
  throw new Refusal(
    "store-unreachable",
    "DATABASE_URL is not an address of a database. Write it as postgres://user:password@host:5432/database.",
  );
}

async function openOnServer(layout: Layout, url: string): Promise<Store> {
  const access = accessTo(url);
  const sql = connect(access);
  try {
    await refuseOldServer(sql, access);
    await refuseWhileRestored(sql.query);
    await migrate(sql);
    const lake = await openLake(await lakeFolder(sql.query, layout), layout.shown);
    const parts = { kind: "server", sql, access, lake, shown: layout.shown } as const;
    return storeOn({ ...parts, whyLost: nothingKnown, afterwards: async () => {} });
  } catch (error) {
    await sql.end();
    throw connectionRefusal(error, access);
  }
}

async function openAsGuest(layout: Layout, { endpoint, leave }: Visit): Promise<Store> {
  const { password } = await passwordOf(layout);
  const access: Access = { endpoint, password };
  const sql = connect(access);
  try {
    if ((await pendingMigrations(sql)) > 0)
      throw new Refusal(
        "data-in-use",
        `The folder ${layout.shown} is in use by an older krachtwijk. Stop that one first.`,
        { folder: layout.shown },
      );
    const lake = await openLake(layout.lake, layout.shown);
    const parts = { kind: "embedded", sql, access, lake, shown: layout.shown } as const;
    return storeOn({ ...parts, whyLost: nothingKnown, afterwards: async () => leave() });
  } catch (error) {
    await sql.end();
    leave();
    throw connectionRefusal(error, access);
  }
}

/** A server that stops for want of room says so only in its log. */
async function whyStopped(server: EmbeddedServer, layout: Layout): Promise<Refusal | null> {
  return diskRefusalFromText(await server.lastWords(), layout.shown);
}

/** What went wrong while an embedded server was made ready. */
async function toldBy(server: EmbeddedServer, error: unknown, layout: Layout): Promise<unknown> {
  const told = connectionRefusal(error, server);
  if (told === error) return isFromDatabase(error) ? diskRefusal(error, layout.shown) : error;
  return (await whyStopped(server, layout)) ?? told;
}

async function openAsOwner(
  layout: Layout,
  options: OpenOptions,
  ownership: Ownership,
): Promise<Store> {
  const progress = options.progress ?? (() => {});
  let server: EmbeddedServer | null = null;
  let sql: Sql | null = null;
  try {
    const warn = options.warn ?? progress;
    server = await startServer(layout, {
      durable: true,
      progress,
      // A command that is run every hour need not say every hour what every start of the site says.
      tellElsewhere: ({ sentence, isNew }) =>
        (isNew || options.role === "serve" ? warn : progress)(sentence),
    });
    const started = server;
    const access: Access = { endpoint: server.endpoint, password: server.password };
    sql = connect(access);
    await migrate(sql);
    const lake = await openLake(layout.lake, layout.shown);
    ownership.announce(server.endpoint);
    const afterwards = async () => {
      await ownership.seeGuestsOut(guestMilliseconds);
      await started.stop();
      await ownership.release();
    };
    const parts = { kind: "embedded", sql, access, lake, shown: layout.shown } as const;
    const store = storeOn({ ...parts, whyLost: () => whyStopped(started, layout), afterwards });
    const close = () => {
      ownership.leave();
      return store.close();
    };
    return { ...store, close };
  } catch (error) {
    await sql?.end();
    const told = server === null ? error : await toldBy(server, error, layout);
    await server?.stop();
    await ownership.release();
    throw told;
  }
}

/**
 * Opens both stores: makes the data folder, takes or joins its database, migrates it, opens the lake.
 *
 * A `serve` owns its folder. A `command` joins a running `serve` and waits for another command.
 * @throws {Refusal} data-missing, data-in-use, disk-full, disk-read-only, store-unreachable, store-too-old,
 * store-too-new, store-damaged
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  if (options.whenMissing === "refuse") await requireDataFolder(options.data);
  const layout = await makeLayout(options.data);
  if (options.databaseUrl !== undefined) return openOnServer(layout, options.databaseUrl);
  const entered = await enter(layout, options);
  return entered.kind === "guest"
    ? openAsGuest(layout, entered)
    : openAsOwner(layout, options, entered);
}
