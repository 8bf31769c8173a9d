import {
  MeasureError,
  type Numbers,
  requireCount,
  requireFinite,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";
import {
  type Balance,
  balanceOf,
  type FlowBySex,
  flowsOf,
  type Period,
  type ProjectionOptions,
  periodOf,
  populationAfter,
  ratesFor,
  requireProjectable,
  settingsOf,
} from "./project-population.ts";
import type { BySex, Rates } from "./rates.ts";
import type { Flow } from "./step.ts";

/** An area that is projected with others. */
export interface ProjectedArea {
  /** How an error names it; default its number. */
  readonly name?: string;
  readonly start: BySex;
  readonly rates: Rates | readonly Rates[];
}

const nameOf = ({ name }: ProjectedArea, at: number): string => name ?? `area ${at}`;

/** Settings of a projection of several areas. */
export interface AreasOptions extends ProjectionOptions {
  /**
   * Where those who leave an area go: `destinations[from][to]`, shares that sum to at most 1; the rest leaves all areas.
   * They are added to those who come in by the rates.
   */
  readonly destinations?: readonly Numbers[] | undefined;
}

/** All areas in one period, together and each. */
export interface AreasPeriod extends Balance {
  readonly areas: readonly Period[];
  /** Who moved between the areas, inside `inMigration` and `outMigration` of them; 0 without destinations. */
  readonly moved: number;
}

function requireDestinations(destinations: readonly Numbers[], count: number): void {
  requireSameLength("destinations", { length: destinations.length }, "areas", count);
  for (const [from, shares] of destinations.entries()) {
    requireSameLength(`destinations[${from}]`, shares, "areas", count);
    requireFinite(`destinations[${from}]`, shares);
    const wrong = Array.from(shares).some((share, to) => share < 0 || (to === from && share !== 0));
    if (wrong || sumOf(shares) > 1 + 1e-9)
      throw new MeasureError(
        "out-of-range",
        `destinations[${from}]: shares of those who leave must be 0 or more, 0 to the area itself, and sum to at most 1.`,
        { from },
      );
  }
}

/** Those who arrive in an area from the others, added to those who came from elsewhere. */
function withArrivals(own: Flow, arrivals: Float64Array): Flow {
  const add = (column: Float64Array) => column.map((value, at) => value + arrivals[at]!);
  return { net: add(own.net), in: own.in === null ? null : add(own.in), out: own.out };
}

function arrivalsAt(
  to: number,
  destinations: readonly Numbers[],
  leavers: readonly (Float64Array | null)[],
  count: number,
): Float64Array {
  const arrivals = new Float64Array(count);
  for (const [from, out] of leavers.entries()) {
    const share = destinations[from]![to]!;
    if (share === 0) continue;
    if (out === null)
      throw new MeasureError(
        "empty-group",
        `area ${from}: only its net migration is known, so nobody can be sent on from it. Give those who come and those who go.`,
        { from },
      );
    for (let at = 0; at < count; at++) arrivals[at]! += share * out[at]!;
  }
  return arrivals;
}

function moves(
  flows: readonly FlowBySex[],
  destinations: readonly Numbers[],
  count: number,
): { readonly flows: readonly FlowBySex[]; readonly moved: number } {
  const women = flows.map(({ female }) => female.out);
  const men = flows.map(({ male }) => male?.out ?? null);
  let moved = 0;
  const after = flows.map(({ female, male }, to): FlowBySex => {
    const arrivals = arrivalsAt(to, destinations, women, count);
    moved += sumOf(arrivals);
    if (male === null) return { female: withArrivals(female, arrivals), male };
    const others = arrivalsAt(to, destinations, men, count);
    moved += sumOf(others);
    return { female: withArrivals(female, arrivals), male: withArrivals(male, others) };
  });
  return { flows: after, moved };
}

/**
 * Several areas together, each with its own rates; those who leave one may go to another.
 *
 * @param areas populations by age and sex, all with the same age groups, all with men or all without
 * @param options.destinations where those who leave go; without it areas have nothing to do with each other
 * @returns one balance per period of all together and of each; what moves between areas is in the balance of each and
 * cancels in that of all together, except in `inMigration` and `outMigration`
 * @throws {MeasureError} as `projectPopulation`; too-few without areas; length-mismatch where age groups or sexes differ;
 * out-of-range for shares of destinations; empty-group where only net migration is known of an area that people leave
 *
 * @example
 * import { projectAreas } from "@krachtwijk/measure/population";
 * const migration = { kind: "in-out-rate", in: [0, 0, 0], outRates: [0, 0.1, 0] };
 * const female = { survivalAtBirth: 1, survival: [1, 1, 0], migration };
 * const area = { start: { female: [10, 100, 10] }, rates: { female, fertility: [0, 0, 0] } };
 * const [period] = projectAreas([area, area], { destinations: [[0, 1], [1, 0]] });
 * [period.moved, period.netMigration, period.end]; // → [20, 0, 220]
 *
 * Source: Rogers (1995), Multiregional Demography, for areas that people move between.
 */
export function projectAreas(
  areas: readonly ProjectedArea[],
  options: AreasOptions = {},
): readonly AreasPeriod[] {
  const settings = settingsOf(options);
  requireCount("areas", areas.length, 1);
  const count = areas[0]!.start.female.length;
  const isWithMen = areas[0]!.start.male !== undefined;
  for (const [at, { start, rates }] of areas.entries()) {
    requireProjectable(start, rates, settings.periods);
    requireSameLength(`areas[${at}].female`, start.female, "areas[0].female", count);
    if ((start.male !== undefined) !== isWithMen)
      throw new MeasureError("length-mismatch", `areas[${at}]: some areas have men and some not.`, {
        at,
      });
  }
  const { destinations } = options;
  if (destinations !== undefined) requireDestinations(destinations, areas.length);
  let now = areas.map(({ start }) => start);
  return Array.from({ length: settings.periods }, (_, period): AreasPeriod => {
    const rates = areas.map((area) => ratesFor(area.rates, period));
    const own = now.map((population, at) => flowsOf(population, rates[at]!));
    const { flows, moved } =
      destinations === undefined ? { flows: own, moved: 0 } : moves(own, destinations, count);
    const periods = now.map((population, at) =>
      periodOf(population, rates[at]!, flows[at]!, settings, `${nameOf(areas[at]!, at)}, `),
    );
    now = periods.map(populationAfter);
    return { ...balanceOf(periods), areas: periods, moved };
  });
}
