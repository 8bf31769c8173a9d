import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const incomes = fileURLToPath(
  new URL("../../../../../examples/measure/incomes.csv", import.meta.url),
);

test("measure classes puts every row in a class, and says how many are in each", async () => {
  const ended = await runMeasure(
    "classes",
    incomes,
    ...["--value", "income_1000_euro", "--id", "neighbourhood"],
    ...["--method", "natural", "--classes", "4", "--decimals", "0"],
  );
  expect(ended.code).toBe(0);
  expect(ended.document).toMatchObject({ count: 44, fewer: false, cutOffs: [24, 31, 39] });
  expect(ended.document["classes"]).toMatchObject([
    { to: 24, count: 12 },
    { from: 24, to: 31, count: 23 },
    { from: 31, to: 39, count: 7 },
    { from: 39, count: 2 },
  ]);
  expect(ended.document["rows"]).toContainEqual({ id: "Waterstad Centrum", class: 2 });
});

test.each([
  ["--method given --cut-offs 3,x", 2, '"x" is not a number'],
  ["--method given --cut-offs 3,3", 3, "larger than the one before"],
  ["--classes 0", 2, "at least 1"],
])("measure classes %s is refused", async (options, code, sentence) => {
  const ended = await runMeasure(
    "classes",
    incomes,
    "--value",
    "income_1000_euro",
    ...options.split(" "),
  );
  expect(ended.said).toContain(sentence);
  expect(ended.code).toBe(code);
});
