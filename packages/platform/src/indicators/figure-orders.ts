import type { LakeCells, LakeColumn, LakeTable } from "#store";
import { decimalsIn, isGap, stateIn, states } from "./figure-codes.ts";
import type { figureColumns } from "./figure-file.ts";
import type { Series } from "./figure-series.ts";
import type { FigureSet, Group } from "./figure-set.ts";

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
  readonly #heads: readonly (readonly number[])[];
  readonly #hasCounts: boolean;
  readonly #hasPrinted: boolean;

  constructor(set: FigureSet) {
    this.#ranks = set.ranks;
    this.#areas = set.areas;
    this.#heads = set.series.map(({ head: { indicator, period, status, columns } }) => [
      this.#indicators.place(indicator),
      this.#periods.place(period.id),
      this.#begins.place(period.begin),
      this.#ends.place(period.end),
      statuses.indexOf(status),
      this.#columns.place(columns),
    ]);
    this.#hasCounts = set.series.some(({ hasCounts }) => hasCounts);
    this.#hasPrinted = set.series.some(({ hasPrinted }) => hasPrinted);
  }

  columns(sought: ReadonlySet<string>): Record<keyof typeof figureColumns, LakeColumn> {
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
    const [indicator, period, begin, end, status, columns] = this.#heads[series.order]!;
    const code = series.codes[row]!;
    const state = stateIn(code);
    const gap = isGap(state);
    out[0]![at] = indicator!;
    out[1]![at] = this.#ranks[series.rows.areas[row]!]!;
    out[2]![at] = period!;
    out[3]![at] = begin!;
    out[4]![at] = end!;
    out[5]![at] = state;
    out[6]![at] = gap ? Number.NaN : series.valueAt(row);
    out[7]![at] = gap ? noInteger : (decimalsIn(code) ?? noInteger);
    if (this.#hasCounts) {
      const counts = series.countsAt(row);
      out[8]![at] = counts?.numerator ?? Number.NaN;
      out[9]![at] = counts?.denominator ?? Number.NaN;
    }
    if (this.#hasPrinted) out[10]![at] = series.printedAt(row) ?? Number.NaN;
    out[11]![at] = status!;
    out[12]![at] = series.rows.lines[row]!;
    out[13]![at] = columns!;
  }
}

const seriesOf = ({ series, from }: Group, place: number) =>
  series[from === null ? 0 : from[place]!]!;

/** By indicator, period and area: a map is one stretch of the file. */
export function mapOrder(set: FigureSet): LakeTable {
  const table = new FigureTable(set);
  const { groups } = set;
  let [group, place] = [0, 0];
  return {
    columns: table.columns(new Set(["indicator", "period"])),
    fill: (out, most) => {
      let filled = 0;
      while (filled < most && group < groups.length) {
        const from = groups[group]!;
        const until = Math.min(from.rows.length, place + most - filled);
        for (; place < until; place++)
          table.put(out, filled++, seriesOf(from, place), from.rows[place]!);
        if (place === from.rows.length) {
          group++;
          place = 0;
        }
      }
      return filled;
    },
  };
}

/** So many areas are put in order at a time. */
const areasAtOnce = 64;

/** The figures of some areas: which group each is in, and where in it. */
interface Block {
  readonly groups: Uint32Array;
  readonly places: Uint32Array;
}

/** The next areas' figures, each area's together, in the order of the groups. */
function* blocksByArea(set: FigureSet): Generator<Block> {
  const { groups, ranks } = set;
  const next = new Uint32Array(groups.length);
  const rankAt = (group: Group, place: number) =>
    ranks[seriesOf(group, place).rows.areas[group.rows[place]!]!]!;
  for (let first = 0; first < ranks.length; first += areasAtOnce) {
    const found: number[] = [];
    for (const [at, group] of groups.entries()) {
      let place = next[at]!;
      for (; place < group.rows.length; place++) {
        const rank = rankAt(group, place);
        if (rank >= first + areasAtOnce) break;
        found.push(rank - first, at, place);
      }
      next[at] = place;
    }
    yield sortedBlock(found);
  }
}

/** Triples of area, group and place by area; a stable counting sort keeps the groups in order. */
function sortedBlock(found: readonly number[]): Block {
  const begins = new Uint32Array(areasAtOnce + 1);
  for (let at = 0; at < found.length; at += 3) begins[found[at]! + 1]!++;
  for (let area = 0; area < areasAtOnce; area++) begins[area + 1]! += begins[area]!;
  const groups = new Uint32Array(found.length / 3);
  const places = new Uint32Array(found.length / 3);
  for (let at = 0; at < found.length; at += 3) {
    const to = begins[found[at]!]!++;
    groups[to] = found[at + 1]!;
    places[to] = found[at + 2]!;
  }
  return { groups, places };
}

/** By area, indicator and period: all of one area is one stretch of the file. */
export function profileOrder(set: FigureSet): LakeTable {
  const table = new FigureTable(set);
  const { groups } = set;
  const blocks = blocksByArea(set);
  let block: Block = { groups: new Uint32Array(0), places: new Uint32Array(0) };
  let at = 0;
  const hasMore = () => {
    while (at === block.groups.length) {
      const { value, done } = blocks.next();
      if (done === true) return false;
      block = value;
      at = 0;
    }
    return true;
  };
  return {
    columns: table.columns(new Set(["area"])),
    fill: (out, most) => {
      let filled = 0;
      while (filled < most && hasMore()) {
        const group = groups[block.groups[at]!]!;
        const place = block.places[at++]!;
        table.put(out, filled++, seriesOf(group, place), group.rows[place]!);
      }
      return filled;
    },
  };
}
