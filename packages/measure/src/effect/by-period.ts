import { type Numbers, requireSameLength } from "../numeric/index.ts";

/**
 * A fixed trait of units as covariates: one column per period but the last, so that areas with more of the trait may
 * follow another path over time. Unit effects already hold the trait itself.
 *
 * @param name of the trait; the columns are called `NAME:PERIOD`
 * @param trait one value per row
 * @param time the period of each row
 * @returns columns for `covariates`: the trait in that period, 0 in all others
 * @throws {MeasureError} length-mismatch
 *
 * @example
 * import { byPeriod } from "@krachtwijk/measure/effect";
 * Object.keys(byPeriod("size", [5, 5, 7, 7], [2019, 2020, 2019, 2020])); // → ["size:2019"]
 *
 * Source: Wooldridge (2010), Econometric Analysis of Cross Section and Panel Data, 2nd edition, section 10.5.
 */
export function byPeriod(
  name: string,
  trait: Numbers,
  time: Numbers,
): Readonly<Record<string, Float64Array>> {
  requireSameLength("time", time, name, trait.length);
  const periods = [...new Set(Array.from(time))].sort((a, b) => a - b).slice(0, -1);
  return Object.fromEntries(
    periods.map((period) => [
      `${name}:${period}`,
      Float64Array.from(trait, (value, row) => (time[row] === period ? value : 0)),
    ]),
  );
}
