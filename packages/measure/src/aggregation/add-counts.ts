import { MeasureError, requireBetween } from "../numeric/index.ts";

/** A count of one member: known, known to lie between two ends (`< 10` is 0 to 9), or not known at all. */
export type MemberCount = number | { readonly least: number; readonly most: number } | null;

/** Several members together. */
export interface CountsTogether {
  /** Sum of the counts that are known. Of those only: see `known`. */
  readonly sum: number;
  readonly known: number;
  readonly of: number;
  /** Between what ends the sum of all lies. Infinity above where a member is not known at all. */
  readonly least: number;
  readonly most: number;
}

/** @throws {MeasureError} out-of-range if a count is below 0, or NaN, or ends before it begins */
function endsOf(count: MemberCount): readonly [number, number] {
  const [least, most] =
    count === null
      ? [0, Number.POSITIVE_INFINITY]
      : typeof count === "number"
        ? [count, count]
        : [count.least, count.most];
  if (least >= 0 && least <= most && Number.isFinite(least)) return [least, most];
  throw new MeasureError("out-of-range", `not a count: ${least} to ${most}.`, { least, most });
}

/**
 * Counts of several members added up, with what is not known of them stated: a missing member is never a silent zero.
 *
 * @throws {MeasureError} out-of-range for counts below 0 or without sense
 *
 * @example
 * import { addCounts } from "@krachtwijk/measure/aggregation";
 * addCounts([120, { least: 0, most: 9 }, 40]); // → { sum: 160, known: 2, of: 3, least: 160, most: 169 }
 *
 * Source: docs/methods/aggregation.md.
 */
export function addCounts(counts: readonly MemberCount[]): CountsTogether {
  let [sum, known, least, most] = [0, 0, 0, 0];
  for (const count of counts) {
    const [low, high] = endsOf(count);
    [least, most] = [least + low, most + high];
    if (typeof count !== "number") continue;
    [sum, known] = [sum + count, known + 1];
  }
  return { sum, known, of: counts.length, least, most };
}

/** How much of a whole the known members are. */
export interface Coverage {
  readonly members: { readonly known: number; readonly of: number };
  /** Share of the denominator, or of the population, that the known members are; null where not all of it is known. */
  readonly size: number | null;
}

/**
 * How much of a whole the known members are, by number and by size.
 * @param members whether each is known, and its size (people, or the denominator of its share); null: size not known
 * @throws {MeasureError} out-of-range for a size below 0
 *
 * @example
 * import { coverageOf } from "@krachtwijk/measure/aggregation";
 * coverageOf([{ isKnown: true, size: 900 }, { isKnown: false, size: 100 }]); // → { members: { known: 1, of: 2 }, size: 0.9 }
 *
 * Source: docs/methods/aggregation.md.
 */
export function coverageOf(
  members: readonly { readonly isKnown: boolean; readonly size: number | null }[],
): Coverage {
  const all = addCounts(members.map(({ size }) => size));
  const own = addCounts(members.filter(({ isKnown }) => isKnown).map(({ size }) => size));
  const isSized = all.known === all.of && all.sum > 0;
  return {
    members: { known: members.filter(({ isKnown }) => isKnown).length, of: members.length },
    size: isSized ? own.sum / all.sum : null,
  };
}

/**
 * Whether a total may be told: the known members are at least this share of all, by size where the sizes are known, else by number.
 * @throws {MeasureError} out-of-range for a share outside of 0 to 1
 *
 * @example
 * import { isCovered } from "@krachtwijk/measure/aggregation";
 * isCovered({ members: { known: 1, of: 2 }, size: 0.95 }, 0.9); // → true
 * isCovered({ members: { known: 1, of: 2 }, size: null }, 0.9); // → false
 *
 * Source: docs/methods/aggregation.md.
 */
export function isCovered({ members, size }: Coverage, minimum: number): boolean {
  requireBetween("minimum", minimum, 0, 1);
  if (members.known === 0) return false;
  return (size ?? members.known / members.of) >= minimum - 1e-12;
}
