import type { IndicatorId, Refusal } from "#kernel";
import {
  dimensionOfFormula,
  type Formula,
  FormulaError,
  parseFormula,
  partsOfFormula,
} from "./formula.ts";
import { areAlike, describeDimension, dimensionOf } from "./measurement-unit.ts";
import type { Indicator } from "./types.ts";

/** The refusal of a sentence about the formula of the indicator at that place of the catalogue, from 0. */
export type RefuseFormula = (at: number, sentence: string) => Refusal;

type Catalogue = ReadonlyMap<IndicatorId, Indicator>;

/** Carries out work on a formula, and tells its mistakes with the file and the indicator. */
function telling<Result>(
  refuse: (sentence: string) => Refusal,
  id: IndicatorId,
  work: () => Result,
): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw refuse(`the formula of ${id} is wrong at its character ${error.at}: ${error.message}.`);
  }
}

/** @throws {Refusal} input-malformed with the indicator and the place in its formula */
export function readFormula(
  refuse: (sentence: string) => Refusal,
  id: IndicatorId,
  written: string,
): Formula {
  return telling(refuse, id, () => parseFormula(written));
}

function partsKnown(formula: Formula, byId: Catalogue): void {
  if (formula.kind === "number") return;
  if (formula.kind === "indicator") {
    if (byId.has(formula.id)) return;
    // `men-women` is one name; whoever means a minus must write spaces around it.
    const isMinus = [...formula.id].some(
      (sign, at) =>
        sign === "-" &&
        byId.has(formula.id.slice(0, at) as IndicatorId) &&
        byId.has(formula.id.slice(at + 1) as IndicatorId),
    );
    throw new FormulaError(
      `there is no indicator "${formula.id}" in the catalogue${isMinus ? "; write a minus with a space on both sides" : ""}`,
      formula.at,
    );
  }
  partsKnown(formula.left, byId);
  partsKnown(formula.right, byId);
}

function checkCircle(
  { id, formula }: Indicator,
  byId: Catalogue,
  above: readonly IndicatorId[],
): void {
  if (formula === null) return;
  const circle = above.indexOf(id);
  if (circle >= 0)
    throw new FormulaError(
      `it leads back to itself: ${[...above.slice(circle), id].join(" → ")}`,
      1,
    );
  for (const part of partsOfFormula(formula.tree))
    checkCircle(byId.get(part)!, byId, [...above, id]);
}

/**
 * Holds every formula to the catalogue: its parts are there, like is added to like, what comes out is in the unit of the
 * indicator, and nothing leads back to itself.
 * @throws {Refusal} input-malformed with the indicator and the place in its formula
 */
export function checkFormulas(
  refuse: RefuseFormula,
  catalogue: readonly Indicator[],
  byId: Catalogue,
): void {
  for (const [at, { id, formula, unit }] of catalogue.entries()) {
    if (formula === null) continue;
    telling(
      (sentence) => refuse(at, sentence),
      id,
      () => {
        partsKnown(formula.tree, byId);
        if (partsOfFormula(formula.tree).length === 0)
          throw new FormulaError("it names no indicator", 1);
        const dimension = dimensionOfFormula(formula.tree, (part) => byId.get(part)!.unit);
        if (!areAlike(dimension, dimensionOf(unit)))
          throw new FormulaError(
            `it gives ${describeDimension(dimension)}, but the unit of ${id} is ${unit} (${describeDimension(dimensionOf(unit))})`,
            1,
          );
      },
    );
  }
  for (const [at, indicator] of catalogue.entries())
    telling(
      (sentence) => refuse(at, sentence),
      indicator.id,
      () => checkCircle(indicator, byId, []),
    );
}
