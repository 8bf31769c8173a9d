import { parseDecimal, scaled } from "./decimal.ts";
import type { Instance } from "./instance.ts";
import type { Election } from "./pabulib/election.ts";
import type { Completion } from "./rules/equal-shares.ts";
import type { Limit } from "./rules/greedy.ts";
import { defaultTies, type TieCriterion } from "./ties.ts";
import type { Utility } from "./utility.ts";

/** The rules by which an election can be counted. */
export const rules = [
  "greedy",
  "greedy-no-skip",
  "equal-shares",
  "phragmen",
  "maximin",
  "vouchers",
] as const;
/** One of them. */
export type Rule = (typeof rules)[number];

/** Everything that decides an outcome besides the ballots. */
export interface Settings {
  readonly rule: Rule;
  readonly utility: Utility;
  readonly completion: Completion;
  readonly isWholeShare: boolean;
  /** Whether the outcome of Equal Shares is held against that of greedy, and voters decide between the two. */
  readonly compareWith: "greedy" | null;
  readonly ties: readonly TieCriterion[];
  /** Projects with less support than this do not take part (greedy). */
  readonly threshold: number;
  readonly limits: readonly Limit[];
  readonly spendsRest: boolean;
  /** Groups of project ids of which only one can be carried out (greedy). */
  readonly exclusive: readonly (readonly string[])[];
  /** What a voucher is worth, in parts of 10^−moneyDecimals; null for an equal part of the budget (vouchers). */
  readonly voucher: bigint | null;
}

/** Points decide where a ballot has them, otherwise only which projects it names. */
export function defaultUtility({ voteType }: Election): Utility {
  return voteType === "approval" || voteType === "choose-1" ? "cost" : "points-cost";
}

/** Settings of a rule in its plain form: no thresholds, no limits, no completion. */
export function plainSettings(election: Election, rule: Rule): Settings {
  return {
    rule,
    utility: defaultUtility(election),
    completion: "none",
    isWholeShare: false,
    compareWith: null,
    ties: defaultTies,
    threshold: 0,
    limits: [],
    spendsRest: false,
    exclusive: [],
    voucher: null,
  };
}

/** A part that META give a budget of its own, and the column that says to which part a project belongs. */
const parts = [
  { names: "categories", budgets: "budget_per_category", column: "category" },
  { names: "neighborhoods", budgets: "budget_per_neighborhood", column: "neighborhood" },
  { names: "districts", budgets: "budget_per_district", column: "district" },
] as const;

/** The limits per category or neighbourhood that META give; empty if they give none that can be read. */
export function limitsOf(election: Election, instance: Instance): readonly Limit[] {
  return parts.flatMap(({ names, budgets, column }) => {
    const labels =
      election.meta
        .get(names)
        ?.split(",")
        .map((name) => name.trim()) ?? [];
    const sums =
      election.meta
        .get(budgets)
        ?.split(",")
        .map((sum) => parseDecimal(sum.trim())) ?? [];
    if (labels.length !== sums.length) return [];
    return labels.flatMap((name, at) => {
      const sum = sums[at];
      if (sum === null || sum === undefined || sum.decimals > instance.moneyDecimals) return [];
      const own = election.projects.flatMap(({ fields }, project) =>
        (fields.get(column) ?? "").split(",").some((one) => one.trim() === name) ? [project] : [],
      );
      return [{ name, money: scaled(sum, instance.moneyDecimals), projects: new Set(own) }];
    });
  });
}

const fundsMore = /^fund additional projects/i;

/** What the file's own `rule` means; null if it is none that we know. */
const ownRules: Readonly<Record<string, Partial<Settings> & { readonly rule: Rule }>> = {
  greedy: { rule: "greedy" },
  "greedy-no-skip": { rule: "greedy-no-skip" },
  "greedy-threshold": { rule: "greedy" },
  "greedy-exclusive": { rule: "greedy" },
  equalshares: { rule: "equal-shares" },
  "equalshares/add1": { rule: "equal-shares", completion: "add1" },
  "equalshares/add1-comparison": {
    rule: "equal-shares",
    completion: "add1-overspend",
    compareWith: "greedy",
  },
};

/**
 * The settings that an election file asks for: its rule, with its threshold and its limits.
 * @returns null if it names no rule, or one that is not known here
 */
export function ownSettings(election: Election, instance: Instance): Settings | null {
  const name = election.meta.get("rule");
  const own = name === undefined || !Object.hasOwn(ownRules, name) ? undefined : ownRules[name];
  if (own === undefined) return null;
  const threshold = Number(election.meta.get("min_project_score_threshold") ?? 0);
  return {
    ...plainSettings(election, own.rule),
    threshold: Number.isFinite(threshold) ? threshold * 10 ** instance.pointDecimals : 0,
    limits: limitsOf(election, instance),
    spendsRest: fundsMore.test(election.meta.get("leftover_budget") ?? ""),
    ...own,
  };
}
