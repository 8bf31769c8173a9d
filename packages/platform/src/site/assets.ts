import type { Hono } from "hono";
import type { Assets } from "./client/bundle.ts";
import type { Stylesheet } from "./stylesheet.ts";

/** What never changes at its address: a browser asks for it once. */
const forEver = "public, max-age=31536000, immutable";

/** The style sheet, the scripts and the files of packages, all under `/assets/`. */
export function assetRoutes(app: Hono, sheet: Stylesheet, assets: Assets): void {
  app.get(sheet.path, (c) =>
    c.body(sheet.css, 200, { "content-type": "text/css; charset=utf-8", "cache-control": forEver }),
  );
  app.get("/assets/:file{.+}", async (c, next) => {
    const asset = await assets.find(c.req.path);
    if (asset === null) return next();
    return c.body(asset.body, 200, { "content-type": asset.type, "cache-control": forEver });
  });
}
