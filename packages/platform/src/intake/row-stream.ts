/** One row of data: its cells in the order of the header, and the line of the file on which it begins. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table that is read row by row, so that its size does not matter: every file format of figures becomes one. */
export interface RowStream {
  /** The file's name, for messages. */
  readonly file: string;
  readonly header: readonly string[];
  /** The line of the header; rows come after it. */
  readonly headerLine: number;
  /** Rows in batches. Read once. @throws {Refusal} input-malformed with file, line and column */
  readonly batches: AsyncIterable<readonly TableRow[]>;
}
