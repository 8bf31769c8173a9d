import type { Instance } from "../instance.ts";

/** Rounding of one operation, generously: twice the unit roundoff of a double. */
const roundoff = 2 ** -52;
/** A rate that cannot be told up to this share of itself is left to exact arithmetic. */
const widestDoubt = 2 ** -30;

/** A rate per point, and how far it may be off. */
export interface FloatPrice {
  readonly rate: number;
  readonly error: number;
}

/**
 * The purses of all voters in Equal Shares as doubles, each with a bound on how far it may be off. Every answer is
 * certain or says that it is not: then `ExactShares` decides. (Running error analysis: Higham 2002, Accuracy and
 * Stability of Numerical Algorithms, 2nd ed., section 3.3.)
 */
export class FloatShares {
  readonly #instance: Instance;
  readonly #usesPoints: boolean;
  readonly #left: Float64Array;
  readonly #error: Float64Array;

  constructor(instance: Instance, usesPoints: boolean) {
    this.#instance = instance;
    this.#usesPoints = usesPoints;
    this.#left = new Float64Array(instance.groups.length);
    this.#error = new Float64Array(instance.groups.length);
  }

  /** Everybody has a full share again. */
  fill(share: number): void {
    this.#left.fill(share);
    this.#error.fill(share * roundoff);
  }

  /** What supporters of a project have left together, and how far that may be off. */
  moneyFor(project: number): { readonly money: number; readonly error: number } {
    const { groups, sizes } = this.#instance.supports[project]!;
    let [money, error] = [0, 0];
    for (let at = 0; at < groups.length; at++) {
      money += sizes[at]! * this.#left[groups[at]!]!;
      error += sizes[at]! * this.#error[groups[at]!]!;
    }
    return { money, error: error + (groups.length + 2) * roundoff * money };
  }

  /** The lowest rate at which supporters can pay; null if they surely cannot; "unsure" if doubles cannot tell. */
  price(project: number): FloatPrice | null | "unsure" {
    const { groups, sizes, points } = this.#instance.supports[project]!;
    const [left, error, usesPoints] = [this.#left, this.#error, this.#usesPoints];
    const cost = Number(this.#instance.costs[project]!);
    let money = 0;
    let moneyError = 0;
    let weight = 0;
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      if (left[group] === 0 && error[group] === 0) continue;
      const size = sizes[at]!;
      money += size * left[group]!;
      moneyError += size * error[group]!;
      weight += usesPoints ? size * points[at]! : size;
    }
    const slack = moneyError + (groups.length + 2) * roundoff * (money + cost);
    if (money + slack < cost) return null;
    if (money - slack < cost) return "unsure";
    let rate = cost / weight;
    for (;;) {
      let poor = 0;
      let rich = 0;
      for (let at = 0; at < groups.length; at++) {
        const own = left[groups[at]!]!;
        const size = sizes[at]!;
        const point = usesPoints ? points[at]! : 1;
        if (own < rate * point) poor += size * own;
        else rich += size * point;
      }
      if (rich === 0) return "unsure";
      const next = (cost - poor) / rich;
      if (next > rate) rate = next;
      else return this.#withError(project, cost, rate, (rate - next) * rich);
    }
  }

  #withError(project: number, cost: number, rate: number, rest: number): FloatPrice | "unsure" {
    const { groups, sizes, points } = this.#instance.supports[project]!;
    const widest = rate * (1 + widestDoubt);
    let doubt = rest + (groups.length + 2) * 2 * roundoff * cost;
    let surelyRich = 0;
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      const point = this.#usesPoints ? points[at]! : 1;
      if (this.#left[group]! - this.#error[group]! > widest * point)
        surelyRich += sizes[at]! * point;
      else doubt += sizes[at]! * this.#error[group]!;
    }
    if (surelyRich === 0) return "unsure";
    const error = doubt / surelyRich + 4 * roundoff * rate;
    return error > rate * widestDoubt ? "unsure" : { rate, error };
  }

  /** Lets the supporters of a project pay `rate` per point, or all they have left. */
  buy(project: number, { rate, error }: FloatPrice): void {
    const { groups, points } = this.#instance.supports[project]!;
    for (let at = 0; at < groups.length; at++) {
      const group = groups[at]!;
      const own = this.#left[group]!;
      const doubt = this.#error[group]!;
      if (own === 0 && doubt === 0) continue;
      const point = this.#usesPoints ? points[at]! : 1;
      const due = rate * point;
      const rest = own - due;
      const slack = doubt + error * point + roundoff * (own + due);
      if (rest > slack) {
        this.#left[group] = rest;
        this.#error[group] = slack;
      } else {
        // Surely all is paid, or what is left is within the doubt.
        this.#left[group] = 0;
        this.#error[group] = rest < -slack ? 0 : slack + Math.max(rest, 0);
      }
    }
  }
}
