import type { IndicatorId, ProgrammeId } from "#kernel";
import type { Store } from "#store";
import { deriveFigures } from "./derive.ts";
import { partsOfFormula } from "./formula.ts";
import { readCatalogue, readMeasuredFigures } from "./store.ts";
import type { Figure, Indicator } from "./types.ts";

const keyOf = ({ area, period }: Figure) => `${area} ${period.id}`;

/**
 * The figures of one indicator: as the newest release of every source has them, and for a derived indicator also those
 * that follow from its formula. What a source gives itself has the last word.
 */
export async function readFigures(
  store: Pick<Store, "db" | "lake">,
  programme: ProgrammeId,
  indicator: IndicatorId,
): Promise<readonly Figure[]> {
  const catalogue = new Map(
    (await readCatalogue(store.db, programme)).map((one) => [one.id, one] as const),
  );
  const read = async (one: Indicator): Promise<readonly Figure[]> => {
    const measured = await readMeasuredFigures(store, programme, one.id);
    const { formula } = one;
    if (formula === null) return measured;
    const parts = new Map(
      await Promise.all(
        partsOfFormula(formula.tree).map(async (id) => {
          const part = catalogue.get(id)!; // the catalogue was held to its formulas when it came in
          return [id, { indicator: part, figures: await read(part) }] as const;
        }),
      ),
    );
    const given = new Set(measured.map(keyOf));
    const derived = deriveFigures({ indicator: { ...one, formula }, parts });
    return [...measured, ...derived.filter((figure) => !given.has(keyOf(figure)))];
  };
  const known = catalogue.get(indicator);
  return known === undefined ? readMeasuredFigures(store, programme, indicator) : read(known);
}
