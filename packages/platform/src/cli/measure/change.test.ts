import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const tables = fileURLToPath(new URL("../../../../../examples/measure/", import.meta.url));
const place = await mkdtemp(join(tmpdir(), "krachtwijk-change-"));

test("the published fall in early school leaving is more than chance", async () => {
  const { document } = await runMeasure(
    ...[
      "difference",
      "--first",
      "4928",
      "--of",
      "59438",
      "--second",
      "4373",
      "--of-second",
      "58026",
    ],
  );
  expect(document["difference"]).toBeCloseTo(4373 / 58026 - 4928 / 59438, 12);
  expect(document["p"]).toBeLessThan(1e-5);
  expect(document["parameters"]).toMatchObject({ kind: "proportion", confidence: 0.95 });
});

test("areas without a p-value are left out, and the others keep their names", async () => {
  const file = join(place, "p.csv");
  await writeFile(file, "area,p\nA,0.01\nB,\nC,0.04\n");
  expect(
    (await runMeasure("adjust", file, "--id", "area", "--p", "p", "--method", "holm")).document,
  ).toMatchObject({
    parameters: { tests: 2 },
    areas: [
      { id: "A", adjusted: 0.02 },
      { id: "C", adjusted: 0.04 },
    ],
  });
});

test("a total that is too small is not in the answer either", async () => {
  const file = join(place, "few.csv");
  await writeFile(file, "area,one,two\nNoord,1,2\nOost,20,30\nZuid,15,9\n");
  const ask = ["suppress", file, "--id", "area", "--columns", "one,two", "--below", "5"];
  const { document, out } = await runMeasure(...ask);
  expect(document["totals"]).toMatchObject({
    rows: [{ id: "Noord", total: null }, {}, {}],
    total: 77,
  });
  expect(document["suppressed"]).toContainEqual({ id: "Noord", column: null, why: "primary" });
  expect(document["narrowest"]).toBeGreaterThanOrEqual(5);
  expect(out).not.toContain('"total": 3');
});

test("what is suppressed is not in the answer", async () => {
  const { document, out } = await runMeasure(
    ...[
      "suppress",
      `${tables}households.csv`,
      "--id",
      "area",
      "--columns",
      "single,couple,family",
      "--below",
      "5",
    ],
  );
  expect(document["published"]).toContainEqual({
    id: "Oost",
    single: null,
    couple: null,
    family: 52,
  });
  expect(document["narrowest"]).toBeGreaterThanOrEqual(5);
  expect(out).not.toMatch(/: 3,/);
});

test("a column of counts alone is a list beside its total", async () => {
  const { document } = await runMeasure(
    ...[
      "suppress",
      `${tables}households.csv`,
      "--id",
      "area",
      "--columns",
      "couple",
      "--below",
      "5",
    ],
  );
  expect(document["suppressed"]).toHaveLength(2);
});

test.for([
  [["funnel", "many-areas.csv", "--count", "leavers", "--size", "area"], 3, '"Wijk 01"'],
  [["funnel", "many-areas.csv", "--count", "pupils", "--size", "leavers"], 3, "more than its"],
  [
    ["convergence", "many-areas.csv", "--before", "nothing", "--after", "p"],
    3,
    'the column "nothing" is expected',
  ],
  [["convergence", "many-areas.csv"], 2, "--before is needed"],
  [["trend", "nuisance.csv", "--value", "reports", "--lambda", "0"], 3, "lambda is 0"],
  [["round", "households.csv", "--columns", "single", "--base", "0"], 2, "at least 1"],
  [["adjust", "many-areas.csv", "--p", "pupils"], 3, "it must be 0 to 1"],
] as const)("%j ends with %i", async ([[method, file, ...options], code, sentence]) => {
  const ended = await runMeasure(method, `${tables}${file}`, ...options);
  expect(ended.code).toBe(code);
  expect(ended.said).toContain(sentence);
  expect(ended.said.split("\n")).toHaveLength(1);
});
