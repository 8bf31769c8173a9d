/** A table as it is copied: with its schema, and the columns that are not worked out from others. */
export interface WholeTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** A counter behind a column, and how far it came; null: it was never used. */
export interface Counter {
  readonly sequence: string;
  readonly last: string | null;
}

/** A file of the lake that rows name. `sha256` is null for one of which no sum was kept. */
export interface NamedFile {
  readonly path: string;
  readonly sha256: string | null;
}

/** A file of the lake that was not there, or not what it was, when the copy was made. */
export interface WrongFile {
  readonly path: string;
  readonly why: "missing" | "altered";
}

/** One part of the file, as tar tells them apart. */
interface Entry {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a backup holds. It stands at the end of the file, with a sum of itself after it. */
export interface BackupManifest {
  readonly format: 1;
  /** The version that made it. */
  readonly krachtwijk: string;
  /** ISO moment at which everything in it was so. */
  readonly madeAt: string;
  readonly postgres: string;
  /** What had made the database what it was. */
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  /** In the order in which they can be put back; `parts` are one text as COPY writes it, compressed and cut up. */
  readonly tables: readonly (WholeTable & {
    readonly rows: number;
    readonly parts: readonly string[];
  })[];
  readonly counters: readonly Counter[];
  /** Where the files of the lake are in the file. */
  readonly files: readonly { readonly path: string; readonly entry: string }[];
  readonly wrong: readonly WrongFile[];
  readonly entries: readonly Entry[];
}

/** The first entry, by which a backup is known, and the last two. */
export const entryNames = {
  about: "krachtwijk-backup.txt",
  manifest: "manifest.json",
  sum: "manifest.json.sha256",
} as const;

/** The only form that this version writes and reads. */
export const backupFormat = 1;
