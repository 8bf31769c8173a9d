import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { compress } from "hono/compress";
import { Refusal } from "#kernel";
import { type ApiOptions, Door } from "./door.ts";
import { addFeeds, feedPaths } from "./feed.ts";
import {
  allowedMethods,
  preflightHeaders,
  rateHeaders,
  secureHeaders,
  standingHeaders,
} from "./http.ts";
import { chooseLanguage } from "./negotiate.ts";
import { addOgc, ogcRoot } from "./ogc/ogc.ts";
import { Problem, problemOf } from "./problem.ts";
import { RateLimiter } from "./rate-limit.ts";
import { addV1, apiRoot } from "./v1.ts";

/** Whatever answers a request, such as an app. */
interface Answering {
  readonly fetch: (request: Request, bindings?: object) => Response | Promise<Response>;
}

/** The API: what it answers itself, and how it stands beside another door on the same server. */
export interface Api extends Answering {
  /** Answers what is of the API, and leaves all else to the other. */
  readonly beside: (other: Answering) => Answering;
}

const isOurs = (path: string) =>
  ["/api", apiRoot, ogcRoot].some((root) => path === root || path.startsWith(`${root}/`)) ||
  feedPaths.includes(path);

class Service {
  readonly app = new Hono();
  readonly #door: Door;
  readonly #limiter: RateLimiter;

  constructor(options: ApiOptions) {
    this.#door = new Door(options);
    this.#limiter = new RateLimiter({ perMinute: options.apiRate }, options.clock);
    this.app.onError((error, c) => this.#failed(error, c));
    this.app.notFound((c) => this.#failed(this.#nothing(c), c));
    this.app.use(async (c, next) => {
      await next();
      const isSecure = this.#door.origin(c).startsWith("https:");
      const headers = { ...standingHeaders, ...(isSecure ? secureHeaders : {}) };
      for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    });
    this.app.use((c, next) => this.#limited(c, next));
    this.app.use(compress());
    addV1(this.app, this.#door);
    addOgc(this.app, this.#door);
    addFeeds(this.app, this.#door);
    this.#otherMethods();
  }

  /** Every address that can be read can be asked about, and not be written to. */
  #otherMethods(): void {
    const paths = new Set(
      this.app.routes.filter(({ method }) => method === "GET").map(({ path }) => path),
    );
    for (const path of paths) {
      this.app.options(path, (c) => c.body(null, 204, preflightHeaders));
      this.app.all(path, (c) => {
        const { method } = c.req;
        const problem = new Problem("method-not-allowed", {
          nl: `${method} kan hier niet; alleen ${allowedMethods}.`,
          en: `${method} cannot be used here; only ${allowedMethods}.`,
        });
        c.header("allow", allowedMethods);
        return this.#failed(problem, c);
      });
    }
  }

  async #limited(c: Context, next: () => Promise<void>) {
    if (c.req.method === "OPTIONS") return next();
    const left = this.#limiter.take(this.#door.caller(c));
    if (left !== null && !left.allowed) {
      const wait = left.retrySeconds;
      const problem = new Problem("too-many-requests", {
        nl: `Dit zijn er meer dan ${left.limit} per minuut; vraag het over ${wait} s opnieuw.`,
        en: `These are more than ${left.limit} a minute; ask again in ${wait} s.`,
      });
      for (const [name, value] of Object.entries(rateHeaders(left))) c.header(name, value);
      return this.#failed(problem, c);
    }
    await next();
    for (const [name, value] of Object.entries(rateHeaders(left))) c.res.headers.set(name, value);
  }

  #nothing(c: Context): Problem {
    const { path } = c.req;
    const shown = path.slice(0, 100);
    if (path.endsWith("/"))
      return new Problem("address-unknown", {
        nl: `Een adres eindigt hier niet op een schuine streep: ${shown.replace(/\/+$/, "")}`,
        en: `An address does not end in a slash here: ${shown.replace(/\/+$/, "")}`,
      });
    return new Problem("address-unknown", {
      nl: `Op ${shown} is niets. Begin bij ${apiRoot}.`,
      en: `There is nothing at ${shown}. Begin at ${apiRoot}.`,
    });
  }

  /** The one place where a thrown thing becomes an answer. */
  #failed(error: unknown, c: Context): Response {
    const number = randomBytes(4).toString("hex");
    const language = chooseLanguage(c.req.header("accept-language"));
    const base = this.#door.origin(c) + apiRoot;
    const problem = problemOf(error, { base, number, language });
    const { method, path } = c.req;
    if (problem.status >= 500) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const level = error instanceof Refusal ? "warn" : "error";
      this.#door.options.log({ level, id: number, method, path, error: stack });
    }
    return c.body(JSON.stringify(problem), problem.status as 400, {
      "content-type": "application/problem+json",
      "content-language": language,
      vary: "Accept, Accept-Language, Accept-Encoding",
      "cache-control": "no-store",
    });
  }
}

/** Makes the API of one programme: `/api/v1`, areas as features at `/ogc`, and feeds of releases. */
export function createApi(options: ApiOptions): Api {
  const { app } = new Service(options);
  const fetch = (request: Request, bindings?: object) => app.fetch(request, bindings);
  return {
    fetch,
    beside: (other) => ({
      fetch: (request, bindings) =>
        isOurs(new URL(request.url).pathname)
          ? fetch(request, bindings)
          : other.fetch(request, bindings),
    }),
  };
}
