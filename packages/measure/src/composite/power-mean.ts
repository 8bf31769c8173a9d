import { MeasureError, type Numbers, requireSameLength } from "../numeric/index.ts";
import { requireColumn } from "./columns.ts";

/** How scores are put together; `power` is the generalised mean with that exponent. */
export type Aggregation = "arithmetic" | "geometric" | "harmonic" | { readonly power: number };

/** Arithmetic, geometric and harmonic are the generalised means with exponent 1, 0 and −1. */
export function exponentOf(aggregation: Aggregation): number {
  if (aggregation === "arithmetic") return 1;
  if (aggregation === "geometric") return 0;
  if (aggregation === "harmonic") return -1;
  if (typeof aggregation === "object" && Number.isFinite(aggregation.power))
    return aggregation.power;
  throw new MeasureError(
    "out-of-range",
    `aggregation is ${JSON.stringify(aggregation)}; expected arithmetic, geometric, harmonic or { power: number }.`,
  );
}

/** What a mean with this exponent adds up: x itself, its logarithm or its power. */
export function inner(exponent: number, value: number): number {
  if (exponent === 1) return value;
  return exponent === 0 ? Math.log(value) : value ** exponent;
}

/** The way back from what was added up. */
export function outer(exponent: number, value: number): number {
  if (exponent === 1) return value;
  return exponent === 0 ? Math.exp(value) : value ** (1 / exponent);
}

/**
 * The slope of the line between 1 and 1 + `step` on the curve of the mean, whose own slope at 1 is 1:
 * ln(1 + step)/step for exponent 0, ((1 + step)^p − 1)/(p·step) otherwise.
 */
export function chord(exponent: number, step: number): number {
  if (exponent === 1 || step === 0) return 1;
  const logarithm = Math.log1p(step);
  if (exponent === 0) return logarithm / step;
  return Math.expm1(exponent * logarithm) / (exponent * step);
}

/** @throws {MeasureError} out-of-range, for a mean that can only take values above 0 */
export function tooLow(name: string, at: number, value: number, exponent: number): MeasureError {
  const kind = { "0": "geometric", "-1": "harmonic" }[String(exponent)] ?? `power ${exponent}`;
  return new MeasureError(
    "out-of-range",
    `${name}[${at}] is ${value}; a ${kind} mean needs values above 0. Normalise with min-max from 1 to 100 or with goalposts below the lowest value, or use the arithmetic mean.`,
    { name, at, value },
  );
}

/**
 * The weighted mean of the values that are there.
 *
 * Arithmetic Σwx/Σw; geometric exp(Σw ln x/Σw); harmonic Σw/Σ(w/x); power (Σw xᵖ/Σw)^(1/p).
 *
 * @param values any unit; above 0 unless arithmetic; NaN is a gap, which takes its weight along
 * @param weights from 0, not all 0 where there is a value; scaled to add up to 1
 * @throws {MeasureError} out-of-range for a weight below 0, or a value that the mean cannot take; empty-group without a value
 *
 * @example
 * import { weightedMean } from "@krachtwijk/measure/composite";
 * weightedMean([1, 4], [1, 1], "arithmetic"); // → 2.5
 * weightedMean([1, 4], [1, 1], "geometric"); // → 2
 * weightedMean([1, 4], [1, 1], "harmonic"); // → 1.6
 *
 * Source: OECD & JRC (2008), Handbook on Constructing Composite Indicators, §1.6.2; Hardy, Littlewood & Pólya (1934), Inequalities, ch. 2.
 */
export function weightedMean(
  values: Numbers,
  weights: Numbers,
  aggregation: Aggregation = "arithmetic",
): number {
  requireSameLength("weights", weights, "values", values.length);
  requireColumn("values", values);
  const exponent = exponentOf(aggregation);
  let [sum, total] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const [value, weight] = [values[at]!, weights[at]!];
    if (!(weight >= 0 && weight < Infinity))
      throw new MeasureError("out-of-range", `weights[${at}] is ${weight}; it must be 0 or more.`);
    if (Number.isNaN(value)) continue;
    if (exponent !== 1 && !(value > 0)) throw tooLow("values", at, value, exponent);
    sum += weight * inner(exponent, value);
    total += weight;
  }
  if (total === 0)
    throw new MeasureError("empty-group", "there is no value with a weight above 0 to average.");
  return outer(exponent, sum / total);
}
