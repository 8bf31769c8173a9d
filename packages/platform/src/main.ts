import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { runCli, type ServeOptions, type World } from "#cli";
import { id, Refusal } from "#kernel";
import { openClient } from "#sources";
import { openStore, restoreStore, type Store } from "#store";

/** Stores that were opened: a signal closes them before the process ends. Closing twice does nothing. */
const open = new Set<Store>();

/** What only the server needs: other commands start sooner without. */
const siteModules = () =>
  Promise.all([import("@hono/node-server"), import("#site"), import("#areas"), import("#api")]);

/** Loads the site while the database starts. Should it fail, serving fails with the same error. */
const loadSite = () => void siteModules().catch(() => {});

const warn = (line: string) => process.stderr.write(`krachtwijk: ${line}\n`);

/** The server of DATABASE_URL, where that is set. */
function databaseOf(): { readonly databaseUrl?: string } {
  const databaseUrl = process.env["DATABASE_URL"];
  return databaseUrl === undefined || databaseUrl === "" ? {} : { databaseUrl };
}

const openHere: World["openStore"] = async (options) => {
  if (options.role === "serve") loadSite();
  const store = await openStore({ ...options, warn, ...databaseOf() });
  open.add(store);
  return store;
};

const log = (line: object) =>
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);

function portRefusal(error: NodeJS.ErrnoException, { host, port }: ServeOptions): Error {
  if (error.code === "EADDRINUSE")
    return new Refusal(
      "port-in-use",
      `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port with --port.`,
      { host, port },
    );
  if (error.code === "EACCES")
    return new Refusal(
      "port-in-use",
      `Port ${port} may not be opened by this user; choose one above 1023 with --port.`,
      { host, port },
    );
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new Refusal(
      "port-in-use",
      `${host} is not an address of this machine; choose another with --host.`,
      { host, port },
    );
  return error;
}

/** The address at the other end of the connection that a request came by. */
function peerOf(bindings: unknown): string | null {
  const { incoming } = bindings as { readonly incoming?: IncomingMessage };
  return incoming?.socket.remoteAddress ?? null;
}

/** Ends when `stop` is called; a signal calls it. */
let stopServing: (() => void) | null = null;

async function serveSite(options: ServeOptions): Promise<void> {
  const { store, host, port, listening } = options;
  const programme = id<"programme">(options.programme);
  const [{ serve }, { createSite }, { readOutline }, { createApi }] = await siteModules();
  const site = createSite({
    store,
    programme,
    outline: await readOutline(store.db, programme),
    log,
    background: options.background,
    ...(options.theme === undefined ? {} : { theme: options.theme }),
  });
  const api = createApi({ ...options, programme, peerOf, log, clock: () => performance.now() });
  await new Promise<void>((resolve, reject) => {
    const server = serve({ fetch: api.beside(site).fetch, hostname: host, port }, (address) => {
      const shown = address.family === "IPv6" ? `[${address.address}]` : address.address;
      listening(`http://${shown}:${address.port}`);
    });
    server.on("error", (error: NodeJS.ErrnoException) => reject(portRefusal(error, options)));
    stopServing = () => {
      server.close(() => resolve());
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      // A reader with a page half loaded gets a moment; then the door closes.
      setTimeout(
        () => "closeAllConnections" in server && server.closeAllConnections(),
        2000,
      ).unref();
    };
  });
}

type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** A terminal sends Ctrl-C to npm and to us, and npm passes it on: within this time it is the same one. */
const sameSignalMilliseconds = 500;

/** Ctrl-C, and what a service manager sends: everything stops cleanly. A second signal does not wait. */
function endOnSignals(): void {
  let askedAt: number | null = null;
  const end = async (signal: Signal) => {
    if (askedAt !== null) {
      if (Date.now() - askedAt > sameSignalMilliseconds) process.exit(130);
      return;
    }
    askedAt = Date.now();
    if (stopServing !== null) return stopServing();
    await Promise.allSettled([...open].map((store) => store.close()));
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  endAfterNpm(() => {
    if (askedAt === null) void end("SIGTERM");
  });
}

/** The names under which `npm start` and `npx krachtwijk` run a program. */
const startedByNpm = ["start", "npx"];
const parentCheckMilliseconds = 500;

/** Windows keeps the number of a parent that is gone; elsewhere an orphan gets another parent. */
function hasParent(parent: number): boolean {
  if (process.platform !== "win32") return process.ppid === parent;
  try {
    return process.kill(parent, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * npm starts a shell that starts us, and when it is told to stop it stops only the shell. Nobody would know
 * of a server that goes on after that, so it ends when its parent is gone.
 */
function endAfterNpm(end: () => void): void {
  if (!startedByNpm.includes(process.env["npm_lifecycle_event"] ?? "")) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (hasParent(parent)) return;
    clearInterval(watch);
    end();
  }, parentCheckMilliseconds).unref();
}

const packageFile = fileURLToPath(new URL("../package.json", import.meta.url));

/** Runs one command in the real world. The only place that makes one: stores, clock, server, terminal. */
export async function main(args: readonly string[]): Promise<void> {
  endOnSignals();
  const world: World = {
    openStore: openHere,
    restoreStore: (options) => restoreStore({ ...options, warn, ...databaseOf() }),
    openClient,
    serveSite,
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
    isTerminal: process.stderr.isTTY === true,
    examples: fileURLToPath(new URL("../../../examples", import.meta.url)),
    version: (JSON.parse(readFileSync(packageFile, "utf8")) as { version: string }).version,
  };
  try {
    process.exitCode = await runCli(args, world);
  } catch (error) {
    process.stderr.write(
      "krachtwijk: something went wrong inside krachtwijk itself; please report it with what follows.\n",
    );
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 70;
  }
}
