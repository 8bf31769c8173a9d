import { sumOf } from "../numeric/index.ts";
import type { Sample } from "./sample.ts";

/** A measure of inequality without unit 0, without unit 1, …; units from small to large. */
export type LeaveOneOut = (sample: Sample, epsilon: number) => Float64Array;

/** A measure that follows from three sums over the units: all of them, less those of one. */
function fromSums(
  first: Float64Array,
  second: Float64Array,
  third: Float64Array,
  measure: (first: number, second: number, third: number) => number,
): Float64Array {
  const [a, b, c] = [sumOf(first), sumOf(second), sumOf(third)];
  return first.map((own, at) => measure(a - own, b - second[at]!, c - third[at]!));
}

/** Each unit's share of the people times f(its value over the mean). */
function terms({ values, shares, mean }: Sample, f: (ratio: number) => number): Float64Array {
  return values.map((value, at) => shares[at]! * f(value / mean));
}

const itself = (ratio: number) => ratio;

/** Theil's T: Σ p r ln r / Σ p r − ln(Σ p r / Σ p). */
export const theilTWithout: LeaveOneOut = (sample) =>
  fromSums(
    sample.shares,
    terms(sample, itself),
    terms(sample, (ratio) => (ratio === 0 ? 0 : ratio * Math.log(ratio))),
    (people, amount, entropy) => entropy / amount - Math.log(amount / people),
  );

/** Theil's L: ln(Σ p r / Σ p) − Σ p ln r / Σ p. */
export const theilLWithout: LeaveOneOut = (sample) =>
  fromSums(
    sample.shares,
    terms(sample, itself),
    terms(sample, Math.log),
    (people, amount, logs) => Math.log(amount / people) - logs / people,
  );

/** Atkinson. */
export const atkinsonWithout: LeaveOneOut = (sample, epsilon) =>
  fromSums(
    sample.shares,
    terms(sample, itself),
    terms(sample, (ratio) => (epsilon === 1 ? Math.log(ratio) : ratio ** (1 - epsilon))),
    (people, amount, utility) => {
      const mean = utility / people;
      const equal = epsilon === 1 ? Math.exp(mean) : mean ** (1 / (1 - epsilon));
      return 1 - equal / (amount / people);
    },
  );

const spread = (people: number, deviations: number, squares: number) =>
  Math.sqrt(Math.max(0, squares / people - (deviations / people) ** 2));

/** Coefficient of variation; deviations from the mean of all, so that nothing large cancels. */
export const variationWithout: LeaveOneOut = (sample) =>
  fromSums(
    sample.shares,
    terms(sample, (ratio) => ratio - 1),
    terms(sample, (ratio) => (ratio - 1) ** 2),
    (people, deviations, squares) =>
      spread(people, deviations, squares) / (1 + deviations / people),
  );

/** Standard deviation of logarithms. */
export const logSpreadWithout: LeaveOneOut = (sample) =>
  fromSums(
    sample.shares,
    terms(sample, Math.log),
    terms(sample, (ratio) => Math.log(ratio) ** 2),
    (people, logs, squares) => spread(people, logs, squares),
  );

/** People and amounts up to and with each place; one place more, of which the first is 0. */
function running({ values, shares, mean }: Sample): readonly [Float64Array, Float64Array] {
  const people = new Float64Array(values.length + 1);
  const amount = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at++) {
    people[at + 1] = people[at]! + shares[at]!;
    amount[at + 1] = amount[at]! + (shares[at]! * values[at]!) / mean;
  }
  return [people, amount];
}

/** Gini: Σ p r (2C − p) / (Σ p Σ p r) − 1, with C the people up to and with the unit. */
export const giniWithout: LeaveOneOut = ({ values, shares, mean }) => {
  const [people, amount] = running({ values, shares, mean });
  const n = values.length;
  let all = 0;
  for (let at = 0; at < n; at++)
    all += ((shares[at]! * values[at]!) / mean) * (people[at]! + people[at + 1]!);
  const without = new Float64Array(n);
  for (let at = 0; at < n; at++) {
    const share = shares[at]!;
    const own = (share * values[at]!) / mean;
    const above = amount[n]! - amount[at + 1]!;
    const left = all - own * (people[at]! + people[at + 1]!) - 2 * share * above;
    without[at] = left / ((people[n]! - share) * (amount[n]! - own)) - 1;
  }
  return without;
};

/** The number of values below a bound. */
function countBelow(values: Float64Array, bound: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Hoover: what those below the mean lack, which moves when the mean does. */
export const hooverWithout: LeaveOneOut = ({ values, shares, mean }) => {
  const [people, amount] = running({ values, shares, mean });
  const n = values.length;
  return values.map((value, at) => {
    const share = shares[at]!;
    const own = (share * value) / mean;
    const [allPeople, allAmount] = [people[n]! - share, amount[n]! - own];
    const below = countBelow(values, (mean * allAmount) / allPeople);
    const isIn = at < below;
    return (
      (people[below]! - (isIn ? share : 0)) / allPeople -
      (amount[below]! - (isIn ? own : 0)) / allAmount
    );
  });
};
