import { MeasureError, type Numbers } from "../numeric/index.ts";
import { presentOf, requireColumn, requireRange, type Summary, summaryOf } from "./columns.ts";
import { skewness } from "./shape.ts";

/** A curve that draws a long tail in. */
export type Transform =
  | { readonly method: "log" }
  | { readonly method: "square-root" }
  | { readonly method: "log-shift" }
  | { readonly method: "log-shift-signed" }
  | { readonly method: "log-from-minimum" }
  | { readonly method: "log-gii" }
  | { readonly method: "box-cox"; readonly lambda: number; readonly shift?: boolean | undefined };

interface Range {
  readonly least: number;
  readonly most: number;
}

/** How much the smallest value is lifted above 0 before the logarithm, as a share of the range. */
const lift = 0.01;

const shifted =
  ({ least, most }: Range) =>
  (value: number) =>
    Math.log(value - least + lift * (most - least));

function boxCox(lambda: number, from: number): (value: number) => number {
  if (lambda === 0) return (value) => Math.log(value - from);
  return (value) => ((value - from) ** lambda - 1) / lambda;
}

function curveOf(transform: Transform, values: Numbers, range: Range): (value: number) => number {
  const { least, most } = range;
  switch (transform.method) {
    case "log":
      return Math.log;
    case "square-root":
      return Math.sqrt;
    case "log-shift":
      return shifted(range);
    case "log-shift-signed": {
      if (skewness(values) > 0) return shifted(range);
      return (value) => -Math.log(most + lift * (most - least) - value);
    }
    case "log-from-minimum":
      return (value) => Math.log(value - least + 1);
    case "log-gii":
      return (value) => Math.log(((most - 1) * (value - least)) / (most - least) + 1);
    case "box-cox":
      return boxCox(transform.lambda, transform.shift === true ? least - 1 : 0);
  }
}

/** @throws {MeasureError} out-of-range; no-variance */
function requireCurve(transform: Transform, summary: Summary): void {
  requireRange("values", summary);
  if (transform.method === "box-cox" && !Number.isFinite(transform.lambda))
    throw new MeasureError("out-of-range", `lambda is ${transform.lambda}; a number is needed.`);
  const isShifted = transform.method === "box-cox" && transform.shift === true;
  if (transform.method === "box-cox" && !isShifted && summary.least <= 0)
    throw new MeasureError(
      "out-of-range",
      `values: the smallest is ${summary.least}; box-cox needs values above 0. Set shift to true, or use log-shift.`,
    );
  if (transform.method === "log-gii" && summary.most <= 1)
    throw new MeasureError(
      "out-of-range",
      `values: the largest is ${summary.most}; log-gii needs one above 1, or it turns the order around. Use log-shift.`,
    );
}

/**
 * Draws the long tail of a column in by a curve that keeps the order of the values.
 *
 * - `log`, `square-root`: as they are; values above 0 (from 0)
 * - `log-shift`: ln(x − min + 0.01·range), for any values
 * - `log-shift-signed`: the same when skewness is above 0, otherwise −ln(max + 0.01·range − x)
 * - `log-from-minimum`: ln(x − min + 1)
 * - `log-gii`: ln((max − 1)(x − min)/range + 1); max above 1
 * - `box-cox`: (x^λ − 1)/λ, ln x when λ is 0; values above 0, or `shift: true` for x − min + 1
 *
 * @param values any unit; NaN is a gap and stays one
 * @throws {MeasureError} out-of-range when a value is outside of what the curve can take; no-variance; too-few; not-finite
 *
 * @example
 * import { transformColumn } from "@krachtwijk/measure/composite";
 * Array.from(transformColumn([1, 10, 100], { method: "log" })); // → [0, 2.303, 4.605]
 *
 * Source: COINr 1.1.14 (`log_CT`, `log_CT_plus`, `log_CT_orig`, `boxcox`); Global Innovation Index 2020, appendix IV;
 * Box & Cox (1964), JRSS B 26, 211–252.
 */
export function transformColumn(values: Numbers, transform: Transform): Float64Array {
  requireColumn("values", values);
  const summary = summaryOf("values", presentOf(values));
  requireCurve(transform, summary);
  const curve = curveOf(transform, values, summary);
  const result = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    result[at] = !Number.isNaN(value) ? curve(value) : Number.NaN;
    if (!Number.isNaN(value) && !Number.isFinite(result[at]))
      throw new MeasureError(
        "out-of-range",
        `values[${at}] is ${value}; ${transform.method} needs larger values. Use log-shift, which takes any.`,
        { at, value },
      );
  }
  return result;
}
