import type { Count } from "../../count.ts";
import { usesPoints, weightOf } from "../../utility.ts";
import { type Amount, amountOf } from "../amount.ts";
import { guessGreedyCost, guessGreedyVotes, votesToBeFirst } from "./guess-greedy.ts";
import {
  guessMaximinCost,
  guessMaximinVotes,
  guessVoucherCost,
  guessVoucherVotes,
} from "./guess-others.ts";
import { guessPhragmenCost, guessPhragmenVotes } from "./guess-phragmen.ts";
import { guessSharesCost, guessSharesVotes } from "./guess-shares.ts";
import { inCents, mostPoints, withCost, withSupport, withVotes } from "./hypothetical.ts";
import { OutOfWork, Recounts } from "./recounts.ts";
import { searchBoundary } from "./search-boundary.ts";

/**
 * A lower cost at which a loser would have won, all else equal. Everything said here was recounted (`verified`).
 *
 * "found": it wins at `wins` and loses at `loses`, one cent more (or the smallest part that the file has). `scope`
 * "highest": at no cost between `wins` and its own does it win; "local": perhaps it also wins at some higher cost,
 * since with this rule a lower cost may help less than a higher one.
 * "between": the boundary lies between the two; there was no work left to find it.
 * "none": it loses even when it costs nothing. "unknown": there was no work left to find any cost at which it wins.
 */
export type CostNeed =
  | {
      readonly kind: "found";
      readonly wins: Amount;
      readonly loses: Amount;
      readonly scope: "highest" | "local";
      readonly verified: true;
    }
  | {
      readonly kind: "between";
      readonly wins: Amount;
      readonly loses: Amount;
      readonly verified: true;
    }
  | { readonly kind: "none"; readonly verified: true }
  | { readonly kind: "unknown"; readonly loses: Amount };

/**
 * Votes in addition with which a loser would have won: voters who come on top of the others and name this project
 * only, at its own cost and the same budget. `points` is what each gives where ballots have points: the most that any
 * ballot gives to one project.
 *
 * "found": it wins with `wins` and loses with one fewer. `scope` "fewest": it loses with any smaller number; "local":
 * perhaps it wins with some smaller number too. "between" and "unknown" as for the cost. "none": no number helps.
 */
export type VotesNeed =
  | {
      readonly kind: "found";
      readonly wins: number;
      readonly points: number | null;
      readonly scope: "fewest" | "local";
      readonly verified: true;
    }
  | {
      readonly kind: "between";
      readonly wins: number;
      readonly loses: number;
      readonly points: number | null;
      readonly verified: true;
    }
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly loses: number };

/** What a loser would have needed, or what a winner could have missed. */
export type Needs =
  | {
      readonly id: string;
      readonly won: false;
      readonly currency: string | null;
      readonly cost: CostNeed;
      readonly votes: VotesNeed;
    }
  | {
      readonly id: string;
      readonly won: true;
      /** How many votes fewer it would still have won with; null where a vote also carries money or points. */
      readonly spare: number | null;
    };

/** How long `needsOf` may look. */
export interface NeedsOptions {
  /**
   * Entries of ballots that recounts may read for the cost, and once more for the votes. About ten million take a
   * second. Two recounts for each are made in any case. Default: 30 million.
   */
  readonly work?: number;
}

const defaultWork = 30_000_000;
/** More voters than this in addition are not looked for: a hundred times those who voted, or a million. */
const mostTimes = 100;
const mostVoters = 1_000_000;

/** A boundary is the only one where each lower cost, or each vote more, can only help. */
function isMonotone({ settings }: Count, what: "cost" | "votes"): boolean {
  const { rule, completion, compareWith } = settings;
  if (rule === "vouchers") return false;
  if (rule !== "equal-shares") return true;
  // More voters make all shares smaller, so that with Equal Shares others may fall out and money may come free.
  return what === "cost" && completion === "none" && compareWith === null;
}

/** In parts of the file, up to rounding. */
function guessCost(count: Count, project: number): number {
  const { trace } = count;
  switch (trace.rule) {
    case "greedy":
    case "greedy-no-skip":
      return guessGreedyCost(trace.reasons.get(project));
    case "equal-shares":
      return guessSharesCost(count, trace.shares, project);
    case "phragmen":
      return guessPhragmenCost(count, project);
    case "maximin":
      return guessMaximinCost(count, trace.loads, project);
    case "vouchers":
      return guessVoucherCost(trace.vouchers, project);
  }
}

function guessVotes(count: Count, project: number, points: number): number {
  const { trace } = count;
  switch (trace.rule) {
    case "greedy":
    case "greedy-no-skip":
      return guessGreedyVotes(count, trace, project, points);
    case "equal-shares":
      return guessSharesVotes(count, trace.shares, project);
    case "phragmen":
      return guessPhragmenVotes(count, project);
    case "maximin":
      return guessMaximinVotes(count, trace.loads, project);
    case "vouchers":
      return guessVoucherVotes(count, trace.vouchers, project);
  }
}

/** The first of these numbers for which the answer is yes; "unknown" if there was no work to ask about them all. */
function firstOf(
  numbers: Iterable<bigint>,
  ask: (at: bigint) => boolean,
): bigint | null | "unknown" {
  try {
    for (const at of numbers) if (ask(at)) return at;
    return null;
  } catch (error) {
    if (error instanceof OutOfWork) return "unknown";
    throw error;
  }
}

function* from(first: bigint, last: bigint, step: bigint): Iterable<bigint> {
  for (let at = first; step > 0n ? at <= last : at >= last; at += step) yield at;
}

function costNeed(count: Count, project: number, work: number): CostNeed {
  const cents = inCents(count);
  const { instance } = cents;
  const own = instance.costs[project]!;
  const amount = (parts: bigint) => amountOf(instance, parts);
  if (own === 0n || instance.supports[project]!.votes === 0)
    return { kind: "none", verified: true };
  const recounts = new Recounts(count, project, work, cents);
  const wins = (cost: bigint) => recounts.wins(withCost(instance, project, cost));
  const range = { yes: null, no: own, least: 0n, most: own - 1n };
  // A guess that rounding brought just under a whole cent is meant to be that cent.
  const guess = Math.floor(guessCost(count, project) * Number(cents.factor) + 1e-6);
  let { yes, no } = searchBoundary(range, BigInt(guess), wins);
  if (yes === null)
    return no === 0n ? { kind: "none", verified: true } : { kind: "unknown", loses: amount(no!) };
  if (no! - yes > 1n)
    return { kind: "between", wins: amount(yes), loses: amount(no!), verified: true };
  let isHighest = isMonotone(count, "cost");
  if (!isHighest && own - 1n - no! <= recounts.remaining) {
    const higher = firstOf(from(own - 1n, no! + 1n, -1n), wins);
    isHighest = higher !== "unknown";
    if (isHighest && higher !== null) [yes, no] = [higher as bigint, (higher as bigint) + 1n];
  }
  const scope = isHighest ? "highest" : "local";
  return { kind: "found", wins: amount(yes), loses: amount(no!), scope, verified: true };
}

function votesNeed(count: Count, project: number, work: number): VotesNeed {
  const { instance } = count;
  const cost = instance.costs[project]!;
  if (cost > instance.budget) return { kind: "none" };
  const each = mostPoints(instance);
  const hasPoints =
    count.election.voteType !== "approval" && count.election.voteType !== "choose-1";
  const points = hasPoints ? each / 10 ** instance.pointDecimals : null;
  const recounts = new Recounts(count, project, work);
  const loses = (voters: bigint) =>
    !recounts.wins(withVotes(instance, project, Number(voters), each));
  const isGreedy = count.trace.rule === "greedy" || count.trace.rule === "greedy-no-skip";
  const first = isGreedy ? votesToBeFirst(count, project, each) : 0;
  const most = BigInt(Math.max(mostVoters, mostTimes * instance.voters, first));
  const range = { yes: 0n, no: null, least: 0n, most };
  const guess = BigInt(Math.min(guessVotes(count, project, each), Number(most)));
  // A limit or an excluding project can stand in the way however many votes there are.
  const mayBeHopeless = isGreedy && isMonotone(count, "votes");
  if (mayBeHopeless && firstOf([most], (at) => !loses(at)) === null) return { kind: "none" };
  // Here "yes" is: it still loses.
  let { yes, no } = searchBoundary(range, guess, loses);
  if (no === null) return { kind: "unknown", loses: Number(yes) };
  if (no - yes! > 1n)
    return { kind: "between", wins: Number(no), loses: Number(yes), points, verified: true };
  let isFewest = isMonotone(count, "votes") || no === 1n;
  if (!isFewest && Number(no) - 2 <= recounts.remaining) {
    const fewer = firstOf(from(1n, no - 2n, 1n), (at) => !loses(at));
    isFewest = fewer !== "unknown";
    if (isFewest && fewer !== null) no = fewer as bigint;
  }
  return {
    kind: "found",
    wins: Number(no),
    points,
    scope: isFewest ? "fewest" : "local",
    verified: true,
  };
}

/** With how many votes fewer a winner still wins, by rules that look at the number of votes only. */
function spareOf(count: Count, project: number): number | null {
  const { instance, settings, trace } = count;
  const isGreedy = settings.rule === "greedy" || settings.rule === "greedy-no-skip";
  if (!isGreedy || trace.rule === "equal-shares" || usesPoints(settings.utility)) return null;
  const votes = weightOf(instance, settings.utility, project);
  const recounts = new Recounts(count, project, Number.POSITIVE_INFINITY);
  const wins = (fewer: bigint) =>
    recounts.wins(withSupport(instance, project, votes - Number(fewer)));
  const range = { yes: 0n, no: BigInt(votes), least: 0n, most: BigInt(votes) };
  return Number(searchBoundary(range, 1n, wins).yes);
}

/**
 * What a project would have needed to win, all else equal: a lower cost, or more votes. Found by recounts, and every
 * answer says how sure it is. For a winner: how many votes it could have missed, where that is cheap to find.
 *
 * Each rule gives a good first guess (for greedy, Phragmén and Equal Shares without completion the boundary itself, up
 * to rounding); a search in growing steps does the rest. Lower costs always help with greedy, Phragmén, maximin and
 * Equal Shares without completion; more votes always help with greedy, Phragmén and maximin. There the boundary is the
 * only one. Elsewhere it is proven to be so by recounting every number in between, if the work allows that.
 *
 * @param project place of the project in the file
 * @throws {RangeError} if there is no such project
 *
 * @example
 * import { countElection, needsOf, plainSettings, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost\na;30\nb;40\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n3;b\n");
 * const count = countElection(election, plainSettings(election, "equal-shares"));
 * needsOf(count, 1).cost; // → { kind: "found", wins: { value: 29.99 }, loses: { value: 30 }, scope: "highest" }
 * needsOf(count, 1).votes; // → { kind: "found", wins: 1, scope: "fewest" }
 *
 * Source: cost reductions and additional voters who name one project only, as measures of how near a loser came:
 * Boehmer e.a. (2024), "Evaluation of Project Performance in Participatory Budgeting", IJCAI 33, arXiv:2312.14723.
 */
export function needsOf(
  count: Count,
  project: number,
  { work = defaultWork }: NeedsOptions = {},
): Needs {
  const id = count.instance.ids[project];
  if (id === undefined) throw new RangeError(`no project at place ${project}`);
  if (count.winners.includes(project)) return { id, won: true, spare: spareOf(count, project) };
  return {
    id,
    won: false,
    currency: count.election.meta.get("currency") ?? null,
    cost: costNeed(count, project, work),
    votes: votesNeed(count, project, work),
  };
}
