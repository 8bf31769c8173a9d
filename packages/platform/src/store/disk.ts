import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { Refusal } from "#kernel";
import type { StoredFile } from "./types.ts";

const full = new Set(["ENOSPC", "EDQUOT", "53100"]);
/** Why a folder cannot be written. */
const reasons: Readonly<Record<string, string>> = {
  EROFS: "its disk is read-only",
  EACCES: "this user may not",
  EPERM: "this user may not",
  ENOTDIR: "a part of its path is a file",
  EEXIST: "there is a file of that name",
  ENOENT: "it cannot be made there",
};

/** A disk that has no room left. */
export function diskFull(folder: string): Refusal {
  const sentence = `The disk of ${folder} is full. Make room, or choose another folder with --data.`;
  return new Refusal("disk-full", sentence, { folder });
}

function notWritable(folder: string, reason: string): Refusal {
  const sentence = `The folder ${folder} cannot be written: ${reason}. Choose another folder with --data.`;
  return new Refusal("disk-read-only", sentence, { folder });
}

/** What a program said when its disk failed, as a refusal; null when it said something else. */
export function diskRefusalFromText(text: string, folder: string): Refusal | null {
  if (/No space left on device|Disk quota exceeded/i.test(text)) return diskFull(folder);
  if (/Read-only file system/i.test(text)) return notWritable(folder, reasons["EROFS"]!);
  if (/Permission denied/i.test(text)) return notWritable(folder, reasons["EACCES"]!);
  return null;
}

/** A failed write as a refusal that names the folder; anything else as it was. */
export function diskRefusal(error: unknown, folder: string): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  const reason = reasons[code];
  if (full.has(code)) return diskFull(folder);
  if (reason !== undefined) return notWritable(folder, reason);
  // PostgreSQL and DuckDB tell of a failed disk in words
  const isAboutDisk = code === "58030" || (code === "" && error.message.startsWith("IO Error"));
  return (isAboutDisk ? diskRefusalFromText(error.message, folder) : null) ?? error;
}

/** Does something with a disk. @throws {Refusal} disk-full or disk-read-only, naming `folder` */
export async function onDisk<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw diskRefusal(error, folder);
  }
}

/** Asks the disk to remember a rename. Not every system can sync a folder; those that cannot do not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

/** Writes a file whole or not at all, and readable by its owner only. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const unfinished = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const handle = await open(unfinished, "wx", 0o600);
    await handle
      .writeFile(content)
      .then(() => handle.sync())
      .finally(() => handle.close());
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Makes a folder with everything above it. Node's own way never ends where a disk answers as /proc does. */
export async function makeFolder(path: string, mode: number): Promise<void> {
  if (await isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) await makeFolder(above, mode);
  await mkdir(path, { mode }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST" || !(await isFolder(path))) throw error;
  });
}

/** Every file under a folder; none when that is not there. */
export async function filesIn(folder: string): Promise<readonly StoredFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    },
  );
  const files: StoredFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const whole = join(entry.parentPath, entry.name);
    const found = await stat(whole).catch(() => null); // it may have got its final name meanwhile
    if (found === null) continue;
    const path = relative(folder, whole).split(sep).join("/");
    files.push({ path, bytes: found.size, changedAt: found.mtime });
  }
  return files;
}
