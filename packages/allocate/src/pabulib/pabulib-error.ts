/** A file that is not a Pabulib election: where, and what was expected. Lines and columns count from 1. */
export class PabulibError extends Error {
  override readonly name = "PabulibError";
  readonly line: number;
  /** The name of the column, or its number where it has none; null where the whole line is meant. */
  readonly column: string | number | null;
  /** The sentence without the place. */
  readonly sentence: string;

  constructor(line: number, column: string | number | null, sentence: string) {
    const place = column === null ? "" : typeof column === "number" ? `:${column}` : ` (${column})`;
    super(`line ${line}${place}: ${sentence}`);
    this.line = line;
    this.column = column;
    this.sentence = sentence;
  }
}
