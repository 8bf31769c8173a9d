import { randomBytes } from "node:crypto";
import { chmod, open, rm, stat } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "#kernel";
import { onDisk } from "./disk.ts";
import type { Layout } from "./layout.ts";
import type { Endpoint } from "./server.ts";
import type { OpenOptions } from "./types.ts";

/** Who owns a data folder, as it tells everybody who asks. */
interface Owner {
  readonly pid: number;
  readonly role: OpenOptions["role"];
  readonly address: string | null;
  readonly token: string;
  readonly leaving: boolean;
  /** Where its database answers; null until it does. */
  readonly endpoint: Endpoint | null;
}

/** The data folder is this process's own. */
export interface Ownership {
  readonly kind: "owner";
  /** Lets guests in: the database answers. */
  readonly announce: (endpoint: Endpoint) => void;
  /** Lets nobody in any more, and waits for guests to leave, but not for ever. */
  readonly seeGuestsOut: (milliseconds: number) => Promise<void>;
  readonly release: () => Promise<void>;
}

/** The data folder is another's, who lets this process use its database. */
export interface Visit {
  readonly kind: "guest";
  readonly endpoint: Endpoint;
  readonly leave: () => void;
}

const isWindows = process.platform === "win32";
/** An owner that is busy answers late. */
const answerMilliseconds = 15_000;
const startMilliseconds = 120_000;
const commandMilliseconds = 60_000;
/** Taking the lock lasts milliseconds; a guard of this age was left by a process that was killed. */
const guardMilliseconds = 10_000;

/** Does something while no other process tries to take or clear the lock. */
async function guarded<Result>(layout: Layout, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    const handle = await open(layout.lockGuard, "wx", 0o600).catch((error) => {
      if (error.code === "EEXIST") return null;
      throw error;
    });
    if (handle !== null) {
      await handle.close();
      return work().finally(() => rm(layout.lockGuard, { force: true }));
    }
    const found = await stat(layout.lockGuard).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > guardMilliseconds)
      await rm(layout.lockGuard, { force: true });
    await sleep(10);
  }
}

/** Calls on the owner; null when there is none. */
function callOn(path: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.removeAllListeners("error");
      socket.on("error", () => {}); // `close` follows and tells enough
      resolve(socket);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT") resolve(null);
      else reject(error);
    });
  });
}

/** What the owner says, each time that it changes. Ends when the connection does. */
async function* heard(socket: Socket): AsyncGenerator<Owner> {
  let text = "";
  socket.setEncoding("utf8");
  try {
    for await (const chunk of socket) {
      text += chunk;
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
        yield JSON.parse(text.slice(0, end)) as Owner;
        text = text.slice(end + 1);
      }
    }
  } catch {
    // it went away in the middle of a word
  }
}

function listen(path: string, greet: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(greet).once("error", reject);
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

async function own(layout: Layout, { role, address }: OpenOptions): Promise<Ownership> {
  let owner: Owner = {
    pid: process.pid,
    role,
    address: address ?? null,
    token: randomBytes(12).toString("hex"),
    leaving: false,
    endpoint: null,
  };
  const visitors = new Set<Socket>();
  const line = () => `${JSON.stringify(owner)}\n`;
  const tell = (news: Partial<Owner>) => {
    owner = { ...owner, ...news };
    for (const visitor of visitors) visitor.write(line());
  };
  const server = await listen(layout.lockSocket, (visitor) => {
    visitors.add(visitor);
    visitor.unref();
    visitor.on("error", () => {});
    visitor.on("close", () => visitors.delete(visitor));
    visitor.resume();
    visitor.write(line());
  });
  if (!isWindows) await chmod(layout.lockSocket, 0o600);
  return {
    kind: "owner",
    announce: (endpoint) => tell({ endpoint }),
    seeGuestsOut: async (milliseconds) => {
      tell({ leaving: true });
      const end = Date.now() + milliseconds;
      while (visitors.size > 0 && Date.now() < end) await sleep(20);
    },
    release: async () => {
      for (const visitor of visitors) visitor.destroy();
      await new Promise((resolve) => server.close(resolve)); // this also removes the socket's file
    },
  };
}

function inUse(layout: Layout, owner: Owner | null): Refusal {
  const who =
    owner === null
      ? "which does not answer"
      : `process ${owner.pid}${owner.address === null ? "" : `, ${owner.address}`}`;
  const facts =
    owner === null
      ? {}
      : { pid: owner.pid, ...(owner.address === null ? {} : { address: owner.address }) };
  return new Refusal(
    "data-in-use",
    `The folder ${layout.shown} is in use by another krachtwijk (${who}). Stop that one first, or choose another folder with --data.`,
    { folder: layout.shown, ...facts },
  );
}

/** Follows an owner until it lets us in or goes away. @throws {Refusal} data-in-use */
async function visit(
  layout: Layout,
  socket: Socket,
  options: OpenOptions,
): Promise<Visit | "gone"> {
  let latest: Owner | null = null;
  let told = false;
  const later = (milliseconds: number) =>
    setTimeout(() => socket.destroy(new Error("late")), milliseconds);
  let timer = later(answerMilliseconds);
  let isLate = false;
  socket.once("error", () => {
    isLate = true;
  });
  const following = heard(socket);
  for (let next = await following.next(); !next.done; next = await following.next()) {
    latest = next.value;
    clearTimeout(timer);
    if (!latest.leaving && options.role === "serve") {
      socket.destroy();
      throw inUse(layout, latest);
    }
    if (!latest.leaving && latest.role === "serve" && latest.endpoint !== null) {
      const { endpoint } = latest;
      socket.resume();
      socket.unref();
      return { kind: "guest", endpoint, leave: () => socket.destroy() };
    }
    if (latest.role === "command" && !told) {
      told = true;
      options.progress?.(
        `Waiting for another krachtwijk command (process ${latest.pid}) to finish …`,
      );
    }
    timer = later(latest.role === "command" ? commandMilliseconds : startMilliseconds);
  }
  clearTimeout(timer);
  if (isLate) throw inUse(layout, latest);
  return "gone";
}

/**
 * Takes the data folder, or visits its owner. A socket cannot outlive its process, so one that refuses
 * a connection was left by a process that was killed.
 * @throws {Refusal} data-in-use
 */
export async function enter(layout: Layout, options: OpenOptions): Promise<Ownership | Visit> {
  for (;;) {
    const result = await onDisk(layout.shown, () =>
      guarded(layout, async () => {
        const socket = await callOn(layout.lockSocket);
        if (socket !== null) return socket;
        if (!isWindows) await rm(layout.lockSocket, { force: true });
        return own(layout, options);
      }),
    );
    if ("kind" in result) return result;
    const visiting = await visit(layout, result, options);
    if (visiting !== "gone") return visiting;
  }
}
