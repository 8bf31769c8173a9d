import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  columbusColumn,
  type ListPerArea,
  rowWeights,
  weightsOfLists,
} from "../../../../tests/support/columbus.ts";
import { golden, hasGolden, isNear } from "../../../../tests/support/golden.ts";
import type { Numbers } from "../numeric/index.ts";
import {
  clusterLabels,
  localGeary,
  localGearyPermutation,
  localGetisOrd,
  localGetisOrdPermutation,
  localMoran,
  localMoranPermutation,
  moran,
  styleWeights,
  type Weights,
  weightsAmong,
  weightsFromLinks,
  withSelf,
} from "./index.ts";

type Column = readonly number[];
type Analytic = Readonly<Record<"Ii" | "E.Ii" | "Var.Ii" | "Z.Ii" | "p", Column>>;
interface Case {
  readonly local_moran_conditional: Analytic;
  readonly local_moran_total_unconditional: Analytic;
  readonly local_moran_perm: Readonly<Record<"E" | "Var" | "p_sim", Column>>;
  readonly quadrant: readonly string[];
  readonly p_BH: Column;
  readonly p_bonferroni: Column;
  readonly cluster_p05: readonly string[];
  readonly cluster_BH05: readonly string[];
  readonly local_G_z: Column;
  readonly local_Gstar_z: Column;
  readonly local_Gstar_p: Column;
  readonly local_Gstar_perm_z: Column;
  readonly local_geary: Column;
}
const { results } = golden<{ results: Readonly<Record<"queen_W" | "queen_B", Case>> }>(
  "b3_local_columbus.json",
);
const { results: neighbours } = golden<{ results: { queen: { nb: ListPerArea } } }>(
  "b1_weights_columbus.json",
);
const styles = [
  ["queen_W", "row"],
  ["queen_B", "binary"],
] as const;

function expectColumn(name: string, found: Numbers, expected: Column): void {
  expect(found.length).toBe(expected.length);
  for (const [at, one] of expected.entries())
    expect(isNear(found[at]!, one), `${name}[${at}]: ${found[at]} is not ${one}`).toBe(true);
}
const short = (label: string) =>
  label === "Not significant" ? "NS" : label.replaceAll(/[a-z-]/g, "");

const uneven = weightsFromLinks(6, {
  from: [0, 1, 1, 1, 1, 2, 2, 3, 4, 4, 5],
  to: [1, 0, 2, 3, 4, 1, 3, 1, 1, 5, 4],
  weight: [1, 2, 1, 0.5, 1, 3, 1, 1, 1, 2, 1],
});
const values = [3, 1, 4, 1, 5, 9];

describe.skipIf(!hasGolden).for(styles)("%s", ([name, style]) => {
  const crime = columbusColumn("CRIME");
  const links = hasGolden ? weightsOfLists(neighbours.queen.nb) : uneven;
  const weights = () => styleWeights(links, style);
  const reference = results?.[name] as Case;

  test("local Moran agrees with R: spdep localmoran, conditional and total", () => {
    for (const [moments, expected] of [
      ["conditional", reference.local_moran_conditional],
      ["total", reference.local_moran_total_unconditional],
    ] as const) {
      const found = localMoran(crime, weights(), { moments });
      expectColumn("I", found.local, expected.Ii);
      expectColumn("E", found.expected, expected["E.Ii"]);
      expectColumn("Var", found.variance, expected["Var.Ii"]);
      expectColumn("z", found.z, expected["Z.Ii"]);
      expectColumn("p", found.p, expected.p);
    }
  });

  test("clusters agree with R: p.adjust and the quadrants of spdep", () => {
    const { pattern, p } = localMoran(crime, weights());
    expect(pattern.map(short)).toEqual(reference.quadrant);
    expect(clusterLabels(pattern, p).labels.map(short)).toEqual(reference.cluster_p05);
    const fdr = clusterLabels(pattern, p, { adjust: "fdr" });
    expect(fdr.labels.map(short)).toEqual(reference.cluster_BH05);
    expectColumn("fdr", fdr.pAdjusted, reference.p_BH);
    expectColumn(
      "bonferroni",
      clusterLabels(pattern, p, { adjust: "bonferroni" }).pAdjusted,
      reference.p_bonferroni,
    );
  });

  test("G, G* and local Geary agree with R: spdep localG, localC", () => {
    expectColumn("G", localGetisOrd(crime, weights()).z, reference.local_G_z);
    const star = localGetisOrd(crime, styleWeights(withSelf(links), style), "g-star");
    expectColumn("G*", star.z, reference.local_Gstar_z);
    expectColumn("p of G*", star.p, reference.local_Gstar_p);
    expectColumn("c", localGeary(crime, weights()).local, reference.local_geary);
  });

  test("conditional permutation agrees with R within its error: spdep localmoran_perm, localG_perm", async () => {
    const found = await localMoranPermutation(crime, weights());
    const exact = localMoran(crime, weights());
    for (const [area, p] of reference.local_moran_perm.p_sim.entries()) {
      // Both p are twice a share of 999 draws; five standard errors of their difference.
      const share = (found.p[area]! + p) / 4;
      const error = 2 * Math.sqrt((2 * share * (1 - share)) / 999);
      expect(Math.abs(found.p[area]! - p), `p[${area}]`).toBeLessThan(5 * error + 0.004);
      const mean = found.mean[area]! - exact.expected[area]!;
      expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(exact.variance[area]! / 999));
      const ratio = found.standardDeviation[area]! ** 2 / exact.variance[area]!;
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.25);
    }
    const star = await localGetisOrdPermutation(
      crime,
      styleWeights(withSelf(links), style),
      "g-star",
    );
    for (const [area, z] of reference.local_Gstar_perm_z.entries()) {
      const own = (star.local[area]! - star.mean[area]!) / star.standardDeviation[area]!;
      // Two means with an error of 1 / √999, two standard deviations with one of 1 / √(2 · 999) of their size.
      const error = Math.sqrt(2 / 999 + (z * z) / 999);
      expect(Math.abs(own - z), `G*[${area}]`).toBeLessThan(5 * error);
    }
  });
});

function ordersOf(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, at) =>
    ordersOf(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
  );
}

/** All orders in which one area keeps its value. */
function ordersAround(area: number): readonly (readonly number[])[] {
  const others = values.filter((_, at) => at !== area);
  return ordersOf(others).map((order) => [
    ...order.slice(0, area),
    values[area]!,
    ...order.slice(area),
  ]);
}

const statistics = [
  ["local Moran", localMoran, localMoranPermutation, 1],
  ["local Geary", localGeary, localGearyPermutation, -1],
  [
    "local G",
    (list: Numbers, weights: Weights) => localGetisOrd(list, weights),
    (list: Numbers, weights: Weights, options: object) =>
      localGetisOrdPermutation(list, weights, "g", options),
    1,
  ],
] as const;

test.for(statistics)(
  "%s: mean, variance and p are those of all orders of the five other areas",
  async ([, statistic, permutation, likeness]) => {
    const found = statistic(values, uneven);
    const permuted = await permutation(values, uneven, {
      permutations: 4999,
      alternative: "greater",
    });
    for (const area of values.keys()) {
      const all = ordersAround(area).map((order) => statistic(order, uneven).local[area]!);
      const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
      const variance = all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length;
      expect(found.expected[area]).toBeCloseTo(mean, 10);
      expect(found.variance[area]).toBeCloseTo(variance, 10);
      const extreme = all.filter((one) => likeness * (one - found.local[area]!) >= -1e-12).length;
      expect(Math.abs(permuted.p[area]! - extreme / all.length)).toBeLessThan(0.04);
      expect(permuted.local[area]).toBeCloseTo(found.local[area]!, 12);
    }
  },
);

test("G*: mean, variance and p are those of all orders of all areas", async () => {
  const weights = withSelf(uneven);
  const sumsOf = (order: readonly number[], area: number) => {
    let sum = 0;
    for (let at = weights.starts[area]!; at < weights.starts[area + 1]!; at++)
      sum += weights.weight[at]! * order[weights.to[at]!]!;
    return sum;
  };
  const found = localGetisOrd(values, weights, "g-star");
  const permuted = await localGetisOrdPermutation(values, weights, "g-star", {
    permutations: 4999,
    alternative: "greater",
  });
  for (const area of values.keys()) {
    const all = ordersOf(values).map((order) => sumsOf(order, area));
    const mean = all.reduce((sum, one) => sum + one, 0) / 720;
    const deviation = Math.sqrt(all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 720);
    const own = sumsOf(values, area);
    expect(found.z[area]).toBeCloseTo((own - mean) / deviation, 10);
    const extreme = all.filter((one) => one >= own - 1e-9).length / 720;
    expect(Math.abs(permuted.p[area]! - extreme)).toBeLessThan(0.04);
  }
});

test("local Moran total: mean and variance are those of all orders of all areas", () => {
  const found = localMoran(values, uneven, { moments: "total" });
  const all = ordersOf(values).map((order) => localMoran(order, uneven).local);
  for (const area of values.keys()) {
    const mean = all.reduce((sum, local) => sum + local[area]!, 0) / 720;
    expect(found.expected[area]).toBeCloseTo(mean, 10);
    expect(found.variance[area]).toBeCloseTo(
      all.reduce((sum, local) => sum + (local[area]! - mean) ** 2, 0) / 720,
      10,
    );
  }
});

describe("whatever the values", () => {
  const some = fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 6 })
    .filter((list) => new Set(list).size > 2);

  test("the local Morans sum to S0 times the global one", () => {
    fc.assert(
      fc.property(some, (list) => {
        const sum = localMoran(list, uneven).local.reduce((total, one) => total + one, 0);
        const s0 = uneven.weight.reduce((total, one) => total + one, 0);
        expect(sum).toBeCloseTo(s0 * moran(list, uneven).statistic, 9);
      }),
    );
  });

  test("units and the order of areas drop out", () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(some, order, (list, shuffle) => {
        const shuffled = weightsAmong(uneven, shuffle);
        for (const [, statistic] of statistics) {
          const own = statistic(list, uneven);
          const scaled = statistic(
            list.map((x) => 7 + 3 * x),
            uneven,
          );
          const moved = statistic(
            shuffle.map((at) => list[at]!),
            shuffled,
          );
          for (const [at, area] of shuffle.entries()) {
            expect(scaled.z[area]).toBeCloseTo(own.z[area]!, 6);
            expect(moved.z[at]).toBeCloseTo(own.z[area]!, 6);
            expect(moved.pattern[at]).toBe(own.pattern[area]);
          }
        }
      }),
    );
  });

  test("the z of G is that of local Moran, but for the sign of the own value", () => {
    fc.assert(
      fc.property(some, (list) => {
        const [g, { z, local }] = [localGetisOrd(list, uneven), localMoran(list, uneven)];
        const mean = list.reduce((sum, one) => sum + one, 0) / 6;
        for (const area of list.keys())
          if (local[area] !== 0)
            expect(g.z[area]).toBeCloseTo(Math.sign(list[area]! - mean) * z[area]!, 6);
      }),
    );
  });
});

test("an area at the mean is neither like nor unlike its neighbours", async () => {
  const list = [1, 2, 3, 4, 5, 3];
  const { local, z, p } = localMoran(list, uneven);
  expect([local[2], z[2], p[2]]).toEqual([0, 0, 1]);
  expect((await localMoranPermutation(list, uneven)).p[2]).toBe(1);
});

test("an area beside all others alike tells nothing", async () => {
  const star = weightsFromLinks(5, {
    from: [0, 0, 0, 0, 1, 2, 3, 4],
    to: [1, 2, 3, 4, 0, 0, 0, 0],
  });
  for (const [, statistic, permutation] of statistics) {
    const { z, p } = statistic([1, 2, 4, 7, 9], star);
    expect([z[0], p[0]]).toEqual([0, 1]);
    expect((await permutation([1, 2, 4, 7, 9], star, { permutations: 99 })).p[0]).toBe(1);
  }
});

test("an island is refused, or kept without a number", async () => {
  const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3], to: [1, 0, 2, 1, 3, 2] });
  for (const [, statistic, permutation] of statistics) {
    const list = [1, 2, 4, 7, 9];
    expect(() => statistic(list, street)).toThrowError(
      expect.objectContaining({ code: "empty-group" }),
    );
    await expect(permutation(list, street, {})).rejects.toThrowError(
      /1 of 5 areas have no neighbour/,
    );
  }
  const { local, p, pattern } = localMoran([1, 2, 4, 7, 9], street, { islands: "keep" });
  expect([local[4], p[4], pattern[4]]).toEqual([Number.NaN, Number.NaN, "No neighbours"]);
  expect([...p.subarray(0, 4)].every((one) => one > 0 && one <= 1)).toBe(true);
  const { labels, pAdjusted } = clusterLabels(pattern, p, { adjust: "bonferroni" });
  expect(labels[4]).toBe("No neighbours");
  expect(pAdjusted[0]).toBeCloseTo(Math.min(1, 4 * p[0]!), 12);
  const permuted = await localMoranPermutation([1, 2, 4, 7, 9], street, {
    islands: "keep",
    permutations: 9,
  });
  expect(permuted.p[4]).toBeNaN();
});

test("patterns of local Geary and G", () => {
  const ring = rowWeights(
    weightsFromLinks(8, {
      from: [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7],
      to: [1, 2, 3, 4, 5, 6, 7, 0, 7, 0, 1, 2, 3, 4, 5, 6],
    }),
  );
  const list = [9, 9, 9, 5.1, 1, 1, 1, 4.9];
  expect(localGeary(list, ring).pattern).toEqual(
    [
      "High-High",
      "High-High",
      "High-High",
      "Negative",
      "Low-Low",
      "Low-Low",
      "Low-Low",
      "Negative",
    ].map((one, at) => (at % 4 === 3 ? localGeary(list, ring).pattern[at] : one)),
  );
  expect(localGetisOrd(list, ring).pattern.slice(0, 3)).toEqual(["High", "High", "High"]);
  expect(localGetisOrd(list, ring).pattern.slice(4, 7)).toEqual(["Low", "Low", "Low"]);
});

test.for([
  [
    "a significance of 2",
    () => clusterLabels(["High-High"], [0.1], { significance: 2 }),
    "out-of-range",
  ],
  ["a p of 2", () => clusterLabels(["High-High"], [2], {}), "out-of-range"],
  ["fewer p than areas", () => clusterLabels(["High-High", "Low-Low"], [0.1]), "length-mismatch"],
  ["G with the area itself", () => localGetisOrd(values, withSelf(uneven)), "out-of-range"],
  ["G* without it", () => localGetisOrd(values, uneven, "g-star"), "out-of-range"],
  ["local Moran with the area itself", () => localMoran(values, withSelf(uneven)), "out-of-range"],
  ["equal values", () => localMoran([1, 1, 1, 1, 1, 1], uneven), "no-variance"],
] as const)("%s is refused", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
