import { rowSums } from "./weight-style.ts";
import { areaCount, transposed, type Weights } from "./weights.ts";

/** The three sums over all weights that the moments of global statistics are written in. */
export interface WeightsConstants {
  /** ΣΣ w(i,j). */
  readonly s0: number;
  /** ½ ΣΣ (w(i,j) + w(j,i))². */
  readonly s1: number;
  /** Σᵢ (Σⱼ w(i,j) + Σⱼ w(j,i))². */
  readonly s2: number;
}

/** ΣΣ w(i,j) · w(j,i), along two lists that are both in rising order. */
function mutual(weights: Weights, back: Weights): number {
  let sum = 0;
  for (let area = 0; area < areaCount(weights); area++) {
    let other = back.starts[area]!;
    const end = back.starts[area + 1]!;
    for (let at = weights.starts[area]!; at < weights.starts[area + 1]!; at++) {
      while (other < end && back.to[other]! < weights.to[at]!) other++;
      if (other < end && back.to[other] === weights.to[at])
        sum += weights.weight[at]! * back.weight[other]!;
    }
  }
  return sum;
}

/**
 * S0, S1 and S2 of weights, in one pass over the links.
 *
 * @example
 * import { weightsConstants, weightsFromLinks } from "@krachtwijk/measure/space";
 * weightsConstants(weightsFromLinks(3, { from: [0, 1, 1, 2], to: [1, 0, 2, 1] })); // → { s0: 4, s1: 8, s2: 24 }
 *
 * Source: Cliff & Ord (1981), Spatial Processes, p. 19.
 */
export function weightsConstants(weights: Weights): WeightsConstants {
  const back = transposed(weights);
  const [out, into] = [rowSums(weights), rowSums(back)];
  const [s0, squares] = [out, rowSums(weights, 2)].map((sums) =>
    sums.reduce((sum, one) => sum + one, 0),
  ) as [number, number];
  let s2 = 0;
  for (let area = 0; area < out.length; area++) s2 += (out[area]! + into[area]!) ** 2;
  return { s0, s1: squares + mutual(weights, back), s2 };
}
