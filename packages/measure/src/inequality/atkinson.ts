import { MeasureError, type Numbers } from "../numeric/index.ts";
import { type Sample, sampleOf, type Weighted } from "./sample.ts";

/** 1 − (equally distributed equivalent) / mean. */
export function atkinsonOf({ values, shares, mean }: Sample, epsilon: number): number {
  if (epsilon >= 1 && values[0] === 0) return 1;
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const ratio = values[at]! / mean;
    sum += shares[at]! * (epsilon === 1 ? Math.log(ratio) : ratio ** (1 - epsilon));
  }
  return Math.max(0, 1 - (epsilon === 1 ? Math.exp(sum) : sum ** (1 / (1 - epsilon))));
}

/** How many people each value stands for, and how much inequality is minded. */
export interface AtkinsonOptions extends Weighted {
  /** Aversion to inequality, above 0; the larger, the more the bottom counts. Default 0.5, as in R's ineq. */
  readonly epsilon?: number;
}

/**
 * Which share of the total could be given up, if what remains were divided equally, without anybody minding.
 *
 * A = 1 − (Σ p (x/μ)^(1−ε))^(1/(1−ε)); for ε = 1 it is 1 − exp(Σ p ln(x/μ)).
 *
 * @param values one amount per unit, 0 or more; 2 or more of them
 * @param options.weights people per unit
 * @returns 0 (all the same) to 1; it is 1 when ε ≥ 1 and somebody has nothing
 * @throws {MeasureError} as `giniIndex`; out-of-range if epsilon is not above 0
 *
 * @example
 * import { atkinsonIndex } from "@krachtwijk/measure/inequality";
 * atkinsonIndex([1, 3], { epsilon: 1 }); // → 0.133975
 * atkinsonIndex([1, 9], { epsilon: 0.5 }); // → 0.2
 *
 * Source: Atkinson (1970), Journal of Economic Theory 2(3), 244–263.
 */
export function atkinsonIndex(values: Numbers, options: AtkinsonOptions = {}): number {
  const { epsilon = 0.5 } = options;
  requireEpsilon(epsilon);
  return atkinsonOf(sampleOf(values, options), epsilon);
}

/** @throws {MeasureError} out-of-range if it is not a number above 0 */
export function requireEpsilon(epsilon: number): void {
  if (!(epsilon > 0 && Number.isFinite(epsilon)))
    throw new MeasureError(
      "out-of-range",
      `epsilon is ${epsilon}; aversion to inequality is a number above 0, such as 0.5 or 1.`,
      { epsilon },
    );
}
