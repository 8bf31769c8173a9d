import { Refusal } from "#kernel";

/** Where in a file something stands. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  /** A column's name in a table, or its number in a text. */
  readonly column?: string | number;
}

/** A place as people write it: `areas.csv:12, column "parent"` or `programme.yaml:8:3`. */
export function placeName({ file, line, column }: Place): string {
  // A format without lines has its header at line 0, which is no place to look.
  const at = line === undefined || line === 0 ? file : `${file}:${line}`;
  if (column === undefined) return at;
  return typeof column === "number" ? `${at}:${column}` : `${at}, column "${column}"`;
}

/** The refusal of bad input: one sentence that begins with the place. */
export function malformed(place: Place, sentence: string): Refusal {
  return new Refusal("input-malformed", `${placeName(place)}: ${sentence}`, { ...place });
}
