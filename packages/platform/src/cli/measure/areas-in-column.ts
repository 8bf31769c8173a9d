import type { Table } from "#intake";
import type { Values } from "../command.ts";
import { idColumn } from "./columns.ts";
import { textOption } from "./options.ts";

/** Names of the rows: the column that `--id` names, or their line numbers. */
export function rowNames(table: Table, values: Values): readonly string[] {
  const column = textOption(values, "id");
  return column === undefined ? table.rows.map(({ line }) => `${line}`) : idColumn(table, column);
}
