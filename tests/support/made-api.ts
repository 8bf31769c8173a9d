import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importBoundaries } from "#flows";
import { id } from "#kernel";
import type { Store } from "#store";
import { type ApiOptions, createApi } from "../../packages/platform/src/api/index.ts";

/** The programme of the worked example. */
export const programme = id<"programme">("wijkenaanpak");

/** The API on a store, and a way to ask it. */
export function madeApi(store: Store, more: Partial<ApiOptions> = {}) {
  const lines: object[] = [];
  const api = createApi({
    store,
    programme,
    log: (line) => lines.push(line),
    peerOf: () => "192.0.2.1",
    apiRate: 0,
    trustedProxies: [],
    contact: "gegevens@example.nl",
    clock: () => 0,
    ...more,
  });
  const ask = async (path: string, headers: Record<string, string> = {}, method = "GET") => {
    const url = path.startsWith("http") ? path : `http://cijfers.test${path}`;
    const answer = await api.fetch(new Request(url, { method, headers }));
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get("content-type") ?? "");
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson && text !== "" ? JSON.parse(text) : null,
    };
  };
  return { api, ask, lines };
}

const square = (west: number, south: number, side = 0.1) => [
  [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ],
];

/** A set of `count` districts of Amsterdam in 2024, squares of a tenth of a degree in a row; and a slanted one, WK036399. */
export async function loadSquares(store: Store, count: number): Promise<void> {
  const row = Array.from({ length: count }, (_, at) => ({
    type: "Feature",
    properties: { code: `WK0363${String(at).padStart(2, "0")}`, name: `District ${at}` },
    geometry: { type: "Polygon", coordinates: square(4 + at / 10, 52) },
  }));
  const slanted = {
    type: "Feature",
    properties: { code: "WK036399", name: "Slanted" },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [6, 53],
          [7, 53],
          [6, 54],
          [6, 53],
        ],
      ],
    },
  };
  await loadFeatures(store, "district", [...row, slanted]);
}

/** A neighbourhood, Molenveld, and the postcode 1234 that lies in it. */
export async function loadPostcode(store: Store): Promise<void> {
  const feature = (code: string, name: string, side: number) => ({
    type: "Feature",
    properties: { code, name },
    geometry: { type: "Polygon", coordinates: square(5, 52, side) },
  });
  await loadFeatures(store, "neighbourhood", [
    feature("BU99990101", "Molenveld", 0.1),
    {
      type: "Feature",
      properties: { code: "BU0363TG01", name: "Bijlmermuseum" },
      geometry: { type: "Polygon", coordinates: square(4, 50) },
    },
  ]);
  await loadFeatures(store, "postcode", [feature("1234", "1234", 0.05)]);
}

async function loadFeatures(
  store: Store,
  kind: "district" | "neighbourhood" | "postcode",
  features: readonly object[],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "krachtwijk-squares-"));
  const file = join(folder, `${kind}.geojson`);
  await writeFile(file, JSON.stringify({ type: "FeatureCollection", features }));
  await importBoundaries(store, {
    programme,
    files: [file],
    given: { kind, year: 2024, source: "Made up", licence: "CC0" },
    dryRun: false,
  });
}
