import { type AreaBook, readAreaBook } from "#areas";
import {
  type Aggregate,
  addingUpOf,
  aggregate,
  aggregateColumns,
  aggregateRows,
  type Figure,
  figuresOfAggregates,
  type HiddenMember,
  type Indicator,
  lockReleases,
  type Published,
  protectAggregates,
  publishRelease,
  type Release,
  readCatalogue,
  readClock,
  readFigures,
  readRelease,
  readReleaseFigures,
  readReleases,
  releasedFiles,
  toCsv,
  wholesOf,
} from "#indicators";
import { checksumOf } from "#intake";
import { type IndicatorId, type ProgrammeId, Refusal, type SourceId } from "#kernel";
import type { Store } from "#store";

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
  /** The source of its own under which aggregates are published: its earlier figures are not added up again. */
  readonly source: string | null;
}

/** Totals of one indicator as they may be told, and which members may not. */
export interface AggregateOutcome {
  readonly indicator: Indicator;
  readonly aggregates: readonly Aggregate[];
  readonly hidden: readonly HiddenMember[];
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

function reader(store: Store, { programme, release, asOf, source }: AggregateOrder): Read {
  const isOwn = (figure: Figure) => source !== null && figure.release.startsWith(`${source}-r`);
  const ofRelease = async (name: string) =>
    readReleaseFigures(store, programme, (await readRelease(store.db, programme, name)).id, {
      asOf,
    });
  return async (id) => {
    if (id === null) return [];
    const figures =
      release === null
        ? await readFigures(store, programme, id, { asOf })
        : (await ofRelease(release)).filter(({ indicator }) => indicator === id);
    return figures.filter((figure) => !isOwn(figure));
  };
}

function wholesIn(to: readonly string[], book: AreaBook, figures: readonly Figure[]) {
  const there = new Set(figures.map(({ area }) => area));
  const all = to.flatMap((one) => wholesOf(one, book, ({ id }) => there.has(id)).wholes);
  return [...new Map(all.map((whole) => [whole.area.id, whole])).values()];
}

/**
 * Adds one indicator up to larger areas and groupings from its counts, and leaves out what the catalogue's rule forbids to tell.
 * @throws {Refusal} indicator-unknown, area-unknown, release-unknown; question-impossible when it cannot be added up
 */
export async function aggregateIndicator(
  store: Store,
  order: AggregateOrder,
): Promise<AggregateOutcome> {
  const { db } = store;
  const catalogue = await readCatalogue(db, order.programme);
  const indicator = wanted(catalogue, order.indicator);
  if (addingUpOf(indicator) === null)
    throw new Refusal(
      "question-impossible",
      `${indicator.id} cannot be added up: the catalogue names no counts for it (total), and a mean of percentages is not the percentage of all.`,
      { indicator: indicator.id },
    );
  const read = reader(store, order);
  const { total } = indicator;
  const parts = total?.kind === "ratio" ? total : null;
  const size = order.size === null ? null : wanted(catalogue, order.size).id;
  const denominators = await read(parts?.denominator ?? null);
  const figures = withCounts(indicator, await read(indicator.id), {
    numerators: await read(parts?.numerator ?? null),
    denominators,
  });
  const input = {
    indicator,
    figures,
    sizes: parts === null ? await read(size ?? indicator.denominator) : denominators,
    wholes: wholesIn(order.to, await readAreaBook(db, order.programme), figures),
    period: order.period,
    minimumCoverage: order.minimumCoverage,
  };
  const { aggregates, hidden } = protectAggregates(aggregate(input), input, indicator.suppression);
  return { indicator, aggregates, hidden, given: new Set(figures.map(placeOf)) };
}

/** Who is named as publisher, and under which terms: those of the releases that it follows from. */
function originOf(followed: readonly Release[], published: string) {
  const names = [...new Set(followed.map(({ origin }) => origin.publisher))].join(", ");
  const [first] = followed;
  return {
    publisher: `krachtwijk (${names})`,
    document: followed.map(({ id }) => id).join(", "),
    part: { nl: "opgeteld uit aantallen", en: "added up from counts" },
    licence: first!.origin.licence,
    published,
  };
}

/**
 * Publishes aggregates as a release of a source of their own, whose manifest names the releases that they follow from. What a
 * source gives for the same area and period itself has the last word and is not published again.
 * @throws {Refusal} question-impossible when nothing is left to publish
 */
export async function publishAggregates(
  store: Store,
  { programme }: Pick<AggregateOrder, "programme">,
  { indicator, aggregates, given }: AggregateOutcome,
  source: SourceId,
): Promise<Published> {
  const own = aggregates.filter(
    ({ area, period }) => !given.has(placeOf({ area: area.id, period })),
  );
  const follows = [...new Set(own.flatMap(({ releases }) => releases))].sort();
  const all = await readReleases(store.db, programme);
  const followed = all.filter(({ id }) => follows.includes(id));
  if (followed.length === 0)
    throw new Refusal(
      "question-impossible",
      `${indicator.id}: there is nothing to publish; every total is given by a source itself, or has no figures.`,
    );
  const bytes = new TextEncoder().encode(toCsv(aggregateColumns, aggregateRows(indicator, own)));
  const checksum = checksumOf(bytes);
  const title = {
    nl: `${indicator.name.nl}, opgeteld`,
    en: `${indicator.name.en}, added up`,
  };
  await store.lake.keepSource(bytes);
  const order = { programme, indicator: indicator.id, source, follows };
  return store.transact("publish-aggregates", order, async (db) => {
    await lockReleases(db);
    await store.lake.sweep(await releasedFiles(db));
    return publishRelease(db, store.lake, programme, {
      source,
      kind: "figures",
      scope: "partial",
      title,
      origin: originOf(followed, (await readClock(db)).today),
      file: `${source}-${indicator.id}.csv`,
      checksum,
      bytes: bytes.byteLength,
      digest: checksum,
      rows: own.length,
      figures: figuresOfAggregates(indicator, own),
      findings: [],
      setAside: [],
      follows,
    });
  });
}
