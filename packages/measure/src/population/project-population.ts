import { requireBetween, requireWhole, sumOf } from "../numeric/index.ts";
import { type BySex, type Rates, requirePopulation, requireRates } from "./rates.ts";
import {
  type Aged,
  addNewborn,
  aged,
  birthsOf,
  type Flow,
  flowOf,
  type MigrationTiming,
} from "./step.ts";

/** How far and how a population is projected. */
export interface ProjectionOptions {
  /** Periods of `width` years, default 1. */
  readonly periods?: number;
  /** Years in an age group and in a period; default 5. */
  readonly width?: number;
  /** Boys per girl at birth, default 1.05. */
  readonly sexRatioAtBirth?: number;
  /** Default `half`: half of the migrants at the begin of a period and half at its end. */
  readonly migrationTiming?: MigrationTiming;
}

/** What balances: end = start + births − deaths + netMigration. */
export interface Balance {
  readonly start: number;
  readonly births: number;
  readonly deaths: number;
  readonly netMigration: number;
  /** Null where only the difference is known. */
  readonly inMigration: number | null;
  readonly outMigration: number | null;
  readonly end: number;
}

/** One sex in one period. */
export interface SexPeriod extends Balance {
  /** At the end, by age group. */
  readonly population: Float64Array;
  /** By age group at the begin; those born in the period are not in it. */
  readonly deathsByAge: Float64Array;
  readonly netMigrationByAge: Float64Array;
}

/** One period: both sexes together, and each. */
export interface Period extends Balance {
  readonly female: SexPeriod;
  readonly male?: SexPeriod;
}

/** Settings with defaults filled in, checked. */
export type Settings = Required<ProjectionOptions>;

/** @throws {MeasureError} out-of-range */
export function settingsOf(options: ProjectionOptions): Settings {
  const { periods = 1, width = 5, sexRatioAtBirth = 1.05, migrationTiming = "half" } = options;
  requireWhole("periods", periods, 1);
  requireBetween("width", width, 1, 100);
  requireBetween("sexRatioAtBirth", sexRatioAtBirth, 0, 10);
  return { periods, width, sexRatioAtBirth, migrationTiming };
}

const addedUp = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one + other;

/** Adds balances, of sexes or of areas. */
export function balanceOf(parts: readonly Balance[]): Balance {
  const sum = (of: (part: Balance) => number) => sumOf(parts.map(of));
  const known = (of: (part: Balance) => number | null) =>
    parts.reduce<number | null>((total, part) => addedUp(total, of(part)), 0);
  return {
    start: sum((part) => part.start),
    births: sum((part) => part.births),
    deaths: sum((part) => part.deaths),
    netMigration: sum((part) => part.netMigration),
    inMigration: known((part) => part.inMigration),
    outMigration: known((part) => part.outMigration),
    end: sum((part) => part.end),
  };
}

function sexPeriod(
  start: number,
  one: Aged,
  flow: Flow,
  births: number,
  newbornDeaths: number,
): SexPeriod {
  return {
    start,
    births,
    deaths: sumOf(one.deaths) + newbornDeaths,
    netMigration: sumOf(flow.net),
    inMigration: flow.in === null ? null : sumOf(flow.in),
    outMigration: flow.out === null ? null : sumOf(flow.out),
    end: sumOf(one.end),
    population: one.end,
    deathsByAge: one.deaths,
    netMigrationByAge: flow.net,
  };
}

/** The migrants of each sex. */
export interface FlowBySex {
  readonly female: Flow;
  readonly male: Flow | null;
}

/** The migrants that the rates make of a population. */
export function flowsOf({ female, male }: BySex, rates: Rates): FlowBySex {
  return {
    female: flowOf(female, rates.female.migration),
    male: male === undefined ? null : flowOf(male, rates.male?.migration),
  };
}

/** A population one period later; `place` begins what is said of it. @throws {MeasureError} out-of-range if more people go than there are */
export function periodOf(
  { female, male }: BySex,
  rates: Rates,
  flows: FlowBySex,
  { width, sexRatioAtBirth, migrationTiming }: Settings,
  place = "",
): Period {
  const women = aged(`${place}women`, female, rates.female, flows.female, migrationTiming);
  const births = birthsOf(women, rates.fertility, width);
  const girls = births / (1 + sexRatioAtBirth);
  const girlDeaths = addNewborn(`${place}women`, women.end, girls, rates.female.survivalAtBirth);
  const own = sexPeriod(sumOf(female), women, flows.female, girls, girlDeaths);
  if (male === undefined || flows.male === null || rates.male === undefined)
    return { ...balanceOf([own]), female: own };
  const men = aged(`${place}men`, male, rates.male, flows.male, migrationTiming);
  const boys = births - girls;
  const boyDeaths = addNewborn(`${place}men`, men.end, boys, rates.male.survivalAtBirth);
  const other = sexPeriod(sumOf(male), men, flows.male, boys, boyDeaths);
  return { ...balanceOf([own, other]), female: own, male: other };
}

/** The rates of each period; where there are fewer, the last ones stay. */
export function ratesFor(rates: Rates | readonly Rates[], period: number): Rates {
  const all = Array.isArray(rates) ? (rates as readonly Rates[]) : [rates as Rates];
  return all[Math.min(period, all.length - 1)]!;
}

/** @throws {MeasureError} for a population or rates that cannot be */
export function requireProjectable(
  start: BySex,
  rates: Rates | readonly Rates[],
  periods: number,
): void {
  requirePopulation(start);
  for (let period = 0; period < periods; period++)
    requireRates(ratesFor(rates, period), start.male !== undefined, start.female.length);
}

/**
 * How many people there will be, by age and sex, if people die, have children and move as the rates say.
 *
 * Per period of n years (the width of an age group): those in group x who survive are in the next one, or stay in the
 * last; births are n Σ Fₓ × the mean of the women exposed at the begin and there at the end; they are girls by
 * 1 / (1 + sex ratio), and survive by `survivalAtBirth`. Half of the migrants count at the begin and half at the end.
 * In every period end = start + births − deaths + netMigration.
 *
 * @param start people by age group and sex, the last group open-ended; without men only women are projected
 * @param rates of every period, or one for each; where there are fewer, the last ones stay
 * @param options.periods default 1
 * @returns one balance per period, with the population at its end
 * @throws {MeasureError} too-few (below 3 age groups), length-mismatch, not-finite, out-of-range (a share that is none,
 * more who leave than there are), empty-group (men without rates)
 *
 * @example
 * import { projectPopulation } from "@krachtwijk/measure/population";
 * const female = { survivalAtBirth: 1, survival: [1, 0.9, 0.5] };
 * const [period] = projectPopulation({ female: [100, 100, 100] }, { female, fertility: [0, 0.1, 0] });
 * period.end; // → 264.39
 * period.female.population; // → [24.39, 100, 140]
 *
 * Source: Preston, Heuveline & Guillot (2001), Demography: Measuring and Modeling Population Processes, chapter 6.
 */
export function projectPopulation(
  start: BySex,
  rates: Rates | readonly Rates[],
  options: ProjectionOptions = {},
): readonly Period[] {
  const settings = settingsOf(options);
  requireProjectable(start, rates, settings.periods);
  const periods: Period[] = [];
  let now = start;
  for (let period = 0; period < settings.periods; period++) {
    const own = ratesFor(rates, period);
    const next = periodOf(now, own, flowsOf(now, own), settings);
    periods.push(next);
    now = populationAfter(next);
  }
  return periods;
}

/** The people at the end of a period. */
export const populationAfter = ({ female, male }: Period): BySex => ({
  female: female.population,
  male: male?.population,
});
