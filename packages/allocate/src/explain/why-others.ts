import type { Count, Trace } from "../count.ts";
import type { VouchersOutcome } from "../rules/vouchers.ts";
import { amountOf } from "./amount.ts";
import type { Why } from "./explanation.ts";
import { refOf } from "./project-ref.ts";

/** Why each project won or lost by maximin support: the load it led to, or when it no longer fitted. */
export function whyMaximin(
  count: Count,
  { loads }: Extract<Trace, { rule: "maximin" }>,
): readonly Why[] {
  const { instance, winners } = count;
  const whys = instance.ids.map((): Why => ({ kind: "no-support" }));
  const open = new Set(
    [...instance.ids.keys()].filter((project) => instance.supports[project]!.votes > 0),
  );
  let left = instance.budget;
  const look = (after: number | null) => {
    for (const project of open) {
      const missing = instance.costs[project]! - left;
      if (missing <= 0n) continue;
      whys[project] = {
        kind: "too-dear",
        left: amountOf(instance, left),
        missing: amountOf(instance, missing),
        after: after === null ? null : refOf(count, after),
      };
      open.delete(project);
    }
  };
  look(null);
  for (const [at, winner] of winners.entries()) {
    whys[winner] = { kind: "least-load", load: amountOf(instance, loads[at]!) };
    open.delete(winner);
    left -= instance.costs[winner]!;
    look(winner);
  }
  return whys;
}

/** Why each project was carried out or dropped when vouchers were counted. */
export function whyVouchers({ instance }: Count, { steps }: VouchersOutcome): readonly Why[] {
  const whys = instance.ids.map((): Why => ({ kind: "no-support" }));
  for (const [at, { kind, project, given, givers, most }] of steps.entries()) {
    const over = { num: given.num - instance.costs[project]! * given.den, den: given.den };
    const facts = { round: at + 1, given: amountOf(instance, given), givers };
    whys[project] =
      kind === "carried-out"
        ? {
            kind,
            ...facts,
            most: amountOf(instance, most),
            returned: amountOf(instance, over),
          }
        : { kind, ...facts, missing: amountOf(instance, { num: -over.num, den: over.den }) };
  }
  return whys;
}
