import type { Count } from "../count.ts";
import { type Amount, amountOf } from "../explain/amount.ts";
import type { Vote } from "../pabulib/election.ts";
import { type Rational, reduced } from "../rational.ts";
import { ageBand, compareLabels, voterColumnsOf, voterValue } from "./columns.ts";

/** What an outcome gives to the voters with one value in a column. */
export interface GroupOutcome {
  /** Null for voters whose value is not known. */
  readonly value: string | null;
  readonly voters: number;
  /** Of all voters (0–1). */
  readonly votersShare: number;
  /** What is spent on them, if the cost of each winner is divided equally over all who named it. */
  readonly money: Amount;
  /** Of all that is spent (0–1). */
  readonly moneyShare: number;
  readonly moneyPerVoter: Amount;
  /** Voters who name at least one winner, and what share of the group that is (0–1). */
  readonly withWinner: number;
  readonly withWinnerShare: number;
}

/** How values of a column are taken together. */
export interface GroupOptions {
  /** Default: five age groups for whole numbers in the column `age`, otherwise each value by itself. */
  readonly band?: (value: string) => string;
}

interface Tally {
  voters: number;
  withWinner: number;
  /** How many of the group name each winner. */
  readonly named: Map<number, number>;
}

/** The projects that a vote supports: those that it gives something. */
const supportedBy = ({ choices, points }: Vote): readonly number[] =>
  points === null ? choices : choices.filter((_, at) => points[at]!.units > 0n);

/** @throws {RangeError} */
function columnAt(count: Count, column: string): number {
  const columns = voterColumnsOf(count.election);
  const at = columns.indexOf(column);
  if (at < 0)
    throw new RangeError(
      `Ballots have no column "${column}"; they have ${columns.length === 0 ? "none about voters" : columns.join(", ")}.`,
    );
  return at;
}

function talliesOf(
  { election, winners }: Count,
  at: number,
  band: (value: string) => string,
): ReadonlyMap<string | null, Tally> {
  const chosen = new Set(winners);
  const tallies = new Map<string | null, Tally>();
  for (const vote of election.votes) {
    const written = voterValue(vote, at);
    const value = written === null ? null : band(written);
    let tally = tallies.get(value);
    if (tally === undefined) {
      tally = { voters: 0, withWinner: 0, named: new Map() };
      tallies.set(value, tally);
    }
    const served = supportedBy(vote).filter((project) => chosen.has(project));
    tally.voters += 1;
    if (served.length > 0) tally.withWinner += 1;
    for (const project of served) tally.named.set(project, (tally.named.get(project) ?? 0) + 1);
  }
  return tallies;
}

/** The part of the cost of all winners that serves a group, in parts of the currency. */
function moneyFor({ instance }: Count, named: ReadonlyMap<number, number>): Rational {
  let money: Rational = { num: 0n, den: 1n };
  for (const [project, voters] of named) {
    const part = instance.costs[project]! * BigInt(voters);
    const votes = BigInt(instance.supports[project]!.votes);
    money = reduced({ num: money.num * votes + part * money.den, den: money.den * votes });
  }
  return money;
}

/**
 * What share of the budget serves each group of voters, by a column that the file has on voters (age, sex,
 * neighborhood, voting_method …). The cost of a winner is divided equally over those who named it.
 *
 * @returns one entry for each value: numbers by size, then texts, then voters whose value is not known
 * @throws {RangeError} if the file has no such column
 *
 * @example
 * import { countElection, groupOutcome, plainSettings, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost\na;30\nb;90\nVOTES\nvoter_id;vote;age\n1;a;17\n2;a,b;34\n3;a;40\n4;b;70\n");
 * const [young, grown, old] = groupOutcome(countElection(election, plainSettings(election, "greedy")), "age");
 * grown; // → { value: "30–44", voters: 2, votersShare: 0.5, money: { value: 20 }, moneyShare: 0.667, withWinnerShare: 1 }
 * old; // → { value: "65+", voters: 1, moneyShare: 0, withWinner: 0 }
 */
export function groupOutcome(
  count: Count,
  column: string,
  { band = column === "age" ? ageBand : (value) => value }: GroupOptions = {},
): readonly GroupOutcome[] {
  const { election, instance, cost } = count;
  const tallies = talliesOf(count, columnAt(count, column), band);
  const voters = election.votes.length;
  return [...tallies]
    .sort(([a], [b]) => compareLabels(a, b))
    .map(([value, tally]) => {
      const money = moneyFor(count, tally.named);
      const amount = amountOf(instance, money);
      const spent = amountOf(instance, cost).value;
      return {
        value,
        voters: tally.voters,
        votersShare: tally.voters / voters,
        money: amount,
        moneyShare: spent === 0 ? 0 : amount.value / spent,
        moneyPerVoter: amountOf(instance, {
          num: money.num,
          den: money.den * BigInt(tally.voters),
        }),
        withWinner: tally.withWinner,
        withWinnerShare: tally.withWinner / tally.voters,
      };
    });
}
