import type { Numbers } from "../numeric/index.ts";
import { type Sample, sampleOf, type Weighted } from "./sample.ts";

/** Settings of the Gini coefficient. */
export interface GiniOptions extends Weighted {
  /** `small-sample` divides by the largest value that so few units can have; default `none`. */
  readonly correction?: "none" | "small-sample";
}

/** The Gini coefficient of an ordered sample. */
export function giniOf({ values, shares, mean }: Sample): number {
  let below = 0;
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const share = shares[at]!;
    sum += share * values[at]! * (2 * below + share);
    below += share;
  }
  return Math.max(0, sum / mean - 1);
}

/** 1 − Σ p²: the chance that two people drawn at random live in two different units. */
export function chanceOfDifferentUnits(shares: Numbers): number {
  let squares = 0;
  for (let at = 0; at < shares.length; at++) squares += shares[at]! ** 2;
  return 1 - squares;
}

/**
 * How unequally an amount is spread: 0 when everybody has the same, near 1 when one has it all.
 *
 * G = Σᵢ Σⱼ pᵢ pⱼ |xᵢ − xⱼ| / 2μ, with p the shares of the population and μ the mean. The small-sample correction
 * divides by 1 − Σ p² (which is n / (n − 1) times as much without weights), so that 1 is in reach of few units.
 * Takes n log n steps.
 *
 * @param values one amount per unit, any unit of measurement, 0 or more; 2 or more of them
 * @param options.weights people per unit; then the inequality is that between people who each have their unit's value
 * @returns 0 to 1
 * @throws {MeasureError} too-few, out-of-range (a negative value or weight), no-variance (all 0), not-finite,
 * length-mismatch
 *
 * @example
 * import { giniIndex } from "@krachtwijk/measure/inequality";
 * giniIndex([1, 1, 1, 5]); // → 0.375
 * giniIndex([1, 5], { weights: [3, 1] }); // → 0.375
 * giniIndex([0, 0, 0, 8], { correction: "small-sample" }); // → 1
 *
 * Source: Gini (1912), Variabilità e mutabilità; Deaton (1997), The Analysis of Household Surveys, p. 139, for the
 * correction without weights.
 */
export function giniIndex(values: Numbers, options: GiniOptions = {}): number {
  const sample = sampleOf(values, options);
  const gini = giniOf(sample);
  return options.correction === "small-sample"
    ? gini / chanceOfDifferentUnits(sample.shares)
    : gini;
}
