/** What a tar file is made of: a head and the content of each entry are filled up to a whole number of blocks. */
export const tarBlock = 512;

/** What stands before the content of an entry. */
export interface TarHead {
  readonly name: string;
  readonly bytes: number;
  /** When it was made, in whole seconds since 1970. */
  readonly seconds: number;
}

const longestName = 100;
const longestPrefix = 155;

/** A long name is kept in two pieces, cut at a slash. */
function piecesOf(name: string): readonly [prefix: string, rest: string] {
  if (Buffer.byteLength(name) <= longestName) return ["", name];
  for (let at = name.indexOf("/"); at > 0; at = name.indexOf("/", at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(prefix) > longestPrefix) break;
    if (rest !== "" && Buffer.byteLength(rest) <= longestName) return [prefix, rest];
  }
  throw new RangeError(`too long for a tar file: ${name}`);
}

/** Whether a name fits in a tar file. */
export function fitsInTar(name: string): boolean {
  try {
    piecesOf(name);
    return true;
  } catch {
    return false;
  }
}

const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;

/** The size of an entry: eleven octal digits, or binary from 8 GiB on, as GNU tar writes it. */
function writeSize(block: Buffer, bytes: number): void {
  if (bytes < 8 ** 11) block.write(octal(bytes, 11), 124, "latin1");
  else {
    block.writeUInt8(0x80, 124);
    block.writeBigUInt64BE(BigInt(bytes), 128);
  }
}

/** The head of an entry, in the ustar form that every tar reads: a plain file that only its owner reads. */
export function tarHead({ name, bytes, seconds }: TarHead): Buffer {
  const block = Buffer.alloc(tarBlock);
  const [prefix, rest] = piecesOf(name);
  block.write(rest, 0);
  block.write(octal(0o600, 7), 100, "latin1");
  block.write(octal(0, 7), 108, "latin1");
  block.write(octal(0, 7), 116, "latin1");
  writeSize(block, bytes);
  block.write(octal(seconds, 11), 136, "latin1");
  block.write("        0", 148, "latin1"); // the sum is taken with spaces in its own place
  block.write("ustar\u000000", 257, "latin1");
  block.write(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

const textIn = (block: Buffer, from: number, most: number) => {
  const field = block.subarray(from, from + most);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? most : end);
};

/** Reads a head that `tarHead` made; null for anything that it would not have made so, to the byte. */
export function readTarHead(block: Buffer): TarHead | null {
  const [rest, prefix] = [textIn(block, 0, longestName), textIn(block, 345, longestPrefix)];
  const isLarge = block.readUInt8(124) === 0x80;
  const bytes = isLarge
    ? Number(block.readBigUInt64BE(128))
    : Number.parseInt(textIn(block, 124, 12), 8);
  const seconds = Number.parseInt(textIn(block, 136, 12), 8);
  if (rest === "" || !Number.isSafeInteger(bytes) || !Number.isSafeInteger(seconds)) return null;
  const head = { name: prefix === "" ? rest : `${prefix}/${rest}`, bytes, seconds };
  return fitsInTar(head.name) && tarHead(head).equals(block) ? head : null;
}

/** How many zeros follow a content of so many bytes. */
export const tarPadding = (bytes: number): number => (tarBlock - (bytes % tarBlock)) % tarBlock;

/** The end of a tar file: two blocks of zeros. */
export const tarEnd: Buffer = Buffer.alloc(2 * tarBlock);
