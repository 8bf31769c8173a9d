import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { golden, goldenRows, goldenTest, isNear } from "../../../../../tests/support/golden.ts";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const place = await mkdtemp(join(tmpdir(), "krachtwijk-decompose-"));
const example = (name: string) =>
  fileURLToPath(new URL(`../../../../../examples/measure/${name}`, import.meta.url));

async function tableOf(name: string, text: string): Promise<string> {
  const file = join(place, name);
  await writeFile(file, text);
  return file;
}

type Components = Readonly<Record<string, number>>;
const { results } = golden<{
  results: Record<"Dunn" | "Esteban" | "Gerfin", { components: Components }> & {
    dynamic_Dunn: {
      components: { rows: readonly string[]; values: readonly (readonly number[])[] };
    };
  };
}>("g1_shift_share.json");
const keys: Readonly<Record<string, string>> = {
  "Growth (t1-t)": "change",
  "National share": "nationalShare",
  "Industrial mix": "industrialMix",
  "Regional share": "regionalShare",
  "Net total shift": "netTotalShift",
  "Allocation effect": "allocationEffect",
};
const agrees = (document: unknown, expected: Components) => {
  for (const [name, value] of Object.entries(expected))
    expect(isNear((document as Components)[keys[name]!]!, value), name).toBe(true);
};

goldenTest("shift-share agrees with REAT on Göttingen", async () => {
  const years = Array.from({ length: 10 }, (_, at) => 2008 + at);
  const columns = (name: string, of: readonly number[]) => of.map((year) => `${name}${year}`);
  const header = ["WZ2008_Code", ...columns("Goettingen", years), ...columns("BRD", years)];
  const rows = goldenRows("data/goettingen_employment.csv").slice(1);
  const lines = rows.map((row) => header.map((name) => row[name]).join(","));
  const file = await tableOf("jobs.csv", [header.join(","), ...lines].join("\n"));
  const ask = (of: readonly number[], ...more: readonly string[]) =>
    runMeasure(
      ...["decompose", file, "--method", "shift-share", "--branch", "WZ2008_Code", ...more],
      ...[
        "--region",
        columns("Goettingen", of).join(","),
        "--country",
        columns("BRD", of).join(","),
      ],
    );
  for (const model of ["Dunn", "Esteban", "Gerfin"] as const) {
    const { document } = await ask([2008, 2017], "--model", model.toLowerCase());
    agrees(document, results[model].components);
  }
  const { document } = await ask(years);
  const { rows: names, values } = results.dynamic_Dunn.components;
  agrees(document["dynamic"], Object.fromEntries(names.map((name, at) => [name, values[at]![0]!])));
  agrees(document, results.Dunn.components);
});

test("score: parts of every area sum to its change", async () => {
  const { document } = await runMeasure(
    ...[
      "decompose",
      example("score-change.csv"),
      "--before",
      "score_2012",
      "--after",
      "score_2024",
    ],
    ...["--weight", "weight_2012", "--weight-after", "weight_2024", "--area", "area"],
  );
  const areas = document["areas"] as readonly {
    id: string;
    change: number;
    components: readonly { total: number }[];
  }[];
  expect(areas.map(({ id }) => id)).toEqual(["Noord", "Tuindorp", "Kanaalzone"]);
  for (const { change, components } of areas)
    expect(components.reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(change, 12);
  expect(document["parameters"]).toMatchObject({ method: "score", score: "sum", around: "zero" });
});

test("score: columns of their own name, one area", async () => {
  const file = await tableOf("score.csv", "component,before,after,weight\na,5,6,0.5\nb,6,6,0.5\n");
  const { document } = await runMeasure("decompose", file);
  expect(document).toMatchObject({ before: 5.5, after: 6, change: 0.5, value: 0.5, weight: 0 });
});

test("product: factors sum to the change and multiply to the ratio", async () => {
  const { document } = await runMeasure(
    ...["decompose", example("energy.csv"), "--method", "product", "--area", "area"],
    ...["--before", "dwellings_2012,people_per_dwelling_2012,kwh_per_person_2012"],
    ...["--after", "dwellings_2024,people_per_dwelling_2024,kwh_per_person_2024"],
  );
  const factors = document["factors"] as readonly { part: number; ratio: number }[];
  const sum = factors.reduce((total, { part }) => total + part, 0);
  expect(isNear(sum, document["change"] as number)).toBe(true);
  const product = factors.reduce((total, { ratio }) => total * ratio, 1);
  expect(isNear(product, document["ratio"] as number)).toBe(true);
});

test("oaxaca: two and three parts with their errors, and which group is which", async () => {
  const options = ["--method", "oaxaca", "--outcome", "rating", "--group", "area"];
  const factors = ["--factors", "age,years_here,green_share,income_1000_euro"];
  const ask = (...more: readonly string[]) =>
    runMeasure("decompose", example("residents.csv"), ...options, ...factors, ...more);
  const { document } = await ask();
  expect(document).toMatchObject({
    parameters: { a: "programme", b: "elsewhere", reference: "pooled", confidence: 0.95 },
    // statsmodels 0.15.0, two_fold_type "pooled", with signs turned.
    explained: { estimate: expect.closeTo(-0.5450707031763148, 10) },
    unexplained: { estimate: expect.closeTo(-0.2918181857125686, 10), p: expect.any(Number) },
    factors: [{ factor: "(constant)" }, { factor: "age" }, {}, {}, {}],
  });
  const turned = (await ask("--first", "elsewhere", "--reference", "weighted")).document;
  expect(turned).toMatchObject({
    parameters: { a: "elsewhere", b: "programme", referenceWeight: 0.625 },
    gap: { estimate: expect.closeTo(0.8368888888888906, 10) },
  });
});

test("shapley: a table of coalitions, and components before and after", async () => {
  const table = await runMeasure(
    ...["decompose", example("measures.csv"), "--method", "shapley"],
    ...["--coalition", "measures", "--worth", "fewer_nuisance_reports"],
  );
  // By hand: lighting first 14, after sports 12, after stewards 19 and 22, so (2·14 + 12 + 19 + 2·22) / 6.
  expect(table.document).toMatchObject({
    parameters: { how: "exact" },
    total: 48,
    components: [{ component: "lighting", value: expect.closeTo(103 / 6, 10) }, {}, {}],
  });
  const file = await tableOf("before-after.csv", "component,before,after\nx,1,4\ny,9,9\n");
  const change = await runMeasure("decompose", file, "--method", "shapley");
  expect(change.document).toMatchObject({
    parameters: { aggregate: "geometric" },
    total: expect.closeTo(3, 10),
    components: [{ value: expect.closeTo(3, 10) }, { value: expect.closeTo(0, 10) }],
  });
  const many = Array.from({ length: 17 }, (_, at) => `c${at},${at + 1},${at + 2}`);
  const large = await tableOf("many.csv", ["component,before,after", ...many].join("\n"));
  const drawn = await runMeasure(
    ...[
      "decompose",
      large,
      "--method",
      "shapley",
      "--aggregate",
      "minimum",
      "--permutations",
      "20",
    ],
  );
  expect(drawn.document).toMatchObject({
    parameters: { how: "sampling", permutations: 20 },
    total: 1,
  });
});

test.for([
  ["measures.csv", "--method cake", 2, "score, product, shift-share, oaxaca, shapley"],
  ["measures.csv", "--method score --worth x", 2, "--worth does not go with --method score."],
  ["measures.csv", "", 3, 'the column "component" is expected'],
  ["measures.csv", "--method shapley --coalition measures", 2, "--worth is needed."],
  [
    "measures.csv",
    "--method shapley --coalition measures --worth x --before y",
    2,
    "does not go with --coalition",
  ],
  [
    "score-change.csv",
    "--before score_2012 --after score_2024 --weight weight_2012",
    3,
    "name the areas with --area",
  ],
  [
    "energy.csv",
    "--method product --before dwellings_2012 --after area",
    3,
    "a number is expected",
  ],
  [
    "energy.csv",
    "--method product --before a,b --after c",
    2,
    "--before names 2 columns and --after 1",
  ],
  [
    "jobs.csv",
    "--method shift-share --branch branch --region city_2016 --country country_2016",
    2,
    "2 or more are needed",
  ],
  [
    "jobs.csv",
    "--method shift-share --branch branch --region city_2016,city_2018 --country country_2016,country_2018,country_2020",
    2,
    "the same moments",
  ],
  [
    "residents.csv",
    "--method oaxaca --outcome rating --group area --factors age --first nobody",
    2,
    "there are programme and elsewhere",
  ],
  [
    "residents.csv",
    "--method oaxaca --outcome rating --group age --factors years_here",
    3,
    "two groups are expected",
  ],
  [
    "residents.csv",
    "--method oaxaca --outcome area --group area --factors age",
    3,
    "a number is expected",
  ],
  [
    "residents.csv",
    "--method oaxaca --outcome rating --group area --factors age --reference-weight 2 --reference weighted",
    2,
    "--reference-weight 2: expected a share of 0 to 1.",
  ],
] as const)("%s %s ends with %i", async ([file, options, code, sentence]) => {
  const ended = await runMeasure("decompose", example(file), ...options.split(" ").filter(Boolean));
  expect(ended.said).toContain(sentence);
  expect(ended.code).toBe(code);
});

test.for([
  ["a,1\nb,1\n", "there is no row for a+b."],
  ["a,1\nb,1\na+b,2\nb+a,3\n", "these were on line 4 already"],
  ["a,1\na+a,2\n", "expected different names"],
] as const)("a game %j is refused: %s", async ([rows, sentence]) => {
  const file = await tableOf("game.csv", `who,worth\n${rows}`);
  const ended = await runMeasure(
    ...["decompose", file, "--method", "shapley", "--coalition", "who", "--worth", "worth"],
  );
  expect(ended.said).toContain(sentence);
  expect(ended.code).toBe(3);
});
