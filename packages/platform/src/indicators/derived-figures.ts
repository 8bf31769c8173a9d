import type { AreaId, IndicatorId, ProgrammeId, ReleaseId } from "#kernel";
import type { Lake, Store } from "#store";
import { type Cover, coverFigures, readCover } from "./cover.ts";
import { figuresAbout } from "./figure-store.ts";
import { type AsOf, type ChainFile, filesAsOf, now } from "./release-store.ts";
import { measuredFiguresOf, readCatalogue, readDeliveredFigures } from "./store.ts";
import type { Figure, Indicator } from "./types.ts";
import { keyOf, withDerived } from "./with-derived.ts";

/** The figures of one moment: their files (`filesAsOf`), and the catalogue that says which follow from others. */
export interface FiguresThen {
  readonly chain: readonly ChainFile[];
  readonly catalogue: readonly Indicator[];
}

/**
 * The figures of one indicator at one moment as they may be seen: as sources give them, and for a derived indicator also
 * those that follow from its formula. What a source gives itself has the last word.
 * @param cover what is hidden; `noCover` for who tells of it only what may be told
 * @param period as it is written in files; null: every period
 */
export async function coveredFiguresOf(
  lake: Lake,
  { chain, catalogue }: FiguresThen,
  cover: Cover,
  indicator: IndicatorId,
  period: string | null = null,
): Promise<readonly Figure[]> {
  const measuredOf = async (id: IndicatorId) =>
    coverFigures(cover, await measuredFiguresOf(lake, chain, id, period));
  return withDerived(catalogue, measuredOf, indicator);
}

/** The same, with what the catalogue's rules hide left out. */
export async function figuresOf(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  then: FiguresThen,
  indicator: IndicatorId,
): Promise<readonly Figure[]> {
  return coveredFiguresOf(store.lake, then, await readCover(store, programme), indicator);
}

/**
 * Everything that may be seen of a few areas at one moment, by indicator in the order of the catalogue, derived figures
 * too. Reads those areas only, however many there are.
 */
export async function figuresOfAreas(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  { chain, catalogue }: FiguresThen,
  areas: readonly AreaId[],
): Promise<ReadonlyMap<IndicatorId, readonly Figure[]>> {
  const cover = await readCover(store, programme);
  const measured = new Map<IndicatorId, Map<string, Figure>>();
  for (const file of chain)
    for (const figure of await figuresAbout(store.lake, file, areas)) {
      const own = measured.get(figure.indicator) ?? new Map<string, Figure>();
      measured.set(figure.indicator, own.set(keyOf(figure), figure));
    }
  const measuredOf = async (id: IndicatorId) =>
    coverFigures(cover, [...(measured.get(id)?.values() ?? [])]);
  return new Map(
    await Promise.all(
      catalogue.map(async ({ id }) => [id, await withDerived(catalogue, measuredOf, id)] as const),
    ),
  );
}

/** The figures of one indicator as they were known as of a day: of every source what counts then. */
export async function readFigures(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  indicator: IndicatorId,
  { asOf }: AsOf = now,
): Promise<readonly Figure[]> {
  const chain = await filesAsOf(store.db, programme, { asOf });
  const catalogue = await readCatalogue(store.db, programme);
  return figuresOf(store, programme, { chain, catalogue }, indicator);
}

/**
 * All figures of one release as they may be seen, current or not. Empty for a release that has none, such as one of grants.
 * @throws {Refusal} release-unknown; release-withdrawn for one that was taken back by then
 */
export async function readReleaseFigures(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  release: ReleaseId,
  asOf: AsOf = now,
): Promise<readonly Figure[]> {
  const figures = await readDeliveredFigures(store, programme, release, asOf);
  return coverFigures(await readCover(store, programme), figures);
}
