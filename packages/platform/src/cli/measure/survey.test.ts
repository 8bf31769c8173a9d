import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { golden, goldenTest, isNear } from "../../../../../tests/support/golden.ts";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const data = (name: string) => join(root, "../shared/golden/data", name);
const place = await mkdtemp(join(tmpdir(), "krachtwijk-survey-"));
async function written(name: string, text: string): Promise<string> {
  const file = join(place, name);
  await writeFile(file, text);
  return file;
}

interface Result {
  readonly mean: { readonly est: readonly number[]; readonly se: readonly number[] };
  readonly deff: readonly number[];
  readonly confint_t: readonly (readonly [number, number])[];
  readonly confint_mean: readonly (readonly [number, number])[];
  readonly by_stype: { readonly mean: readonly number[]; readonly se: readonly number[] };
  readonly ratio: { readonly est: number; readonly se: number };
  readonly total: { readonly est: number; readonly se: readonly (readonly number[])[] };
}
const { results } = golden<{ results: Readonly<Record<string, Result>> }>("e1_survey_designs.json");

const designs = [
  ["srs_fpc", "apisrs.csv", ["--fpc", "fpc"]],
  ["srs_weights", "apisrs.csv", ["--weight", "pw"]],
  ["strat_fpc", "apistrat.csv", ["--weight", "pw", "--strata", "stype", "--fpc", "fpc"]],
  ["strat_nofpc", "apistrat.csv", ["--weight", "pw", "--strata", "stype"]],
  ["clus1_fpc", "apiclus1.csv", ["--weight", "pw", "--cluster", "dnum", "--fpc", "fpc"]],
  ["clus1_nofpc", "apiclus1.csv", ["--weight", "pw", "--cluster", "dnum"]],
  ["clus2", "apiclus2.csv", ["--cluster", "dnum,snum", "--fpc", "fpc1,fpc2"]],
] as const;

interface Estimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly designEffect: number;
  readonly interval: readonly [number, number];
}
const near = (value: number, expected: number) =>
  expect(isNear(value, expected), `${value} instead of ${expected}`).toBe(true);

goldenTest.for(designs)("survey-mean agrees with R survey: %s", async ([name, file, options]) => {
  const expected = results[name]!;
  const ask = ["survey-mean", data(file), ...options, "--value"] as const;
  const { document } = await runMeasure(...ask, "enroll", "--by", "stype");
  const one = document as unknown as Estimate & { readonly domains: readonly Estimate[] };
  near(one.estimate, expected.mean.est[1]!);
  near(one.standardError, expected.mean.se[1]!);
  near(one.designEffect, expected.deff[1]!);
  for (const side of [0, 1] as const) near(one.interval[side], expected.confint_t[1]![side]);
  const both = await runMeasure(...ask, "api00,enroll", "--interval", "normal");
  const { estimates } = both.document as unknown as { readonly estimates: readonly Estimate[] };
  for (const [at, found] of estimates.entries()) {
    near(found.standardError, expected.mean.se[at]!);
    for (const side of [0, 1] as const)
      near(found.interval[side], expected.confint_mean[at]![side]);
  }
  const scores = await runMeasure(...ask, "api00", "--by", "stype");
  const { domains } = scores.document as unknown as { readonly domains: readonly Estimate[] };
  for (const [at, found] of domains.entries()) {
    near(found.estimate, expected.by_stype.mean[at]!);
    near(found.standardError, expected.by_stype.se[at]!);
  }
});

goldenTest.for(designs)(
  "survey-total and survey-ratio agree: %s",
  async ([name, file, options]) => {
    const expected = results[name]!;
    const total = await runMeasure("survey-total", data(file), ...options, "--value", "enroll");
    near(total.document["estimate"] as number, expected.total.est);
    near(total.document["standardError"] as number, expected.total.se[0]![0]!);
    const parts = ["--numerator", "api.stu", "--denominator", "enroll"];
    const ratio = await runMeasure("survey-ratio", data(file), ...options, ...parts);
    near(ratio.document["estimate"] as number, expected.ratio.est);
    near(ratio.document["standardError"] as number, expected.ratio.se);
  },
);

goldenTest("survey-proportion agrees with R survey", async () => {
  const shares = golden<{
    results: { svyciprop_strat_fpc: { beta: { ci: readonly [number, number] } } };
  }>("e4_intervals_multipletesting.json").results.svyciprop_strat_fpc;
  const drawn = ["--weight", "pw", "--strata", "stype", "--fpc", "fpc", "--method", "beta"];
  const ask = ["survey-proportion", data("apistrat.csv"), "--value", "sch.wide", "--is", "Yes"];
  const { document } = await runMeasure(...ask, ...drawn);
  const { interval } = document as unknown as Estimate;
  near(interval[0], shares.beta.ci[0]);
  near(interval[1], shares.beta.ci[1]);
  expect(document["parameters"]).toMatchObject({ is: "Yes", method: "beta", confidence: 0.95 });
});

/** R package survey, tests/rakecheck.Rout.save. */
goldenTest("rake hits its margins, and survey-mean knows of it", async () => {
  const margins = await written(
    "margins.csv",
    "variable,category,total\nstype,E,4421\nstype,H,755\nstype,M,1018\nsch.wide,No,1072\nsch.wide,Yes,5122\n",
  );
  const file = data("apiclus1.csv");
  const { document } = await runMeasure("rake", file, "--margins", margins, "--weight", "pw");
  const raked = document as unknown as {
    readonly weights: readonly number[];
    readonly iterations: number;
    readonly designEffect: number;
    readonly margins: readonly { readonly after: number; readonly target: number }[];
  };
  expect(raked.weights).toHaveLength(183);
  expect(raked.iterations).toBeGreaterThan(1);
  expect(raked.designEffect).toBeGreaterThan(1);
  for (const { after, target } of raked.margins) expect(after / target).toBeCloseTo(1, 9);
  const drawn = ["--weight", "pw", "--cluster", "dnum", "--fpc", "fpc", "--margins", margins];
  const mean = await runMeasure("survey-mean", file, "--value", "api00", ...drawn);
  expect(mean.document["estimate"]).toBeCloseTo(641.23, 2);
  expect(mean.document["standardError"]).toBeCloseTo(23.704, 3);
});

const survey = [
  "wave,area,w,score,tenure",
  "1,a,10,5,rent",
  "1,a,10,6,own",
  "1,b,12,7,rent",
  "1,b,12,,own",
  "2,a,10,8,rent",
  "2,a,10,6,own",
  "2,b,12,9,rent",
  "2,b,12,7,own",
].join("\n");
const file = await written("survey.csv", `${survey}\n`);
const mean = ["survey-mean", file, "--value", "score"];
const rake = async (lines: string) => [
  "rake",
  file,
  "--margins",
  await written(`m${lines.length}.csv`, `variable,category,total\n${lines}\n`),
];

test.for([
  [[...mean], 2, "--weight is needed, or --fpc"],
  [["survey-mean", file, "--weight", "w"], 2, "--value is needed"],
  [[...mean, "--weight", "x"], 3, 'the column "x" is expected'],
  [[...mean, "--weight", "tenure"], 3, 'survey.csv:2, column "tenure": a number is expected'],
  [[...mean, "--weight", "w", "--gaps", "refuse"], 3, 'survey.csv:5, column "score"'],
  [
    [...mean, "--weight", "w", "--lonely", "ignore"],
    2,
    "expected fail, certainty, adjust, average",
  ],
  [[...mean, "--weight", "w", "--strata", "score"], 3, "a name is expected"],
  [[...mean, "--weight", "w", "--cluster", "wave", "--strata", "wave"], 3, "has one cluster"],
  [
    [...mean, "--weight", "w", "--fpc", "w", "--strata", "wave"],
    3,
    "must be one number for a stratum",
  ],
  [[...mean, "--weight", "w", "--strata", "wave,area"], 3, "put the labels together"],
  [
    ["survey-proportion", file, "--value", "tenure", "--is", "boat", "--weight", "w"],
    3,
    'nobody has "boat"; there are: rent, own',
  ],
  [
    [
      "survey-difference",
      file,
      "--value",
      "score",
      "--weight",
      "w",
      "--wave",
      "area",
      "--from",
      "c",
    ],
    3,
    'no wave "c"',
  ],
  [
    ["survey-difference", file, "--value", "score", "--weight", "w", "--wave", "score"],
    3,
    'column "score"',
  ],
  [
    [
      "survey-difference",
      file,
      "--value",
      "score",
      "--weight",
      "w",
      "--wave",
      "wave",
      "--samples",
      "panel",
    ],
    2,
    "--cluster is needed",
  ],
  [await rake("tenure,rent,40"), 3, 'survey.csv:3, column "tenure": "own" has no total'],
  [await rake("tenure,rent,40\ntenure,own,x"), 3, ':3, column "total": a number is expected'],
  [
    await rake("tenure,rent,40\ntenure,own,50\narea,a,50\narea,b,50"),
    3,
    "adds up to 90 and area to 100",
  ],
  [
    await rake("tenure,rent,40\ntenure,own,50\ntenure,boat,5"),
    3,
    'tenure "boat": 5 in the population and nobody',
  ],
  [
    await rake("tenure,rent,40\ntenure,own,50\ntenure,own,5"),
    3,
    '"own" of tenure was there already',
  ],
  [await rake("size,small,40"), 3, 'has no column "size"'],
  [
    [...(await rake("tenure,rent,400\ntenure,own,5")), "--trim-most", "1.1"],
    3,
    "within the trimming",
  ],
  [[...(await rake("tenure,rent,4\ntenure,own,5")), "--trim-most", "0.5"], 2, "expected 1 or more"],
  [["rake", file], 2, "--margins is needed"],
] as const)("%j ends with %i: %s", async ([args, code, sentence]) => {
  const ended = await runMeasure(...args);
  expect(ended.said).toContain(sentence);
  expect(ended.code).toBe(code);
});

test("a domain that is too small comes with its reason, beside the others", async () => {
  const lonely = await written("lonely.csv", `${survey}\n2,c,12,5,own\n`);
  const { document } = await runMeasure(
    "survey-mean",
    lonely,
    "--value",
    "score",
    "--weight",
    "w",
    "--by",
    "area",
  );
  expect(document["missing"]).toBe(1);
  expect(document["domains"]).toMatchObject([
    { domain: "a", estimate: 6.25 },
    { domain: "b", rows: 3 },
    { domain: "c", impossible: { why: "too-few" } },
  ]);
});

test("survey-difference: independent waves and a panel", async () => {
  const ask = ["survey-difference", file, "--value", "score", "--weight", "w", "--wave", "wave"];
  const apart = await runMeasure(...ask);
  expect(apart.document).toMatchObject({
    taken: "independent",
    parameters: { from: "1", to: "2" },
  });
  const panel = await runMeasure(...ask, "--samples", "panel", "--cluster", "area");
  expect(panel.document).toMatchObject({ taken: "paired", degreesOfFreedom: 1 });
  expect(panel.document["difference"]).toBeCloseTo(apart.document["difference"] as number, 12);
});
