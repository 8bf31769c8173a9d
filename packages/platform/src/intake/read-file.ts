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

const tooLarge = (file: string) => malformed({ file }, "the file is larger than 256 MB; split it.");

/**
 * Reads a file whole.
 * @throws {Refusal} input-missing when it is not there or cannot be read
 */
export async function readDelivered(path: string, name: string): Promise<Delivered> {
  let bytes: Uint8Array;
  try {
    if ((await stat(path)).size > largestBytes) throw tooLarge(name);
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const why = (error as NodeJS.ErrnoException).code;
    const told: Readonly<Record<string, string>> = {
      ENOENT: "there is no such file",
      EISDIR: "this is a folder; a file was expected",
      EACCES: "it may not be read by this user",
    };
    throw new Refusal(
      "input-missing",
      `${name}: ${told[why ?? ""] ?? `it cannot be read (${why})`}.`,
      {
        file: name,
      },
    );
  }
  return { name, bytes };
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
