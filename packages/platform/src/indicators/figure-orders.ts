import type { LakeCells, LakeColumn, LakeTable } from "#store";
import { decimalsIn, isGap, stateIn, states } from "./figure-codes.ts";
import type { figureColumns } from "./figure-file.ts";
import type { Series } from "./figure-series.ts";
import type { FigureSet } from "./figure-set.ts";

/** The smallest 32-bit integer stands for "no decimals": nobody wrote them. */
const noInteger = -(2 ** 31);

/** Words, each once, and the place of each. */
class Words {
  readonly list: string[] = [];
  readonly #places = new Map<string, number>();

  place(word: string): number {
    let place = this.#places.get(word);
    if (place === undefined) {
      place = this.list.length;
      this.list.push(word);
      this.#places.set(word, place);
    }
    return place;
  }
}

const statuses = ["provisional", "final", "revised"] as const;

type ColumnName = keyof typeof figureColumns;

/** What a profile is made of; the rest of a figure is in the file in the order of maps. */
const inProfiles: ReadonlySet<ColumnName> = new Set([
  "indicator",
  "area",
  "period",
  "state",
  "value",
  "decimals",
  "status",
  "line",
]);

/** The columns of a release's file, as `figureColumns` names them, and how each cell is found. */
class FigureTable {
  readonly #ranks: Uint32Array;
  readonly #periods = new Words();
  readonly #begins = new Words();
  readonly #ends = new Words();
  readonly #indicators = new Words();
  readonly #columns = new Words();
  readonly #areas: readonly string[];
  /** Per series: indicator, period, its begin, its end, status, columns. */
  readonly #heads: Uint32Array;
  readonly #hasCounts: boolean;
  readonly #hasPrinted: boolean;

  constructor(set: FigureSet) {
    this.#ranks = set.ranks;
    this.#areas = set.areas;
    const heads = set.series.flatMap(({ head: { indicator, period, status, columns } }) => [
      this.#indicators.place(indicator),
      this.#periods.place(period.id),
      this.#begins.place(period.begin),
      this.#ends.place(period.end),
      statuses.indexOf(status),
      this.#columns.place(columns),
    ]);
    this.#heads = Uint32Array.from(heads);
    this.#hasCounts = set.series.some(({ hasCounts }) => hasCounts);
    this.#hasPrinted = set.series.some(({ hasPrinted }) => hasPrinted);
  }

  /** Every column, and with which of them rows are looked up. */
  columns(sought: ReadonlySet<string>): Record<ColumnName, LakeColumn> {
    const words = (name: string, list: readonly string[]): LakeColumn => ({
      kind: "words",
      words: list,
      isSought: sought.has(name),
    });
    const numbers = (isThere: boolean): LakeColumn => ({ kind: isThere ? "double" : "nothing" });
    return {
      indicator: words("indicator", this.#indicators.list),
      area: words("area", this.#areas),
      period: words("period", this.#periods.list),
      period_begin: words("period_begin", this.#begins.list),
      period_end: words("period_end", this.#ends.list),
      state: words("state", states),
      value: { kind: "double" },
      decimals: { kind: "integer" },
      numerator: numbers(this.#hasCounts),
      denominator: numbers(this.#hasCounts),
      printed: numbers(this.#hasPrinted),
      status: words("status", statuses),
      line: { kind: "integer" },
      columns: words("columns", this.#columns.list),
    };
  }

  /** Puts one figure into place `at` of the columns. */
  put(out: readonly LakeCells[], at: number, series: Series, row: number): void {
    const heads = this.#heads;
    const head = series.order * 6;
    const code = series.codes[row]!;
    const state = stateIn(code);
    const gap = isGap(state);
    out[0]![at] = heads[head]!;
    out[1]![at] = this.#ranks[series.rows.areas[row]!]!;
    out[2]![at] = heads[head + 1]!;
    out[3]![at] = heads[head + 2]!;
    out[4]![at] = heads[head + 3]!;
    out[5]![at] = state;
    out[6]![at] = gap ? Number.NaN : series.valueAt(row);
    out[7]![at] = gap ? noInteger : (decimalsIn(code) ?? noInteger);
    if (this.#hasCounts) {
      const counts = series.countsAt(row);
      out[8]![at] = counts?.numerator ?? Number.NaN;
      out[9]![at] = counts?.denominator ?? Number.NaN;
    }
    if (this.#hasPrinted) out[10]![at] = series.printedAt(row) ?? Number.NaN;
    out[11]![at] = heads[head + 4]!;
    out[12]![at] = series.rows.lines[row]!;
    out[13]![at] = heads[head + 5]!;
  }
}

/** Some rows of the table, in its columns. */
interface Block {
  readonly columns: readonly LakeCells[];
  readonly size: number;
}

const cellsFor = (column: LakeColumn, size: number): LakeCells => {
  if (column.kind === "double") return new Float64Array(size);
  return column.kind === "integer" ? new Int32Array(size) : new Uint32Array(size);
};

/** Columns that grow to the largest block and are used again for every other. */
class BlockColumns {
  readonly #kinds: readonly LakeColumn[];
  #columns: readonly LakeCells[] = [];
  #size = 0;

  constructor(columns: Readonly<Record<string, LakeColumn>>) {
    this.#kinds = Object.values(columns);
  }

  ofSize(size: number): readonly LakeCells[] {
    if (size > this.#size) {
      this.#columns = this.#kinds.map((kind) => cellsFor(kind, size));
      this.#size = size;
    }
    return this.#columns;
  }
}

/** A table of the columns in `kept`, from blocks that have all of them. */
function tableOf(
  columns: Record<ColumnName, LakeColumn>,
  kept: ReadonlySet<ColumnName>,
  blocks: Iterator<Block, unknown>,
): LakeTable {
  const all = Object.entries(columns) as [ColumnName, LakeColumn][];
  const places = all.flatMap(([name], at) => (kept.has(name) ? [at] : []));
  let block: Block = { columns: [], size: 0 };
  let at = 0;
  const fill = (out: readonly LakeCells[], most: number) => {
    while (at === block.size) {
      const { value, done } = blocks.next();
      if (done === true) return 0;
      block = value as Block;
      at = 0;
    }
    const end = Math.min(block.size, at + most);
    for (const [to, from] of places.entries()) out[to]!.set(block.columns[from]!.subarray(at, end));
    const filled = end - at;
    at = end;
    return filled;
  };
  return { columns: Object.fromEntries(all.filter(([name]) => kept.has(name))), fill };
}

function* blocksByGroup(set: FigureSet, table: FigureTable, room: BlockColumns): Generator<Block> {
  for (const group of set.groups) {
    const { rows, series, from } = group;
    const columns = room.ofSize(rows.length);
    for (let place = 0; place < rows.length; place++)
      table.put(columns, place, series[from === null ? 0 : from[place]!]!, rows[place]!);
    yield { columns, size: rows.length };
  }
}

/** By indicator, period and area: a map is one stretch of the file. */
export function mapOrder(set: FigureSet): LakeTable {
  const table = new FigureTable(set);
  const columns = table.columns(new Set(["indicator", "period"]));
  const kept = new Set(Object.keys(columns) as ColumnName[]);
  return tableOf(columns, kept, blocksByGroup(set, table, new BlockColumns(columns)));
}

/** So many areas are put in order at a time. */
const areasAtOnce = 64;

/**
 * The next areas' figures, each area's together, in the order of the groups: a counting sort. Group by group, because
 * going from group to group for every area would miss the processor's cache every time.
 */
function* blocksByArea(set: FigureSet, table: FigureTable, room: BlockColumns): Generator<Block> {
  const { groups, ranks } = set;
  const ends = new Uint32Array(groups.length);
  for (let first = 0; first < ranks.length; first += areasAtOnce) {
    const begins = Uint32Array.from(ends);
    const next = new Uint32Array(areasAtOnce + 1);
    for (const [at, group] of groups.entries())
      ends[at] = countAreas(group.ranks, begins[at]!, first, next);
    for (let area = 0; area < areasAtOnce; area++) next[area + 1]! += next[area]!;
    const size = next[areasAtOnce]!;
    const columns = room.ofSize(size);
    for (const [at, { rows, series, from, ranks: ofGroup }] of groups.entries())
      for (let place = begins[at]!; place < ends[at]!; place++) {
        const to = next[ofGroup[place]! - first]!++;
        table.put(columns, to, series[from === null ? 0 : from[place]!]!, rows[place]!);
      }
    yield { columns, size };
  }
}

/** Counts the figures of each of the next areas, one place further on. @returns where the areas after them begin */
function countAreas(ranks: Uint32Array, from: number, first: number, counts: Uint32Array): number {
  let place = from;
  while (place < ranks.length && ranks[place]! < first + areasAtOnce)
    counts[ranks[place++]! - first + 1]!++;
  return place;
}

/** By area, indicator and period: all of one area is one stretch of the file. */
export function profileOrder(set: FigureSet): LakeTable {
  const table = new FigureTable(set);
  const columns = table.columns(new Set(["area"]));
  return tableOf(columns, inProfiles, blocksByArea(set, table, new BlockColumns(columns)));
}
