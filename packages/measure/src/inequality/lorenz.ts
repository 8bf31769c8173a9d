import { type Numbers, requireBetween } from "../numeric/index.ts";
import { type Sample, sampleOf, type Weighted } from "./sample.ts";

/** The Lorenz curve as points from (0, 0) to (1, 1). */
export interface LorenzCurve {
  /** Share of the population, from those with the least on; 0 to 1. */
  readonly population: Float64Array;
  /** Share of the total that they have together; 0 to 1. */
  readonly value: Float64Array;
}

/** The Lorenz curve of an ordered sample. */
function lorenzOf({ values, shares, mean }: Sample): LorenzCurve {
  const population = new Float64Array(values.length + 1);
  const value = new Float64Array(values.length + 1);
  for (let at = 0; at < values.length; at++) {
    population[at + 1] = population[at]! + shares[at]!;
    value[at + 1] = value[at]! + (shares[at]! * values[at]!) / mean;
  }
  population[values.length] = 1;
  value[values.length] = 1;
  return { population, value };
}

/**
 * Which share of the total the poorest 10 %, 20 % … have together.
 *
 * L(F) = the amounts of the poorest share F of the population over all amounts; straight lines between the points.
 *
 * @param values one amount per unit, 0 or more; 2 or more of them
 * @param options.weights people per unit
 * @returns one point more than there are units with people: the first is (0, 0), the last (1, 1)
 * @throws {MeasureError} as `giniIndex`
 *
 * @example
 * import { lorenzCurve } from "@krachtwijk/measure/inequality";
 * lorenzCurve([3, 1]).population; // → [0, 0.5, 1]
 * lorenzCurve([3, 1]).value; // → [0, 0.25, 1]
 *
 * Source: Lorenz (1905), Publications of the American Statistical Association 9(70), 209–219.
 */
export function lorenzCurve(values: Numbers, options: Weighted = {}): LorenzCurve {
  return lorenzOf(sampleOf(values, options));
}

/**
 * The share of the total at one share of the population, on the straight line between two points of the curve.
 *
 * @param share 0 to 1: 0.2 is the poorest fifth
 * @returns 0 to `share`
 * @throws {MeasureError} out-of-range
 *
 * @example
 * import { lorenzAt, lorenzCurve } from "@krachtwijk/measure/inequality";
 * lorenzAt(lorenzCurve([3, 1]), 0.75); // → 0.625
 */
export function lorenzAt({ population, value }: LorenzCurve, share: number): number {
  requireBetween("share", share, 0, 1);
  let low = 0;
  let high = population.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (population[middle]! <= share) low = middle;
    else high = middle;
  }
  const step = (share - population[low]!) / (population[high]! - population[low]!);
  return value[low]! + step * (value[high]! - value[low]!);
}
