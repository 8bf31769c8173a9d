import { type AreaId, type IndicatorId, type Period, type ProgrammeId, parsePeriod } from "#kernel";
import type { Store } from "#store";
import { type Cover, readCover } from "./cover.ts";
import { deriveFigures } from "./derive.ts";
import { coveredFiguresOf, type FiguresThen } from "./derived-figures.ts";
import { readingFrom } from "./figure-codes.ts";
import { type MapFigures, mapIn, type ProfileFigures, profileIn } from "./figure-store.ts";
import { partsOfFormula } from "./formula.ts";
import { filesAsOf } from "./release-store.ts";
import { readCatalogue, readDerivedIds } from "./store.ts";
import type { Figure, Indicator, Reading } from "./types.ts";

const stateOf = (reading: Reading) =>
  reading.kind === "value" ? "value" : reading.kind === "bound" ? reading.op : reading.why;

/** What figures have in common as columns. */
const columnsOf = (figures: readonly Figure[]) => ({
  states: figures.map(({ reading }) => stateOf(reading)),
  values: figures.map(({ reading }) => (reading.kind === "gap" ? null : reading.value)),
  decimals: figures.map(({ reading }) => (reading.kind === "gap" ? null : reading.decimals)),
  releases: figures.map(({ release }) => release),
});

/** The columns with a reason in the place of what is hidden. */
const columnsUnder = (
  { states, values, decimals }: Pick<MapFigures, "states" | "values" | "decimals">,
  isHidden: (at: number) => boolean,
): Pick<MapFigures, "states" | "values" | "decimals"> => ({
  states: states.map((state, at) => (isHidden(at) ? "suppressed" : state)),
  values: values.map((value, at) => (isHidden(at) ? null : value)),
  decimals: decimals.map((one, at) => (isHidden(at) ? null : one)),
});

/** A profile as it may be seen. */
async function covered(
  profile: ProfileFigures,
  area: AreaId,
  cover: Cover,
): Promise<ProfileFigures> {
  const { indicators, periods } = profile;
  if (!indicators.some(cover.isOver)) return profile;
  const hidden = await Promise.all(
    indicators.map(
      async (one, at) => cover.isOver(one) && (await cover.hiddenIn(one, periods[at]!)).has(area),
    ),
  );
  return { ...profile, ...columnsUnder(profile, (at) => hidden[at]!) };
}

/**
 * One indicator in one period, for every area that has it: what a map is drawn from.
 * @param question.period as it is written in files: `2008`, `2007/2008`
 * @param question.asOf an ISO day: as of then; null: now
 */
export async function readMap(
  store: Pick<Store, "db" | "lake">,
  question: {
    readonly programme: ProgrammeId;
    readonly indicator: IndicatorId;
    readonly period: string;
    readonly asOf: string | null;
  },
): Promise<MapFigures> {
  const { programme, indicator, asOf } = question;
  const { db } = store;
  const [derived, chain] = await Promise.all([
    readDerivedIds(db, programme),
    filesAsOf(db, programme, { asOf }),
  ]);
  const catalogue = derived.includes(indicator) ? await readCatalogue(db, programme) : [];
  return mapOf(store, programme, { chain, catalogue }, question);
}

/** The same from the files and the catalogue of one moment. */
export async function mapOf(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  then: FiguresThen,
  question: { readonly indicator: IndicatorId; readonly period: string },
): Promise<MapFigures> {
  const { indicator, period } = question;
  const cover = await readCover(store, programme);
  if (then.catalogue.some(({ id, formula }) => id === indicator && formula !== null)) {
    const figures = await coveredFiguresOf(store.lake, then, cover, indicator, period);
    return { areas: figures.map(({ area }) => area), ...columnsOf(figures) };
  }
  const chain = then.chain.filter(({ indicators }) => indicators.includes(indicator));
  const map = await mapIn(store.lake, chain, question);
  if (!cover.isOver(indicator)) return map;
  const hidden = await cover.hiddenIn(indicator, period);
  return { ...map, ...columnsUnder(map, (at) => hidden.has(map.areas[at]!)) };
}

/** The figures of one indicator in a profile. */
function figuresIn(profile: ProfileFigures, area: AreaId, indicator: IndicatorId): Figure[] {
  return profile.indicators.flatMap((one, at) =>
    one !== indicator
      ? []
      : [
          {
            release: profile.releases[at]!,
            indicator,
            area,
            period: parsePeriod(profile.periods[at]!) as Period, // written from a period
            reading: readingFrom(
              profile.states[at]!,
              profile.values[at] ?? 0,
              profile.decimals[at]!,
            ),
            counts: null,
            printed: null,
            status: profile.statuses[at]!,
            line: profile.lines[at]!,
            columns: "",
          },
        ],
  );
}

/** A profile with the figures that follow from formulas; those that a source gives itself have the last word. */
function withDerived(
  profile: ProfileFigures,
  area: AreaId,
  derived: readonly IndicatorId[],
  catalogue: ReadonlyMap<IndicatorId, Indicator>,
): ProfileFigures {
  const known = new Map<IndicatorId, readonly Figure[]>();
  const figuresFor = (id: IndicatorId): readonly Figure[] => {
    const found = known.get(id) ?? complete(id);
    known.set(id, found);
    return found;
  };
  const complete = (id: IndicatorId): readonly Figure[] => {
    const measured = figuresIn(profile, area, id);
    const indicator = catalogue.get(id)!;
    const { formula } = indicator;
    if (formula === null) return measured;
    const parts = new Map(
      partsOfFormula(formula.tree).map(
        (part) => [part, { indicator: catalogue.get(part)!, figures: figuresFor(part) }] as const,
      ),
    );
    const given = new Set(measured.map(({ period }) => period.id));
    const worked = deriveFigures({ indicator: { ...indicator, formula }, parts });
    return [...measured, ...worked.filter(({ period }) => !given.has(period.id))];
  };
  const measured = new Set(profile.indicators.map((id, at) => `${id} ${profile.periods[at]}`));
  const added = derived
    .flatMap(figuresFor)
    .filter(({ indicator, period }) => !measured.has(`${indicator} ${period.id}`));
  const more = columnsOf(added);
  return {
    indicators: [...profile.indicators, ...added.map(({ indicator }) => indicator)],
    periods: [...profile.periods, ...added.map(({ period }) => period.id)],
    states: [...profile.states, ...more.states],
    values: [...profile.values, ...more.values],
    decimals: [...profile.decimals, ...more.decimals],
    releases: [...profile.releases, ...more.releases],
    statuses: [...profile.statuses, ...added.map(({ status }) => status)],
    lines: [...profile.lines, ...added.map(({ line }) => line)],
  };
}

/**
 * Everything that is known of one area: what its page is made from.
 * @param question.asOf an ISO day: as of then; null: now
 */
export async function readProfile(
  store: Pick<Store, "db" | "lake">,
  question: {
    readonly programme: ProgrammeId;
    readonly area: AreaId;
    readonly asOf: string | null;
  },
): Promise<ProfileFigures> {
  const { programme, area, asOf } = question;
  const { db, lake } = store;
  const [derived, chain, cover] = await Promise.all([
    readDerivedIds(db, programme),
    filesAsOf(db, programme, { asOf }),
    readCover(store, programme),
  ]);
  const profile = await covered(await profileIn(lake, chain, area), area, cover);
  if (derived.length === 0) return profile;
  const catalogue = await readCatalogue(db, programme);
  return withDerived(profile, area, derived, new Map(catalogue.map((one) => [one.id, one])));
}
