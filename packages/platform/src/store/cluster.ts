import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  statfs,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Refusal } from "#kernel";
import { runAs } from "./account.ts";
import { diskFull, diskRefusalFromText, syncFolder } from "./disk.ts";
import type { ServerHome } from "./home.ts";

/** The role that owns everything in the embedded server. */
export const serverUser = "krachtwijk";

/** A new cluster with its first journal takes about 60 MB. */
const leastFreeBytes = 80e6;

/** The surroundings of a program of PostgreSQL: its messages in English, and no PG… settings of the person. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^PG|^LC_|^LANG/.test(name));
  return { ...Object.fromEntries(own), LC_ALL: "C", TZ: "UTC" };
}

interface Outcome {
  readonly status: number | null;
  readonly said: string;
}

/** Runs a program of PostgreSQL to its end. */
export function runProgram(
  home: ServerHome,
  program: string,
  args: readonly string[],
  input = "",
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...runAs(home.account),
      cwd: process.platform === "win32" ? dirname(program) : "/",
      env: serverEnvironment(),
      windowsHide: true,
    });
    let said = "";
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.stdin.on("error", () => {}); // it may end before it has read everything
    child.stdin.end(input);
    child.on("error", (error) => reject(cannotRun(program, error)));
    child.on("close", (status) => resolve({ status, said }));
  });
}

/** A program of the embedded server that this machine cannot run. */
export function cannotRun(program: string, error: Error): Refusal {
  return new Refusal(
    "store-unreachable",
    `This machine cannot run the embedded PostgreSQL (${program}: ${error.message}). Set DATABASE_URL to a PostgreSQL server of 15 or later.`,
  );
}

/** Why a program of PostgreSQL ended badly, as one sentence. */
export function failureOf(said: string, home: ServerHome, what: string): Refusal {
  const { shown, log } = home.layout;
  const disk = diskRefusalFromText(said, shown);
  if (disk !== null) return disk;
  const lines = said.split("\n").filter((line) => /FATAL|PANIC|error|cannot|could not/i.test(line));
  const why = (lines.at(-1) ?? said.trim().split("\n").at(-1) ?? "").replace(
    /^.*?(FATAL|PANIC):\s*/,
    "",
  );
  return new Refusal("store-damaged", `${what} in ${shown}: ${why}. See ${log}.`, {
    folder: shown,
  });
}

async function refuseWithoutRoom(home: ServerHome): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(dirname(home.cluster));
  if (blocks === 0 || bavail * bsize >= leastFreeBytes) return; // some disks do not tell
  throw diskFull(home.layout.shown);
}

/** Whether a cluster is there, and one that these programs can run. */
async function hasCluster({ cluster, binaries, layout }: ServerHome): Promise<boolean> {
  const version = await readFile(`${cluster}/PG_VERSION`, "utf8").catch(() => null);
  if (version === null) {
    const found = await readdir(cluster).catch(() => null);
    if (found === null) return false;
    if (found.length > 0)
      throw new Refusal(
        "store-damaged",
        `The folder ${cluster} is not a whole database. Put back a copy of it, or move it away to begin anew.`,
        { folder: layout.shown },
      );
    await rmdir(cluster);
    return false;
  }
  const made = Number(version.trim());
  if (made === Number(binaries.major)) return true;
  throw new Refusal(
    made > Number(binaries.major) ? "store-too-new" : "store-too-old",
    `The database in ${layout.shown} was made by PostgreSQL ${made}, and this krachtwijk comes with ${binaries.major}. Run the krachtwijk that made it, or choose another folder with --data.`,
    { folder: layout.shown },
  );
}

/** Removes what starts that were cut off have left. One whose initdb still writes is left for a later start. */
async function clearUnfinished(cluster: string): Promise<void> {
  const folder = dirname(cluster);
  const beginning = `${basename(cluster)}.new-`;
  const left = (await readdir(folder)).filter((name) => name.startsWith(beginning));
  for (const name of left)
    await rm(join(folder, name), { recursive: true, force: true }).catch((error) => {
      if (error.code !== "ENOTEMPTY") throw error;
    });
}

/**
 * Makes the cluster if there is none: under another name, which it changes when it is whole, so that a start
 * that was cut off begins anew.
 */
export async function ensureCluster(
  home: ServerHome,
  password: string,
  { durable, progress }: { readonly durable: boolean; readonly progress: (line: string) => void },
): Promise<"made" | "there"> {
  const { cluster, account, binaries } = home;
  await clearUnfinished(cluster);
  if (await hasCluster(home)) return "there";
  progress("Making the database, this once …");
  await refuseWithoutRoom(home);
  const unfinished = `${cluster}.new-${randomBytes(4).toString("hex")}`;
  const passwordFile = `${unfinished}.password`;
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600, flag: "wx" });
  if (account !== null) {
    await chown(unfinished, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const { status, said } = await runProgram(home, binaries.initdb, [
    `--pgdata=${unfinished}`,
    `--username=${serverUser}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--no-locale",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(durable ? [] : ["--no-sync"]),
  ]);
  await rm(passwordFile, { force: true });
  if (status !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    throw failureOf(said, home, "The database could not be made");
  }
  await rename(unfinished, cluster);
  await syncFolder(dirname(cluster));
  return "made";
}

/** Gives the role a new password without the old one, while the server is down. */
export async function resetPassword(home: ServerHome, password: string): Promise<void> {
  const { status, said } = await runProgram(
    home,
    home.binaries.postgres,
    ["--single", "-D", home.cluster, "postgres"],
    `alter role ${serverUser} password '${password}'\n`,
  );
  if (status !== 0)
    throw failureOf(said, home, "The password of the database could not be renewed");
}
