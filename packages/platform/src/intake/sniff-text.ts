import { fromWindows } from "./delimited-text.ts";
import type { Delivered } from "./read-file.ts";

/** How the letters of a text file are written. */
export type Encoding = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";

/** What a text file looks like, guessed from its beginning. Never used to import: a mapping says it. */
export interface TextGuess {
  readonly encoding: Encoding;
  readonly separator: string;
  /** Lines with their cells, as far as was looked; a row that cannot be cut ends them. */
  readonly records: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** Whether all of the file was looked at. */
  readonly isWhole: boolean;
}

const lookedAt = 16 * 1024 ** 2;
const separators = [",", ";", "\t", "|"] as const;

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  try {
    // The last letter may be cut in two where the look ends.
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** Cuts leniently: what a strict reader refuses is still worth a guess. Quotes count only where a cell begins. */
function recordsOf(text: string, separator: string): TextGuess["records"] {
  const records: { line: number; cells: string[] }[] = [];
  const end = new RegExp(`[${separator === "|" ? "\\|" : separator}\n]`, "g");
  let [cells, line, begun, at]: [string[], number, number, number] = [[], 1, 1, 0];
  while (at < text.length) {
    let from = at;
    while (text[from] === " ") from++;
    const quoted = text[from] === '"' ? /"(?:[^"]|"")*"/y : null;
    if (quoted !== null) quoted.lastIndex = from;
    const inside = quoted?.exec(text)?.[0];
    end.lastIndex = inside === undefined ? at : from + inside.length;
    const stop = end.exec(text)?.index ?? text.length;
    const cell =
      inside === undefined ? text.slice(at, stop) : inside.slice(1, -1).replaceAll('""', '"');
    if (inside !== undefined) line += inside.split("\n").length - 1;
    cells.push(cell.trim());
    at = stop + 1;
    if (stop < text.length && text[stop] !== "\n") {
      if (at >= text.length) cells.push("");
      continue;
    }
    if (cells.length > 1 || cells[0] !== "") records.push({ line: begun, cells });
    cells = [];
    begun = ++line;
  }
  if (cells.length > 1) records.push({ line: begun, cells });
  return records;
}

/** The separator that cuts most lines into the same, and the largest, number of cells. */
function separatorOf(text: string): string {
  const start = text
    .slice(0, 64 * 1024)
    .split("\n")
    .slice(0, 60)
    .join("\n");
  const score = (separator: string) => {
    const widths = recordsOf(start, separator).map(({ cells }) => cells.length);
    const counts = new Map<number, number>();
    for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
    const [width = 1, times = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    return width === 1 ? 0 : (times / widths.length) * (1 + Math.log(width));
  };
  const best = separators.map((separator) => [separator, score(separator)] as const);
  return best.sort((a, b) => b[1] - a[1])[0]![0];
}

/** Looks at the beginning of a text file, and guesses how it is written. */
export function guessText({ bytes }: Delivered): TextGuess {
  const isWhole = bytes.byteLength <= lookedAt;
  const looked = bytes.subarray(0, lookedAt);
  const encoding = encodingOf(looked);
  const letters =
    encoding === "windows-1252"
      ? fromWindows(Buffer.from(looked))
      : new TextDecoder(encoding).decode(looked);
  const decoded = letters.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const text = isWhole ? decoded : decoded.slice(0, decoded.lastIndexOf("\n") + 1);
  const separator = separatorOf(text);
  return { encoding, separator, records: recordsOf(text, separator), isWhole };
}
