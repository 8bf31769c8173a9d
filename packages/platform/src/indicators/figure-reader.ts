import { malformed, type TableRow } from "#intake";
import { Refusal, type Text } from "#kernel";
import { type Cell, emptyCell, readCellInto } from "./cell.ts";
import {
  type CellPlace,
  checkRange,
  derive,
  notAFigure,
  shiftOf,
  usualExponent,
} from "./figure-cells.ts";
import { gapState, isGap, scaled } from "./figure-codes.ts";
import {
  type Cells,
  type EntryPlan,
  type FileHead,
  type GroupPlan,
  type Knowledge,
  type Plan,
  planFor,
} from "./figure-plan.ts";
import { RowSet, type Series } from "./figure-series.ts";
import type { FigureSet } from "./figure-set.ts";
import type { FiguresMapping } from "./mapping.ts";
import { RowAreas } from "./row-areas.ts";
import { readStated, readWords } from "./stated-cell.ts";
import type { Figure } from "./types.ts";

/** Where the figures of a group of one period go. */
interface Target {
  readonly rows: RowSet;
  readonly entries: readonly EntryPlan[];
  readonly series: readonly Series[];
}

/** A group while its file is read. */
interface Reading {
  readonly plan: GroupPlan;
  readonly targets: Map<string, Target | null>;
  lastKey: string;
  last: Target | null;
}

/** Reads the rows of one file into a set of figures. */
export class FigureReader {
  readonly setAside: { readonly line: number; readonly why: Text }[] = [];
  rows = 0;
  readonly #head: FileHead;
  readonly #plan: Plan;
  readonly #set: FigureSet;
  readonly #areas: RowAreas;
  readonly #groups: readonly Reading[];
  /** Put before the columns of a figure when there are several files: its line alone would not say where it stands. */
  readonly #prefix: string;
  readonly #cell: Cell = emptyCell();
  #failed: Refusal | null = null;

  /** @throws {Refusal} when the mapping names what is not there */
  constructor(
    head: FileHead,
    mapping: FiguresMapping,
    known: Knowledge,
    { set, isOneOfSeveral }: { readonly set: FigureSet; readonly isOneOfSeveral: boolean },
  ) {
    this.#head = head;
    this.#plan = planFor(head, mapping, known);
    this.#set = set;
    this.#areas = new RowAreas(head, mapping.areas, known.book, set);
    this.#prefix = isOneOfSeveral ? `${head.file}: ` : "";
    this.#groups = this.#plan.groups.map((plan) => ({
      plan,
      targets: new Map(),
      lastKey: "",
      last: null,
    }));
  }

  /** Takes a row. What is wrong with it is told at the end, with the names that nobody knows first. */
  row(row: TableRow): void {
    this.rows++;
    try {
      this.#read(row);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Who must confirm ten names does not want to import ten times: the other rows may name more.
      if (!this.#areas.isByName) {
        this.#areas.refuseUnknown();
        throw error;
      }
      this.#failed ??= error;
    }
  }

  /** @throws {Refusal} for what was wrong: all unknown names at once, else the first wrong row */
  end(): void {
    this.#areas.refuseUnknown();
    if (this.#failed !== null) throw this.#failed;
    this.#set.trim();
  }

  #read(row: TableRow): void {
    const { cells, line } = row;
    const aside = this.#plan.setAside.find(({ where }) => fits(cells, where));
    if (aside !== undefined) {
      this.setAside.push({ line, why: aside.why });
      return;
    }
    let area = -2; // not asked for yet
    let isRead = false;
    for (const group of this.#groups) {
      if (!fits(cells, group.plan.where)) continue;
      isRead = true;
      if (group.plan.area === null && area === -2) area = this.#areas.of(row);
      if (this.#failed !== null) continue;
      const target = this.#target(group, row);
      if (target === null) continue;
      const code = group.plan.area === null ? area : this.#set.areaCode(group.plan.area);
      if (code >= 0) this.#take(target, code, row);
    }
    if (!isRead)
      throw malformed(
        { file: this.#head.file, line },
        "no entry of the mapping reads this row, and it is not set aside with a reason.",
      );
  }

  /** Where the figures of this row go; null: the mapping says that they are not read. */
  #target(group: Reading, row: TableRow): Target | null {
    const { periodAt, codes, statusAt } = group.plan;
    const when = periodAt === -1 ? "" : row.cells[periodAt]!;
    const what = codes === null ? "" : row.cells[codes.at]!;
    const keyed = codes === null ? when : `${when}\n${what}`;
    const key = statusAt === -1 ? keyed : `${keyed}\n${row.cells[statusAt]!}`;
    if (key === group.lastKey && group.last !== null) return group.last;
    let target = group.targets.get(key);
    if (target === undefined) {
      target = this.#newTarget(group.plan, row, when.trim(), what.trim());
      group.targets.set(key, target);
    }
    group.lastKey = key;
    group.last = target;
    return target;
  }

  /** The status that a cell tells; without a word it is final. */
  #status({ line, cells }: TableRow, at: number): Figure["status"] {
    const told = readWords(cells[at]!);
    if (told !== null) return told.status ?? "final";
    throw malformed(
      { file: this.#head.file, line, column: this.#head.header[at]! },
      `"${cells[at]}" is no status of a figure; expected provisional, final or revised. Rows that are not read go under \`setAside\`.`,
    );
  }

  #newTarget(plan: GroupPlan, row: TableRow, when: string, what: string): Target | null {
    const { file } = this.#head;
    const { line } = row;
    const period = plan.period.kind === "fixed" ? plan.period.period : plan.period.read(when);
    if (period === null)
      throw malformed(
        { file, line, column: plan.period.kind === "column" ? plan.period.column : "" },
        `"${when}" is not a period that the mapping knows; write it under \`codes\` of \`period\`.`,
      );
    let { entries } = plan;
    if (plan.codes !== null) {
      const entry = plan.codes.entries.get(what);
      if (entry === null) return null;
      if (entry === undefined)
        throw malformed(
          { file, line, column: plan.codes.column },
          `the mapping has no indicator for the code "${what}"; write it under \`codes\`, with null when it is not to be read.`,
        );
      entries = [entry];
    }
    const rows = new RowSet();
    const told = plan.statusAt === -1 ? null : this.#status(row, plan.statusAt);
    const series = entries.map((entry) => {
      const { id: indicator } = entry.indicator;
      const status = told ?? entry.status;
      const columns = this.#prefix + entry.columns;
      const exponent = usualExponent(entry.indicator);
      return this.#set.add({ indicator, period, status, columns, exponent, file }, rows);
    });
    return { rows, entries, series };
  }

  #take({ rows, entries, series }: Target, area: number, row: TableRow): void {
    const at = rows.size;
    for (let one = 0; one < entries.length; one++)
      this.#figure(entries[one]!, series[one]!, at, row);
    rows.push(area, row.line);
  }

  #figure(entry: EntryPlan, series: Series, at: number, row: TableRow): void {
    const place: CellPlace = this.#head;
    const { format } = this.#plan;
    const cell = this.#cell;
    if (entry.gap !== null) series.setGap(at, gapState(entry.gap));
    else if (entry.value === null) derive(entry, series, at, { row, place, format });
    else if (entry.isStated) readStated(entry, series, at, { row, place, format });
    else {
      const text = row.cells[entry.value]!;
      if (!readCellInto(text, format, cell)) throw notAFigure({ row, place, format }, entry.value);
      if (isGap(cell.state)) series.setGap(at, cell.state);
      else {
        const decimals = cell.decimals + shiftOf(entry);
        const value = scaled(cell.digits, decimals + series.head.exponent);
        checkRange(place, row, entry, value);
        series.setDigits(at, cell.state, cell.digits, decimals);
      }
    }
    if (entry.printed === null) return;
    const text = row.cells[entry.printed]!;
    if (!readCellInto(text, format, cell)) throw notAFigure({ row, place, format }, entry.printed);
    if (cell.state === 0)
      series.setPrinted(
        at,
        scaled(cell.digits, cell.decimals + shiftOf(entry) + series.head.exponent),
      );
  }
}

function fits(cells: readonly string[], where: Cells): boolean {
  for (const [at, cell] of where) if (cells[at]!.trim() !== cell) return false;
  return true;
}
