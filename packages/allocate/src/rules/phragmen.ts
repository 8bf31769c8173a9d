import type { Instance } from "../instance.ts";
import { compareRationals, type Rational, reduced } from "../rational.ts";
import { defaultTies, type Tie, type TieCriterion, tiePlaces } from "../ties.ts";

/** The outcome of Phragmén's sequential rule. */
export interface PhragmenOutcome {
  /** In the order in which they were bought. */
  readonly winners: readonly number[];
  readonly ties: readonly Tie[];
  /** When each winner was bought: money that every voter had received by then, in parts of the currency. */
  readonly times: readonly Rational[];
  /** The project whose turn came while it no longer fitted; there the count ends. Null if all were bought. */
  readonly stoppedBy: number | null;
}

/** Since when the money of a voter grows: the moment of the last purchase he took part in. */
export class Clocks {
  readonly #instance: Instance;
  readonly #moments: Rational[] = [{ num: 0n, den: 1n }];
  readonly #since: Int32Array;

  constructor(instance: Instance) {
    this.#instance = instance;
    this.#since = new Int32Array(instance.groups.length);
  }

  /** The moment at which the supporters of a project have its cost together: (cost + Σ since) / votes. */
  momentOf(project: number): Rational {
    const { groups, sizes, votes } = this.#instance.supports[project]!;
    const counts = new Map<number, number>();
    for (let at = 0; at < groups.length; at++) {
      const since = this.#since[groups[at]!]!;
      counts.set(since, (counts.get(since) ?? 0) + sizes[at]!);
    }
    let sum: Rational = { num: this.#instance.costs[project]!, den: 1n };
    for (const [since, count] of counts) {
      const { num, den } = this.#moments[since]!;
      sum = { num: sum.num * den + BigInt(count) * num * sum.den, den: sum.den * den };
    }
    return reduced({ num: sum.num, den: sum.den * BigInt(votes) });
  }

  buy(project: number, moment: Rational): void {
    const at = this.#moments.push(moment) - 1;
    for (const group of this.#instance.supports[project]!.groups) this.#since[group] = at;
  }
}

/**
 * Phragmén's sequential rule: every voter receives money at the same steady pace; as soon as the supporters of a
 * project have its cost together, they buy it and begin again from nothing. The count ends when the next project
 * would exceed the budget. Which projects a ballot names counts; points do not.
 *
 * Complexity: O(winners × ballots).
 *
 * Source: Phragmén (1894); for projects with costs: Los, Christoff & Grossi (2022), "Proportional Budget
 * Allocations: Towards a Systematization", IJCAI 31, 398–404.
 */
export function phragmen(
  instance: Instance,
  { ties: criteria = defaultTies }: { readonly ties?: readonly TieCriterion[] } = {},
): PhragmenOutcome {
  const places = tiePlaces(instance, criteria);
  const clocks = new Clocks(instance);
  const winners: number[] = [];
  const times: Rational[] = [];
  const ties: Tie[] = [];
  let left = instance.budget;
  let open = instance.ids
    .map((_, project) => project)
    .filter((project) => instance.supports[project]!.votes > 0);
  const moments = new Map<number, Rational>(
    open.map((project) => [project, clocks.momentOf(project)]),
  );
  while (open.length > 0) {
    const first = open.reduce((a, b) =>
      compareRationals(moments.get(b)!, moments.get(a)!) < 0 ? b : a,
    );
    const moment = moments.get(first)!;
    const equal = open.filter((project) => compareRationals(moments.get(project)!, moment) === 0);
    equal.sort((a, b) => places[a]! - places[b]!);
    const tooDear = equal.find((project) => instance.costs[project]! > left);
    if (tooDear !== undefined) return { winners, ties, times, stoppedBy: tooDear };
    const project = equal[0]!;
    if (equal.length > 1) ties.push({ projects: equal, chosen: project });
    clocks.buy(project, moment);
    winners.push(project);
    times.push(moment);
    left -= instance.costs[project]!;
    open = open.filter((other) => other !== project);
    for (const other of open) moments.set(other, clocks.momentOf(other));
  }
  return { winners, ties, times, stoppedBy: null };
}
