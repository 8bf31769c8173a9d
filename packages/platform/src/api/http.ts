import { createHash } from "node:crypto";
import type { PageOf } from "./operation.ts";
import type { Allowance } from "./rate-limit.ts";

/** The whole version of the API, by semantic versioning; the address has the first number. */
export const apiVersion = "1.0.0";

/** What every answer has: who may read it, and that a browser is careful with it. */
export const standingHeaders: Readonly<Record<string, string>> = {
  "api-version": apiVersion,
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "API-Version, Content-Crs, Deprecation, ETag, Link, RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, RateLimit-Reset, Retry-After, Sunset",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "cross-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** Also said to who comes by https: a year long nothing else will do. */
export const secureHeaders: Readonly<Record<string, string>> = {
  "strict-transport-security": "max-age=31536000",
};

/** Methods that there are, as the Allow header lists them. */
export const allowedMethods = "GET, HEAD, OPTIONS";

/** The answer to a browser that asks whether it may ask. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  allow: allowedMethods,
  "access-control-allow-methods": allowedMethods,
  "access-control-allow-headers": "Accept, Accept-Language, If-None-Match",
  "access-control-max-age": "86400",
};

/** What is left for who asks, in headers; none without a limit. */
export function rateHeaders(left: Allowance | null): Readonly<Record<string, string>> {
  if (left === null) return {};
  return {
    "ratelimit-policy": `${left.limit};w=60`,
    "ratelimit-limit": String(left.limit),
    "ratelimit-remaining": String(left.remaining),
    "ratelimit-reset": String(left.resetSeconds),
    ...(left.allowed ? {} : { "retry-after": String(left.retrySeconds) }),
  };
}

/** A weak tag, as a proxy may compress what it names. */
export const tagOf = (...parts: readonly string[]): string =>
  `W/"${createHash("sha256").update(parts.join("\n")).digest("base64url").slice(0, 22)}"`;

/** Whether the reader has it already. */
export function hasTag(header: string | undefined, tag: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//, "");
  return (header ?? "").split(",").some((one) => one.trim() === "*" || bare(one) === bare(tag));
}

/** The addresses of the other pages of a list. */
export function pageLinks(
  url: string,
  { total, offset, limit }: PageOf,
): readonly { readonly rel: string; readonly href: string }[] {
  const at = (place: number) => {
    const target = new URL(url);
    target.searchParams.set("offset", String(place));
    target.searchParams.set("limit", String(limit));
    return target.href;
  };
  const last = total === 0 ? 0 : Math.floor((total - 1) / limit) * limit;
  return [
    { rel: "first", href: at(0) },
    ...(offset > 0 ? [{ rel: "prev", href: at(Math.max(0, offset - limit)) }] : []),
    ...(offset + limit < total ? [{ rel: "next", href: at(offset + limit) }] : []),
    { rel: "last", href: at(last) },
  ];
}

/** Links as a header. */
export const linkHeader = (links: readonly { readonly rel: string; readonly href: string }[]) =>
  links.map(({ rel, href }) => `<${href}>; rel="${rel}"`).join(", ");

/** Pieces of text are put together until they are worth sending. */
const pieceLength = 32_768;

/**
 * Text as it is made, for an answer: the next piece is made when the reader has taken the one before it, and nothing
 * more is made for a reader that is gone.
 */
export function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const source = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let text = "";
        while (text.length < pieceLength) {
          const { done, value } = await source.next();
          if (done === true) {
            if (text !== "") controller.enqueue(encoder.encode(text));
            controller.close();
            return;
          }
          text += value;
        }
        controller.enqueue(encoder.encode(text));
      },
      async cancel() {
        await source.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Whether a body is written piece by piece. */
export const isPieces = (body: unknown): body is AsyncIterable<string> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;
