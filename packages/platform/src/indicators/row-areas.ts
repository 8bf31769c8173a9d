import type { Area, AreaBook } from "#areas";
import { candidatesFor, fullName, UnknownNames } from "#areas";
import { placeName, type Row, type Table, type TableRow } from "#intake";
import { Refusal } from "#kernel";
import { CodedAreas, refuseOtherYear } from "./coded-areas.ts";
import type { FileHead } from "./figure-plan.ts";
import type { FigureSet } from "./figure-set.ts";
import type { AreaColumns, FigureAreas } from "./mapping.ts";

/** A name in a row that is no area's. */
interface UnknownName {
  readonly line: number;
  readonly column: string;
  readonly name: string;
  readonly inside: Area | null;
  readonly candidates: readonly Area[];
}

type NamedAreas =
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

const [alike, unlike] = [
  "If one is right, confirm it with krachtwijk areas confirm (areas review lists all), or as a row in aliases.csv.",
  "Mend the file, or say which area it is with krachtwijk areas confirm (areas review lists all), or as a row in aliases.csv.",
];

/** Tells the first as one clear line, and the others below it: who mends a file mends them all at once. */
function unknownAreas(
  { file }: Pick<Table, "file">,
  [first, ...others]: readonly [UnknownName, ...UnknownName[]],
  book: AreaBook,
): Refusal {
  const { names, text } = sentenceOf(file, first, book);
  const below = others.map((one) => `\n  ${sentenceOf(file, one, book).text}`);
  const { line, column, name } = first;
  const all = [first, ...others].map((one) => ({
    line: one.line,
    name: one.name,
    within: one.inside?.id ?? null,
    candidates: candidatesFor(
      { name: one.name, within: one.inside?.id ?? null, book },
      one.candidates,
    ),
  }));
  return new UnknownNames(
    { file, names: all },
    `${text} ${names.length === 0 ? unlike : alike}${below.join("")}`,
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

function named(row: Row, column: string, inside: Area | null, book: AreaBook): NamedAreas {
  const name = (row.cells[column] ?? "").trim();
  const resolution = book.resolve(name, inside?.id ?? null);
  if (resolution.kind === "found") return resolution;
  return { ...resolution, line: row.line, column, name, inside };
}

function resolveRow(row: Row, columns: AreaColumns, book: AreaBook): NamedAreas {
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

/** Two areas for one figure: which of them it is about nobody can say. */
function ambiguous(file: string, row: Row, column: string, areas: readonly Area[], book: AreaBook) {
  const place = placeName({ file, line: row.line, column });
  const names = areas.map((area) => fullName(area, book));
  return new Refusal(
    "area-ambiguous",
    `${place}: "${row.cells[column]}" covers ${names.join(" and ")}; one figure cannot be about two areas.`,
    { file, line: row.line, column, candidates: names },
  );
}

/** The areas that the rows of a file are about, each name looked up once. */
export class RowAreas {
  readonly isByName: boolean;
  readonly #head: FileHead;
  readonly #columns: AreaColumns | null;
  readonly #coded: CodedAreas | null;
  readonly #book: AreaBook;
  readonly #set: FigureSet;
  readonly #places: readonly number[];
  readonly #year: number | undefined;
  readonly #found = new Map<string, number>();
  readonly #unknown = new Map<string, UnknownName>();

  constructor(head: FileHead, areas: FigureAreas | undefined, book: AreaBook, set: FigureSet) {
    const { name, within, code, prefix = "" } = areas ?? {};
    this.#head = head;
    this.#book = book;
    this.#set = set;
    this.#year = areas?.boundaries;
    this.isByName = code === undefined;
    this.#columns = name === undefined ? null : { name, within };
    this.#coded =
      code === undefined
        ? null
        : new CodedAreas(head, { code, prefix, boundaries: this.#year }, book, set);
    this.#places = [name, within].flatMap((one) =>
      one === undefined ? [] : head.header.indexOf(one),
    );
  }

  /** The area's code in the set; -1 when nobody knows it. @throws {Refusal} area-ambiguous */
  of(row: TableRow): number {
    if (this.#coded !== null) return this.#coded.of(row);
    const key = this.#places.map((at) => row.cells[at]).join("\n");
    let code = this.#found.get(key);
    if (code === undefined) {
      code = this.#lookUp(row);
      this.#found.set(key, code);
    }
    return code;
  }

  #lookUp({ line, cells }: TableRow): number {
    const columns = this.#columns!;
    const named = this.#places.map((at) => [this.#head.header[at]!, cells[at]!.trim()]);
    const row: Row = { line, cells: Object.fromEntries(named) };
    const found = resolveRow(row, columns, this.#book);
    if (found.kind === "unknown") {
      const key = `${found.inside?.id} ${found.name}`;
      if (!this.#unknown.has(key)) this.#unknown.set(key, found);
      return -1;
    }
    if (found.areas.length === 1) {
      const { id } = found.areas[0]!;
      refuseOtherYear(
        { file: this.#head.file, line, column: columns.name },
        id,
        this.#year,
        this.#book,
      );
      return this.#set.areaCode(id);
    }
    throw ambiguous(this.#head.file, row, columns.name, found.areas, this.#book);
  }

  /** @throws {Refusal} area-unknown, with every name that nobody knows and its likeliest candidates */
  refuseUnknown(): void {
    this.#coded?.refuseUnknown();
    const [first, ...others] = this.#unknown.values();
    if (first !== undefined) throw unknownAreas(this.#head, [first, ...others], this.#book);
  }
}

/** How messages and findings name a row: `Utrecht, Kanaleneiland`. */
export function rowName(row: Row, columns: FigureAreas | undefined): string {
  if (columns?.code !== undefined) return row.cells[columns.code]!.trim();
  if (columns?.name === undefined) return Object.values(row.cells).slice(0, 2).join(", ");
  const parts = [
    columns.within === undefined ? "" : row.cells[columns.within],
    row.cells[columns.name],
  ];
  return parts.filter((part) => part !== undefined && part !== "").join(", ");
}
