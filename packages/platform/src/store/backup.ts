import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGzip } from "node:zlib";
import { Refusal } from "#kernel";
import {
  type BackupManifest,
  backupFormat,
  entryNames,
  type NamedFile,
  type WholeTable,
  type WrongFile,
} from "./backup-manifest.ts";
import { type Access, readerOf } from "./connection.ts";
import { type CopyConnection, connectToCopy } from "./copy.ts";
import { sparing } from "./sparing.ts";
import { fitsInTar, tarEnd, tarHead, tarPadding } from "./tar.ts";
import type { BackupOrder, Lake } from "./types.ts";
import { copiedTable, countersOf, schemasOf, wholeTables } from "./whole-tables.ts";

/** Rows are compressed as they come, and go into the file in pieces of this size: how many there will be is not known before. */
const pieceBytes = 4e6;

const about = (
  madeAt: string,
  version: string,
) => `A backup of krachtwijk ${version}, made at ${madeAt}.

Put it back into an empty place:   krachtwijk restore FILE --data FOLDER
tables/   rows, as PostgreSQL's COPY writes them, compressed with gzip; of a table in
          several parts: cat tables/schema.table.copy.gz.* | gunzip
lake/     figures and boundaries as Parquet, and the files they were read from
manifest.json at the end says what there is, with a SHA-256 of every part.
`;

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A tar file that is written as it goes, and remembers what is in it. */
function tarFile(seconds: number) {
  const entries: BackupManifest["entries"][number][] = [];
  async function* add(name: string, bytes: number, content: Bytes): AsyncGenerator<Uint8Array> {
    yield tarHead({ name, bytes, seconds });
    const hash = createHash("sha256");
    let left = bytes;
    for await (const piece of content) {
      left -= piece.byteLength;
      hash.update(piece);
      yield piece;
    }
    if (left !== 0) throw new Error(`${name} changed while it was copied`);
    yield Buffer.alloc(tarPadding(bytes));
    entries.push({ name, bytes, sha256: hash.digest("hex") });
  }
  return { entries, add };
}

type TarFile = ReturnType<typeof tarFile>;

/** The compressed rows of a table, in pieces. */
async function* piecesOf(rows: ReturnType<CopyConnection["out"]>): AsyncGenerator<Buffer> {
  const zipped = createGzip({ level: 4 });
  rows.on("error", (error) => zipped.destroy(error));
  rows.pipe(zipped);
  let pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of zipped) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(pieces);
    [pieces, bytes] = [[], 0];
  }
  yield Buffer.concat(pieces);
}

async function* tableInto(
  tar: TarFile,
  connection: CopyConnection,
  table: WholeTable,
  told: BackupManifest["tables"][number][],
): AsyncGenerator<Uint8Array> {
  const rows = connection.out(`copy ${copiedTable(table)} to stdout`);
  const parts: string[] = [];
  for await (const piece of piecesOf(rows)) {
    const part = `tables/${table.table}.copy.gz.${String(parts.length + 1).padStart(4, "0")}`;
    yield* tar.add(part, piece.byteLength, [piece]);
    parts.push(part);
  }
  told.push({ ...table, rows: rows.rowCount, parts });
}

interface Files {
  readonly copied: BackupManifest["files"][number][];
  readonly wrong: WrongFile[];
}

const cannotRead = (path: string, { code }: NodeJS.ErrnoException) =>
  new Refusal(
    "store-damaged",
    `The file ${path} of the lake cannot be read (${code}). Check whose it is, and its disk; then make the backup again.`,
    { file: path },
  );

async function* bytesOf(path: string, whole: string, bytes: number): AsyncGenerator<Uint8Array> {
  if (bytes === 0) return;
  try {
    yield* createReadStream(whole, { end: bytes - 1 });
  } catch (error) {
    throw cannotRead(path, error as NodeJS.ErrnoException);
  }
}

/** A file of the lake never changes, but it may be erased. */
async function* fileInto(
  tar: TarFile,
  lake: Pick<Lake, "file">,
  { path, sha256 }: NamedFile,
  { copied, wrong }: Files,
): AsyncGenerator<Uint8Array> {
  const whole = lake.file(path);
  const found = await stat(whole).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw cannotRead(path, error);
  });
  if (found === null) {
    wrong.push({ path, why: "missing" });
    return;
  }
  const entry = fitsInTar(`lake/${path}`) ? `lake/${path}` : `lake-by-number/${copied.length + 1}`;
  yield* tar.add(entry, found.size, bytesOf(path, whole, found.size));
  copied.push({ path, entry });
  if (sha256 !== null && tar.entries.at(-1)?.sha256 !== sha256)
    wrong.push({ path, why: "altered" });
}

async function migrationsOf({ query }: CopyConnection): Promise<BackupManifest["migrations"]> {
  const { rows } = await query("select name, checksum from store.migration order by name");
  return rows as unknown as BackupManifest["migrations"];
}

async function* everythingOf(
  connection: CopyConnection,
  lake: Pick<Lake, "file">,
  order: BackupOrder,
): AsyncGenerator<Uint8Array> {
  const progress = sparing(order.progress);
  await connection.query("begin transaction isolation level repeatable read, read only");
  const [clock] = (
    await connection.query(
      `select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as moment,
              current_setting('server_version') as version`,
    )
  ).rows;
  const madeAt = String(clock?.["moment"]);
  const migrations = await migrationsOf(connection);
  const schemas = schemasOf(migrations);
  const named = await order.filesOf(readerOf(connection.query));
  const tar = tarFile(Math.floor(Date.parse(madeAt) / 1000));
  const words = Buffer.from(about(madeAt, order.version));
  yield* tar.add(entryNames.about, words.byteLength, [words]);
  const tables: BackupManifest["tables"][number][] = [];
  for (const table of await wholeTables(connection.query, schemas)) {
    progress(`Copying the table ${table.table} …`);
    yield* tableInto(tar, connection, table, tables);
  }
  const counters = await countersOf(connection.query, schemas);
  await connection.query("commit"); // the files never change: no need to keep the database waiting
  const files: Files = { copied: [], wrong: [] };
  for (const [at, file] of named.entries()) {
    progress(`Copying file ${at + 1} of ${named.length} …`);
    yield* fileInto(tar, lake, file, files);
  }
  const manifest: BackupManifest = {
    format: backupFormat,
    krachtwijk: order.version,
    madeAt,
    postgres: String(clock?.["version"]),
    migrations,
    tables,
    counters,
    files: files.copied,
    wrong: files.wrong,
    entries: [...tar.entries],
  };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  const sum = createHash("sha256").update(text).digest("hex");
  const seal = Buffer.from(`${sum}  ${entryNames.manifest}\n`);
  yield* tar.add(entryNames.manifest, text.byteLength, [text]);
  yield* tar.add(entryNames.sum, seal.byteLength, [seal]);
  yield tarEnd;
  order.done({ manifest, sum });
}

/** Both stores as the bytes of one file, all of one moment. Nobody waits for it, and it waits for nobody. */
export async function* backupOf(
  { access, lake }: { readonly access: Access; readonly lake: Pick<Lake, "file"> },
  order: BackupOrder,
): AsyncGenerator<Uint8Array> {
  const connection = await connectToCopy(access);
  try {
    yield* everythingOf(connection, lake, order);
  } finally {
    connection.close();
  }
}
