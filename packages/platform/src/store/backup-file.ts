import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { Refusal } from "#kernel";
import { type BackupManifest, backupFormat, entryNames } from "./backup-manifest.ts";
import { readTarHead, tarBlock, tarEnd, tarPadding } from "./tar.ts";

/** Where the content of an entry is. */
interface Found {
  readonly name: string;
  readonly start: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** A backup of which every byte was checked. */
export interface BackupFile {
  readonly file: string;
  readonly bytes: number;
  readonly manifest: BackupManifest;
  /** The sum of its manifest: its name among all backups. */
  readonly sum: string;
  readonly at: ReadonlyMap<string, Found>;
}

/** @returns a backup that is not what was written, as a refusal */
export function damaged(file: string, what: string): Refusal {
  return new Refusal(
    "input-malformed",
    `${file}: ${what}. Nothing was put back; use another copy of this backup, or another backup.`,
    { file },
  );
}

async function openBackup(file: string): Promise<FileHandle> {
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "EACCES" ? "this user may not read it" : "there is no such file";
    throw new Refusal("input-missing", `${file}: ${why}.`, { file });
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new Refusal("input-malformed", `${file} is not a file; expected a backup of krachtwijk.`, {
    file,
  });
}

const chunkBytes = 1 << 20;

/** The content of an entry, piece by piece. @throws {Refusal} input-malformed when the file ends in it */
async function* contentOf(
  handle: FileHandle,
  { file, name, start, bytes }: { file: string; name: string; start: number; bytes: number },
): AsyncGenerator<Buffer> {
  let [at, left] = [start, bytes];
  while (left > 0) {
    const most = Math.min(chunkBytes, left);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(most), 0, most, at);
    if (bytesRead === 0) throw damaged(file, `it is cut off at byte ${at}, in ${name}`);
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
    left -= bytesRead;
  }
}

async function wholeOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** Reads all entries up to the end of the file, which must be there, with nothing after it. */
async function entriesOf(
  handle: FileHandle,
  file: string,
  progress: (line: string) => void,
): Promise<{ readonly found: readonly Found[]; readonly bytes: number }> {
  const { size } = await handle.stat();
  const found: Found[] = [];
  const whole = (name: string, start: number, bytes: number) =>
    wholeOf(contentOf(handle, { file, name, start, bytes }));
  let at = 0;
  for (;;) {
    const block = await whole("what it says of its next part", at, tarBlock);
    const head = readTarHead(block);
    if (at === 0 && head?.name !== entryNames.about)
      throw new Refusal("input-malformed", `${file} is not a backup of krachtwijk.`, { file });
    if (head === null) break;
    const { name, bytes } = head;
    const hash = createHash("sha256");
    const start = at + tarBlock;
    for await (const piece of contentOf(handle, { file, name, start, bytes })) hash.update(piece);
    found.push({ name, start, bytes, sha256: hash.digest("hex") });
    const padding = await whole(name, start + bytes, tarPadding(bytes));
    if (padding.some((byte) => byte !== 0)) throw damaged(file, `it was altered after ${name}`);
    at = start + bytes + padding.byteLength;
    progress(`Checking the backup: ${Math.floor((100 * at) / size)} % …`);
  }
  if (!(await whole("its end", at, tarEnd.byteLength)).equals(tarEnd))
    throw damaged(file, `byte ${at} should begin a part of a backup, and does not`);
  if (at + tarEnd.byteLength !== size)
    throw damaged(file, `there is more after its end, from byte ${at + tarEnd.byteLength}`);
  return { found, bytes: size };
}

/** The manifest that stands at the end, if the sum after it is its own and all parts are those that it names. */
function checkedManifest(
  file: string,
  { found, text, seal }: { found: readonly Found[]; text: Buffer; seal: Buffer },
): { readonly manifest: BackupManifest; readonly sum: string } {
  const sum = createHash("sha256").update(text).digest("hex");
  if (seal.toString() !== `${sum}  ${entryNames.manifest}\n`)
    throw damaged(file, "its manifest is not what was written");
  const manifest = JSON.parse(text.toString()) as BackupManifest;
  if (manifest.format !== backupFormat)
    throw new Refusal(
      "store-too-new",
      `${file} was made by a newer krachtwijk (${manifest.krachtwijk}), in a form that this one does not know. Restore it with that version.`,
      { file },
    );
  const parts = found.slice(0, -2);
  for (const [at, { name, bytes, sha256 }] of parts.entries()) {
    const entry = manifest.entries[at];
    if (entry?.name !== name) throw damaged(file, `${name} is not what its manifest has here`);
    if (entry.bytes !== bytes || entry.sha256 !== sha256)
      throw damaged(file, `${name} is not what was written: its checksum is another`);
  }
  if (manifest.entries.length !== parts.length)
    throw damaged(file, `${manifest.entries[parts.length]?.name} is not in it`);
  return { manifest, sum };
}

/**
 * Reads a backup from its first byte to its last, and holds everything against its manifest.
 * @throws {Refusal} input-missing; input-malformed when it is cut off, altered or something else; store-too-new
 */
export async function readBackupFile(
  file: string,
  progress: (line: string) => void,
): Promise<BackupFile> {
  const handle = await openBackup(file);
  try {
    const { found, bytes } = await entriesOf(handle, file, progress);
    const [manifest, seal] = found.slice(-2);
    if (manifest?.name !== entryNames.manifest || seal?.name !== entryNames.sum)
      throw damaged(file, "it has no manifest at its end");
    const read = (one: Found) => wholeOf(contentOf(handle, { file, ...one }));
    const checked = checkedManifest(file, {
      found,
      text: await read(manifest),
      seal: await read(seal),
    });
    return { file, bytes, ...checked, at: new Map(found.map((one) => [one.name, one])) };
  } finally {
    await handle.close();
  }
}

/** One entry again, held against its sum once more: a file may change while it is used. */
export async function* entryOf(backup: BackupFile, name: string): AsyncGenerator<Buffer> {
  const { file } = backup;
  const found = backup.at.get(name);
  if (found === undefined) throw damaged(file, `${name} is not in it`);
  const handle = await openBackup(file);
  const hash = createHash("sha256");
  try {
    for await (const piece of contentOf(handle, { file, ...found })) {
      hash.update(piece);
      yield piece;
    }
  } finally {
    await handle.close();
  }
  if (hash.digest("hex") !== found.sha256) throw damaged(file, `${name} changed while it was read`);
}
