import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { runAs } from "./account.ts";
import {
  cannotRun,
  ensureCluster,
  failureOf,
  resetPassword,
  runProgram,
  serverEnvironment,
  serverUser,
} from "./cluster.ts";
import { onDisk } from "./disk.ts";
import { type Elsewhere, type ServerHome, serverHome } from "./home.ts";
import { type Layout, passwordOf } from "./layout.ts";
import { readPostmaster, settleLeftover } from "./postmaster.ts";

/** Where a server answers. The password is not part of it: it stays in a file of its owner. */
export interface Endpoint {
  /** The folder of its socket; null on Windows, which uses `port` on the loopback address. */
  readonly socketFolder: string | null;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** A server that this process started. */
export interface EmbeddedServer {
  readonly endpoint: Endpoint;
  readonly password: string;
  /** The end of its log: what it said last. */
  readonly lastWords: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** How a server is started. */
export interface ServerOptions {
  /** false: may lose data when the machine stops. For tests only. */
  readonly durable: boolean;
  readonly progress: (line: string) => void;
  readonly tellElsewhere?: (elsewhere: Elsewhere) => void;
}

const settings = {
  shared_buffers: "128MB",
  max_connections: "120",
  max_wal_size: "256MB",
  // Containers have little shared memory beside the main block, and parallel queries would need it.
  max_parallel_workers_per_gather: "0",
  max_parallel_maintenance_workers: "0",
  huge_pages: "off",
  io_method: "sync",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] ",
  // Orders can hold personal data; the log of a server is not the place for them.
  log_min_error_statement: "panic",
  password_encryption: "scram-sha-256",
} as const;

const asArguments = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

/**
 * Runs PostgreSQL and holds a pipe from this process. When the pipe ends, because this process closed it or
 * is no more, PostgreSQL is stopped. What is sent to a whole group of processes (Ctrl-C, a service
 * manager) does not stop the guard before its work is done.
 *
 * A PostgreSQL that is asked to stop while it restarts after a crash of its own, as on a full disk, waits for
 * ever for its checkpointer (18.4). So after ten seconds it must stop at once. Nothing is lost by that: the next
 * start recovers what was committed.
 */
const guard = `
trap '' INT TERM HUP
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{
  read -r _ <&3
  kill -INT $server
  for second in 1 2 3 4 5 6 7 8 9 10; do sleep 1; done
  kill -QUIT $server
} >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait $server
status=$?
kill -9 $watcher 2>/dev/null
exit $status`;

const quoted = (path: string) => `"${path.replaceAll('"', '""')}"`;

function start(home: ServerHome, durable: boolean, log: number): ChildProcess {
  const args = asArguments({
    ...settings,
    listen_addresses: "",
    unix_socket_directories: quoted(home.socketFolder),
    unix_socket_permissions: "0700",
    port: "5432",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  });
  const { postgres } = home.binaries;
  const child = spawn(
    "/bin/sh",
    ["-c", guard, "krachtwijk-guard", postgres, "-D", home.cluster, ...args],
    {
      ...runAs(home.account),
      cwd: "/",
      env: serverEnvironment(),
      detached: true, // Ctrl-C goes to a whole group; the server is not in ours
      stdio: ["pipe", log, log],
    },
  );
  child.stdin?.on("error", () => {});
  // A process that is done may end without closing: the pipe then ends too.
  child.unref();
  (child.stdin as { unref?: () => void } | null)?.unref?.();
  return child;
}

const lastWordsOf = async (path: string) =>
  (await readFile(path, "utf8").catch(() => "")).slice(-4000);

/** Left by a killed process and on its way out: worth another try. */
const passing = /pre-existing shared memory block|lock file .* already exists/;

async function startedOnSocket(
  home: ServerHome,
  { durable, progress }: ServerOptions,
): Promise<ChildProcess> {
  const { log, shown } = home.layout;
  const begun = Date.now();
  let told = false;
  for (;;) {
    const file = await onDisk(shown, () => open(log, "w", 0o600));
    const child = start(home, durable, file.fd);
    let failed: Error | null = null;
    child.on("error", (error) => {
      failed = error;
    });
    await file.close();
    for (;;) {
      if (failed !== null) throw cannotRun(home.binaries.postgres, failed);
      if (child.exitCode !== null || child.signalCode !== null) break;
      if ((await readPostmaster(home.cluster))?.status === "ready") return child;
      if (!told && Date.now() - begun > 3000) {
        told = true;
        progress("The database puts itself in order after it was cut off …");
      }
      await sleep(10);
    }
    const said = await lastWordsOf(log);
    if (!passing.test(said) || Date.now() - begun > 15_000)
      throw failureOf(said, home, "The database did not start");
    await sleep(200);
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function stopOnSocket(child: ChildProcess, home: ServerHome): Promise<void> {
  if (!hasEnded(child)) {
    child.ref();
    const ended = once(child, "exit");
    child.stdin?.end();
    await Promise.race([ended, sleep(30_000, null, { ref: false })]);
  }
  await settleLeftover(home); // a server that outlived its guard, or that takes too long
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : 0),
      );
    });
  });
}

/** Asks for a stop, and after ten seconds no longer asks: see the guard. */
async function stopOnWindows(home: ServerHome): Promise<void> {
  const { cluster, binaries } = home;
  for (const mode of ["fast", "immediate"]) {
    const args = ["stop", "-D", cluster, "-m", mode, "-w", "-t", "10"];
    if ((await runProgram(home, binaries.pgCtl, args)).status === 0) return;
  }
}

/** Windows has no guard and no sockets in folders: pg_ctl starts the server with lesser rights, on a free port of the loopback address. */
async function startOnWindows(home: ServerHome, durable: boolean): Promise<number> {
  const { cluster, binaries, layout } = home;
  if ((await readPostmaster(cluster)) !== null) await stopOnWindows(home);
  const port = await freePort();
  const values = {
    ...settings,
    log_line_prefix: "%m",
    listen_addresses: "127.0.0.1",
    port: String(port),
    ...(durable ? {} : { fsync: "off" }),
  };
  const options = asArguments(values).join(" ");
  const { status } = await runProgram(home, binaries.pgCtl, [
    "start",
    "-D",
    cluster,
    "-l",
    layout.log,
    "-w",
    "-o",
    options,
  ]);
  if (status !== 0)
    throw failureOf(await lastWordsOf(layout.log), home, "The database did not start");
  return port;
}

/** Starts the embedded server of a data folder, after making it the first time. */
export async function startServer(layout: Layout, options: ServerOptions): Promise<EmbeddedServer> {
  const home = await serverHome(layout, options.tellElsewhere ?? (() => {}));
  const { password, isNew } = await passwordOf(layout);
  const made = await onDisk(layout.shown, () => ensureCluster(home, password, options));
  const shared = { password, lastWords: () => lastWordsOf(layout.log) };
  const endpoint = { user: serverUser, database: "postgres" };
  if (process.platform === "win32") {
    const port = await startOnWindows(home, options.durable);
    const stop = () => stopOnWindows(home);
    return { ...shared, endpoint: { ...endpoint, socketFolder: null, port }, stop };
  }
  await settleLeftover(home);
  if (isNew && made === "there") await resetPassword(home, password);
  const child = await startedOnSocket(home, options);
  const { socketFolder } = home;
  return {
    ...shared,
    endpoint: { ...endpoint, socketFolder, port: 5432 },
    stop: () => stopOnSocket(child, home),
  };
}
