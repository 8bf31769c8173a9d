import type { Count, Trace } from "../../count.ts";
import type { GreedyReason } from "../../rules/greedy.ts";
import { compareValue } from "../../rules/greedy.ts";
import { tieOrder } from "../../ties.ts";
import { baseOf, usesPoints, weightOf } from "../../utility.ts";
import { withVotes } from "./hypothetical.ts";

/** The cost at which a project that did not fit would have fitted. */
export function guessGreedyCost(reason: GreedyReason | undefined): number {
  return reason?.kind === "too-dear" || reason?.kind === "limit" ? Number(reason.left) : 0;
}

/** The first winner after which a project no longer fits, or that shuts it out. */
function rivalOf({ instance, settings, winners }: Count, project: number, reason: GreedyReason) {
  if (reason.kind === "excluded" || reason.kind === "stopped") return reason.by;
  const limits = settings.limits.filter(({ projects }) => projects.has(project));
  const cost = instance.costs[project]!;
  let left = instance.budget;
  const spent = limits.map(() => 0n);
  for (const winner of winners) {
    left -= instance.costs[winner]!;
    for (const [at, { projects }] of limits.entries())
      if (projects.has(winner)) spent[at]! += instance.costs[winner]!;
    const isFull = limits.some(({ money }, at) => spent[at]! + cost > money);
    if (left < cost || isFull) return winner;
  }
  return null;
}

/** The fewest voters with whom a project goes before another: its value must reach that of the other. */
function votesBefore(count: Count, project: number, other: number, points: number): number {
  const { instance, settings } = count;
  const { utility } = settings;
  const base = baseOf(instance, utility, project) * instance.costs[other]!;
  const target =
    BigInt(weightOf(instance, utility, other)) *
    baseOf(instance, utility, other) *
    instance.costs[project]!;
  if (base === 0n) return 1;
  const weight = Number(target / base) - weightOf(instance, utility, project);
  const least = Math.max(0, Math.floor(weight / (usesPoints(utility) ? points : 1)));
  for (const voters of [least, least + 1]) {
    const changed = withVotes(instance, project, voters, points);
    const order = compareValue(changed, utility, project, other);
    if (order < 0 || (order === 0 && tieOrder(changed, settings.ties)(project, other) < 0))
      return voters;
  }
  return least + 2;
}

/** Votes with which a project goes before all others and is over the threshold: if they do not help, none do. */
export function votesToBeFirst(count: Count, project: number, points: number): number {
  const { instance, settings } = count;
  const others = [...instance.ids.keys()].filter((other) => other !== project);
  const ahead = others.map((other) => votesBefore(count, project, other, points));
  return Math.max(1, Math.ceil(settings.threshold), ...ahead);
}

/** How many additional votes bring a project before the choice that shut it out, and over the threshold. */
export function guessGreedyVotes(
  count: Count,
  { reasons }: Extract<Trace, { rule: "greedy" | "greedy-no-skip" }>,
  project: number,
  points: number,
): number {
  const { instance, settings } = count;
  const reason = reasons.get(project);
  if (reason === undefined) return 1;
  const each = usesPoints(settings.utility) ? points : 1;
  const short = settings.threshold - weightOf(instance, settings.utility, project);
  const rival = rivalOf(count, project, reason);
  const ahead = rival === null ? 1 : votesBefore(count, project, rival, points);
  return Math.max(1, Math.ceil(short / each), ahead);
}
