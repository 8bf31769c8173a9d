import { MeasureError, type Numbers, quantileOfSorted, requireCount } from "../numeric/index.ts";
import { presentOf, requireColumn } from "./columns.ts";

/** The classes of a column. */
export interface Classes {
  /** One per area, from 0 (the lowest); NaN for a gap. */
  readonly classes: Float64Array;
  /** From small to large; a value on a cut-off is in the class above it. */
  readonly cutOffs: Float64Array;
}

/** Where the classes are cut: at given values, or so that they are (nearly) equally full. */
export type ClassRule = { readonly cutOffs: readonly number[] } | { readonly quantiles: number };

function cutOffsOf(values: Numbers, rule: ClassRule): Float64Array {
  if ("cutOffs" in rule) return Float64Array.from(rule.cutOffs);
  const { quantiles } = rule;
  const sorted = presentOf(values).sort();
  if (!Number.isSafeInteger(quantiles) || quantiles < 2)
    throw new MeasureError(
      "out-of-range",
      `quantiles is ${quantiles}; it must be a whole number of at least 2, such as 5.`,
    );
  requireCount("values", sorted.length, quantiles);
  return Float64Array.from({ length: quantiles - 1 }, (_, at) =>
    quantileOfSorted(sorted, (at + 1) / quantiles),
  );
}

/**
 * Classes by cut-offs: the number of cut-offs that a value reaches.
 *
 * @param values one per area, any unit; NaN is a gap
 * @throws {MeasureError} out-of-range if cut-offs are not from small to large; too-few for quantiles; not-finite
 *
 * @example
 * import { classify } from "@krachtwijk/measure/composite";
 * Array.from(classify([-2, -1, 0.5, 3], { cutOffs: [-1, 1] }).classes); // → [0, 1, 1, 2]
 *
 * Source: docs/methods/composite.md; quantiles of type 7 (Hyndman & Fan 1996).
 */
export function classify(values: Numbers, rule: ClassRule): Classes {
  requireColumn("values", values);
  const cutOffs = cutOffsOf(values, rule);
  for (let at = 0; at < cutOffs.length; at++)
    if (!Number.isFinite(cutOffs[at]) || (at > 0 && cutOffs[at]! <= cutOffs[at - 1]!))
      throw new MeasureError(
        "out-of-range",
        `cut-offs ${Array.from(cutOffs).join(", ")}: each must be larger than the one before. With quantiles of many equal values, take fewer classes.`,
      );
  const classes = Float64Array.from(values, (value) => {
    if (Number.isNaN(value)) return Number.NaN;
    let reached = 0;
    while (reached < cutOffs.length && value >= cutOffs[reached]!) reached++;
    return reached;
  });
  return { classes, cutOffs };
}
