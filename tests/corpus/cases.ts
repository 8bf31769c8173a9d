import { readFileSync } from "node:fs";

/** A bad file, the mapping that reads it, and the one sentence that must come. */
export interface BadFile {
  /** In `files/`, or made by `made.ts`. */
  readonly file: string;
  /** In `files/`, without its ending. */
  readonly mapping: string;
  readonly sentence: string;
}

const [, ...lines] = readFileSync(new URL("cases.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n");

/** Every bad file of the corpus. A sentence changes in `cases.tsv` first. */
export const badFiles: readonly BadFile[] = lines.map((line) => {
  const [file = "", mapping = "", sentence = ""] = line.split("\t");
  return { file, mapping, sentence };
});

/**
 * Programme folders with one file of the worked example replaced: what cannot be a boundary, a table or a text there.
 */
export const folderCases: readonly (readonly [file: string, content: string, sentence: string])[] =
  [
    [
      "outline.geojson",
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"land"},"geometry":{"type":"Polygon","coordinates":[[[5,52],[6,52]]]}}]}',
      "outline.geojson:1:132: features[0].geometry.coordinates[0] has fewer than 4 items.",
    ],
    [
      "outline.geojson",
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"land"},"geometry":{"type":"Polygon","coordinates":[[[5,52],["x",52],[6,53],[5,52]]]}}]}',
      'outline.geojson:1:141: features[0].geometry.coordinates[0][1][0] is "x"; a number is expected.',
    ],
    [
      "outline.geojson",
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"land"},"geometry":{"type":"Polygon","coordinates":[[[155000,463000],[155000,464000],[156000,463000],[155000,463000]]]}}]}',
      "outline.geojson:1:134: features[0].geometry.coordinates[0][0][0] is 155000; it must be at most 180.",
    ],
    [
      "outline.geojson",
      '{"type":"Topology","arcs":[],"objects":{"layer":{"type":"Polygon","arcs":[[7]]}}}',
      'outline.geojson:1:9: type is "Topology"; expected "FeatureCollection".',
    ],
    [
      "outline.geojson",
      '{"type":"FeatureCollection"',
      "outline.geojson:1:28: here it is not JSON any more; a comma, a quote or a bracket is missing or too many.",
    ],
    [
      "areas.csv",
      "id,kind\nNL,country\n",
      'areas.csv:1: the column "slug" is expected; the header has: id, kind.',
    ],
    [
      "areas.csv",
      "=cmd|' /C calc'!A0\n",
      "areas.csv:1: the column \"id\" is expected; the header has: =cmd|' /C calc'!A0.",
    ],
    [
      "indicators.yaml",
      "- id: x\n  name: &a [*a]\n",
      'indicators.yaml:2:12: "0.name": a map (key: value) is expected, not a list.',
    ],
  ];
