import { cents, type Period, type ProgrammeId, parsePeriod, type ReleaseId } from "#kernel";
import type { ReadDb, WriteDb } from "#store";
import type { Budget, Fund, Project } from "./types.ts";

interface FundRow extends Omit<Fund, "budgets"> {}
interface BudgetRow extends Omit<Budget, "period" | "amount"> {
  readonly fund: Fund["id"];
  readonly period: string;
  readonly amount: number;
}

const toBudget = ({ fund: _, period, amount, ...budget }: BudgetRow): Budget => ({
  ...budget,
  period: parsePeriod(period) as Period, // stored from a period
  amount: cents(amount),
});

/** The funds of a programme with their budgets. */
export async function readFunds(db: ReadDb, programme: ProgrammeId): Promise<readonly Fund[]> {
  const [funds, budgets] = await Promise.all([
    db.rows<FundRow>(
      `select id, name, payer, theme_id as theme, source, note
         from money.fund where programme_id = $1 order by position`,
      [programme],
    ),
    db.rows<BudgetRow>(
      `select fund_id as fund, period, amount_cents as amount, bound, part as "for"
         from money.budget where programme_id = $1 order by fund_id, position`,
      [programme],
    ),
  ]);
  return funds.map((fund) => ({
    ...fund,
    budgets: budgets.filter((budget) => budget.fund === fund.id).map(toBudget),
  }));
}

/** Every project that was granted money, by the newest release of each list, in the order of the list. */
export async function readProjects(
  db: ReadDb,
  programme: ProgrammeId,
): Promise<readonly Project[]> {
  const rows = await db.rows<Project>(
    `select name, areas, amount_cents as amount, theme_id as theme, fund_id as fund, tranche,
            source_id as source, release_id as release, line
       from money.project where programme_id = $1 order by fund_id, tranche, line`,
    [programme],
  );
  return rows.map((row) => ({ ...row, amount: cents(row.amount) }));
}

/** Stores the funds of a programme in place of those before. */
export async function replaceFunds(
  db: WriteDb,
  programme: ProgrammeId,
  funds: readonly Fund[],
): Promise<void> {
  await db.run("delete from money.budget where programme_id = $1", [programme]);
  await db.run("delete from money.fund where programme_id = $1", [programme]);
  await db.insert(
    "money.fund",
    funds.map(({ id, name, payer, theme, source, note }, position) => ({
      programme_id: programme,
      id,
      position,
      name,
      payer,
      theme_id: theme,
      source,
      note,
    })),
  );
  await db.insert(
    "money.budget",
    funds.flatMap(({ id, budgets }) =>
      budgets.map(({ period, amount, bound, for: part }, position) => ({
        programme_id: programme,
        fund_id: id,
        position,
        period: period.id,
        amount_cents: amount,
        bound,
        part,
      })),
    ),
  );
}

/** Stores the projects of one list, by the release that has it, in place of its release before. */
export async function replaceProjects(
  db: WriteDb,
  programme: ProgrammeId,
  release: ReleaseId,
  projects: readonly Omit<Project, "release">[],
): Promise<void> {
  for (const source of new Set(projects.map((project) => project.source)))
    await db.run("delete from money.project where programme_id = $1 and source_id = $2", [
      programme,
      source,
    ]);
  await db.insert(
    "money.project",
    projects.map(({ name, areas, amount, theme, fund, tranche, source, line }) => ({
      programme_id: programme,
      source_id: source,
      release_id: release,
      line,
      name,
      areas,
      amount_cents: amount,
      theme_id: theme,
      fund_id: fund,
      tranche,
    })),
  );
}
