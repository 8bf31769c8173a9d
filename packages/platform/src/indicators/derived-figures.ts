import type { AreaId, IndicatorId, ProgrammeId } from "#kernel";
import type { Lake, Store } from "#store";
import { deriveFigures } from "./derive.ts";
import { figuresAbout } from "./figure-store.ts";
import { partsOfFormula } from "./formula.ts";
import { type AsOf, type ChainFile, filesAsOf, now } from "./release-store.ts";
import { measuredFiguresOf, readCatalogue } from "./store.ts";
import type { Figure, Indicator } from "./types.ts";

const keyOf = ({ area, period }: Figure) => `${area} ${period.id}`;

/** The figures of one moment: their files (`filesAsOf`), and the catalogue that says which follow from others. */
export interface FiguresThen {
  readonly chain: readonly ChainFile[];
  readonly catalogue: readonly Indicator[];
}

/** Figures of an indicator with those that follow from its formula; what a source gives itself has the last word. */
async function withDerived(
  catalogue: readonly Indicator[],
  measuredOf: (id: IndicatorId) => Promise<readonly Figure[]>,
  indicator: IndicatorId,
): Promise<readonly Figure[]> {
  const byId = new Map(catalogue.map((one) => [one.id, one] as const));
  const read = async (one: Indicator): Promise<readonly Figure[]> => {
    const measured = await measuredOf(one.id);
    const { formula } = one;
    if (formula === null) return measured;
    const parts = new Map(
      await Promise.all(
        partsOfFormula(formula.tree).map(async (id) => {
          const part = byId.get(id)!; // the catalogue was held to its formulas when it came in
          return [id, { indicator: part, figures: await read(part) }] as const;
        }),
      ),
    );
    const given = new Set(measured.map(keyOf));
    const derived = deriveFigures({ indicator: { ...one, formula }, parts });
    return [...measured, ...derived.filter((figure) => !given.has(keyOf(figure)))];
  };
  const known = byId.get(indicator);
  return known === undefined ? measuredOf(indicator) : read(known);
}

/**
 * The figures of one indicator at one moment: as sources give them, and for a derived indicator also those that follow
 * from its formula. What a source gives itself has the last word.
 * @param period as it is written in files; null: every period
 */
export async function figuresOf(
  lake: Lake,
  { chain, catalogue }: FiguresThen,
  indicator: IndicatorId,
  period: string | null = null,
): Promise<readonly Figure[]> {
  return withDerived(catalogue, (id) => measuredFiguresOf(lake, chain, id, period), indicator);
}

/**
 * Everything that is known of a few areas at one moment, by indicator in the order of the catalogue, derived figures too.
 * Reads those areas only, however many there are.
 */
export async function figuresOfAreas(
  lake: Lake,
  { chain, catalogue }: FiguresThen,
  areas: readonly AreaId[],
): Promise<ReadonlyMap<IndicatorId, readonly Figure[]>> {
  const measured = new Map<IndicatorId, Map<string, Figure>>();
  for (const file of chain)
    for (const figure of await figuresAbout(lake, file, areas)) {
      const own = measured.get(figure.indicator) ?? new Map<string, Figure>();
      measured.set(figure.indicator, own.set(keyOf(figure), figure));
    }
  const measuredOf = async (id: IndicatorId) => [...(measured.get(id)?.values() ?? [])];
  return new Map(
    await Promise.all(
      catalogue.map(async ({ id }) => [id, await withDerived(catalogue, measuredOf, id)] as const),
    ),
  );
}

/** The figures of one indicator as they were known as of a day: of every source what counts then. */
export async function readFigures(
  { db, lake }: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  indicator: IndicatorId,
  { asOf }: AsOf = now,
): Promise<readonly Figure[]> {
  const chain = await filesAsOf(db, programme, { asOf });
  return figuresOf(lake, { chain, catalogue: await readCatalogue(db, programme) }, indicator);
}
