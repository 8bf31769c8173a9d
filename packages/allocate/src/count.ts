import { type Instance, makeInstance } from "./instance.ts";
import type { Election } from "./pabulib/election.ts";
import type { Rational } from "./rational.ts";
import { type EqualSharesOutcome, equalShares } from "./rules/equal-shares.ts";
import { type GreedyReason, greedy } from "./rules/greedy.ts";
import { maximin } from "./rules/maximin.ts";
import { phragmen } from "./rules/phragmen.ts";
import type { VoucherSplit } from "./rules/voucher-purses.ts";
import { type VouchersOutcome, vouchers } from "./rules/vouchers.ts";
import { ownSettings, plainSettings, type Settings } from "./settings.ts";
import type { Tie } from "./ties.ts";
import { baseOf, type Utility, usesPoints } from "./utility.ts";

/** How many voters are better off with which of two outcomes. */
export interface Comparison {
  readonly preferOwn: number;
  readonly preferOther: number;
  readonly indifferent: number;
  /** Which of the two counts: the other one only if strictly more voters prefer it. */
  readonly chosen: "own" | "other";
  readonly ownWinners: readonly number[];
  readonly otherWinners: readonly number[];
}

/** What is known of how a rule came to its outcome. */
export type Trace =
  | {
      readonly rule: "greedy" | "greedy-no-skip";
      readonly reasons: ReadonlyMap<number, GreedyReason>;
    }
  | { readonly rule: "equal-shares"; readonly shares: EqualSharesOutcome }
  | {
      readonly rule: "phragmen";
      readonly times: readonly Rational[];
      readonly stoppedBy: number | null;
    }
  | { readonly rule: "maximin"; readonly loads: readonly Rational[] }
  | { readonly rule: "vouchers"; readonly vouchers: VouchersOutcome };

/** A counted election. */
export interface Count {
  readonly election: Election;
  readonly instance: Instance;
  readonly settings: Settings;
  /** Places of projects, in the order in which they were chosen. */
  readonly winners: readonly number[];
  /** What they cost together, in parts of 10^−moneyDecimals. */
  readonly cost: bigint;
  readonly ties: readonly Tie[];
  readonly trace: Trace;
  readonly comparison: Comparison | null;
}

interface Outcome {
  readonly winners: readonly number[];
  readonly ties: readonly Tie[];
  readonly trace: Trace;
}

/** A ballot that says how much each project is worth divides a voucher so; a ballot with an order goes by that. */
function splitOf({ voteType }: Election): VoucherSplit {
  if (voteType === "ordinal") return "order";
  return voteType === "cumulative" || voteType === "scoring" ? "points" : "equal";
}

function outcomeOf(
  election: Election,
  instance: Instance,
  settings: Settings,
  onStep?: (step: number) => void,
): Outcome {
  const { rule, utility, ties } = settings;
  if (rule === "phragmen" || rule === "maximin") {
    if (rule === "maximin") {
      const { loads, ...outcome } = maximin(instance, { ties });
      return { ...outcome, trace: { rule, loads } };
    }
    const { times, stoppedBy, ...outcome } = phragmen(instance, { ties });
    return { ...outcome, trace: { rule, times, stoppedBy } };
  }
  if (rule === "vouchers") {
    const worth =
      settings.voucher === null ? {} : { voucher: { num: settings.voucher, den: 1n } as Rational };
    const outcome = vouchers(instance, { ...worth, split: splitOf(election), ties });
    return {
      winners: outcome.winners,
      ties: outcome.ties,
      trace: { rule, vouchers: outcome },
    };
  }
  if (rule === "equal-shares") {
    const { completion, isWholeShare } = settings;
    const steps = onStep === undefined ? {} : { onStep };
    const shares = equalShares(instance, { utility, completion, isWholeShare, ties, ...steps });
    return { winners: shares.winners, ties: shares.ties, trace: { rule, shares } };
  }
  const places = new Map(instance.ids.map((id, at) => [id, at]));
  const {
    winners,
    ties: found,
    reasons,
  } = greedy(instance, {
    ...settings,
    maySkip: rule === "greedy",
    exclusive: settings.exclusive.map((group) => group.flatMap((id) => places.get(id) ?? [])),
  });
  return { winners, ties: found, trace: { rule, reasons } };
}

/** What an outcome is worth to voters with a ballot. */
function worth(
  instance: Instance,
  utility: Utility,
  group: Instance["groups"][number],
  winners: ReadonlySet<number>,
): bigint {
  return group.projects.reduce((sum, project, at) => {
    if (!winners.has(project)) return sum;
    const points = usesPoints(utility) ? BigInt(group.points[at]!) : 1n;
    return sum + points * baseOf(instance, utility, project);
  }, 0n);
}

/** Lets every voter compare two outcomes by what they are worth on the own ballot. */
function compare(
  instance: Instance,
  utility: Utility,
  own: readonly number[],
  other: readonly number[],
): Comparison {
  const [ownSet, otherSet] = [new Set(own), new Set(other)];
  const counts = { preferOwn: 0, preferOther: 0, indifferent: 0 };
  for (const group of instance.groups) {
    const difference =
      worth(instance, utility, group, ownSet) - worth(instance, utility, group, otherSet);
    counts[difference > 0n ? "preferOwn" : difference < 0n ? "preferOther" : "indifferent"] +=
      group.size;
  }
  return {
    ...counts,
    chosen: counts.preferOther > counts.preferOwn ? "other" : "own",
    ownWinners: own,
    otherWinners: other,
  };
}

/**
 * Counts an election.
 *
 * @param settings default: what the file itself asks for; greedy if it asks for nothing that is known
 * @throws {BallotError} if a ballot gives negative points
 * @throws {TooManySteps | AmountTooLarge} if the rule cannot be worked out for such amounts
 *
 * @example
 * import { countElection, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;5\nvote_type;approval\nPROJECTS\nproject_id;cost\na;3\nb;4\nc;2\nVOTES\nvoter_id;vote\n1;a,c\n2;a\n3;b\n");
 * countElection(election).winners.map((place) => election.projects[place].id); // → ["a", "c"]
 */
export function countElection(
  election: Election,
  settings?: Settings,
  {
    instance = makeInstance(election),
    onStep,
  }: { readonly instance?: Instance; readonly onStep?: (step: number) => void } = {},
): Count {
  const used = settings ?? ownSettings(election, instance) ?? plainSettings(election, "greedy");
  const own = outcomeOf(election, instance, used, onStep);
  const rival =
    used.compareWith === null ? null : greedy(instance, { utility: used.utility, ties: used.ties });
  const comparison =
    rival === null ? null : compare(instance, used.utility, own.winners, rival.winners);
  const outcome: Outcome =
    rival === null || comparison?.chosen !== "other"
      ? own
      : {
          winners: rival.winners,
          ties: rival.ties,
          trace: { rule: "greedy", reasons: rival.reasons },
        };
  const cost = outcome.winners.reduce((sum, project) => sum + instance.costs[project]!, 0n);
  return { election, instance, settings: used, ...outcome, cost, comparison };
}
