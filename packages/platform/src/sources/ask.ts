import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { Refusal } from "#kernel";
import type { Head, Limits } from "./types.ts";

/** Why an attempt gave no answer. `again`: asking once more may help. */
export class Failure extends Error {
  readonly again: boolean;
  /** What the server asked to wait, in milliseconds. */
  readonly waitMs: number | undefined;

  constructor(what: string, { again, waitMs }: { again: boolean; waitMs?: number | undefined }) {
    super(what);
    this.again = again;
    this.waitMs = waitMs;
  }
}

const seconds = (milliseconds: number) => `${Number((milliseconds / 1000).toPrecision(3))} s`;

const told: Readonly<Record<string, readonly [string, boolean]>> = {
  ENOTFOUND: ["there is no host of that name, or no network", false],
  EAI_AGAIN: ["its name could not be looked up just now", true],
  ECONNREFUSED: ["it accepts no connection", false],
  ECONNRESET: ["the connection was cut", true],
  EPIPE: ["the connection was cut", true],
  ETIMEDOUT: ["the connection timed out", true],
  ENETUNREACH: ["there is no network to it", false],
  EHOSTUNREACH: ["there is no way to it", false],
  CERT_HAS_EXPIRED: ["its certificate has expired", false],
};

/** An error of the network as a failure; what is a refusal or a failure already stays as it is. */
function failureOf(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof Failure || error instanceof Refusal || code === undefined) return error;
  if (code.startsWith("HPE_"))
    return new Failure("it does not answer as a web server does", { again: false });
  const [what, again] = told[code] ?? [`the connection failed (${code})`, false];
  return new Failure(what, { again });
}

/** Ends an attempt that takes too long. */
export interface Watch {
  /** Starts waiting for the next thing, in place of the one before. */
  readonly next: (what: string, milliseconds: number) => void;
  readonly stop: () => void;
  /** The failure, once the time is over. */
  readonly late: Promise<never>;
}

function watch(wholeMs: number, end: (why: Failure) => void): Watch {
  let step: NodeJS.Timeout | undefined;
  let fail: (why: Failure) => void = () => {};
  const late = new Promise<never>((_, reject) => {
    fail = (why) => {
      end(why);
      reject(why);
    };
  });
  late.catch(() => {}); // nobody may be listening any more when it comes
  const whole = setTimeout(
    () => fail(new Failure(`the answer was not there after ${seconds(wholeMs)}`, { again: false })),
    wholeMs,
  );
  return {
    late,
    next: (what, milliseconds) => {
      clearTimeout(step);
      step = setTimeout(
        () =>
          fail(new Failure(`${what} took longer than ${seconds(milliseconds)}`, { again: true })),
        milliseconds,
      );
    },
    stop: () => {
      clearTimeout(step);
      clearTimeout(whole);
    },
  };
}

const headersOf = (message: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );

/** What asking one address once needs to know. */
export interface Attempt {
  readonly headers: Readonly<Record<string, string>>;
  readonly limits: Limits;
  readonly lookup: LookupFunction;
}

function headOf(asked: ClientRequest, time: Watch, limits: Limits): Promise<Head> {
  return new Promise((resolve, reject) => {
    const asking = () => time.next("waiting for the answer", limits.headersMs);
    time.next("connecting", limits.connectMs);
    asked.once("socket", (socket) => {
      if (!socket.connecting) return asking();
      socket.once("secureConnect", asking);
      socket.once("connect", () => !("encrypted" in socket) && asking());
    });
    asked.once("error", reject);
    asked.once("response", (message) => {
      asked.on("error", () => {}); // from here on the body tells
      time.next("the next part of the answer", limits.idleMs);
      resolve({ status: message.statusCode ?? 0, headers: headersOf(message), body: message });
    });
    asked.end();
  });
}

/**
 * Asks one address once, and lets `use` read the answer. Whatever happens, the connection is closed after it.
 * @throws {Failure} when the network does not give one in time
 */
export async function ask<Result>(
  address: URL,
  { headers, limits, lookup }: Attempt,
  use: (head: Head, time: Watch) => Promise<Result>,
): Promise<Result> {
  const start = address.protocol === "https:" ? httpsRequest : httpRequest;
  // One connection for one question: a connection that was left open may be cut just when it is used again.
  const asked = start(address, {
    method: "GET",
    headers,
    lookup,
    agent: false,
    maxHeaderSize: 32_768,
  });
  const time = watch(limits.wholeMs, (why) => asked.destroy(why));
  try {
    const head = await Promise.race([headOf(asked, time, limits), time.late]);
    return await Promise.race([use(head, time), time.late]);
  } catch (error) {
    throw failureOf(error);
  } finally {
    time.stop();
    asked.destroy();
  }
}
