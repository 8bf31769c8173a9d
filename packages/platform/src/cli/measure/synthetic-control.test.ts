import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { goldenPath, goldenTest, isNear } from "../../../../../tests/support/golden.ts";
import { predictors, reference } from "../../../../../tests/support/proposition-99.ts";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const place = await mkdtemp(join(tmpdir(), "krachtwijk-synthetic-"));
const smoking = goldenPath("data/smoking_prop99.csv");
const california = ["--unit", "state", "--time", "year", "--outcome", "cigsale"].concat([
  "--treated",
  "California",
  "--from",
  "1989",
]);

/** A file of predictors, in a folder of its own. */
async function specFile(name: string, spec: unknown): Promise<string> {
  const file = join(place, name);
  await writeFile(file, typeof spec === "string" ? spec : JSON.stringify(spec));
  return file;
}

const asked = predictors.map(({ name, over }) => ({ column: name, over }));
interface Printed {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly weights: Readonly<Record<string, number>>;
  readonly gap: readonly number[];
  readonly rmspePre: number;
  readonly rmspePost: number;
  readonly placebos: readonly { readonly unit: string; readonly rmspePre: number }[];
  readonly predictors: readonly { readonly name: string; readonly treated: number }[];
  readonly leaveOneOut: readonly { readonly leftOut: string }[];
  readonly p: number;
}
const printed = async (...args: readonly string[]) =>
  (await runMeasure("synthetic-control", smoking, ...california, ...args))
    .document as unknown as Printed;

describe("Proposition 99", () => {
  goldenTest("without predictors agrees with quadprog", async () => {
    const own = await printed();
    const expected = reference.outcomes_only_simplex;
    for (const [state, weight] of Object.entries(expected.weights))
      expect(Math.abs(own.weights[state]! - weight), state).toBeLessThan(6e-9);
    for (const [at, gap] of expected.gap.entries()) expect(isNear(own.gap[at]!, gap)).toBe(true);
    expect(isNear(own.rmspePre, expected.rmspe_pre)).toBe(true);
    expect(own.placebos).toHaveLength(38);
    expect(own.p).toBeCloseTo(3 / 39, 12);
    expect(own.parameters).toMatchObject({ predictorWeights: "fitted", seed: 1, from: 1989 });
    const weighted = Object.keys(own.weights).filter((state) => own.weights[state]! > 0);
    expect(own.leaveOneOut.map(({ leftOut }) => leftOut)).toEqual(weighted);
  });

  goldenTest("with the predictors of Synth is at least as close before", async () => {
    const own = await printed("--predictors", await specFile("adh.json", asked));
    expect(own.rmspePre).toBeLessThanOrEqual(reference.synth.rmspe_pre);
    for (const [state, weight] of Object.entries(reference.synth.weights))
      expect(Math.abs(own.weights[state]! - weight), state).toBeLessThan(0.02);
    expect(own.p).toBeCloseTo(1 / 39, 12);
    for (const [at, value] of Object.values(reference.synth.X1).entries())
      expect(isNear(own.predictors[at]!.treated, value)).toBe(true);
    expect(own.predictors.map(({ name }) => name)).toContain("beer 1984 to 1988");
    expect(own.predictors.map(({ name }) => name)).toContain("cigsale 1975");
  });

  goldenTest.for([
    ["as a list", asked.map((one, at) => ({ ...one, weight: reference.fixed_V.synth_opt.V[at] }))],
    [
      "as an object, in the manner of Synth",
      {
        over: [1980, 1988],
        predictors: asked
          .slice(0, 3)
          .map(({ column }, at) => ({ column, weight: reference.fixed_V.synth_opt.V[at] })),
        special: asked
          .slice(3)
          .map((one, at) => ({ ...one, weight: reference.fixed_V.synth_opt.V[at + 3] })),
      },
    ],
  ] as const)("with given predictor weights, %s, agrees with quadprog", async ([, spec]) => {
    const file = await specFile("given.json", spec);
    const own = await printed("--predictors", file, "--without-placebos");
    for (const [state, weight] of Object.entries(reference.fixed_V.synth_opt.w_quadprog))
      expect(Math.abs(own.weights[state]! - weight), state).toBeLessThan(6e-9);
    expect(own.parameters).toMatchObject({ predictorWeights: "given", placebos: false });
    expect([own.p, own.placebos]).toEqual([null, []]);
  });

  goldenTest("placebos with equal weights agree with quadprog", async () => {
    const file = await specFile("equal.json", { over: [1980, 1988], predictors: asked });
    const own = await printed("--predictors", file, "--predictor-weights", "equal");
    const expected = reference.placebo_equalV;
    for (const { unit, rmspePre } of own.placebos)
      expect(isNear(rmspePre, expected.rmspe_pre[expected.state.indexOf(unit)]!), unit).toBe(true);
    expect(own.p).toBeCloseTo(expected.p[expected.state.indexOf("California")]!, 12);
  });
});

const example = fileURLToPath(
  new URL("../../../../../examples/measure/assistance.csv", import.meta.url),
);
const schilders = ["--unit", "neighbourhood", "--time", "year"].concat([
  "--outcome",
  "social_assistance_pct",
  "--treated",
  "Schildersbuurt",
]);

describe("what cannot be", () => {
  test.for([
    ["no option", ["--treated", "X"], 2, "--unit is needed."],
    ["no year", [...schilders], 2, "--from is needed."],
    [
      "an unknown column",
      ["--unit", "area", ...schilders.slice(2), "--from", "2018"],
      3,
      'the column "area" is expected',
    ],
    [
      "an unknown unit",
      [...schilders.slice(0, 7), "Nowhere", "--from", "2018"],
      3,
      'there is no unit "Nowhere"',
    ],
    ["nothing before", [...schilders, "--from", "2009"], 3, "leaves none before it"],
    ["nothing after", [...schilders, "--from", "2030"], 3, "leaves none after it"],
    [
      "gaps in the outcome",
      [...schilders.slice(0, 5), "social_rent_pct", ...schilders.slice(6), "--from", "2018"],
      3,
      "Bloemenbuurt has no value in 2010",
    ],
    [
      "a limit below 1",
      [...schilders, "--from", "2018", "--prefit-limit", "0.5"],
      2,
      "--prefit-limit 0.5: expected at least 1",
    ],
    [
      "unknown weights",
      [...schilders, "--from", "2018", "--predictor-weights", "best"],
      2,
      "expected fitted, equal",
    ],
    [
      "no file",
      [...schilders, "--from", "2018", "--predictors", "nowhere.json"],
      3,
      "there is no such file",
    ],
  ] as const)("%s", async ([, args, code, sentence]) => {
    const ended = await runMeasure("synthetic-control", example, ...args);
    expect(ended.said).toContain(sentence);
    expect(ended.code).toBe(code);
    expect(ended.said).not.toMatch(/\n\s+at /);
  });

  test.for([
    ["[", "this is not"],
    ["{}", '"predictors"'],
    ["[]", "there is no predictor in the list"],
    ['[{ "column": "nothing" }]', 'no column "nothing"'],
    ['[{ "column": "income_1000_euro", "when": 2010 }]', 'unknown key "when"'],
    [
      '[{ "column": "income_1000_euro", "over": [2016, 2019] }]',
      "must end before the treatment begins in 2018",
    ],
    ['[{ "column": "income_1000_euro", "over": 1999 }]', "there is no period"],
    ['[{ "column": "social_rent_pct", "over": 2010 }]', "has no value in any of these periods"],
    ['["income_1000_euro", "income_1000_euro"]', "two predictors"],
    ['["social_rent_pct", { "column": "income_1000_euro", "weight": 1 }]', "give all, or none"],
  ] as const)("predictors %s", async ([text, sentence]) => {
    const file = await specFile("wrong.json", text);
    const args = [...schilders, "--from", "2018", "--predictors", file];
    const ended = await runMeasure("synthetic-control", example, ...args);
    expect(ended.said).toContain(sentence);
    expect(ended.code).toBe(3);
  });

  test("weights that are given twice", async () => {
    const file = await specFile("weighted.json", '[{ "column": "income_1000_euro", "weight": 1 }]');
    const args = [
      ...schilders,
      "--from",
      "2018",
      "--predictors",
      file,
      "--predictor-weights",
      "equal",
    ];
    expect((await runMeasure("synthetic-control", example, ...args)).code).toBe(2);
  });

  test("a unit with a period twice", async () => {
    const file = join(place, "twice.csv");
    await writeFile(file, "u,t,y\nA,1,2\nA,1,3\n");
    const args = ["--unit", "u", "--time", "t", "--outcome", "y", "--treated", "A", "--from", "1"];
    const ended = await runMeasure("synthetic-control", file, ...args);
    expect(ended.said).toContain('twice.csv:3, column "t": A had 1 on line 2 already.');
  });
});

test("periods that are no numbers are in the order of their text", async () => {
  const file = join(place, "school-years.csv");
  const rows = ["A,5,6,9,10", "B,4,4,4,4", "C,6,8,10,12.5"].flatMap((line) => {
    const [unit, ...values] = line.split(",");
    return values.map((value, at) => `${unit},${2008 + at}/${2009 + at},${value}`);
  });
  await writeFile(file, `u,t,y\n${rows.reverse().join("\n")}\n`);
  const args = ["--unit", "u", "--time", "t", "--outcome", "y", "--treated", "A"];
  const { document } = await runMeasure(
    "synthetic-control",
    file,
    ...args,
    "--from",
    "2010/2011",
    "--without-placebos",
  );
  expect(document).toMatchObject({
    times: ["2008/2009", "2009/2010", "2010/2011", "2011/2012"],
    parameters: { from: "2010/2011" },
    weights: { B: expect.closeTo(0.5, 12), C: expect.closeTo(0.5, 12) },
    gap: [0, 0, 2, 1.75].map((value) => expect.closeTo(value, 12)),
  });
});
