import { MeasureError, requireFinite } from "../numeric/index.ts";

/** A published or publishable count: one of the smallest areas, or a total over some of them. */
export interface TableArea {
  readonly id: string;
  /** 0 or more. */
  readonly count: number;
  /** What the count is counted among, which everybody is taken to know: then the rest is as telling as the count. */
  readonly among?: number;
  /** The totals that it is part of: its district first, then municipality and country, and groupings that cut across. */
  readonly within: readonly string[];
}

/** One sum of areas. */
export interface Sum {
  /** Its names: totals over the same areas are one sum. */
  readonly names: readonly string[];
  /** The smallest areas in it, in ascending order. */
  readonly parts: Int32Array;
  readonly value: number;
}

/** Counts of areas and of everything that they add up to. */
export interface SumTable {
  readonly names: readonly string[];
  readonly values: Float64Array;
  /** The most that each can be; Infinity where nothing is known. */
  readonly most: Float64Array;
  /** The areas themselves first, in their order, and then totals. */
  readonly sums: readonly Sum[];
  /** Area → sums that it is in, small ones first. */
  readonly sumsOf: readonly Int32Array[];
  /** Area → the first of its totals that is more than itself; −1: none. */
  readonly homeOf: Int32Array;
  /** Name → sum. */
  readonly byName: ReadonlyMap<string, number>;
}

function requireAreas(areas: readonly TableArea[]): void {
  requireFinite(
    "count",
    areas.map(({ count }) => count),
  );
  const seen = new Set<string>();
  for (const { id, count, among = count } of areas) {
    if (seen.has(id))
      throw new MeasureError("out-of-range", `${id} is there twice; give each area once.`, { id });
    seen.add(id);
    if (!(count >= 0 && count <= among))
      throw new MeasureError(
        "out-of-range",
        `${id}: the count is ${count} of ${among}; it must be 0 or more and at most what it is counted among.`,
        { id, count, among },
      );
  }
}

function partsByTotal(areas: readonly TableArea[]): ReadonlyMap<string, readonly number[]> {
  const totals = new Map<string, number[]>();
  const own = new Set(areas.map(({ id }) => id));
  for (const [at, { id, within }] of areas.entries())
    for (const total of new Set(within)) {
      if (own.has(total))
        throw new MeasureError(
          "out-of-range",
          `${total} is an area, and the total of ${id} too; a total needs a name of its own.`,
          { id, total },
        );
      const parts = totals.get(total);
      if (parts === undefined) totals.set(total, [at]);
      else parts.push(at);
    }
  return totals;
}

/**
 * Counts of areas with all totals over them, as one system of sums.
 * @throws {MeasureError} not-finite; out-of-range for a count below 0 or above what it is counted among, an area that is
 * there twice, or a total with the name of an area
 */
export function sumTable(areas: readonly TableArea[]): SumTable {
  requireAreas(areas);
  const values = Float64Array.from(areas, ({ count }) => count);
  const names = areas.map(({ id }) => id);
  const sums: { names: string[]; parts: Int32Array; value: number }[] = names.map((id, at) => ({
    names: [id],
    parts: Int32Array.of(at),
    value: values[at]!,
  }));
  const byParts = new Map(names.map((_, at) => [String(at), at]));
  const byName = new Map(names.map((id, at) => [id, at]));
  for (const [name, parts] of partsByTotal(areas)) {
    const key = parts.join(" ");
    const known = byParts.get(key);
    if (known !== undefined) sums[known]!.names.push(name);
    else {
      byParts.set(key, sums.length);
      const value = parts.reduce((sum, at) => sum + values[at]!, 0);
      sums.push({ names: [name], parts: Int32Array.from(parts), value });
    }
    byName.set(name, known ?? sums.length - 1);
  }
  return {
    names,
    values,
    most: Float64Array.from(areas, ({ among }) => among ?? Number.POSITIVE_INFINITY),
    sums,
    sumsOf: sumsByPart(names.length, sums),
    homeOf: Int32Array.from(areas, ({ within }, at) => {
      const home = within.find((name) => byName.get(name) !== at);
      return home === undefined ? -1 : byName.get(home)!;
    }),
    byName,
  };
}

function sumsByPart(parts: number, sums: readonly Sum[]): readonly Int32Array[] {
  const lists: number[][] = Array.from({ length: parts }, () => []);
  const bySize = [...sums.keys()].sort(
    (a, b) => sums[a]!.parts.length - sums[b]!.parts.length || a - b,
  );
  for (const sum of bySize) for (const part of sums[sum]!.parts) lists[part]!.push(sum);
  return lists.map((list) => Int32Array.from(list));
}

/** The sum of a name. @throws {MeasureError} unknown-name */
export function sumNamed({ byName }: SumTable, name: string): number {
  const sum = byName.get(name);
  if (sum !== undefined) return sum;
  throw new MeasureError("unknown-name", `There is no area or total "${name}".`, { name });
}
