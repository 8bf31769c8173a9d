import {
  MeasureError,
  type Numbers,
  requireBetween,
  requireCount,
  requireFinite,
  requireSameLength,
  requireVariance,
  requireWhole,
  standardDeviation,
} from "../numeric/index.ts";

/** How much each predictor counts: sought, all the same, or given. */
export type PredictorWeights = "fitted" | "equal" | Numbers;

/** One treated unit among others, followed over time. */
export interface SyntheticStudy {
  /** The outcome, unit after unit, each with all its periods in order. */
  readonly outcomes: Numbers;
  /** How many periods there are. */
  readonly periods: number;
  /** Which unit is treated, from 0. */
  readonly treated: number;
  /** The first period in which the treatment can show, from 0; all before it are to be alike. */
  readonly from: number;
  /** What units are alike in, unit after unit, each with all its predictors. Absent: the outcome in each period before. */
  readonly predictors?: Numbers | undefined;
  /** Names of the predictors, for what is said about one. */
  readonly predictorNames?: readonly string[] | undefined;
}

/** How a synthetic control is made. */
export interface SyntheticOptions {
  /** Default fitted: those with the smallest error in the outcome before; without predictors that is equal. */
  readonly predictorWeights?: PredictorWeights | undefined;
  /** Of the starts of the search for predictor weights; default 1. */
  readonly seed?: number | undefined;
}

/** A study that was checked, with predictors in units of their own spread. Travels between cores. */
export interface PreparedStudy {
  readonly outcomes: Float64Array;
  readonly units: number;
  readonly periods: number;
  readonly from: number;
  /** Units in an order that follows from their values alone, so that results do not depend on that of the data. */
  readonly order: Int32Array;
  /** units × rows. */
  readonly features: Float64Array;
  readonly rows: number;
  /** How much each predictor counts, summing to 1; absent: to be sought. */
  readonly importance: Float64Array | undefined;
  readonly seed: number;
}

/** @throws {MeasureError} as `syntheticControl` says */
export function prepareStudy(study: SyntheticStudy, options: SyntheticOptions): PreparedStudy {
  const { periods, from, treated } = study;
  requireWhole("periods", periods, 2);
  const units = study.outcomes.length / periods;
  if (!Number.isInteger(units))
    throw new MeasureError(
      "length-mismatch",
      `outcomes has ${study.outcomes.length} values, not a whole number of units with ${periods} periods each.`,
      { length: study.outcomes.length, periods },
    );
  requireCount("units", units, 3);
  requireFinite("outcomes", study.outcomes);
  requireIndex("treated", treated, 0, units - 1);
  requireIndex("from", from, 1, periods - 1);
  const outcomes = Float64Array.from(study.outcomes);
  const seed = options.seed ?? 1;
  requireWhole("seed", seed, 0);
  const { features, rows } =
    study.predictors === undefined
      ? periodsBefore(outcomes, units, periods, from)
      : scaledPredictors(study.predictors, units, study.predictorNames);
  const wanted = options.predictorWeights ?? "fitted";
  // With the outcome itself as predictors, equal weights are those with the smallest error before.
  const isSought = wanted === "fitted" && study.predictors !== undefined && rows > 1;
  const importance = isSought ? undefined : given(wanted, rows);
  const order = orderOf([
    [features, rows],
    [outcomes, periods],
  ]);
  return { outcomes, units, periods, from, order, features, rows, importance, seed };
}

function requireIndex(name: string, value: number, least: number, most: number): void {
  requireWhole(name, value, least);
  requireBetween(name, value, least, most);
}

/** Sorts units by their values, first by those of the first table. */
function orderOf(tables: readonly (readonly [values: Float64Array, width: number])[]): Int32Array {
  const units = tables[0]![0].length / tables[0]![1];
  return Int32Array.from({ length: units }, (_, unit) => unit).sort((one, other) => {
    for (const [values, width] of tables)
      for (let at = 0; at < width; at++) {
        const difference = values[one * width + at]! - values[other * width + at]!;
        if (difference !== 0) return difference;
      }
    return one - other;
  });
}

function periodsBefore(outcomes: Float64Array, units: number, periods: number, from: number) {
  const features = new Float64Array(units * from);
  for (let unit = 0; unit < units; unit++)
    features.set(outcomes.subarray(unit * periods, unit * periods + from), unit * from);
  return { features, rows: from };
}

/** Each predictor divided by its standard deviation over all units, so that units of measurement drop out. */
function scaledPredictors(
  predictors: Numbers,
  units: number,
  names: readonly string[] | undefined,
): { readonly features: Float64Array; readonly rows: number } {
  const rows = predictors.length / units;
  if (!Number.isInteger(rows) || rows === 0)
    throw new MeasureError(
      "length-mismatch",
      `predictors has ${predictors.length} values, not one or more for each of ${units} units.`,
      { length: predictors.length, units },
    );
  if (names !== undefined)
    requireSameLength("predictorNames", { length: names.length }, "each unit's predictors", rows);
  requireFinite("predictors", predictors);
  const features = Float64Array.from(predictors);
  for (let row = 0; row < rows; row++) {
    const column = Float64Array.from(
      { length: units },
      (_, unit) => predictors[unit * rows + row]!,
    );
    requireVariance(names?.[row] ?? `predictor ${row}`, column);
    // Added in the order of their size, so that not even the last bit depends on the order of the data.
    const spread = standardDeviation(column.sort());
    for (let unit = 0; unit < units; unit++) features[unit * rows + row]! /= spread;
  }
  return { features, rows };
}

function given(wanted: PredictorWeights, rows: number): Float64Array {
  if (typeof wanted === "string") return new Float64Array(rows).fill(1 / rows);
  requireSameLength("predictorWeights", wanted, "the list of predictors", rows);
  requireFinite("predictorWeights", wanted);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    requireBetween(`predictorWeights[${row}]`, wanted[row]!, 0, Number.MAX_VALUE);
    sum += wanted[row]!;
  }
  if (!(sum > 0))
    throw new MeasureError(
      "out-of-range",
      "All predictor weights are 0, so nothing would have to be alike; give at least one a weight above 0.",
    );
  return Float64Array.from(wanted, (weight) => weight / sum);
}
