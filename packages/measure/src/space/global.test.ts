import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  columbusColumn,
  type ListPerArea,
  rowWeights,
  squares,
  weightsOfLists,
} from "../../../../tests/support/columbus.ts";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import { Random } from "../numeric/index.ts";
import {
  contiguity,
  type GlobalStatistic,
  geary,
  gearyPermutation,
  getisOrd,
  getisOrdPermutation,
  moran,
  moranPermutation,
  styleWeights,
  type Weights,
  weightsAmong,
  weightsFromLinks,
} from "./index.ts";

interface Test {
  readonly statistic: number | readonly (readonly number[])[];
  readonly p: number | readonly (readonly number[])[];
  readonly estimate: readonly [number, number, number];
}
type Case = Readonly<
  Record<
    | "moran_randomisation"
    | "moran_normality"
    | "moran_two_sided"
    | "geary_randomisation"
    | "geary_normality",
    Test
  >
> & {
  readonly moran_permutation_999: {
    readonly p_greater: number;
    readonly sim_mean: number;
    readonly sim_sd: number;
  };
  readonly geary_permutation: { readonly p: number };
};
const { results } = golden<{
  results: Readonly<
    Record<"queen_W" | "queen_B" | "rook_W" | "INC_queen_W" | "HOVAL_queen_W", Case>
  > & {
    readonly getis_ord_G_dist_B: Test;
  };
}>("b2_global_columbus.json");
const { results: neighbours } = golden<{
  results: Readonly<Record<"queen" | "rook" | "dist_band_maxmin", { nb: ListPerArea }>>;
}>("b1_weights_columbus.json");

const cases = [
  ["queen_W", "CRIME", "queen", "row"],
  ["queen_B", "CRIME", "queen", "binary"],
  ["rook_W", "CRIME", "rook", "row"],
  ["INC_queen_W", "INC", "queen", "row"],
  ["HOVAL_queen_W", "HOVAL", "queen", "row"],
] as const;

const number = (value: number | readonly (readonly number[])[]) =>
  typeof value === "number" ? value : value[0]![0]!;

function expectLike(found: GlobalStatistic, expected: Test): void {
  const { statistic, expected: mean, variance, z, p } = found;
  const reference = [...expected.estimate, number(expected.statistic), number(expected.p)];
  for (const [at, value] of [statistic, mean, variance, z, p].entries())
    expect(isNear(value, reference[at]!), `${value} is not ${reference[at]}`).toBe(true);
}

goldenTest.for(cases)(
  "%s agrees with R: spdep moran.test, geary.test",
  ([name, column, rule, style]) => {
    const values = columbusColumn(column);
    const weights = styleWeights(weightsOfLists(neighbours[rule].nb), style);
    const one = results[name];
    const [greater, normality] = [
      { alternative: "greater" },
      { assumption: "normality", alternative: "greater" },
    ] as const;
    expectLike(moran(values, weights, greater), one.moran_randomisation);
    expectLike(moran(values, weights, normality), one.moran_normality);
    expectLike(moran(values, weights), one.moran_two_sided);
    expectLike(geary(values, weights, greater), one.geary_randomisation);
    expectLike(geary(values, weights, normality), one.geary_normality);
  },
);

goldenTest("G agrees with R: spdep globalG.test", () => {
  const weights = styleWeights(weightsOfLists(neighbours.dist_band_maxmin.nb), "binary");
  expectLike(getisOrd(columbusColumn("CRIME"), weights), results.getis_ord_G_dist_B);
});

goldenTest.for(cases)(
  "%s permuted agrees with R within its error: spdep moran.mc, geary.mc",
  async ([name, column, rule, style]) => {
    const values = columbusColumn(column);
    const weights = styleWeights(weightsOfLists(neighbours[rule].nb), style);
    const { moran_permutation_999: mc, geary_permutation: geary999 } = results[name];
    const own = await moranPermutation(values, weights, { alternative: "greater" });
    // Two means of 999 draws each; five standard errors.
    const error = mc.sim_sd / Math.sqrt(999);
    expect(Math.abs(own.mean - mc.sim_mean)).toBeLessThan(5 * Math.SQRT2 * error);
    expect(own.standardDeviation / mc.sim_sd).toBeGreaterThan(0.85);
    expect(own.standardDeviation / mc.sim_sd).toBeLessThan(1.15);
    expect(Math.abs(own.p - mc.p_greater)).toBeLessThan(0.03);
    const c = await gearyPermutation(values, weights, { alternative: "greater" });
    expect(Math.abs(c.p - geary999.p)).toBeLessThan(0.03);
  },
);

/** Six areas that have 1 to 4 neighbours, with weights that are not mutual. */
const uneven = weightsFromLinks(6, {
  from: [0, 1, 1, 1, 1, 2, 2, 3, 4, 4, 5],
  to: [1, 0, 2, 3, 4, 1, 3, 1, 1, 5, 4],
  weight: [1, 2, 1, 0.5, 1, 3, 1, 1, 1, 2, 1],
});
const values = [3, 1, 4, 1, 5, 9];

function ordersOf(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 1) return [items];
  return items.flatMap((item, at) =>
    ordersOf(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
  );
}

test.for([
  ["Moran", moran],
  ["Geary", geary],
  ["Getis–Ord", getisOrd],
] as const)("%s: mean and variance are those of all 720 orders of six areas", ([, statistic]) => {
  const { expected, variance } = statistic(values, uneven);
  const all = ordersOf(values).map((order) => statistic(order, uneven).statistic);
  const mean = all.reduce((sum, one) => sum + one, 0) / 720;
  expect(expected).toBeCloseTo(mean, 12);
  expect(variance).toBeCloseTo(all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 720, 12);
});

test.for([
  ["Moran", moran, moranPermutation, 1],
  ["Geary", geary, gearyPermutation, -1],
  ["Getis–Ord", getisOrd, getisOrdPermutation, 1],
] as const)(
  "%s: p of permutations is the share of all 720 orders that are as extreme",
  async ([, statistic, permutation, likeness]) => {
    const own = statistic(values, uneven).statistic;
    const all = ordersOf(values).map((order) => statistic(order, uneven).statistic);
    const share = all.filter((one) => likeness * (one - own) >= -1e-12).length / 720;
    const { p } = await permutation(values, uneven, { permutations: 9999, alternative: "greater" });
    expect(Math.abs(p - share)).toBeLessThan(0.02);
  },
);

describe("whatever the values", () => {
  const some = fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 })
    .filter((list) => new Set(list).size > 2);

  test("units and the order of areas drop out of Moran and Geary; the unit drops out of G", () => {
    fc.assert(
      fc.property(
        some,
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 }),
        (list, order) => {
          const near = (one: GlobalStatistic, other: GlobalStatistic) => {
            expect(one.statistic).toBeCloseTo(other.statistic, 9);
            expect(one.z).toBeCloseTo(other.z, 6);
          };
          const shuffled = weightsAmong(uneven, order);
          for (const statistic of [moran, geary]) {
            near(
              statistic(
                list.map((x) => 5 - 3 * x),
                uneven,
              ),
              statistic(list, uneven),
            );
            near(
              statistic(
                order.map((at) => list[at]!),
                shuffled,
              ),
              statistic(list, uneven),
            );
          }
          near(
            getisOrd(
              list.map((x) => 3 * x),
              uneven,
            ),
            getisOrd(list, uneven),
          );
          near(
            getisOrd(
              order.map((at) => list[at]!),
              shuffled,
            ),
            getisOrd(list, uneven),
          );
        },
      ),
    );
  });

  test("the size of the weights drops out of Moran and Geary", () => {
    const heavier: Weights = { ...uneven, weight: uneven.weight.map((one) => 7 * one) };
    expect(moran(values, heavier).z).toBeCloseTo(moran(values, uneven).z, 10);
    expect(geary(values, heavier).z).toBeCloseTo(geary(values, uneven).z, 10);
  });

  test("values that hardly differ keep their digits", () => {
    const apart = values.map((one) => 1e6 + one);
    expect(moran(apart, uneven).z).toBeCloseTo(moran(values, uneven).z, 7);
    const { expected, variance } = getisOrd(apart, uneven);
    const all = ordersOf(values).map(
      (order) =>
        getisOrd(
          order.map((one) => 1e6 + one),
          uneven,
        ).statistic - expected,
    );
    expect(variance / (all.reduce((sum, one) => sum + one * one, 0) / 720)).toBeCloseTo(1, 3);
  });
});

/** A hub beside all of 39 others, which stand in a circle around it. */
const hub = weightsFromLinks(40, {
  from: Array.from({ length: 156 }, (_, k) => (k < 39 ? 0 : 1 + (k % 39))),
  to: Array.from({ length: 156 }, (_, k) => {
    const at = k % 39;
    return [1 + at, 0, 1 + ((at + 1) % 39), 1 + ((at + 38) % 39)][Math.floor(k / 39)]!;
  }),
});
const maps = [
  ["squares with 3 to 8 neighbours", rowWeights(contiguity(squares(7, 7)))],
  ["a hub with 39, and 39 with 3", rowWeights(hub)],
] as const;

test.for(
  maps.flatMap(([map, weights]) =>
    (["randomisation", "normality"] as const).flatMap((assumption) =>
      [moran, geary].map(
        (statistic) => [statistic.name, assumption, map, statistic, weights] as const,
      ),
    ),
  ),
)(
  "%s under %s raises a false alarm in 1 of 20 worlds without a pattern: %s",
  ([, assumption, , statistic, weights]) => {
    const random = new Random(17);
    let alarms = 0;
    for (let world = 0; world < 1000; world++) {
      const noise = Array.from({ length: weights.starts.length - 1 }, () => random.normal());
      if (statistic(noise, weights, { assumption }).p <= 0.05) alarms++;
    }
    expect(alarms / 1000).toBeGreaterThan(0.03);
    expect(alarms / 1000).toBeLessThan(0.07);
  },
);

test.for([
  ["Moran", moranPermutation],
  ["Geary", gearyPermutation],
  ["Getis–Ord", getisOrdPermutation],
] as const)(
  "%s permuted raises one in 1 of 20, in a world where a few areas are far higher",
  async ([, permutation]) => {
    const random = new Random(23);
    const [, weights] = maps[0];
    let alarms = 0;
    for (let world = 0; world < 1000; world++) {
      const skewed = Array.from({ length: 49 }, () => Math.exp(1.5 * random.normal()));
      const { p } = await permutation(skewed, weights, { permutations: 99, seed: world });
      if (p <= 0.05) alarms++;
    }
    // With 99 permutations p ≤ 0.05 two-sided has a chance of 0.04: two in each tail of 100.
    expect(alarms / 1000).toBeGreaterThan(0.02);
    expect(alarms / 1000).toBeLessThan(0.06);
  },
);

const square = contiguity(squares(2, 2));
const street = rowWeights(
  weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3], to: [1, 0, 2, 1, 3, 2] }),
);
test.for([
  ["equal values", [2, 2, 2, 2, 2, 2], uneven, "no-variance"],
  ["values equal up to rounding", [0.3, 0.1 + 0.2, 0.3, 0.3, 0.3, 0.3], uneven, "no-variance"],
  ["three areas", [1, 2, 3], weightsFromLinks(3, { from: [0, 1, 2], to: [1, 2, 0] }), "too-few"],
  ["all areas beside each other", [1, 2, 3, 4], rowWeights(square), "no-variance"],
  ["too few values", [1, 2], uneven, "length-mismatch"],
  ["a gap", [1, 2, 3, Number.NaN, 5, 6], uneven, "not-finite"],
  ["an island", [1, 2, 3, 4, 5], street, "empty-group"],
] as const)("%s is refused by all", ([, list, weights, code]) => {
  for (const statistic of [moran, geary, getisOrd])
    expect(() => statistic(list, weights)).toThrowError(
      expect.objectContaining({ name: "MeasureError", code }),
    );
});

test("G is refused for negative values, and where one area has everything", () => {
  expect(() => getisOrd([1, 2, -3, 4, 5, 6], uneven)).toThrowError(/0 or more/);
  expect(() => getisOrd([0, 0, 7, 0, 0, 0], uneven)).toThrowError(/only one area/);
});

test("an island that is kept has a lag of 0 and counts in n", () => {
  const kept = moran([1, 2, 4, 7, 9], street, { islands: "keep" });
  // z = −3.6, −2.6, −0.6, 2.4, 4.4; Σ z · lag = 9.36 + 5.46 − 0.06 … by hand: n / S0 = 5 / 4, over Σ z² = 45.2.
  const z = [-3.6, -2.6, -0.6, 2.4, 4.4];
  const cross =
    z[0]! * z[1]! + (z[1]! * (z[0]! + z[2]!)) / 2 + (z[2]! * (z[1]! + z[3]!)) / 2 + z[3]! * z[2]!;
  expect(kept.statistic).toBeCloseTo(((5 / 4) * cross) / 45.2, 12);
  expect(kept.expected).toBeCloseTo(-1 / 4, 12);
});

test("settings that cannot be are refused", async () => {
  for (const permutations of [0, 1.5, Number.NaN])
    await expect(moranPermutation(values, uneven, { permutations })).rejects.toThrowError(
      /permutations/,
    );
});
