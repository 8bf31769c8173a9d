import { randomBytes } from "node:crypto";
import { link, rename, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { Refusal } from "#kernel";
import type { Layout } from "./layout.ts";
import type { OpenOptions } from "./types.ts";

/** What the owner of a data folder tells of itself. */
export interface Owner {
  readonly pid: number;
  readonly role: OpenOptions["role"];
  readonly address: string | null;
  /** Port of the embedded server where it listens on one; null: on its socket. */
  readonly port: number | null;
  /** Whether its database can be used. */
  readonly ready: boolean;
  /** Tells this owner from one before it. */
  readonly token: string;
}

/** That this process owns the data folder. */
export interface Ownership {
  /** Others may now join. */
  readonly announce: (port: number | null) => void;
  readonly release: () => Promise<void>;
}

const isWindows = process.platform === "win32";

/** Asks who owns a data folder; null when nobody answers. A process that was killed cannot answer: its lock is stale. */
export function askOwner(socket: string): Promise<Owner | null> {
  return new Promise((resolve) => {
    let told = "";
    const connection = connect(socket);
    const end = (owner: Owner | null) => {
      connection.destroy();
      resolve(owner);
    };
    connection.setTimeout(5000, () => end(null));
    connection.on("error", () => end(null));
    connection.on("data", (part) => {
      told += part.toString("utf8");
    });
    connection.on("end", () => {
      try {
        end(JSON.parse(told) as Owner);
      } catch {
        end(null);
      }
    });
  });
}

const listenOn = (server: Server, path: string) =>
  new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** Puts a socket that listens already in its place; never over one that is there. @returns whether it could */
async function putInPlace(bound: string, place: string): Promise<boolean> {
  try {
    await link(bound, place);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(bound, { force: true });
  }
}

/** Takes away a lock that nobody answers on. Moving it first makes sure that just one process takes it away. */
async function removeStale(place: string, token: string): Promise<void> {
  const aside = `${place}.${token}`;
  try {
    await rename(place, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  // Between the question and the move another process may have taken it: then it goes back.
  if ((await askOwner(aside)) !== null) await link(aside, place).catch(() => undefined);
  await rm(aside, { force: true });
}

async function take(place: string, server: Server, token: string): Promise<boolean> {
  if (isWindows) {
    // A named pipe ends with its process, and two cannot listen on one.
    try {
      await listenOn(server, place);
      return true;
    } catch (error) {
      if (codeOf(error) === "EADDRINUSE") return false;
      throw error;
    }
  }
  const bound = `${place}.${token}`;
  await listenOn(server, bound);
  return putInPlace(bound, place);
}

/**
 * Takes the data folder for this process, or says who has it.
 * @returns the ownership, or the owner that lives
 * @throws {Refusal} data-in-use when it changes hands faster than it can be taken
 */
export async function takeOwnership(
  { lockSocket: place, shown }: Layout,
  { role, address }: Pick<OpenOptions, "role" | "address">,
): Promise<{ readonly mine: Ownership } | { readonly owner: Owner }> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const owner = await askOwner(place);
    if (owner !== null) return { owner };
    const token = randomBytes(6).toString("hex");
    const state = {
      pid: process.pid,
      role,
      address: address ?? null,
      token,
      ready: false,
      port: null as number | null,
    };
    const server = createServer((connection) => {
      connection.on("error", () => undefined);
      connection.end(JSON.stringify(state satisfies Owner));
    });
    if (!isWindows) await removeStale(place, token);
    const taken = await take(place, server, token);
    if (taken && (await askOwner(place))?.token === token) {
      server.unref();
      return {
        mine: {
          announce: (port) => Object.assign(state, { ready: true, port }),
          release: async () => {
            if ((await askOwner(place))?.token === token && !isWindows)
              await rm(place, { force: true });
            await new Promise<void>((resolve) => server.close(() => resolve()));
          },
        },
      };
    }
    server.close();
  }
  throw new Refusal(
    "data-in-use",
    `The folder ${shown} is being opened by several processes at once; try again.`,
  );
}

/** One clear sentence on who has the folder, and what to do. */
export function inUse({ shown }: Layout, { pid, address }: Owner): Refusal {
  const where = address === null ? "" : `, ${address}`;
  return new Refusal(
    "data-in-use",
    `The folder ${shown} is in use by another krachtwijk (process ${pid}${where}). Stop that one first, or choose another folder with --data.`,
    { folder: shown, process: pid },
  );
}
