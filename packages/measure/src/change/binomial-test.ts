import { logGamma } from "../numeric/index.ts";

/** Ties between probabilities that differ in the last bits only. */
const relativeSlack = 1e-7;

/** log of the probability of each number of successes, 0 to `trials`. */
function logProbabilities(trials: number, share: number): Float64Array {
  const [logShare, logOther] = [Math.log(share), Math.log1p(-share)];
  return Float64Array.from({ length: trials + 1 }, (_, successes) => {
    const choose =
      logGamma(trials + 1) - logGamma(successes + 1) - logGamma(trials - successes + 1);
    return choose + successes * logShare + (trials - successes) * logOther;
  });
}

/**
 * Two-sided p of outcome `at`: the probability of all outcomes that are no more likely, of a distribution given by logs
 * of weights. As R's `binom.test` and `fisher.test` do.
 */
export function atMostAsLikely(logWeights: Float64Array, at: number): number {
  const most = logWeights.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const limit = logWeights[at]! + relativeSlack;
  let all = 0;
  let tail = 0;
  for (const weight of logWeights) {
    const probability = Math.exp(weight - most);
    all += probability;
    if (weight <= limit) tail += probability;
  }
  return Math.min(1, tail / all);
}

/** Two-sided exact p for `successes` of `trials` when the share is `share`, strictly between 0 and 1. */
export const binomialP = (successes: number, trials: number, share: number): number =>
  atMostAsLikely(logProbabilities(trials, share), successes);
