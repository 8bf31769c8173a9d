import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const place = await mkdtemp(join(tmpdir(), "krachtwijk-space-"));
const at = (name: string) => join(place, name);

const square = (x: number, y: number) => [
  [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ],
];
const feature = (id: unknown, geometry: unknown) => ({
  type: "Feature",
  properties: { id },
  geometry,
});
const collection = (...features: readonly unknown[]) =>
  JSON.stringify({ type: "FeatureCollection", features });
const polygon = (x: number, y: number) => ({ type: "Polygon", coordinates: square(x, y) });
const six = [..."abcdef"].map((id, n) => feature(id, polygon(n % 3, Math.floor(n / 3))));
const chain =
  "from,to,weight\na,b,1\nb,a,1\nb,c,2\nc,b,1\nc,d,1\nd,c,1\nd,e,1\ne,d,1\ne,f,1\nf,e,1\n";
const figures = "id,value,x,y\na,1,0,0\nb,2,1,0\nc,4,2,0\nd,3,0,1\ne,5,1,1\nf,9,2,1\n";

const files: Readonly<Record<string, string>> = {
  "six.csv": figures,
  "gap.csv": figures.replace("c,4", "c,"),
  "equal.csv": figures.replaceAll(/(\w),\d/g, "$1,7"),
  "three.csv": figures.split("\n").slice(0, 4).join("\n"),
  "twice.csv": figures.replace("f,9", "a,9"),
  "minus.csv": figures.replace("c,4", "c,-4"),
  "same.csv": figures.replace("b,2,1,0", "b,2,0,0"),
  "chain.csv": chain,
  "part.csv": "from,to,weight\na,b,1\nb,a,1\n",
  "no-weight.csv": "from,to\na,b\n",
  "unknown.csv": `${chain}f,g,1\n`,
  "self.csv": `${chain}f,f,1\n`,
  "double.csv": `${chain}a,b,1\n`,
  "negative.csv": chain.replace("a,b,1", "a,b,-1"),
  "words.csv": chain.replace("b,c,2", "b,c,two"),
  "six.geojson": collection(...six),
  "five.geojson": collection(...six.slice(0, 5)),
  "broken.geojson": '{"type":\n  "FeatureCollection", features: []}',
  "cut.geojson": '{"type": "FeatureCollection",\n "features": [',
  "list.geojson": "[]",
  "nameless.geojson": collection({ type: "Feature", properties: { code: 1 }, geometry: null }),
  "double.geojson": collection(...six, six[0]),
  "empty.geojson": collection(...six.slice(0, 5), feature("f", null)),
  "line.geojson": collection(
    ...six.slice(0, 5),
    feature("f", { type: "LineString", coordinates: [] }),
  ),
  "text.geojson": collection(
    ...six.slice(0, 5),
    feature("f", {
      type: "Polygon",
      coordinates: [
        [
          ["x", 1],
          [1, 2],
          [2, 2],
        ],
      ],
    }),
  ),
  "points.geojson": collection(
    ..."abcdef"
      .split("")
      .map((id, n) => feature(id, { type: "Point", coordinates: [n % 3, Math.floor(n / 3)] })),
  ),
  "layers.topojson": JSON.stringify({
    type: "Topology",
    arcs: [],
    objects: { districts: {}, towns: {} },
  }),
  "arcless.topojson": JSON.stringify({
    type: "Topology",
    arcs: [],
    objects: {
      towns: {
        type: "GeometryCollection",
        geometries: [{ type: "Polygon", arcs: [[0]], properties: { id: "a" } }],
      },
    },
  }),
};
beforeAll(async () => {
  for (const [name, text] of Object.entries(files)) await writeFile(at(name), text);
});

/** Runs on files of the table above; a word with a dot is one of them. */
const run = (...words: readonly string[]) =>
  runMeasure(...words.map((word) => (word in files ? at(word) : word)));
const asked = "--id id --value value";

test.for([
  ["moran six.csv", 2, "--id is needed"],
  ["moran six.csv --id id", 2, "--neighbours W.csv or --geometry"],
  ["moran six.csv --id id --neighbours chain.csv", 2, "--value is needed"],
  [`moran six.csv ${asked} --neighbours chain.csv --nearest 2`, 2, "give one"],
  [
    `moran six.csv ${asked} --neighbours chain.csv --snap 2`,
    2,
    "--snap does not go with --neighbours",
  ],
  [`moran six.csv ${asked} --contiguity queen`, 2, "--contiguity needs --geometry"],
  [`moran six.csv ${asked} --geometry six.geojson --contiguity bishop`, 2, "queen, rook"],
  [`moran six.csv ${asked} --nearest 2`, 2, "or --x and --y"],
  [`moran six.csv ${asked} --nearest 2 --x x`, 2, "--x and --y are needed together"],
  [`moran six.csv ${asked} --nearest 2 --x x --y y --geometry six.geojson`, 2, "give one"],
  [`moran six.csv ${asked} --nearest 0 --x x --y y`, 2, "at least 1"],
  [`moran six.csv ${asked} --distance 0 --x x --y y`, 2, "more than 0"],
  [
    `moran six.csv ${asked} --distance 2 --x x --y y --style binary --inverse-distance 1`,
    2,
    "Leave one",
  ],
  [`moran six.csv ${asked} --neighbours chain.csv --permutations 1.5`, 2, "whole number"],
  [`moran six.csv ${asked} --neighbours chain.csv --style heavy`, 2, "row, binary"],
  [`getis-ord six.csv ${asked} --neighbours chain.csv --assumption normality`, 2, "--assumption"],
  [`lisa six.csv ${asked} --neighbours chain.csv --significance 5`, 2, "such as 0.05"],
  [
    `lisa six.csv ${asked} --neighbours chain.csv --statistic geary --moments total`,
    2,
    "moran only",
  ],
  [
    `lisa six.csv ${asked} --neighbours chain.csv --cluster-by permutation --permutations 0`,
    2,
    "above 0",
  ],
  [
    "moran six.csv --id id --value nothing --neighbours chain.csv",
    3,
    'the column "nothing" is expected',
  ],
  [
    `moran twice.csv ${asked} --neighbours chain.csv`,
    3,
    'twice.csv:7, column "id": "a" was on line 2',
  ],
  [
    `moran gap.csv ${asked} --neighbours chain.csv`,
    3,
    'gap.csv:4, column "value": a number is expected here; this cell is empty',
  ],
  [`moran equal.csv ${asked} --neighbours chain.csv`, 3, "all 6 values are the same"],
  [`moran three.csv ${asked} --nearest 1 --x x --y y`, 3, "at least 4 are needed"],
  [
    `getis-ord minus.csv ${asked} --neighbours chain.csv`,
    3,
    'minus.csv:4, column "value": -4: G is about',
  ],
  [
    `moran same.csv ${asked} --nearest 2 --x x --y y --inverse-distance 1`,
    3,
    'same.csv:2, column "id": "a" and "b" are at the same point',
  ],
  [`moran six.csv ${asked} --nearest 6 --x x --y y`, 3, "k is 6; it must be 1 to 5"],
  [`moran six.csv ${asked} --nearest 5 --x x --y y`, 3, "neighbours all others alike"],
  [`moran six.csv ${asked} --neighbours nowhere.csv`, 3, "nowhere.csv: there is no such file"],
  [
    `moran six.csv ${asked} --neighbours part.csv`,
    3,
    "4 of 6 areas have no neighbour: c, d, e, f. --islands leave-out",
  ],
  [
    `moran six.csv ${asked} --distance 0.5 --x x --y y`,
    3,
    "the smallest --distance that leaves none alone is 1",
  ],
  [`moran six.csv ${asked} --neighbours no-weight.csv`, 3, 'the column "weight" is expected'],
  [
    `moran six.csv ${asked} --neighbours unknown.csv`,
    3,
    'unknown.csv:12, column "to": "g" is not in the column "id"',
  ],
  [`moran six.csv ${asked} --neighbours self.csv`, 3, "self.csv:12: this links an area to itself"],
  [`moran six.csv ${asked} --neighbours double.csv`, 3, "double.csv:12: this link was on line 2"],
  [
    `moran six.csv ${asked} --neighbours negative.csv`,
    3,
    'negative.csv:2, column "weight": a weight is 0 or more',
  ],
  [
    `moran six.csv ${asked} --neighbours words.csv`,
    3,
    'words.csv:4, column "weight": a number is expected; this is "two"',
  ],
  [`moran six.csv ${asked} --geometry five.geojson`, 3, 'six.csv:7, column "id"'],
  [
    `moran six.csv ${asked} --geometry six.geojson --geometry-id code`,
    3,
    'feature 1 has no property "code" with a name; it has: id',
  ],
  [
    `moran six.csv ${asked} --geometry broken.geojson`,
    3,
    "broken.geojson:2:24: here it is not JSON",
  ],
  [`moran six.csv ${asked} --geometry cut.geojson`, 3, "cut.geojson:2:15: here it is not JSON"],
  [
    `moran six.csv ${asked} --geometry list.geojson`,
    3,
    "a GeoJSON FeatureCollection, or TopoJSON, is expected",
  ],
  [`moran six.csv ${asked} --geometry nameless.geojson`, 3, 'feature 1 has no property "id"'],
  [
    `moran six.csv ${asked} --geometry double.geojson`,
    3,
    'feature 7 is "a", which was there already',
  ],
  [`moran six.csv ${asked} --geometry empty.geojson`, 3, 'has no shape for "f"'],
  [
    `moran six.csv ${asked} --geometry line.geojson`,
    3,
    'feature 6, "f": a Polygon, MultiPolygon or Point is expected; this is a LineString',
  ],
  [
    `moran six.csv ${asked} --geometry text.geojson`,
    3,
    'feature 6, "f": a position needs two numbers',
  ],
  [
    `moran six.csv ${asked} --geometry points.geojson`,
    3,
    "its shape is a point, which touches nothing",
  ],
  [
    `moran six.csv ${asked} --geometry layers.topojson`,
    3,
    "the layers districts, towns; name one of them with --layer",
  ],
  [`moran six.csv ${asked} --geometry arcless.topojson`, 3, "refers to arcs that are not there"],
] as const)("measure %s ends with %i", async ([line, code, sentence]) => {
  const ended = await run(...line.split(" "));
  expect(ended.said).toContain(sentence);
  expect(ended.code).toBe(code);
});

test("the same neighbours by another way give the same answer", async () => {
  const ask = async (line: string) =>
    (await run("moran", "six.csv", ...asked.split(" "), ...line.split(" "))).document;
  const rook = await ask("--geometry six.geojson --contiguity rook");
  expect(rook["z"]).toBeTypeOf("number");
  for (const line of [
    "--distance 1 --x x --y y",
    "--distance 1 --geometry points.geojson",
    "--distance 1 --geometry six.geojson",
  ])
    expect((await ask(line))["z"]).toBeCloseTo(rook["z"] as number, 12);
});

test("areas without a figure can be left out, and islands left out or kept", async () => {
  const gap = await run(
    "moran",
    "gap.csv",
    ...asked.split(" "),
    "--geometry",
    "six.geojson",
    "--gaps",
    "leave-out",
  );
  expect(gap.document["weights"]).toMatchObject({ areas: 5, islands: [] });
  const lost = await run(
    "lisa",
    "six.csv",
    ...asked.split(" "),
    "--neighbours",
    "part.csv",
    "--islands",
    "keep",
  );
  const areas = lost.document["areas"] as readonly Readonly<Record<string, unknown>>[];
  expect(areas[5]).toMatchObject({
    id: "f",
    local: null,
    z: null,
    p: null,
    pPermutation: null,
    cluster: "No neighbours",
  });
  const far = await run(
    "moran",
    "six.csv",
    ...asked.split(" "),
    "--neighbours",
    "part.csv",
    "--islands",
    "leave-out",
  );
  expect(far.said).toContain("at least 4 are needed");
});

test("every setting is in the parameters, and the seed decides", async () => {
  const ask = (...more: readonly string[]) =>
    run("moran", "six.csv", ...asked.split(" "), "--neighbours", "chain.csv", ...more);
  const { document } = await ask();
  expect(document["parameters"]).toMatchObject({
    id: "id",
    value: "value",
    neighbours: at("chain.csv"),
    style: "row",
    assumption: "randomisation",
    alternative: "two-sided",
    permutations: 999,
    seed: 1,
    islands: "refuse",
    gaps: "refuse",
    order: 1,
  });
  expect((await ask()).document).toEqual(document);
  expect((await ask("--seed", "2")).document["pPermutation"]).not.toBe(document["pPermutation"]);
  expect((await ask("--permutations", "0")).document["pPermutation"]).toBeNull();
});

test("neighbours of neighbours", async () => {
  const found = await run(
    "neighbours",
    "six.csv",
    "--id",
    "id",
    "--neighbours",
    "chain.csv",
    "--order",
    "2",
  );
  expect((found.document["links"] as readonly unknown[])[0]).toEqual({
    from: "a",
    to: "c",
    weight: 1,
  });
});
