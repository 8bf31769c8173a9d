import {
  MeasureError,
  type MeasureErrorCode,
  type Numbers,
  requireSameLength,
} from "../numeric/index.ts";
import type { Labels } from "./design-stage.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** What was found for one domain, or why nothing can be said of it. */
export type DomainResult<Found> =
  | { readonly kind: "found"; readonly domain: string; readonly found: Found }
  | {
      readonly kind: "impossible";
      readonly domain: string;
      readonly why: MeasureErrorCode;
      readonly sentence: string;
    };

function rowsByDomain(domains: Labels): readonly (readonly [string, Int32Array])[] {
  const rows = new Map<string, number[]>();
  for (let row = 0; row < domains.length; row++) {
    const domain = String(domains[row]);
    const list = rows.get(domain);
    if (list === undefined) rows.set(domain, [row]);
    else list.push(row);
  }
  const inOrder = [...rows.keys()].sort();
  return inOrder.map((domain) => [domain, Int32Array.from(rows.get(domain)!)]);
}

/**
 * Asks the same question about every domain (neighbourhood, age group) of a sample. A domain that is too small to answer
 * for comes back with the reason, and does not stand in the way of the others.
 *
 * @param domains label of the domain of each row
 * @param ask the question; pass the `domainRows` that it gets on to `surveyMean` or another
 * @returns one per domain, in the order of the labels
 * @throws {MeasureError} length-mismatch
 *
 * @example
 * import { surveyByDomain, surveyDesign, surveyMean } from "@krachtwijk/measure/survey";
 * const design = surveyDesign({ weights: [10, 10, 10, 10, 10] });
 * const ask = (domain) => surveyMean(design, [1, 2, 4, 6, 9], domain).estimate;
 * surveyByDomain(design, ["x", "x", "y", "y", "z"], ask)[1]; // → { kind: "found", domain: "y", found: 5 }
 * surveyByDomain(design, ["x", "x", "y", "y", "z"], ask)[2].why; // → "too-few"
 *
 * Source: Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, chapter 10.
 */
export function surveyByDomain<Found>(
  design: SurveyDesign,
  domains: Labels,
  ask: (domain: { readonly domainRows: Int32Array }) => Found,
): readonly DomainResult<Found>[] {
  requireSameLength("domains", domains as Numbers, "the design", design.weights.length);
  return rowsByDomain(domains).map(([domain, domainRows]): DomainResult<Found> => {
    try {
      return { kind: "found", domain, found: ask({ domainRows }) };
    } catch (error) {
      if (!(error instanceof MeasureError)) throw error;
      return { kind: "impossible", domain, why: error.code, sentence: error.message };
    }
  });
}
