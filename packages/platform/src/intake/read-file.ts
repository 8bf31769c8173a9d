import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { Refusal } from "#kernel";
import { malformed } from "./place.ts";

/** A file as it was delivered. */
export interface Delivered {
  /** Its name as messages and lists show it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Larger files are not figures of neighbourhoods but a mistake; they would fill the memory. */
const largestBytes = 256 * 1024 * 1024;

const told: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder; a file was expected",
  EACCES: "it may not be read by this user",
  ELOOP: "its symbolic links lead round in a circle",
  ENOTDIR: "part of its path is a file",
};

/**
 * Reads a file whole. Its size and kind are looked at first: a pipe would never end, and a disk image fill the memory.
 * @throws {Refusal} input-missing when it is not there or cannot be read; input-malformed when it is too large
 */
export async function readDelivered(path: string, name: string): Promise<Delivered> {
  const refuse = (why: string) => new Refusal("input-missing", `${name}: ${why}.`, { file: name });
  try {
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory())
      throw refuse("this is a device or a pipe; a file was expected");
    if (found.isFile() && found.size > largestBytes)
      throw malformed({ file: name }, "the file is larger than 256 MB; split it.");
    return { name, bytes: await readFile(path) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? "";
    throw refuse(told[why] ?? `it cannot be read (${why})`);
  }
}

/** @throws {Refusal} input-malformed when the bytes are not UTF-8 or hold a NUL */
export function textOf({ name, bytes }: Delivered): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw malformed({ file: name }, "the file is not UTF-8 text; save it again as UTF-8.");
  }
  if (text.includes("\0")) throw malformed({ file: name }, "the file is not text.");
  return text;
}

/** SHA-256 of bytes or text, in hexadecimal. */
export function checksumOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
