import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { Refusal } from "#kernel";
import { type BackupFile, readBackupFile } from "./backup-file.ts";
import { type Access, connect, connectionRefusal, isFromDatabase } from "./connection.ts";
import { diskRefusal, onDisk } from "./disk.ts";
import { type Layout, makeLayout } from "./layout.ts";
import { enter } from "./lock.ts";
import { migrate, refuseUnknownTo } from "./migrate.ts";
import { accessTo, lakeFolder, refuseOldServer } from "./open-store.ts";
import { clearLake, clearStaging, restoreFiles } from "./restore-files.ts";
import { fillDatabase } from "./restore-tables.ts";
import { startServer } from "./server.ts";
import { sparing } from "./sparing.ts";
import type { Restored, RestoreOptions } from "./types.ts";

const nothing = () => {};

/** What a data folder may hold that has nothing in it yet: an earlier restore may have been killed. */
const ours =
  /^(run|postgres|postgres\.new-[0-9a-f]+.*|postgres-is-in|lake(-[0-9a-f]{8})?|restoring-[0-9a-f]+|sources)$/;

/** A mistyped name must not put a database among somebody's files. */
async function refuseForeignFolder(shown: string): Promise<void> {
  const names = await readdir(resolve(shown)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw diskRefusal(error, shown);
  });
  const other = names.find((name) => !ours.test(name));
  if (other !== undefined)
    throw new Refusal(
      "place-not-empty",
      `The folder ${shown} holds other things (${other}); a backup goes into an empty place. Choose another folder with --data.`,
      { folder: shown },
    );
}

interface Place {
  readonly access: Access;
  readonly layout: Layout;
  /** Where the files of the lake come, once the database has its identity. */
  readonly lakeOf: (query: Parameters<typeof lakeFolder>[0]) => Promise<string>;
}

function toldOf({ manifest, bytes }: BackupFile): Omit<Restored, "migrated"> {
  const { krachtwijk, madeAt, wrong, tables, files } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return { krachtwijk, madeAt, wrong, tables: tables.length, rows, files: files.length, bytes };
}

/** Rows and files, and then the migrations that are younger than the backup. */
async function fill(
  backup: BackupFile,
  { access, layout, lakeOf }: Place,
  tell: (line: string) => void,
): Promise<Restored> {
  const progress = sparing(tell);
  await fillDatabase(backup, { access, shown: layout.shown, progress }, async (query) => {
    const lake = await lakeOf(query);
    await clearLake(backup, lake);
    await restoreFiles(backup, { lake, data: layout.data, progress });
  });
  const sql = connect(access);
  try {
    tell("Bringing the database to this version …");
    const migrated = await migrate(sql);
    await sql.query("analyze");
    return { ...toldOf(backup), migrated };
  } finally {
    await sql.end();
  }
}

async function onServer(backup: BackupFile, layout: Layout, url: string, options: RestoreOptions) {
  const access = accessTo(url);
  const sql = connect(access, 1);
  try {
    await refuseOldServer(sql, access);
    const lakeOf: Place["lakeOf"] = (query) => lakeFolder(query, layout);
    return await fill(backup, { access, layout, lakeOf }, options.progress ?? nothing);
  } catch (error) {
    throw connectionRefusal(error, access);
  } finally {
    await sql.end();
  }
}

async function inFolder(backup: BackupFile, layout: Layout, options: RestoreOptions) {
  const progress = options.progress ?? nothing;
  const doing = "which puts a backup back";
  const entered = await enter(layout, { data: layout.shown, role: "serve", doing });
  if (entered.kind === "guest") throw new Error("a server let a restore in");
  try {
    await clearStaging(layout.data);
    const server = await startServer(layout, {
      durable: true,
      progress,
      tellElsewhere: ({ sentence }) => (options.warn ?? progress)(sentence),
    });
    try {
      const access: Access = { endpoint: server.endpoint, password: server.password };
      return await fill(backup, { access, layout, lakeOf: async () => layout.lake }, progress);
    } catch (error) {
      throw isFromDatabase(error) ? diskRefusal(error, layout.shown) : error;
    } finally {
      entered.leave();
      await server.stop();
    }
  } finally {
    await entered.release();
  }
}

/**
 * Puts a backup back into a place that holds nothing: a data folder, or the database of `databaseUrl` with its files in
 * the data folder. Everything is checked before anything is touched; the rows become visible all at once, after the files.
 * @throws {Refusal} input-missing, input-malformed, store-too-new, place-not-empty, data-in-use, and those of `openStore`
 */
export async function restoreStore(options: RestoreOptions): Promise<Restored> {
  const { file, data, databaseUrl, checkOnly } = options;
  const backup = await readBackupFile(file, sparing(options.progress ?? nothing));
  await refuseUnknownTo(backup.manifest.migrations, file);
  if (checkOnly) return { ...toldOf(backup), migrated: 0 };
  await refuseForeignFolder(data);
  const layout = await makeLayout(data);
  return onDisk(data, () =>
    databaseUrl === undefined
      ? inFolder(backup, layout, options)
      : onServer(backup, layout, databaseUrl, options),
  );
}
