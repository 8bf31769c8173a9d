import { expect, test } from "vitest";
import { rowWeights, squares } from "../../../../tests/support/columbus.ts";
import { Random } from "../numeric/index.ts";
import { contiguity, localMoranPermutation, moranPermutation } from "./index.ts";

const weights = rowWeights(contiguity(squares(70, 70)));
const random = new Random(5);
const noise = Float64Array.from({ length: 4900 }, () => random.normal());

// Enough work that it is divided: a small one stays on one core.
test.for([
  ["Moran", moranPermutation, 750],
  ["local Moran", localMoranPermutation, 850],
] as const)(
  "%s permuted is the same on one core and on several",
  async ([, permutation, permutations]) => {
    const [one, several] = await Promise.all(
      [1, 3].map((cores) => permutation(noise, weights, { permutations, cores })),
    );
    expect(several).toEqual(one);
  },
);

test.for([
  ["Moran", moranPermutation],
  ["local Moran", localMoranPermutation],
] as const)(
  "%s permuted is the same with the same seed, and not with another",
  async ([, permutation]) => {
    const ask = (seed: number) => permutation(noise, weights, { permutations: 19, seed });
    const first = await ask(1);
    expect(await ask(1)).toEqual(first);
    expect(await ask(2)).not.toEqual(first);
  },
);

test("random numbers made in one go are those made one by one", () => {
  const [all, one] = [new Random(7, 3), new Random(7, 3)];
  const filled = new Uint32Array(100);
  all.fill(filled);
  expect([...filled]).toEqual(Array.from({ length: 100 }, () => one.bits()));
  expect(all.bits()).toBe(one.bits());
});
