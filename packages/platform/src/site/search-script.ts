import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type { Hono } from "hono";

/** A script for browsers; its address follows from its content. */
export interface Script {
  readonly path: string;
  readonly text: string;
}

/** Bundles what improves the search fields. */
export function searchScript(): Script {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL("./client/search.ts", import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  const text = outputFiles[0]!.text;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { text, path: `/assets/search-${hash}.js` };
}

export function addSearchScript(app: Hono, { path, text }: Script): void {
  app.get(path, (c) =>
    c.body(text, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    }),
  );
}
