import { randomBytes } from "node:crypto";
import { chmod, chown, lchown, mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "#kernel";
import { type Account, accountCan, isRoot, serverAccount } from "./account.ts";
import { type Binaries, embeddedBinaries } from "./binaries.ts";
import { onDisk, writeWhole } from "./disk.ts";
import type { Layout } from "./layout.ts";

/** Where the embedded server of a data folder lives, and as whom it runs. */
export interface ServerHome {
  readonly layout: Layout;
  /** null: as the user who started krachtwijk. */
  readonly account: Account | null;
  readonly binaries: Binaries;
  readonly cluster: string;
  readonly socketFolder: string;
}

/** A database that is not in its data folder: one who makes a copy of that folder must know. */
export interface Elsewhere {
  readonly sentence: string;
  /** Whether this start chose the place. */
  readonly isNew: boolean;
}

/** For a root process whose folders its server's account cannot reach. */
const elsewhereBase = "/var/lib/krachtwijk";

const ownerOf = (path: string) =>
  stat(path).then(
    ({ uid }) => uid,
    () => null,
  );

const noteIn = (data: string) => join(data, "postgres-is-in");
const readNote = (path: string) =>
  readFile(path, "utf8").then(
    (text) => text.trim(),
    () => null,
  );

/**
 * Where the cluster is when a note in the data folder says so; null: in the data folder.
 * @throws {Refusal} store-damaged when it is not there, or is another's
 */
async function notedPlace({ data, shown }: Layout): Promise<string | null> {
  const place = await readNote(noteIn(data));
  if (place === null) return null;
  const refuse = (sentence: string) => new Refusal("store-damaged", sentence, { folder: shown });
  if ((await ownerOf(place)) === null)
    throw refuse(
      `The database of ${shown} was in ${place} and is not there any more. Put back a copy of it, or remove ${noteIn(data)} to begin anew.`,
    );
  const other = await readNote(join(place, "belongs-to"));
  if (other === data) return place;
  if (other !== null && (await readNote(noteIn(other))) === place)
    throw refuse(
      `The folder ${shown} is a copy of ${other} without its database, which is in ${place}. Choose another folder with --data.`,
    );
  await onDisk(place, () => writeWhole(join(place, "belongs-to"), `${data}\n`)); // new, or moved
  return place;
}

/**
 * A place that the account can reach: the data folder, or else one of its own, with a note in the data folder.
 * A name never comes twice: what a removed data folder left there is not taken for this one's.
 */
async function reachablePlace(layout: Layout, account: Account): Promise<string> {
  const { data, shown, hash } = layout;
  const canPass = (folder: string) => accountCan(account, 'cd "$1"', [folder]);
  if (canPass(data)) return data;
  const place = join(elsewhereBase, `${hash}-${randomBytes(3).toString("hex")}`);
  await onDisk(elsewhereBase, async () => {
    await mkdir(place, { recursive: true });
    await chmod(elsewhereBase, 0o755);
    await chmod(place, 0o711);
  });
  if (!canPass(place))
    throw new Refusal(
      "disk-read-only",
      `PostgreSQL runs as ${account.name}, which can reach neither ${shown} nor ${place}. Choose another folder with --data.`,
      { folder: shown },
    );
  await onDisk(shown, () => writeWhole(noteIn(data), `${place}\n`));
  return place;
}

/** Gives a folder and all in it to an account: a copy that root put back belongs to root. */
async function giveAll(folder: string, { uid, gid }: Account): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await lchown(join(entry.parentPath, entry.name), uid, gid);
  await chown(folder, uid, gid);
}

async function homeOfRoot(
  layout: Layout,
  tellElsewhere: (elsewhere: Elsewhere) => void,
): Promise<ServerHome> {
  const noted = await notedPlace(layout);
  const owner = await ownerOf(join(noted ?? layout.data, "postgres"));
  const account = serverAccount(owner);
  const isInData = noted === null && owner !== null;
  const place = noted ?? (isInData ? layout.data : await reachablePlace(layout, account));
  const cluster = join(place, "postgres");
  if (place !== layout.data)
    tellElsewhere({
      sentence: `The database of ${layout.shown} is not in it but in ${place}: PostgreSQL runs as ${account.name}, which cannot enter ${layout.shown}. A copy by hand needs both folders; krachtwijk backup has all.`,
      isNew: noted === null,
    });
  if (owner === 0) await giveAll(cluster, account);
  const sockets = place === layout.data ? layout.sockets : place;
  const socketFolder = join(sockets, "pg");
  await onDisk(layout.shown, async () => {
    if (sockets !== layout.run) await chmod(sockets, 0o711);
    await mkdir(socketFolder, { recursive: true, mode: 0o700 });
    await chown(socketFolder, account.uid, account.gid);
  });
  const binaries = await embeddedBinaries(account, elsewhereBase);
  return { layout, account, binaries, cluster, socketFolder };
}

/** The home of the embedded server of a data folder, made ready. */
export async function serverHome(
  layout: Layout,
  tellElsewhere: (elsewhere: Elsewhere) => void,
): Promise<ServerHome> {
  if (isRoot()) return homeOfRoot(layout, tellElsewhere);
  const place = (await notedPlace(layout)) ?? layout.data;
  const socketFolder = join(layout.sockets, "pg");
  await onDisk(layout.shown, () => mkdir(socketFolder, { recursive: true, mode: 0o700 }));
  const binaries = await embeddedBinaries(null, elsewhereBase);
  return { layout, account: null, binaries, cluster: join(place, "postgres"), socketFolder };
}
