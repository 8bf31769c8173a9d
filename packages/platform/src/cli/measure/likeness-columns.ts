import type { LikenessColumn, NumberColumn } from "@krachtwijk/measure/likeness";
import { malformed, requireColumns, type Table } from "#intake";
import { Refusal } from "#kernel";
import type { Values } from "../command.ts";
import { isGap, numberColumn, textColumn } from "./columns.ts";
import { textOption } from "./options.ts";

/** Whether every cell is a number or a gap, and one at least a number. */
function isNumeric(table: Table, column: string): boolean {
  const known = textColumn(table, column).filter((text) => !isGap(text));
  return known.length > 0 && known.every((text) => Number.isFinite(Number(text)));
}

const varies = (table: Table, column: string) =>
  new Set(textColumn(table, column).filter((text) => !isGap(text))).size > 1;

/**
 * The columns that `--columns a,b,c` names; by default all of numbers that are not the same everywhere.
 * @throws {Refusal} usage-wrong; input-malformed if one is not in the header
 */
export function namedColumns(
  values: Values,
  table: Table,
  besides: readonly string[],
): readonly string[] {
  const asked = textOption(values, "columns");
  if (asked === undefined)
    return table.header.filter(
      (column) => !besides.includes(column) && isNumeric(table, column) && varies(table, column),
    );
  const names = asked.split(",").map((name) => name.trim());
  requireColumns(table, names);
  const wrong = names.find((name, at) => besides.includes(name) || names.indexOf(name) < at);
  if (wrong !== undefined)
    throw new Refusal(
      "usage-wrong",
      `--columns has "${wrong}"${besides.includes(wrong) ? ", which says who an area is, not what it is like" : " twice"}.`,
    );
  return names;
}

/** Columns of numbers or words, with gaps. @throws {Refusal} input-malformed with the place */
export function mixedColumns(table: Table, names: readonly string[]): readonly LikenessColumn[] {
  return names.map((name) => ({
    name,
    values: isNumeric(table, name)
      ? numberColumn(table, name, "keep")
      : textColumn(table, name).map((text) => (isGap(text) ? "" : text)),
  }));
}

/** Columns of numbers without gaps. @throws {Refusal} input-malformed with the place */
export const wholeColumns = (table: Table, names: readonly string[]): readonly NumberColumn[] =>
  names.map((name) => ({ name, values: numberColumn(table, name) }));

/**
 * Columns of numbers; one of words becomes a column of 0 and 1 for each word but the first.
 * @throws {Refusal} input-malformed with the place of a gap
 */
export function indicatorColumns(table: Table, names: readonly string[]): readonly NumberColumn[] {
  return names.flatMap((name) => {
    if (isNumeric(table, name)) return wholeColumns(table, [name]);
    const texts = textColumn(table, name);
    const gap = texts.findIndex(isGap);
    if (gap >= 0)
      throw malformed(
        { file: table.file, line: table.rows[gap]!.line, column: name },
        "a word is expected here; this cell is empty.",
      );
    return [...new Set(texts)]
      .sort()
      .slice(1)
      .map((word) => ({
        name: `${name}=${word}`,
        values: texts.map((text) => Number(text === word)),
      }));
  });
}

/** `--id-column`, by default the first. */
export const idColumnName = (values: Values, table: Table): string =>
  textOption(values, "id-column") ?? table.header[0]!;
