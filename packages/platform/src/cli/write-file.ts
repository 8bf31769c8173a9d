import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { Refusal } from "#kernel";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  EACCES: "this user may not write there",
  EISDIR: "it is a folder",
  ENOTDIR: "part of its path is a file",
  EROFS: "the disk can only be read",
  ENOSPC: "the disk is full",
};

/**
 * Writes a file whole or not at all: a reader never sees half of it, and what was there stays until it is done.
 * @throws {Refusal} output-not-writable
 */
export async function writeFileWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const why = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new Refusal("output-not-writable", `${path} cannot be written: ${reasons[why] ?? why}.`, {
      file: path,
    });
  }
}
