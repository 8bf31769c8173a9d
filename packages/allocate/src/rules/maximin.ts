import type { Instance } from "../instance.ts";
import { compareRationals, type Rational } from "../rational.ts";
import { defaultTies, type Tie, type TieCriterion, tiePlaces } from "../ties.ts";
import { AmountTooLarge, heavierLoad, leastLoad, type Signature } from "./densest.ts";

/** The outcome of the maximin support rule. */
export interface MaximinOutcome {
  /** In the order in which they were chosen. */
  readonly winners: readonly number[];
  readonly ties: readonly Tie[];
  /** After each choice: what the most loaded voter bears, in parts of the currency. */
  readonly loads: readonly Rational[];
}

/** Voters by which of these projects they support; those who support none are left out. */
function signaturesOf(instance: Instance, projects: readonly number[]): readonly Signature[] {
  const places = new Map(projects.map((project, at) => [project, at]));
  const found = new Map<string, { projects: readonly number[]; size: number }>();
  for (const { projects: named, size } of instance.groups) {
    const own = named.flatMap((project) => places.get(project) ?? []);
    if (own.length === 0) continue;
    const key = own.join();
    const signature = found.get(key);
    if (signature === undefined) found.set(key, { projects: own, size });
    else signature.size += size;
  }
  return [...found.values()];
}

/** What the most loaded voter bears with these projects, at least `least`; or, if that is more than `most`, some bound above it. */
function loadWith(
  instance: Instance,
  projects: readonly number[],
  least: Rational,
  most: Rational | null,
): Rational {
  const costs = projects.map((project) => Number(instance.costs[project]!));
  const signatures = signaturesOf(instance, projects);
  // One flow is enough to see that a project is worse than the best one so far.
  const heavier = most === null ? null : heavierLoad(costs, signatures, most);
  return heavier ?? leastLoad(costs, signatures, least);
}

const larger = (a: Rational, b: Rational) => (compareRationals(a, b) >= 0 ? a : b);

/**
 * Maximin support: again and again the project with which, when supporters share all costs as evenly as can be, the
 * most loaded voter bears least; only projects that still fit in the budget are looked at. Which projects a ballot
 * names counts; points do not.
 *
 * A load never falls when projects are added, so most projects need not be looked at again in each round.
 *
 * @throws {AmountTooLarge} if cost × voters exceeds 2⁵³
 *
 * Source: Sánchez-Fernández e.a. (2024), "The maximin support method", Mathematical Programming 203, 107–134; for
 * projects with costs: Aziz, Lee & Talmon (2018), AAMAS, 23–31.
 */
export function maximin(
  instance: Instance,
  { ties: criteria = defaultTies }: { readonly ties?: readonly TieCriterion[] } = {},
): MaximinOutcome {
  if (instance.costs.some((cost) => cost > BigInt(Number.MAX_SAFE_INTEGER)))
    throw new AmountTooLarge(
      "The amounts of this election are too large for this rule; count it with another.",
    );
  const places = tiePlaces(instance, criteria);
  const winners: number[] = [];
  const loads: Rational[] = [];
  const ties: Tie[] = [];
  let left = instance.budget;
  let load: Rational = { num: 0n, den: 1n };
  // What a project leads to at least: alone, its cost over its voters; later, what it led to before.
  const known = new Map(
    instance.supports.flatMap(({ votes }, project) =>
      votes > 0 ? [[project, { num: instance.costs[project]!, den: BigInt(votes) }] as const] : [],
    ),
  );
  for (;;) {
    for (const project of [...known.keys()])
      if (instance.costs[project]! > left) known.delete(project);
    if (known.size === 0) return { winners, ties, loads };
    let best: { readonly load: Rational; readonly projects: number[] } | null = null;
    const order = [...known].sort(
      ([a, loadA], [b, loadB]) => compareRationals(loadA, loadB) || places[a]! - places[b]!,
    );
    for (const [project, lowest] of order) {
      if (best !== null && compareRationals(lowest, best.load) > 0) break;
      const own = loadWith(
        instance,
        [...winners, project],
        larger(lowest, load),
        best?.load ?? null,
      );
      known.set(project, own);
      const order: number = best === null ? -1 : compareRationals(own, best.load);
      if (order < 0) best = { load: own, projects: [project] };
      else if (order === 0) best?.projects.push(project);
    }
    const equal = best!.projects.sort((a, b) => places[a]! - places[b]!);
    const [chosen] = equal as [number];
    if (equal.length > 1) ties.push({ projects: equal, chosen });
    known.delete(chosen);
    winners.push(chosen);
    loads.push(best!.load);
    load = best!.load;
    left -= instance.costs[chosen]!;
  }
}
