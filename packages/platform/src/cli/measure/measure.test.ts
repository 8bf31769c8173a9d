import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";
import { methods } from "./methods.ts";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const place = await mkdtemp(join(tmpdir(), "krachtwijk-measure-"));

test.for([
  [[], 2, "measure needs a METHOD. See krachtwijk measure --help."],
  [["cake"], 2, 'There is no method "cake".'],
  [["--help"], 0, ""],
  [["proportion", "--help"], 0, ""],
  [["proportion"], 2, "--successes is needed."],
  [["proportion", "--successes", "x", "--trials", "4"], 2, '--successes "x" is not a number.'],
  [["proportion", "--successes", "3", "--trials", "0"], 2, "at least 1"],
  [["proportion", "--successes", "1.5", "--trials", "4"], 2, "expected a whole number"],
  [["proportion", "--colour"], 2, "See krachtwijk measure proportion --help."],
  [["proportion", "x", "--successes", "1", "--trials", "4"], 2, 'what to do with "x"'],
  [["proportion", "--successes", "5", "--trials", "4"], 3, "more than the 4 trials"],
  [["proportion", "--successes", "1", "--trials", "4", "--method", "wald"], 2, "wilson, clopper"],
] as const)("measure %j ends with %i", async ([args, code, sentence]) => {
  const ended = await runMeasure(...args);
  expect(ended.code).toBe(code);
  expect(ended.said).toContain(sentence);
});

test("proportion prints what it used and what it found", async () => {
  const { document } = await runMeasure("proportion", "--successes", "56", "--trials", "70");
  expect(document).toMatchObject({
    method: "proportion",
    parameters: { successes: 56, trials: 70, method: "wilson", confidence: 0.95 },
    proportion: 0.8,
  });
});

test.for(methods.map((method) => [method.name, method] as const))(
  "the example in the help of %s works on a file of this repository",
  async ([, method]) => {
    const examples = method.help.filter((line) => line.trim().startsWith("krachtwijk measure "));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const args = example.trim().split(/\s+/).slice(2);
      const here = args.map((arg) =>
        /^(examples|docs|tests)\//.test(arg) ? join(root, arg) : arg,
      );
      expect(await runMeasure(...here)).toMatchObject({ code: 0, said: "" });
    }
  },
);

test.for(methods.filter(({ usage }) => usage.includes("INPUT.csv")).map(({ name }) => name))(
  "%s refuses rubbish with a place, and never with a stack",
  async (name) => {
    const file = join(place, "rubbish.csv");
    await writeFile(file, "a,b\n1,2\n3\n");
    const ended = await runMeasure(name, file);
    expect(ended.code).toBe(3);
    expect(ended.said).toContain("rubbish.csv:3: this row has 1 cells; the header has 2.");
    expect((await runMeasure(name)).code).toBe(2);
    expect((await runMeasure(name, join(place, "nowhere.csv"))).code).toBe(3);
  },
);
