import { mean, onAllCores, Random, requireWhole, standardDeviation } from "../numeric/index.ts";
import { type PermutationOptions, type PermutedStatistic, rankP } from "./inference.ts";
import type { Weights } from "./weights.ts";

/** A statistic scale · ΣΣ w(i,j) f(x(i), x(j)), of which only the sum changes when areas change places. */
export interface CrossSum {
  /** f: the product, or the square of the difference. */
  readonly kind: "product" | "squared-difference";
  readonly values: Float64Array;
  readonly weights: Weights;
  readonly scale: number;
}

function crossSum({ kind, weights }: Pick<CrossSum, "kind" | "weights">, x: Float64Array): number {
  const { starts, to, weight } = weights;
  let sum = 0;
  for (let area = 0; area < x.length; area++) {
    const own = x[area]!;
    const end = starts[area + 1]!;
    let row = 0;
    if (kind === "product") {
      for (let at = starts[area]!; at < end; at++) row += weight[at]! * x[to[at]!]!;
      sum += own * row;
    } else {
      for (let at = starts[area]!; at < end; at++) {
        const difference = own - x[to[at]!]!;
        row += weight[at]! * difference * difference;
      }
      sum += row;
    }
  }
  return sum;
}

/** The statistic as it is. */
export const crossStatistic = (question: CrossSum): number =>
  question.scale * crossSum(question, question.values);

interface Shuffles extends CrossSum {
  readonly seed: number;
}

/**
 * The statistic of reshuffle number `from` up to `to`; each has a stream of random numbers of its own.
 * @public loaded by name on another core
 */
export function shuffledStatistics(question: Shuffles, from: number, to: number): number[] {
  const values = new Float64Array(question.values.length);
  return Array.from({ length: to - from }, (_, at) => {
    values.set(question.values);
    new Random(question.seed, from + at).shuffle(values);
    return question.scale * crossSum(question, values);
  });
}

/**
 * Reshuffles the values over the areas, on all cores.
 * @param likeness −1 for a statistic that is small when neighbours are alike
 */
export async function permuted(
  question: CrossSum,
  { permutations = 999, seed = 1, alternative = "two-sided", cores }: PermutationOptions,
  likeness: 1 | -1 = 1,
): Promise<PermutedStatistic> {
  requireWhole("permutations", permutations, 1);
  requireWhole("seed", seed, 0);
  const task = { module: import.meta.url, name: "shuffledStatistics" };
  const steps = permutations * (question.values.length + question.weights.to.length);
  const statistics = await onAllCores<number>(task, { ...question, seed }, permutations, {
    steps,
    cores,
  });
  const statistic = crossStatistic(question);
  // The same terms added in another order differ in the last bits; equal orders have to count as equal.
  const sizes = { ...question, values: question.values.map(Math.abs) };
  const slack =
    1e-12 *
    question.scale *
    (question.kind === "product"
      ? crossSum(sizes, sizes.values)
      : crossSum(question, question.values));
  const count = (isIt: (one: number) => boolean) => statistics.filter(isIt).length;
  const atLeast = count((one) => likeness * (one - statistic) >= -slack);
  const atMost = count((one) => likeness * (one - statistic) <= slack);
  return {
    statistic,
    p: rankP(atLeast, atMost, permutations, alternative),
    mean: mean(statistics),
    standardDeviation: permutations === 1 ? 0 : standardDeviation(statistics),
  };
}
