import { isAscii } from "node:buffer";
import { malformed } from "./place.ts";
import type { Delivered } from "./read-file.ts";

/** How the letters of a text file are written as bytes. */
export type Encoding = "utf-8" | "windows-1252";

/** Long enough that little is lost between chunks, short enough to stay in the fast memory of a processor. */
const chunkBytes = 1 << 18;
const lineFeed = 10;

/** Longest line, in bytes: figures have none of that length, and a file without line ends must not fill the memory. */
export const longestLine = 16_000_000;

/** What windows-1252 has at 0x80 to 0x9f, where Latin-1 has nothing that is printed; five places are empty. */
const windowsLetters = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Not by TextDecoder: some versions of Node read windows-1252 as Latin-1, without the euro sign. */
export const fromWindows = (bytes: Buffer) =>
  bytes
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (letter) => windowsLetters[letter.charCodeAt(0) - 0x80]!);

const byteOrderMarks: readonly [readonly number[], string][] = [
  [[0xff, 0xfe], "UTF-16"],
  [[0xfe, 0xff], "UTF-16"],
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP archive or a spreadsheet"],
];

function refuseOtherFiles({ name, bytes }: Delivered): void {
  for (const [mark, kind] of byteOrderMarks)
    if (mark.every((byte, at) => bytes[at] === byte))
      throw malformed({ file: name }, `the file is ${kind}, not UTF-8 text.`);
}

/** Where a line that is not UTF-8 stands. */
function badLine(bytes: Uint8Array): number {
  const strict = new TextDecoder("utf-8", { fatal: true });
  for (let line = 0, from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(lineFeed, from);
    const to = end === -1 ? bytes.length : end + 1;
    try {
      strict.decode(bytes.subarray(from, to));
    } catch {
      return line;
    }
    from = to;
  }
  return 0;
}

/** The end of a chunk that begins at `from`: just after a line end, so that no letter is cut in two. */
function endOfChunk(bytes: Uint8Array, from: number): number {
  if (bytes.length - from <= chunkBytes) return bytes.length;
  const before = bytes.lastIndexOf(lineFeed, from + chunkBytes - 1);
  if (before >= from) return before + 1;
  const after = bytes.subarray(0, from + longestLine).indexOf(lineFeed, from + chunkBytes);
  // No line end in sight: a first piece is enough for the reader to say what is wrong.
  return after === -1 ? Math.min(bytes.length, from + longestLine + 1) : after + 1;
}

/**
 * A file as text, piece by piece; each ends with a line.
 * @throws {Refusal} input-malformed when it is not text in that encoding, with the line
 */
export function* decodedChunks(delivered: Delivered, encoding: Encoding): Generator<string> {
  refuseOtherFiles(delivered);
  const { name: file } = delivered;
  const { buffer, byteOffset, byteLength } = delivered.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (chunk: Buffer) =>
    encoding === "windows-1252" ? fromWindows(chunk) : strict.decode(chunk);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let lines = 0;
  for (let from = hasMark ? 3 : 0; from < bytes.length; ) {
    const to = endOfChunk(bytes, from);
    const chunk = bytes.subarray(from, to);
    let text: string;
    try {
      text = isAscii(chunk) ? chunk.toString("latin1") : decode(chunk);
    } catch {
      throw malformed(
        { file, line: lines + badLine(chunk) + 1 },
        "this line is not UTF-8 text; save the file as UTF-8, or write `file: { encoding: windows-1252 }` in its mapping.",
      );
    }
    if (text.includes("\0")) throw malformed({ file }, "the file is not text.");
    yield text;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) lines++;
    from = to;
  }
}
