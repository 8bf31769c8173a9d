import type { Divisor, Numbers } from "../numeric/index.ts";
import { chanceOfDifferentUnits } from "./gini.ts";
import { requirePositive, type Sample, sampleOf, type Weighted } from "./sample.ts";

/** √ Σ p (x − centre)². */
function spreadAround(values: Numbers, shares: Numbers): number {
  let centre = 0;
  for (let at = 0; at < values.length; at++) centre += shares[at]! * values[at]!;
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += shares[at]! * (values[at]! - centre) ** 2;
  return Math.sqrt(sum);
}

/** Coefficient of variation of an ordered sample, as of a whole population. */
export const variationOf = ({ values, shares, mean }: Sample): number =>
  spreadAround(values, shares) / mean;

/** Standard deviation of the logarithms of an ordered sample, as of a whole population. */
export const logSpreadOf = ({ values, shares }: Sample): number =>
  spreadAround(values.map(Math.log), shares);

/** Hoover index of an ordered sample. */
export function hooverOf({ values, shares, mean }: Sample): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += shares[at]! * Math.abs(values[at]! / mean - 1);
  return sum / 2;
}

/** Herfindahl index of an ordered sample. */
function herfindahlOf({ values, shares, mean }: Sample): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += ((shares[at]! * values[at]!) / mean) ** 2;
  return sum;
}

/** Whether the units are all there are, or a sample of more, and how many people each stands for. */
export interface DivisorOptions extends Weighted {
  /** `population` divides by n, `sample` by n − 1 (with weights by 1 − Σ p²). Default `population`. */
  readonly divisor?: Divisor;
}

const divided = (spread: number, sample: Sample, divisor: Divisor = "population"): number =>
  divisor === "sample" ? spread / Math.sqrt(chanceOfDifferentUnits(sample.shares)) : spread;

/**
 * The standard deviation as a part of the mean. √(Σ p (x − μ)²) / μ.
 *
 * @param values one amount per unit, 0 or more; 2 or more of them
 * @param options.divisor default `population`: the areas are all there are
 * @returns 0 (all the same) or more
 * @throws {MeasureError} as `giniIndex`
 *
 * @example
 * import { coefficientOfVariation } from "@krachtwijk/measure/inequality";
 * coefficientOfVariation([1, 3]); // → 0.5
 * coefficientOfVariation([1, 3], { divisor: "sample" }); // → 0.707107
 *
 * Source: Pearson (1896), Philosophical Transactions of the Royal Society A 187, 253–318.
 */
export function coefficientOfVariation(values: Numbers, options: DivisorOptions = {}): number {
  const sample = sampleOf(values, options);
  return divided(variationOf(sample), sample, options.divisor);
}

/**
 * The standard deviation of the natural logarithms: what differences in ratio are like, large and small units alike.
 *
 * @param values one amount per unit, above 0; 2 or more of them
 * @param options.divisor default `population`
 * @returns 0 (all the same) or more
 * @throws {MeasureError} as `giniIndex`; out-of-range if a value is 0
 *
 * @example
 * import { standardDeviationOfLogs } from "@krachtwijk/measure/inequality";
 * standardDeviationOfLogs([1, Math.E ** 2]); // → 1
 */
export function standardDeviationOfLogs(values: Numbers, options: DivisorOptions = {}): number {
  const sample = sampleOf(values, options);
  requirePositive(sample, "the standard deviation of logarithms", "coefficientOfVariation");
  return divided(logSpreadOf(sample), sample, options.divisor);
}

/**
 * Which share of the total would have to move to give everybody the same. ½ Σ |share of the total − share of the people|.
 *
 * @param values one amount per unit, 0 or more; 2 or more of them
 * @param options.weights people per unit
 * @returns 0 (all the same) to 1
 * @throws {MeasureError} as `giniIndex`
 *
 * @example
 * import { hooverIndex } from "@krachtwijk/measure/inequality";
 * hooverIndex([1, 3]); // → 0.25
 *
 * Source: Hoover (1936), Review of Economics and Statistics 18(4), 162–171.
 */
export function hooverIndex(values: Numbers, options: Weighted = {}): number {
  return hooverOf(sampleOf(values, options));
}

/** Concentration of a total in few units. */
export interface Herfindahl {
  /** Σ s²: 1/n (spread evenly) to 1 (all in one unit). */
  readonly index: number;
  /** (index − 1/n) / (1 − 1/n): 0 to 1 whatever the number of units. */
  readonly normalised: number;
  /** 1 / index: as many equal units would be as concentrated. */
  readonly equivalentUnits: number;
}

/**
 * How concentrated a total is in few units: the sum of the squared shares. Σ s², with s the share of each unit.
 *
 * @param values one amount per unit, 0 or more; 2 or more of them
 * @param options.weights people per unit, when values are amounts per head
 * @throws {MeasureError} as `giniIndex`
 *
 * @example
 * import { herfindahlIndex } from "@krachtwijk/measure/inequality";
 * herfindahlIndex([1, 3]); // → { index: 0.625, normalised: 0.25, equivalentUnits: 1.6 }
 *
 * Source: Herfindahl (1950), Concentration in the Steel Industry; Hirschman (1964), American Economic Review 54(5), 761.
 */
export function herfindahlIndex(values: Numbers, options: Weighted = {}): Herfindahl {
  const sample = sampleOf(values, options);
  const index = herfindahlOf(sample);
  const even = 1 / sample.values.length;
  return { index, normalised: (index - even) / (1 - even), equivalentUnits: 1 / index };
}
