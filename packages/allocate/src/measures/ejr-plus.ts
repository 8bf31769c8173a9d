import type { Count } from "../count.ts";
import { type Amount, amountOf } from "../explain/amount.ts";
import { compareRationals, type Rational, rationalText, rationalToNumber } from "../rational.ts";
import { type Worth, worthOfGroups } from "./utility-of.ts";

/** A group of voters who get less than their share of the budget would buy. */
export interface EjrViolation {
  /** The project that they all name and that was not chosen. */
  readonly project: string;
  /** How many voters the group has. */
  readonly voters: number;
  /** Places of their ballots in `instance.groups`. */
  readonly groups: readonly number[];
  /** Their part of the budget: budget × voters / all voters. */
  readonly money: Amount;
  /** The most that any of them has now: money spent on projects that he names, or their number. */
  readonly has: Amount;
  /** What their part would give each of them at the price of this project; null (no bound) if that costs nothing. */
  readonly deserves: Amount | null;
}

/** Whether an outcome is proportional in the sense of EJR+ up to one project. */
export interface EjrCheck {
  readonly worth: Worth;
  readonly holds: boolean;
  /** For each project that shows a violation, the group that is furthest behind. */
  readonly violations: readonly EjrViolation[];
}

interface Behind {
  readonly voters: bigint;
  readonly groups: readonly number[];
  readonly has: bigint;
  /** How far they are behind, in utility × the cost of the project. */
  readonly slack: Rational;
}

/** The group furthest behind: for each level of utility, all supporters who have at most that. */
function furthestBehind(
  { instance }: Pick<Count, "instance">,
  project: number,
  worths: readonly bigint[],
  worth: Worth,
): Behind | null {
  const { budget, costs, voters } = instance;
  const [cost, own] = [costs[project]!, worth === "cost" ? costs[project]! : 1n];
  const supporters = [...instance.supports[project]!.groups].sort((a, b) => {
    const difference = worths[a]! - worths[b]!;
    return difference < 0n ? -1 : difference > 0n ? 1 : a - b;
  });
  let size = 0n;
  let worst: Behind | null = null;
  for (const [at, group] of supporters.entries()) {
    size += BigInt(instance.groups[group]!.size);
    const has = worths[group]!;
    if (at + 1 < supporters.length && worths[supporters[at + 1]!] === has) continue;
    // (has + own) × cost ≤ own × budget × size / voters, with "cost" divided by the cost that is on both sides.
    const needed = worth === "cost" ? has + own : (has + own) * cost;
    const slack = { num: budget * size - needed * BigInt(voters), den: BigInt(voters) };
    if (slack.num < 0n || (worst !== null && compareRationals(slack, worst.slack) <= 0)) continue;
    worst = { voters: size, groups: supporters.slice(0, at + 1), has, slack };
  }
  return worst;
}

/**
 * Checks whether an outcome is proportional in the sense of EJR+ up to one project: no group of voters who all name a
 * project that was not chosen may have so little that, even with that project added, none of them would have more than
 * the group's part of the budget buys.
 *
 * Precisely, for n ballots (empty ones too), budget b, outcome W and utility u (`worth` "cost": the cost of a project
 * to who names it; "count": 1), there is a violation if for some project p ∉ W and some voters N′ who all name p
 *
 *     u(A_i ∩ W) + u(p) ≤ u(p) / cost(p) · b · |N′| / n    for every i in N′.
 *
 * With "cost" the right-hand side is the group's part of the budget itself. Read as approval ballots: points do not
 * count. For each p only groups of all supporters up to some utility need to be looked at, so that the check takes
 * O(entries · log) time. The outcome of Equal Shares with the same utility never violates it, whatever the completion
 * (a share rounded down to whole units may).
 *
 * @param worth default: "count" where the count used utility "count" or "points", otherwise "cost"
 *
 * @example
 * import { countElection, ejrPlus, plainSettings, readPabulib } from "@krachtwijk/allocate";
 * const election = readPabulib("META\nkey;value\nbudget;60\nvote_type;approval\nPROJECTS\nproject_id;cost\na;60\nb;20\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n");
 * ejrPlus(countElection(election, plainSettings(election, "greedy"))).violations; // → [{ project: "b", voters: 1, money: { value: 20 }, has: { value: 0 }, deserves: { value: 20 } }]
 *
 * Source: Brill & Peters (2023), "Robust and Verifiable Proportionality Axioms for Multiwinner Voting", EC '23,
 * arXiv:2302.01989 (EJR+); "up to one project", for projects with costs: Peters, Pierczyński & Skowron (2021),
 * "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 34.
 */
export function ejrPlus(
  { instance, winners, settings }: Pick<Count, "instance" | "winners" | "settings">,
  worth: Worth = settings.utility === "count" || settings.utility === "points" ? "count" : "cost",
): EjrCheck {
  const worths = worthOfGroups(instance, winners, worth);
  const chosen = new Set(winners);
  const amount = (value: Rational): Amount =>
    worth === "cost"
      ? amountOf(instance, value)
      : { exact: rationalText(value), value: rationalToNumber(value) };
  const violations = instance.ids.flatMap((project, place): readonly EjrViolation[] => {
    const behind = chosen.has(place) ? null : furthestBehind({ instance }, place, worths, worth);
    if (behind === null) return [];
    const money = { num: instance.budget * behind.voters, den: BigInt(instance.voters) };
    const cost = instance.costs[place]!;
    const bought = worth === "cost" ? money : { num: money.num, den: money.den * cost };
    return [
      {
        project,
        voters: Number(behind.voters),
        groups: behind.groups,
        money: amountOf(instance, money),
        has: amount({ num: behind.has, den: 1n }),
        deserves: bought.den === 0n ? null : amount(bought),
      },
    ];
  });
  return { worth, holds: violations.length === 0, violations };
}
