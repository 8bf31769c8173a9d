import { randomBytes } from "node:crypto";
import { chmod, open, readFile, rm, stat } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "#kernel";
import { onDisk } from "./disk.ts";
import type { Layout } from "./layout.ts";
import { isAlive } from "./process.ts";
import type { Endpoint } from "./server.ts";
import type { OpenOptions } from "./types.ts";

/** Who owns a data folder, as it tells everybody who asks. */
interface Owner {
  readonly pid: number;
  readonly role: OpenOptions["role"];
  readonly address: string | null;
  /** What it does, where that is not to serve. */
  readonly doing: string | null;
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
  /** Lets nobody in any more: who comes now waits for us to go. */
  readonly leave: () => void;
  /** Waits for guests to leave, but not for ever. */
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
/** Taking the lock lasts milliseconds; a guard of this age is nobody's, whoever has that number now. */
const guardMilliseconds = 10_000;

/** Removes a guard that a killed process left, if it is still that one. */
async function clearGuard(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) return;
  const pid = Number(await readFile(path, "utf8").catch(() => ""));
  const isLeft = pid > 0 && !isAlive(pid);
  if (!isLeft && Date.now() - found.mtimeMs < guardMilliseconds) return;
  const now = await stat(path).catch(() => null);
  if (now?.ino === found.ino) await rm(path, { force: true });
}

/** Does something while no other process tries to take or clear the lock. */
async function guarded<Result>(
  { lockGuard }: Layout,
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const handle = await open(lockGuard, "wx", 0o600).catch((error) => {
      if (error.code === "EEXIST") return null;
      throw error;
    });
    if (handle !== null) {
      await handle.writeFile(`${process.pid}`).finally(() => handle.close());
      return work().finally(() => rm(lockGuard, { force: true }));
    }
    await clearGuard(lockGuard);
    await sleep(5);
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

/** What the owner says, each time that it changes. Ends when the connection does, which stays open after it. */
async function* heard(socket: Socket): AsyncGenerator<Owner> {
  let text = "";
  socket.setEncoding("utf8");
  try {
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      text += String(chunk);
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

/** How a folder is entered. */
type EnterOptions = OpenOptions & { readonly doing?: string };

async function own(layout: Layout, { role, address, doing }: EnterOptions): Promise<Ownership> {
  let owner: Owner = {
    pid: process.pid,
    role,
    address: address ?? null,
    doing: doing ?? null,
    token: randomBytes(12).toString("hex"),
    leaving: false,
    endpoint: null,
  };
  const visitors = new Set<Socket>();
  let guests: readonly Socket[] = [];
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
    leave: () => {
      // A command has no guests, only others that wait.
      guests = role === "serve" ? [...visitors] : [];
      tell({ leaving: true });
    },
    seeGuestsOut: async (milliseconds) => {
      const end = Date.now() + milliseconds;
      while (guests.some((guest) => visitors.has(guest)) && Date.now() < end) await sleep(10);
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
      : [`process ${owner.pid}`, owner.address, owner.doing]
          .filter((one) => one !== null)
          .join(", ");
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
  let isLate = false;
  const patience = (milliseconds: number) =>
    setTimeout(() => {
      isLate = true;
      socket.destroy();
    }, milliseconds);
  let timer = patience(answerMilliseconds);
  for await (const owner of heard(socket)) {
    clearTimeout(timer);
    if (!owner.leaving && options.role === "serve") throw inUse(layout, owner);
    if (!owner.leaving && owner.role === "serve" && owner.endpoint !== null)
      return { kind: "guest", endpoint: owner.endpoint, leave: () => socket.destroy() };
    if ((owner.leaving || owner.role === "command") && latest === null)
      options.progress?.(`Waiting for another krachtwijk to finish (process ${owner.pid}) …`);
    timer = patience(owner.role === "command" ? commandMilliseconds : startMilliseconds);
    latest = owner;
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
export async function enter(layout: Layout, options: EnterOptions): Promise<Ownership | Visit> {
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
    const visiting = await visit(layout, result, options).catch((error) => {
      result.destroy();
      throw error;
    });
    if (visiting === "gone") continue;
    result.resume();
    result.unref();
    return visiting;
  }
}
