import { z } from "zod";
import type { AreaBook } from "#areas";
import { areaColumnsSchema, areasOfRow, originSchema, requireKnownAreas } from "#indicators";
import { idSchema, malformed, type Row, requireColumns, type Table, textSchema } from "#intake";
import { type Cents, centsFromEuros } from "#kernel";
import type { Project } from "./types.ts";

/** A grants mapping: how to read the columns of a list of projects that were granted money. */
export const grantsMappingSchema = z.strictObject({
  source: idSchema<"source">(),
  title: textSchema,
  origin: originSchema,
  fund: idSchema<"fund">(),
  tranche: z.number().int().positive(),
  areas: areaColumnsSchema,
  project: z.string(),
  amountEur: z.string(),
  theme: idSchema<"theme">(),
});

/** How to read a list of granted projects, understood. */
export type GrantsMapping = z.output<typeof grantsMappingSchema>;

function amountIn(table: Table, { line, cells }: Row, column: string): Cents {
  const amount = centsFromEuros(cells[column] ?? "");
  if (amount !== null && amount > 0) return amount;
  throw malformed(
    { file: table.file, line, column },
    `"${cells[column]}" is not an amount; expected euros such as 200000 or 130500.50.`,
  );
}

/**
 * Reads a table of granted projects by its mapping. A name that covers two areas makes a project in both.
 * @throws {Refusal} input-malformed or area-unknown, with file and line
 */
export function readGrantTable(
  table: Table,
  mapping: GrantsMapping,
  book: AreaBook,
): readonly Omit<Project, "release">[] {
  const { areas, project, amountEur, theme, fund, tranche, source } = mapping;
  requireColumns(table, [
    areas.name,
    ...(areas.within === undefined ? [] : [areas.within]),
    project,
    amountEur,
  ]);
  requireKnownAreas(table, table.rows, areas, book);
  return table.rows.map((row) => {
    const name = row.cells[project] ?? "";
    if (name === "")
      throw malformed(
        { file: table.file, line: row.line, column: project },
        "the project has no name.",
      );
    return {
      name,
      areas: areasOfRow(table, row, areas, book).map(({ id }) => id),
      amount: amountIn(table, row, amountEur),
      theme,
      fund,
      tranche,
      source,
      line: row.line,
    };
  });
}
