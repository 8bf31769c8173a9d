import { relativeChange } from "@krachtwijk/measure";
import type { Row, Table } from "#intake";
import { decimalsOf, readCell, usualMissing } from "./cell.ts";
import { cellFormat } from "./figure-plan.ts";
import type { CheckEntry, Condition, FiguresMapping } from "./mapping.ts";
import { rowName } from "./row-areas.ts";
import type { Finding } from "./types.ts";

/** Rounded decimals are compared as decimals: 8.55 in binary is a little less, and must not make a finding. */
const slack = 1e-9;

const valueIn = (row: Row, column: string): number | null => {
  const reading = readCell(row.cells[column] ?? "");
  return reading?.kind === "value" ? reading.value : null;
};

/** Cells as krachtwijk writes them: a point for decimals, nothing between thousands, the usual signs of what is missing. */
function inUsualForm(table: Table, mapping: FiguresMapping): Table {
  const { decimal, thousands, missing } = cellFormat(mapping);
  if (decimal === "." && thousands === null && missing.size === usualMissing.size) return table;
  const usual = (cell: string) => {
    const written = cell.trim();
    if (missing.has(written)) return "";
    if (!/^[<>=+\-\d]/.test(written)) return written;
    const plain = thousands === null ? written : written.replaceAll(thousands, "");
    return decimal === "." ? plain : plain.replace(decimal, ".");
  };
  const rows = table.rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, usual(cell)])),
  }));
  return { ...table, rows };
}

/** A finding when what is printed is not `expected` rounded to the decimals it is printed with. */
function compare(row: Row, column: string, expected: number, about: string): Finding | null {
  const printed = valueIn(row, column);
  if (printed === null) return null;
  const decimals = decimalsOf(row.cells[column]!);
  if (Math.abs(printed - expected) <= 0.5 * 10 ** -decimals + slack) return null;
  return {
    line: row.line,
    column,
    about,
    printed: row.cells[column]!,
    expected: expected.toFixed(decimals),
    cause: "unexplained",
  };
}

function printedShares(
  table: Table,
  { figures, areas }: FiguresMapping,
): readonly (Finding | null)[] {
  return figures.flatMap(({ numerator, denominator, printed, unit }) => {
    if (numerator === undefined || denominator === undefined || printed === undefined) return [];
    return table.rows.map((row) => {
      const [part, whole] = [valueIn(row, numerator), valueIn(row, denominator)];
      if (part === null || whole === null || whole === 0) return null;
      const scale = unit === "percent" ? 100 : 1;
      return compare(row, printed, (part / whole) * scale, rowName(row, areas));
    });
  });
}

function printedChanges(
  table: Table,
  check: Extract<CheckEntry, { kind: "change" }>,
  { areas }: FiguresMapping,
): readonly (Finding | null)[] {
  return table.rows.map((row) => {
    const [from, to] = [valueIn(row, check.from), valueIn(row, check.to)];
    if (from === null || to === null) return null;
    const change = check.relative ? relativeChange(from, to) : to - from;
    if (change === null) return null;
    return compare(row, check.printed, check.relative ? change * 100 : change, rowName(row, areas));
  });
}

const fits = (row: Row, where: Condition) =>
  Object.entries(where).every(([column, cell]) => row.cells[column] === cell);

function sumFinding(
  total: Row,
  parts: readonly Row[],
  column: string,
  about: string,
): Finding | null {
  const printed = valueIn(total, column);
  const values = parts.map((part) => valueIn(part, column));
  if (printed === null || values.some((value) => value === null)) return null;
  const sum = values.reduce<number>((so, value) => so + value!, 0);
  const decimals = Math.max(...[total, ...parts].map((row) => decimalsOf(row.cells[column]!)));
  const off = Math.abs(printed - sum);
  if (off <= slack) return null;
  // Each part and the total can be off by half a unit of the last decimal.
  const explained = 0.5 * 10 ** -decimals * (values.length + 1) + slack;
  return {
    line: total.line,
    column,
    about,
    printed: total.cells[column]!,
    expected: sum.toFixed(decimals),
    cause: off <= explained ? "rounding" : "unexplained",
  };
}

function printedSums(
  table: Table,
  check: Extract<CheckEntry, { kind: "sum" }>,
  { areas }: FiguresMapping,
): readonly (Finding | null)[] {
  return table.rows
    .filter((row) => fits(row, check.total))
    .flatMap((total) => {
      const parts = table.rows.filter(
        (row) =>
          row !== total && check.by.every((column) => row.cells[column] === total.cells[column]),
      );
      return check.columns.map((column) => sumFinding(total, parts, column, rowName(total, areas)));
    });
}

/**
 * What a source prints that does not follow from its own figures: shares from their counts, changes from their
 * ends, sums from their parts. A finding is told beside the figure; the figure is never corrected.
 */
export function findingsOf(delivered: Table, mapping: FiguresMapping): readonly Finding[] {
  const table = inUsualForm(delivered, mapping);
  const checked = mapping.checks.flatMap((check) =>
    check.kind === "change"
      ? printedChanges(table, check, mapping)
      : printedSums(table, check, mapping),
  );
  return [...printedShares(table, mapping), ...checked]
    .filter((finding) => finding !== null)
    .sort((a, b) => a.line - b.line);
}
