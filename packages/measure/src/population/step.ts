import { MeasureError, type Numbers, sumOf } from "../numeric/index.ts";
import type { Migration, SexRates } from "./rates.ts";

/** When migrants come and go: half of them at the begin and half at the end, or all at one of these. */
export type MigrationTiming = "half" | "begin" | "end";

const atBegin: Readonly<Record<MigrationTiming, number>> = { half: 0.5, begin: 1, end: 0 };

/** Who comes and goes, by age group. */
export interface Flow {
  readonly net: Float64Array;
  /** Null where only the difference is known. */
  readonly in: Float64Array | null;
  readonly out: Float64Array | null;
}

/** The migrants of a period, in persons. */
export function flowOf(population: Numbers, migration: Migration | undefined): Flow {
  const count = population.length;
  const column = (of: (at: number) => number) =>
    Float64Array.from({ length: count }, (_, at) => of(at));
  if (migration === undefined) {
    const none = new Float64Array(count);
    return { net: none, in: none, out: none };
  }
  if (migration.kind === "net")
    return { net: Float64Array.from(migration.counts), in: null, out: null };
  if (migration.kind === "net-rate") {
    const { rates } = migration;
    return { net: column((at) => rates[at]! * population[at]!), in: null, out: null };
  }
  const arrived = Float64Array.from(migration.in);
  const left =
    migration.kind === "in-out"
      ? Float64Array.from(migration.out)
      : column((at) => migration.outRates[at]! * population[at]!);
  return { net: column((at) => arrived[at]! - left[at]!), in: arrived, out: left };
}

/** One sex a period later, without those born in it. */
export interface Aged {
  /** At the begin, with the migrants who had come or gone by then. */
  readonly exposed: Float64Array;
  /** At the end, with all migrants; the youngest group has only migrants. */
  readonly end: Float64Array;
  /** Of those who were there at the begin, by their age then. */
  readonly deaths: Float64Array;
}

/** @throws {MeasureError} out-of-range if more people go than there are */
export function aged(
  who: string,
  population: Numbers,
  rates: SexRates,
  flow: Flow,
  timing: MigrationTiming,
): Aged {
  const count = population.length;
  const share = atBegin[timing];
  const exposed = new Float64Array(count);
  const end = new Float64Array(count);
  const deaths = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    exposed[at] = population[at]! + share * flow.net[at]!;
    const alive = exposed[at]! * rates.survival[at]!;
    deaths[at] = exposed[at]! - alive;
    end[Math.min(at + 1, count - 1)]! += alive;
  }
  // The youngest are still to be born, so that only those who are there already are looked at.
  for (let at = 0; at < count; at++) {
    end[at]! += (1 - share) * flow.net[at]!;
    if (exposed[at]! < 0 || (at > 0 && end[at]! < 0))
      throw new MeasureError(
        "out-of-range",
        `${who}, age group ${at}: more people leave (${-flow.net[at]!}) than there are. Use a rate of those who are there, or lower the number.`,
        { who, at },
      );
  }
  return { exposed, end, deaths };
}

/** Births to women, per year a mean of those exposed at the begin and there at the end. */
export function birthsOf(women: Aged, fertility: Numbers, years: number): number {
  const births = women.exposed.map(
    (exposed, at) => years * fertility[at]! * ((exposed + women.end[at]!) / 2),
  );
  return sumOf(births);
}

/** Adds those born in the period. @returns their deaths @throws {MeasureError} out-of-range as `aged` */
export function addNewborn(
  who: string,
  end: Float64Array,
  births: number,
  survival: number,
): number {
  end[0]! += births * survival;
  if (end[0]! < 0)
    throw new MeasureError(
      "out-of-range",
      `${who}, age group 0: more people leave than are born. Lower the number of migrants.`,
      { who, at: 0 },
    );
  return births - births * survival;
}
