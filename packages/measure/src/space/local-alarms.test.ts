import { expect, test } from "vitest";
import { rowWeights, squares } from "../../../../tests/support/columbus.ts";
import { type Numbers, Random } from "../numeric/index.ts";
import {
  clusterLabels,
  contiguity,
  localGearyPermutation,
  localGetisOrd,
  localGetisOrdPermutation,
  localMoran,
  localMoranPermutation,
  type Weights,
  withSelf,
} from "./index.ts";

const map = rowWeights(contiguity(squares(7, 7)));
test.for([
  ["local Moran", localMoran, 0.03, 0.07],
  ["local G", (list: Numbers, weights: Weights) => localGetisOrd(list, weights), 0.03, 0.07],
  [
    "local Moran, total",
    (list: Numbers, weights: Weights) => localMoran(list, weights, { moments: "total" }),
    0.03,
    0.07,
  ],
] as const)(
  "%s raises a false alarm in 1 of 20 areas of worlds without a pattern",
  ([, statistic, least, most]) => {
    const random = new Random(29);
    let alarms = 0;
    for (let world = 0; world < 200; world++) {
      const noise = Array.from({ length: 49 }, () => random.normal());
      alarms += statistic(noise, map).p.filter((p) => p <= 0.05).length;
    }
    expect(alarms / (200 * 49)).toBeGreaterThan(least);
    expect(alarms / (200 * 49)).toBeLessThan(most);
  },
);

test.for([
  ["local Moran", localMoranPermutation],
  ["local Geary", localGearyPermutation],
  [
    "local G*",
    (list: Numbers, _: Weights, options: object) =>
      localGetisOrdPermutation(list, withSelf(map), "g-star", options),
  ],
] as const)(
  "%s permuted raises one in 1 of 20, in worlds where a few areas are far higher",
  async ([, permutation]) => {
    const random = new Random(31);
    let alarms = 0;
    for (let world = 0; world < 100; world++) {
      const skewed = Array.from({ length: 49 }, () => Math.exp(random.normal()));
      const { p } = await permutation(skewed, map, { permutations: 199, seed: world });
      alarms += p.filter((one) => one <= 0.05).length;
    }
    expect(alarms / (100 * 49)).toBeGreaterThan(0.03);
    expect(alarms / (100 * 49)).toBeLessThan(0.07);
  },
);

test("with false discoveries controlled, most worlds without a pattern have no cluster at all", () => {
  const random = new Random(37);
  let worlds = 0;
  for (let world = 0; world < 300; world++) {
    const { pattern, p } = localMoran(
      Array.from({ length: 49 }, () => random.normal()),
      map,
    );
    if (
      clusterLabels(pattern, p, { adjust: "fdr" }).labels.some((one) => one !== "Not significant")
    )
      worlds++;
  }
  expect(worlds / 300).toBeLessThan(0.1);
});
