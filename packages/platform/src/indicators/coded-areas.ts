import { type AreaBook, otherYearSentence } from "#areas";
import { type Place, placeName, type TableRow } from "#intake";
import { type AreaId, Refusal } from "#kernel";
import type { FileHead } from "./figure-plan.ts";
import type { FigureSet } from "./figure-set.ts";

/** Most codes that a message lists. */
const shown = 5;

/**
 * A code of other boundaries than the mapping names is another piece of ground, perhaps under the same name.
 * @throws {Refusal} area-unknown, with the years that have the code and what follows it
 */
export function refuseOtherYear(
  place: Place,
  area: AreaId,
  year: number | undefined,
  book: AreaBook,
): void {
  const sentence = year === undefined ? null : otherYearSentence(book, area, year);
  if (sentence !== null)
    throw new Refusal("area-unknown", `${placeName(place)}: ${sentence}`, { ...place, area });
}

/** Areas by a column of codes: the code is the area's id. */
export class CodedAreas {
  readonly #head: FileHead;
  readonly #column: string;
  readonly #at: number;
  readonly #prefix: string;
  readonly #year: number | undefined;
  readonly #book: AreaBook;
  readonly #set: FigureSet;
  readonly #found = new Map<string, number>();
  readonly #unknown = new Map<string, number>();

  constructor(
    head: FileHead,
    {
      code,
      prefix,
      boundaries,
    }: {
      readonly code: string;
      readonly prefix: string;
      readonly boundaries: number | undefined;
    },
    book: AreaBook,
    set: FigureSet,
  ) {
    this.#head = head;
    this.#column = code;
    this.#at = head.header.indexOf(code);
    this.#prefix = prefix;
    this.#year = boundaries;
    this.#book = book;
    this.#set = set;
  }

  /** The area's code in the set; -1 when nobody knows it. */
  of({ line, cells }: TableRow): number {
    const written = cells[this.#at]!;
    let found = this.#found.get(written);
    if (found === undefined) {
      const code = this.#prefix + written.trim();
      const area = this.#book.find(code);
      const place = { file: this.#head.file, line, column: this.#column };
      if (area !== undefined) refuseOtherYear(place, area.id, this.#year, this.#book);
      found = area === undefined ? -1 : this.#set.areaCode(area.id);
      if (found === -1) this.#unknown.set(code, line);
      this.#found.set(written, found);
    }
    return found;
  }

  /** @throws {Refusal} area-unknown: the first code, how many more there are, and what to do */
  refuseUnknown(): void {
    const [first, ...others] = this.#unknown;
    if (first === undefined) return;
    const [code, line] = first;
    const { file } = this.#head;
    const place = placeName({ file, line, column: this.#column });
    const more =
      others.length === 0
        ? ""
        : ` ${others.length} more: ${others
            .slice(0, shown)
            .map(([other, at]) => `${other} (line ${at})`)
            .join(", ")}${others.length > shown ? " …" : ""}.`;
    throw new Refusal(
      "area-unknown",
      `${place}: no area has the code "${code}".${more} Codes change from year to year: import the areas of the file's own year first, or set these rows aside with a reason.`,
      {
        file,
        line,
        column: this.#column,
        name: code,
        candidates: [],
        unknown: [...this.#unknown].map(([other, at]) => `${at}: ${other}`),
      },
    );
  }
}
