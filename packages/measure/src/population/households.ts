import {
  MeasureError,
  type Numbers,
  requireBetween,
  requireFinite,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";
import { type BySex, requirePopulation } from "./rates.ts";

/** What people need to live in. */
export interface Households {
  readonly households: number;
  /** Households over 1 − vacancy. */
  readonly dwellings: number;
  /** People per household. */
  readonly size: number;
  /** By age group of the one who leads the household. */
  readonly female: Float64Array;
  readonly male?: Float64Array;
}

function led(name: string, people: Numbers, headship: Numbers | undefined): Float64Array {
  if (headship === undefined)
    throw new MeasureError(
      "empty-group",
      `${name}: there are people, and no headship rates for them.`,
    );
  requireSameLength(`headship.${name}`, headship, name, people.length);
  requireFinite(`headship.${name}`, headship);
  return Float64Array.from(people, (count, at) => {
    requireBetween(`headship.${name}[${at}]`, headship[at]!, 0, 1);
    return count * headship[at]!;
  });
}

/**
 * How many households a population makes, and how many dwellings they need.
 *
 * Σ people × headship rate over age and sex; dwellings = households / (1 − vacancy).
 *
 * @param population people by age group and sex, such as `period.female.population`
 * @param headship per age group and sex, the share who lead a household, 0 to 1
 * @param options.vacancy share of dwellings that stand empty, 0 to below 1; default 0
 * @throws {MeasureError} as `projectPopulation` for the population; out-of-range for a rate or vacancy; empty-group
 * (men without rates, or nobody who leads a household)
 *
 * @example
 * import { householdsOf } from "@krachtwijk/measure/population";
 * const people = { female: [100, 200, 100] };
 * householdsOf(people, { female: [0, 0.4, 0.8] }, { vacancy: 0.04 }).dwellings; // → 166.667
 *
 * Source: United Nations (1973), Methods of Projecting Households and Families, Population Studies 54.
 */
export function householdsOf(
  population: BySex,
  headship: BySex,
  options: { readonly vacancy?: number } = {},
): Households {
  const { vacancy = 0 } = options;
  requirePopulation(population);
  requireBetween("vacancy", vacancy, 0, 0.99);
  const female = led("female", population.female, headship.female);
  const male =
    population.male === undefined ? undefined : led("male", population.male, headship.male);
  const households = sumOf(female) + (male === undefined ? 0 : sumOf(male));
  if (households === 0)
    throw new MeasureError("empty-group", "nobody leads a household. Check the headship rates.");
  const people =
    sumOf(population.female) + (population.male === undefined ? 0 : sumOf(population.male));
  return {
    households,
    dwellings: households / (1 - vacancy),
    size: people / households,
    female,
    ...(male === undefined ? {} : { male }),
  };
}
