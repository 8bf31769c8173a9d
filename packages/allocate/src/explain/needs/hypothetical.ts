import type { Count } from "../../count.ts";
import type { Instance, Support } from "../../instance.ts";

/** What a count is made from. */
export type Asked = Pick<Count, "election" | "instance" | "settings">;

/** The smallest unit of nearly all currencies is a hundredth. */
const centDecimals = 2;

/**
 * The same election with all money in cents, where the file has whole amounts only: costs are then found to the cent.
 * @returns how many of the new parts go into an old one, too
 */
export function inCents({
  election,
  instance,
  settings,
}: Asked): Asked & { readonly factor: bigint } {
  const factor = 10n ** BigInt(Math.max(0, centDecimals - instance.moneyDecimals));
  return {
    election,
    factor,
    instance: {
      ...instance,
      costs: instance.costs.map((cost) => cost * factor),
      budget: instance.budget * factor,
      unit: instance.unit * factor,
      moneyDecimals: Math.max(centDecimals, instance.moneyDecimals),
    },
    settings: {
      ...settings,
      limits: settings.limits.map((limit) => ({ ...limit, money: limit.money * factor })),
      voucher: settings.voucher === null ? null : settings.voucher * factor,
    },
  };
}

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
