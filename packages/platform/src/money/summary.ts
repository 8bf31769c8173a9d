import { type AreaId, type Cents, sumCents } from "#kernel";
import type { Budget, Fund, Project, Tranche } from "./types.ts";

/** Projects by fund and round, in that order. */
export function tranchesOf(projects: readonly Project[]): readonly Tranche[] {
  const keys = new Set(projects.map(({ fund, tranche }) => `${fund} ${tranche}`));
  return [...keys].sort().map((key) => {
    const own = projects.filter(({ fund, tranche }) => `${fund} ${tranche}` === key);
    const { fund, tranche } = own[0]!;
    return { fund, number: tranche, projects: own, granted: sumCents(own.map((p) => p.amount)) };
  });
}

/** The sum of budgets. A bound among them makes the sum a bound: it says less than, not equal. */
export interface BudgetTotal {
  readonly amount: Cents;
  /** null: exact. */
  readonly bound: Budget["bound"];
}

/**
 * What a fund's budgets add up to. An upper bound among exact amounts gives an upper bound.
 * @returns null when there is no budget, or upper and lower bounds stand together and nothing follows
 */
export function fundTotal({ budgets }: Fund): BudgetTotal | null {
  if (budgets.length === 0) return null;
  const amount = sumCents(budgets.map((budget) => budget.amount));
  const bounds = new Set(budgets.flatMap(({ bound }) => (bound === null ? [] : [bound])));
  const upper = bounds.has("<") || bounds.has("<=");
  const lower = bounds.has(">") || bounds.has(">=");
  if (upper && lower) return null;
  // One strict bound makes the whole sum strictly bounded.
  if (upper) return { amount, bound: bounds.has("<") ? "<" : "<=" };
  if (lower) return { amount, bound: bounds.has(">") ? ">" : ">=" };
  return { amount, bound: null };
}

/** The projects in an area, those in two areas among them. */
export function projectsIn(projects: readonly Project[], area: AreaId): readonly Project[] {
  return projects.filter(({ areas }) => areas.includes(area));
}
