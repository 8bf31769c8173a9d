import { type Numbers, requireCount, sumOf } from "../numeric/index.ts";
import { type EntropyOptions, entropyOf, requireFit } from "./entropy.ts";
import { type Grouping, groupingOf, requireInhabited } from "./grouping.ts";
import { checkedWeights, meanOf, type Sample, sampleOf } from "./sample.ts";

/** One group's part in an inequality. */
export interface EntropyGroup {
  readonly group: string;
  /** Units in it. */
  readonly count: number;
  /** Its share of the population, 0 to 1. */
  readonly populationShare: number;
  /** Its share of the total, 0 to 1. */
  readonly valueShare: number;
  readonly mean: number;
  /** Inequality among its own people; null where they all have 0. */
  readonly index: number | null;
  /** What that adds to the whole. */
  readonly within: number;
  /** What the distance of its mean from the mean of all adds to the whole; below the mean it may be negative. */
  readonly between: number;
}

/** An inequality, split without rest: total = within + between. */
export interface EntropyParts {
  readonly alpha: number;
  readonly total: number;
  readonly within: number;
  readonly between: number;
  readonly groups: readonly EntropyGroup[];
}

/** What a group of `share` of the people with `ratio` times the mean adds, so that the sum over the groups is the index. */
function betweenTerm(share: number, ratio: number, alpha: number): number {
  if (alpha === 1) return ratio === 0 ? 0 : share * ratio * Math.log(ratio);
  if (alpha === 0) return -share * Math.log(ratio);
  return (share * (ratio ** alpha - 1)) / (alpha * (alpha - 1));
}

/** A group's own people as a sample; null where they all have 0. */
function memberSample(
  values: Numbers,
  weights: Numbers,
  members: readonly number[],
): Sample | null {
  const kept = members.filter((at) => weights[at]! > 0);
  const total = sumOf(kept.map((at) => weights[at]!));
  const sample = {
    values: Float64Array.from(kept, (at) => values[at]!),
    shares: Float64Array.from(kept, (at) => weights[at]! / total),
  };
  const mean = meanOf(sample);
  return mean > 0 ? { ...sample, mean } : null;
}

function membersOf({ names, of }: Grouping): readonly (readonly number[])[] {
  const members: number[][] = names.map(() => []);
  for (let at = 0; at < of.length; at++) members[of[at]!]!.push(at);
  return members;
}

/**
 * How much of an inequality is within groups and how much between them: total = within + between, exactly.
 *
 * within = Σ_g p_g (μ_g/μ)^α GE_g(α), and between is the same index of the group means, each for all people of its
 * group. For Theil's T (α = 1) groups count by their share of the total, for L (α = 0) by their share of the people.
 *
 * @param values one amount per unit, 0 or more (more than 0 where alpha ≤ 0); 2 or more of them
 * @param groups the name of each unit's group; 2 or more different ones
 * @param options.weights people per unit; without it every unit counts once
 * @param options.alpha 1 (default) is Theil's T, 0 is Theil's L
 * @throws {MeasureError} as `generalisedEntropy`; too-few with a single group; empty-group if a group has no people
 *
 * @example
 * import { entropyParts } from "@krachtwijk/measure/inequality";
 * entropyParts([1, 1, 3, 3], ["a", "a", "b", "b"]); // → { total: 0.1308, within: 0, between: 0.1308 }
 * entropyParts([1, 3, 1, 3], ["a", "a", "b", "b"]); // → { total: 0.1308, within: 0.1308, between: 0 }
 *
 * Source: Shorrocks (1984), Econometrica 52(6), 1369–1385; Theil (1967), Economics and Information Theory, chapter 4.
 */
export function entropyParts(
  values: Numbers,
  groups: readonly string[],
  options: EntropyOptions = {},
): EntropyParts {
  const { alpha = 1 } = options;
  const whole = sampleOf(values, options);
  requireFit(whole, alpha);
  const weights = checkedWeights(values.length, options.weights);
  const people = sumOf(weights);
  const grouping = groupingOf(groups, values.length);
  const members = membersOf(grouping);
  const shares = members.map((own) => sumOf(own.map((at) => weights[at]!)) / people);
  requireInhabited(grouping, shares);
  const parts = grouping.names.map((group, at): EntropyGroup => {
    const sample = memberSample(values, weights, members[at]!);
    const share = shares[at]!;
    const ratio = (sample?.mean ?? 0) / whole.mean;
    const index = sample === null ? null : entropyOf(sample, alpha);
    return {
      group,
      count: members[at]!.length,
      populationShare: share,
      valueShare: share * ratio,
      mean: sample?.mean ?? 0,
      index,
      within: index === null ? 0 : share * ratio ** alpha * index,
      between: betweenTerm(share, ratio, alpha),
    };
  });
  requireCount("groups", parts.length, 2);
  const within = sumOf(parts.map((part) => part.within));
  const between = Math.max(0, sumOf(parts.map((part) => part.between)));
  return { alpha, total: within + between, within, between, groups: parts };
}
