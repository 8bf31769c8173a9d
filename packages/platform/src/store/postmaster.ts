import { execFileSync } from "node:child_process";
import { readlinkSync, realpathSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "#kernel";
import type { ServerHome } from "./home.ts";
import { isAlive } from "./process.ts";

/** What `postmaster.pid` says: its process, and how far it is. */
export interface Postmaster {
  readonly pid: number;
  readonly status: string;
}

/** Reads `postmaster.pid`; null when there is none. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => null);
  if (text === null) return null;
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  return { pid, status: pid === noProcess ? "" : (lines[7]?.trim() ?? "") };
}

/** Whether a process is the PostgreSQL of this cluster, and not another that got its number since. */
function isServerOf(pid: number, cluster: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return false;
  try {
    if (process.platform === "linux")
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    if (process.platform === "win32")
      return /postgres/i.test(execFileSync("tasklist", ["/FI", `PID eq ${pid}`, "/NH"]).toString());
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)]).toString();
    return command.includes(cluster);
  } catch {
    return false;
  }
}

/** Waits until a condition holds. @returns false when it did not in time */
async function waitUntil(holds: () => boolean, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > end) return false;
    await sleep(10);
  }
  return true;
}

/** A number that no process has: the largest on Linux is 4,194,304. */
const noProcess = 99_999_999;

/** Stops a server that a killed process left running. */
async function stopLeft(pid: number, { cluster, layout }: ServerHome): Promise<void> {
  const isGone = () => !isServerOf(pid, cluster);
  if (isGone()) return;
  // Its own guard is stopping it already, unless that was killed too. Twice does no harm.
  process.kill(pid, "SIGINT");
  if (await waitUntil(isGone, 30_000)) return;
  process.kill(pid, "SIGQUIT");
  if (await waitUntil(isGone, 10_000)) return;
  throw new Refusal(
    "store-unreachable",
    `An earlier PostgreSQL of ${layout.shown} (process ${pid}) does not stop. End that process and try again.`,
    { folder: layout.shown, pid },
  );
}

/**
 * Clears what a killed process left: stops its server if that still runs, and takes the number of a process
 * that is no more out of `postmaster.pid`, since another program may have it by now. The rest of that
 * file stays: PostgreSQL reads from it which shared memory must be free before it may start.
 */
export async function settleLeftover(home: ServerHome): Promise<void> {
  const { cluster, socketFolder } = home;
  const path = join(cluster, "postmaster.pid");
  const left = await readPostmaster(cluster);
  if (left !== null && Number.isInteger(left.pid) && left.pid > 1) await stopLeft(left.pid, home);
  const text = await readFile(path, "utf8").catch(() => null);
  if (text !== null && /^\d+\n/.test(text))
    await writeFile(path, text.replace(/^\d+/, `${noProcess}`));
  else await rm(path, { force: true }); // not there, or cut off while it was written
  await rm(join(socketFolder, ".s.PGSQL.5432"), { force: true });
  await rm(join(socketFolder, ".s.PGSQL.5432.lock"), { force: true });
}
