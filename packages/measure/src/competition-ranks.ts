/** Which end of the values gets place 1. */
export type RankOrder = "highest-first" | "lowest-first";

/** Differences that come from adding in another order are not differences. */
const relativeTolerance = 1e-12;

const isTie = (a: number, b: number) =>
  a === b || Math.abs(a - b) <= relativeTolerance * Math.max(Math.abs(a), Math.abs(b));

/**
 * Places with ties, as in sport: equal values share the best place, and the places after it are left free (1, 2, 2, 4).
 *
 * @param values one per thing, any unit; null where there is none
 * @param order which end gets place 1
 * @returns one place per value, from 1; null for a gap. Gaps do not count
 * @throws {RangeError} if a value is NaN or infinite
 *
 * Source: docs/methods/ranking.md ("standard competition ranking"; R: `rank(x, ties.method = "min")`).
 */
export function competitionRanks(
  values: readonly (number | null)[],
  order: RankOrder,
): readonly (number | null)[] {
  const present = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  for (const { value } of present)
    if (!Number.isFinite(value)) throw new RangeError(`not finite: ${value}`);
  present.sort((a, b) => (order === "highest-first" ? b.value - a.value : a.value - b.value));
  const places: (number | null)[] = values.map(() => null);
  let place = 0;
  for (const [index, { value, at }] of present.entries()) {
    const before = present[index - 1];
    if (before === undefined || !isTie(before.value, value)) place = index + 1;
    places[at] = place;
  }
  return places;
}
