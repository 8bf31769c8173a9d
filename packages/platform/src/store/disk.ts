import { mkdir } from "node:fs/promises";
import { Refusal } from "#kernel";

const full = new Set(["ENOSPC", "EDQUOT"]);
const readOnly = new Set(["EROFS", "EACCES", "EPERM", "ENOTDIR", "EEXIST", "ENOENT"]);

const fullSentence = (folder: string) =>
  `The disk of ${folder} is full. Make room, or choose another folder with --data.`;
const readOnlySentence = (folder: string) =>
  `The folder ${folder} cannot be written. Choose another with --data, or change its rights.`;

/** What a program said when its disk failed, as a refusal; null when it said something else. */
export function diskRefusalFromText(text: string, folder: string): Refusal | null {
  if (/No space left on device|Disk quota exceeded|could not extend file|disk.?full/i.test(text))
    return new Refusal("disk-full", fullSentence(folder), { folder });
  if (/Read-only file system|Permission denied/i.test(text))
    return new Refusal("disk-read-only", readOnlySentence(folder), { folder });
  return null;
}

/** A failed write as a refusal that names the folder; anything else as it was. */
export function diskRefusal(error: unknown, folder: string): unknown {
  if (error instanceof Refusal) return error;
  const code = (error as { code?: string }).code ?? "";
  if (full.has(code) || code === "53100")
    return new Refusal("disk-full", fullSentence(folder), { folder });
  if (readOnly.has(code))
    return new Refusal("disk-read-only", readOnlySentence(folder), { folder });
  const said = error instanceof Error ? diskRefusalFromText(error.message, folder) : null;
  return said ?? error;
}

/** Makes a folder with everything above it. @throws {Refusal} disk-full or disk-read-only */
export async function makeFolder(path: string, mode: number, shown = path): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode });
  } catch (error) {
    throw diskRefusal(error, shown);
  }
}
