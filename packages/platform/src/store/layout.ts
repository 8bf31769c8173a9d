import { createHash, randomBytes } from "node:crypto";
import {
  access,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Refusal } from "#kernel";
import { isRoot } from "./account.ts";
import { makeFolder, onDisk, writeWhole } from "./disk.ts";

/** The places in a data folder. */
export interface Layout {
  /** As the person wrote it, for messages. */
  readonly shown: string;
  readonly data: string;
  readonly run: string;
  readonly lake: string;
  readonly passwordFile: string;
  readonly log: string;
  /** Where sockets are: in `run`, or elsewhere when that path is too long for a socket. */
  readonly sockets: string;
  /** A socket, or on Windows a named pipe. */
  readonly lockSocket: string;
  /** Held for the few milliseconds in which the lock is taken. */
  readonly lockGuard: string;
  /** Names this folder on this machine. */
  readonly hash: string;
}

/** Names of sockets are short: 104 bytes on macOS, 108 on Linux. */
const longestSocket = 100;
const longestName = "/pg/.s.PGSQL.5432";

/** A short folder for sockets, remembered in `run` so that every process finds the same one. */
async function shortFolder(run: string): Promise<string> {
  const note = join(run, "sockets-are-in");
  const base = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : "/tmp";
  const made = await mkdtemp(join(base, "krachtwijk-"));
  const draft = `${note}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, made, { mode: 0o600 });
  // link refuses to replace: of two processes at once, both end with the folder of the first
  await link(draft, note).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(draft);
  const noted = await readFile(note, "utf8");
  if (noted !== made) await rm(made, { recursive: true });
  await mkdir(noted, { recursive: true, mode: 0o700 }); // a cleaner of temporary files may have been here
  const { uid } = await lstat(noted);
  if (uid === process.getuid?.()) return noted;
  await rm(note); // somebody else made a folder of that name in the meantime
  return shortFolder(run);
}

/**
 * Makes the data folder with its rooms for the owner only. The server of a root process runs as another
 * account, which must pass through the folder to its own part; it cannot list or read anything else.
 * @throws {Refusal} disk-full or disk-read-only
 */
export async function makeLayout(shown: string): Promise<Layout> {
  const passable = isRoot() ? 0o711 : 0o700;
  return onDisk(shown, async () => {
    await makeFolder(resolve(shown), passable);
    const data = await realpath(resolve(shown));
    const run = join(data, "run");
    await makeFolder(run, passable);
    const hash = createHash("sha256").update(data).digest("hex").slice(0, 16);
    const isWindows = process.platform === "win32";
    const fits = isWindows || Buffer.byteLength(run + longestName) <= longestSocket;
    const sockets = fits ? run : await shortFolder(run);
    return {
      shown,
      data,
      run,
      lake: join(data, "lake"),
      passwordFile: join(run, "password"),
      log: join(run, "postgres.log"),
      sockets,
      lockSocket: isWindows ? `\\\\.\\pipe\\krachtwijk-${hash}` : join(sockets, "lock.sock"),
      lockGuard: join(run, "lock.guard"),
      hash,
    };
  });
}

/**
 * Refuses a folder in which no krachtwijk ever kept anything: a mistyped name must not become a store.
 * @throws {Refusal} data-missing
 */
export async function requireDataFolder(shown: string): Promise<void> {
  for (const name of ["run", "postgres", "postgres-is-in"])
    if (
      await access(join(resolve(shown), name)).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code !== "ENOENT" && error.code !== "ENOTDIR",
      )
    )
      return;
  throw new Refusal(
    "data-missing",
    `${shown} is not a data folder of krachtwijk. Check --data, or make one: krachtwijk import FOLDER --data ${shown}.`,
    { folder: shown },
  );
}

/** The password of the embedded server: made once, readable by its owner only. */
export async function passwordOf(layout: Layout): Promise<{ password: string; isNew: boolean }> {
  const kept = await readFile(layout.passwordFile, "utf8").catch(() => "");
  if (kept.length > 0) return { password: kept, isNew: false };
  const password = randomBytes(24).toString("base64url");
  await onDisk(layout.shown, () => writeWhole(layout.passwordFile, password));
  return { password, isNew: true };
}
