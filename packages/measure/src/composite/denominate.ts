import { MeasureError, type Numbers, requireSameLength } from "../numeric/index.ts";
import { requireColumn } from "./columns.ts";

/**
 * Counts made comparable: per inhabitant, per 1,000 dwellings, per square kilometre.
 *
 * @param values counts or amounts, one per area; NaN is a gap
 * @param denominators what they are counted over, above 0; NaN is a gap, and makes the result one
 * @param per how many of the denominator are one unit of the result; default 1
 * @throws {MeasureError} out-of-range for a denominator of 0 or less, naming the place; length-mismatch; not-finite
 *
 * @example
 * import { denominate } from "@krachtwijk/measure/composite";
 * Array.from(denominate([12, 3], [6000, 1000], 1000)); // → [2, 3]
 *
 * Source: OECD & JRC (2008), Handbook on Constructing Composite Indicators, §1.5 (scale effects).
 */
export function denominate(values: Numbers, denominators: Numbers, per = 1): Float64Array {
  requireSameLength("denominators", denominators, "values", values.length);
  requireColumn("values", values);
  requireColumn("denominators", denominators);
  if (!(per > 0 && per < Infinity))
    throw new MeasureError("out-of-range", `per is ${per}; it must be above 0, such as 1000.`);
  const result = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const denominator = denominators[at]!;
    if (denominator <= 0)
      throw new MeasureError(
        "out-of-range",
        `denominators[${at}] is ${denominator}; nothing can be counted over it. Leave it empty where there is none: the area then has a gap.`,
        { at, denominator },
      );
    result[at] = (values[at]! / denominator) * per;
  }
  return result;
}
