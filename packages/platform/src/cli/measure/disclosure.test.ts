import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const file = fileURLToPath(
  new URL("../../../../../examples/measure/benefits-by-area.csv", import.meta.url),
);
const table = [file, "--count", "on_benefit", "--among", "residents_18_64"];
const totals = ["--totals", "district,city,focus"];

// Small: Weide has 3, Veld 2. By hand: Noord has two others, both of the grouping, so that one of them and Weide change the
// grouping too; another pair elsewhere undoes that.
test("protect leaves out small counts and what gives them away, with ranges", async () => {
  const { code, document } = await runMeasure("protect", ...table, ...totals, "--below", "5");
  expect(code).toBe(0);
  const hidden = document["hidden"] as readonly Readonly<Record<string, unknown>>[];
  expect(hidden.map(({ id }) => id)).toEqual(["Hof", "Weide", "Molen", "Beek", "Kerk", "Veld"]);
  for (const one of hidden) {
    expect(one).toMatchObject({ isExact: true, isProtected: true });
    if (one["why"] === "primary")
      expect((one["most"] as number) - (one["least"] as number)).toBeGreaterThanOrEqual(5);
  }
});

test("attack finds a count by subtraction over two groupings", async () => {
  const hide = ["--hidden", "Weide,Hof"];
  const { document } = await runMeasure("attack", ...table, ...totals, ...hide);
  expect(document["ranges"]).toEqual([
    { id: "Weide", least: 3, most: 3, isExact: true },
    { id: "Hof", least: 38, most: 38, isExact: true },
  ]);
});

test("round-sums tells what it does to each", async () => {
  const { document } = await runMeasure("round-sums", ...table, ...totals, "--base", "5");
  const sums = document["sums"] as readonly Readonly<Record<string, unknown>>[];
  expect(sums[1]).toEqual({ id: "Weide", rounded: 5, difference: 2 });
});

test.for([
  [["protect", ...table, ...totals], 2, "--below is needed"],
  [["protect", ...table, "--totals", "village", "--below", "5"], 3, "village"],
  [["attack", ...table, ...totals, "--hidden", "Nergens"], 3, 'no area or total "Nergens"'],
  [["round-sums", ...table, ...totals, "--base", "5", "--how", "up"], 2, '--how "up"'],
] as const)("refuses %j", async ([args, code, sentence]) => {
  const ended = await runMeasure(...args);
  expect(ended.code).toBe(code);
  expect(ended.said + ended.out).toContain(sentence);
});
