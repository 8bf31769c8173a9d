import type { Count } from "../../count.ts";
import type { Support } from "../../instance.ts";
import { rationalToNumber } from "../../rational.ts";
import type { EqualSharesOutcome } from "../../rules/equal-shares.ts";
import { tieOrder } from "../../ties.ts";
import { baseOf, usesPoints } from "../../utility.ts";
import { withCost } from "./hypothetical.ts";

/** What supporters pay together when each pays `rate` per point, or all that is left. */
function paidAt(
  left: Float64Array,
  { groups, sizes }: Support,
  points: Float64Array,
  rate: number,
) {
  let paid = 0;
  for (let at = 0; at < groups.length; at++)
    paid += sizes[at]! * Math.min(left[groups[at]!]!, rate * points[at]!);
  return paid;
}

/** The rate at which supporters pay a cost; they have it together. */
function rateFor(left: Float64Array, support: Support, points: Float64Array, cost: number): number {
  let rate = 0;
  for (;;) {
    let [poor, rich] = [0, 0];
    for (let at = 0; at < support.groups.length; at++) {
      const own = left[support.groups[at]!]!;
      if (own < rate * points[at]!) poor += support.sizes[at]! * own;
      else rich += support.sizes[at]! * points[at]!;
    }
    const next = (cost - poor) / rich;
    if (!(next > rate * (1 + 1e-15))) return rate;
    rate = next;
  }
}

const halvings = 60;

/**
 * The highest cost that supporters can pay at a price per unit of utility of at most `price`. What they pay grows
 * ever more slowly with the rate, so that the rates at which they pay that cheaply begin at 0 and end somewhere.
 */
function highestCost(
  left: Float64Array,
  support: Support,
  points: Float64Array,
  price: number,
  isByCost: boolean,
): number {
  if (!isByCost) return paidAt(left, support, points, price);
  const isCheap = (rate: number) =>
    paidAt(left, support, points, rate) >= (rate / price) * (1 - 1e-12);
  let [low, high] = [0, 0];
  for (let at = 0; at < support.groups.length; at++)
    high = Math.max(high, left[support.groups[at]!]! / points[at]!);
  if (isCheap(high)) return paidAt(left, support, points, high);
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2;
    if (isCheap(middle)) low = middle;
    else high = middle;
  }
  return paidAt(left, support, points, low);
}

/** The winners that their supporters paid for. */
const pricedOf = ({ instance }: Count, { winners, filled }: EqualSharesOutcome) =>
  winners.slice(0, winners.length - filled).filter((winner) => instance.costs[winner] !== 0n);

/** Costs at which a loser would be chosen in one of the rounds of the last run, up to rounding. */
class LastRun {
  readonly #count: Count;
  readonly #left: Float64Array;
  readonly #isByPoints: boolean;

  constructor(count: Count, share: number) {
    this.#count = count;
    this.#left = new Float64Array(count.instance.groups.length).fill(share);
    this.#isByPoints = usesPoints(count.settings.utility);
  }

  #pointsOf({ points }: Support): Float64Array {
    return this.#isByPoints ? points : new Float64Array(points.length).fill(1);
  }

  /** What supporters of a project have left. */
  moneyOf(project: number): number {
    const { groups, sizes } = this.#count.instance.supports[project]!;
    return groups.reduce((sum, group, at) => sum + sizes[at]! * this.#left[group]!, 0);
  }

  /** The rate that supporters of a winner pay now. */
  rateOf(winner: number): number {
    const { instance } = this.#count;
    const support = instance.supports[winner]!;
    return rateFor(this.#left, support, this.#pointsOf(support), Number(instance.costs[winner]!));
  }

  /** Lets the supporters of a winner pay. */
  pay(winner: number, rate: number): void {
    const support = this.#count.instance.supports[winner]!;
    const points = this.#pointsOf(support);
    for (let at = 0; at < support.groups.length; at++) {
      const group = support.groups[at]!;
      this.#left[group] = Math.max(0, this.#left[group]! - rate * points[at]!);
    }
  }

  /** The highest cost at which `loser` would be chosen now instead of `winner`. */
  costBefore(winner: number, rate: number, loser: number): number {
    const { instance, settings } = this.#count;
    const isByCost = settings.utility === "cost" || settings.utility === "points-cost";
    const price = rate / Number(baseOf(instance, settings.utility, winner));
    const support = instance.supports[loser]!;
    const points = this.#pointsOf(support);
    const at = (limit: number) => highestCost(this.#left, support, points, limit, isByCost);
    const [below, most] = [at(price * (1 - 1e-9)), at(price)];
    if (most - below <= 1) return most;
    // Over a stretch of costs the price is the same; there the order of ties decides how far it counts.
    const cost = Number(instance.costs[winner]!);
    const isFirst = (own: number) =>
      own > below && own <= most + 0.5 && this.#isBefore(loser, winner, BigInt(own));
    return [Math.round(most), cost, cost - 1].find(isFirst) ?? below;
  }

  #isBefore(loser: number, winner: number, cost: bigint): boolean {
    const { instance, settings } = this.#count;
    return tieOrder(withCost(instance, loser, cost), settings.ties)(loser, winner) < 0;
  }
}

/**
 * The cost at which a loser would have been chosen in the last run of Equal Shares: in the round that allows most, or
 * at the end with what its supporters had left. Without completion that is, up to rounding, the highest cost at which
 * it wins; with completion it is where to begin looking.
 */
export function guessSharesCost(count: Count, shares: EqualSharesOutcome, project: number): number {
  const { instance } = count;
  const run = new LastRun(count, rationalToNumber(shares.share));
  let most = 0;
  for (const winner of pricedOf(count, shares)) {
    const rate = run.rateOf(winner);
    most = Math.max(most, run.costBefore(winner, rate, project));
    run.pay(winner, rate);
  }
  most = Math.max(most, run.moneyOf(project));
  const fill = shares.filled > 0 || count.settings.completion === "add1u";
  const left = fill ? Number(instance.budget - count.cost) : 0;
  return Math.max(most, left);
}

/** How many voters more would bring the money that supporters lacked in the end. */
export function guessSharesVotes(
  count: Count,
  shares: EqualSharesOutcome,
  project: number,
): number {
  const { instance } = count;
  const share = rationalToNumber(shares.share);
  const run = new LastRun(count, share);
  for (const winner of pricedOf(count, shares)) run.pay(winner, run.rateOf(winner));
  const missing = Number(instance.costs[project]!) - run.moneyOf(project);
  return share === 0 ? 1 : Math.max(1, Math.ceil(missing / share));
}
