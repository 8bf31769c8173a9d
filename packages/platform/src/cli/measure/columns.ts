import { malformed, requireColumns, type Table } from "#intake";

/** How a cell says that there is no value. */
const gaps = new Set(["", "NA", "NaN", "null", "."]);

/** Whether a cell says that there is no value. */
export const isGap = (text: string): boolean => gaps.has(text);

/** A column as it is written. @throws {Refusal} input-malformed if it is not in the header */
export function textColumn(table: Table, column: string): readonly string[] {
  requireColumns(table, [column]);
  return table.rows.map(({ cells }) => cells[column]!);
}

/** A column of names: none empty. @throws {Refusal} input-malformed with file, line and column */
export function nameColumn(table: Table, column: string): readonly string[] {
  const names = textColumn(table, column);
  const at = names.indexOf("");
  if (at >= 0)
    throw malformed(
      { file: table.file, line: table.rows[at]!.line, column },
      "a name is expected here.",
    );
  return names;
}

/** A column of names that are all different. @throws {Refusal} input-malformed with file, line and column */
export function idColumn(table: Table, column: string): readonly string[] {
  const names = nameColumn(table, column);
  const seen = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    const first = seen.get(name);
    const { line } = table.rows[at]!;
    if (first !== undefined)
      throw malformed(
        { file: table.file, line, column },
        `"${name}" was on line ${first} already.`,
      );
    seen.set(name, line);
  }
  return names;
}

/** What a column of numbers does with a cell without one. */
export type GapRule = "refuse" | "keep";

/**
 * A column of numbers with a decimal point. Kept gaps are NaN.
 * @throws {Refusal} input-malformed with file, line and column
 */
export function numberColumn(
  table: Table,
  column: string,
  gapRule: GapRule = "refuse",
): Float64Array {
  const texts = textColumn(table, column);
  return Float64Array.from(texts, (text, at) => {
    const isGap = gaps.has(text);
    if (isGap && gapRule === "keep") return Number.NaN;
    const value = isGap ? Number.NaN : Number(text);
    if (Number.isFinite(value)) return value;
    const place = { file: table.file, line: table.rows[at]!.line, column };
    throw malformed(
      place,
      isGap
        ? "a number is expected here; this cell is empty."
        : `a number is expected; this is "${text}".`,
    );
  });
}
