import type { Area, AreaBook } from "#areas";
import type { Period } from "#kernel";
import type { Figure, Indicator, Reading, Release } from "./types.ts";

/** The columns of an export of figures, one row for every figure. */
export const exportColumns = [
  "indicator",
  "area",
  "municipality",
  "name",
  "period",
  "period_begin",
  "period_end",
  "state",
  "value",
  "numerator",
  "denominator",
  "printed",
  "status",
  "release",
  "file",
  "line",
  "columns",
] as const;

type Cell = string | number | null;

const states = { "<": "below", "<=": "at-most", ">": "above", ">=": "at-least" } as const;
const stateOf = (reading: Reading) =>
  reading.kind === "value" ? "value" : reading.kind === "gap" ? reading.why : states[reading.op];

/**
 * Figures as rows of an export, in the order of `exportColumns`. A value is in the indicator's unit (a share is 0 to 1);
 * `state` says whether it is a value, a bound (below, at-most, above, at-least) or why there is none.
 */
export function exportRows(
  figures: readonly Figure[],
  book: AreaBook,
  releases: readonly Release[],
): readonly (readonly Cell[])[] {
  const files = new Map(releases.map(({ id, file }) => [id, file]));
  return figures.map(({ reading, counts, period, ...figure }) => {
    const area = book.find(figure.area);
    return [
      figure.indicator,
      figure.area,
      area === undefined ? "" : (book.municipalityOf(area)?.name ?? ""),
      area === undefined ? "" : area.name,
      period.id,
      period.begin,
      period.end,
      stateOf(reading),
      reading.kind === "gap" ? null : reading.value,
      counts?.numerator ?? null,
      counts?.denominator ?? null,
      figure.printed,
      figure.status,
      figure.release,
      files.get(figure.release) ?? "",
      figure.line,
      figure.columns,
    ];
  });
}

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
): readonly (readonly Cell[])[] {
  return totals.map(({ period, value, counts, members }) => [
    indicator.id,
    grouping.id,
    "",
    grouping.name,
    period.id,
    period.begin,
    period.end,
    "value",
    value,
    counts?.numerator ?? null,
    counts?.denominator ?? null,
    null,
    "computed",
    "",
    "",
    null,
    `${members.known} of ${members.of}`,
  ]);
}

/** A spreadsheet runs a text that begins like a formula; an apostrophe before it makes it text again. */
const safe = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = safe(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV text (RFC 4180, UTF-8), with texts that a spreadsheet would run as a formula made harmless. */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}
