import { MeasureError, type Numbers, quantileOfSorted } from "../numeric/index.ts";
import { presentOf, requireColumn } from "./columns.ts";
import { type Transform, transformColumn } from "./transforms.ts";
import { type WinsoriseOptions, winsorise } from "./winsorise.ts";

/** What is done with outliers. */
export type Treatment =
  | { readonly method: "none" }
  | ({
      readonly method: "winsorise";
      /** A curve for a column that is still too skewed; default none. */
      readonly otherwise?: Transform | { readonly method: "none" } | undefined;
      /** Whether that curve gets the winsorised values instead of the original ones; default false. */
      readonly combine?: boolean | undefined;
    } & WinsoriseOptions)
  | {
      readonly method: "limits";
      readonly lower?: number | undefined;
      readonly upper?: number | undefined;
    }
  | { readonly method: "percentiles"; readonly lower: number; readonly upper: number }
  | Transform;

/** A column after the treatment of outliers. */
export interface Treated {
  readonly values: Float64Array;
  /** How many values were pulled to a limit. */
  readonly changed: number;
  /** The curve that was put on, or null. */
  readonly transform: Transform["method"] | null;
}

/** Pulls values outside of two limits to the limit. */
function clamp(values: Numbers, lower: number, upper: number): Treated {
  if (!(lower < upper))
    throw new MeasureError(
      "out-of-range",
      `lower is ${lower} and upper is ${upper}; lower must be below upper.`,
      { lower, upper },
    );
  const own = Float64Array.from(values);
  let changed = 0;
  for (let at = 0; at < own.length; at++) {
    const value = own[at]!;
    if (!(value < lower || value > upper)) continue;
    own[at] = value < lower ? lower : upper;
    changed++;
  }
  return { values: own, changed, transform: null };
}

function byPercentiles(values: Numbers, lower: number, upper: number): Treated {
  if (!(lower >= 0 && upper <= 1))
    throw new MeasureError(
      "out-of-range",
      `percentiles ${lower} and ${upper} must be shares, 0 to 1, such as 0.05 and 0.95.`,
    );
  const sorted = presentOf(values).sort();
  return clamp(values, quantileOfSorted(sorted, lower), quantileOfSorted(sorted, upper));
}

function byWinsorising(
  values: Numbers,
  treatment: Extract<Treatment, { readonly method: "winsorise" }>,
): Treated {
  const { otherwise, combine = false } = treatment;
  const { values: pulled, changed, isCalm: calm } = winsorise(values, treatment);
  if (calm || otherwise === undefined || otherwise.method === "none")
    return { values: pulled, changed, transform: null };
  return {
    values: transformColumn(combine ? pulled : values, otherwise),
    changed: combine ? changed : 0,
    transform: otherwise.method,
  };
}

/**
 * Takes the pull of outliers out of a column: winsorised by skewness and kurtosis (and, where that does not help, a curve),
 * cut at given limits or percentiles (type 7), or drawn in by a curve.
 *
 * @param values any unit; NaN is a gap and stays one
 * @throws {MeasureError} what `winsorise` and `transformColumn` throw; out-of-range if lower is not below upper
 *
 * @example
 * import { treatOutliers } from "@krachtwijk/measure/composite";
 * treatOutliers([1, 2, 3, 40], { method: "limits", upper: 10 }); // → { values: [1, 2, 3, 10], changed: 1 }
 *
 * Source: OECD & JRC (2008), Handbook on Constructing Composite Indicators, §1.3–1.5; COINr 1.1.14 `Treat`.
 */
export function treatOutliers(values: Numbers, treatment: Treatment): Treated {
  requireColumn("values", values);
  switch (treatment.method) {
    case "none":
      return { values: Float64Array.from(values), changed: 0, transform: null };
    case "winsorise":
      return byWinsorising(values, treatment);
    case "limits":
      return clamp(values, treatment.lower ?? -Infinity, treatment.upper ?? Infinity);
    case "percentiles":
      return byPercentiles(values, treatment.lower, treatment.upper);
    default:
      return {
        values: transformColumn(values, treatment),
        changed: 0,
        transform: treatment.method,
      };
  }
}
