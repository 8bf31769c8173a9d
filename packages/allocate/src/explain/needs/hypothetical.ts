import type { Instance, Support } from "../../instance.ts";

/** The same election, with another cost for one project. */
export function withCost(instance: Instance, project: number, cost: bigint): Instance {
  return { ...instance, costs: instance.costs.with(project, cost) };
}

const grown = <Numbers extends Int32Array | Float64Array>(
  make: (length: number) => Numbers,
  old: Numbers,
  last: number,
): Numbers => {
  const made = make(old.length + 1);
  made.set(old);
  made[old.length] = last;
  return made;
};

/** The same election, with voters in addition who name this project only and give it `points` each. */
export function withVotes(
  instance: Instance,
  project: number,
  voters: number,
  points: number,
): Instance {
  const { groups, supports } = instance;
  const old = supports[project]!;
  const support: Support = {
    groups: grown((length) => new Int32Array(length), old.groups, groups.length),
    sizes: grown((length) => new Float64Array(length), old.sizes, voters),
    points: grown((length) => new Float64Array(length), old.points, points),
    votes: old.votes + voters,
    score: old.score + voters * points,
  };
  return {
    ...instance,
    voters: instance.voters + voters,
    groups: [...groups, { size: voters, projects: [project], points: [points] }],
    supports: supports.with(project, support),
  };
}

/** The same election, with this number of votes for one project. For rules that look at the number only (greedy). */
export function withSupport(instance: Instance, project: number, votes: number): Instance {
  const support = { ...instance.supports[project]!, votes };
  return { ...instance, supports: instance.supports.with(project, support) };
}

/** The most points that a ballot of this election gives to one project: what an additional voter would give. */
export function mostPoints({ supports }: Instance): number {
  return supports.reduce(
    (most, { points }) => points.reduce((own, point) => Math.max(own, point), most),
    1,
  );
}
