import { expect, test } from "vitest";
import { readCsv } from "#intake";
import { type AreaId, id } from "#kernel";
import { readAreaChanges } from "./change-file.ts";
import { otherYearSentence, successorsOf } from "./code-years.ts";
import { type FoundCode, makeBook } from "./coded-areas.ts";
import { codesAround, dutchHierarchy } from "./hierarchy.ts";
import { proposeChanges } from "./propose-changes.ts";
import { readAreaFacts } from "./read-area-files.ts";
import { boxOf, innerPoint, PointFinder, type Polygons, squareMetres } from "./shape-measures.ts";
import type { SetKind } from "./types.ts";
import { candidatesFor } from "./unmatched.ts";

const table = (name: string, text: string) =>
  readCsv({ name, bytes: new TextEncoder().encode(text) });
const code = (text: string): AreaId => id<"area">(text);

const changeHead =
  "from_year,to_year,kind,from_code,to_code,share_area,share_population,note,confirmed_by\n";
const changes = `${changeHead}2014,2022,split,WK000100,WK000101,0.6,,,Editor
2014,2022,split,WK000100,WK000102,0.4,,,Editor
2022,2024,renumber,WK000102,WK000202,1,1,,Editor
`;

const facts = readAreaFacts({
  areas: table(
    "areas.csv",
    `id,kind,slug,name,parent,latitude,longitude,point_from
NL,country,nederland,Nederland,,,,
GM0001,municipality,eenstad,Eenstad,NL,,,
A1,focus-neighbourhood,eenstad-noord,Noord,GM0001,,,
`,
  ),
  groupings: table("groupings.csv", "grouping,area\n"),
  aliases: table("aliases.csv", "alias,within,area,seen_in,confirmed_by,confirmed_on,note\n"),
  outline: null,
  changes: table("area-changes.csv", changes),
});

const found = (
  written: string,
  kind: SetKind,
  names: readonly (readonly [number, string])[],
  inside: string | null = null,
): FoundCode => ({
  id: code(written),
  kind,
  names: names.map(([year, name]) => ({ year, name })),
  latitude: 52,
  longitude: 5,
  inside: inside === null ? null : code(inside),
  set: `${kind}-${names.at(-1)![0]}`,
});

const judged = (alias: string, area: string, within: string | null) => ({
  alias,
  area: code(area),
  within: within === null ? null : code(within),
  seenIn: "s",
  confirmedBy: "A. Jansen",
  confirmedOn: "2026-11-25",
  note: "",
});

const book = makeBook(facts, {
  codes: [
    found("GM0001", "municipality", [
      [2014, "Een"],
      [2022, "Eenstad"],
    ]),
    found("WK000100", "district", [[2014, "Noord"]]),
    found("WK000101", "district", [
      [2022, "Noord-West"],
      [2024, "Noordwest"],
    ]),
    found("WK000102", "district", [[2022, "Noord-Oost"]]),
    found("WK000202", "district", [[2024, "Noord-Oost"]]),
    found("BU00010101", "neighbourhood", [[2024, "Kern"]]),
    found("BU00010909", "neighbourhood", [[2024, "Kern"]]), // its district is in no set
    found("1011", "postcode", [[2024, "1011"]], "BU00010101"),
  ],
  rules: new Map(
    [
      "municipality-2022",
      "district-2014",
      "district-2022",
      "district-2024",
      "neighbourhood-2024",
    ].map((set) => [set, dutchHierarchy]),
  ),
  judged: [judged("Z-Kern", "BU00010101", "GM0001"), judged("Verdwenen", "WK999999", null)],
});

test.for([
  ["BU00010101", "WK000101 GM0001 NL"],
  ["BU00010909", "GM0001 NL"],
  ["1011", "BU00010101 WK000101 GM0001 NL"],
  ["GM0001", "NL"],
] as const)("%s lies in %s", ([written, expected]) => {
  const above: string[] = [];
  for (let at = book.get(code(written)).parent; at !== null; at = book.get(at).parent)
    above.push(at);
  expect(above.join(" ")).toBe(expected);
});

test.for([
  [" WK000100 ", null, "WK000100"], // padded as StatLine pads
  ["Noord", null, "A1"], // the folder's own name comes before that of a boundary set
  ["Noord-West", null, "WK000101"], // what it was called in another year
  ["Z-Kern", "GM0001", "BU00010101"], // judged by command
  ["Kern", "WK000101", "BU00010101"],
] as const)("%s within %s is %s", ([name, within, expected]) => {
  const result = book.resolve(name, within === null ? null : code(within));
  expect(result.kind === "found" && result.areas.map((one) => one.id).join(" ")).toBe(expected);
});

test("an area of the folder that has a code keeps its own words, and knows the years", () => {
  expect(book.get(code("GM0001"))).toMatchObject({ name: "Eenstad", slug: "eenstad" });
  expect(book.coded("GM0001")?.names.map(({ year }) => year)).toEqual([2014, 2022]);
  expect(book.bySlug("wk000101")?.id).toBe("WK000101");
  expect(book.ofKind("district")).toHaveLength(4);
  expect(book.aliases.map(({ alias }) => alias)).toEqual(["Z-Kern"]); // the other's area is gone
});

test.for([
  ["WK000101", 2022, null],
  ["WK000101", 2023, null], // no set of that year says otherwise
  [
    "WK000100",
    2022,
    "WK000100 is no district of 2022: boundary sets have it in 2014; WK000101 and WK000102 follow it.",
  ],
  [
    "WK000100",
    2024,
    "WK000100 is no district of 2024: boundary sets have it in 2014; WK000101 and WK000202 follow it.",
  ],
  ["WK000202", 2014, "WK000202 is no district of 2014: boundary sets have it in 2024."],
  ["GM0001", 2014, null],
] as const)("%s on the boundaries of %i", ([written, year, sentence]) => {
  expect(otherYearSentence(book, written, year)).toBe(sentence);
});

test("what an area became is followed step by step", () => {
  expect(successorsOf(book, "WK000100", 2022).map(({ to }) => to)).toEqual([
    "WK000101",
    "WK000102",
  ]);
  expect(successorsOf(book, "WK000100", 2024).map(({ to }) => to)).toEqual([
    "WK000101",
    "WK000102",
    "WK000202",
  ]);
});

test.for([
  ["BU03630102", "neighbourhood", "WK036301 GM0363"],
  ["WK036301", "district", "GM0363"],
  ["GM0363", "municipality", ""],
  ["BU1", "neighbourhood", ""],
  ["1011", "postcode", ""],
] as const)("the codes around %s, a %s, are %j", ([written, kind, expected]) => {
  expect(codesAround(written, kind, dutchHierarchy).join(" ")).toBe(expected);
});

test("a hierarchy of another country is a rule too", () => {
  const german = [{ kind: "municipality", prefix: "", parentPrefix: "", keep: 2 }] as const;
  expect(codesAround("09162000", "municipality", german)).toEqual(["09"]);
});

test.for([
  ["2014,2014,split,A,B,,,,", 'column "to_year": "2014" is not after 2014.'],
  ["14,2015,split,A,B,,,,", 'column "from_year": "14" is not a year.'],
  ["2014,2015,moved,A,B,,,,", 'column "kind": "moved" is not a kind of change'],
  ["2014,2015,split,A B,B,,,,", 'column "from_code": "A B" is not a code.'],
  ["2014,2015,split,A,B,40,,,", 'column "share_area": "40" is not a share of 0 to 1.'],
  [
    "2014,2015,split,A,B,0.7,,,\n2014,2015,split,A,C,0.4,,,",
    'area-changes.csv:3, column "share_area": the shares of A add up to 1.100.',
  ],
  ["2014,2015,split,A,B,,,,\n2014,2015,split,A,B,,,,", "line 2 says what became of A here too."],
])("refuses a wrong change: %s", ([lines, sentence]) => {
  expect(() => readAreaChanges(table("area-changes.csv", `${changeHead}${lines}\n`))).toThrow(
    sentence,
  );
});

const square = (x: number, y: number, width: number, height = width) => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
];

test("the whole ellipsoid has the surface of WGS84", () => {
  // The closed form for an oblate ellipsoid, 2πa² (1 + (1 − e²)/e · artanh e), from a and 1/f alone.
  const f = 1 / 298.257223563;
  const e = Math.sqrt(f * (2 - f));
  const whole = 2 * Math.PI * 6_378_137 ** 2 * (1 + ((1 - e * e) / e) * Math.atanh(e));
  expect(squareMetres([[square(-180, -90, 360, 180)]]) / whole).toBeCloseTo(1, 12);
  const holed = squareMetres([[square(5, 52, 0.2), square(5.05, 52.05, 0.1)]]);
  const parts = squareMetres([[square(5, 52, 0.2)]]) - squareMetres([[square(5.05, 52.05, 0.1)]]);
  expect(holed / parts).toBeCloseTo(1, 9);
});

test.for<[string, Polygons]>([
  ["a square", [[square(5, 52, 1)]]],
  ["a ring around a hole", [[square(5, 52, 1), square(5.1, 52.1, 0.8)]]],
  [
    "a horseshoe",
    [
      [
        [
          [0, 0],
          [9, 0],
          [9, 9],
          [6, 9],
          [6, 3],
          [3, 3],
          [3, 9],
          [0, 9],
          [0, 0],
        ],
      ],
    ],
  ],
  ["two parts", [[square(0, 0, 0.1)], [square(3, 3, 1)]]],
])("the inner point of %s lies inside it", ([, polygons]) => {
  const finder = new PointFinder([{ polygons, box: boxOf(polygons) }]);
  expect(finder.find(innerPoint(polygons))).toBeDefined();
  expect(finder.find([50, 50])).toBeUndefined();
});

function shape(written: string, name: string, polygons: Polygons) {
  const box = boxOf(polygons);
  const inner = innerPoint(polygons);
  return { code: code(written), name, polygons, box, inner, squareMetres: squareMetres(polygons) };
}

test("proposes what became of areas from their land, codes and names", () => {
  const before = [
    shape("A", "Oud", [[square(0, 0, 1)]]), // splits
    shape("B", "West", [[square(2, 0, 1)]]), // merges with C
    shape("C", "Oost", [[square(3, 0, 1)]]),
    shape("D", "Dorp", [[square(5, 0, 1)]]), // is numbered again
    shape("E", "Vroeger", [[square(7, 0, 1)]]), // is renamed
    shape("F", "Blijft", [[square(9, 0, 2, 1)]]), // gives a part away
  ];
  const after = [
    shape("A1", "Oud-Noord", [[square(0, 0, 1, 0.5)]]),
    shape("A2", "Oud-Zuid", [[square(0, 0.5, 1, 0.5)]]),
    shape("BC", "Samen", [[square(2, 0, 2, 1)]]),
    shape("D9", "Dorp", [[square(5, 0, 1)]]),
    shape("E", "Later", [[square(7, 0, 1)]]),
    shape("F", "Blijft", [[square(9, 0, 1)]]),
    shape("G", "Nieuw", [[square(10, 0, 1)]]),
  ];
  const told = proposeChanges(
    { year: 2014, shapes: before },
    { year: 2022, shapes: after },
  ).changes.map(({ kind, from, to }) => `${kind} ${from} ${to}`);
  expect(told).toEqual([
    "split A A1",
    "split A A2",
    "merge B BC",
    "merge C BC",
    "renumber D D9",
    "rename E E",
    "split F F",
    "split F G",
  ]);
});

test("candidates come with reasons", () => {
  const reasons = (name: string, within: string | null, ids: readonly string[]) =>
    candidatesFor(
      { name, within: within === null ? null : code(within), book },
      ids.map((one) => book.get(code(one))),
    ).map(({ reason }) => reason);
  expect(reasons("Noord West", "GM0001", ["WK000101"])).toEqual([
    "same letters, other hyphens or spaces; same municipality",
  ]);
  expect(reasons("Noord-West", null, ["WK000101"])).toEqual(["had this name in another year"]);
  expect(reasons("Z-Kern", null, ["BU00010101"])[0]).toMatch(
    /^known under this name in another source \(s\)/,
  );
  expect(reasons("Xyz", null, ["A1"])).toEqual(["looks like it"]);
});

test("14,800 areas and 12,489 more are loaded and searched without looking at each", () => {
  const codes = Array.from({ length: 27_289 }, (_, at) =>
    found(`BU${String(at).padStart(8, "0")}`, "neighbourhood", [[2024, `Wijk ${at} Noord`]]),
  );
  const large = makeBook(facts, { codes, rules: new Map(), judged: [] });
  expect(large.areas).toHaveLength(27_292);
  expect(large.resolve("Wijk 12345 Nord", null).kind).toBe("unknown");
  for (let at = 0; at < 10_000; at++) large.resolve(`BU${String(at).padStart(8, "0")}`, null); // what is quadratic is out of time here
});
