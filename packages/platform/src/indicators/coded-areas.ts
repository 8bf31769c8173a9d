import type { AreaBook } from "#areas";
import { placeName, type TableRow } from "#intake";
import { Refusal } from "#kernel";
import type { FileHead } from "./figure-plan.ts";
import type { FigureSet } from "./figure-set.ts";

/** Most codes that a message lists. */
const shown = 5;

/** Areas by a column of codes: the code is the area's id. */
export class CodedAreas {
  readonly #head: FileHead;
  readonly #column: string;
  readonly #at: number;
  readonly #prefix: string;
  readonly #book: AreaBook;
  readonly #set: FigureSet;
  readonly #found = new Map<string, number>();
  readonly #unknown = new Map<string, number>();

  constructor(
    head: FileHead,
    { code, prefix }: { readonly code: string; readonly prefix: string },
    book: AreaBook,
    set: FigureSet,
  ) {
    this.#head = head;
    this.#column = code;
    this.#at = head.header.indexOf(code);
    this.#prefix = prefix;
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
