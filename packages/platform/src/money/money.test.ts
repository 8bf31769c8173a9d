import { expect, test } from "vitest";
import { AreaBook } from "#areas";
import { readCsv } from "#intake";
import { cents, id, parsePeriod, untranslated } from "#kernel";
import { type GrantsMapping, readGrantTable } from "./grants.ts";
import { fundTotal, projectsIn, tranchesOf } from "./summary.ts";
import type { Budget, Fund } from "./types.ts";

const area = (name: string) => ({
  id: id<"area">(name),
  kind: "focus-neighbourhood" as const,
  slug: name.toLowerCase(),
  name,
  parent: null,
  point: null,
});
const both = {
  alias: "Noord en Zuid",
  within: null,
  seenIn: "",
  confirmedBy: "E",
  confirmedOn: "2026-11-24",
  note: "",
};
const book = new AreaBook({
  areas: [area("Noord"), area("Zuid")],
  memberships: [],
  aliases: [
    { ...both, area: id<"area">("Noord") },
    { ...both, area: id<"area">("Zuid") },
  ],
});

const mapping: GrantsMapping = {
  source: id<"source">("round-1"),
  title: untranslated("Round 1"),
  origin: {
    publisher: "",
    document: "",
    part: untranslated(""),
    licence: untranslated(""),
    published: "2009-10-22",
  },
  fund: id<"fund">("f"),
  tranche: 1,
  areas: { name: "area" },
  project: "project",
  amountEur: "euros",
  theme: id<"theme">("t"),
};

const read = (csv: string) =>
  readGrantTable(readCsv({ name: "g.csv", bytes: new TextEncoder().encode(csv) }), mapping, book);

test("projects keep their cents and their line; a name of two areas is in both", () => {
  const projects = read(
    "area,project,euros\nNoord,School,200000\nNoord en Zuid,Church,130500.5\n",
  ).map((project) => ({ ...project, release: id<"release">("round-1-r1") }));
  expect(projects.map(({ amount, line, areas }) => [amount, line, areas.length])).toEqual([
    [20000000, 2, 1],
    [13050050, 3, 2],
  ]);
  expect(projectsIn(projects, id<"area">("Zuid")).map(({ name }) => name)).toEqual(["Church"]);
  // A project in two areas is counted once.
  expect(tranchesOf(projects)).toMatchObject([{ fund: "f", number: 1, granted: 33050050 }]);
});

test.for([
  ["area,project,euros\nNoord,School,veel\n", 'g.csv:2, column "euros": "veel" is not an amount'],
  ["area,project,euros\nNoord,School,0\n", '"0" is not an amount'],
  ["area,project,euros\nNoord,,5\n", 'g.csv:2, column "project": the project has no name.'],
  ["area,project,euros\nOost,School,5\n", 'g.csv:2, column "area": no area is called "Oost".'],
])("refuses %j", ([csv, sentence]) => {
  expect(() => read(csv!)).toThrow(sentence);
});

const budget = (amount: number, bound: Budget["bound"]): Budget => ({
  period: parsePeriod("2008")!,
  amount: cents(amount),
  bound,
  for: null,
});

const fund = (...budgets: Budget[]): Fund => ({
  id: id<"fund">("f"),
  name: untranslated("f"),
  payer: untranslated("p"),
  theme: id<"theme">("t"),
  source: "1",
  note: null,
  budgets,
});

test.for([
  [[], null],
  [[budget(10, null), budget(5, null)], { amount: 15, bound: null }],
  [[budget(10, null), budget(5, "<")], { amount: 15, bound: "<" }],
  [[budget(10, "<="), budget(5, "<")], { amount: 15, bound: "<" }],
  [[budget(10, ">"), budget(5, null)], { amount: 15, bound: ">" }],
  [[budget(10, ">"), budget(5, "<")], null],
] as const)("budgets %j add up to %j", ([budgets, total]) => {
  expect(fundTotal(fund(...budgets))).toEqual(total);
});
