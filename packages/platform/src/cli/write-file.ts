import { randomUUID } from "node:crypto";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { Refusal } from "#kernel";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  EACCES: "this user may not write there",
  EISDIR: "it is a folder",
  ENOTDIR: "part of its path is a file",
  EROFS: "the disk can only be read",
  ENOSPC: "the disk is full",
};

/** What becomes a file: at once, or piece by piece as it is made. */
type Content = string | Uint8Array | AsyncIterable<string | Uint8Array>;

function refusalFor(path: string, error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const why = (error as NodeJS.ErrnoException).code;
  if (why === undefined) return error; // made wrong, not written wrong
  return new Refusal("output-not-writable", `${path} cannot be written: ${reasons[why] ?? why}.`, {
    file: path,
  });
}

async function writeUnder(temporary: string, content: Content, isPrivate: boolean): Promise<void> {
  const file = await open(temporary, "wx", isPrivate ? 0o600 : 0o666);
  try {
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Writes files that belong together, each whole or not at all: a reader never sees half of one, and what was there stays
 * until all are done.
 * @throws {Refusal} output-not-writable; what making the content throws
 */
export async function writeFilesWhole(
  files: readonly { readonly path: string; readonly content: Content }[],
  { isPrivate = false }: { readonly isPrivate?: boolean } = {},
): Promise<void> {
  const own = randomUUID().slice(0, 8);
  const temporary = (path: string) => `${path}.${own}.tmp`;
  let at = files[0]?.path ?? "";
  try {
    for (const { path, content } of files) {
      at = path;
      await writeUnder(temporary(path), content, isPrivate);
    }
    for (const { path } of files) {
      at = path;
      await rename(temporary(path), path);
    }
  } catch (error) {
    for (const { path } of files) await rm(temporary(path), { force: true }).catch(() => undefined);
    throw refusalFor(at, error);
  }
}

/**
 * Writes a file whole or not at all; `isPrivate`: only its owner may read it.
 * @throws {Refusal} output-not-writable; what making the content throws
 */
export const writeFileWhole = (
  path: string,
  content: Content,
  options: { readonly isPrivate?: boolean } = {},
): Promise<void> => writeFilesWhole([{ path, content }], options);
