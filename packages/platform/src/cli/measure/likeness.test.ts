import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const place = await mkdtemp(join(tmpdir(), "krachtwijk-likeness-"));
const example = fileURLToPath(
  new URL("../../../../../examples/measure/likeness.csv", import.meta.url),
);

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(place, name);
  await writeFile(file, text);
  return file;
}

interface Twin {
  readonly id: string;
  readonly distance: number;
  readonly reasons: readonly { readonly column: string; readonly contribution: number }[];
}

describe("twins", () => {
  test("by hand: x and y that go together, the id in the second column", async () => {
    const file = await fileOf("corners.csv", "x,name,y\n0,A,0\n1,B,2\n2,C,1\n3,D,3\n");
    const { document } = await runMeasure("twins", file, "--id", "A", "--id-column", "name");
    const twins = document["twins"] as readonly Twin[];
    expect(twins.map(({ id, distance }) => [id, distance])).toEqual([
      ["B", expect.closeTo(Math.sqrt(3), 12)],
      ["C", expect.closeTo(Math.sqrt(3), 12)],
      ["D", expect.closeTo(Math.sqrt(6), 12)],
    ]);
    expect(document["parameters"]).toEqual({
      id: "A",
      idColumn: "name",
      columns: ["x", "y"],
      distance: "mahalanobis",
      count: 5,
    });
  });

  test("reasons add up to the distance", async () => {
    for (const distance of ["mahalanobis", "gower"]) {
      const args = ["--id", "Molenwijk", "--distance", distance, "--count", "39"];
      const { document } = await runMeasure("twins", example, ...args);
      const twins = document["twins"] as readonly Twin[];
      expect(twins).toHaveLength(39);
      for (const twin of twins) {
        const sum = twin.reasons.reduce((total, { contribution }) => total + contribution, 0);
        expect(sum).toBeCloseTo(twin.distance, 12);
      }
    }
  });

  test("Gower takes words and gaps, which are null in the document", async () => {
    const file = await fileOf("gaps.csv", "id,a,b\nA,0,x\nB,10,y\nC,4,x\nD,NA,y\nE,,\n");
    const args = ["--id", "A", "--columns", "a,b", "--distance", "gower"];
    const { document } = await runMeasure("twins", file, ...args);
    expect(document["twins"]).toMatchObject([
      { id: "C", distance: expect.closeTo(0.2, 12) },
      { id: "B", distance: 1 },
      { id: "D", distance: 1, reasons: [{ column: "a", other: null, verdict: "unknown" }, {}] },
    ]);
  });

  test.for([
    ["no id", [], 2, "--id is needed."],
    ["an unknown area", ["--id", "Nowhere"], 3, 'there is no "Nowhere" in column "neighbourhood"'],
    [
      "an unknown column",
      ["--id", "Molenwijk", "--columns", "wealth"],
      3,
      'the column "wealth" is expected',
    ],
    ["a column twice", ["--id", "Molenwijk", "--columns", "treated,treated"], 2, "twice"],
    [
      "the names as a column",
      ["--id", "Molenwijk", "--columns", "neighbourhood"],
      2,
      "who an area is",
    ],
    [
      "words for Mahalanobis",
      ["--id", "Molenwijk", "--columns", "building_period"],
      3,
      'a number is expected; this is "before 1945"',
    ],
    [
      "an unknown distance",
      ["--id", "Molenwijk", "--distance", "miles"],
      2,
      "expected mahalanobis, gower",
    ],
    ["no twins at all", ["--id", "Molenwijk", "--count", "0"], 2, "--count 0"],
  ] as const)("refuses %s", async ([, args, code, sentence]) => {
    const ended = await runMeasure("twins", example, ...args);
    expect(ended.said).toContain(sentence);
    expect(ended.code).toBe(code);
  });

  test.for([
    [
      "gaps for Mahalanobis",
      "id,a\nA,1\nB,\nC,3\n",
      'columns.csv:3, column "a": a number is expected here',
    ],
    [
      "columns that follow from each other",
      "id,a,b\nA,1,2\nB,2,4\nC,5,10\n",
      "a, b follow from each other",
    ],
    ["no column of numbers", "id,a\nA,x\nB,y\nC,z\n", "columns: 0 given"],
    ["two areas", "id,a\nA,1\nB,2\n", "areas: 2 given"],
    ["a name twice", "id,a\nA,1\nA,2\n", '"A" was on line 2 already'],
  ] as const)("refuses %s", async ([, text, sentence]) => {
    const ended = await runMeasure("twins", await fileOf("columns.csv", text), "--id", "A");
    expect(ended.said).toContain(sentence);
    expect(ended.code).toBe(3);
  });
});

const six = "id,treated,x\nA,1,6\nB,1,5\nC,1,9\nD,0,5.5\nE,0,2\nF,0,7\n";

describe("matching", () => {
  test("by hand: one column, of which the propensity rises", async () => {
    const file = await fileOf("six.csv", six);
    const { document } = await runMeasure(
      "matching",
      file,
      "--treated",
      "treated",
      "--order",
      "data",
    );
    expect(document["pairs"]).toMatchObject([
      { treated: "A", control: "D" },
      { treated: "B", control: expect.stringMatching(/[EF]/) },
      { treated: "C", control: expect.stringMatching(/[EF]/) },
    ]);
    expect(document).toMatchObject({
      parameters: {
        columns: ["x"],
        distance: "propensity",
        withReplacement: false,
        caliper: null,
        order: "data",
      },
      unmatched: [],
      weights: { A: 1, B: 1, C: 1, D: 1, E: 1, F: 1 },
      balance: [
        {
          column: "x",
          before: {
            treatedMean: expect.closeTo(20 / 3, 12),
            controlMean: expect.closeTo(14.5 / 3, 12),
            standardisedDifference: expect.closeTo(5.5 / 3 / Math.sqrt(13 / 3), 12),
          },
        },
      ],
    });
  });

  test("words become columns of 0 and 1, and Mahalanobis has no propensity", async () => {
    const args = ["--treated", "treated", "--distance", "mahalanobis"];
    const columns = ["--columns", "building_period,income_1000_euro"];
    const { document } = await runMeasure("matching", example, ...args, ...columns);
    expect(document["propensity"]).toBeNull();
    expect(
      (document["balance"] as readonly { column: string }[]).map(({ column }) => column),
    ).toEqual([
      "building_period=1970-2000",
      "building_period=after 2000",
      "building_period=before 1945",
      "income_1000_euro",
    ]);
  });

  test.for([
    ["no group", example, [], 2, "--treated is needed."],
    [
      "a group that is none",
      example,
      ["--treated", "moved_in_pct"],
      3,
      'column "moved_in_pct": 1 (treated) or 0 is expected; this is "10.8"',
    ],
    ["a caliper below 0", example, ["--treated", "treated", "--caliper", "-1"], 2, "--caliper"],
    [
      "largest first without a score",
      example,
      ["--treated", "treated", "--distance", "mahalanobis", "--order", "largest"],
      2,
      "expected data",
    ],
  ] as const)("refuses %s", async ([, file, args, code, sentence]) => {
    const ended = await runMeasure("matching", file, ...args);
    expect(ended.said).toContain(sentence);
    expect(ended.code).toBe(code);
  });

  test.for([
    [
      "groups that a column tells apart",
      "id,treated,x\nA,1,6\nB,1,5\nC,0,1\nD,0,2\n",
      "x tells the two groups apart",
    ],
    [
      "fewer others than treated",
      "id,treated,x\nA,1,6\nB,1,1\nC,1,3\nD,0,2\nE,0,5\n",
      "not one for each",
    ],
    ["nobody treated", "id,treated,x\nA,0,6\nB,0,1\nC,0,3\n", "0 everywhere"],
    ["a word that is missing", "id,treated,x\nA,1,a\nB,0,\nC,0,b\n", "a word is expected here"],
  ] as const)("refuses %s", async ([, text, sentence]) => {
    const file = await fileOf("groups.csv", text);
    const ended = await runMeasure("matching", file, "--treated", "treated", "--columns", "x");
    expect(ended.said).toContain(sentence);
    expect(ended.code).toBe(3);
  });

  test("a caliper that nobody is within is an impossible question", async () => {
    const file = await fileOf("far.csv", six);
    const ended = await runMeasure("matching", file, "--treated", "treated", "--caliper", "0");
    expect(ended.said).toContain("use a wider caliper");
    expect(ended.code).toBe(3);
  });
});
