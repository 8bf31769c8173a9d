import type { IndicatorId } from "#kernel";
import { ruleFor, sameCount } from "./aggregate-rule.ts";
import { type Formula, partsOfFormula } from "./formula.ts";
import { tellsPart } from "./measurement-unit.ts";
import type { Indicator, SuppressionRule } from "./types.ts";

type Catalogue = ReadonlyMap<IndicatorId, Indicator>;

/** Indicators that tell one count, and what may not be told of it. */
export interface Family {
  readonly members: readonly Indicator[];
  readonly rule: SuppressionRule;
}

/** Indicators and all that they lead to. */
function reached(
  starts: readonly IndicatorId[],
  byId: Catalogue,
  next: (one: Indicator) => readonly IndicatorId[],
): ReadonlySet<Indicator> {
  const found = new Set<Indicator>();
  const add = (id: IndicatorId) => {
    const one = byId.get(id);
    if (one === undefined || found.has(one)) return;
    found.add(one);
    for (const more of next(one)) add(more);
  };
  for (const id of starts) add(id);
  return found;
}

/** The indicators of which a figure of this one tells a count: itself, its counts, what it is a part of, its formula's parts. */
const toldBy = ({ id }: Indicator, byId: Catalogue): ReadonlySet<Indicator> =>
  reached([id], byId, ({ total, formula, unit, denominator }) => [
    ...(total?.kind === "ratio" ? [total.numerator, total.denominator] : []),
    ...(denominator !== null && tellsPart(unit) ? [denominator] : []),
    ...(formula === null ? [] : partsOfFormula(formula.tree)),
  ]);

const isQuotient = (tree: Formula) => tree.kind === "product" && tree.sign === "/";

/** The parts of a formula that tell its count together: those above the line, or all of them. */
function partsAbove({ formula }: Indicator): readonly IndicatorId[] {
  if (formula === null) return [];
  const { tree } = formula;
  return partsOfFormula(isQuotient(tree) && "left" in tree ? tree.left : tree);
}

/** The indicators from which the figures of this one follow, however many formulas lie between. */
export const partsOf = ({ id }: Indicator, byId: Catalogue): ReadonlySet<Indicator> =>
  reached([id], byId, ({ formula }) => (formula === null ? [] : partsOfFormula(formula.tree)));

/** Which families a figure of an indicator tells of; none: nothing of it is ever hidden. */
export function familiesOver(
  catalogue: readonly Indicator[],
): ReadonlyMap<IndicatorId, readonly Family[]> {
  const byId = new Map(catalogue.map((one) => [one.id, one]));
  const done = new Set<Indicator>();
  const telling = new Map<Indicator, Set<Family>>();
  for (const one of catalogue) {
    const rule = done.has(one) ? null : ruleFor(one, catalogue);
    if (rule === null) continue;
    const members = sameCount(one, catalogue);
    for (const member of members) done.add(member);
    const family = { members, rule };
    // Whoever has all parts of a formula has what follows from it, so they are hidden where it is.
    const all = reached(
      members.map(({ id }) => id),
      byId,
      partsAbove,
    );
    for (const teller of all) telling.set(teller, (telling.get(teller) ?? new Set()).add(family));
  }
  return new Map(
    catalogue.map((one) => {
      const told = [...toldBy(one, byId)].flatMap((part) => [...(telling.get(part) ?? [])]);
      return [one.id, [...new Set(told)]] as const;
    }),
  );
}
