import type { IndicatorId } from "#kernel";
import { deriveFigures } from "./derive.ts";
import { partsOfFormula } from "./formula.ts";
import type { Figure, Indicator } from "./types.ts";

/** Which figure of an indicator it is: of two with one key, the later has the last word. */
export const keyOf = ({ area, period }: Figure) => `${area} ${period.id}`;

/** Figures of an indicator with those that follow from its formula; what a source gives itself has the last word. */
export async function withDerived(
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
