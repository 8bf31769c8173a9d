import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { golden, goldenTest, isNear } from "../../../../../tests/support/golden.ts";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const place = await mkdtemp(join(tmpdir(), "krachtwijk-effect-"));
const mpdta = fileURLToPath(
  new URL("../../../../../../shared/golden/data/mpdta.csv", import.meta.url),
);
const columns = [
  ...["--unit", "countyreal", "--time", "year", "--outcome", "lemp"],
  ...["--treated-from", "first.treat"],
];
const example = (name: string) =>
  fileURLToPath(new URL(`../../../../../examples/measure/${name}`, import.meta.url));

async function written(name: string, lines: readonly string[]): Promise<string> {
  const file = join(place, name);
  await writeFile(file, `${lines.join("\n")}\n`);
  return file;
}

interface Estimated {
  readonly est: number;
  readonly se: number;
}
interface Listed {
  readonly est: readonly number[];
  readonly se: readonly number[];
}
const { results: fixest } = golden<{
  results: { twfe: Estimated; event_study: Listed; did_2x2: { ols: Listed } };
}>("c1_did_mpdta_twfe.json");

goldenTest("did gives the effect and event study of fixest, with what it used", async () => {
  const { code, document } = await runMeasure("did", mpdta, ...columns);
  expect(code).toBe(0);
  expect(document).toMatchObject({
    method: "did",
    parameters: {
      unit: "countyreal",
      cluster: "countyreal",
      vcov: "cluster",
      smallSample: "nested",
    },
    clusters: 500,
    treatedClusters: 191,
    referenceEventTimes: [-1],
    warnings: [],
  });
  expect(isNear(document["att"] as number, fixest.twfe.est)).toBe(true);
  expect(isNear(document["standardError"] as number, fixest.twfe.se)).toBe(true);
  const events = document["eventStudy"] as readonly { estimate: number; standardError: number }[];
  expect(events).toHaveLength(fixest.event_study.est.length);
  for (const [at, { estimate, standardError }] of events.entries()) {
    expect(isNear(estimate, fixest.event_study.est[at]!)).toBe(true);
    expect(isNear(standardError, fixest.event_study.se[at]!)).toBe(true);
  }
  expect(document["goodmanBacon"]).toHaveLength(9);
});

goldenTest.for([
  [["--vcov", "iid"], { vcov: "iid" }],
  [["--vcov", "HC1"], { vcov: "hetero" }],
  [["--vcov", "two-way"], { vcov: "two-way" }],
  [["--small-sample", "full"], { smallSample: "full" }],
  [["--by-period", "lpop"], { byPeriod: ["lpop"] }],
  [["--reference=-2,-1"], { reference: [-2, -1] }],
  [["--bootstrap", "wild", "--replications", "99", "--seed", "4"], { bootstrap: "wild", seed: 4 }],
  [["--permutations", "99"], { permutations: 99 }],
] as const)("did %j", async ([options, parameters]) => {
  const { code, document } = await runMeasure("did", mpdta, ...columns, ...options);
  expect(code).toBe(0);
  expect(document).toMatchObject({ parameters });
});

goldenTest("did gives p of the bootstrap and of randomisation beside the effect", async () => {
  const options = ["--bootstrap", "wild", "--replications", "199", "--permutations", "199"];
  const { document } = await runMeasure("did", mpdta, ...columns, ...options);
  const { bootstrap, randomisation } = document as Readonly<
    Record<string, { readonly p: number; readonly interval: readonly number[] }>
  >;
  for (const { p } of [bootstrap!, randomisation!]) {
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThan(0.05);
  }
  expect(bootstrap!.interval[1]).toBeLessThan(0);
});

const { results: did } = golden<{
  results: {
    never_nox_varying: {
      att: readonly number[];
      se: readonly number[];
      simple: { overall_att: number; overall_se: number };
      dynamic: { overall_att: number; att_egt: readonly number[] };
      group_agg: { overall_att: number };
      calendar: { overall_att: number };
    };
  };
}>("c2_callaway_santanna_mpdta.json");

goldenTest("group-time gives the effects and averages of did", async () => {
  const { code, document } = await runMeasure("group-time", mpdta, ...columns);
  expect(code).toBe(0);
  expect(document).toMatchObject({
    parameters: { control: "never-treated", base: "varying", bootstrap: "none" },
    units: 500,
    warnings: [],
  });
  const expected = did.never_nox_varying;
  const cells = document["groupTime"] as readonly { att: number; standardError: number }[];
  for (const [at, { att, standardError }] of cells.entries()) {
    expect(isNear(att, expected.att[at]!)).toBe(true);
    expect(isNear(standardError, expected.se[at]!)).toBe(true);
  }
  const { simple, dynamic, group, calendar } = document["aggregate"] as Readonly<
    Record<string, { att: number; standardError: number; effects: readonly { att: number }[] }>
  >;
  expect(isNear(simple!.att, expected.simple.overall_att)).toBe(true);
  expect(isNear(simple!.standardError, expected.simple.overall_se)).toBe(true);
  expect(isNear(dynamic!.att, expected.dynamic.overall_att)).toBe(true);
  expect(isNear(group!.att, expected.group_agg.overall_att)).toBe(true);
  expect(isNear(calendar!.att, expected.calendar.overall_att)).toBe(true);
  for (const [at, { att }] of dynamic!.effects.entries())
    expect(isNear(att, expected.dynamic.att_egt[at]!)).toBe(true);
});

goldenTest.for([
  ["--control", "not-yet-treated"],
  ["--base", "universal"],
  ["--covariates", "lpop", "--estimator", "regression"],
  ["--bootstrap", "multiplier", "--replications", "200", "--seed", "3"],
  ["--anticipation", "1", "--last-event", "1", "--first-event=-1"],
])("group-time %j", async (options) => {
  expect((await runMeasure("group-time", mpdta, ...columns, ...options)).code).toBe(0);
});

test("four treated areas: the effect comes with a warning", async () => {
  const lines = Array.from({ length: 40 }, (_, unit) =>
    [1, 2, 3].map(
      (time) => `u${unit},${time},${((unit * 7 + time * unit) % 11) / 3},${unit < 4 ? 2 : ""}`,
    ),
  );
  const file = await written("few.csv", ["u,t,y,from", ...lines.flat()]);
  const options = ["--unit", "u", "--time", "t", "--outcome", "y", "--treated-from", "from"];
  const { document } = await runMeasure("did", file, ...options);
  expect(document["warnings"]).toEqual([expect.stringContaining("4 of 40 clusters are treated")]);
});

test("two by two gives four means", async () => {
  const file = await written("two.csv", [
    "u,t,y,from",
    ...["a,1,10,2", "a,2,13,2", "b,1,8,2", "b,2,12,2"],
    ...["c,1,9,0", "c,2,10,0", "d,1,7,Inf", "d,2,8.4,Inf"],
  ]);
  const options = ["--unit", "u", "--time", "t", "--outcome", "y", "--treated-from", "from"];
  const four = await runMeasure("did", file, ...options, "--model", "two-by-two");
  expect(four.document).toMatchObject({ eventStudy: [], cells: [{ mean: 8 }, {}, {}, {}] });
  const effects = await runMeasure("did", file, ...options);
  expect(effects.document["att"]).toBeCloseTo(four.document["att"] as number, 12);
});

test("a beginning after the last period is no treatment in these data", async () => {
  const rows = (never: string) =>
    Array.from({ length: 24 }, (_, unit) =>
      [1, 2, 3, 4].map(
        (time) => `u${unit},${time},${((unit * 5 + time * time) % 7) / 2},${unit < 12 ? 3 : never}`,
      ),
    ).flat();
  const options = ["--unit", "u", "--time", "t", "--outcome", "y", "--treated-from", "from"];
  const found = async (never: string) => {
    const file = await written("late.csv", ["u,t,y,from", ...rows(never)]);
    return (await runMeasure("did", file, ...options)).document;
  };
  const late = await found("10000");
  expect(late).toEqual(await found("0"));
  expect((late["eventStudy"] as readonly unknown[]).length).toBeGreaterThan(2);
});

test("units treated from before the first period leave the event study of the others whole", async () => {
  const rows = Array.from({ length: 24 }, (_, unit) =>
    [1, 2, 3, 4].map(
      (time) => `u${unit},${time},${((unit * 5 + time * time) % 7) / 2},${unit < 12 ? 3 : 0}`,
    ),
  ).flat();
  const early = [1, 2, 3, 4].map((time) => `early,${time},${time * time},1`);
  const options = ["--unit", "u", "--time", "t", "--outcome", "y", "--treated-from", "from"];
  const found = async (lines: readonly string[]) =>
    (await runMeasure("did", await written("early.csv", ["u,t,y,from", ...lines]), ...options))
      .document;
  const others = await found(rows);
  expect((await found([...rows, ...early]))["eventStudy"]).toEqual(others["eventStudy"]);
  expect((others["eventStudy"] as readonly unknown[]).length).toBeGreaterThan(2);
});

const good = ["u,t,y,from", "a,1,1,2", "a,2,3,2", "b,1,1,0", "b,2,2,0", "c,1,1,2", "c,2,5,2"];
const asked = ["--unit", "u", "--time", "t", "--outcome", "y", "--treated-from", "from"];

test.for([
  ["a gap", [...good, "d,1,,0"], [], 3, 'line.csv:8, column "y": a number is expected here'],
  ["no number", [...good, "d,x,1,0"], [], 3, ':8, column "t"'],
  ["no period of treatment", [...good, "d,1,1,later"], [], 3, ':8, column "from"'],
  ["a unit twice in a period", [...good, "a,1,4,2"], [], 3, ':8, column "u": "a" has a row'],
  ["another treatment", [...good, "a,3,4,3"], [], 3, "another first treated period"],
  ["a period of 0", [...good, "d,0,1,0"], [], 3, "0 says never treated"],
  ["a period before all others", [...good, "d,1,1,-1"], [], 3, "lies before all periods"],
  [
    "a constant outcome",
    good.map((line) => line.replace(/,\d,(\d)$/, ",4,$1")),
    [],
    3,
    "all 6 values are the same",
  ],
  ["a unit without name", [...good, ",1,4,2"], [], 3, ':8, column "u"'],
  [
    "nobody treated",
    ["u,t,y,from", "a,1,1,", "a,2,1,NA", "b,1,2,0", "b,2,1,0"].map((line) =>
      line.replace("NA", ""),
    ),
    [],
    3,
    "no unit is treated",
  ],
  ["only a header", ["u,t,y,from"], [], 3, "units: 0 given"],
  ["no such column", good, ["--cluster", "z"], 3, 'the column "z" is expected'],
  ["a wrong error", good, ["--vcov", "HC9"], 2, "cluster, iid, hetero, HC1, two-way"],
  [
    "a cluster without clustering",
    good,
    ["--cluster", "u", "--vcov", "iid"],
    2,
    "does not go with",
  ],
  ["a wrong reference", good, ["--reference", "x"], 2, "--reference=-2,-1"],
  ["a wrong confidence", good, ["--confidence", "95"], 2, "such as 0.95"],
  [
    "covariates in two by two",
    good,
    ["--model", "two-by-two", "--covariates", "t"],
    2,
    "knows no covariates",
  ],
] as const)("did refuses %s", async ([, lines, options, code, sentence]) => {
  const file = await written("line.csv", lines);
  const ended = await runMeasure("did", file, ...asked, ...options);
  expect(ended.said).toContain(sentence);
  expect(ended.code).toBe(code);
});

test("did leaves out rows with gaps when told to, and counts them", async () => {
  const file = await written("gaps.csv", [...good, "b,3,NA,0", "d,1,4,0", "d,2,4.5,0"]);
  const { document } = await runMeasure("did", file, ...asked, "--gaps", "drop");
  expect(document).toMatchObject({ parameters: { droppedRows: 1 }, units: 4 });
});

const zoned = ["--area", "neighbourhood", "--period", "year", "--count", "burglaries"];
const burglaries = [...zoned, "--zone", "zone", "--from", "2016"];

test("displacement gives quotient and rings", async () => {
  const { code, document } = await runMeasure(
    "displacement",
    example("displacement.csv"),
    ...burglaries,
  );
  expect(code).toBe(0);
  expect(document).toMatchObject({
    parameters: { from: 2016, confidence: 0.95 },
    reading: "displacement",
    rings: [
      { ring: 0, areas: 4 },
      { ring: 1, areas: 8 },
      { ring: 2, areas: 8 },
    ],
  });
  const { treated, buffer, control } = document["counts"] as Readonly<
    Record<string, { readonly before: number; readonly after: number }>
  >;
  const ratio = (part: "before" | "after", zone = treated) => zone![part] / control![part];
  expect(document["wdq"]).toBeCloseTo(
    (ratio("after", buffer) - ratio("before", buffer)) / (ratio("after") - ratio("before")),
    10,
  );
});

test("displacement and group-time hand treatment to others when asked", async () => {
  const file = example("displacement.csv");
  const asked = [...burglaries, "--permutations", "99", "--seed", "2"];
  const { document } = await runMeasure("displacement", file, ...asked);
  expect(document).toMatchObject({
    parameters: { permutations: 99, seed: 2 },
    randomisation: { rings: [{ ring: 0, p: 0.01 }, { ring: 1 }, { ring: 2 }], permutations: 99 },
  });
  const names = ["--unit", "neighbourhood", "--time", "year", "--outcome", "nuisance"];
  const groups = await runMeasure(
    "group-time",
    example("neighbourhood-panel.csv"),
    ...[...names, "--treated-from", "treated_from", "--permutations", "99"],
  );
  expect(groups.document).toMatchObject({ randomisation: { simple: 0.01, permutations: 99 } });
});

test("displacement of counts before and after, with a control for the buffer: the example of its paper", async () => {
  const file = await written("paper.csv", [
    "area,period,count,zone",
    ...[
      "t,before,207,treated",
      "t,after,110,treated",
      "c,before,308,control",
      "c,after,318,control",
    ],
    ...["b,before,178,buffer", "b,after,157,buffer"],
    ...["e,before,150,buffer-control", "e,after,140,buffer-control"],
  ]);
  const names = ["--area", "area", "--period", "period", "--count", "count", "--zone", "zone"];
  const { document } = await runMeasure("displacement", file, ...names);
  expect(document).toMatchObject({ difference: { difference: -118 }, rings: [{ att: null }, {}] });
  expect(document["wdq"]).toBeCloseTo(0.2582, 4);
  expect(document["warnings"]).toEqual([expect.stringContaining("No effects per area")]);
});

const four = ["area,period,count,zone", "a,1,9,treated", "a,2,4,treated", "b,1,9,1", "b,2,8,1"];
const whole = [...four, "c,1,7,control", "c,2,6,control"];

test.for([
  ["no control", four, ["--from", "2"], 3, "no area is control"],
  [
    "a zone without meaning",
    [...whole, "d,1,1,near", "d,2,1,near"],
    ["--from", "2"],
    3,
    ':8, column "zone"',
  ],
  [
    "half a count",
    [...whole, "d,1,1.5,control", "d,2,1,control"],
    ["--from", "2"],
    3,
    ':8, column "count"',
  ],
  ["a missing period", [...whole, "d,1,1,control"], ["--from", "2"], 3, "write a count of 0 as 0"],
  ["an area that moves", [...whole, "c,3,1,buffer"], ["--from", "2"], 3, "another zone before"],
  ["an area twice", [...whole, "c,2,1,control"], ["--from", "2"], 3, "in this period already"],
  ["no beginning", whole, [], 2, "--from is needed"],
  ["a beginning before all", whole, ["--from", "1"], 3, "all periods are after 1"],
] as const)("displacement refuses %s", async ([, lines, options, code, sentence]) => {
  const file = await written("zones.csv", lines);
  const names = ["--area", "area", "--period", "period", "--count", "count", "--zone", "zone"];
  const ended = await runMeasure("displacement", file, ...names, ...options);
  expect(ended.said).toContain(sentence);
  expect(ended.code).toBe(code);
});
