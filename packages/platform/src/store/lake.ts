import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type {
  DuckDBAppender,
  DuckDBConnection,
  DuckDBInstance,
  DuckDBValue,
} from "@duckdb/node-api";
import { Refusal } from "#kernel";
import { diskRefusal } from "./disk.ts";
import type { Lake, LakeCell, LakeType } from "./types.ts";

const sqlTypes: Readonly<Record<LakeType, string>> = {
  text: "varchar",
  double: "double",
  integer: "integer",
  boolean: "boolean",
};

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } catch (error) {
    // A folder cannot be synced on Windows; its file was.
    if (process.platform !== "win32") throw error;
  } finally {
    await handle.close();
  }
}

/** DuckDB reads and writes in the lake only: a query can reach no other file, and no network. */
async function openEngine(root: string): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  await connection.run("set memory_limit = '1GB'");
  await connection.run(`set temp_directory = ${quoted(join(root, "tmp"))}`);
  await connection.run(`set allowed_directories = [${quoted(root + sep)}]`);
  await connection.run("set enable_external_access = false");
  await connection.run("set lock_configuration = true");
  connection.disconnectSync();
  return instance;
}

function appendCell(appender: DuckDBAppender, type: LakeType, cell: LakeCell): void {
  if (cell === null) appender.appendNull();
  else if (type === "text") appender.appendVarchar(String(cell));
  else if (type === "double") appender.appendDouble(Number(cell));
  else if (type === "integer") appender.appendInteger(Number(cell));
  else appender.appendBoolean(cell === true);
}

async function fillTable(
  connection: DuckDBConnection,
  columns: Readonly<Record<string, LakeType>>,
  rows: Iterable<readonly LakeCell[]>,
): Promise<void> {
  const list = Object.entries(columns).map(([name, type]) => `"${name}" ${sqlTypes[type]}`);
  await connection.run(`create or replace temp table fresh (${list.join(", ")})`);
  const types = Object.values(columns);
  const appender = await connection.createAppender("fresh");
  for (const row of rows) {
    for (const [at, type] of types.entries()) appendCell(appender, type, row[at] ?? null);
    appender.endRow();
  }
  appender.closeSync();
}

/** Whole numbers of 64 bits as numbers while they are exact; the rest as DuckDB gives it. */
function plain(value: DuckDBValue): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Opens the lake: a folder with Parquet files under `figures/` and originals under `sources/`.
 * DuckDB is loaded at the first use.
 * @param shown how messages name the data folder
 */
export function openLake(
  folder: string,
  shown: string,
): Lake & { readonly close: () => Promise<void> } {
  const root = resolve(folder);
  let engine: Promise<DuckDBInstance> | null = null;
  const useEngine = async <Result>(
    work: (connection: DuckDBConnection) => Promise<Result>,
  ): Promise<Result> => {
    engine ??= openEngine(root);
    const connection = await (await engine).connect();
    try {
      return await work(connection);
    } finally {
      connection.disconnectSync();
    }
  };
  const file = (path: string) => join(root, ...path.split("/"));
  const sourceFile = (checksum: string) => file(`sources/${checksum}`);

  /** Writes under a temporary name, syncs, and renames: whole or not there at all. */
  async function writeWhole(
    path: string,
    write: (temporary: string) => Promise<void>,
  ): Promise<void> {
    const temporary = join(root, "tmp", `${randomUUID()}.parquet`);
    try {
      await mkdir(join(root, "tmp"), { recursive: true });
      await mkdir(dirname(path), { recursive: true });
      await write(temporary);
      await syncPath(temporary);
      await rename(temporary, path);
      await syncPath(dirname(path));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw diskRefusal(error, shown);
    }
  }

  return {
    file,
    writeParquet: async (path, columns, rows) => {
      const target = file(path);
      await writeWhole(target, (temporary) =>
        useEngine(async (connection) => {
          await fillTable(connection, columns, rows);
          await connection.run(
            `copy fresh to ${quoted(temporary)} (format parquet, compression zstd)`,
          );
        }),
      );
      return { bytes: (await stat(target)).size };
    },
    keepSource: async (bytes) => {
      const checksum = createHash("sha256").update(bytes).digest("hex");
      const known = await stat(sourceFile(checksum)).catch(() => null);
      if (known?.size !== bytes.byteLength)
        await writeWhole(sourceFile(checksum), (temporary) => writeFile(temporary, bytes));
      return { checksum };
    },
    readSource: async (checksum) => {
      try {
        return await readFile(sourceFile(checksum));
      } catch {
        throw new Refusal(
          "store-damaged",
          `The original file ${checksum} is not in ${shown} any more; restore a backup.`,
          { checksum },
        );
      }
    },
    rows: async <Row>(sql: string, values: readonly LakeCell[] = []) =>
      useEngine(async (connection) => {
        const result = await connection.runAndReadAll(sql, [...values]);
        const names = result.columnNames();
        return result
          .getRows()
          .map(
            (row) => Object.fromEntries(row.map((value, at) => [names[at], plain(value)])) as Row,
          );
      }),
    sweep: async (keep) => {
      const left = (await filesUnder(file("figures"))).filter(
        (path) => !keep.has(relative(root, path).split(sep).join("/")),
      );
      for (const path of [...left, ...(await filesUnder(file("tmp")))])
        await rm(path, { force: true });
      return left.length;
    },
    close: async () => {
      const opened = engine;
      engine = null;
      if (opened !== null) (await opened).closeSync();
    },
  };
}
