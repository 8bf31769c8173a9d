import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { golden, goldenRows, goldenTest, isNear } from "../../../../../tests/support/golden.ts";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const place = await mkdtemp(join(tmpdir(), "krachtwijk-inequality-"));
const incomes = fileURLToPath(
  new URL("../../../../../examples/measure/incomes.csv", import.meta.url),
);

/** Writes a table and says where. */
async function tableOf(name: string, header: string, rows: readonly (readonly unknown[])[]) {
  const file = join(place, name);
  await writeFile(file, [header, ...rows.map((row) => row.join(","))].join("\n"));
  return file;
}

interface Decomposition {
  readonly within: number;
  readonly between: number;
}
interface Found {
  readonly gini: number;
  readonly giniCorrected: number;
  readonly decomposition: {
    readonly theilT: Decomposition;
    readonly theilL: Decomposition;
    readonly groups: readonly { group: string; theilT: number; populationShare: number }[];
  };
}
const { results } = golden<{
  results: {
    y2014: Record<string, number>;
    theil_decomposition_popweighted: Record<string, number> & {
      groups: Record<string, { T: number; pop: number }>;
    };
  };
}>("f1_inequality.json");

goldenTest("inequality agrees with R on German counties, within and between Länder", async () => {
  const rows = goldenRows("data/german_counties_gdp.csv").map((row) => [
    row["region_code"]!.padStart(5, "0").slice(0, 2),
    row["gdppc2004"],
    Number(row["gdp2004"]) / Number(row["gdppc2004"]),
    row["gdppc2014"],
  ]);
  const file = await tableOf("counties.csv", "land,gdp,people,later", rows);
  const { code, document } = await runMeasure(
    ...["inequality", file, "--value", "gdp", "--population", "people", "--group", "land"],
    ...["--permutations", "99"],
  );
  expect(code).toBe(0);
  const found = document as unknown as Found;
  const expected = results.theil_decomposition_popweighted;
  for (const [letter, own] of [
    ["T", found.decomposition.theilT],
    ["L", found.decomposition.theilL],
  ] as const) {
    expect(isNear(own.within, expected[`${letter}_within`]!)).toBe(true);
    expect(isNear(own.between, expected[`${letter}_between`]!)).toBe(true);
  }
  for (const { group, theilT, populationShare } of found.decomposition.groups) {
    expect(isNear(theilT, expected.groups[group]!.T), group).toBe(true);
    expect(isNear(populationShare, expected.groups[group]!.pop), group).toBe(true);
  }
  const plain = (await runMeasure("inequality", file, "--value", "later", "--epsilon", "1"))
    .document;
  for (const [name, theirs] of [
    ["gini", "gini"],
    ["giniCorrected", "gini_corr"],
    ["theilT", "theil_T"],
    ["theilL", "theil_L"],
    ["atkinson", "atkinson_1"],
    ["coefficientOfVariation", "cv_pop"],
    ["standardDeviationOfLogs", "sd_log_pop"],
    ["hoover", "hoover"],
    ["herfindahl", "herfindahl"],
    ["decileRatio", "p90p10"],
  ] as const)
    expect(isNear(plain[name] as number, results.y2014[theirs]!), name).toBe(true);
});

test("inequality says what it used, how sure it is, and why a number is missing", async () => {
  const file = await tableOf("zero.csv", "x,g", [
    [0, "a"],
    [1, "a"],
    [2, "b"],
    [5, "b"],
  ]);
  const { document } = await runMeasure("inequality", file, "--value", "x", "--group", "g");
  expect(document).toMatchObject({
    method: "inequality",
    parameters: {
      value: "x",
      population: null,
      group: "g",
      epsilon: 0.5,
      permutations: 999,
      seed: 1,
    },
    count: 4,
    mean: 2,
    theilL: null,
    intervals: { gini: { standardError: expect.any(Number) }, theilL: null },
    decomposition: { theilL: null, theilT: { p: expect.any(Number) } },
    reasons: {
      theilL: expect.stringContaining("a value is 0"),
      "decomposition.theilL": expect.any(String),
    },
  });
  const { parameters } = (await runMeasure("inequality", file, "--value", "x")).document;
  expect(parameters).toMatchObject({ group: null, quantileType: 7, divisor: "population" });
});

interface Apart {
  readonly dissimilarity: number;
  readonly theilH: number;
  readonly districts: { readonly between: number; readonly within: number };
  readonly areas: readonly { id: string; locationQuotients: Record<string, number> | null }[];
  readonly byLot: { readonly p: number } | null;
}

test("segregation tells two groups and more, districts, and areas", async () => {
  const tenures = "social_rent,private_rent,owner_occupied";
  const many = await runMeasure(
    ...["segregation", incomes, "--groups", tenures, "--id", "neighbourhood", "--district", "city"],
  );
  const found = many.document as unknown as Apart;
  expect(found.districts.between + found.districts.within).toBeCloseTo(found.theilH, 10);
  expect(many.document).toMatchObject({ byLot: null, reasons: { byLot: expect.any(String) } });
  const two = (
    await runMeasure("segregation", incomes, "--group", "social_rent", "--total", "households")
  ).document as unknown as Apart;
  expect(two.byLot?.p).toBe(0.001);
  expect(two.areas).toHaveLength(44);
  expect(two).toMatchObject({
    parameters: { groups: ["social_rent", "others"] },
    groups: [{ group: "social_rent", exposure: { others: expect.any(Number) } }, {}],
  });
  const file = await tableOf("empty.csv", "a,b", [
    [5, 0],
    [0, 0],
    [0, 5],
  ]);
  const empty = (await runMeasure("segregation", file, "--groups", "a,b"))
    .document as unknown as Apart;
  expect(empty.dissimilarity).toBe(1);
  expect(empty.areas[1]).toMatchObject({ id: "3", populationShare: 0, locationQuotients: null });
});

test.for([
  ["inequality", "--value", "nothing", 3, 'the column "nothing" is expected'],
  ["inequality", "--value", "city", 3, 'incomes.csv:2, column "city": a number is expected'],
  ["inequality", "--population", "households", 2, "--value is needed."],
  [
    "inequality",
    "--value income_1000_euro --epsilon",
    "0",
    2,
    "--epsilon 0: expected a number above 0.",
  ],
  ["inequality", "--value income_1000_euro --group", "neighbourhood", 0, ""],
  ["segregation", "--groups", "social_rent", 2, "names 1 columns; 2 or more are needed."],
  ["segregation", "--groups", "social_rent,social_rent", 2, "has a column twice."],
  ["segregation", "--groups", "social_rent,", 2, "has an empty name"],
  ["segregation", "--group", "social_rent", 2, "--group needs --total"],
  ["segregation", "--group households --total", "social_rent", 3, "is less than households"],
] as const)("%s %s %s ends with %i", async ([method, options, last, code, sentence]) => {
  const ended = await runMeasure(method, incomes, ...options.split(" "), last);
  expect(ended.said).toContain(sentence);
  expect(ended.code).toBe(code);
});
