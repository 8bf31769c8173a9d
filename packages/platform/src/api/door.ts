import type { Context } from "hono";
import { type PublicData, type PublicDataReader, publicDataReader } from "#flows";
import { readClock } from "#indicators";
import { type ProgrammeId, parsePeriod } from "#kernel";
import type { Store } from "#store";
import { callerOf, originOf } from "./caller.ts";
import { deprecationHeaders, deprecations } from "./deprecations.ts";
import { hasTag, isPieces, linkHeader, pageLinks, streamOf, tagOf } from "./http.ts";
import { chooseForm, chooseLanguage } from "./negotiate.ts";
import type { Answer, Asking } from "./operation.ts";
import { requirePast } from "./parameters.ts";
import { Problem } from "./problem.ts";

/** What the API is made with. */
export interface ApiOptions {
  readonly store: Store;
  readonly programme: ProgrammeId;
  /** One object for every line of the log. */
  readonly log: (line: object) => void;
  /** The address at the other end of a connection, of what the server hands over with a request; null: not known. */
  readonly peerOf: (bindings: unknown) => string | null;
  /** Requests a minute for every address; 0: no limit. */
  readonly apiRate: number;
  /** Addresses of proxies that may say for whom they ask. */
  readonly trustedProxies: readonly string[];
  /** Address for mail of who answers questions about the service; null: nobody is named. */
  readonly contact: string | null;
  /** Milliseconds that only go forward. */
  readonly clock: () => number;
}

/** What the parts of the API share. */
export class Door {
  readonly options: ApiOptions;
  readonly data: PublicDataReader;

  constructor(options: ApiOptions) {
    this.options = options;
    this.data = publicDataReader(options.store, options.programme);
  }

  #arrival(c: Context) {
    return { headers: c.req.raw.headers, url: c.req.url, peer: this.options.peerOf(c.env) };
  }

  /** Who asks, for the limit. */
  caller(c: Context): string {
    return callerOf(this.#arrival(c), this.options.trustedProxies);
  }

  /** Where readers reach this server. */
  origin(c: Context): string {
    return originOf(this.#arrival(c), this.options.trustedProxies);
  }

  /** The address as the reader asked it, for links to other pages. */
  address(c: Context): string {
    const { pathname, search } = new URL(c.req.url);
    return this.origin(c) + pathname + search;
  }

  /** The day as of which is asked. @throws {Problem} usage-wrong for one that is yet to come */
  async day(c: Context): Promise<string | null> {
    const day = c.req.query("peildatum");
    // What is no day at all is turned down when the whole query is read.
    if (day === undefined || parsePeriod(day)?.kind !== "day") return null;
    requirePast("peildatum", day, (await readClock(this.options.store.db)).today);
    return day;
  }

  asking(c: Context, data: PublicData): Asking {
    const { store, programme } = this.options;
    const origin = this.origin(c);
    const language = chooseLanguage(c.req.header("accept-language"));
    const { searchOver } = this.data;
    return { store, programme, data, searchOver, language, origin, base: `${origin}/api/v1` };
  }

  /** The form of the answer. @throws {Problem} form-not-available */
  form<Form extends string>(c: Context, forms: readonly Form[]): Form {
    const chosen = chooseForm(c.req.header("accept"), forms);
    if (chosen !== null) return chosen;
    const list = forms.join(", ");
    throw new Problem("form-not-available", {
      nl: `Dit is er alleen als ${list}.`,
      en: `This is available as ${list} only.`,
    });
  }

  /** Answers, or says that the reader has it already; the answer is made only when it is sent. */
  async answer(
    c: Context,
    sent: { readonly form: string; readonly edition: string; readonly operation?: string },
    make: () => Promise<Answer<unknown>>,
  ): Promise<Response> {
    const language = chooseLanguage(c.req.header("accept-language"));
    const tag = tagOf(sent.edition, this.address(c), sent.form, language);
    const headers: Record<string, string> = {
      etag: tag,
      "cache-control": "public, no-cache",
      vary: "Accept, Accept-Language, Accept-Encoding",
      ...deprecationHeaders(deprecations[sent.operation ?? ""]),
    };
    const known = c.req.header("if-none-match");
    if (known !== undefined && hasTag(known, tag)) return c.body(null, 304, headers);
    const { body, page } = await make();
    if (page !== undefined) {
      const others = linkHeader(pageLinks(this.address(c), page));
      headers["link"] = headers["link"] === undefined ? others : `${headers["link"]}, ${others}`;
    }
    headers["content-type"] = sent.form === "text/html" ? "text/html; charset=utf-8" : sent.form;
    if (isPieces(body)) return c.body(streamOf(body), 200, headers);
    return c.body(typeof body === "string" ? body : JSON.stringify(body), 200, headers);
  }
}
