import type { Area } from "#areas";
import type { Period } from "#kernel";
import { type ExportColumn, exportColumns } from "./export-store.ts";
import type { Figure, Indicator } from "./types.ts";

type Cell = string | number | null;

/** What a grouping is in a period, worked out from the counts of its members. */
interface Computed {
  readonly period: Period;
  readonly value: number;
  readonly counts: Figure["counts"];
  readonly members: { readonly known: number; readonly of: number };
}

/**
 * What we worked out of a grouping, as rows of an export. The status `computed` tells them from what sources print;
 * they have no release, file or line, and `columns` says of how many members they are the sum.
 */
export function computedRows(
  indicator: Indicator,
  grouping: Area,
  totals: readonly Computed[],
  definition: string,
): readonly (readonly Cell[])[] {
  return totals.map(({ period, value, counts, members }) => {
    const known: Partial<Record<ExportColumn, Cell>> = {
      indicator: indicator.id,
      area: grouping.id,
      municipality: "",
      name: grouping.name,
      period: period.id,
      period_begin: period.begin,
      period_end: period.end,
      state: "value",
      value,
      numerator: counts?.numerator ?? null,
      denominator: counts?.denominator ?? null,
      status: "computed",
      columns: `${members.known} of ${members.of}`,
      kind: grouping.kind,
      unit: indicator.unit,
      definition,
    };
    return exportColumns.map((column) => known[column] ?? null);
  });
}

/** A spreadsheet runs a text that begins like a formula; an apostrophe before it makes it text again. */
const safe = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** What most cells are: they need no second look. */
const plainWord = /^[A-Za-z0-9][A-Za-z0-9 ._:/-]*$/;

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  if (plainWord.test(cell)) return cell;
  const text = safe(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row as a line of CSV (RFC 4180), with texts that a spreadsheet would run as a formula made harmless. */
export const csvLine = (row: readonly Cell[]): string => `${row.map(csvCell).join(",")}\r\n`;

/** A small table as CSV text. */
export const toCsv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map(csvLine).join("");
