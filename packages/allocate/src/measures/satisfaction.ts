import type { Count } from "../count.ts";
import { type Amount, amountOf } from "../explain/amount.ts";
import type { Rational } from "../rational.ts";
import { worthOfGroups } from "./utility-of.ts";

/** A measure of what voters get, over all ballots. */
export interface Spread<Value> {
  readonly mean: Value;
  /** Half of the voters have at most this; with an even number, the mean of the middle two. */
  readonly median: Value;
}

/** What an outcome gives to voters. Empty ballots count as voters too. */
export interface Satisfaction {
  readonly voters: number;
  /** Voters who name at least one winner, and what share of all that is (0–1). */
  readonly withWinner: number;
  readonly withWinnerShare: number;
  /** How many winners a voter names. */
  readonly projects: Spread<number>;
  /** What is spent on winners that a voter names. */
  readonly money: Spread<Amount>;
}

function spreadOf(values: readonly bigint[], sizes: readonly number[]): Spread<Rational> {
  const voters = sizes.reduce((sum, size) => sum + size, 0);
  if (voters === 0) {
    const nothing = { num: 0n, den: 1n };
    return { mean: nothing, median: nothing };
  }
  const sum = values.reduce((total, value, at) => total + value * BigInt(sizes[at]!), 0n);
  const order = [...values.keys()].sort((a, b) =>
    values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0,
  );
  const valueAt = (rank: number) => {
    let seen = 0;
    for (const at of order) {
      seen += sizes[at]!;
      if (seen > rank) return values[at]!;
    }
    return 0n;
  };
  const middle = valueAt(Math.floor((voters - 1) / 2)) + valueAt(Math.floor(voters / 2));
  return { mean: { num: sum, den: BigInt(voters) }, median: { num: middle, den: 2n } };
}

/**
 * How well voters are served: how many name a winner, how many winners they name, and what is spent on those.
 *
 * @example
 * import { countElection, plainSettings, readPabulib, satisfactionOf } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost\na;30\nb;20\nc;90\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n3;c\n4;\n");
 * satisfactionOf(countElection(election, plainSettings(election, "greedy"))); // → { withWinner: 2, withWinnerShare: 0.5, projects: { mean: 0.75, median: 0.5 }, money: { mean: { value: 20 } } }
 */
export function satisfactionOf({
  instance,
  winners,
}: Pick<Count, "instance" | "winners">): Satisfaction {
  const sizes = instance.groups.map(({ size }) => size);
  const counts = worthOfGroups(instance, winners, "count");
  const withWinner = counts.reduce((sum, count, at) => sum + (count > 0n ? sizes[at]! : 0), 0);
  const projects = spreadOf(counts, sizes);
  const money = spreadOf(worthOfGroups(instance, winners, "cost"), sizes);
  const number = ({ num, den }: Rational) => Number(num) / Number(den);
  return {
    voters: instance.voters,
    withWinner,
    withWinnerShare: instance.voters === 0 ? 0 : withWinner / instance.voters,
    projects: { mean: number(projects.mean), median: number(projects.median) },
    money: { mean: amountOf(instance, money.mean), median: amountOf(instance, money.median) },
  };
}
