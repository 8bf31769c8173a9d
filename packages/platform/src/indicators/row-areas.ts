import type { Area, AreaBook } from "#areas";
import { fullName } from "#areas";
import { placeName, type Row, type Table } from "#intake";
import { type AreaId, Refusal } from "#kernel";
import type { AreaColumns } from "./mapping.ts";

function unknown(
  table: Table,
  { line }: Row,
  { column, name, inside }: { column: string; name: string; inside: Area | null },
  candidates: readonly Area[],
  book: AreaBook,
): Refusal {
  const names = candidates.map((area) => `${fullName(area, book)} (${area.id})`);
  const likely = names.length === 0 ? "Nothing looks like it." : `Likeliest: ${names.join("; ")}.`;
  const scope = inside === null ? "" : ` in ${inside.name}`;
  return new Refusal(
    "area-unknown",
    `${placeName({ file: table.file, line, column })}: no area is called "${name}"${scope}. ${likely} If one is right, confirm it as a row in aliases.csv.`,
    { file: table.file, line, column, name, candidates: names },
  );
}

function named(table: Table, row: Row, column: string, inside: Area | null, book: AreaBook) {
  const name = row.cells[column] ?? "";
  const resolution = book.resolve(name, inside?.id ?? null);
  if (resolution.kind === "found") return resolution.areas;
  throw unknown(table, row, { column, name, inside }, resolution.candidates, book);
}

/**
 * The areas that a row is about, by its name columns. An empty name means: the row is about `within` itself.
 * @throws {Refusal} area-unknown, with the likeliest candidates
 */
export function areasOfRow(
  table: Table,
  row: Row,
  columns: AreaColumns,
  book: AreaBook,
): readonly Area[] {
  if (columns.within === undefined) return named(table, row, columns.name, null, book);
  const outer = named(table, row, columns.within, null, book);
  if ((row.cells[columns.name] ?? "") === "") return outer;
  return named(table, row, columns.name, outer.length === 1 ? outer[0]! : null, book);
}

/** The one area that a figure is about. @throws {Refusal} area-unknown or area-ambiguous */
export function areaOfFigure(table: Table, row: Row, columns: AreaColumns, book: AreaBook): AreaId {
  const areas = areasOfRow(table, row, columns, book);
  if (areas.length === 1) return areas[0]!.id;
  const place = placeName({ file: table.file, line: row.line, column: columns.name });
  const names = areas.map((area) => fullName(area, book));
  throw new Refusal(
    "area-ambiguous",
    `${place}: "${row.cells[columns.name]}" covers ${names.join(" and ")}; one figure cannot be about two areas.`,
    { file: table.file, line: row.line, column: columns.name, candidates: names },
  );
}

/** How messages and findings name a row: `Utrecht, Kanaleneiland`. */
export function rowName(row: Row, columns: AreaColumns | undefined): string {
  if (columns === undefined) return Object.values(row.cells).slice(0, 2).join(", ");
  const parts = [
    columns.within === undefined ? "" : row.cells[columns.within],
    row.cells[columns.name],
  ];
  return parts.filter((part) => part !== undefined && part !== "").join(", ");
}
