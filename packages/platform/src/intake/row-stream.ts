/** One row of data: its cells in the order of the header, and the line of the file on which it begins. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What a format says of a code, besides the code itself; empty where it says nothing. */
export interface CodeAbout {
  readonly label: string;
  readonly unit: string;
  readonly decimals: number | null;
}

/** What a format says of its own table, in words for people. */
export interface TableAbout {
  /** Empty where it has none. */
  readonly title: string;
  /** The column that says what is measured, with what is said of its codes; null where none is named. */
  readonly measure: {
    readonly column: string;
    readonly codes: ReadonlyMap<string, CodeAbout>;
  } | null;
}

/** A table that is read row by row, so that its size does not matter: every file format of figures becomes one. */
export interface RowStream {
  /** The file's name, for messages. */
  readonly file: string;
  readonly header: readonly string[];
  /** The line of the header; rows come after it. */
  readonly headerLine: number;
  readonly about?: TableAbout;
  /** Rows in batches. Read once. @throws {Refusal} input-malformed with file, line and column */
  readonly batches: AsyncIterable<readonly TableRow[]>;
}
