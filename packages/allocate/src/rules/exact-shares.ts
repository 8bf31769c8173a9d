import type { Instance } from "../instance.ts";
import { greatestDivisor, type Rational } from "../rational.ts";

/** What a project costs its supporters: each pays `rate` per point, or all that is left if that is less. */
export interface ExactPrice {
  readonly rate: Rational;
}

interface Bucket {
  readonly value: bigint;
  readonly points: bigint;
  size: bigint;
}

/**
 * The purses of all voters in Equal Shares, as exact fractions over one common denominator. Voters who have paid the
 * same so far are kept as one class.
 */
export class ExactShares {
  readonly #instance: Instance;
  readonly #usesPoints: boolean;
  #den: bigint;
  readonly #classOf: Int32Array;
  /** What each voter of a class has left, in parts of 1/`den`. */
  #left: bigint[];

  constructor(instance: Instance, share: Rational, usesPoints: boolean) {
    this.#instance = instance;
    this.#usesPoints = usesPoints;
    this.#den = share.den;
    this.#classOf = new Int32Array(instance.groups.length);
    this.#left = [share.num];
  }

  #pointsAt(project: number, at: number): number {
    return this.#usesPoints ? this.#instance.supports[project]!.points[at]! : 1;
  }

  /** Supporters with money, those with the same money and points together. */
  #buckets(project: number): readonly Bucket[] {
    const { groups, sizes } = this.#instance.supports[project]!;
    const buckets = new Map<string, Bucket>();
    for (let at = 0; at < groups.length; at++) {
      const own = this.#classOf[groups[at]!]!;
      const points = this.#pointsAt(project, at);
      if (this.#left[own] === 0n || points === 0) continue;
      const key = `${own}:${points}`;
      const bucket = buckets.get(key);
      if (bucket !== undefined) bucket.size += BigInt(sizes[at]!);
      else
        buckets.set(key, {
          value: this.#left[own]!,
          points: BigInt(points),
          size: BigInt(sizes[at]!),
        });
    }
    return [...buckets.values()];
  }

  /** What supporters of a project have left together. */
  moneyFor(project: number): Rational {
    const num = this.#buckets(project).reduce((sum, { value, size }) => sum + value * size, 0n);
    return { num, den: this.#den };
  }

  /**
   * The lowest rate at which supporters can pay a project of this cost; null if they cannot.
   * @param cost default: what it costs
   */
  price(project: number, cost = this.#instance.costs[project]!): ExactPrice | null {
    // What costs nothing is paid by supporters without money too.
    if (cost === 0n) return { rate: { num: 0n, den: this.#den } };
    const needed = cost * this.#den;
    let rich = this.#buckets(project);
    const money = rich.reduce((sum, { value, size }) => sum + value * size, 0n);
    if (money < needed || rich.length === 0) return null;
    let open = needed;
    for (;;) {
      const weight = rich.reduce((sum, { points, size }) => sum + points * size, 0n);
      const due = open;
      const isPoor = ({ value, points }: Bucket) => value * weight < due * points;
      const poor = rich.filter(isPoor);
      if (poor.length === 0) return { rate: { num: open, den: this.#den * weight } };
      open -= poor.reduce((sum, { value, size }) => sum + value * size, 0n);
      rich = rich.filter((bucket) => !isPoor(bucket));
    }
  }

  /**
   * Lets the supporters of a project pay `rate` per point.
   * @returns how many voters paid that, how many paid all they had left, and how many had nothing
   */
  buy(project: number, { rate }: ExactPrice) {
    const weight = rate.den / this.#den;
    const divisor = greatestDivisor(rate.num, weight);
    const factor = weight / divisor;
    const perPoint = rate.num / divisor;
    this.#den *= factor;
    if (factor !== 1n) this.#left = this.#left.map((value) => value * factor);
    const { groups, sizes } = this.#instance.supports[project]!;
    const moved = new Map<string, number>();
    const payers = { full: 0, rest: 0, none: 0 };
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      const own = this.#classOf[group]!;
      const points = this.#pointsAt(project, at);
      if (points === 0) continue;
      const key = `${own}:${points}`;
      const left = this.#left[own]!;
      const due = perPoint * BigInt(points);
      if (left === 0n && due > 0n) payers.none += sizes[at]!;
      else if (left < due) payers.rest += sizes[at]!;
      else payers.full += sizes[at]!;
      let next = moved.get(key);
      if (next === undefined) {
        next = this.#left.push(left > due ? left - due : 0n) - 1;
        moved.set(key, next);
      }
      this.#classOf[group] = next;
    }
    return payers;
  }
}
