import type { Count } from "../count.ts";
import type { GreedyReason } from "../rules/greedy.ts";
import { usesPoints } from "../utility.ts";
import { amountOf } from "./amount.ts";
import type { Why } from "./explanation.ts";
import { refOf } from "./project-ref.ts";

function whyNot(count: Count, project: number, reason: GreedyReason): Why {
  const { instance, settings } = count;
  const missing = (left: bigint) => amountOf(instance, instance.costs[project]! - left);
  switch (reason.kind) {
    case "no-support":
      return reason;
    case "below-threshold": {
      const isPoints = usesPoints(settings.utility);
      const threshold = reason.threshold / (isPoints ? 10 ** instance.pointDecimals : 1);
      return { kind: reason.kind, threshold, per: isPoints ? "point" : "vote" };
    }
    case "too-dear": {
      const left = amountOf(instance, reason.left);
      return { kind: reason.kind, left, missing: missing(reason.left), after: null };
    }
    case "limit": {
      const left = amountOf(instance, reason.left);
      return { kind: reason.kind, limit: reason.limit, left, missing: missing(reason.left) };
    }
    case "excluded":
    case "stopped":
      return { kind: reason.kind, by: refOf(count, reason.by) };
  }
}

/** Why each project won or lost by the greedy rule; from the reasons that the count kept. */
export function whyGreedy(
  count: Count,
  reasons: ReadonlyMap<number, GreedyReason>,
): readonly Why[] {
  const { instance, settings, winners } = count;
  const whys = new Map<number, Why>();
  for (const [project, reason] of reasons) {
    // That nobody wants it says more than that the count ended before its turn.
    const isWanted = instance.supports[project]!.votes > 0;
    whys.set(project, isWanted ? whyNot(count, project, reason) : { kind: "no-support" });
  }
  // The rival of Equal Shares is counted without limits.
  const limits = settings.rule === "equal-shares" ? [] : settings.limits;
  const spent = limits.map(() => 0n);
  let left = instance.budget;
  for (const winner of winners) {
    const cost = instance.costs[winner]!;
    const over = limits.find(
      ({ projects, money }, at) => projects.has(winner) && spent[at]! + cost > money,
    );
    const money = amountOf(instance, left);
    whys.set(
      winner,
      over === undefined
        ? { kind: "fits", left: money }
        : { kind: "from-the-rest", limit: over.name, left: money },
    );
    for (const [at, { projects }] of limits.entries()) if (projects.has(winner)) spent[at]! += cost;
    left -= cost;
  }
  return instance.ids.map((_, project) => whys.get(project)!);
}
