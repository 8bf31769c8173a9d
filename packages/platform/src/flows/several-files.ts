import { basename } from "node:path";
import { checksumOf, readDelivered } from "#intake";
import { Refusal } from "#kernel";
import type { Lake } from "#store";

/** A file that was delivered, known by its bytes but not kept in memory. */
export interface HashedFile {
  readonly path: string;
  readonly name: string;
  readonly checksum: string;
  readonly bytes: number;
}

/** @throws {Refusal} usage-wrong when nothing says how several files are read, or two have one name */
export function checkSeveral(paths: readonly string[], mapping: string | undefined): void {
  if (paths.length === 1) return;
  if (mapping === undefined)
    throw new Refusal(
      "usage-wrong",
      `${paths.length} files are one delivery when --mapping says how to read them all.`,
    );
  const names = new Set<string>();
  for (const name of paths.map((path) => basename(path))) {
    if (names.has(name))
      throw new Refusal(
        "usage-wrong",
        `Two files are called ${name}; in one delivery every file has a name of its own.`,
      );
    names.add(name);
  }
}

/** Reads every file once, to know it. @throws {Refusal} input-missing */
export async function hashFiles(paths: readonly string[]): Promise<readonly HashedFile[]> {
  const files: HashedFile[] = [];
  for (const path of [...paths].sort()) {
    const { name, bytes } = await readDelivered(path, basename(path));
    files.push({ path, name, checksum: checksumOf(bytes), bytes: bytes.byteLength });
  }
  return files;
}

/** The files of a delivery with their checksums, as `sha256sum` lists them. */
const listing = (files: readonly HashedFile[]) =>
  files.map(({ checksum, name }) => `${checksum}  ${name}\n`).join("");

/** One checksum, name and size for all files of a delivery. The checksum of several is that of their list. */
export function filesChecksum(files: readonly HashedFile[]): {
  readonly checksum: string;
  readonly file: string;
  readonly bytes: number;
} {
  const [first, last] = [files[0]!, files.at(-1)!];
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (files.length === 1) return { checksum: first.checksum, file: first.name, bytes };
  const file = `${first.name} … ${last.name} (${files.length} files)`;
  return { checksum: checksumOf(listing(files)), file, bytes };
}

/**
 * Keeps the originals, and of several files also their list under the checksum of the release.
 * @throws {Refusal} input-malformed when a file became another one since it was read
 */
export async function keepFiles(lake: Lake, files: readonly HashedFile[]): Promise<void> {
  for (const { path, name, checksum } of files) {
    const { bytes } = await readDelivered(path, name);
    const kept = await lake.keepSource(bytes);
    if (kept.checksum !== checksum)
      throw new Refusal("input-malformed", `${name}: the file changed while it was imported.`, {
        file: name,
      });
  }
  if (files.length > 1) await lake.keepSource(new TextEncoder().encode(listing(files)));
}
