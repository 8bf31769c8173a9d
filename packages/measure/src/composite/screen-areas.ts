import { type Numbers, requireBetween, requireCount, requireSameLength } from "../numeric/index.ts";

/** From how much data an area takes part. */
export interface ScreeningRule {
  /** Least share of the indicators that must have a value, 0 to 1; default 2/3. */
  readonly leastData?: number | undefined;
  /** Least share of its values that must not be 0, 0 to 1; default 0. */
  readonly leastNonZero?: number | undefined;
}

/** How much data each area has, and whether that is enough. */
export interface Screening {
  /** Share of the indicators that have a value, 0 to 1. */
  readonly data: Float64Array;
  /** Share of its values that are not 0, 0 to 1; NaN for an area without a value. */
  readonly nonZero: Float64Array;
  /** 1 for an area that takes part, 0 for one that does not. */
  readonly keeps: Uint8Array;
}

/**
 * Sorts out the areas with too little data.
 *
 * @param columns one per indicator, each with one value per area; NaN is a gap
 * @throws {MeasureError} too-few without columns; length-mismatch; out-of-range if a share is not 0 to 1
 *
 * @example
 * import { screenAreas } from "@krachtwijk/measure/composite";
 * Array.from(screenAreas([[1, 2], [3, NaN]], { leastData: 0.9 }).keeps); // → [1, 0]
 *
 * Source: COINr 1.1.14 `Screen`; OECD & JRC (2008), Handbook on Constructing Composite Indicators, §1.2.
 */
export function screenAreas(columns: readonly Numbers[], rule: ScreeningRule = {}): Screening {
  const { leastData = 2 / 3, leastNonZero = 0 } = rule;
  requireBetween("leastData", leastData, 0, 1);
  requireBetween("leastNonZero", leastNonZero, 0, 1);
  requireCount("columns", columns.length, 1);
  const count = columns[0]!.length;
  const present = new Int32Array(count);
  const zeros = new Int32Array(count);
  for (const [index, column] of columns.entries()) {
    requireSameLength(`columns[${index}]`, column, "columns[0]", count);
    for (let at = 0; at < count; at++) {
      const value = column[at]!;
      if (Number.isNaN(value)) continue;
      present[at]!++;
      if (value === 0) zeros[at]!++;
    }
  }
  const data = Float64Array.from(present, (some) => some / columns.length);
  const nonZero = Float64Array.from(present, (some, at) => 1 - zeros[at]! / some);
  const keeps = Uint8Array.from(data, (share, at) =>
    share >= leastData && !(nonZero[at]! < leastNonZero) ? 1 : 0,
  );
  return { data, nonZero, keeps };
}
