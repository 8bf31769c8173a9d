import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { golden, goldenRows, goldenTest, isNear } from "../../../../../tests/support/golden.ts";
import { runMeasure } from "../../../../../tests/support/run-measure.ts";

const goldenFolder = new URL("../../../../../../shared/golden/", import.meta.url);
const place = await mkdtemp(join(tmpdir(), "krachtwijk-composite-"));
const table = join(place, "table.csv");
await writeFile(
  table,
  "area,year,city,a,b,people,mark\nX,2020,p,1,9,100,6\nY,2020,p,2,4,200,7\nZ,2020,q,4,1,400,8\nX,2021,p,2,9,100,6\nY,2021,q,3,,200,7\nZ,2021,q,4,5,500,9\n",
);
const once = join(place, "once.csv");
await writeFile(once, "area,a,b,mark\nX,1,9,6\nY,2,4,7\nZ,4,1,8\nW,5,2,9\nV,3,,5\n");

interface Score {
  readonly id: string;
  readonly score: number | null;
  readonly rank: number | null;
  readonly contributions: Readonly<Record<string, number>>;
  readonly dimensions: Readonly<Record<string, number>>;
  readonly dimensionContributions: Readonly<Record<string, number>>;
  readonly [key: string]: unknown;
}
interface Change {
  readonly change: number;
  readonly contributions: Readonly<Record<string, number>>;
  readonly dimensionContributions: Readonly<Record<string, number>>;
}
interface Document {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly scores: readonly Score[];
  readonly indicators: readonly Readonly<Record<string, unknown>>[];
  readonly dimensions: readonly Readonly<Record<string, unknown>>[];
  readonly changes: readonly Change[];
  readonly [key: string]: unknown;
}

let files = 0;
async function run(spec: unknown, input = table) {
  const file = join(place, `spec${files++}.json`);
  await writeFile(file, typeof spec === "string" ? spec : JSON.stringify(spec));
  const ended = await runMeasure("composite", input, "--spec", file);
  return { ...ended, document: ended.document as unknown as Document };
}

const sum = (parts: Readonly<Record<string, number>>) =>
  Object.values(parts).reduce((total, one) => total + one, 0);

goldenTest(
  "agrees with COINr 1.1.14 on the connectivity of 51 countries, from the files to the ranks",
  async () => {
    const { results } = golden<{
      results: {
        ranking: Readonly<Record<"uCode" | "Index" | "Rank" | "Sust" | "Conn", readonly never[]>>;
      };
    }>("a1_composite_asem_full.json");
    const meta = goldenRows("data/asem_imeta.csv");
    const indicators = meta
      .filter(({ Type }) => Type === "Indicator")
      .map(({ iCode, Parent, Direction, Weight, Denominator }) => ({
        column: iCode,
        parent: Parent,
        direction: Number(Direction),
        weight: Number(Weight),
        ...(Denominator === "" ? {} : { denominator: Denominator }),
      }));
    const dimensions = meta
      .filter(({ Type, iCode }) => Type === "Aggregate" && iCode !== "Index")
      .map(({ iCode, Parent, Weight }) => ({
        name: iCode,
        parent: Parent,
        weight: Number(Weight),
      }));
    const { document } = await run(
      {
        id: "uCode",
        group: "EurAsia_group",
        index: "Index",
        indicators,
        dimensions,
        screening: { leastData: 0.9, when: "after-filling" },
        missing: "group-mean",
        treatment: { method: "winsorise", otherwise: "log-shift" },
        normalisation: "min-max",
      },
      fileURLToPath(new URL("data/asem_idata.csv", goldenFolder)),
    );
    const { uCode, Index, Rank, Sust, Conn } = results.ranking;
    const byId = new Map(document.scores.map((one) => [one.id, one]));
    expect(byId.size).toBe(uCode.length);
    for (const [at, id] of uCode.entries()) {
      const own = byId.get(id)!;
      expect(isNear(own.score!, Index[at]!), id).toBe(true);
      expect(own.rank).toBe(Rank[at]);
      expect(isNear(own.dimensions["Sust"]!, Sust[at]!), id).toBe(true);
      expect(isNear(own.dimensions["Conn"]!, Conn[at]!), id).toBe(true);
      expect(isNear(sum(own.contributions), own.score!), id).toBe(true);
    }
  },
);

test("the least one can write gives scores, ranks and contributions, and every default", async () => {
  const { document } = await run(
    { id: "area", indicators: ["a", { column: "b", direction: -1, weight: 3 }] },
    once,
  );
  expect(document).toMatchObject({
    method: "composite",
    parameters: {
      id: "area",
      index: "index",
      missing: { rule: "none" },
      treatment: { method: "none" },
      normalisation: { method: "min-max", lower: 0, upper: 100 },
      weighting: { method: "given" },
      aggregation: "arithmetic",
    },
  });
  expect(document.scores[0]).toMatchObject({
    id: "X",
    score: 0,
    rank: 4,
    contributions: { a: 0, b: 0 },
  });
  expect(document.scores[4]).toMatchObject({
    id: "V",
    score: null,
    rank: null,
    contributions: {},
    missing: ["b"],
  });
  expect(document.indicators[1]).toMatchObject({
    name: "b",
    direction: -1,
    weight: 0.75,
    effectiveWeight: 0.75,
  });
});

test("periods give contributions to change that add up, whatever the mean and the gaps", async () => {
  for (const aggregation of ["arithmetic", "geometric", "harmonic", { power: 2 }]) {
    const { document } = await run({
      id: "area",
      period: "year",
      indicators: [
        { column: "a", parent: "d" },
        { column: "b", direction: -1, parent: "d" },
        { column: "people", parent: "e", weight: 0.5 },
        "mark",
      ],
      dimensions: [{ name: "d", weight: 2 }, { name: "e" }],
      missing: "available-case",
      normalisation: { method: "min-max", lower: 1 },
      aggregation,
    });
    for (const { score, contributions, dimensionContributions } of document.scores) {
      expect(sum(contributions)).toBeCloseTo(score!, 9);
      expect((contributions["a"] ?? 0) + (contributions["b"] ?? 0)).toBeCloseTo(
        dimensionContributions["d"]!,
        9,
      );
    }
    expect(document.changes).toHaveLength(3);
    for (const { change, contributions, dimensionContributions } of document.changes) {
      expect(sum(contributions)).toBeCloseTo(change, 9);
      expect(contributions["a"]! + contributions["b"]!).toBeCloseTo(
        dimensionContributions["d"]!,
        9,
      );
    }
  }
});

test("areas of a period may stand anywhere in the file, and are ranked among each other", async () => {
  const { document } = await run({
    id: "area",
    period: { column: "year", scope: "each-period", changes: "first-to-last" },
    indicators: ["a"],
  });
  expect(document.scores.map(({ id, ...own }) => [id, own["period"], own.rank])).toEqual([
    ["X", "2020", 3],
    ["Y", "2020", 2],
    ["Z", "2020", 1],
    ["X", "2021", 3],
    ["Y", "2021", 2],
    ["Z", "2021", 1],
  ]);
  expect(document.changes[1]).toMatchObject({ id: "Y", from: "2020", to: "2021" });
});

test.for([
  ["z-score", -1.5],
  ["percentile", 0],
  ["rank", 1],
  ["borda", 0],
  [{ method: "distance-to-target", target: 3 }, 0],
  [{ method: "distance-to-reference", reference: "Y" }, 0],
  [{ method: "goalposts", lower: 0, upper: 10 }, 0.1],
  ["fraction-of-maximum", 0.2],
  ["none", 1],
] as const)("normalisation %j", async ([normalisation, first]) => {
  const { document } = await run({ id: "area", indicators: ["a"], normalisation }, once);
  expect(document.scores[0]!.score).toBeCloseTo(
    normalisation === "z-score" ? -1.2649110640673518 : first,
    12,
  );
});

test.for([
  "equal",
  "first-component",
  "factor",
  { method: "judgement", nonNegative: true },
  "optimised",
])("weights by %j add up to 1 within their dimension", async (weighting) => {
  const { document } = await run(
    { id: "area", judgement: "mark", indicators: ["a", { column: "b", direction: -1 }], weighting },
    once,
  );
  const weights = document.indicators.map((one) => one["weight"] as number);
  expect(weights[0]! + weights[1]!).toBeCloseTo(1, 12);
});

test("weights by judgement come with their fit", async () => {
  const { document } = await run(
    {
      id: "area",
      judgement: "mark",
      indicators: ["a", "b"],
      weighting: "judgement",
      normalisation: "none",
    },
    once,
  );
  const { fit } = document.dimensions[0] as unknown as {
    readonly fit: { readonly rSquared: number; readonly coefficients: readonly number[] };
  };
  // V has no b and takes no part.
  expect(fit).toMatchObject({ count: 4, standardErrors: [expect.any(Number), expect.any(Number)] });
  expect(fit.rSquared).toBeGreaterThan(0.95);
  const weights = document.indicators.map((one) => one["weight"] as number);
  expect(weights[0]! / weights[1]!).toBeCloseTo(fit.coefficients[0]! / fit.coefficients[1]!, 9);
});

test("classes, screening and everything under analysis", async () => {
  const { document } = await run(
    {
      id: "area",
      indicators: ["a", { column: "b", direction: -1 }, "mark"],
      screening: { leastData: 0.9 },
      normalisation: "z-score",
      classes: { cutOffs: [0], labels: ["low", "high"] },
      analysis: ["correlations", "rank-correlations", "components", "copeland"],
    },
    once,
  );
  expect(document["screened"]).toEqual([{ id: "V", data: 2 / 3, nonZero: 1 }]);
  expect(document.scores.map((one) => one["label"])).toEqual(["low", "low", "high", "high"]);
  expect(document["classes"]).toEqual({ cutOffs: [0], labels: ["low", "high"], sizes: [2, 2] });
  expect(document["correlations"]).toMatchObject({ a: { a: 1 } });
  expect(document["rankCorrelations"]).toMatchObject({ a: { mark: 1 } });
  expect(document["components"]).toHaveProperty("index.eigenvalues");
  expect(document["copeland"]).toMatchObject([{ id: "X", score: -3, rank: 4 }, {}, {}, {}]);
  expect(document.dimensions.at(-1)).toMatchObject({ name: "index", parent: null });
});

test("uncertainty and sensitivity say the same twice, and hold the index as it is", async () => {
  const spec = {
    id: "area",
    indicators: ["a", "mark"],
    uncertainty: {
      runs: 50,
      seed: 4,
      choices: [
        { choice: "weights", spread: 0.5 },
        {
          choice: "normalisation",
          options: ["z-score", { method: "distance-to-reference", reference: "Y" }],
        },
      ],
    },
    sensitivity: { samples: 20, area: "Z" },
  };
  const [one, two] = [await run(spec, once), await run(spec, once)];
  expect(one.document["uncertainty"]).toEqual(two.document["uncertainty"]);
  expect(one.document["uncertainty"]).toMatchObject({
    runs: 50,
    areas: [{ id: "X", rank: 5 }, {}, {}, {}, {}],
  });
  expect(one.document["sensitivity"]).toMatchObject({
    outcome: "score of Z",
    choices: [{ choice: "weights" }, { choice: "normalisation" }],
  });
});
