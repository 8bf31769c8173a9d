import { expect, test } from "vitest";
import { Random } from "../numeric/index.ts";
import {
  type Choice,
  type CompositeSpec,
  compositeIndex,
  compositeSensitivity,
  compositeUncertainty,
  sobolDesign,
  sobolIndices,
} from "./index.ts";

const random = new Random(3);
const columns = Array.from({ length: 4 }, () =>
  Float64Array.from({ length: 20 }, () => random.uniform() ** 2),
);
const data = { columns };
const spec: CompositeSpec = {
  indicators: ["a", "a", "b", "b"].map((parent, at) => ({ name: `i${at}`, parent })),
  normalisation: { method: "min-max", lower: 1, upper: 100 },
};
const choices: readonly Choice[] = [
  {
    choice: "normalisation",
    options: [{ method: "min-max", lower: 1, upper: 100 }, { method: "rank" }],
  },
  { choice: "aggregation", options: ["arithmetic", "geometric", ["arithmetic", "harmonic"]] },
  { choice: "weights", spread: 0.5 },
  { choice: "leave-out" },
  {
    choice: "treatment",
    options: [{ method: "none" }, { method: "percentiles", lower: 0.05, upper: 0.95 }],
  },
  { choice: "weighting", options: [{ method: "given" }, { method: "equal" }] },
  { choice: "missing", options: [{ rule: "none" }, { rule: "available-case" }] },
];

test("one option for everything leaves no doubt", async () => {
  const { ranks, score, meanRankShift, nominal } = await compositeUncertainty(data, spec, {
    choices: [{ choice: "aggregation", options: ["arithmetic"] }],
    runs: 5,
  });
  const index = compositeIndex(data, spec);
  expect(meanRankShift).toBe(0);
  for (const key of ["mean", "median", "lower", "upper"] as const)
    for (const [row, own] of index.score.entries()) {
      expect(score[key][row]).toBeCloseTo(own, 12);
      expect(ranks[key][row]).toBe(index.ranks[row]);
    }
  expect(Array.from(nominal.ranks)).toEqual(Array.from(index.ranks));
});

test("the same seed gives the same on any number of cores, and another seed does not", async () => {
  const on = (cores: number, seed: number) =>
    compositeUncertainty(
      {
        columns: columns.map((column) =>
          Float64Array.from({ length: 4000 }, (_, at) => column[at % 20]! + at / 1e6),
        ),
      },
      spec,
      { choices, runs: 120, seed, cores },
    );
  const [one, two, other] = [await on(1, 7), await on(2, 7), await on(2, 8)];
  expect(two).toEqual(one);
  expect(other.score.mean).not.toEqual(one.score.mean);
});

test("the interval of places holds the median, and more doubt makes it wider", async () => {
  const spreads = [0.05, 0.9].map((spread) =>
    compositeUncertainty(data, spec, { choices: [{ choice: "weights", spread }], runs: 300 }),
  );
  const [narrow, wide] = await Promise.all(spreads);
  const width = ({ score }: typeof narrow & object) =>
    score.upper.reduce((sum, upper, row) => sum + upper - score.lower[row]!, 0);
  expect(width(wide!)).toBeGreaterThan(5 * width(narrow!));
  for (const [row, median] of wide!.ranks.median.entries()) {
    expect(median).toBeGreaterThanOrEqual(wide!.ranks.lower[row]!);
    expect(median).toBeLessThanOrEqual(wide!.ranks.upper[row]!);
  }
});

test("noise on one weight leaves the others as they are", async () => {
  const { score } = await compositeUncertainty(data, spec, {
    choices: [{ choice: "weights", spread: 0.5, of: ["a"] }],
    runs: 50,
  });
  const index = compositeIndex(data, spec);
  const [a, b] = [4, 5].map((node) => index.scores()[node]!);
  for (const [row, own] of score.lower.entries()) {
    expect(own).toBeGreaterThanOrEqual(Math.min(a![row]!, b![row]!));
    expect(score.upper[row]).toBeLessThanOrEqual(Math.max(a![row]!, b![row]!));
  }
});

test("an option that cannot be is named", async () => {
  const asked = compositeUncertainty(data, spec, {
    choices: [
      { choice: "normalisation", options: [{ method: "z-score" }] },
      { choice: "aggregation", options: ["geometric"] },
    ],
    runs: 3,
  });
  await expect(asked).rejects.toThrowError(
    /with normalisation \{"method":"z-score"\}, aggregation "geometric": i\d\[\d+\] is -/,
  );
});

test.for([
  ["no choices", { choices: [] }, "too-few"],
  ["no options", { choices: [{ choice: "missing", options: [] }] }, "too-few"],
  ["a spread above 1", { choices: [{ choice: "weights", spread: 2 }] }, "out-of-range"],
  [
    "a name that is not there",
    { choices: [{ choice: "weights", spread: 0.1, of: ["q"] }] },
    "unknown-name",
  ],
  [
    "a dimension to leave out",
    { choices: [{ choice: "leave-out", options: ["a"] }] },
    "unknown-name",
  ],
  ["one run", { choices: [{ choice: "leave-out" }], runs: 1 }, "out-of-range"],
  ["an interval above 1", { choices: [{ choice: "leave-out" }], interval: 90 }, "out-of-range"],
] as const)("%s is refused", async ([, options, code]) => {
  await expect(compositeUncertainty(data, spec, options)).rejects.toMatchObject({ code });
});

// Ishigami & Homma (1990): sin x + 7 sin² y + 0.1 z⁴ sin x on (−π, π); exact indices in Saltelli e.a. (2008), Global Sensitivity
// Analysis: The Primer, §4.
test("Sobol' indices of the Ishigami function are those that are worked out on paper", () => {
  const outputs = sobolDesign(30_000, 3).map((draws) => {
    const [x, y, z] = Array.from(draws, (draw) => Math.PI * (2 * draw - 1)) as [
      number,
      number,
      number,
    ];
    return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
  });
  const { variance, firstOrder, totalOrder, ...intervals } = sobolIndices(outputs, 3, {
    replicates: 50,
  });
  expect(Math.abs(variance - 13.8446)).toBeLessThan(0.3);
  for (const [own, bounds, expected] of [
    [firstOrder, intervals.firstOrderIntervals, [0.3139, 0.4424, 0]],
    [totalOrder, intervals.totalOrderIntervals, [0.5576, 0.4424, 0.2437]],
  ] as const)
    for (const [input, one] of expected.entries()) {
      expect(Math.abs(own[input]! - one)).toBeLessThan(0.02);
      expect(bounds[input]![0]).toBeLessThan(one + 0.02);
      expect(bounds[input]![1]).toBeGreaterThan(one - 0.02);
    }
});

test("an input that does nothing is called one at its nominal rate: 1 in 20 intervals misses 0", () => {
  let missed = 0;
  for (let world = 0; world < 1000; world++) {
    const outputs = sobolDesign(100, 2, world).map(([first]) => first!);
    // By itself the second does nothing; the first is noise to it.
    const other = outputs.map((output, at) =>
      at % 4 === 3 ? outputs[at]! + 0.2 * (new Random(world, at).uniform() - 0.5) : output,
    );
    const { firstOrderIntervals } = sobolIndices(other, 2, { replicates: 100, seed: world });
    const [lower, upper] = firstOrderIntervals[1]!;
    if (lower > 0 || upper < 0) missed++;
  }
  expect(missed / 1000).toBeGreaterThan(0.03);
  expect(missed / 1000).toBeLessThan(0.08);
});

test("a choice without effect has a total order of 0, and the others share the variance", async () => {
  const own = await compositeSensitivity(data, spec, {
    choices: [
      { choice: "weights", spread: 0.9 },
      { choice: "weighting", options: [{ method: "given" }, { method: "given" }] },
      { choice: "normalisation", options: [{ method: "rank" }, { method: "min-max" }] },
    ],
    samples: 200,
    row: 2,
  });
  expect(own.totalOrder[1]).toBe(0);
  expect(own.firstOrder[1]).toBe(0);
  expect(own.totalOrder[0]! + own.totalOrder[2]!).toBeGreaterThan(0.9);
});

test("a sensitivity of nothing is refused", async () => {
  const still: readonly Choice[] = [{ choice: "missing", options: [{ rule: "none" }] }];
  await expect(
    compositeSensitivity(data, spec, { choices: still, samples: 10 }),
  ).rejects.toMatchObject({ code: "no-variance" });
  await expect(compositeSensitivity(data, spec, { choices: still, row: 99 })).rejects.toMatchObject(
    { code: "unknown-name" },
  );
  expect(() => sobolIndices([1, 2, 3], 2)).toThrowError(
    expect.objectContaining({ code: "length-mismatch" }),
  );
  expect(() => sobolIndices([1, 2, 3, Number.NaN, 1, 1, 1, 1], 2)).toThrowError(
    expect.objectContaining({ code: "not-finite" }),
  );
});
