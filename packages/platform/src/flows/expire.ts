import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { dropLongWaiting, readLongWaiting } from "#areas";
import { lockReleases } from "#indicators";
import { filesIn, onDisk, type ReadDb, type Store, type StoredFile } from "#store";
import { namedFiles } from "./named-files.ts";

/** How many days each kind is kept after it was last wanted. */
export const expiryDays = {
  /** Files under a name that is not their own yet, of work that was cut off. */
  temporary: 1,
  /** Files of the lake that no release and no boundary set names: of work that was cut off, or erased. */
  unnamed: 1,
  /** What was fetched from other people's servers, so that it need not be fetched again. */
  download: 90,
  /** Names that an import met, and nobody judged. */
  name: 365,
} as const;

/** One thing that is past its time. */
export interface Expired {
  readonly kind: keyof typeof expiryDays;
  /** A path in the data folder or the lake, or a name with the file that it stood in. */
  readonly what: string;
  /** null for a name. */
  readonly bytes: number | null;
  /** ISO moment. */
  readonly since: string;
}

/** Where to look, and as of when. */
interface Place {
  readonly data: string;
  readonly now: Date;
}

interface Found extends Expired {
  /** The file or folder to remove; null for a row. */
  readonly path: string | null;
}

const dayMilliseconds = 86_400_000;
const before = (kind: Expired["kind"], now: Date) =>
  new Date(now.getTime() - expiryDays[kind] * dayMilliseconds);

const foundFile = (kind: Expired["kind"], path: string, file: StoredFile): Found => ({
  kind,
  what: file.path,
  bytes: file.bytes,
  since: file.changedAt.toISOString(),
  path,
});

const isTemporary = (path: string) => path.startsWith("tmp/") || path.endsWith(".tmp");

async function inLake(db: ReadDb, { lake }: Store, now: Date): Promise<readonly Found[]> {
  const named = new Set((await namedFiles(db)).map(({ path }) => path));
  return (await lake.list()).flatMap((file) => {
    const kind = isTemporary(file.path) ? "temporary" : "unnamed";
    if (named.has(file.path) || file.changedAt >= before(kind, now)) return [];
    return [foundFile(kind, lake.file(file.path), file)];
  });
}

async function downloads({ data, now }: Place): Promise<readonly Found[]> {
  const files = await onDisk(data, () => filesIn(join(data, "sources")));
  return files
    .filter(({ changedAt }) => changedAt < before("download", now))
    .map((file) =>
      foundFile("download", join(data, "sources", file.path), {
        ...file,
        path: `sources/${file.path}`,
      }),
    );
}

/** Lakes of restores that were killed. */
async function halfRestored({ data, now }: Place): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const name of await readdir(data).catch(() => [])) {
    if (!/^restoring-[0-9a-f]{8}$/.test(name)) continue;
    const path = join(data, name);
    const { mtime } = await stat(path);
    if (mtime >= before("temporary", now)) continue;
    const bytes = (await filesIn(path)).reduce((sum, file) => sum + file.bytes, 0);
    found.push(foundFile("temporary", path, { path: name, bytes, changedAt: mtime }));
  }
  return found;
}

async function names(db: ReadDb, now: Date): Promise<readonly Found[]> {
  const waiting = await readLongWaiting(db, before("name", now));
  return waiting.map(({ programme, name, file, seenAt }) => ({
    kind: "name",
    what: `"${name}" in ${file} (${programme})`,
    bytes: null,
    since: seenAt,
    path: null,
  }));
}

async function expiredIn(db: ReadDb, store: Store, place: Place): Promise<readonly Found[]> {
  return [
    ...(await inLake(db, store, place.now)),
    ...(await halfRestored(place)),
    ...(await downloads(place)),
    ...(await names(db, place.now)),
  ];
}

const told = (found: readonly Found[]): readonly Expired[] => found.map(({ path, ...one }) => one);

/**
 * What is past its time. With `remove` it is gone after this, and the event log says what it was; nothing else is ever
 * removed. No import can be about to name a file meanwhile: one that is wanted again is as from now.
 */
export async function expire(
  store: Store,
  { remove, ...place }: Place & { readonly remove: boolean },
): Promise<readonly Expired[]> {
  if (!remove) return told(await expiredIn(store.db, store, place));
  const order: { removed: readonly Expired[] } = { removed: [] };
  await store.transact("expire", order, async (db) => {
    await lockReleases(db);
    const found = await expiredIn(db, store, place);
    order.removed = told(found);
    await dropLongWaiting(db, before("name", place.now));
    await onDisk(place.data, async () => {
      for (const { path } of found)
        if (path !== null) await rm(path, { recursive: true, force: true });
    });
  });
  return order.removed;
}
