import { type AreaBook, readAreaBook } from "#areas";
import {
  type Aggregate,
  addingUpOf,
  aggregate,
  coveredFiguresOf,
  type Figure,
  filesAsOf,
  type HiddenMember,
  type Indicator,
  isOwnRelease,
  noCover,
  protectAggregates,
  type Recoverable,
  type Release,
  readCatalogue,
  readDeliveredFigures,
  readPublishedCounts,
  readRelease,
  readReleases,
  ruleFor,
  sameCount,
} from "#indicators";
import { type IndicatorId, type ProgrammeId, Refusal } from "#kernel";
import type { Store } from "#store";
import { type PeriodWholes, wholesByPeriod } from "./aggregate-members.ts";

/** What is added up, to what. */
export interface AggregateOrder {
  readonly programme: ProgrammeId;
  readonly indicator: string;
  /** Kinds of area (`municipality`) and groupings, by id or slug. */
  readonly to: readonly string[];
  /** A period as written; null: every one. */
  readonly period: string | null;
  readonly asOf: string | null;
  /** Figures of this release only; null: of all that count. */
  readonly release: string | null;
  /** 0 to 1. */
  readonly minimumCoverage: number;
  /** A count by whose size members weigh in the coverage, such as residents; null: what the indicator is measured over. */
  readonly size: string | null;
  /** The year of the boundaries that members are of; null: the one whose codes the figures of a period use. */
  readonly boundaries: number | null;
}

/** Totals of one indicator as they may be told, and which members may not. */
export interface AggregateOutcome {
  readonly indicator: Indicator;
  readonly aggregates: readonly Aggregate[];
  readonly hidden: readonly HiddenMember[];
  /** What is too small to tell, and follows from what was published before, whatever is left out now. */
  readonly recoverable: readonly Recoverable[];
  /** The figures that were added up, the areas, and the releases that there are: what rows say of themselves. */
  readonly figures: readonly Figure[];
  readonly book: AreaBook;
  readonly releases: readonly Release[];
  readonly asOf: string | null;
  /** Totals that a source gives itself, which are left as they are when these are published. */
  readonly given: ReadonlySet<string>;
}

function wanted(catalogue: readonly Indicator[], name: string): Indicator {
  const found = catalogue.find(({ id }) => id === name);
  if (found !== undefined) return found;
  throw new Refusal("indicator-unknown", `There is no indicator "${name}" in the catalogue.`, {
    indicator: name,
  });
}

const placeOf = ({ area, period }: Pick<Figure, "area" | "period">) => `${area} ${period.id}`;

/** Shares that a source gives without counts, with the counts that it gives as indicators of their own. */
function withCounts(
  indicator: Indicator,
  figures: readonly Figure[],
  { numerators, denominators }: Readonly<Record<"numerators" | "denominators", readonly Figure[]>>,
): readonly Figure[] {
  const below = new Map(denominators.map((figure) => [placeOf(figure), figure.reading]));
  const counted = new Set(figures.filter(({ counts }) => counts !== null).map(placeOf));
  const added = new Map<string, Figure>();
  for (const figure of numerators) {
    const denominator = below.get(placeOf(figure));
    if (counted.has(placeOf(figure)) || figure.reading.kind !== "value") continue;
    if (denominator?.kind !== "value" || denominator.value === 0) continue;
    const counts = { numerator: figure.reading.value, denominator: denominator.value };
    added.set(placeOf(figure), { ...figure, indicator: indicator.id, counts });
  }
  return [...figures.filter((figure) => !added.has(placeOf(figure))), ...added.values()];
}

type Read = (id: IndicatorId | null) => Promise<readonly Figure[]>;

/** Reads what sources give: what was added up here before is never added up again, and never in the place of a source's word. */
async function reader(
  store: Pick<Store, "db" | "lake">,
  { programme, release, asOf }: AggregateOrder,
  { catalogue, releases }: { catalogue: readonly Indicator[]; releases: readonly Release[] },
): Promise<Read> {
  if (release !== null) {
    const { id } = await readRelease(store.db, programme, release);
    const figures = await readDeliveredFigures(store, programme, id, { asOf });
    return async (one) => figures.filter(({ indicator }) => indicator === one);
  }
  const own = new Set(releases.filter(isOwnRelease).map(({ id }) => id));
  const all = await filesAsOf(store.db, programme, { asOf });
  const chain = all.filter(({ id }) => !own.has(id));
  return async (one) =>
    one === null ? [] : coveredFiguresOf(store.lake, { chain, catalogue }, noCover, one);
}

/** All that is needed to add up, but for what is added up to what. */
interface Ready {
  readonly indicator: Indicator;
  readonly figures: readonly Figure[];
  readonly sizes: readonly Figure[];
  /** What counts are counted among. */
  readonly among: readonly Figure[];
}

async function readyFor(read: Read, order: AggregateOrder, catalogue: readonly Indicator[]) {
  const indicator = wanted(catalogue, order.indicator);
  if (addingUpOf(indicator) === null)
    throw new Refusal(
      "question-impossible",
      `${indicator.id} cannot be added up: the catalogue names no counts for it (total), and a mean of percentages is not the percentage of all.`,
      { indicator: indicator.id },
    );
  const { total } = indicator;
  const parts = total?.kind === "ratio" ? total : null;
  const size = order.size === null ? null : wanted(catalogue, order.size).id;
  const denominators = await read(parts?.denominator ?? indicator.denominator);
  const figures = withCounts(indicator, await read(indicator.id), {
    numerators: await read(parts?.numerator ?? null),
    denominators,
  });
  const sizes = parts !== null || size === null ? denominators : await read(size);
  return { indicator, figures, sizes, among: denominators };
}

/** In the order of what is asked, and then of periods. */
function inOrder(all: readonly Aggregate[]): readonly Aggregate[] {
  const places = [...new Set(all.map(({ area }) => area.id))];
  const place = new Map(places.map((id, at) => [id, at]));
  return all.toSorted((a, b) => place.get(a.area.id)! - place.get(b.area.id)!);
}

/**
 * Adds one indicator up to larger areas and groupings from its counts, and leaves out what the catalogue's rule forbids to tell.
 * @throws {Refusal} indicator-unknown, area-unknown, release-unknown; question-impossible when it cannot be added up
 */
export async function aggregateIndicator(
  store: Pick<Store, "db" | "lake">,
  order: AggregateOrder,
): Promise<AggregateOutcome> {
  const { db } = store;
  const { programme } = order;
  const [catalogue, releases] = [
    await readCatalogue(db, programme),
    await readReleases(db, programme),
  ];
  const read = await reader(store, order, { catalogue, releases });
  const ready: Ready = await readyFor(read, order, catalogue);
  const { indicator, figures } = ready;
  const rule = ruleFor(indicator, catalogue);
  const published =
    rule === null
      ? []
      : await readPublishedCounts(store, programme, sameCount(indicator, catalogue));
  const book = await readAreaBook(db, programme);
  const measured = { book, figures, boundaries: order.boundaries, releases };
  const told = wholesByPeriod(order.to, order.period, measured).map(
    ({ period, ...found }: PeriodWholes) => {
      const ofPeriod = <One extends { readonly period: Figure["period"] }>(all: readonly One[]) =>
        all.filter((one) => one.period.id === period.id);
      const input = { ...ready, ...found, figures: ofPeriod(figures), period: period.id };
      const { minimumCoverage } = order;
      const all = aggregate({ ...input, sizes: ofPeriod(ready.sizes), minimumCoverage });
      return protectAggregates(all, { ...input, published }, rule);
    },
  );
  return {
    indicator,
    aggregates: inOrder(told.flatMap(({ aggregates }) => aggregates)),
    hidden: told.flatMap(({ hidden }) => hidden),
    recoverable: told.flatMap(({ recoverable }) => recoverable),
    figures,
    book,
    releases,
    asOf: order.asOf,
    given: new Set(figures.map(placeOf)),
  };
}
