import { createHash, randomBytes } from "node:crypto";
import { open, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { DuckDBConnection, DuckDBInstance, DuckDBPreparedStatement } from "@duckdb/node-api";
import { Refusal } from "#kernel";
import { makeFolder, onDisk, syncFolder, writeWhole } from "./disk.ts";
import { lakeAnswers } from "./lake-answers.ts";
import { checksumPattern, pathIn, plainFilesIn } from "./lake-files.ts";
import { copyTable, literal, quotedName } from "./lake-table.ts";
import type { Lake, LakeCell, LakePart, LakeType } from "./types.ts";

/** A lake that can be closed. */
export interface OpenLake extends Lake {
  readonly close: () => void;
}

const duckTypes: Readonly<Record<LakeType, string>> = {
  text: "VARCHAR",
  double: "DOUBLE",
  integer: "BIGINT",
  boolean: "BOOLEAN",
};

/** DuckDB on nothing but this folder: no network, no extensions, no other files. Loading it takes 0.15 s, so the first use does. */
async function openDuckDb(folder: string): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const temporary = join(folder, "tmp");
  await makeFolder(temporary, 0o700);
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: "512MB",
    threads: "2",
    temp_directory: temporary,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run(`SET allowed_directories = [${literal(folder + sep)}]`);
  await connection.run("SET enable_external_access = false");
  // The foot of a file at national size takes longer to read than the answer; files never change.
  await connection.run("SET GLOBAL parquet_metadata_cache = true");
  await connection.run("SET lock_configuration = true");
  connection.closeSync();
  return instance;
}

/** Whole numbers as numbers, moments as ISO text: what the database gives too. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  return value;
}

/** Questions that a connection was asked before: to understand one takes a good part of answering it. */
const understood = new WeakMap<DuckDBConnection, Map<string, DuckDBPreparedStatement>>();
const mostUnderstood = 32;

async function prepared(connection: DuckDBConnection, sql: string) {
  const known = understood.get(connection) ?? new Map<string, DuckDBPreparedStatement>();
  understood.set(connection, known);
  const statement = known.get(sql) ?? (await connection.prepare(sql));
  known.delete(sql);
  known.set(sql, statement); // the last one asked for is the last to go
  for (const [oldest, gone] of [...known].slice(0, -mostUnderstood)) {
    gone.destroySync();
    known.delete(oldest);
  }
  return statement;
}

/** The columns of an answer, by name. */
async function columnsOf(
  connection: DuckDBConnection,
  sql: string,
  values: readonly LakeCell[],
): Promise<Record<string, readonly unknown[]>> {
  const statement = await prepared(connection, sql);
  statement.bind([...values]);
  const reader = await statement.runAndReadAll();
  const columns = reader.getColumnsJS();
  return Object.fromEntries(
    reader.columnNames().map((name, at) => {
      const column = columns[at] ?? [];
      return [name, typeof column[0] === "bigint" ? column.map(plain) : column];
    }),
  );
}

function plainRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

/** Makes a temporary table and fills it. */
async function fillTable(
  connection: DuckDBConnection,
  name: string,
  columns: Readonly<Record<string, LakeType>>,
  rows: Iterable<readonly LakeCell[]>,
): Promise<void> {
  const fields = Object.entries(columns).map(
    ([column, type]) => `${quotedName(column)} ${duckTypes[type]}`,
  );
  await connection.run(`CREATE TEMP TABLE ${quotedName(name)} (${fields.join(", ")})`);
  await appendRows(connection, name, Object.values(columns), rows);
}

async function appendRows(
  connection: DuckDBConnection,
  name: string,
  types: readonly LakeType[],
  rows: Iterable<readonly LakeCell[]>,
): Promise<void> {
  const appender = await connection.createAppender(name);
  for (const row of rows) {
    if (row.length !== types.length)
      throw new RangeError(`${row.length} cells in a row of ${types.length} columns`);
    row.forEach((cell, index) => {
      const type = types[index]!;
      if (cell === null) appender.appendNull();
      else if (type === "text") appender.appendVarchar(String(cell));
      else if (type === "boolean") appender.appendBoolean(cell === true);
      else if (type === "integer") appender.appendBigInt(BigInt(cell));
      else appender.appendDouble(Number(cell));
    });
    appender.endRow();
  }
  appender.closeSync();
}

async function copyRows(
  connection: DuckDBConnection,
  columns: Readonly<Record<string, LakeType>>,
  rows: Iterable<readonly LakeCell[]>,
  path: string,
): Promise<void> {
  await fillTable(connection, "incoming", columns, rows);
  await connection.run(`COPY incoming TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`);
  await connection.run("DROP TABLE incoming");
}

const sameContent = async (a: string, b: string) =>
  (await stat(a)).size === (await stat(b)).size && (await readFile(a)).equals(await readFile(b));

/** Gives a finished file its name, unless it has that already. A file with that name is never replaced by another. */
async function publish(unfinished: string, path: string): Promise<void> {
  const handle = await open(unfinished, "r+");
  await handle.sync().finally(() => handle.close());
  if (await stat(path).catch(() => null)) {
    if (!(await sameContent(unfinished, path)))
      throw new Error(`${path} is there already with other content`);
    await rm(unfinished);
    return;
  }
  await rename(unfinished, path);
  await syncFolder(dirname(path));
}

/** Originals, each under the SHA-256 of its bytes. */
function sourcesIn(folder: string, shown: string): Pick<Lake, "keepSource" | "readSource"> {
  return {
    keepSource: (bytes) =>
      onDisk(shown, async () => {
        const checksum = createHash("sha256").update(bytes).digest("hex");
        const path = join(folder, checksum);
        const kept = await stat(path).catch(() => null);
        if (kept?.size !== bytes.byteLength) await writeWhole(path, bytes);
        // One that no row names yet goes after a day: it is wanted again as from now.
        else await utimes(path, new Date(), new Date());
        return { checksum };
      }),
    readSource: async (checksum) => {
      const path = checksumPattern.test(checksum) ? join(folder, checksum) : folder;
      const bytes = await readFile(path).catch(() => null);
      if (bytes !== null && createHash("sha256").update(bytes).digest("hex") === checksum)
        return bytes;
      throw new Refusal(
        "store-damaged",
        `The source file ${checksum} in ${shown} is ${bytes === null ? "missing" : "not what it was when it was kept"}. Put back a copy of the data folder.`,
        { checksum },
      );
    },
  };
}

/** Files of figures or of boundaries, by their path in the lake. */
async function filesUnder(folder: string, part: LakePart): Promise<readonly string[]> {
  const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(parquet|json|tmp)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

/**
 * Opens the lake of a data folder.
 * @param shown the data folder as the person wrote it, for messages
 */
export async function openLake(folder: string, shown: string): Promise<OpenLake> {
  const sources = join(folder, "sources");
  await onDisk(shown, async () => {
    await makeFolder(join(folder, "figures"), 0o700);
    await makeFolder(join(folder, "boundaries"), 0o700);
    await makeFolder(sources, 0o700);
  });
  let opened: Promise<DuckDBInstance> | null = null;
  const instance = () => {
    opened ??= openDuckDb(folder);
    return opened;
  };
  /** Connections that did their work and can do more: making one takes longer than a small question. */
  const idle: DuckDBConnection[] = [];
  const using = async <Result>(work: (connection: DuckDBConnection) => Promise<Result>) => {
    const connection = idle.pop() ?? (await (await instance()).connect());
    try {
      const result = await work(connection);
      idle.push(connection);
      return result;
    } catch (error) {
      connection.closeSync(); // what it left half done goes with it
      throw error;
    }
  };
  const writing = (
    path: string,
    write: (connection: DuckDBConnection, unfinished: string) => Promise<void>,
  ) =>
    onDisk(shown, async () => {
      const final = pathIn(folder, path);
      await makeFolder(dirname(final), 0o700);
      const unfinished = `${final}.${randomBytes(6).toString("hex")}.tmp`;
      try {
        await using((connection) => write(connection, unfinished));
        await publish(unfinished, final);
      } finally {
        await rm(unfinished, { force: true });
      }
      return { bytes: (await stat(final)).size };
    });
  return {
    ...sourcesIn(sources, shown),
    ...lakeAnswers({ instance, folder, shown, fill: fillTable }),
    file: (path) => pathIn(folder, path),
    rows: <Row>(sql: string, values: readonly LakeCell[] = []) =>
      using(async (connection) => {
        const reader = await connection.runAndReadAll(sql, [...values]);
        return reader.getRowObjectsJS().map(plainRow) as readonly Row[];
      }),
    columns: <Columns>(sql: string, values: readonly LakeCell[] = []) =>
      using((connection) => columnsOf(connection, sql, values) as Promise<Columns>),
    writeParquet: (path, columns, rows) =>
      writing(path, (connection, unfinished) => copyRows(connection, columns, rows, unfinished)),
    writeTable: (path, table) =>
      writing(path, (connection, unfinished) => copyTable(connection, table, unfinished)),
    ...plainFilesIn(folder, shown),
    sweep: (keep, part = "figures") =>
      onDisk(shown, async () => {
        const left = (await filesUnder(folder, part)).filter((path) => !keep.has(path));
        for (const path of left) await rm(join(folder, path), { force: true });
        return left.length;
      }),
    close: () => {
      for (const connection of idle.splice(0)) connection.closeSync();
      opened?.then((instance) => instance.closeSync()).catch(() => {});
      opened = null;
    },
  };
}
