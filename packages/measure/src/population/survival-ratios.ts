import { MeasureError, type Numbers, requireCount, requireFinite } from "../numeric/index.ts";

/** Who is alive after one period. */
export interface Survival {
  /** Share of those born in the period who are alive at its end. */
  readonly atBirth: number;
  /** Per age group: share who are alive a period later; then they are one group older, or still in the last one. */
  readonly survival: Float64Array;
}

/**
 * Survival from one age group to the next, from the person-years of a life table.
 *
 * At birth ₙL₀ / (n l₀), from group x to the next ₙLₓ₊ₙ / ₙLₓ, and for the last two groups together T / (T + L): the
 * person-years of the last over those of the last two.
 *
 * @param personYears ₙLₓ per age group, the last one for all older ages (T); 3 or more groups
 * @param options.radix l₀, of how many births the table is; default 100,000
 * @param options.width years in an age group, default 5
 * @returns shares, 0 to 1
 * @throws {MeasureError} too-few; not-finite; out-of-range where more survive than there are
 *
 * @example
 * import { survivalRatios } from "@krachtwijk/measure/population";
 * survivalRatios([490, 480, 300, 100], { radix: 100 }).atBirth; // → 0.98
 * survivalRatios([490, 480, 300, 100], { radix: 100 }).survival; // → [0.9796, 0.625, 0.25, 0.25]
 *
 * Source: Preston, Heuveline & Guillot (2001), Demography: Measuring and Modeling Population Processes, section 6.3.
 */
export function survivalRatios(
  personYears: Numbers,
  options: { readonly radix?: number; readonly width?: number } = {},
): Survival {
  const { radix = 100_000, width = 5 } = options;
  const count = personYears.length;
  requireCount("personYears", count, 3);
  requireFinite("personYears", personYears);
  const survival = new Float64Array(count);
  for (let at = 0; at < count - 2; at++) survival[at] = personYears[at + 1]! / personYears[at]!;
  const [last, older] = [personYears[count - 2]!, personYears[count - 1]!];
  survival.fill(older / (last + older), count - 2);
  const atBirth = personYears[0]! / (width * radix);
  requireShares("personYears", [atBirth, ...survival]);
  return { atBirth, survival };
}

/** @throws {MeasureError} out-of-range if a share is not 0 to 1 */
export function requireShares(name: string, shares: Numbers): void {
  for (let at = 0; at < shares.length; at++)
    if (!(shares[at]! >= 0 && shares[at]! <= 1))
      throw new MeasureError(
        "out-of-range",
        `${name}: a share of ${shares[at]} survives (group ${at}); it must be 0 to 1. Check the order of the age groups, the radix and the width.`,
        { name, at },
      );
}
