import type { ProgrammeId } from "#kernel";
import { unitWords } from "./measurement-unit.ts";
import type { Indicator } from "./types.ts";

/** Where the page of an indicator is. */
export type CataloguePage = (indicator: Indicator) => string;

/**
 * The catalogue as data, for machines: everything that its YAML file says, with the unit in words and the address of
 * each indicator's page.
 */
export function catalogueDocument(
  programme: ProgrammeId,
  catalogue: readonly Indicator[],
  page: CataloguePage,
) {
  return {
    programme,
    indicators: catalogue.map((indicator) => {
      const { formula, ...rest } = indicator;
      return {
        ...rest,
        unitWords: unitWords(indicator.unit, indicator.counts),
        formula: formula?.written ?? null,
        page: page(indicator),
      };
    }),
  };
}
