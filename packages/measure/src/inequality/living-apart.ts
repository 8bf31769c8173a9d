import {
  MeasureError,
  type Numbers,
  requireAnswer,
  requireCount,
  requireFinite,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";

/** Counts that are numbers of 0 or more, not all 0. @throws {MeasureError} as `dissimilarityIndex` */
export function requireCounts(name: string, counts: Numbers): number {
  requireCount(name, counts.length, 2);
  requireFinite(name, counts);
  for (let at = 0; at < counts.length; at++)
    if (counts[at]! < 0)
      throw new MeasureError(
        "out-of-range",
        `${name}[${at}] is ${counts[at]}; a count is 0 or more.`,
        {
          name,
          at,
        },
      );
  const total = sumOf(counts);
  if (total === 0)
    throw new MeasureError(
      "empty-group",
      `${name}: nobody is in this group, so there is nobody to live apart. Leave the group out.`,
      { name },
    );
  return total;
}

/** Everybody per area. @throws {MeasureError} out-of-range where a group is larger than everybody */
function requireWithin(name: string, group: Numbers, total: Numbers): void {
  requireSameLength("total", total, name, group.length);
  requireCounts("total", total);
  for (let at = 0; at < group.length; at++)
    if (group[at]! > total[at]! * (1 + 1e-12))
      throw new MeasureError(
        "out-of-range",
        `${name}[${at}] is ${group[at]}, more than all ${total[at]} of that area; check which of the two is which.`,
        { name, at },
      );
}

/**
 * Which share of one of two groups would have to move to live spread as the other does.
 *
 * D = ½ Σ |aᵢ/A − bᵢ/B| over the areas. Between groups that live spread by lot it is above 0 too, the more so as areas
 * and groups are smaller: `segregationByLot` says how much.
 *
 * @param one members of one group per area, 0 or more; 2 or more areas
 * @param other members of the other group per area, in the same order
 * @returns 0 (spread alike) to 1 (never in the same area)
 * @throws {MeasureError} too-few, length-mismatch, not-finite, out-of-range (a negative count), empty-group
 *
 * @example
 * import { dissimilarityIndex } from "@krachtwijk/measure/inequality";
 * dissimilarityIndex([30, 10], [20, 60]); // → 0.5
 *
 * Source: Duncan & Duncan (1955), American Sociological Review 20(2), 210–217.
 */
export function dissimilarityIndex(one: Numbers, other: Numbers): number {
  requireSameLength("other", other, "one", one.length);
  return dissimilarityOf(one, other, requireCounts("one", one), requireCounts("other", other));
}

/** The dissimilarity of counts that were checked. */
export function dissimilarityOf(one: Numbers, other: Numbers, all: number, others: number): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += Math.abs(one[at]! / all - other[at]! / others);
  return sum / 2;
}

/** How much a group has its own kind around it. */
export interface Isolation {
  /** Share of their own group in the area of an average member: from their share of everybody to 1. */
  readonly isolation: number;
  /** (isolation − P) / (1 − P), with P their share of everybody: 0 to 1, also called eta squared. */
  readonly corrected: number;
}

/**
 * How large a share of its neighbours an average member of a group shares that group with.
 *
 * Σ (aᵢ/A)(aᵢ/tᵢ). It grows with the group itself; `corrected` is 0 for groups of any size that are spread evenly.
 *
 * @param group members per area, 0 or more; 2 or more areas
 * @param total everybody per area, at least the members
 * @throws {MeasureError} as `dissimilarityIndex`; out-of-range if a group is larger than everybody; no-variance if
 * everybody is a member
 *
 * @example
 * import { isolationIndex } from "@krachtwijk/measure/inequality";
 * isolationIndex([40, 10], [50, 100]); // → { isolation: 0.66, corrected: 0.49 }
 *
 * Source: Bell (1954), Social Forces 32(4), 357–364; Lieberson (1981), "An asymmetrical approach to segregation".
 */
export function isolationIndex(group: Numbers, total: Numbers): Isolation {
  requireWithin("group", group, total);
  const share = requireCounts("group", group) / sumOf(total);
  if (share >= 1)
    throw new MeasureError(
      "no-variance",
      "group: everybody is in it, so nobody can live apart from it. Check which column is the total.",
    );
  const isolation = metBy(group, group, total);
  return { isolation, corrected: (isolation - share) / (1 - share) };
}

/** The share of `other` in the area of an average member of `one`. */
function metBy(one: Numbers, other: Numbers, total: Numbers): number {
  const all = sumOf(one);
  let sum = 0;
  for (let at = 0; at < one.length; at++)
    if (total[at]! > 0) sum += (one[at]! / all) * (other[at]! / total[at]!);
  return sum;
}

/**
 * How large a share of its neighbours is of another group, for an average member of a group.
 *
 * Σ (aᵢ/A)(bᵢ/tᵢ). Not the same the other way round: a small group meets a large one more than the large one meets it.
 *
 * @param one members of the group that looks around, per area; 2 or more areas
 * @param other members of the group that it sees, per area
 * @param total everybody per area, at least the members of each
 * @returns 0 to 1; with two groups it is 1 − `isolation`
 * @throws {MeasureError} as `isolationIndex`
 *
 * @example
 * import { exposureIndex } from "@krachtwijk/measure/inequality";
 * exposureIndex([40, 10], [10, 90], [50, 100]); // → 0.34
 *
 * Source: Bell (1954), Social Forces 32(4), 357–364.
 */
export function exposureIndex(one: Numbers, other: Numbers, total: Numbers): number {
  requireWithin("one", one, total);
  requireWithin("other", other, total);
  requireCounts("one", one);
  requireCounts("other", other);
  return metBy(one, other, total);
}

/**
 * How many times as large a group, or a branch, is in each area as it is everywhere together.
 *
 * LQᵢ = (aᵢ/tᵢ) / (A/T).
 *
 * @param part members per area, 0 or more; 2 or more areas
 * @param total everybody per area, at least the members
 * @returns per area 0 (none here) or more; 1 is as everywhere
 * @throws {MeasureError} as `isolationIndex`; empty-group if an area has nobody in it
 *
 * @example
 * import { locationQuotients } from "@krachtwijk/measure/inequality";
 * locationQuotients([40, 10], [50, 100]); // → [2.4, 0.3]
 *
 * Source: Haig (1926), Quarterly Journal of Economics 40(3), 402–434.
 */
export function locationQuotients(part: Numbers, total: Numbers): Float64Array {
  requireWithin("part", part, total);
  const everywhere = requireCounts("part", part) / sumOf(total);
  return Float64Array.from(total, (all, at) => {
    if (all === 0)
      throw new MeasureError(
        "empty-group",
        `total[${at}] is 0: an area with nobody in it has no quotient. Leave the area out.`,
        { at },
      );
    return requireAnswer("the quotient", part[at]! / all / everywhere);
  });
}
