import { MeasureError } from "../numeric/index.ts";
import type { SurveyDesign } from "./survey-design.ts";

const relativeTolerance = 1e-12;
const maximumSweeps = 10_000;

/** Takes off the weighted mean of each category; says how large the largest of these means was. */
function sweep(
  values: Float64Array,
  weights: Float64Array,
  categoryOf: Int32Array,
  sums: Float64Array,
): number {
  const counts = sums.length / 2;
  sums.fill(0);
  for (let row = 0; row < values.length; row++) {
    const category = categoryOf[row]!;
    sums[category] = sums[category]! + weights[row]! * values[row]!;
    sums[counts + category] = sums[counts + category]! + weights[row]!;
  }
  let largest = 0;
  for (let category = 0; category < counts; category++) {
    const weight = sums[counts + category]!;
    const mean = weight > 0 ? sums[category]! / weight : 0;
    sums[category] = mean;
    largest = Math.max(largest, Math.abs(mean));
  }
  for (let row = 0; row < values.length; row++)
    values[row] = values[row]! - sums[categoryOf[row]!]!;
  return largest;
}

/**
 * A linearised column without what the calibration margins explain: residuals of a regression on the categories of all
 * margins with the weights before calibration, times the weights after. One sweep per margin until nothing changes.
 *
 * Source: Deville & Särndal (1992), JASA 87, 376–382, section 3; Valliant (1993), JASA 88, 89–96 for one margin.
 */
export function withoutMargins(design: SurveyDesign, column: Float64Array): Float64Array {
  if (design.calibration === undefined) return column;
  const { weights } = design;
  const { weightsBefore, margins } = design.calibration;
  const values = column.map((value, row) => (weights[row] === 0 ? 0 : value / weights[row]!));
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const sums = margins.map((of) => new Float64Array(2 * (1 + of.reduce((a, b) => Math.max(a, b)))));
  for (let round = 0; round < maximumSweeps; round++) {
    let largest = 0;
    for (const [at, categoryOf] of margins.entries())
      largest = Math.max(largest, sweep(values, weightsBefore, categoryOf, sums[at]!));
    if (margins.length === 1 || largest <= relativeTolerance * scale)
      return values.map((value, row) => value * weights[row]!);
  }
  throw new MeasureError(
    "not-converged",
    `the standard error after calibration did not settle in ${maximumSweeps} sweeps: two margins tell almost the same; leave one of them out.`,
    { sweeps: maximumSweeps },
  );
}
