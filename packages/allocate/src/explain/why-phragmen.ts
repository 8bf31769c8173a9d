import type { Count, Trace } from "../count.ts";
import { Clocks } from "../rules/phragmen.ts";
import { amountOf } from "./amount.ts";
import type { Why } from "./explanation.ts";
import { refOf } from "./project-ref.ts";

/** Why each project won or lost by Phragmén's rule: when its supporters had the money, and when the count ended. */
export function whyPhragmen(
  count: Count,
  { times, stoppedBy }: Extract<Trace, { rule: "phragmen" }>,
): readonly Why[] {
  const { instance, winners, cost } = count;
  const clocks = new Clocks(instance);
  for (const [at, winner] of winners.entries()) clocks.buy(winner, times[at]!);
  const whys = instance.ids.map((_, project): Why => {
    if (stoppedBy === null || instance.supports[project]!.votes === 0)
      return { kind: "no-support" };
    const time = amountOf(instance, clocks.momentOf(project));
    if (project !== stoppedBy) {
      const end = amountOf(instance, clocks.momentOf(stoppedBy));
      return { kind: "too-late", time, end, by: refOf(count, stoppedBy) };
    }
    const left = instance.budget - cost;
    const missing = amountOf(instance, instance.costs[project]! - left);
    return { kind: "ended-count", time, left: amountOf(instance, left), missing };
  });
  for (const [at, winner] of winners.entries())
    whys[winner] = { kind: "bought", time: amountOf(instance, times[at]!) };
  return whys;
}
