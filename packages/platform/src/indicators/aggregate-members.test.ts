import { expect, test } from "vitest";
import { type Area, AreaBook } from "#areas";
import { boundaryYear, ruleFor, wholesOf } from "#indicators";
import { id } from "#kernel";
import { parseFormula } from "./formula.ts";

const area = (name: string, kind: Area["kind"], parent: Area["parent"]): Area => ({
  id: id(name),
  kind,
  slug: name.toLowerCase(),
  name,
  parent,
  point: null,
});

test("the boundaries of a period are those whose codes its figures use", () => {
  const coded = (name: string, years: readonly number[]) => ({
    id: id<"area">(name),
    kind: "district" as const,
    names: years.map((year) => ({ year, name })),
    parent: id<"area">("GM1"),
    point: null,
  });
  const years = new AreaBook({
    areas: [area("GM1", "municipality", null), area("own", "district", id("GM1"))],
    memberships: [],
    aliases: [],
    coded: [coded("WK1", [2014, 2022]), coded("WK2", [2014]), coded("WK3", [2022])],
  });
  const of = (begin: number, ...codes: readonly string[]) =>
    boundaryYear(
      years,
      codes.map((one) => id<"area">(one)),
      {
        kind: "district",
        period: { begin: `${begin}-01-01` },
      },
    );
  expect([
    of(2022, "WK1", "WK3"),
    of(2022, "WK1", "WK2"),
    of(2021, "WK1"),
    of(2010, "WK1"),
    of(2022, "own"),
  ]).toEqual([2022, 2014, 2014, 2014, null]);
  const { wholes } = wholesOf(
    "municipality",
    years,
    () => true,
    () => 2022,
  );
  expect(
    wholes.map(({ members, boundaries }) => [boundaries, members.map((one) => one.id)]),
  ).toEqual([["district 2022", ["own", "WK1", "WK3"]]]);
});

test("the strictest rule of a share, its counts and its formula holds", () => {
  const base = { formula: null, suppression: null, total: { kind: "sum" } } as const;
  const catalogue = [
    { ...base, id: "n", suppression: { minimumCount: 5 } },
    { ...base, id: "d", suppression: { minimumCount: 8 } },
    { ...base, id: "share", total: { kind: "ratio", numerator: "n", denominator: "d" } },
    { ...base, id: "free" },
    { ...base, id: "twice", formula: { written: "n + free", tree: parseFormula("n + free") } },
  ] as unknown as Parameters<typeof ruleFor>[1];
  const ruleOf = (name: string) => ruleFor(catalogue.find((one) => one.id === name)!, catalogue);
  expect(["share", "n", "twice", "free"].map(ruleOf)).toEqual([
    { minimumCount: 8, minimumDenominator: 8 },
    { minimumCount: 8, minimumDenominator: 8 },
    { minimumCount: 5, minimumDenominator: undefined },
    null,
  ]);
});
