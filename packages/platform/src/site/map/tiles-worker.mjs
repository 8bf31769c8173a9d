// A thread of tile-sets.ts: cuts one set of boundaries into vector tiles, so that the server goes on answering.
import { parentPort, workerData } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";

const { codes, names, geometries, maxZoom } = workerData;

/** Tiles that the index may keep: every one that was asked for stays in it. */
const mostKept = 3000;
const makeIndex = () => {
  const features = codes.flatMap((code, at) =>
    geometries[at] === "[]"
      ? []
      : [
          {
            type: "Feature",
            properties: { code, name: names[at] },
            geometry: { type: "MultiPolygon", coordinates: JSON.parse(geometries[at]) },
          },
        ],
  );
  return new GeoJSONVT(
    { type: "FeatureCollection", features },
    { maxZoom, indexMaxZoom: 5, indexMaxPoints: 50_000, tolerance: 6, buffer: 64, wrap: false },
  );
};

let index = makeIndex();
let asked = 0;

function tile({ z, x, y }) {
  if (++asked % mostKept === 0) index = makeIndex();
  const found = index.getTile(z, x, y);
  if (found === null || found.features.length === 0) return null;
  return gzipSync(fromGeojsonVt({ areas: found }, { version: 2 }), { level: 6 });
}

parentPort.on("message", ({ id, ...place }) => {
  try {
    parentPort.postMessage({ id, tile: tile(place) });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error?.stack ?? error) });
  }
});
parentPort.postMessage({ id: 0, tile: null });
