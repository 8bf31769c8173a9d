import { createHash, type Hash } from "node:crypto";
import { type AreaId, comparePeriods, type IndicatorId, type Period } from "#kernel";
import { decimalsIn, isGap, readingFrom, stateIn, states } from "./figure-codes.ts";
import { type RowSet, Series, type SeriesHead } from "./figure-series.ts";
import type { Figure } from "./types.ts";

/** One figure twice: the second contradicts the first, or says nothing new. */
export interface Twice {
  readonly series: SeriesHead;
  readonly area: AreaId;
  readonly line: number;
  readonly earlier: { readonly series: SeriesHead; readonly line: number };
}

/** All figures of one indicator in one period, by area: which series each is in, and where. */
export interface Group {
  readonly indicator: IndicatorId;
  readonly period: Period;
  readonly series: readonly Series[];
  /** Places in `series`, one a figure; null: all in the first. */
  readonly from: Uint16Array | null;
  /** Rows in their series, sorted by area. */
  readonly rows: Uint32Array;
  /** The ranks of their areas. */
  readonly ranks: Uint32Array;
}

/**
 * Figures in columns, not as objects: about five bytes each where rows share their area and line, so that a country's
 * figures of many years fit in memory. Written once, then sorted.
 */
export class FigureSet {
  readonly #areaIds: AreaId[] = [];
  readonly #areaCodes = new Map<string, number>();
  readonly #series: Series[] = [];
  #ranks: Uint32Array | null = null;
  #groups: readonly Group[] | null = null;

  /** The code of an area in this set. */
  areaCode(area: AreaId): number {
    let code = this.#areaCodes.get(area);
    if (code === undefined) {
      code = this.#areaIds.length;
      this.#areaIds.push(area);
      this.#areaCodes.set(area, code);
    }
    return code;
  }

  /** A new series over rows that it may share with others. */
  add(head: SeriesHead, rows: RowSet): Series {
    const series = new Series(head, rows, this.#series.length);
    this.#series.push(series);
    return series;
  }

  /** Gives back the memory that growing took in advance. */
  trim(): void {
    for (const series of this.#series) series.trim();
  }

  get size(): number {
    return this.#series.reduce((sum, { rows }) => sum + rows.size, 0);
  }

  get series(): readonly Series[] {
    return this.#series;
  }

  get indicators(): readonly IndicatorId[] {
    return [...new Set(this.#series.map(({ head }) => head.indicator))];
  }

  /** The ids of the periods that it has figures of, in order. */
  get periods(): readonly string[] {
    const known = new Map(
      this.#series
        .filter(({ rows }) => rows.size > 0)
        .map(({ head: { period } }) => [period.id, period]),
    );
    return [...known.values()].sort(comparePeriods).map(({ id }) => id);
  }

  /** Areas in the order in which they are stored. */
  get areas(): readonly AreaId[] {
    return this.#areaIds.toSorted((a, b) => (a < b ? -1 : 1));
  }

  /** The place of every area code among the sorted areas. */
  get ranks(): Uint32Array {
    if (this.#ranks?.length === this.#areaIds.length) return this.#ranks;
    const place = new Map(this.areas.map((area, rank) => [area as string, rank]));
    this.#ranks = Uint32Array.from(this.#areaIds, (area) => place.get(area)!);
    return this.#ranks;
  }

  /** By indicator, then period, then area: the order of a map. Nothing may be added afterwards. */
  get groups(): readonly Group[] {
    if (this.#groups !== null) return this.#groups;
    const byKey = new Map<string, Series[]>();
    for (const series of this.#series) {
      if (series.rows.size === 0) continue;
      const key = `${series.head.indicator} ${series.head.period.id}`;
      const found = byKey.get(key);
      if (found === undefined) byKey.set(key, [series]);
      else found.push(series);
    }
    this.#groups = [...byKey.values()]
      .map((series) => groupOf(series, this.ranks))
      .sort(
        (a, b) =>
          (a.indicator < b.indicator ? -1 : a.indicator > b.indicator ? 1 : 0) ||
          comparePeriods(a.period, b.period) ||
          (a.period.id < b.period.id ? -1 : 1),
      );
    return this.#groups;
  }

  /** The first figure that is given twice; null when none is. */
  firstTwice(): Twice | null {
    const checked = new Set<RowSet>();
    for (const { series, from, rows } of this.groups) {
      const [only] = series;
      if (from === null && checked.has(only!.rows)) continue;
      if (from === null) checked.add(only!.rows);
      for (let at = 1; at < rows.length; at++) {
        const second = series[from?.[at] ?? 0]!;
        const first = series[from?.[at - 1] ?? 0]!;
        const area = second.rows.areas[rows[at]!]!;
        if (area !== first.rows.areas[rows[at - 1]!]) continue;
        return {
          series: second.head,
          area: this.#areaIds[area]!,
          line: second.rows.lines[rows[at]!]!,
          earlier: { series: first.head, line: first.rows.lines[rows[at - 1]!]! },
        };
      }
    }
    return null;
  }

  /** Names the content: the same figures from the same lines have the same digest. */
  digest(): string {
    const hash = createHash("sha256").update(JSON.stringify(this.areas));
    const rowsHashed = new Map<RowSet, number>();
    for (const { series } of this.groups)
      for (const one of series) {
        if (!rowsHashed.has(one.rows)) {
          rowsHashed.set(one.rows, rowsHashed.size);
          hashRows(hash, one.rows, this.ranks);
        }
        hash.update(JSON.stringify([one.head, rowsHashed.get(one.rows)]));
        one.hashInto(hash);
      }
    return hash.digest("hex");
  }

  /** As objects, in the order of the file: for small sets only. */
  toFigures(): readonly Omit<Figure, "release">[] {
    const all = this.#series.flatMap((series, order) =>
      Array.from({ length: series.rows.size }, (_, row) => ({ series, order, row })),
    );
    const lineOf = (one: (typeof all)[number]) => one.series.rows.lines[one.row]!;
    return all
      .sort((a, b) => lineOf(a) - lineOf(b) || a.order - b.order)
      .map(({ series, row }) => this.#figure(series, row));
  }

  #figure(series: Series, row: number): Omit<Figure, "release"> {
    const code = series.codes[row]!;
    const state = stateIn(code);
    const { indicator, period, status, columns } = series.head;
    const value = isGap(state) ? 0 : series.valueAt(row);
    return {
      indicator,
      area: this.#areaIds[series.rows.areas[row]!]!,
      period,
      reading: readingFrom(states[state]!, value, decimalsIn(code)),
      counts: series.countsAt(row),
      printed: series.printedAt(row),
      status,
      line: series.rows.lines[row]!,
      columns,
    };
  }
}

function hashRows(hash: Hash, rows: RowSet, ranks: Uint32Array): void {
  hash.update(Uint32Array.from(rows.areas.subarray(0, rows.size), (code) => ranks[code]!));
  hash.update(rows.lines.slice(0, rows.size));
}

function groupOf(series: readonly Series[], ranks: Uint32Array): Group {
  const [{ head, rows: only }] = series as readonly [Series];
  const common = { indicator: head.indicator, period: head.period, series };
  if (series.length === 1) return { ...common, from: null, ...only.sorted(ranks) };
  const places = series.flatMap(({ rows }, from) =>
    Array.from(rows.sorted(ranks).rows, (row) => ({ from, row, rank: ranks[rows.areas[row]!]! })),
  );
  places.sort((a, b) => a.rank - b.rank || a.from - b.from || a.row - b.row);
  return {
    ...common,
    from: Uint16Array.from(places, (place) => place.from),
    rows: Uint32Array.from(places, (place) => place.row),
    ranks: Uint32Array.from(places, (place) => place.rank),
  };
}
