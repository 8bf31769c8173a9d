import { execFileSync } from "node:child_process";
import { readlinkSync, realpathSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "#kernel";
import type { ServerHome } from "./home.ts";

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
  return { pid: Number(lines[0]), status: lines[7]?.trim() ?? "" };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
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
const noProcess = "99999999";

/**
 * Clears what a killed process left: stops its server if that still runs, and corrects a `postmaster.pid`
 * whose number another program has by now. The file itself stays, because PostgreSQL also reads from it
 * which shared memory must be free before it may start.
 */
export async function settleLeftover(home: ServerHome): Promise<void> {
  const { cluster, socketFolder, layout } = home;
  const left = await readPostmaster(cluster);
  if (left !== null) {
    const { pid } = left;
    const isGone = () => !isServerOf(pid, cluster);
    if (!isGone()) {
      // Its own guard is stopping it already, unless that was killed too. Twice does no harm.
      process.kill(pid, "SIGINT");
      if (!(await waitUntil(isGone, 30_000))) process.kill(pid, "SIGQUIT");
      if (!(await waitUntil(isGone, 10_000)))
        throw new Refusal(
          "store-unreachable",
          `An earlier PostgreSQL of ${layout.shown} (process ${pid}) does not stop. End that process and try again.`,
          { folder: layout.shown, pid },
        );
    } else if (Number.isInteger(pid) && pid > 1 && isAlive(pid)) {
      const path = join(cluster, "postmaster.pid");
      const text = await readFile(path, "utf8").catch(() => null);
      if (text !== null) await writeFile(path, text.replace(/^\d+/, noProcess));
    } else if (!Number.isInteger(pid) || pid <= 1) {
      await rm(join(cluster, "postmaster.pid"), { force: true }); // cut off while it was written
    }
  }
  await rm(join(socketFolder, ".s.PGSQL.5432"), { force: true });
  await rm(join(socketFolder, ".s.PGSQL.5432.lock"), { force: true });
}
