import type { TableArea } from "./sum-table.ts";

/** An earlier release of the same counts: of an earlier day, or with other groupings. */
export interface EarlierRelease {
  /** Tells its totals from those of others. */
  readonly name: string;
  readonly areas: readonly TableArea[];
  /** Areas and totals that it left out. */
  readonly hidden: readonly string[];
}

/** Several releases as one publication, for `protectSums` and `attackSums`. */
export interface StackedReleases {
  readonly areas: readonly TableArea[];
  /** What was published before, and cannot be taken back. */
  readonly known: readonly string[];
  /** What was left out before and is not in the new release. */
  readonly hidden: readonly string[];
}

const isSame = (a: TableArea, b: TableArea) => a.count === b.count && a.among === b.among;

/**
 * Puts a release on top of earlier ones, so that what they leave out cannot be worked out from what they tell together: from a
 * revision, or from groupings that differ by one area. A count that was not revised is one unknown in all of them, because
 * a reader may know that it was not; a revised one is another. Names of earlier totals and revised counts become
 * `RELEASE: NAME`.
 *
 * @example
 * import { attackSums, stackReleases } from "@krachtwijk/measure/disclosure";
 * const areas = [["a", 3], ["b", 40], ["c", 12]].map(([id, count]) => ({ id, count, within: ["city"] }));
 * const { known, hidden, ...both } = stackReleases(areas, [{ name: "June", areas, hidden: ["a", "c"] }]);
 * known; // → ["June: city", "b"]
 * attackSums(both.areas, ["a"]); // → [{ id: "a", least: 3, most: 3, isExact: true }]
 *
 * Source: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4 (linked tables); docs/methods/disclosure.md.
 */
export function stackReleases(
  areas: readonly TableArea[],
  earlier: readonly EarlierRelease[],
): StackedReleases {
  const stacked = new Map(areas.map((area) => [area.id, { ...area, within: [...area.within] }]));
  const [known, hidden] = [new Set<string>(), new Set<string>()];
  for (const { name, areas: before, hidden: leftOut } of earlier) {
    const isHidden = new Set(leftOut);
    const here = (own: string) => `${name}: ${own}`;
    for (const area of before) {
      const now = stacked.get(area.id);
      const id = now !== undefined && isSame(now, area) ? area.id : here(area.id);
      const within = area.within.map(here);
      const kept = stacked.get(id);
      if (kept === undefined) stacked.set(id, { ...area, id, within });
      else kept.within.push(...within);
      if (!isHidden.has(area.id)) known.add(id);
      else if (id !== area.id) hidden.add(id);
      for (const total of area.within) (isHidden.has(total) ? hidden : known).add(here(total));
    }
  }
  return { areas: [...stacked.values()], known: [...known], hidden: [...hidden] };
}
