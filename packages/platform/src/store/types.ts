import type { BackupManifest, NamedFile, WrongFile } from "./backup-manifest.ts";

/** What a reader may do with the database. Values are $1, $2 …; jsonb comes back parsed, dates as ISO text, bigint as number. */
export interface ReadDb {
  readonly rows: <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
}

/** What a command may do inside its transaction. A page never gets one. */
export interface WriteDb extends ReadDb {
  /** @returns the number of rows it touched */
  readonly run: (sql: string, values?: readonly unknown[]) => Promise<number>;
  /** Adds many rows in one statement; objects and lists become jsonb or arrays, as the column is. */
  readonly insert: (
    table: string,
    rows: readonly Readonly<Record<string, unknown>>[],
  ) => Promise<void>;
}

/** A cell of a Parquet file. */
export type LakeCell = string | number | boolean | null;
/** The parts of the lake that hold Parquet files; figures where nobody says. */
export type LakePart = "figures" | "boundaries";
/** The type of a column of a Parquet file. */
export type LakeType = "text" | "double" | "integer" | "boolean";

/** A column of a table that is written as a whole, not cell by cell. */
export type LakeColumn =
  | {
      readonly kind: "words";
      /** Every word once; a cell is the place of its word in this list. */
      readonly words: readonly string[];
      /** Whether rows are looked up by it: then each part of the file knows its first and its last word. */
      readonly isSought: boolean;
    }
  /** NaN is written as no value. */
  | { readonly kind: "double" }
  /** The smallest 32-bit integer is written as no value. */
  | { readonly kind: "integer" }
  /** No cell has a value. */
  | { readonly kind: "nothing" };

/** Where the cells of one column are put, at most `LakeTable.fill`'s `most` of them. */
export type LakeCells = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A table that is written column by column, a few thousand rows at a time. */
export interface LakeTable {
  readonly columns: Readonly<Record<string, LakeColumn>>;
  /** Puts the next rows into the columns, which are in the order above. @returns how many; 0 at the end */
  readonly fill: (columns: readonly LakeCells[], most: number) => number;
}

/** A small table beside a query, that the query joins by its name. */
export interface BesideTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, LakeType>>;
  readonly rows: Iterable<readonly LakeCell[]>;
}

/** A query of which the answer may be too large to hold. */
export interface LakeQuery {
  readonly sql: string;
  readonly beside?: readonly BesideTable[];
}

/** A file that is there until it is removed. */
export interface TemporaryFile {
  readonly path: string;
  readonly bytes: number;
  readonly remove: () => Promise<void>;
}

/** A file as it stands in a folder, by its path in it. */
export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  readonly changedAt: Date;
}

/** Immutable Parquet files read by DuckDB, and the originals they were read from. */
export interface Lake {
  /** Writes a file whole or not at all: temporary name, sync, rename. `path` is relative to the lake. */
  readonly writeParquet: (
    path: string,
    columns: Readonly<Record<string, LakeType>>,
    rows: Iterable<readonly LakeCell[]>,
  ) => Promise<{ readonly bytes: number }>;
  /** The same for many rows, by column. */
  readonly writeTable: (path: string, table: LakeTable) => Promise<{ readonly bytes: number }>;
  /** Keeps an original under its checksum. */
  readonly keepSource: (bytes: Uint8Array) => Promise<{ readonly checksum: string }>;
  /** @throws {Refusal} store-damaged when it is not there */
  readonly readSource: (checksum: string) => Promise<Uint8Array>;
  /** The absolute path, for `read_parquet('…')`. */
  readonly file: (path: string) => string;
  readonly rows: <Row>(sql: string, values?: readonly LakeCell[]) => Promise<readonly Row[]>;
  /** The rows of an answer of any size, some thousands at a time, in the order of the query. */
  readonly batches: (query: LakeQuery) => AsyncIterable<readonly (readonly LakeCell[])[]>;
  /** An answer of any size as a Parquet file with key-value metadata, written by the engine. The caller removes it. */
  readonly asParquet: (
    query: LakeQuery,
    metadata: Readonly<Record<string, string>>,
  ) => Promise<TemporaryFile>;
  /** The answer by column: what many rows are wanted as. Whole numbers are numbers. */
  readonly columns: <Columns>(sql: string, values?: readonly LakeCell[]) => Promise<Columns>;
  /** Writes a text whole or not at all, as `writeParquet` does. */
  readonly writeText: (path: string, text: string) => Promise<void>;
  /** The size and the SHA-256 of a file. @throws {Refusal} store-damaged when it is not there */
  readonly sumOf: (path: string) => Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Removes files and originals for good; one that is gone already is no matter. */
  readonly erase: (gone: {
    readonly paths: readonly string[];
    readonly originals: readonly string[];
  }) => Promise<void>;
  /** Every file that is in it, named by a row or not. */
  readonly list: () => Promise<readonly StoredFile[]>;
  /** Removes files of one part that are not in `keep`: left by an import that was cut off. @returns how many */
  readonly sweep: (keep: ReadonlySet<string>, part?: LakePart) => Promise<number>;
}

/** Who acts in a programme, and what for. Settings of the transaction tell it to the policies of the database. */
export interface Acting {
  readonly programme: string;
  /** An opaque id; empty while krachtwijk finds out who it is. */
  readonly person: string;
  /** Names of what they may do in the whole programme. */
  readonly may: readonly string[];
}

/** What a copy of both stores needs to know. */
export interface BackupOrder {
  /** Which files of the lake the rows name, at the moment that is copied. */
  readonly filesOf: (db: ReadDb) => Promise<readonly NamedFile[]>;
  /** The version of krachtwijk that makes it. */
  readonly version: string;
  readonly progress: (line: string) => void;
  /** What is in it, once all of it was given. */
  readonly done: (made: { readonly manifest: BackupManifest; readonly sum: string }) => void;
}

/** What is put back, and where. */
export interface RestoreOptions {
  readonly file: string;
  readonly data: string;
  /** The rows go there instead of into the data folder. */
  readonly databaseUrl?: string;
  /** Reads and checks all of it, and puts nothing back. */
  readonly checkOnly: boolean;
  readonly progress?: (line: string) => void;
  readonly warn?: (line: string) => void;
}

/** What was in a backup. */
export interface Restored {
  /** The version that made it, and the ISO moment of which it is. */
  readonly krachtwijk: string;
  readonly madeAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  /** Files that were missing or altered when it was made. */
  readonly wrong: readonly WrongFile[];
  /** How many migrations came after it. */
  readonly migrated: number;
}

/** The two stores, open. */
export interface Store {
  readonly kind: "embedded" | "server";
  readonly db: ReadDb;
  readonly lake: Lake;
  /** One transaction; the command and its order are written to the event log in it. */
  readonly transact: <Result>(
    command: string,
    order: unknown,
    work: (db: WriteDb) => Promise<Result>,
  ) => Promise<Result>;
  /** Reads in one transaction that sees one moment; `act` tells the database who reads from there on. */
  readonly snapshot: <Result>(
    work: (db: ReadDb, act: (acting: Acting) => Promise<void>) => Promise<Result>,
  ) => Promise<Result>;
  /** @throws {Refusal} store-unreachable when the database does not answer */
  readonly ready: () => Promise<void>;
  /** Both as the bytes of one file, all of one moment, while others read and write. */
  readonly backup: (order: BackupOrder) => AsyncIterable<Uint8Array>;
  /** Closes both, and stops the embedded server if this process started it. Twice does nothing. */
  readonly close: () => Promise<void>;
}

/** Where the stores are, and what for. */
export interface OpenOptions {
  readonly data: string;
  /** What becomes of a data folder that is not there. Default: `make`. */
  readonly whenMissing?: "make" | "refuse";
  /** A PostgreSQL server of 15 or later instead of the embedded one. */
  readonly databaseUrl?: string;
  /** `serve` owns the folder; `command` joins a server that runs on it. */
  readonly role: "serve" | "command";
  /** Where the site will listen, for others to be told. */
  readonly address?: string;
  readonly progress?: (line: string) => void;
  /** What a person must know although all goes well; not silent in a pipe, as progress is. */
  readonly warn?: (line: string) => void;
}
