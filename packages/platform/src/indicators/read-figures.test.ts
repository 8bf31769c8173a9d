import { expect, test } from "vitest";
import { AreaBook } from "#areas";
import { readCsv, readYaml } from "#intake";
import { id } from "#kernel";
import { madeIndicator } from "../../../../tests/support/made-indicator.ts";
import { readCell } from "./cell.ts";
import type { Knowledge } from "./figure-plan.ts";
import { figuresMappingSchema } from "./mapping.ts";
import { readFigureTable } from "./read-figures.ts";
import type { Indicator } from "./types.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

const place = (name: string, kind: "country" | "focus-neighbourhood", parent: string | null) => ({
  id: id<"area">(name),
  kind,
  slug: name.toLowerCase(),
  name,
  parent: parent === null ? null : id<"area">(parent),
  point: null,
});

const confirmed = {
  within: null,
  seenIn: "",
  confirmedBy: "Editor",
  confirmedOn: "2026-11-24",
  note: "",
};

const book = new AreaBook({
  areas: [
    place("NL", "country", null),
    place("Noord", "focus-neighbourhood", "NL"),
    place("Zuid", "focus-neighbourhood", "NL"),
  ],
  memberships: [],
  aliases: [
    { ...confirmed, alias: "Both", area: id<"area">("Noord") },
    { ...confirmed, alias: "Both", area: id<"area">("Zuid") },
  ],
});

const indicator = (name: string, unit: Indicator["unit"]) => madeIndicator(name, { unit });

const known: Knowledge = {
  book,
  catalogue: new Map(
    [indicator("leavers", "count"), indicator("rate", "share")].map((one) => [one.id, one]),
  ),
};

const mappingHead = `source: s
title: { nl: Bron, en: Source }
origin: { publisher: P, document: D, part: { nl: a, en: a }, licence: { nl: o, en: o }, published: 2009-10-22 }
areas: { name: area }
`;

const leavers = `${mappingHead}figures:
  - { indicator: leavers, period: 2005/2006, value: n }
`;

const rates = `${mappingHead}figures:
  - { indicator: rate, period: 2005/2006, numerator: n, denominator: all, printed: pct, unit: percent }
`;

function read(csv: string, mapping: string) {
  const table = readCsv({ name: "s.csv", bytes: bytes(csv) });
  return readFigureTable(
    table,
    readYaml({ name: "s.mapping.yaml", bytes: bytes(mapping) }, figuresMappingSchema),
    known,
  );
}

test.for([
  ["12", { kind: "value", value: 12, decimals: 0 }],
  ["-3.5", { kind: "value", value: -3.5, decimals: 1 }],
  ["16.0", { kind: "value", value: 16, decimals: 1 }],
  ["0", { kind: "value", value: 0, decimals: 0 }],
  ["x", { kind: "gap", why: "suppressed" }],
  ["", { kind: "gap", why: "not-available" }],
  ["< 10", { kind: "bound", op: "<", value: 10, decimals: 0 }],
  [">=5", { kind: "bound", op: ">=", value: 5, decimals: 0 }],
  ["X?", null],
  ["1,5", null],
  ["NaN", null],
  ["1e3", null],
  ["4.02339e-05", { kind: "value", value: 0.0000402339, decimals: 10 }],
  ["-2.5E+2", { kind: "value", value: -250, decimals: 0 }],
  ["1e+999", null],
  ["9007199254740991", { kind: "value", value: 9007199254740991, decimals: 0 }],
  ["-9007199254740992", null],
  ["9007199254740993", null],
  ["9007199254740993.0", null],
  ["<= 9007199254740993", null],
  ["9.007199254740993e+15", null],
  ["0.30000000000000004", { kind: "value", value: 0.30000000000000004, decimals: 17 }],
  ["< -1", { kind: "bound", op: "<", value: -1, decimals: 0 }], // of a score; a count refuses it by its range
] as const)("the cell %j is %j", ([cell, reading]) => {
  expect(readCell(cell)).toEqual(reading);
});

test("a figure knows its line and columns; gaps and bounds stay what they are", () => {
  const { figures } = read("area,n\nNoord,12\nZuid,x\nNL,< 10\n", leavers);
  expect(
    figures.map(({ area, reading, line, columns }) => [area, reading.kind, line, columns]),
  ).toEqual([
    ["Noord", "value", 2, "n"],
    ["Zuid", "gap", 3, "n"],
    ["NL", "bound", 4, "n"],
  ]);
});

test("a share keeps its counts; a gap in one of them is a gap, and a denominator of zero gives no share", () => {
  const { figures } = read("area,n,all,pct\nNoord,81,859,9.4\nZuid,x,800,\nNL,0,0,\n", rates);
  expect(figures[0]).toMatchObject({
    reading: { kind: "value", value: 81 / 859, decimals: null },
    counts: { numerator: 81, denominator: 859 },
    printed: 0.094,
  });
  expect(figures[1]).toMatchObject({ reading: { kind: "gap", why: "suppressed" }, counts: null });
  expect(figures[2]).toMatchObject({ reading: { kind: "gap", why: "not-available" } });
});

test("a printed percentage that does not follow from its counts is a finding, and stays printed", () => {
  const { figures, findings } = read("area,n,all,pct\nNoord,81,859,9.5\nZuid,81,859,9.4\n", rates);
  expect(findings).toEqual([
    {
      line: 2,
      column: "pct",
      about: "Noord",
      printed: "9.5",
      expected: "9.4",
      cause: "unexplained",
    },
  ]);
  expect(figures[0]?.printed).toBeCloseTo(0.095, 12);
});

test("changes and sums that are printed are worked out again", () => {
  const checks = `${mappingHead}figures:
  - { indicator: leavers, period: 2005/2006, value: a }
checks:
  - { kind: change, from: a, to: b, printed: change, relative: true }
  - { kind: sum, total: { area: NL }, columns: [a, share] }
`;
  const { findings } = read(
    "area,a,b,change,share\nNoord,60,31,-48.3,1.2\nZuid,52,74,42.3,1.2\nNL,112,105,,2.5\n",
    checks,
  );
  expect(findings).toEqual([
    { line: 4, column: "share", about: "NL", printed: "2.5", expected: "2.4", cause: "rounding" },
  ]);
});

test.for([
  [
    "area,n\nNord,1\n",
    leavers,
    's.csv:2, column "area": no area is called "Nord". Likeliest: Noord (Noord). If one is right, confirm it with krachtwijk areas confirm (areas review lists all), or as a row in aliases.csv.',
  ],
  [
    "area,n\nBoth,1\n",
    leavers,
    's.csv:2, column "area": "Both" covers Noord and Zuid; one figure cannot be about two areas.',
  ],
  ["area,n\nNoord,1.5\n", leavers, 's.csv:2, column "n": leavers cannot be 1.5'],
  ["area,n\nNoord,-1\n", leavers, "leavers cannot be -1"],
  ["area,n\nNoord,veel\n", leavers, 's.csv:2, column "n": "veel" is not a figure'],
  [
    "area,n\nNoord,1\nnoord,2\n",
    leavers,
    "s.csv:3: leavers of Noord in 2005/2006 is given a second time; line 2 has it too.",
  ],
  ["area,m\nNoord,1\n", leavers, 's.csv:1: the column "n" is expected; the header has: area, m.'],
  [
    "area,n,all,pct\nNoord,9,8,\n",
    rates,
    "rate cannot be 112.5 %; expected a share of 0 to 100 %.",
  ],
])("refuses %j", ([csv, mapping, sentence]) => {
  expect(() => read(csv!, mapping!)).toThrow(sentence);
});

test("a row that no entry reads must be set aside with a reason", () => {
  const where = leavers.replace("value: n", "value: n, where: { kind: table }");
  const csv = "area,n,kind\nNoord,1,table\nNoord,2,text\n";
  expect(() => read(csv, where)).toThrow("s.csv:3: no entry of the mapping reads this row");
  const aside = `${where}setAside:\n  - { where: { kind: text }, why: { nl: dubbel, en: double } }\n`;
  expect(read(csv, aside).setAside).toEqual([{ line: 3, why: { nl: "dubbel", en: "double" } }]);
});
