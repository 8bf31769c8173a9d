import { createInflateRaw } from "node:zlib";
import { malformed } from "./place.ts";
import type { Delivered } from "./read-file.ts";

/** One file inside an archive. The sizes are what the archive says of itself; only `packed` is checked before reading. */
interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly start: number;
  readonly packed: number;
}

/** An archive whose list of contents was read and found sound. */
export interface Zip {
  readonly names: readonly string[];
  /**
   * The bytes of one file, unpacked piece by piece. What is really produced counts, not what the archive declares.
   * @throws {Refusal} input-malformed when it is not there, is damaged, or unfolds beyond all measure
   */
  readonly read: (name: string) => AsyncIterable<Uint8Array>;
}

/** A workbook has a few dozen parts. */
const mostEntries = 2_000;
/** Everything read from one archive together. A full sheet of a million rows by forty columns unpacks to about 2 GB. */
const mostBytes = 4 * 1024 ** 3;
/** Sheets of figures pack to a tenth or a thirtieth; the densest that deflate can do is one in 1,032. */
const mostRatio = 200;
/** Below this a ratio says nothing: a small sheet of zeros is no attack. */
const ratioFrom = 8 * 1024 ** 2;

const signature = { entry: 0x04034b50, listed: 0x02014b50, end: 0x06054b50, end64: 0x07064b50 };
const shortestEnd = 22;
const longestComment = 65_535;

const refuse = (file: string, sentence: string) => malformed({ file }, sentence);
const damaged = (file: string) =>
  refuse(file, "the ZIP archive is damaged or cut off; deliver the file again.");

/** Where the list of contents ends: at the end of the file, before a comment that is seldom there. */
function findEnd(view: DataView): number {
  const last = view.byteLength - shortestEnd;
  for (let at = last; at >= Math.max(0, last - longestComment); at--)
    if (
      view.getUint32(at, true) === signature.end &&
      at + shortestEnd + view.getUint16(at + 20, true) === view.byteLength
    )
      return at;
  return -1;
}

interface Cursor {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** One line of the list of contents, and where the next begins. */
function listedAt({ file, bytes, view }: Cursor, at: number, limit: number) {
  if (at + 46 > limit || view.getUint32(at, true) !== signature.listed) throw damaged(file);
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const [packed, header] = [view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const nameLength = view.getUint16(at + 28, true);
  const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > limit || header + 30 > view.byteLength) throw damaged(file);
  if (view.getUint32(header, true) !== signature.entry) throw damaged(file);
  if ((flags & 1) === 1)
    throw refuse(file, "it is protected with a password; save it without one.");
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + packed > view.byteLength) throw damaged(file);
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
  return { entry: { name, method, start, packed }, header, next };
}

function checkApart(
  file: string,
  spans: readonly { readonly from: number; readonly to: number }[],
): void {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  for (let at = 1; at < sorted.length; at++)
    if (sorted[at]!.from < sorted[at - 1]!.to)
      throw refuse(file, "two parts of the ZIP archive lie over each other; it is not read.");
}

function readEntries(cursor: Cursor): ReadonlyMap<string, ZipEntry> {
  const { file, view } = cursor;
  const end = view.byteLength < shortestEnd ? -1 : findEnd(view);
  if (end < 0) throw damaged(file);
  const [count, size, offset] = [
    view.getUint16(end + 10, true),
    view.getUint32(end + 12, true),
    view.getUint32(end + 16, true),
  ];
  // Files of up to 256 MB never need the longer form, and its numbers of 64 bits are a place to hide things.
  if (count === 0xffff || offset === 0xffffffff)
    throw refuse(file, "it is a ZIP64 archive; a workbook of figures needs none. Save it again.");
  if (count > mostEntries)
    throw refuse(file, `the ZIP archive has ${count} parts; at most ${mostEntries} are read.`);
  if (offset + size > end) throw damaged(file);
  const entries = new Map<string, ZipEntry>();
  const spans: { from: number; to: number }[] = [];
  let at = offset;
  for (let n = 0; n < count; n++) {
    const { entry, header, next } = listedAt(cursor, at, offset + size);
    if (entries.has(entry.name))
      throw refuse(file, `the ZIP archive has the part "${entry.name}" twice; it is not read.`);
    entries.set(entry.name, entry);
    spans.push({ from: header, to: entry.start + entry.packed });
    at = next;
  }
  checkApart(file, spans);
  return entries;
}

/** The part inflated; a stream of Node's own zlib holds back while nobody reads. */
async function* inflated(file: string, packed: Uint8Array): AsyncGenerator<Uint8Array> {
  const stream = createInflateRaw({ chunkSize: 64 * 1024 });
  stream.end(packed);
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith("Z_")) throw error;
    throw damaged(file);
  } finally {
    stream.destroy();
  }
}

/**
 * Opens a ZIP archive. Nothing is unpacked until it is asked for, and never more than a bounded amount.
 * @throws {Refusal} input-malformed for what is damaged, protected, overlapping, or has too many parts
 */
export function openZip({ name: file, bytes }: Delivered): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readEntries({ file, bytes, view });
  let produced = 0;
  return {
    names: [...entries.keys()],
    async *read(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw refuse(file, `the part "${name}" is not in it.`);
      const packed = bytes.subarray(entry.start, entry.start + entry.packed);
      if (entry.method !== 0 && entry.method !== 8)
        throw refuse(
          file,
          `the part "${name}" is packed in a way that is not read; save it again.`,
        );
      let size = 0;
      for await (const chunk of entry.method === 0 ? [packed] : inflated(file, packed)) {
        size += chunk.byteLength;
        produced += chunk.byteLength;
        if ((size > ratioFrom && size > entry.packed * mostRatio) || produced > mostBytes)
          throw refuse(
            file,
            `the part "${name}" unfolds to more than ${mostRatio} times its size; this is not a table but an attack or a mistake.`,
          );
        yield chunk;
      }
    },
  };
}
