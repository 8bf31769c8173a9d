import {
  MeasureError,
  type Numbers,
  Random,
  requireSameLength,
  requireWhole,
} from "../numeric/index.ts";
import { hypergeometric, logFactorials } from "./hypergeometric.ts";
import { dissimilarityOf, requireCounts } from "./living-apart.ts";

/** Dissimilarity beside what it would be if people lived spread by lot. */
export interface SegregationByLot {
  readonly dissimilarity: number;
  /** The mean of the dissimilarity between groups spread by lot. */
  readonly expected: number;
  /** (dissimilarity − expected) / (1 − expected): 0 is as by lot; below 0 is more even than that. */
  readonly excess: number;
  /** Standard deviations of chance that the dissimilarity is above what lot gives. */
  readonly z: number;
  /** Chance of as much by lot, in (0, 1]. */
  readonly p: number;
}

/**
 * Whether two groups live further apart than if they were spread over the same dwellings by lot.
 *
 * Keeps how many people live in each area and how many each group has, and draws who lives where. In small areas lot
 * alone makes a dissimilarity that looks large: two groups of 50 over 20 areas of 5 get 0.36.
 * p = (1 + number of draws with as large a dissimilarity) / (rounds + 1).
 *
 * @param one members of one group per area, whole numbers of 0 or more; 2 or more areas
 * @param other members of the other group per area, in the same order
 * @param options.rounds draws, default 999
 * @param options.seed default 1
 * @throws {MeasureError} as `dissimilarityIndex`; out-of-range if a count is not whole; no-variance if
 * there is only one way to spread them
 *
 * @example
 * import { segregationByLot } from "@krachtwijk/measure/inequality";
 * segregationByLot([30, 10], [20, 60]).dissimilarity; // → 0.5
 * segregationByLot([30, 10], [20, 60]).p; // → 0.001
 *
 * Source: Carrington & Troske (1997), Journal of Business & Economic Statistics 15(4), 402–409; Winship (1977), Social
 * Forces 55(4), 1058–1066.
 */
export function segregationByLot(
  one: Numbers,
  other: Numbers,
  options: { readonly rounds?: number; readonly seed?: number } = {},
): SegregationByLot {
  const { rounds = 999, seed = 1 } = options;
  requireWhole("rounds", rounds, 2);
  requireSameLength("other", other, "one", one.length);
  const [all, others] = [requireCounts("one", one), requireCounts("other", other)];
  for (let at = 0; at < one.length; at++) {
    requireWhole(`one[${at}]`, one[at]!, 0);
    requireWhole(`other[${at}]`, other[at]!, 0);
  }
  const dissimilarity = dissimilarityOf(one, other, all, others);
  const random = new Random(seed);
  const logFactorial = logFactorials(all + others);
  const [drawn, rest] = [new Float64Array(one.length), new Float64Array(one.length)];
  let [asLarge, sum, squares] = [1, 0, 0];
  for (let round = 0; round < rounds; round++) {
    let [members, left] = [all, others];
    for (let at = 0; at < one.length; at++) {
      const draws = one[at]! + other[at]!;
      drawn[at] = hypergeometric(random, logFactorial, { members, others: left, draws });
      rest[at] = draws - drawn[at]!;
      members -= drawn[at]!;
      left -= rest[at]!;
    }
    const value = dissimilarityOf(drawn, rest, all, others);
    if (value >= dissimilarity - 1e-12) asLarge++;
    sum += value;
    squares += value * value;
  }
  const expected = sum / rounds;
  const deviation = Math.sqrt(Math.max(0, squares / rounds - expected ** 2));
  if (deviation === 0)
    throw new MeasureError(
      "no-variance",
      "every draw spread the groups in the same way, so lot has nothing to say. There are too few people, or too few rounds.",
      { rounds },
    );
  return {
    dissimilarity,
    expected,
    excess: (dissimilarity - expected) / (1 - expected),
    z: (dissimilarity - expected) / deviation,
    p: asLarge / (rounds + 1),
  };
}
