import { requireBetween, requireFinite, requireWhole } from "../numeric/index.ts";

/** A count, a share's two counts, or a sum of contributions, as it would be published. */
export interface Candidate {
  readonly id: string;
  readonly count: number;
  /** What it is counted among. */
  readonly among?: number;
  /** What each contributor adds to it, such as the turnover of each firm. */
  readonly contributions?: readonly number[];
}

/** When a number is too telling. Rules that are left out are not applied. */
export interface TellingRules {
  /** Counts from 1 to below this; and with `among` also a rest from 1 to below this. */
  readonly minimumCount?: number | undefined;
  /** Counts among fewer than this. */
  readonly minimumDenominator?: number | undefined;
  /** Everybody has it: the count is all of what it is counted among. Or with `both` also: nobody has it. */
  readonly wholeGroup?: "all" | "both" | undefined;
  /** The largest `contributors` together are more than `share` of the sum. */
  readonly dominance?: { readonly contributors: number; readonly share: number } | undefined;
  /** The second largest can work out the largest to within this share of it: the p %-rule. */
  readonly precision?: number | undefined;
}

/** A rule, as it is named in an answer. */
export type TellingRule = keyof TellingRules;

/** A number that is too telling, and by which rules. */
export interface TellingCount {
  readonly id: string;
  readonly rules: readonly TellingRule[];
}

const isSmall = (count: number, minimum: number) => count > 0 && count < minimum;

type Broken = (one: Candidate, rules: TellingRules) => boolean;

const checks: Readonly<Record<TellingRule, Broken>> = {
  minimumCount: ({ count, among }, { minimumCount = 0 }) =>
    isSmall(count, minimumCount) || (among !== undefined && isSmall(among - count, minimumCount)),
  minimumDenominator: ({ among }, { minimumDenominator = 0 }) =>
    among !== undefined && isSmall(among, minimumDenominator),
  wholeGroup: ({ count, among }, { wholeGroup }) =>
    among !== undefined && among > 0 && (count === among || (wholeGroup === "both" && count === 0)),
  dominance: ({ contributions = [] }, { dominance }) => {
    const sorted = [...contributions].sort((a, b) => b - a);
    const sum = sorted.reduce((so, one) => so + one, 0);
    const largest = sorted.slice(0, dominance!.contributors).reduce((so, one) => so + one, 0);
    return sum > 0 && largest > dominance!.share * sum;
  },
  precision: ({ contributions = [] }, { precision }) => {
    const [first = 0, ...others] = [...contributions].sort((a, b) => b - a);
    const rest = others.slice(1).reduce((so, one) => so + one, 0);
    return first > 0 && rest < precision! * first;
  },
};

function requireRules({ minimumCount, minimumDenominator, dominance, precision }: TellingRules) {
  if (minimumCount !== undefined) requireWhole("minimumCount", minimumCount, 1);
  if (minimumDenominator !== undefined) requireWhole("minimumDenominator", minimumDenominator, 1);
  if (dominance !== undefined) {
    requireWhole("dominance.contributors", dominance.contributors, 1);
    requireBetween("dominance.share", dominance.share, 0, 1);
  }
  if (precision !== undefined) requireBetween("precision", precision, 0, 1);
}

/**
 * Which numbers are too telling to publish by themselves, and by which rules: too small a count (or rest), counted among too
 * few, the whole group, one that dominates, or a competitor who could work it out.
 *
 * @param candidates counts with what is needed for the rules: `among` for a rest, a denominator or a whole group; `contributions`
 * (each 0 or more) for dominance and precision. A rule whose numbers are not there finds nothing.
 * @throws {MeasureError} not-finite; out-of-range for rules that cannot be
 *
 * @example
 * import { tellingCounts } from "@krachtwijk/measure/disclosure";
 * const rules = { minimumCount: 5, dominance: { contributors: 1, share: 0.8 } };
 * tellingCounts([{ id: "a", count: 98, among: 100 }, { id: "b", count: 40, among: 100 }], rules); // → [{ id: "a", rules: ["minimumCount"] }]
 * tellingCounts([{ id: "c", count: 100, contributions: [85, 10, 5] }], rules); // → [{ id: "c", rules: ["dominance"] }]
 *
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4; docs/methods/disclosure.md.
 */
export function tellingCounts(
  candidates: readonly Candidate[],
  rules: TellingRules,
): readonly TellingCount[] {
  requireRules(rules);
  const names = (Object.keys(checks) as TellingRule[]).filter((rule) => rules[rule] !== undefined);
  return candidates.flatMap((one) => {
    requireFinite(one.id, [one.count, one.among ?? 0, ...(one.contributions ?? [])]);
    const broken = names.filter((rule) => checks[rule](one, rules));
    return broken.length === 0 ? [] : [{ id: one.id, rules: broken }];
  });
}
