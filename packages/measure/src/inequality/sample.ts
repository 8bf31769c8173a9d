import {
  MeasureError,
  type Numbers,
  requireCount,
  requireFinite,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";

/** Amounts from small to large, each with the share of the population that has it. */
export interface Sample {
  readonly values: Float64Array;
  /** Sum to 1; none is 0. */
  readonly shares: Float64Array;
  readonly mean: number;
}

/** Settings that every measure of inequality has. */
export interface Weighted {
  /** How many people, households or dwellings each value stands for, in any unit; without it every value counts once. */
  readonly weights?: Numbers | undefined;
}

function requireNotNegative(name: string, values: Numbers): void {
  for (let at = 0; at < values.length; at++)
    if (values[at]! < 0)
      throw new MeasureError(
        "out-of-range",
        `${name}[${at}] is ${values[at]}; inequality is about amounts, which are 0 or more. Leave debts and losses out, or measure what is left after them.`,
        { name, at, value: values[at]! },
      );
}

/** Weights that are numbers, as many as there are values, and none below 0. Every one is 1 where none are given. */
export function checkedWeights(count: number, weights: Numbers | undefined): Numbers {
  if (weights === undefined) return new Float64Array(count).fill(1);
  requireSameLength("weights", weights, "values", count);
  requireFinite("weights", weights);
  for (let at = 0; at < count; at++)
    if (weights[at]! < 0)
      throw new MeasureError(
        "out-of-range",
        `weights[${at}] is ${weights[at]}; a number of people is 0 or more.`,
        { at, value: weights[at]! },
      );
  return weights;
}

/** Places in order of value; those without weight are left out. */
function order(values: Numbers, weights: Numbers): Uint32Array {
  const kept = new Uint32Array(values.length);
  let count = 0;
  for (let at = 0; at < values.length; at++) if (weights[at]! > 0) kept[count++] = at;
  return kept.subarray(0, count).sort((one, other) => values[one]! - values[other]!);
}

/** The mean of amounts by the share of the population that has each. */
export function meanOf({ values, shares }: Omit<Sample, "mean">): number {
  const products = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) products[at] = values[at]! * shares[at]!;
  return sumOf(products);
}

/** Below such a part of the largest value, or of all weights, a number is a mistake in the unit of measurement. */
const least = { value: 1e-100, weight: 1e-12 } as const;

function requireOneUnit({ values, shares }: Omit<Sample, "mean">): void {
  const smallest = values.find((value) => value > 0) ?? 0;
  const rarest = shares.reduce((low, share) => Math.min(low, share), 1);
  const what =
    rarest < least.weight ? "weights" : smallest < least.value * values.at(-1)! ? "values" : null;
  if (what !== null)
    throw new MeasureError(
      "out-of-range",
      `${what}: the smallest and the largest lie too many powers of ten apart to be in the same unit. Check the column.`,
      { what },
    );
}

/**
 * Checks amounts and puts them in order.
 * @throws {MeasureError} too-few below 2 values with a weight; length-mismatch; not-finite; out-of-range for
 * a negative value or weight; no-variance if all are 0
 */
export function sampleOf(values: Numbers, { weights }: Weighted = {}): Sample {
  requireFinite("values", values);
  requireNotNegative("values", values);
  const given = checkedWeights(values.length, weights);
  const places = order(values, given);
  requireCount("values with a weight above 0", places.length, 2);
  const sorted = Float64Array.from(places, (at) => values[at]!);
  const total = sumOf(given);
  const shares = Float64Array.from(places, (at) => given[at]! / total);
  requireOneUnit({ values: sorted, shares });
  const mean = meanOf({ values: sorted, shares });
  if (!(mean > 0))
    throw new MeasureError(
      "no-variance",
      "values: all are 0, so there is nothing to divide among them. Check that this is the right column.",
      { count: places.length },
    );
  return { values: sorted, shares, mean };
}

/** @throws {MeasureError} out-of-range if the smallest value is 0, where `what` takes its logarithm */
export function requirePositive({ values }: Sample, what: string, instead: string): void {
  if (values[0] === 0)
    throw new MeasureError(
      "out-of-range",
      `${what} takes logarithms, and a value is 0. Use ${instead}, or leave out the areas that have nothing.`,
      { what },
    );
}
