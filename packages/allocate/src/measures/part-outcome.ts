import type { Count } from "../count.ts";
import { type Amount, amountOf } from "../explain/amount.ts";
import { type Rational, rationalToNumber, reduced } from "../rational.ts";
import { compareLabels, voterColumnsOf, voterValue } from "./columns.ts";

/** What an outcome gives to the projects of one part: a district, a neighbourhood, a category. */
export interface PartOutcome {
  /** Null for projects whose part is not known. */
  readonly value: string | null;
  readonly projects: number;
  readonly winners: number;
  /** What is spent in this part, and what share of all that is (0–1). */
  readonly money: Amount;
  readonly moneyShare: number;
  /** The part's share of all votes (0–1). */
  readonly votesShare: number;
  /** Voters who name at least one project of this part. */
  readonly supporters: number;
  /** Voters of this part, where ballots have the same column; otherwise null. */
  readonly voters: number | null;
  /** Money for each voter of this part, or where that is not known for each supporter; null if there are none. */
  readonly moneyPerVoter: Amount | null;
}

/** The parts that a project belongs to; `Groen,Spelen` is two. */
function labelsOf(
  { election }: Count,
  project: number,
  column: string,
): readonly (string | null)[] {
  const labels = (election.projects[project]!.fields.get(column) ?? "")
    .split(",")
    .map((label) => label.trim())
    .filter((label) => label !== "");
  return labels.length === 0 ? [null] : [...new Set(labels)];
}

/** A sum of equal parts: `value` ÷ `parts`, again and again. */
function plusPart({ num, den }: Rational, value: bigint, parts: number): Rational {
  return reduced({ num: num * BigInt(parts) + value * den, den: den * BigInt(parts) });
}

const nothing: Rational = { num: 0n, den: 1n };

/** Voters by their own value in the column, where ballots have it. */
function votersBy({ election }: Count, column: string): ReadonlyMap<string | null, number> | null {
  const at = voterColumnsOf(election).indexOf(column);
  if (at < 0) return null;
  const voters = new Map<string | null, number>();
  for (const vote of election.votes) {
    const value = voterValue(vote, at);
    voters.set(value, (voters.get(value) ?? 0) + 1);
  }
  return voters;
}

/**
 * How the money is spread over districts, neighbourhoods or categories: by a column that the file has on projects.
 * A project of several parts counts in each; its money and its votes are divided equally over them.
 *
 * @returns one entry for each value: numbers by size, then texts, then projects whose part is not known
 * @throws {RangeError} if the file has no such column
 *
 * @example
 * import { countElection, partOutcome, plainSettings, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost;category\na;30;Groen\nb;90;Spelen\nc;20;Groen,Spelen\nVOTES\nvoter_id;vote\n1;a,c\n2;a,b\n3;c\n");
 * const [green, play] = partOutcome(countElection(election, plainSettings(election, "greedy")), "category");
 * green; // → { value: "Groen", projects: 2, winners: 2, money: { value: 40 }, moneyShare: 0.8, votesShare: 0.6, supporters: 3 }
 * play; // → { value: "Spelen", winners: 1, money: { value: 10 }, moneyPerVoter: { value: 3.33 } }
 */
export function partOutcome(count: Count, column: string): readonly PartOutcome[] {
  const { election, instance, winners, cost } = count;
  if (!election.projectColumns.includes(column))
    throw new RangeError(
      `Projects have no column "${column}"; they have ${election.projectColumns.join(", ")}.`,
    );
  const chosen = new Set(winners);
  const labels = instance.ids.map((_, project) => labelsOf(count, project, column));
  const voters = votersBy(count, column);
  const allVotes = instance.supports.reduce((sum, { votes }) => sum + votes, 0);
  const shareOf = (part: Rational, whole: bigint) =>
    whole === 0n ? 0 : rationalToNumber({ num: part.num, den: part.den * whole });
  return [...new Set(labels.flat())].sort(compareLabels).map((value) => {
    const own = [...instance.ids.keys()].filter((project) => labels[project]!.includes(value));
    const won = own.filter((project) => chosen.has(project));
    const sum = (projects: readonly number[], sizeOf: (project: number) => bigint) =>
      projects.reduce(
        (total, project) => plusPart(total, sizeOf(project), labels[project]!.length),
        nothing,
      );
    const money = sum(won, (project) => instance.costs[project]!);
    const votes = sum(own, (project) => BigInt(instance.supports[project]!.votes));
    const named = new Set(own.flatMap((project) => [...instance.supports[project]!.groups]));
    const supporters = [...named].reduce((total, group) => total + instance.groups[group]!.size, 0);
    const ofPart = voters === null ? null : (voters.get(value) ?? 0);
    const heads = ofPart ?? supporters;
    return {
      value,
      projects: own.length,
      winners: won.length,
      money: amountOf(instance, money),
      moneyShare: shareOf(money, cost),
      votesShare: shareOf(votes, BigInt(allVotes)),
      supporters,
      voters: ofPart,
      moneyPerVoter:
        heads === 0 ? null : amountOf(instance, { num: money.num, den: money.den * BigInt(heads) }),
    };
  });
}
