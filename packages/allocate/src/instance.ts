import { scaled } from "./decimal.ts";
import type { Election, Vote } from "./pabulib/election.ts";

/** Voters with the same ballot, counted as one: they have the same money and the same wishes all along. */
export interface Group {
  readonly size: number;
  /** Places of projects, from small to large. */
  readonly projects: readonly number[];
  /** What each of them is worth on this ballot, in the smallest unit of points; 1 on an approval ballot. */
  readonly points: readonly number[];
}

/** Who supports a project: groups, with how many voters and how many points each. */
export interface Support {
  readonly groups: Int32Array;
  readonly sizes: Float64Array;
  readonly points: Float64Array;
  /** Voters who name it. */
  readonly votes: number;
  /** Their points together. */
  readonly score: number;
}

/** An election as the rules see it: whole numbers only, projects and groups by their place. */
export interface Instance {
  readonly ids: readonly string[];
  /** In parts of 10^−`moneyDecimals` of the currency. */
  readonly costs: readonly bigint[];
  readonly budget: bigint;
  readonly moneyDecimals: number;
  /** One unit of the currency in those parts. */
  readonly unit: bigint;
  /** Ballots cast, empty ones too. */
  readonly voters: number;
  readonly groups: readonly Group[];
  readonly supports: readonly Support[];
  /** Points on a ballot are in parts of 10^−`pointDecimals`. */
  readonly pointDecimals: number;
}

/** A ballot whose points have no meaning for these rules. */
export class BallotError extends Error {
  override readonly name = "BallotError";
}

/** Most points that a ballot may give; beyond it sums of points are no longer exact. */
const mostPoints = 2 ** 31;

/**
 * Points of each choice, in whole parts. Ordinal ballots give points after Borda: the first choice gets as many as a
 * ballot may name projects, each next one less; other ballots without points give 1 to each project.
 */
function pointsOf(
  vote: Vote,
  election: Election,
  longest: number,
  decimals: number,
): readonly number[] {
  if (election.voteType === "ordinal")
    return vote.choices.map((_, rank) => Math.max(longest - rank, 0));
  if (vote.points === null) return vote.choices.map(() => 1);
  return vote.points.map((points) => {
    const parts = Number(scaled(points, decimals));
    if (parts < 0)
      throw new BallotError(
        `The ballot of voter "${vote.voterId}" gives fewer than 0 points; these rules count support only.`,
      );
    if (parts > mostPoints)
      throw new BallotError(
        `The ballot of voter "${vote.voterId}" gives more points than can be counted exactly.`,
      );
    return parts;
  });
}

/** How many projects an ordinal ballot may name: as META say, or as many as the longest one does. */
function longestBallot({ meta, votes }: Election): number {
  const said = Number(meta.get("max_length"));
  const longest = votes.reduce((most, { choices }) => Math.max(most, choices.length), 0);
  return Number.isSafeInteger(said) && said >= longest ? said : longest;
}

function groupBallots(election: Election, pointDecimals: number): readonly Group[] {
  const longest = longestBallot(election);
  const groups = new Map<string, { size: number; projects: number[]; points: number[] }>();
  for (const vote of election.votes) {
    const points = pointsOf(vote, election, longest, pointDecimals);
    const order = vote.choices
      .map((_, at) => at)
      .sort((a, b) => vote.choices[a]! - vote.choices[b]!);
    const named = order.filter((at) => points[at]! > 0);
    const key = named.map((at) => `${vote.choices[at]}:${points[at]}`).join();
    const group = groups.get(key);
    if (group !== undefined) group.size += 1;
    else
      groups.set(key, {
        size: 1,
        projects: named.map((at) => vote.choices[at]!),
        points: named.map((at) => points[at]!),
      });
  }
  return [...groups.values()];
}

function supportOf(project: number, members: readonly number[], groups: readonly Group[]): Support {
  const sizes = Float64Array.from(members, (at) => groups[at]!.size);
  const points = Float64Array.from(members, (at) => {
    const { projects, points: own } = groups[at]!;
    return own[projects.indexOf(project)]!;
  });
  let votes = 0;
  let score = 0;
  for (let at = 0; at < members.length; at++) {
    votes += sizes[at]!;
    score += sizes[at]! * points[at]!;
  }
  return { groups: Int32Array.from(members), sizes, points, votes, score };
}

/**
 * Prepares an election for counting: money and points in whole parts, equal ballots together.
 * @throws {BallotError} if a ballot gives negative points, or more than can be counted exactly
 */
export function makeInstance(election: Election): Instance {
  const { projects, budget, votes } = election;
  const moneyDecimals = Math.max(budget.decimals, ...projects.map(({ cost }) => cost.decimals));
  let pointDecimals = 0;
  for (const { points } of votes)
    for (const { decimals } of points ?? []) pointDecimals = Math.max(pointDecimals, decimals);
  const groups = groupBallots(election, pointDecimals);
  const members: number[][] = projects.map(() => []);
  for (const [at, group] of groups.entries())
    for (const place of group.projects) members[place]!.push(at);
  return {
    ids: projects.map(({ id }) => id),
    costs: projects.map(({ cost }) => scaled(cost, moneyDecimals)),
    budget: scaled(budget, moneyDecimals),
    moneyDecimals,
    unit: 10n ** BigInt(moneyDecimals),
    voters: votes.length,
    groups,
    supports: projects.map((_, place) => supportOf(place, members[place]!, groups)),
    pointDecimals,
  };
}
