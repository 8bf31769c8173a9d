import type { MiddlewareHandler } from "hono";
import { embedFolders } from "./embed.tsx";

/** What a page may do beside showing itself. */
export interface Needs {
  /** It has scripts of our own, which may ask this server for data. */
  readonly scripts: boolean;
  /** It draws with a worker, and into pictures made in the browser: a map, a drawing saved as PNG. */
  readonly worker: boolean;
  /** The one other server that it loads pictures from, such as `https://service.pdok.nl`; null: none. */
  readonly from: string | null;
}

const nothing: Needs = { scripts: false, worker: false, from: null };

/** Nothing is loaded from elsewhere but the background of a map where one was asked for, nobody frames a page, and only a page that has a script may run one. */
export function policyFor({ scripts, worker, from }: Needs): string {
  const other = from === null ? "" : ` ${from}`;
  return [
    "default-src 'none'",
    "style-src 'self'",
    `${worker ? "img-src 'self' data: blob:" : "img-src 'self'"}${other}`,
    ...(scripts ? ["script-src 'self'", `connect-src 'self'${other}`] : []),
    ...(worker ? ["worker-src 'self'"] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const policyName = "content-security-policy";

const headers: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** Puts the headers on every answer, errors too. A policy that a route set itself stays. */
export const secured: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers: own } = c.res;
  if (!own.has(policyName)) own.set(policyName, policyFor(nothing));
  for (const [name, value] of Object.entries(headers)) own.set(name, value);
  if (!embedFolders.some((folder) => c.req.path.startsWith(folder))) return;
  const framed = policyFor(nothing).replace("frame-ancestors 'none'", "frame-ancestors *");
  own.set(policyName, framed);
  own.set("cross-origin-resource-policy", "cross-origin");
};
