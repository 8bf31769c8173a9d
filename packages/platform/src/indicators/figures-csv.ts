import type { AreaBook } from "#areas";
import type { Figure, Reading, Release } from "./types.ts";

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

/** Figures as CSV text, with where each comes from. */
export function figuresCsv(
  figures: readonly Figure[],
  book: AreaBook,
  releases: readonly Release[],
): string {
  return toCsv(exportColumns, exportRows(figures, book, releases));
}
