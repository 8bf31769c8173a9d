import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";

/** One file of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Whether it is compressed already. */
  readonly stored?: boolean;
  /** Whether it may be 4 GiB or more, which readers of before 2001 do not know. */
  readonly large?: boolean;
}

/** What the directory at the end says of an entry. */
interface Written {
  readonly entry: ZipEntry;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

const most32 = 0xffffffff;
/** Sizes follow the content; names are UTF-8. */
const flags = 0x0808;
/** 1 January 1980, midnight: always the same, so that the same content is the same archive. */
const date = 0x0021;

const method = ({ stored }: ZipEntry) => (stored === true ? 0 : 8);

function localHeader(entry: ZipEntry): Uint8Array {
  const name = Buffer.from(entry.name);
  // With large, an empty extra field says that the sizes behind the content have 8 bytes.
  const extra = entry.large === true ? 20 : 0;
  const header = Buffer.alloc(30 + name.length + extra);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(extra > 0 ? 45 : 20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method(entry), 8);
  header.writeUInt16LE(date, 12);
  if (extra > 0) header.fill(0xff, 18, 26);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra, 28);
  name.copy(header, 30);
  if (extra > 0) {
    header.writeUInt16LE(1, 30 + name.length);
    header.writeUInt16LE(16, 32 + name.length);
  }
  return header;
}

function descriptor({ entry, crc, packed, size }: Written): Uint8Array {
  const isLarge = entry.large === true;
  if (!isLarge && (packed > most32 || size > most32))
    throw new RangeError(`${entry.name} is 4 GiB or more and was not said to be large`);
  const sizes = Buffer.alloc(isLarge ? 24 : 16);
  sizes.writeUInt32LE(0x08074b50, 0);
  sizes.writeUInt32LE(crc, 4);
  if (isLarge) {
    sizes.writeBigUInt64LE(BigInt(packed), 8);
    sizes.writeBigUInt64LE(BigInt(size), 16);
  } else {
    sizes.writeUInt32LE(packed, 8);
    sizes.writeUInt32LE(size, 12);
  }
  return sizes;
}

function directoryEntry({ entry, offset, crc, packed, size }: Written): Uint8Array {
  const name = Buffer.from(entry.name);
  const isWide = entry.large === true || offset > most32;
  const header = Buffer.alloc(46 + name.length + (isWide ? 28 : 0));
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(isWide ? 45 : 20, 4);
  header.writeUInt16LE(isWide ? 45 : 20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method(entry), 10);
  header.writeUInt16LE(date, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(isWide ? most32 : packed, 20);
  header.writeUInt32LE(isWide ? most32 : size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(isWide ? 28 : 0, 30);
  header.writeUInt32LE(isWide ? most32 : offset, 42);
  name.copy(header, 46);
  if (isWide) {
    const extra = 46 + name.length;
    header.writeUInt16LE(1, extra);
    header.writeUInt16LE(24, extra + 2);
    header.writeBigUInt64LE(BigInt(size), extra + 4);
    header.writeBigUInt64LE(BigInt(packed), extra + 12);
    header.writeBigUInt64LE(BigInt(offset), extra + 20);
  }
  return header;
}

function ending(count: number, begin: number, length: number): Uint8Array {
  const isWide = begin + length > most32;
  const end = Buffer.alloc(isWide ? 98 : 22);
  if (isWide) {
    end.writeUInt32LE(0x06064b50, 0);
    end.writeBigUInt64LE(44n, 4);
    end.writeUInt16LE(45, 12);
    end.writeUInt16LE(45, 14);
    end.writeBigUInt64LE(BigInt(count), 24);
    end.writeBigUInt64LE(BigInt(count), 32);
    end.writeBigUInt64LE(BigInt(length), 40);
    end.writeBigUInt64LE(BigInt(begin), 48);
    end.writeUInt32LE(0x07064b50, 56);
    end.writeBigUInt64LE(BigInt(begin + length), 64);
    end.writeUInt32LE(1, 72);
  }
  const at = isWide ? 76 : 0;
  end.writeUInt32LE(0x06054b50, at);
  end.writeUInt16LE(count, at + 8);
  end.writeUInt16LE(count, at + 10);
  end.writeUInt32LE(isWide ? most32 : length, at + 12);
  end.writeUInt32LE(isWide ? most32 : begin, at + 16);
  return end;
}

/** The content, compressed; what goes in is counted on the way. */
async function* packed(entry: ZipEntry, count: (bytes: Uint8Array) => void) {
  async function* counted() {
    for await (const bytes of entry.content) {
      count(bytes);
      yield bytes;
    }
  }
  if (entry.stored === true) {
    yield* counted();
    return;
  }
  const deflate = createDeflateRaw({ level: 6 });
  const fed = pipeline(Readable.from(counted(), { objectMode: false }), deflate);
  fed.catch(() => undefined); // told to who reads below
  for await (const bytes of deflate) yield bytes as Uint8Array;
  await fed;
}

/** A ZIP archive (PKWARE APPNOTE 6.3), piece by piece: nothing of its content is held, and the same content is the same bytes. */
export async function* zipOf(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  let offset = 0;
  const directory: Written[] = [];
  for await (const entry of entries) {
    const begin = offset;
    const header = localHeader(entry);
    offset += header.length;
    yield header;
    let [crc, size, length] = [0, 0, 0];
    const count = (bytes: Uint8Array) => {
      crc = crc32(bytes, crc);
      size += bytes.length;
    };
    for await (const bytes of packed(entry, count)) {
      length += bytes.length;
      yield bytes;
    }
    const written = { entry, offset: begin, crc, packed: length, size };
    const sizes = descriptor(written);
    offset += length + sizes.length;
    directory.push(written);
    yield sizes;
  }
  const parts = directory.map(directoryEntry);
  yield* parts;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  yield ending(directory.length, offset, length);
}
