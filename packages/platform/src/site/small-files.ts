import type { Hono, MiddlewareHandler } from "hono";
import type { Store } from "#store";

const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="4" fill="#0b4a5c"/><path d="M4 19h16L12 5z" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round"/><path d="M7.5 14.5h9M10 10h4" stroke="#fff" stroke-width="2"/></svg>';

/** What browsers, search engines and whoever keeps a server running ask for beside pages. */
export function smallFiles(app: Hono, store: Store): void {
  app.get("/healthz", (c) => c.text("ok"));
  app.get("/readyz", async (c) => {
    await store.ready();
    return c.text("ready");
  });
  app.get("/favicon.svg", (c) =>
    c.body(favicon, 200, { "content-type": "image/svg+xml", "cache-control": "max-age=86400" }),
  );
  app.get("/robots.txt", (c) => c.text("User-agent: *\nAllow: /\n"));
}

/** A slash too many at the end leads to the page, so that it has one address. */
export const oneAddress: MiddlewareHandler = async (c, next) => {
  const { path } = c.req;
  const { search } = new URL(c.req.url);
  if (path === "/en") return c.redirect(`/en/${search}`, 301);
  if (path.length > 1 && path.endsWith("/") && path !== "/en/")
    return c.redirect((path.replace(/\/+$/, "") || "/") + search, 301);
  return next();
};
