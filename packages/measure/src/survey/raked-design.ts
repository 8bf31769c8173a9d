import { MeasureError } from "../numeric/index.ts";
import { type Raked, type RakeOptions, rake } from "./rake.ts";
import { checkedMargins, type Margin } from "./rake-margins.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** A design with raked weights, and the report of the raking. */
export interface RakedDesign {
  readonly design: SurveyDesign;
  readonly raked: Raked;
}

/**
 * Rakes the weights of a sample, so that estimates from it use them and standard errors know of it: what the margins
 * explain of a value no longer varies from sample to sample. With one margin it is post-stratification.
 *
 * @param margins as `rake`
 * @returns a design like the one given, with other weights; the influence of a row on an estimate becomes its residual of a
 * regression on the categories, with the weights before
 * @throws {MeasureError} as `rake`; out-of-range if the design was raked before
 *
 * @example
 * import { rakedDesign, surveyDesign, surveyMean } from "@krachtwijk/measure/survey";
 * const sample = surveyDesign({ weights: [10, 10, 10, 10, 10] });
 * const margin = { variable: "tenure", categories: ["rent", "rent", "own", "own", "own"], totals: { rent: 30, own: 20 } };
 * const { design } = rakedDesign(sample, [margin]);
 * surveyMean(design, [2, 3, 6, 8, 7]); // → { estimate: 4.3, standardError: 0.3173 }
 *
 * Source: Deville & Särndal (1992), JASA 87, 376–382; Valliant (1993), JASA 88, 89–96.
 */
export function rakedDesign(
  design: SurveyDesign,
  margins: readonly Margin[],
  options: RakeOptions = {},
): RakedDesign {
  if (design.calibration !== undefined)
    throw new MeasureError(
      "out-of-range",
      "these weights were raked before; give all margins at once to the design as it was drawn.",
    );
  const raked = rake(design.weights, margins, options);
  const checked = checkedMargins(design.weights, margins, true);
  const calibration = {
    weightsBefore: design.weights,
    margins: checked.map(({ categoryOf }) => categoryOf),
  };
  return { design: { ...design, weights: raked.weights, calibration }, raked };
}
