import { logGamma, normalCdf, requireBetween } from "../numeric/index.ts";
import { atMostAsLikely } from "./binomial-test.ts";
import { proportionInterval } from "./proportion-interval.ts";

/** A share as it was counted. */
export interface Counted {
  readonly successes: number;
  readonly trials: number;
}

/** How two counted shares differ. */
export interface ProportionDifference {
  /** Second minus first, −1 to 1. */
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  /** Pooled z, and its two-sided p; both null where all or none succeed, and there is nothing to compare. */
  readonly z: number | null;
  readonly p: number | null;
  /** Fisher's exact two-sided p: never below its promise, so the safe one for small counts. */
  readonly pExact: number;
}

/** Fisher's exact test: given both totals, how likely is a table that is no more likely than this one. */
function fisherP(first: Counted, second: Counted): number {
  const successes = first.successes + second.successes;
  const least = Math.max(0, successes - first.trials);
  const most = Math.min(successes, second.trials);
  const choose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  const weights = Float64Array.from({ length: most - least + 1 }, (_, at) => {
    const own = least + at;
    return choose(second.trials, own) + choose(first.trials, successes - own);
  });
  return atMostAsLikely(weights, second.successes - least);
}

/**
 * Whether a counted share changed: the difference between two independent counts, with its interval and tests.
 *
 * Interval: Newcombe's hybrid of two Wilson intervals, d − √((p₂−l₂)² + (u₁−p₁)²) to d + √((u₂−p₂)² + (p₁−l₁)²), right also
 * near 0 and 1. z = d / √(p̄(1−p̄)(1/n₁ + 1/n₂)).
 *
 * @param first counts before, or of one area @param second counts after, or of the other
 * @param options.confidence 0 to 1, default 0.95
 * @throws {MeasureError} out-of-range as `proportionInterval`
 *
 * @example
 * import { proportionDifference } from "@krachtwijk/measure/change";
 * proportionDifference({ successes: 48, trials: 80 }, { successes: 56, trials: 70 }); // → { difference: 0.2, lower: 0.0524, upper: 0.3339 }
 *
 * Source: Newcombe (1998), Statistics in Medicine 17, 873–890, method 10; Fisher (1935), The Design of Experiments.
 */
export function proportionDifference(
  first: Counted,
  second: Counted,
  { confidence = 0.95 }: { readonly confidence?: number } = {},
): ProportionDifference {
  requireBetween("confidence", confidence, 0, 1);
  const [before, after] = [first, second].map(({ successes, trials }) =>
    proportionInterval(successes, trials, { confidence }),
  ) as [ReturnType<typeof proportionInterval>, ReturnType<typeof proportionInterval>];
  const difference = after.proportion - before.proportion;
  const share = (first.successes + second.successes) / (first.trials + second.trials);
  const error = Math.sqrt(share * (1 - share) * (1 / first.trials + 1 / second.trials));
  const z = error === 0 ? null : difference / error;
  return {
    difference,
    lower:
      difference - Math.hypot(after.proportion - after.lower, before.upper - before.proportion),
    upper:
      difference + Math.hypot(after.upper - after.proportion, before.proportion - before.lower),
    z,
    p: z === null ? null : 2 * normalCdf(-Math.abs(z)),
    pExact: fisherP(first, second),
  };
}
