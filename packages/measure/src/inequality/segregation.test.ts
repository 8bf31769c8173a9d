import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chiSquaredUpper, logGamma, Random } from "../numeric/index.ts";
import { hypergeometric, logFactorials } from "./hypergeometric.ts";
import {
  dissimilarityIndex,
  exposureIndex,
  groupSegregation,
  isolationIndex,
  locationQuotients,
  segregationByLot,
} from "./index.ts";

describe("worked by hand", () => {
  test.for([
    ["½ (|3/4 − 1/4| + |1/4 − 3/4|)", dissimilarityIndex([30, 10], [20, 60]), 1 / 2],
    ["never in the same area", dissimilarityIndex([5, 0, 7], [0, 9, 0]), 1],
    ["alike", dissimilarityIndex([1, 2, 3], [10, 20, 30]), 0],
    ["4/5 · 4/5 + 1/5 · 1/10", isolationIndex([40, 10], [50, 100]).isolation, 0.66],
    ["(0.66 − 1/3) / (2/3)", isolationIndex([40, 10], [50, 100]).corrected, 0.49],
    ["4/5 · 1/5 + 1/5 · 9/10", exposureIndex([40, 10], [10, 90], [50, 100]), 0.34],
    ["the other way round", exposureIndex([10, 90], [40, 10], [50, 100]), 0.17],
    ["(40/50) / (50/150)", locationQuotients([40, 10], [50, 100])[0]!, 2.4],
    [
      "Theil's H of 3 : 1 and 1 : 3",
      groupSegregation([
        [3, 1],
        [1, 3],
      ]).index,
      1 + 0.25 * Math.log2(0.25) + 0.75 * Math.log2(0.75),
    ],
    [
      "three groups, each alone",
      groupSegregation([
        [2, 0, 0],
        [0, 2, 0],
        [0, 0, 2],
      ]).index,
      1,
    ],
    [
      "their entropy",
      groupSegregation([
        [2, 0, 0],
        [0, 2, 0],
        [0, 0, 2],
      ]).entropy,
      Math.log(3),
    ],
    [
      "their D",
      groupSegregation([
        [2, 0, 0],
        [0, 2, 0],
        [0, 0, 2],
      ]).dissimilarity,
      1,
    ],
  ] as const)("%s", ([, value, expected]) => {
    expect(value).toBeCloseTo(expected, 12);
  });

  test("all between districts, or all within them", () => {
    const [one, other] = [
      [8, 8, 0, 0],
      [0, 0, 8, 8],
    ];
    const split = (districts: readonly string[]) =>
      groupSegregation([one!, other!], { districts }).parts!;
    expect(split(["n", "n", "s", "s"])).toMatchObject({ between: 1, within: 0 });
    expect(split(["n", "n", "s", "s"]).districts[0]).toMatchObject({ index: null, entropy: 0 });
    const within = split(["n", "s", "n", "s"]);
    expect(within.within).toBeCloseTo(1, 12);
    expect(within.districts.map(({ index }) => index)).toEqual([1, 1]);
  });
});

const count = fc.integer({ min: 0, max: 60 });
const area = fc.tuple(count, count, count, fc.constantFrom("n", "s", "w"));
const city = fc
  .array(area, { minLength: 2, maxLength: 12 })
  .filter((areas) => [0, 1, 2].every((group) => areas.some((counts) => Number(counts[group]) > 0)));

test("segregation by entropy is what is between and within districts, and what areas add", () => {
  fc.assert(
    fc.property(city, (areas) => {
      const groups = [0, 1, 2].map((group) => areas.map((counts) => Number(counts[group])));
      const districts = areas.map((counts) => counts[3]);
      fc.pre(new Set(districts).size > 1);
      const found = groupSegregation(groups, { districts });
      expect(found.parts!.between + found.parts!.within).toBeCloseTo(found.index, 10);
      const sum = found.areas.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(found.information, 10);
      // M is also the entropy of all less the mean entropy of the areas.
      const mean = found.areas.reduce((total, one) => total + one.populationShare * one.entropy, 0);
      expect(found.entropy - mean).toBeCloseTo(found.information, 10);
      expect(found.index).toBeGreaterThanOrEqual(0);
      expect(found.index).toBeLessThanOrEqual(1 + 1e-12);
      const turned = groupSegregation(groups.map((group) => [...group].reverse()).reverse());
      expect(turned.index).toBeCloseTo(found.index, 10);
      expect(turned.dissimilarity).toBeCloseTo(found.dissimilarity, 10);
    }),
  );
});

test("with two groups the two dissimilarities are the same; sizes of groups do not matter", () => {
  fc.assert(
    fc.property(city, fc.integer({ min: 2, max: 9 }), (areas, times) => {
      const [one, other] = [areas.map(([value]) => value), areas.map(([, value]) => value)];
      const own = dissimilarityIndex(one, other);
      expect(groupSegregation([one, other]).dissimilarity).toBeCloseTo(own, 10);
      const larger = one.map((value) => value * times);
      expect(dissimilarityIndex(larger, other)).toBeCloseTo(own, 10);
      expect(dissimilarityIndex(other, one)).toBeCloseTo(own, 12);
    }),
  );
});

test("who is not of your own is of the other; quotients are 1 on average", () => {
  fc.assert(
    fc.property(city, (areas) => {
      const [one, other] = [areas.map(([value]) => value), areas.map(([, value]) => value)];
      const total = one.map((value, at) => value + other[at]!);
      const own = isolationIndex(one, total).isolation;
      expect(own + exposureIndex(one, other, total)).toBeCloseTo(1, 10);
      fc.pre(total.every((value) => value > 0));
      const all = total.reduce((sum, value) => sum + value, 0);
      const quotients = locationQuotients(one, total);
      const mean = total.reduce((sum, value, at) => sum + (value / all) * quotients[at]!, 0);
      expect(mean).toBeCloseTo(1, 10);
    }),
  );
});

test.for([
  [7, 12, 9],
  [300, 500, 40],
  [5, 4000, 2000],
])("drawing %i of %i others: %i at once falls as the hypergeometric says", (sizes) => {
  const [members, others, draws] = sizes as [number, number, number];
  const random = new Random(3);
  const logFactorial = logFactorials(members + others);
  const counts = new Map<number, number>();
  for (let draw = 0; draw < 20_000; draw++) {
    const drawn = hypergeometric(random, logFactorial, { members, others, draws });
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
  }
  const logChoose = (n: number, k: number) =>
    logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  let [chi, cells] = [0, 0];
  for (let k = 0; k <= Math.min(members, draws); k++) {
    const expected =
      20_000 *
      Math.exp(
        logChoose(members, k) + logChoose(others, draws - k) - logChoose(members + others, draws),
      );
    if (!(expected > 10)) continue;
    cells += 1;
    chi += ((counts.get(k) ?? 0) - expected) ** 2 / expected;
  }
  expect(cells).toBeGreaterThan(3);
  expect(chiSquaredUpper(chi, cells - 1)).toBeGreaterThan(0.001);
});

test.for([
  [40, 60, 60],
  [40, 60, 540],
  [10, 200, 200],
])("%i areas: groups of %i and %i spread by lot seem apart in 1 of 20 worlds", (sizes) => {
  const [areas, members, others] = sizes as [number, number, number];
  const random = new Random(9);
  let alarms = 0;
  for (let world = 0; world < 1000; world++) {
    const dwellings = Array.from({ length: members + others }, () =>
      Math.floor(areas * random.uniform() ** 2),
    );
    const [one, other] = [new Float64Array(areas), new Float64Array(areas)];
    for (const [at, where] of dwellings.entries()) (at < members ? one : other)[where]! += 1;
    if (segregationByLot(one, other, { rounds: 99, seed: world }).p <= 0.05) alarms++;
  }
  expect(alarms / 1000).toBeGreaterThan(0.03);
  expect(alarms / 1000).toBeLessThan(0.07);
});

test("says how much of a dissimilarity is by lot", () => {
  const found = segregationByLot([5, 0, 5, 0, 5, 0], [0, 5, 0, 5, 0, 5]);
  expect(found).toMatchObject({ p: 0.001 });
  expect([found.dissimilarity, found.excess]).toEqual([expect.closeTo(1), expect.closeTo(1)]);
  expect(found.expected).toBeGreaterThan(0.2);
  expect(segregationByLot([5, 0, 5, 0, 5, 0], [0, 5, 0, 5, 0, 5])).toEqual(found);
});

test.for([
  ["one area", () => dissimilarityIndex([1], [2]), "too-few"],
  ["nobody in a group", () => dissimilarityIndex([1, 1], [0, 0]), "empty-group"],
  ["areas that are too few", () => dissimilarityIndex([1, 1], [1, 1, 1]), "length-mismatch"],
  ["a negative count", () => dissimilarityIndex([1, -1], [1, 1]), "out-of-range"],
  ["a gap", () => dissimilarityIndex([1, Number.NaN], [1, 1]), "not-finite"],
  ["more members than people", () => isolationIndex([3, 1], [2, 5]), "out-of-range"],
  ["everybody a member", () => isolationIndex([2, 5], [2, 5]), "no-variance"],
  ["an area with nobody in it", () => locationQuotients([0, 1], [0, 5]), "empty-group"],
  ["a single group", () => groupSegregation([[1, 2]]), "too-few"],
  [
    "an empty group",
    () =>
      groupSegregation([
        [1, 2],
        [0, 0],
      ]),
    "empty-group",
  ],
  ["half a person", () => segregationByLot([0.5, 1], [1, 1]), "out-of-range"],
  ["only one way", () => segregationByLot([1, 0], [0, 1], { rounds: 50 }), "no-variance"],
  [
    "a single district",
    () =>
      groupSegregation(
        [
          [1, 2],
          [2, 1],
        ],
        { districts: ["n", "n"] },
      ),
    "too-few",
  ],
] as const)("%s: %s", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
