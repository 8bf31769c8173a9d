import type { IndicatorId } from "#kernel";
import { partsOfFormula } from "./formula.ts";
import type { Indicator, SuppressionRule } from "./types.ts";

/** The count that is small or not: a share's numerator, or what is counted itself. */
const countOf = ({ id, total }: Indicator): IndicatorId =>
  total?.kind === "ratio" ? total.numerator : id;

/** The indicators that tell the same count: itself, and the shares that it is the numerator of. */
export function sameCount(
  indicator: Indicator,
  catalogue: readonly Indicator[],
): readonly Indicator[] {
  const count = countOf(indicator);
  return catalogue.filter((one) => countOf(one) === count);
}

const strictest = (minima: readonly (number | undefined)[]): number | undefined => {
  const set = minima.filter((one) => one !== undefined);
  return set.length === 0 ? undefined : Math.max(...set);
};

/**
 * The rule that holds when an indicator is told: the strictest of its own, of every other that tells the same count, of what
 * they are counted among, and of the parts of their formulas. A denominator below its own minimum count may not be told either.
 */
export function ruleFor(
  indicator: Indicator,
  catalogue: readonly Indicator[],
): SuppressionRule | null {
  const byId = new Map(catalogue.map((one) => [one.id, one]));
  const found = new Set<Indicator>();
  const among: SuppressionRule[] = [];
  const add = (one: Indicator | undefined) => {
    if (one === undefined || found.has(one)) return;
    found.add(one);
    const { total, formula } = one;
    const below = total?.kind === "ratio" ? total.denominator : one.denominator;
    if (total?.kind === "ratio") add(byId.get(total.numerator));
    const whole = below === null ? undefined : byId.get(below);
    add(whole);
    among.push(whole?.suppression ?? {});
    for (const part of formula === null ? [] : partsOfFormula(formula.tree)) add(byId.get(part));
  };
  for (const one of sameCount(indicator, catalogue)) add(one);
  const rules = [...found].flatMap(({ suppression }) => suppression ?? []);
  const minimumCount = strictest(rules.map((rule) => rule.minimumCount));
  const minimumDenominator = strictest([
    ...rules.map((rule) => rule.minimumDenominator),
    ...among.map((rule) => rule.minimumCount),
  ]);
  return minimumCount === undefined && minimumDenominator === undefined
    ? null
    : { minimumCount, minimumDenominator };
}
