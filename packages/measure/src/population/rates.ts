import {
  MeasureError,
  type Numbers,
  requireCount,
  requireFinite,
  requireSameLength,
} from "../numeric/index.ts";
import { requireShares } from "./survival-ratios.ts";

/** Who comes and goes in a period, by age group at that time. Counts and shares are of a whole period, not of a year. */
export type Migration =
  /** Those who come less those who go. */
  | { readonly kind: "net"; readonly counts: Numbers }
  /** The same as a share of those at the begin of the period. */
  | { readonly kind: "net-rate"; readonly rates: Numbers }
  | { readonly kind: "in-out"; readonly in: Numbers; readonly out: Numbers }
  /** Those who go as a share of those at the begin of the period. */
  | { readonly kind: "in-out-rate"; readonly in: Numbers; readonly outRates: Numbers };

/** What happens to one sex in a period. */
export interface SexRates {
  /** Share of those born in the period who are alive at its end, 0 to 1. */
  readonly survivalAtBirth: number;
  /** Per age group, share alive a period later, 0 to 1. */
  readonly survival: Numbers;
  readonly migration?: Migration | undefined;
}

/** What happens in a period. */
export interface Rates {
  readonly female: SexRates;
  readonly male?: SexRates | undefined;
  /** Births per woman per year, by age group. */
  readonly fertility: Numbers;
}

/** People by age group, the last one open-ended. */
export interface BySex {
  readonly female: Numbers;
  readonly male?: Numbers | undefined;
}

function requireNotNegative(name: string, values: Numbers, count: number): void {
  requireSameLength(name, values, "female", count);
  requireFinite(name, values);
  for (let at = 0; at < count; at++)
    if (values[at]! < 0)
      throw new MeasureError(
        "out-of-range",
        `${name}[${at}] is ${values[at]}; it must be 0 or more.`,
        {
          name,
          at,
        },
      );
}

function requireMigration(name: string, migration: Migration, count: number): void {
  if (migration.kind === "net" || migration.kind === "net-rate") {
    const column = migration.kind === "net" ? migration.counts : migration.rates;
    requireSameLength(name, column, "female", count);
    requireFinite(name, column);
    return;
  }
  requireNotNegative(`${name}.in`, migration.in, count);
  const out = migration.kind === "in-out" ? migration.out : migration.outRates;
  requireNotNegative(`${name}.out`, out, count);
}

function requireSex(name: string, rates: SexRates, count: number): void {
  requireSameLength(`${name}.survival`, rates.survival, "female", count);
  requireShares(`${name}.survivalAtBirth`, [rates.survivalAtBirth]);
  requireShares(`${name}.survival`, rates.survival);
  if (rates.migration !== undefined) requireMigration(`${name}.migration`, rates.migration, count);
}

/** @throws {MeasureError} length-mismatch, not-finite, out-of-range */
export function requireRates(
  { female, male, fertility }: Rates,
  isWithMen: boolean,
  count: number,
): void {
  requireSex("female", female, count);
  if (isWithMen && male === undefined)
    throw new MeasureError("empty-group", "there are men, and no rates for them. Give male rates.");
  if (isWithMen && male !== undefined) requireSex("male", male, count);
  requireNotNegative("fertility", fertility, count);
  if (fertility[0]! > 0)
    throw new MeasureError(
      "out-of-range",
      `fertility[0] is ${fertility[0]}; the youngest age group has no children. Check the order of the age groups.`,
    );
}

/** @throws {MeasureError} too-few below 3 age groups; not-finite; out-of-range below 0 */
export function requirePopulation({ female, male }: BySex): void {
  requireCount("age groups", female.length, 3);
  requireNotNegative("female", female, female.length);
  if (male !== undefined) requireNotNegative("male", male, female.length);
}
