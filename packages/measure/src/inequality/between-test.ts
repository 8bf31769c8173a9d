import { type Numbers, Random, requireVariance, requireWhole } from "../numeric/index.ts";
import { type EntropyOptions, requireFit } from "./entropy.ts";
import { entropyParts } from "./entropy-parts.ts";
import { groupingOf } from "./grouping.ts";
import { checkedWeights, sampleOf } from "./sample.ts";

/** Settings of a test by reshuffling. */
export interface BetweenOptions extends EntropyOptions {
  /** Reshuffles; p cannot get below 1 / (permutations + 1). Default 999. */
  readonly permutations?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** How much inequality between groups there is, beside what there would be between groups drawn by lot. */
export interface BetweenTest {
  /** Share of the inequality that is between the groups, 0 to 1. */
  readonly betweenShare: number;
  /** The mean of that share between groups drawn by lot. */
  readonly expectedShare: number;
  /** Chance of as much between groups drawn by lot, in (0, 1]. */
  readonly p: number;
}

/** Two ways of adding the same numbers may differ this much; such a difference is a tie. */
const noise = 1e-12;

/** The between part, from the people and the amounts of each group. */
function betweenOf(
  people: Float64Array,
  amounts: Float64Array,
  mean: number,
  alpha: number,
): number {
  let sum = 0;
  for (let at = 0; at < people.length; at++) {
    const share = people[at]!;
    const ratio = share === 0 ? 0 : amounts[at]! / share / mean;
    if (share === 0) continue;
    if (alpha === 1) sum += ratio === 0 ? 0 : share * ratio * Math.log(ratio);
    else if (alpha === 0) sum -= share * Math.log(ratio);
    else sum += (share * (ratio ** alpha - 1)) / (alpha * (alpha - 1));
  }
  return sum;
}

/**
 * Whether groups differ more than groups drawn by lot: reshuffles which unit is in which group, keeping their sizes.
 *
 * Many small groups always differ somewhat; `expectedShare` says how much. p = (1 + number of reshuffles with as large
 * a between part) / (reshuffles + 1). Takes permutations × n steps.
 *
 * @param values one amount per unit, 0 or more (more than 0 where alpha ≤ 0); 2 or more of them
 * @param groups the name of each unit's group; 2 or more different ones
 * @throws {MeasureError} as `entropyParts`; no-variance if all values are the same; out-of-range if permutations is not a whole number of at least 1
 *
 * @example
 * import { betweenGroupsTest } from "@krachtwijk/measure/inequality";
 * const groups = ["a", "a", "a", "a", "b", "b", "b", "b"];
 * betweenGroupsTest([1, 1, 2, 1, 9, 8, 9, 8], groups, { permutations: 99 }).betweenShare; // → 0.9735
 *
 * Source: Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1), 39, for p.
 */
export function betweenGroupsTest(
  values: Numbers,
  groups: readonly string[],
  options: BetweenOptions = {},
): BetweenTest {
  const { alpha = 1, permutations = 999, seed = 1 } = options;
  requireWhole("permutations", permutations, 1);
  const sample = sampleOf(values, options);
  requireFit(sample, alpha);
  requireVariance("values", sample.values);
  const { total, between } = entropyParts(values, groups, options);
  const { names, of } = groupingOf(groups, values.length);
  const weights = checkedWeights(values.length, options.weights);
  const scale = sharesOf(values, weights);
  const random = new Random(seed);
  const [people, amounts] = [new Float64Array(names.length), new Float64Array(names.length)];
  let asLarge = 1;
  let sum = 0;
  for (let round = 0; round < permutations; round++) {
    random.shuffle(of);
    people.fill(0);
    amounts.fill(0);
    for (let at = 0; at < of.length; at++) {
      const group = of[at]!;
      people[group]! += scale.people[at]!;
      amounts[group]! += scale.amounts[at]!;
    }
    const drawn = betweenOf(people, amounts, sample.mean, alpha);
    sum += drawn;
    if (drawn >= between - noise * total) asLarge++;
  }
  return {
    betweenShare: between / total,
    expectedShare: sum / permutations / total,
    p: asLarge / (permutations + 1),
  };
}

/** Each unit's share of the people, and that share times its value. */
function sharesOf(
  values: Numbers,
  weights: Numbers,
): { people: Float64Array; amounts: Float64Array } {
  let total = 0;
  for (let at = 0; at < weights.length; at++) total += weights[at]!;
  const people = Float64Array.from(weights, (weight) => weight / total);
  return { people, amounts: people.map((share, at) => share * values[at]!) };
}
