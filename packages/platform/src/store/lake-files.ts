import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { Refusal } from "#kernel";
import { filesIn, makeFolder, onDisk, syncFolder, writeWhole } from "./disk.ts";
import type { Lake } from "./types.ts";

/** How the SHA-256 of an original looks, under which it is kept. */
export const checksumPattern = /^[0-9a-f]{64}$/;

/** The absolute path of a file in the lake. @throws {RangeError} for one that leads out of it */
export function pathIn(folder: string, path: string): string {
  const whole = resolve(folder, path);
  const inside = relative(folder, whole);
  if (inside === "" || inside.startsWith("..") || isAbsolute(inside))
    throw new RangeError(`not in the lake: ${path}`);
  return whole;
}

async function sumOf(path: string) {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const part of createReadStream(path)) {
    hash.update(part as Buffer);
    bytes += (part as Buffer).byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** What the lake does with files without reading figures in them. */
export function plainFilesIn(
  folder: string,
  shown: string,
): Pick<Lake, "writeText" | "sumOf" | "erase" | "list"> {
  return {
    list: () => onDisk(shown, () => filesIn(folder)),
    writeText: (path, text) =>
      onDisk(shown, async () => {
        const final = pathIn(folder, path);
        await makeFolder(dirname(final), 0o700);
        await writeWhole(final, text);
      }),
    sumOf: (path) =>
      onDisk(shown, async () => {
        const whole = pathIn(folder, path);
        if (await stat(whole).catch(() => null)) return sumOf(whole);
        throw new Refusal(
          "store-damaged",
          `The file ${path} in ${shown} is missing. Put back a copy of the data folder.`,
          { file: path },
        );
      }),
    erase: ({ paths, originals }) =>
      onDisk(shown, async () => {
        const known = originals.filter((checksum) => checksumPattern.test(checksum));
        const gone = [...paths, ...known.map((checksum) => join("sources", checksum))];
        for (const path of gone) {
          const whole = pathIn(folder, path);
          await rm(whole, { force: true });
          await syncFolder(dirname(whole)).catch((error: NodeJS.ErrnoException) => {
            if (error.code !== "ENOENT") throw error; // its folder is gone too
          });
        }
      }),
  };
}
