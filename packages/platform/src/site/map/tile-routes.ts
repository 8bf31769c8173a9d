import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import type { Context, Hono } from "hono";
import {
  type BoundarySet,
  type Outline,
  readAreaGeometry,
  readBoundarySets,
  readSetGeometry,
} from "#areas";
import type { ProgrammeId } from "#kernel";
import type { Store } from "#store";
import { deepestZoom, TileSets, tileSetName } from "./tile-sets.ts";

/** What is at an address with the number of a correction in it never changes. */
const forEver = "public, max-age=31536000, immutable";

const require = createRequire(import.meta.url);
const library = require("maplibre-gl/package.json") as { readonly version: string };

/** Where the thread is that draws tiles in the browser. */
export const workerPath = `/tegels/tekenaar@${library.version}.mjs`;
let worker: string | null = null;
const workerFile = (): string => {
  worker ??= readFileSync(require.resolve("maplibre-gl/dist/maplibre-gl-worker.mjs"), "utf8");
  return worker;
};

/** Where the land behind dots is. */
export const landPath = "/tegels/land.json";

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : null;

/** Which tile an address names; null: there can be no such tile. */
function placeOf(c: Context) {
  const z = wholeNumber(c.req.param("z"));
  const x = wholeNumber(c.req.param("x"));
  const y = wholeNumber(c.req.param("y")?.replace(/\.pbf$/, ""));
  if (z === null || x === null || y === null || z > deepestZoom) return null;
  return x < 2 ** z && y < 2 ** z ? { z, x, y } : null;
}

/** Five decimals of a degree are a metre. */
const metre = (degrees: number | null) =>
  degrees === null ? null : Math.round(degrees * 1e5) / 1e5;

/** Adds `/tegels/SET/Z/X/Y.pbf`, and `/tegels/SET/gebieden.json`: where each area of the set is and what it is called. */
export function tileRoutes(
  app: Hono,
  door: {
    readonly store: Store;
    readonly programme: ProgrammeId;
    readonly outline: Outline | null;
    readonly notFound: (c: Context) => Response | Promise<Response>;
  },
): void {
  const { store, programme } = door;
  const tiles = new TileSets(store.lake);
  const known = new Map<string, BoundarySet>();
  const setNamed = async (c: Context): Promise<BoundarySet | undefined> => {
    const name = c.req.param("set") ?? "";
    // A set under a number never changes; a name that is not known yet may have come in since.
    if (!known.has(name))
      for (const set of await readBoundarySets(store.db, programme))
        known.set(tileSetName(set), set);
    return known.get(name);
  };
  // A thread of the browser goes by the policy of its own file, not by that of the page.
  app.get(workerPath, (c) =>
    c.body(workerFile(), 200, {
      "content-type": "text/javascript; charset=utf-8",
      "content-security-policy": "default-src 'none'; connect-src 'self'",
      "cache-control": forEver,
    }),
  );
  app.get(landPath, (c) =>
    door.outline === null
      ? door.notFound(c)
      : c.json(door.outline, 200, { "cache-control": "no-cache" }),
  );
  app.get("/tegels/:set/gebieden.json", async (c) => {
    const set = await setNamed(c);
    if (set === undefined) return door.notFound(c);
    const { codes, names, longitudes, latitudes } = await readSetGeometry(store.lake, set);
    const places = { longitudes: longitudes.map(metre), latitudes: latitudes.map(metre) };
    return c.json({ codes, names, ...places }, 200, { "cache-control": forEver });
  });
  app.get("/tegels/:set/gebied/:code", async (c) => {
    const set = await setNamed(c);
    const code = c.req.param("code");
    const shape = set === undefined ? null : await readAreaGeometry(store.lake, set, code);
    if (shape === null) return door.notFound(c);
    const headers = { "content-type": "application/geo+json", "cache-control": forEver };
    return c.body(`{"type":"MultiPolygon","coordinates":${shape}}`, 200, headers);
  });
  app.get("/tegels/:set/:z/:x/:y", async (c) => {
    const place = placeOf(c);
    const set = place === null ? undefined : await setNamed(c);
    if (place === null || set === undefined) return door.notFound(c);
    const tag = `"${tileSetName(set)}-${place.z}-${place.x}-${place.y}"`;
    const headers = { etag: tag, "cache-control": forEver };
    if (c.req.header("if-none-match")?.includes(tag) === true) return c.body(null, 304, headers);
    const tile = await tiles.tile(set, place);
    if (tile === null) return c.body(null, 204, headers);
    const type = { "content-type": "application/vnd.mapbox-vector-tile", vary: "Accept-Encoding" };
    return /\bgzip\b/.test(c.req.header("accept-encoding") ?? "")
      ? c.body(tile, 200, { ...headers, ...type, "content-encoding": "gzip" })
      : c.body(new Uint8Array(gunzipSync(tile)), 200, { ...headers, ...type });
  });
}
