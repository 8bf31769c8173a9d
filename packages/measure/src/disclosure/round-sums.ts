import { requireWhole } from "../numeric/index.ts";
import { sumTable, type TableArea } from "./sum-table.ts";

/** An area or total, rounded. */
export interface RoundedSum {
  readonly id: string;
  /** A multiple of the base. */
  readonly rounded: number;
  /** Rounded − real. */
  readonly difference: number;
}

/** How counts are rounded. */
export interface RoundOptions {
  /** Such as 3, 5 or 10. */
  readonly base: number;
  /**
   * `nearest`: each area and total by itself, so that a total is off by at most half a base and tables do not add up.
   * `additive`: areas up or down so that each first total is off by less than a base, and all totals are sums of what is printed,
   * so that larger ones can be off by more.
   */
  readonly how: "nearest" | "additive";
}

const nearest = (value: number, base: number) => Math.floor(value / base + 0.5) * base;

/** Areas of one total down to a multiple of the base, and the largest rests up, until their sum is rounded to the nearest. */
function roundTogether(
  parts: readonly number[],
  values: Float64Array,
  base: number,
  rounded: Float64Array,
): void {
  let left = nearest(
    parts.reduce((so, part) => so + values[part]!, 0),
    base,
  );
  for (const part of parts) {
    rounded[part] = Math.floor(values[part]! / base) * base;
    left -= rounded[part]!;
  }
  const rest = (part: number) => values[part]! - rounded[part]!;
  const order = parts.filter((part) => rest(part) > 0).sort((a, b) => rest(b) - rest(a) || a - b);
  for (const part of order.slice(0, Math.max(0, Math.round(left / base)))) rounded[part]! += base;
}

/**
 * Rounds counts of areas and their totals, in place of leaving some out. A rounded count hides less than one that is left out: what
 * is printed as 5 to the nearest 5 is 3 to 7, and where totals are rounded by themselves, they and their parts together can tell more.
 *
 * @throws {MeasureError} not-finite; out-of-range for counts below 0 or a base below 1
 *
 * @example
 * import { roundSums } from "@krachtwijk/measure/disclosure";
 * const areas = [["a", 2], ["b", 2], ["c", 2]].map(([id, count]) => ({ id, count, within: ["city"] }));
 * roundSums(areas, { base: 5, how: "nearest" }).map(({ rounded }) => rounded); // → [0, 0, 0, 5]
 * roundSums(areas, { base: 5, how: "additive" }).map(({ rounded }) => rounded); // → [5, 0, 0, 5]
 *
 * Source: Willenborg & de Waal (2001), Elements of Statistical Disclosure Control, ch. 9.
 */
export function roundSums(
  areas: readonly TableArea[],
  { base, how }: RoundOptions,
): readonly RoundedSum[] {
  requireWhole("base", base, 1);
  const { values, sums, homeOf } = sumTable(areas);
  const rounded = values.map((value) => nearest(value, base));
  if (how === "additive") {
    const byHome = new Map<number, number[]>();
    for (const [area, home] of homeOf.entries())
      byHome.set(home, [...(byHome.get(home) ?? []), area]);
    for (const [home, parts] of byHome) if (home >= 0) roundTogether(parts, values, base, rounded);
  }
  return sums.flatMap(({ names, parts, value }) => {
    const printed =
      how === "nearest" ? nearest(value, base) : parts.reduce((so, part) => so + rounded[part]!, 0);
    return names.map((id) => ({ id, rounded: printed, difference: printed - value }));
  });
}
