import { ratioOfSums } from "../ratio-of-sums.ts";
import {
  addCounts,
  type CountsTogether,
  type Coverage,
  coverageOf,
  type MemberCount,
} from "./add-counts.ts";

/** A member's share as its two counts. A share without counts cannot be added: leave both null. */
export interface MemberRatio {
  readonly numerator: MemberCount;
  readonly denominator: MemberCount;
}

/** The share of several members together. */
export interface RatiosTogether {
  /** Sums over the members of which both counts are known, and their ratio; null when those denominators add up to 0. */
  readonly numerator: number;
  readonly denominator: number;
  readonly ratio: number | null;
  /** Between what ends the ratio of all members lies; null where a denominator is not known. */
  readonly range: { readonly least: number; readonly most: number } | null;
  readonly coverage: Coverage;
}

/** Of what is counted among others, at most all. */
const within = ({ numerator, denominator }: MemberRatio): MemberCount =>
  numerator === null && typeof denominator === "number"
    ? { least: 0, most: denominator }
    : numerator;

/**
 * The ratio of several members together: sum of the numerators over sum of the denominators, of the members of which both are
 * known. Never a mean of percentages. A numerator that is left out lies between 0 and its denominator, which bounds the ratio of all.
 *
 * @throws {MeasureError} out-of-range for counts below 0
 *
 * @example
 * import { addRatios } from "@krachtwijk/measure/aggregation";
 * const together = addRatios([{ numerator: 10, denominator: 100 }, { numerator: null, denominator: 100 }]);
 * [together.ratio, together.range]; // → [0.1, { least: 0.05, most: 0.55 }]
 *
 * Source: docs/methods/aggregation.md; Cochran (1977), Sampling Techniques, 3rd ed., ch. 6.
 */
export function addRatios(members: readonly MemberRatio[]): RatiosTogether {
  const parts = members.flatMap(({ numerator, denominator }) =>
    typeof numerator === "number" && typeof denominator === "number"
      ? [{ numerator, denominator }]
      : [],
  );
  const all = addCounts(members.map(({ denominator }) => denominator));
  const numerators = addCounts(members.map(within));
  return {
    ...ratioOfSums(parts),
    range: rangeOf(numerators, all),
    coverage: coverageOf(
      members.map(({ numerator, denominator }) => ({
        isKnown: typeof numerator === "number" && typeof denominator === "number",
        size: typeof denominator === "number" ? denominator : null,
      })),
    ),
  };
}

function rangeOf(numerators: CountsTogether, denominators: CountsTogether) {
  const { sum, known, of } = denominators;
  if (known < of || sum === 0) return null;
  return { least: numerators.least / sum, most: numerators.most / sum };
}
