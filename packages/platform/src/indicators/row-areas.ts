import type { Area, AreaBook } from "#areas";
import { candidatesFor, fullName, otherYearSentence, UnknownNames } from "#areas";
import { placeName, type Row, type Table } from "#intake";
import { type AreaId, Refusal } from "#kernel";
import type { AreaColumns } from "./mapping.ts";

/** A name in a row that is no area's. */
interface UnknownName {
  readonly line: number;
  readonly column: string;
  readonly name: string;
  readonly inside: Area | null;
  readonly candidates: readonly Area[];
}

type RowAreas =
  | { readonly kind: "found"; readonly areas: readonly Area[] }
  | ({ readonly kind: "unknown" } & UnknownName);

function sentenceOf(
  file: string,
  { line, column, name, inside, candidates }: UnknownName,
  book: AreaBook,
) {
  const names = candidates.map((area) => `${fullName(area, book)} (${area.id})`);
  const likely = names.length === 0 ? "Nothing looks like it." : `Likeliest: ${names.join("; ")}.`;
  const scope = inside === null ? "" : ` in ${inside.name}`;
  const place = placeName({ file, line, column });
  return { names, text: `${place}: no area is called "${name}"${scope}. ${likely}` };
}

/** Tells the first as one clear line, and the others below it: who mends a file mends them all at once. */
function unknownAreas(
  { file }: Table,
  [first, ...others]: readonly [UnknownName, ...UnknownName[]],
  book: AreaBook,
): Refusal {
  const { names, text } = sentenceOf(file, first, book);
  const below = others.map((one) => `\n  ${sentenceOf(file, one, book).text}`);
  const { line, column, name } = first;
  const all = [first, ...others].map((one) => {
    const within = one.inside?.id ?? null;
    const { candidates } = one;
    return {
      line: one.line,
      name: one.name,
      within,
      candidates: candidatesFor({ name: one.name, within, book }, candidates),
    };
  });
  return new UnknownNames(
    { file, names: all },
    `${text} If one is right, confirm it as a row in aliases.csv.${below.join("")}`,
    {
      file,
      line,
      column,
      name,
      candidates: names,
      unknown: [first, ...others].map((one) => `${one.line}: ${one.name}`),
    },
  );
}

function named(row: Row, column: string, inside: Area | null, book: AreaBook): RowAreas {
  const name = (row.cells[column] ?? "").trim();
  const resolution = book.resolve(name, inside?.id ?? null);
  if (resolution.kind === "found") return resolution;
  return { ...resolution, line: row.line, column, name, inside };
}

function resolveRow(row: Row, columns: AreaColumns, book: AreaBook): RowAreas {
  if (columns.within === undefined) return named(row, columns.name, null, book);
  const outer = named(row, columns.within, null, book);
  if (outer.kind === "unknown" || (row.cells[columns.name] ?? "") === "") return outer;
  return named(row, columns.name, outer.areas.length === 1 ? outer.areas[0]! : null, book);
}

/**
 * Refuses rows that name areas which nobody knows, each name once.
 * @throws {Refusal} area-unknown, with the likeliest candidates
 */
export function requireKnownAreas(
  table: Table,
  rows: readonly Row[],
  columns: AreaColumns,
  book: AreaBook,
): void {
  const unknown = new Map<string, UnknownName>();
  for (const row of rows) {
    const found = resolveRow(row, columns, book);
    const key = found.kind === "found" ? "" : `${found.inside?.id} ${found.name}`;
    if (found.kind === "unknown" && !unknown.has(key)) unknown.set(key, found);
  }
  const [first, ...others] = unknown.values();
  if (first !== undefined) throw unknownAreas(table, [first, ...others], book);
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
  const found = resolveRow(row, columns, book);
  if (found.kind === "unknown") throw unknownAreas(table, [found], book);
  return found.areas;
}

/** A code of other boundaries than the mapping names is another piece of ground under the same name. */
function refuseOtherYear(place: string, area: Area, { boundaries }: AreaColumns, book: AreaBook) {
  const sentence = boundaries === undefined ? null : otherYearSentence(book, area.id, boundaries);
  if (sentence !== null)
    throw new Refusal("area-unknown", `${place}: ${sentence}`, { area: area.id, place });
}

/** The one area that a figure is about. @throws {Refusal} area-unknown or area-ambiguous */
export function areaOfFigure(table: Table, row: Row, columns: AreaColumns, book: AreaBook): AreaId {
  const areas = areasOfRow(table, row, columns, book);
  const place = placeName({ file: table.file, line: row.line, column: columns.name });
  if (areas.length === 1) {
    refuseOtherYear(place, areas[0]!, columns, book);
    return areas[0]!.id;
  }
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
