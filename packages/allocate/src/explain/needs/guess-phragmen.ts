import type { Count } from "../../count.ts";
import { rationalToNumber } from "../../rational.ts";
import { phragmen } from "../../rules/phragmen.ts";

/** A moment at which another project is bought: until then, this one would have been chosen instead. */
interface Chance {
  readonly time: number;
  /** Moments since which the supporters' money grows, added up. */
  readonly since: number;
  /** What was left of the budget. */
  readonly left: number;
}

/** The count without a project, seen by its supporters. */
function chancesOf(count: Count, project: number): readonly Chance[] {
  const { instance, settings } = count;
  const absent = { ...instance.supports[project]!, votes: 0 };
  const supports = instance.supports.with(project, absent);
  const { winners, times, stoppedBy } = phragmen({ ...instance, supports }, settings);
  const since = new Float64Array(instance.groups.length);
  const { groups, sizes } = instance.supports[project]!;
  let left = Number(instance.budget);
  const sinceOf = () => groups.reduce((sum, group, at) => sum + sizes[at]! * since[group]!, 0);
  const chances: Chance[] = [];
  for (const [at, winner] of winners.entries()) {
    const time = rationalToNumber(times[at]!);
    chances.push({ time, since: sinceOf(), left });
    for (const group of instance.supports[winner]!.groups) since[group] = time;
    left -= Number(instance.costs[winner]!);
  }
  if (stoppedBy === null) return [...chances, { time: Infinity, since: sinceOf(), left }];
  const support = instance.supports[stoppedBy]!;
  const own = support.groups.reduce(
    (sum, group, at) => sum + support.sizes[at]! * since[group]!,
    0,
  );
  const time = (Number(instance.costs[stoppedBy]!) + own) / support.votes;
  return [...chances, { time, since: sinceOf(), left }];
}

/** The highest cost at which a loser would have been bought before another project, up to rounding. */
export function guessPhragmenCost(count: Count, project: number): number {
  const { votes } = count.instance.supports[project]!;
  const costs = chancesOf(count, project).map(({ time, since, left }) =>
    Math.min(time * votes - since, left),
  );
  return Math.max(0, ...costs);
}

/** The fewest voters more with whom a loser would have been bought before another project, up to rounding. */
export function guessPhragmenVotes(count: Count, project: number): number {
  const { costs, supports } = count.instance;
  const cost = Number(costs[project]!);
  const more = chancesOf(count, project)
    .filter(({ time, left }) => time > 0 && cost <= left)
    .map(({ time, since }) => (cost + since) / time - supports[project]!.votes);
  const least = Math.min(...more);
  return Number.isFinite(least) ? Math.max(1, Math.ceil(least - 1e-9)) : 1;
}
