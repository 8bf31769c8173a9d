import type { BackupManifest, Store } from "#store";
import { namedFiles } from "./named-files.ts";

/** What becomes a backup, and how it is written. */
export interface BackupRequest {
  readonly version: string;
  readonly progress: (line: string) => void;
  /** Writes the bytes to where they are kept, all of them or nothing. */
  readonly write: (bytes: AsyncIterable<Uint8Array>) => Promise<void>;
}

/** So often a file may be erased while it is about to be copied before we give up. */
const tries = 5;

/**
 * Copies everything there is at one moment, while the site runs and others write. A file that is erased meanwhile is
 * not of that moment any more: then it begins again, and what was erased is not in the backup.
 */
export async function backUp(
  store: Store,
  { version, progress, write }: BackupRequest,
): Promise<BackupManifest> {
  for (let turn = 1; ; turn++) {
    const made: { manifest: BackupManifest; sum: string }[] = [];
    const done = (one: (typeof made)[number]) => made.push(one);
    await write(store.backup({ filesOf: namedFiles, version, progress, done }));
    const { manifest, sum } = made[0]!;
    const named = new Set((await namedFiles(store.db)).map(({ path }) => path));
    const isWhole = manifest.files.every(({ path }) => named.has(path));
    const isOfNow = isWhole && manifest.wrong.every(({ path }) => named.has(path));
    if (!isOfNow && turn < tries) continue;
    const order = { manifest: sum, madeAt: manifest.madeAt };
    await store.transact("backup", order, async () => {});
    return manifest;
  }
}
