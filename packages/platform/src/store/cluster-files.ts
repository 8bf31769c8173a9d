import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chown,
  lchown,
  lstat,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "#kernel";
import { type Account, canReach } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { diskRefusal, diskRefusalFromText, makeFolder } from "./disk.ts";
import type { Layout } from "./layout.ts";

/** Where a cluster goes that the server's account cannot reach in the data folder. */
export const reachableBase = "/var/lib/krachtwijk";

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Gives a folder to the account of the server. */
export async function giveTo(account: Account | null, path: string): Promise<void> {
  if (account !== null) await lchown(path, account.uid, account.gid);
}

/** The password of the embedded server: random, made once, readable by its owner only. */
export async function passwordOf({ passwordFile }: Layout): Promise<string> {
  const known = await readFile(passwordFile, "utf8").catch(() => "");
  if (known !== "") return known;
  const password = randomBytes(24).toString("base64url");
  const file = await open(passwordFile, "w", 0o600);
  await file.writeFile(password);
  await file.sync();
  await file.close();
  return password;
}

function runInitdb(
  initdb: string,
  args: readonly string[],
  account: Account | null,
): Promise<string> {
  const options = {
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    cwd: "/",
    env: environment(),
  };
  return new Promise((resolve, reject) => {
    execFile(
      initdb,
      args,
      process.platform === "win32" ? { env: environment() } : options,
      (error, out, complaint) => {
        if (error === null) resolve(out);
        else reject(new Error(`${complaint}\n${out}`.trim() || error.message));
      },
    );
  });
}

/** The server gets a plain environment: a PGDATA or LC_ALL of the person's must not reach it. */
export function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return {
    PATH,
    LC_ALL: "C",
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    ...(TEMP === undefined ? {} : { TEMP }),
    ...(TMP === undefined ? {} : { TMP }),
  };
}

/** The password on disk for as long as initdb needs it, readable by the server's account only. */
async function withPasswordFile<Result>(
  folder: string,
  password: string,
  account: Account | null,
  work: (file: string) => Promise<Result>,
): Promise<Result> {
  const file = join(folder, `.password.${process.pid}`);
  await writeFile(file, password, { mode: 0o600 });
  if (account !== null) await chown(file, account.uid, account.gid);
  try {
    return await work(file);
  } finally {
    await rm(file, { force: true });
  }
}

/** In the data folder itself, or, where the server's account cannot reach that, elsewhere behind a link. */
async function homeOf(
  { data, cluster, hash }: Layout,
  account: Account | null,
  progress: (line: string) => void,
) {
  if (account === null || canReach(data, account)) return cluster;
  const home = join(reachableBase, hash);
  await mkdir(home, { recursive: true, mode: 0o711 });
  progress(
    `PostgreSQL runs as ${account.name}, who may not enter ${data}: its files are in ${home}.`,
  );
  return join(home, "postgres");
}

/** Made under another name and renamed when complete: one that was cut off is begun anew. */
async function initialise(
  home: string,
  layout: Layout,
  { initdb }: Binaries,
  account: Account | null,
): Promise<void> {
  const unfinished = `${home}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await giveTo(account, unfinished);
  const password = await passwordOf(layout);
  const args = (file: string) => [
    `--pgdata=${unfinished}`,
    "--username=krachtwijk",
    `--pwfile=${file}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--no-locale",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  await withPasswordFile(layout.socketFolder, password, account, (file) =>
    runInitdb(initdb, args(file), account),
  );
  await rename(unfinished, home);
}

/**
 * The folder of the embedded server's files, made on the first start.
 * @throws {Refusal} disk-full, disk-read-only or store-damaged
 */
export async function ensureCluster(
  layout: Layout,
  binaries: Binaries,
  account: Account | null,
  progress: (line: string) => void,
): Promise<string> {
  try {
    if (await exists(layout.cluster)) return await realpath(layout.cluster);
    progress("Making the database (only the first time) …");
    const home = await homeOf(layout, account, progress);
    if (!(await exists(home))) await initialise(home, layout, binaries, account);
    if (home !== layout.cluster) await symlink(home, layout.cluster);
    return await realpath(home);
  } catch (error) {
    const told = diskRefusal(error, layout.shown);
    if (told instanceof Refusal) throw told;
    const said = diskRefusalFromText(String(error), layout.shown);
    throw (
      said ??
      new Refusal(
        "store-damaged",
        `The database in ${layout.shown} could not be made: ${
          String((error as Error).message)
            .split("\n")
            .find((line) => /error|fatal/i.test(line)) ?? (error as Error).message
        }`,
      )
    );
  }
}

/** Makes the folders of a data folder. The server's account must be able to pass through, and to enter nothing else. */
export async function makeLayout(layout: Layout, account: Account | null): Promise<void> {
  const mode = account === null ? 0o700 : 0o711;
  await makeFolder(layout.data, mode, layout.shown);
  await makeFolder(layout.run, mode, layout.shown);
  await makeFolder(layout.lake, 0o700, layout.shown);
  await makeFolder(join(layout.socketFolder, ".."), mode, layout.shown);
  await makeFolder(layout.socketFolder, 0o700, layout.shown);
  const { uid } = await stat(layout.socketFolder);
  const mine = process.getuid?.();
  if (mine !== undefined && uid !== mine && uid !== account?.uid)
    throw new Refusal(
      "disk-read-only",
      `${layout.socketFolder} belongs to another user; choose another folder with --data.`,
    );
  await giveTo(account, layout.socketFolder);
}
