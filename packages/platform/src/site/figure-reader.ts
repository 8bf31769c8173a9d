import {
  type FiguresThen,
  figuresOfAreas,
  type Indicator,
  type MapFigures,
  mapOf,
  type Release,
} from "#indicators";
import { type AreaId, comparePeriods, type Period, type ProgrammeId, parsePeriod } from "#kernel";
import type { Store } from "#store";
import { type PeerGroup, type Spread, spreadOf, type TwinTable, twinTable } from "#trends";

/** The figures of one indicator in one period, to look areas up in. */
export interface AreaValues {
  readonly period: Period;
  readonly figures: MapFigures;
  /** Places in the columns of `figures`. */
  readonly places: ReadonlyMap<AreaId, number>;
  /** The areas that have a number; a gap and a bound are none. */
  readonly numbers: ReadonlyMap<AreaId, number>;
}

/** Areas with a name that no other group has. */
type Group = Pick<PeerGroup, "areas"> & { readonly name: string };

/** Reads figures of any area at one moment, at the size of a country. What it read it keeps for a while. */
export interface FigureReader {
  readonly ofAreas: (areas: readonly AreaId[]) => ReturnType<typeof figuresOfAreas>;
  readonly valuesOf: (indicator: Indicator, period: Period) => Promise<AreaValues>;
  /** In the newest period in which one of these areas has a figure; null when none has one. */
  readonly newestOf: (
    indicator: Indicator,
    areas: readonly { readonly id: AreaId }[],
  ) => Promise<AreaValues | null>;
  /** How the values of a group lie. */
  readonly spreadOf: (indicator: Indicator, period: Period, group: Group) => Promise<Spread | null>;
  /** In what areas of a group are likened to each other. */
  readonly twinTable: (
    columns: readonly { readonly indicator: Indicator; readonly period: Period }[],
    group: Group,
  ) => Promise<TwinTable>;
}

/** What is read, and as of when. */
interface Moment extends FiguresThen {
  readonly releases: readonly Release[];
}

/** More than these are read again: each is the size of a country. */
const mapsKept = 24;
const spreadsKept = 400;
/** Each is the size of a country, for a few indicators. */
const twinTablesKept = 24;
/** Further back than this nobody looks for a newest figure. */
const periodsTried = 12;

/** Keeps what was asked for last. */
class Kept<Value> {
  readonly #most: number;
  readonly #values = new Map<string, Promise<Value>>();

  constructor(most: number) {
    this.#most = most;
  }

  get(name: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#values.get(name);
    const value = known ?? make();
    this.#values.delete(name);
    this.#values.set(name, value); // the last one asked for is the last to go
    for (const oldest of [...this.#values.keys()].slice(0, -this.#most))
      this.#values.delete(oldest);
    if (known === undefined) value.catch(() => this.#values.delete(name)); // a failure is not a result to keep
    return value;
  }
}

/** The periods in which releases that have an indicator have figures, the newest first; of a derived one all there are. */
function periodsOf({ chain, releases }: Moment, { id, formula }: Indicator): readonly Period[] {
  const having = new Set(
    chain
      .filter(({ indicators }) => formula !== null || indicators.includes(id))
      .map((file) => file.id),
  );
  const written = releases.flatMap((one) => (having.has(one.id) ? one.manifest.periods : []));
  return [...new Set(written)]
    .flatMap((period) => parsePeriod(period) ?? [])
    .sort((a, b) => comparePeriods(b, a));
}

function lookups({ areas, states, values }: MapFigures) {
  const places = new Map<AreaId, number>();
  const numbers = new Map<AreaId, number>();
  for (let at = 0; at < areas.length; at++) {
    const value = values[at];
    places.set(areas[at]!, at);
    if (states[at] === "value" && value != null) numbers.set(areas[at]!, value);
  }
  return { places, numbers };
}

/** A reader of the figures of one moment. */
export function figureReader(store: Store, programme: ProgrammeId, moment: Moment): FigureReader {
  const maps = new Kept<AreaValues>(mapsKept);
  const spreads = new Kept<Spread | null>(spreadsKept);
  const twinTables = new Kept<TwinTable>(twinTablesKept);
  const valuesOf = (indicator: Indicator, period: Period) =>
    maps.get(`${indicator.id} ${period.id}`, async () => {
      const figures = await mapOf(store, programme, moment, {
        indicator: indicator.id,
        period: period.id,
      });
      return { period, figures, ...lookups(figures) };
    });
  return {
    ofAreas: (areas) => figuresOfAreas(store, programme, moment, areas),
    valuesOf,
    newestOf: async (indicator, areas) => {
      for (const period of periodsOf(moment, indicator).slice(0, periodsTried)) {
        const values = await valuesOf(indicator, period);
        if (areas.some(({ id }) => values.numbers.has(id))) return values;
      }
      return null;
    },
    spreadOf: (indicator, period, { name, areas }) =>
      spreads.get(`${indicator.id} ${period.id} ${name}`, async () => {
        const { numbers } = await valuesOf(indicator, period);
        return spreadOf(areas.flatMap(({ id }) => numbers.get(id) ?? []));
      }),
    twinTable: (columns, { name, areas }) => {
      const names = columns.map(({ indicator, period }) => `${indicator.id} ${period.id}`);
      return twinTables.get([name, ...names].join(" "), async () => {
        const read = columns.map(async ({ indicator, period }) => {
          const { numbers } = await valuesOf(indicator, period);
          return { indicator, values: numbers };
        });
        return twinTable(areas, await Promise.all(read));
      });
    },
  };
}
