import { readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { checksumOf } from "#intake";
import { makeFolder, onDisk, writeWhole } from "#store";

/** An answer as it is kept: its head in one file, its bytes in another that is named after them. */
export interface Kept {
  readonly address: string;
  /** The address that it came from in the end. */
  readonly from: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum: string;
  readonly bytes: number;
}

/** Answers that were kept, in one folder. */
export interface KeptAnswers {
  /** @returns null when there is none, or when it is damaged */
  readonly find: (key: string) => Promise<(Kept & { readonly body: Uint8Array }) | null>;
  readonly keep: (
    key: string,
    kept: Omit<Kept, "checksum" | "bytes">,
    body: Uint8Array,
  ) => Promise<void>;
}

/** An empty head is no head: the same as one that is damaged. */
const readHead = (text: string): Kept | null => {
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return null;
  }
};

/** Lets the answers go that were not used for longest, until the rest fits. Bytes that no head names go too. */
async function makeRoom(folder: string, keptBytes: number): Promise<void> {
  const names = await readdir(folder);
  const heads = await Promise.all(
    names
      .filter((name) => name.endsWith(".json"))
      .map(async (name) => {
        const path = join(folder, name);
        const [text, usedAt] = await Promise.all([
          readFile(path, "utf8").catch(() => ""),
          stat(path).then(
            ({ mtimeMs }) => mtimeMs,
            () => 0,
          ),
        ]);
        return { path, usedAt, head: readHead(text) };
      }),
  );
  const bodies = new Set<string>();
  let size = 0;
  for (const { path, head } of heads.sort((a, b) => b.usedAt - a.usedAt)) {
    size += head?.bytes ?? 0;
    if (head === null || size > keptBytes) await rm(path, { force: true });
    else bodies.add(`${head.checksum}.body`);
  }
  for (const name of names)
    if (name.endsWith(".body") && !bodies.has(name)) await rm(join(folder, name), { force: true });
}

/**
 * The answers kept in a folder. Files are written whole: bytes first, then the head that names them, so that one
 * that was cut off is only an answer that is not there.
 */
export function keptAnswers(folder: string, keptBytes: number): KeptAnswers {
  const headPath = (key: string) => join(folder, `${checksumOf(key)}.json`);
  return {
    find: async (key) => {
      const path = headPath(key);
      const head = readHead(await readFile(path, "utf8").catch(() => ""));
      if (head === null) return null;
      const body = await readFile(join(folder, `${head.checksum}.body`)).catch(() => null);
      if (body === null || checksumOf(body) !== head.checksum) return null;
      for (const used of [path, join(folder, `${head.checksum}.body`)])
        await utimes(used, new Date(), new Date()).catch(() => {});
      return { ...head, body };
    },
    keep: async (key, kept, body) => {
      if (body.byteLength > keptBytes) return;
      const head: Kept = { ...kept, checksum: checksumOf(body), bytes: body.byteLength };
      await onDisk(folder, async () => {
        await makeFolder(folder, 0o700);
        await writeWhole(join(folder, `${head.checksum}.body`), body);
        await writeWhole(headPath(key), JSON.stringify(head));
        await makeRoom(folder, keptBytes);
      });
    },
  };
}
