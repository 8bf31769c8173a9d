import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Context, MiddlewareHandler } from "hono";

/** How much of the memory the kept pages may have together. */
const mostBytes = 32 * 1024 * 1024;

const squeeze = {
  br: (body: Uint8Array) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Uint8Array) => promisify(gzip)(body),
};

type Encoding = keyof typeof squeeze;

/** A page that was made, with the shapes in which it was sent. */
interface Kept {
  readonly headers: Readonly<Record<string, string>>;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly squeezed: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
}

/** The name of a page's answer that may be kept: `show` sets it, so that nothing else is kept by accident. */
export const mayBeKept = "kw-may-be-kept";

/** The best encoding that a browser takes. */
export function encodingFor(accepted: string): Encoding | null {
  const taken = accepted
    .toLowerCase()
    .split(",")
    .map((one) => one.trim().split(";"))
    .filter(([, quality]) => !/^\s*q=0(\.0*)?$/.test(quality ?? ""))
    .map(([name]) => name);
  return taken.includes("br") ? "br" : taken.includes("gzip") ? "gzip" : null;
}

/**
 * Many who ask at once share one question. Who asks while it is being answered waits for the next one, so that an answer
 * is never older than the question.
 */
export function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | null = null;
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    const asked = ask();
    running = asked;
    const done = () => {
      if (running === asked) running = null;
    };
    asked.then(done, done);
    return asked;
  };
  return () => {
    if (running === null) return start();
    next ??= running
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}

/** Pages by edition and address, the last one asked for last; the first go when there is no room. */
class Shelf {
  readonly #pages = new Map<string, Kept>();
  #bytes = 0;

  find(name: string): Kept | undefined {
    const kept = this.#pages.get(name);
    if (kept === undefined) return undefined;
    this.#pages.delete(name);
    this.#pages.set(name, kept);
    return kept;
  }

  put(name: string, kept: Kept): void {
    this.#drop(name);
    this.#pages.set(name, kept);
    this.#bytes += sizeOf(kept);
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= mostBytes) return;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    const kept = this.#pages.get(name);
    if (kept === undefined) return;
    this.#pages.delete(name);
    this.#bytes -= sizeOf(kept);
  }
}

/** What a page takes, its two squeezed shapes estimated. */
const sizeOf = ({ plain }: Kept) => Math.ceil(plain.byteLength * 1.5);

async function answerWith(c: Context, { headers, plain, squeezed }: Kept): Promise<Response> {
  const encoding = encodingFor(c.req.header("accept-encoding") ?? "");
  if (encoding === null) return c.body(plain, 200, headers);
  const known = squeezed.get(encoding);
  const body =
    known ??
    squeeze[encoding](plain).then((bytes) => new Uint8Array(bytes) as Uint8Array<ArrayBuffer>);
  squeezed.set(encoding, body);
  return c.body(await body, 200, { ...headers, "content-encoding": encoding });
}

/**
 * Keeps pages that were made for as long as what they are made of is the same. `editionOf` is asked for every request, and
 * null means that the request is not one to keep.
 */
export function keptPages(editionOf: (c: Context) => Promise<string | null>): MiddlewareHandler {
  const shelf = new Shelf();
  return async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
    const edition = await editionOf(c);
    if (edition === null) return next();
    const name = `${edition} ${c.req.url}`;
    const kept = shelf.find(name);
    if (kept !== undefined) return answerWith(c, kept);
    await next();
    if (c.res.status !== 200 || c.get(mayBeKept) !== true) return;
    const plain = new Uint8Array(await c.res.arrayBuffer());
    const made: Kept = {
      headers: {
        ...Object.fromEntries(c.res.headers),
        vary: "accept-encoding",
        etag: `W/"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
      },
      plain,
      squeezed: new Map(),
    };
    shelf.put(name, made);
    c.res = undefined; // else its headers are mixed into the new one
    c.res = await answerWith(c, made);
  };
}
