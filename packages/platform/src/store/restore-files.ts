import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { Refusal } from "#kernel";
import { type BackupFile, entryOf } from "./backup-file.ts";
import { makeFolder, syncFolder } from "./disk.ts";
import { pathIn } from "./lake-files.ts";

async function sumOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/**
 * Makes room for a lake where there should be none. A restore that was killed in its last moment leaves files that
 * are all in the backup; any other file is somebody's.
 * @throws {Refusal} place-not-empty
 */
export async function clearLake(backup: BackupFile, lake: string): Promise<void> {
  const entries = await readdir(lake, { recursive: true, withFileTypes: true }).catch(() => []);
  const known = new Map(backup.manifest.files.map(({ path, entry }) => [path, entry]));
  for (const entry of entries) {
    if (entry.isDirectory() || entry.name.endsWith(".tmp")) continue;
    const whole = join(entry.parentPath, entry.name);
    const path = relative(lake, whole).split(sep).join("/");
    const sum = backup.at.get(known.get(path) ?? "")?.sha256;
    if (sum === undefined || sum !== (await sumOf(whole)))
      throw new Refusal(
        "place-not-empty",
        `The folder ${lake} holds files that are not of this backup (${path}), and no database that knows them. Move it away, or choose another folder with --data.`,
        { folder: lake },
      );
  }
  await rm(lake, { recursive: true, force: true });
}

/** Writes one file of the lake, and has the disk remember it. */
async function restoreFile(backup: BackupFile, entry: string, path: string): Promise<void> {
  await makeFolder(dirname(path), 0o700);
  const handle = await open(path, "wx", 0o600);
  try {
    for await (const piece of entryOf(backup, entry)) await handle.write(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const stagingPattern = /^restoring-[0-9a-f]+$/;

/** Removes what restores that were killed have left beside the lake. */
export async function clearStaging(data: string): Promise<void> {
  const left = (await readdir(data)).filter((name) => stagingPattern.test(name));
  for (const name of left) await rm(join(data, name), { recursive: true, force: true });
}

/** Writes the lake of a backup under another name, and gives it its own when it is whole. */
export async function restoreFiles(
  backup: BackupFile,
  about: { readonly lake: string; readonly data: string; progress: (line: string) => void },
): Promise<void> {
  const { lake, data, progress } = about;
  const { files } = backup.manifest;
  const staging = join(data, `restoring-${randomBytes(4).toString("hex")}`);
  try {
    await makeFolder(staging, 0o700);
    const folders = new Set([staging]);
    for (const [at, { path, entry }] of files.entries()) {
      progress(`Putting back file ${at + 1} of ${files.length} …`);
      const whole = pathIn(staging, path);
      await restoreFile(backup, entry, whole);
      folders.add(dirname(whole));
    }
    for (const folder of folders) await syncFolder(folder);
    await rename(staging, lake);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(data);
}
