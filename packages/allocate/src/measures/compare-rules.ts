import { type Count, countElection } from "../count.ts";
import { type Amount, amountOf } from "../explain/amount.ts";
import { makeInstance } from "../instance.ts";
import type { Election } from "../pabulib/election.ts";
import { AmountTooLarge } from "../rules/densest.ts";
import { TooManySteps } from "../rules/equal-shares.ts";
import type { Settings } from "../settings.ts";
import { ejrPlus } from "./ejr-plus.ts";
import { type Satisfaction, satisfactionOf } from "./satisfaction.ts";

/** What one rule makes of an election. */
export type RuleOutcome =
  | {
      readonly kind: "counted";
      readonly settings: Settings;
      /** Ids, in the order in which they were chosen. */
      readonly winners: readonly string[];
      readonly cost: Amount;
      /** Of the budget (0–1). */
      readonly costShare: number;
      readonly satisfaction: Satisfaction;
      /** Projects that show a violation of EJR+ up to one project, with money as utility for every rule. */
      readonly ejrViolations: number;
    }
  /** The rule cannot be worked out for this election. */
  | { readonly kind: "impossible"; readonly settings: Settings; readonly why: string };

/** How much two outcomes have in common; 0 and no projects where one of them could not be counted. */
export interface Overlap {
  readonly projects: number;
  readonly money: Amount;
  /** Projects in both ÷ projects in one or the other (0–1); 1 for two outcomes without winners. */
  readonly share: number;
}

/** Rules side by side. */
export interface RuleComparison {
  readonly budget: Amount;
  /** As in the file; null where it does not say. */
  readonly currency: string | null;
  readonly voters: number;
  /** In the order in which they were asked for. */
  readonly rules: readonly RuleOutcome[];
  /** `overlap[a][b]`: what the outcomes of rules a and b have in common. */
  readonly overlap: readonly (readonly Overlap[])[];
}

function outcomeOf(count: Count): RuleOutcome {
  const { instance, settings, winners, cost } = count;
  const budget = Number(instance.budget);
  return {
    kind: "counted",
    settings,
    winners: winners.map((project) => instance.ids[project]!),
    cost: amountOf(instance, cost),
    costShare: budget === 0 ? 0 : Number(cost) / budget,
    satisfaction: satisfactionOf(count),
    ejrViolations: ejrPlus(count, "cost").violations.length,
  };
}

/**
 * Counts one election by several rules and puts them side by side: who wins, what it costs, how many voters get
 * something, how proportional it is, and what the outcomes have in common.
 *
 * @param onRule told before each rule is counted
 *
 * @example
 * import { compareRules, plainSettings, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost\na;60\nb;20\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n");
 * const { rules, overlap } = compareRules(election, [plainSettings(election, "greedy"), plainSettings(election, "equal-shares")]);
 * rules[0]; // → { winners: ["a"], cost: { value: 60 }, satisfaction: { withWinner: 2 }, ejrViolations: 1 }
 * rules[1]; // → { winners: ["b"], cost: { value: 20 }, satisfaction: { withWinner: 1 }, ejrViolations: 0 }
 * overlap[0][1]; // → { projects: 0, share: 0 }
 */
export function compareRules(
  election: Election,
  settingsList: readonly Settings[],
  { onRule }: { readonly onRule?: (settings: Settings) => void } = {},
): RuleComparison {
  const instance = makeInstance(election);
  const counted = settingsList.map((settings): Count | { readonly why: string } => {
    onRule?.(settings);
    try {
      return countElection(election, settings, { instance });
    } catch (error) {
      if (error instanceof TooManySteps || error instanceof AmountTooLarge)
        return { why: error.message };
      throw error;
    }
  });
  const sets = counted.map((one) => new Set("why" in one ? [] : one.winners));
  const overlapOf = (a: ReadonlySet<number>, b: ReadonlySet<number>): Overlap => {
    const both = [...a].filter((project) => b.has(project));
    const either = a.size + b.size - both.length;
    const money = both.reduce((sum, project) => sum + instance.costs[project]!, 0n);
    return {
      projects: both.length,
      money: amountOf(instance, money),
      share: either === 0 ? 1 : both.length / either,
    };
  };
  return {
    budget: amountOf(instance, instance.budget),
    currency: election.meta.get("currency") ?? null,
    voters: instance.voters,
    rules: counted.map((one, at) =>
      "why" in one
        ? { kind: "impossible", settings: settingsList[at]!, why: one.why }
        : outcomeOf(one),
    ),
    overlap: sets.map((a) => sets.map((b) => overlapOf(a, b))),
  };
}
