import { chmod, chown, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "#kernel";
import { type Account, accountCan, isRoot, serverAccount } from "./account.ts";
import { type Binaries, embeddedBinaries } from "./binaries.ts";
import { writeWhole } from "./disk.ts";
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

/** For a root process whose folders its server's account cannot reach. */
const elsewhere = "/var/lib/krachtwijk";

const ownerOf = (path: string) =>
  stat(path).then(
    ({ uid }) => uid,
    () => null,
  );

/** Where the cluster is when it is not in the data folder; null: it is. */
async function notedPlace(layout: Layout): Promise<string | null> {
  const note = await readFile(join(layout.data, "postgres-is-in"), "utf8").catch(() => null);
  return note === null ? null : note.trim();
}

async function giveFolder(path: string, account: Account): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chown(path, account.uid, account.gid);
}

/** Chooses a place that the account can reach, and says so when it is not the data folder. */
async function reachablePlace(
  layout: Layout,
  account: Account,
  progress: (line: string) => void,
): Promise<string> {
  const inData = join(layout.data, "postgres");
  if ((await ownerOf(inData)) !== null) return layout.data;
  const canPass = (folder: string) => accountCan(account, 'cd "$1"', [folder]);
  if (canPass(layout.data)) return layout.data;
  const place = join(elsewhere, layout.hash);
  await mkdir(place, { recursive: true, mode: 0o711 });
  await chmod(elsewhere, 0o755);
  await chmod(place, 0o711);
  if (!canPass(place))
    throw new Refusal(
      "disk-read-only",
      `PostgreSQL runs as ${account.name}, which can reach neither ${layout.shown} nor ${place}. Choose another folder with --data.`,
      { folder: layout.shown },
    );
  await writeWhole(join(layout.data, "postgres-is-in"), `${place}\n`);
  progress(
    `The database is in ${place}: PostgreSQL runs as ${account.name}, which cannot reach ${layout.shown}.`,
  );
  return place;
}

/** The home of the embedded server of a data folder, made ready. */
export async function serverHome(
  layout: Layout,
  progress: (line: string) => void,
): Promise<ServerHome> {
  if (!isRoot()) {
    const socketFolder = join(layout.sockets, "pg");
    await mkdir(socketFolder, { recursive: true, mode: 0o700 });
    const binaries = await embeddedBinaries(null, elsewhere);
    return {
      layout,
      account: null,
      binaries,
      cluster: join(layout.data, "postgres"),
      socketFolder,
    };
  }
  const noted = await notedPlace(layout);
  const owner = await ownerOf(join(noted ?? layout.data, "postgres"));
  const account = serverAccount(owner);
  const place = noted ?? (await reachablePlace(layout, account, progress));
  await mkdir(place, { recursive: true, mode: 0o711 });
  const sockets = place === layout.data ? layout.sockets : place;
  if (sockets !== layout.run) await chmod(sockets, 0o711);
  await giveFolder(join(sockets, "pg"), account);
  return {
    layout,
    account,
    binaries: await embeddedBinaries(account, elsewhere),
    cluster: join(place, "postgres"),
    socketFolder: join(sockets, "pg"),
  };
}
