import type { Context } from "hono";

/** A file to download, under its name. It may change or be withdrawn, so a reader asks again. */
export const fileAnswer = (c: Context, name: string, content: string | Uint8Array<ArrayBuffer>) =>
  c.body(content, 200, {
    "content-type": name.endsWith(".csv") ? "text/csv; charset=utf-8" : "text/plain; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "no-cache",
  });
