import type { Area } from "#areas";
import type { Period, ReleaseId } from "#kernel";
import { type ExportColumn, exportColumns } from "./export-store.ts";
import { originOfAll } from "./origins.ts";
import type { Figure, Indicator, Release } from "./types.ts";

type Cell = string | number | null;

/** What a grouping is in a period, worked out from the counts of its members. */
interface Computed {
  readonly period: Period;
  readonly value: number;
  readonly counts: Figure["counts"];
  readonly members: { readonly known: number; readonly of: number };
  readonly releases: readonly ReleaseId[];
}

/** How a grouping follows from its members, in the ids of the catalogue. */
const formulaOf = ({ id, total }: Indicator) =>
  total?.kind === "ratio" ? `sum(${total.numerator}) / sum(${total.denominator})` : `sum(${id})`;

/** What stands beside what was worked out. */
interface ComputedAbout {
  readonly definition: string;
  readonly releases: readonly Release[];
  /** The ISO day as of which it was asked; null: now. */
  readonly asOf: string | null;
}

/**
 * What we worked out of a grouping, as rows of an export. The status `computed` tells them from what sources print; release,
 * licence and day are those of what they follow from, and `columns` says by which formula, and of how many members.
 */
export function computedRows(
  indicator: Indicator,
  grouping: Area,
  totals: readonly Computed[],
  { definition, releases, asOf }: ComputedAbout,
): readonly (readonly Cell[])[] {
  return totals.map(({ period, value, counts, members, ...total }) => {
    const own = releases.filter(({ id }) => total.releases.includes(id));
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
      columns: `${formulaOf(indicator)} [${members.known} of ${members.of}]`,
      release: total.releases.join(" "),
      ...originOfAll(own),
      as_of: asOf ?? "",
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
