import type { Reply } from "./replay-server.ts";

const conf = "http://www.opengis.net/spec/ogcapi-features";
/** RD New, as services name it. */
export const rdNew = "http://www.opengis.net/def/crs/EPSG/0/28992";
/** Longitude and latitude. */
export const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/** One made-up district: a square, of one degree or of one kilometre in Amsterdam. */
const district = (at: number, crs: string | undefined) => {
  const place = (x: number, y: number) =>
    crs === rdNew ? [121_000 + 1000 * (at + x), 487_000 + 1000 * y] : [at + x, y];
  const corners = [place(0, 0), place(1, 0), place(1, 1), place(0, 1), place(0, 0)];
  return {
    type: "Feature",
    id: `f-${at}`,
    properties: {
      statcode: `WK0363${String(at).padStart(2, "0")}`,
      statnaam: `District ${at}`,
      jaar: 2024,
    },
    geometry: { type: "Polygon", coordinates: [corners] },
  };
};

/** What a service with one collection of five districts answers, by path and query; two features a page. */
export function madeOgc(base: string, { crs }: { crs?: string } = {}): Record<string, Reply> {
  const items = `${base}/collections/wijken/items`;
  const more = crs === undefined ? "" : `&crs=${crs}`;
  const page = (cursor: string | null, from: number, next: string | null): [string, Reply] => [
    `/collections/wijken/items?f=json&limit=1000${more}${cursor === null ? "" : `&cursor=${cursor}`}`,
    {
      headers: {
        "content-type": "application/geo+json",
        "content-crs": `<${crs ?? crs84}>`,
        etag: `"page ${from}"`,
      },
      body: {
        type: "FeatureCollection",
        timeStamp: "2026-01-01T00:00:00Z",
        links: [
          { rel: "self", type: "application/geo+json", href: items },
          ...(next === null
            ? []
            : [
                {
                  rel: "next",
                  type: "application/geo+json",
                  href: `${items}?f=json&limit=1000${more}&cursor=${next}`,
                },
              ]),
        ],
        features: [district(from, crs), district(from + 1, crs)].slice(0, from === 4 ? 1 : 2),
        numberReturned: from === 4 ? 1 : 2,
        numberMatched: 5,
      },
    },
  ];
  return {
    "/?f=json": {
      body: {
        title: "Made-up areas",
        links: [{ rel: "conformance", href: `${base}/conformance` }],
      },
    },
    "/conformance?f=json": {
      body: {
        conformsTo: [
          `${conf}-1/1.0/conf/core`,
          `${conf}-1/1.0/conf/geojson`,
          `${conf}-2/1.0/conf/crs`,
        ],
      },
    },
    "/collections?f=json": {
      body: {
        collections: [
          { id: "wijken", links: [] },
          { id: "buurten", links: [] },
        ],
      },
    },
    "/collections/wijken?f=json": {
      body: {
        id: "wijken",
        title: "Districts",
        crs: [crs84, rdNew],
        storageCrs: rdNew,
        links: [{ rel: "license", href: "https://creativecommons.org/licenses/by/4.0/deed.nl" }],
      },
    },
    ...Object.fromEntries([page(null, 0, "aa"), page("aa", 2, "bb"), page("bb", 4, null)]),
  };
}
