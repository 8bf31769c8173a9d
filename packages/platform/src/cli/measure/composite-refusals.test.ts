import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const place = await mkdtemp(join(tmpdir(), "krachtwijk-composite-"));
const table = join(place, "table.csv");
await writeFile(
  table,
  "area,year,city,a,b,people,mark\nX,2020,p,1,9,100,6\nY,2020,p,2,4,200,7\nZ,2020,q,4,1,400,8\nX,2021,p,2,9,100,6\nY,2021,q,3,,200,7\nZ,2021,q,4,5,500,9\n",
);
const once = join(place, "once.csv");
await writeFile(once, "area,a,b,mark\nX,1,9,6\nY,2,4,7\nZ,4,1,8\nW,5,2,9\nV,3,,5\n");

let files = 0;
async function run(spec: unknown, input: string) {
  const file = join(place, `spec${files++}.json`);
  await writeFile(file, typeof spec === "string" ? spec : JSON.stringify(spec));
  return runMeasure("composite", input, "--spec", file);
}

const base = { id: "area", indicators: ["a", "mark"] };
test.for([
  [base, table, 'table.csv:5, column "area": "X" was on line 2 already.'],
  [{ ...base, period: "city" }, table, '"X" in p was on line 2 already.'],
  [{ id: "area" }, once, "indicators is missing; a list [ … ] is expected."],
  [{ ...base, indicators: [] }, once, "indicators has fewer than 1 items."],
  [
    { ...base, colour: 1 },
    once,
    'the file has the unknown key "colour"; it may have id, index, indicators',
  ],
  [
    { ...base, indicators: [{ column: "a", directon: 1 }] },
    once,
    'indicators[0] has the unknown key "directon"; it may have column, name, direction',
  ],
  [
    { ...base, indicators: [{ column: "a", direction: 2 }] },
    once,
    "indicators[0].direction is 2; expected 1, -1.",
  ],
  [
    { ...base, indicators: [{ column: "a", weight: -1 }] },
    once,
    "indicators[0].weight is -1; it must be at least 0.",
  ],
  [
    { ...base, indicators: ["q"] },
    once,
    'the column "q" is expected; the header has: area, a, b, mark.',
  ],
  [
    { ...base, normalisation: "zscore" },
    once,
    'normalisation.method is "zscore"; expected z-score, min-max',
  ],
  [
    { ...base, normalisation: { method: "goalposts", lower: 1 } },
    once,
    "normalisation.upper is missing; a number is expected.",
  ],
  [{ ...base, missing: "zero" }, once, 'missing.rule is "zero"; expected none, available-case'],
  [{ ...base, weighting: "magic" }, once, 'weighting.method is "magic"; expected given, equal'],
  [
    { ...base, aggregation: "median" },
    once,
    'aggregation is "median"; expected "arithmetic", "geometric", "harmonic".',
  ],
  [
    { ...base, classes: { cutOffs: [1, 2], labels: ["a", "b"] } },
    once,
    "classes.labels has 2 names; there are 3 classes.",
  ],
  [{ ...base, classes: { cutOffs: [2, 1] } }, once, "each must be larger than the one before"],
  [{ ...base, sensitivity: {} }, once, "sensitivity.choices must be a list of at least 2 choices"],
  [
    { ...base, uncertainty: { choices: [{ choice: "colour" }] } },
    once,
    'uncertainty.choices[0].choice is "colour"; expected normalisation',
  ],
  [
    { ...base, normalisation: { method: "distance-to-reference", reference: "Q" } },
    once,
    'normalisation: the table has no area "Q".',
  ],
  [
    { ...base, period: "year", normalisation: { method: "distance-to-reference", reference: "X" } },
    table,
    "normalisation needs a period beside the area: one of 2020, 2021.",
  ],
  [
    { ...base, period: { column: "year", scope: "base-period", base: 2019 } },
    table,
    'period.base is "2019"; expected one of 2020, 2021.',
  ],
  [
    { ...base, indicators: [{ column: "a", denominator: "b" }], period: "year" },
    once,
    'the column "year" is expected',
  ],
  [
    { ...base, indicators: ["area"] },
    once,
    'once.csv:2, column "area": a number is expected; this is "X".',
  ],
  [{ ...base, weighting: "judgement" }, once, "name the column that has it"],
  [
    { ...base, indicators: ["a", { column: "b", parent: "d" }], dimensions: [] },
    once,
    '"b" has a parent "d" that is not in the list of dimensions.',
  ],
  [
    { ...base, aggregation: "geometric" },
    once,
    'a of "X" is 0; a geometric mean needs values above 0',
  ],
  [
    {
      ...base,
      period: "year",
      screening: { leastData: 1 },
      indicators: ["b", "mark"],
      aggregation: "harmonic",
    },
    table,
    'b of "Z" in 2020 is 0; a harmonic mean needs values above 0',
  ],
  [{ ...base, treatment: { method: "box-cox", lambda: 800 } }, once, "a[2] is 4"],
  ["{ id: 1 }", once, "spec.json:1:3: here it is not JSON any more"],
] as const)("%j is refused", async ([spec, input, sentence]) => {
  const ended = await run(spec, input);
  expect(ended.code).toBe(3);
  expect(ended.said.replace(/spec\d+/, "spec")).toContain(sentence);
});

test("a denominator of 0 is refused with its place; --spec is needed; a file that is not there is named", async () => {
  const zero = join(place, "zero.csv");
  await writeFile(zero, "area,a,people\nX,1,10\nY,2,0\n");
  const ended = await run(
    { id: "area", indicators: [{ column: "a", denominator: { column: "people", per: 1000 } }] },
    zero,
  );
  expect(ended.code).toBe(3);
  expect(ended.said).toContain(
    'zero.csv:3, column "people": this is 0; nothing can be counted over it.',
  );
  expect(await runMeasure("composite", once)).toMatchObject({
    code: 2,
    said: "krachtwijk: --spec is needed.",
  });
  expect(await runMeasure("composite", once, "--spec", "nowhere.json")).toMatchObject({ code: 3 });
});
