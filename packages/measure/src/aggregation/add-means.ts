import { addCounts, type Coverage, coverageOf } from "./add-counts.ts";

/** A member's mean, and the count that it is a mean over; null: not known. */
export interface MemberMean {
  readonly mean: number | null;
  readonly weight: number | null;
}

/** The mean of several members together. */
export interface MeansTogether {
  /** Weighted by the counts; null when no member has both, or the weights add up to 0. */
  readonly mean: number | null;
  /** Sum of the weights of those members. */
  readonly weight: number;
  readonly coverage: Coverage;
}

/**
 * The mean of several members together, each weighted by the count that its own mean is over: dwellings for a mean value of
 * dwellings. Weighting by people what is a mean over dwellings gives another number, which is nobody's mean.
 *
 * @throws {MeasureError} out-of-range for a weight below 0
 *
 * @example
 * import { addMeans } from "@krachtwijk/measure/aggregation";
 * addMeans([{ mean: 200, weight: 300 }, { mean: 400, weight: 100 }]).mean; // → 250
 *
 * Source: docs/methods/aggregation.md.
 */
export function addMeans(members: readonly MemberMean[]): MeansTogether {
  const known = members.flatMap(({ mean, weight }) =>
    mean === null || weight === null ? [] : [{ mean, weight }],
  );
  const { sum: weight } = addCounts(known.map((one) => one.weight));
  const total = known.reduce((so, one) => so + one.mean * one.weight, 0);
  return {
    mean: weight === 0 ? null : total / weight,
    weight,
    coverage: coverageOf(
      members.map(({ mean, weight: size }) => ({ isKnown: mean !== null && size !== null, size })),
    ),
  };
}
