import type { Instance } from "../instance.ts";
import { defaultTies, type Tie, type TieCriterion, tiePlaces } from "../ties.ts";
import { baseOf, type Utility, weightOf } from "../utility.ts";

/** At most so much money for the projects of one part: a category, a district. */
export interface Limit {
  readonly name: string;
  readonly money: bigint;
  readonly projects: ReadonlySet<number>;
}

/** How the greedy rule counts. */
export interface GreedyOptions {
  /** Default "cost": then projects go by votes, since utility per euro is the number of votes. */
  readonly utility?: Utility;
  /** Whether the count goes on after a project that does not fit (default), or stops there. */
  readonly maySkip?: boolean;
  /** Projects with less support than this do not take part: votes, or score where points are counted. */
  readonly threshold?: number;
  readonly limits?: readonly Limit[];
  /** Whether money that limits leave is spent on the best projects that still fit, whatever part they are of. */
  readonly spendsRest?: boolean;
  /** Groups of projects of which only one can be carried out. */
  readonly exclusive?: readonly (readonly number[])[];
  readonly ties?: readonly TieCriterion[];
}

/** Why the greedy rule passed over a project. */
export type GreedyReason =
  | { readonly kind: "no-support" }
  | { readonly kind: "below-threshold"; readonly threshold: number }
  | { readonly kind: "too-dear"; readonly left: bigint }
  | { readonly kind: "limit"; readonly limit: string; readonly left: bigint }
  | { readonly kind: "excluded"; readonly by: number }
  | { readonly kind: "stopped"; readonly by: number };

/** The outcome of the greedy rule. */
export interface GreedyOutcome {
  /** In the order in which they were chosen. */
  readonly winners: readonly number[];
  readonly reasons: ReadonlyMap<number, GreedyReason>;
  /** Equally good projects, where the declared order decided which one came first. */
  readonly ties: readonly Tie[];
}

/** Compares utility per euro without dividing: above 0 if b is better. A project that costs nothing is best of all. */
export function compareValue(instance: Instance, utility: Utility, a: number, b: number): number {
  const value = (project: number) =>
    BigInt(weightOf(instance, utility, project)) * baseOf(instance, utility, project);
  const [costA, costB] = [instance.costs[a]!, instance.costs[b]!];
  if (costA === 0n || costB === 0n)
    return Number(costA === 0n ? -1n : 0n) + Number(costB === 0n ? 1n : 0n);
  const difference = value(b) * costA - value(a) * costB;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function tiesIn(
  order: readonly number[],
  isEqual: (a: number, b: number) => boolean,
): readonly Tie[] {
  const ties: Tie[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && isEqual(order[from]!, order[to]!)) to++;
    if (to - from > 1) ties.push({ projects: order.slice(from, to), chosen: order[from]! });
    from = to;
  }
  return ties;
}

/**
 * Greedy: the projects in order of utility per euro, each taken if it fits in what is left.
 * With utility "cost" that is by votes, as most cities count.
 *
 * Complexity: O(m log m) for m projects.
 */
export function greedy(instance: Instance, options: GreedyOptions = {}): GreedyOutcome {
  const {
    utility = "cost",
    maySkip = true,
    threshold = 0,
    limits = [],
    ties = defaultTies,
  } = options;
  const places = tiePlaces(instance, ties);
  const compare = (a: number, b: number) => compareValue(instance, utility, a, b);
  const order = instance.ids
    .map((_, project) => project)
    .sort((a, b) => compare(a, b) || places[a]! - places[b]!);
  const reasons = new Map<number, GreedyReason>();
  const winners: number[] = [];
  const spent = limits.map(() => 0n);
  let left = instance.budget;
  const refusal = (project: number, isRest: boolean): GreedyReason | null => {
    const cost = instance.costs[project]!;
    const weight = weightOf(instance, utility, project);
    if (weight === 0) return { kind: "no-support" };
    if (weight < threshold) return { kind: "below-threshold", threshold };
    const rivals = (options.exclusive ?? []).filter((group) => group.includes(project)).flat();
    const by = winners.find((winner) => winner !== project && rivals.includes(winner));
    if (by !== undefined) return { kind: "excluded", by };
    if (cost > left) return { kind: "too-dear", left };
    const at = isRest
      ? -1
      : limits.findIndex(
          (limit, index) => limit.projects.has(project) && spent[index]! + cost > limit.money,
        );
    return at < 0
      ? null
      : { kind: "limit", limit: limits[at]!.name, left: limits[at]!.money - spent[at]! };
  };
  const take = (project: number) => {
    winners.push(project);
    reasons.delete(project);
    left -= instance.costs[project]!;
    for (const [index, limit] of limits.entries())
      if (limit.projects.has(project)) spent[index]! += instance.costs[project]!;
  };
  let stoppedBy = -1;
  for (const isRest of options.spendsRest === true ? [false, true] : [false])
    for (const project of order) {
      if (winners.includes(project)) continue;
      const why =
        stoppedBy >= 0 ? ({ kind: "stopped", by: stoppedBy } as const) : refusal(project, isRest);
      if (why === null) take(project);
      else reasons.set(project, why);
      if (why?.kind === "too-dear" && !maySkip) stoppedBy = project;
    }
  return {
    winners,
    reasons,
    ties: tiesIn(
      order.filter((project) => weightOf(instance, utility, project) > 0),
      (a, b) => compare(a, b) === 0,
    ),
  };
}
