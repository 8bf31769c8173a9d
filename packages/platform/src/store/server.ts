import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readlinkSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "#kernel";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { environment } from "./cluster-files.ts";
import { diskRefusalFromText } from "./disk.ts";
import type { Layout } from "./layout.ts";

/** How to reach the embedded server: a socket, or a port of this machine where there are no sockets. */
export type Endpoint = { readonly path: string } | { readonly port: number };

/** A server that this process started. */
export interface RunningServer {
  readonly endpoint: Endpoint;
  readonly stop: () => Promise<void>;
}

const isWindows = process.platform === "win32";
const startTimeoutMs = 60_000;

/**
 * Runs the server, and stops it when our end of standard input closes: also when this process is killed and can
 * stop nothing itself. No server is ever left behind that nobody owns.
 */
const watchdog = `exec 3<&0
"$@" </dev/null 3<&- & server=$!
(cat <&3 >/dev/null; kill -INT $server) 2>/dev/null & watcher=$!
exec 3<&-
wait $server; code=$?
kill $watcher 2>/dev/null
exit $code`;

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Whether a process is the server of this cluster, and not another program that got its number later. */
function isServerOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster; // the server works in its own folder
  } catch {
    if (isWindows) return true;
  }
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(
      cluster,
    );
  } catch {
    return false;
  }
}

const pidFile = (cluster: string) => join(cluster, "postmaster.pid");

async function leftoverPid(cluster: string): Promise<number | null> {
  const [first] = (await readFile(pidFile(cluster), "utf8").catch(() => "")).split("\n");
  const pid = Number(first);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/** A server of this folder whose owner was killed is asked to stop; the traces of one that is gone are removed. */
async function clearLeftover(cluster: string, { socketFolder }: Layout): Promise<void> {
  const pid = await leftoverPid(cluster);
  if (pid !== null && isServerOf(pid, cluster)) {
    process.kill(pid, "SIGINT");
    for (let waited = 0; isServerOf(pid, cluster); waited += 20) {
      if (waited > 30_000) process.kill(pid, "SIGQUIT");
      await pause(20);
    }
  }
  // Only traces of a server that is not there: PostgreSQL would take another program with its number for it.
  await rm(pidFile(cluster), { force: true });
  await rm(join(socketFolder, ".s.PGSQL.5432"), { force: true });
  await rm(join(socketFolder, ".s.PGSQL.5432.lock"), { force: true });
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : 0),
      );
    });
  });

function settingsOf(
  { socketFolder }: Layout,
  port: number,
  settings: Readonly<Record<string, string>>,
) {
  const all: Readonly<Record<string, string>> = {
    ...(isWindows
      ? { listen_addresses: "127.0.0.1", port: String(port) }
      : {
          listen_addresses: "",
          port: "5432",
          unix_socket_directories: socketFolder,
          unix_socket_permissions: "0700",
        }),
    max_connections: "40",
    shared_buffers: "64MB",
    timezone: "UTC",
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function launch(
  command: readonly string[],
  account: Account | null,
  cluster: string,
  log: number,
): ChildProcess {
  const [program = "", ...args] = isWindows
    ? command
    : ["/bin/sh", "-c", watchdog, "krachtwijk", ...command];
  return spawn(program, args, {
    cwd: isWindows ? undefined : cluster,
    stdio: ["pipe", log, log],
    // In a session of its own: Ctrl-C in the terminal must reach us first, so that work in hand can end.
    detached: !isWindows,
    windowsHide: true,
    env: environment(),
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  });
}

/** The server writes "ready" on the last line of its own file when it takes connections. */
async function isReady(cluster: string): Promise<boolean> {
  const lines = (await readFile(pidFile(cluster), "utf8").catch(() => "")).split("\n");
  return lines[7]?.trim() === "ready";
}

function failure({ log, shown }: Layout): Refusal {
  const text = readFileSync(log, "utf8");
  const said = diskRefusalFromText(text, shown);
  const line =
    text.split("\n").find((one) => /FATAL|PANIC|could not/.test(one)) ?? "it gave no reason";
  return (
    said ??
    new Refusal(
      "store-damaged",
      `The database in ${shown} does not start: ${line.replace(/^.*?(FATAL|PANIC):\s*/, "")}. Its log is ${log}.`,
      { folder: shown },
    )
  );
}

async function waitUntilReady(child: ChildProcess, cluster: string, layout: Layout): Promise<void> {
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.once("error", () => {
    ended = true;
  });
  for (const begin = Date.now(); !(await isReady(cluster)); await pause(10))
    if (ended || Date.now() - begin > startTimeoutMs) throw failure(layout);
}

function stopper(child: ChildProcess, { pgCtl }: Binaries, cluster: string) {
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });
  let stopping: Promise<void> | null = null;
  return () => {
    stopping ??= (async () => {
      if (isWindows)
        execFileSync(pgCtl, ["stop", "-m", "fast", "-D", cluster], {
          env: environment(),
          stdio: "ignore",
        });
      child.stdin?.end(); // the watchdog takes it from here
      await gone;
    })();
    return stopping;
  };
}

/**
 * Starts the embedded server and waits until it takes connections.
 * @param settings added to its own, for a test server that need not survive a power cut
 * @throws {Refusal} disk-full, disk-read-only or store-damaged
 */
export async function startServer(
  cluster: string,
  layout: Layout,
  binaries: Binaries,
  account: Account | null,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  await clearLeftover(cluster, layout);
  const port = isWindows ? await freePort() : 5432;
  const log = openSync(layout.log, "w", 0o600);
  const child = launch(
    [binaries.postgres, "-D", cluster, ...settingsOf(layout, port, settings)],
    account,
    cluster,
    log,
  );
  closeSync(log);
  child.stdin?.on("error", () => undefined); // a server that ended first closes the pipe
  const stop = stopper(child, binaries, cluster);
  try {
    await waitUntilReady(child, cluster, layout);
  } catch (error) {
    child.stdin?.end();
    throw error;
  }
  child.unref();
  return { endpoint: isWindows ? { port } : socketOf(layout), stop };
}

/** Where the embedded server of a data folder listens. */
export function socketOf({ socketFolder }: Layout): Endpoint {
  return { path: join(socketFolder, ".s.PGSQL.5432") };
}
