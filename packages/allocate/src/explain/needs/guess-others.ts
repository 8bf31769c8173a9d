import type { Count } from "../../count.ts";
import { type Rational, rationalToNumber } from "../../rational.ts";
import type { VouchersOutcome } from "../../rules/vouchers.ts";

/** Before each choice of maximin: what was left, and the load that the choice led to. */
function roundsOf({ instance, winners }: Count, loads: readonly Rational[]) {
  let left = instance.budget;
  return winners.map((winner, at) => {
    const round = { left: Number(left), load: rationalToNumber(loads[at]!) };
    left -= instance.costs[winner]!;
    return round;
  });
}

/** The highest cost at which a loser could at best have been chosen: if its supporters bore nothing else. */
export function guessMaximinCost(
  count: Count,
  loads: readonly Rational[],
  project: number,
): number {
  const { votes } = count.instance.supports[project]!;
  const costs = roundsOf(count, loads).map(({ left, load }) => Math.min(left, load * votes));
  const rest = Number(count.instance.budget - count.cost);
  return Math.max(rest, ...costs);
}

/** The fewest voters more with whom a loser could at best have been chosen. */
export function guessMaximinVotes(
  count: Count,
  loads: readonly Rational[],
  project: number,
): number {
  const cost = Number(count.instance.costs[project]!);
  const { votes } = count.instance.supports[project]!;
  const more = roundsOf(count, loads)
    .filter(({ left, load }) => cost <= left && load > 0)
    .map(({ load }) => cost / load - votes);
  const least = Math.min(...more);
  return Number.isFinite(least) ? Math.max(1, Math.ceil(least - 1e-9)) : 1;
}

const stepOf = ({ steps }: VouchersOutcome, project: number) =>
  steps.find((step) => step.project === project);

/** What a project had been given when it was dropped. */
export function guessVoucherCost(outcome: VouchersOutcome, project: number): number {
  const given = stepOf(outcome, project)?.given;
  return given === undefined ? 0 : rationalToNumber(given);
}

/** As many vouchers as a project lacked when it was dropped. */
export function guessVoucherVotes(
  { instance }: Count,
  outcome: VouchersOutcome,
  project: number,
): number {
  const given = stepOf(outcome, project)?.given;
  const missing =
    Number(instance.costs[project]!) - (given === undefined ? 0 : rationalToNumber(given));
  const voucher = rationalToNumber(outcome.voucher);
  return voucher === 0 ? 1 : Math.max(1, Math.ceil(missing / voucher));
}
