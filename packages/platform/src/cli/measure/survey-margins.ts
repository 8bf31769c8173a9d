import type { Margin } from "@krachtwijk/measure/survey";
import { malformed, readCsv, readDelivered, type Table } from "#intake";
import { nameColumn, numberColumn } from "./columns.ts";

interface Target {
  readonly totals: Map<string, number>;
  /** Line on which the variable is named first. */
  readonly line: number;
}

function targetsIn(margins: Table): ReadonlyMap<string, Target> {
  const variables = nameColumn(margins, "variable");
  const categories = nameColumn(margins, "category");
  const totals = numberColumn(margins, "total");
  const found = new Map<string, Target>();
  for (const [at, variable] of variables.entries()) {
    const { line } = margins.rows[at]!;
    const target = found.get(variable) ?? { totals: new Map<string, number>(), line };
    found.set(variable, target);
    const category = categories[at]!;
    if (target.totals.has(category))
      throw malformed(
        { file: margins.file, line, column: "category" },
        `"${category}" of ${variable} was there already.`,
      );
    if (totals[at]! < 0)
      throw malformed(
        { file: margins.file, line, column: "total" },
        `a total of at least 0 is expected; this is ${totals[at]}.`,
      );
    target.totals.set(category, totals[at]!);
  }
  return found;
}

function marginOf(
  table: Table,
  margins: Table,
  variable: string,
  { totals, line }: Target,
): Margin {
  if (!table.header.includes(variable))
    throw malformed(
      { file: margins.file, line, column: "variable" },
      `${table.file} has no column "${variable}"; it has: ${table.header.join(", ")}.`,
    );
  const categories = nameColumn(table, variable);
  const unknown = categories.findIndex((category) => !totals.has(category));
  if (unknown >= 0)
    throw malformed(
      { file: table.file, line: table.rows[unknown]!.line, column: variable },
      `"${categories[unknown]}" has no total in ${margins.file}; there are: ${[...totals.keys()].join(", ")}.`,
    );
  return { variable, categories, totals };
}

/**
 * What is known of the population, from a CSV with the columns variable, category and total.
 * @throws {Refusal} input-malformed with file, line and column
 */
export async function readMargins(file: string, table: Table): Promise<readonly Margin[]> {
  const margins = readCsv(await readDelivered(file, file));
  const targets = targetsIn(margins);
  if (targets.size === 0)
    throw malformed(
      { file },
      "there are no totals; rows with variable, category, total are expected.",
    );
  return [...targets].map(([variable, target]) => marginOf(table, margins, variable, target));
}
