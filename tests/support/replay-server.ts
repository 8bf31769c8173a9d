import { mkdtemp } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** How the server answers one question: by what it sends, or by doing as it likes with the connection. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text and bytes are sent as they are, anything else as JSON. */
      readonly body?: unknown;
    }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A server on this machine that replays shapes of other people's services, and keeps what it was asked. */
export interface ReplayServer {
  readonly address: string;
  /** `127.0.0.1:PORT`, to be allowed. */
  readonly host: string;
  /** Path and query of every question, in order. */
  readonly asked: string[];
  readonly requests: IncomingMessage[];
}

/** Answers to a question: the same one every time, or for each time another; the last one stays. */
export type Script = Readonly<Record<string, Reply | readonly Reply[]>>;

function send(response: ServerResponse, reply: Exclude<Reply, (...rest: never[]) => void>): void {
  const { status = 200, headers = {}, body = "" } = reply;
  const isPlain = typeof body === "string" || body instanceof Uint8Array;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(isPlain ? body : JSON.stringify(body));
}

/** Starts a server on a free port of this machine; it ends with the test. */
export async function replayServer(
  script: Script | ((path: string) => Reply),
): Promise<ReplayServer> {
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const times = new Map<string, number>();
  const replyTo = (path: string): Reply => {
    if (typeof script === "function") return script(path);
    const found = script[path] ?? script[path.split("?")[0]!] ?? { status: 404, body: "not here" };
    if (!Array.isArray(found)) return found as Reply;
    const time = times.get(path) ?? 0;
    times.set(path, time + 1);
    return found[Math.min(time, found.length - 1)] as Reply;
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "/");
    asked.push(path);
    requests.push(request);
    response.on("error", () => {});
    const reply = replyTo(path);
    if (typeof reply === "function") reply(request, response);
    else send(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address: `http://${host}`, host, asked, requests };
}

/** A folder for one test. */
export const ownFolder = () => mkdtemp(join(tmpdir(), "krachtwijk-sources-"));
