/** Differences smaller than this share of the gap come from adding in another order. */
const relativeTolerance = 1e-12;

/**
 * Whether a gap closes: whether the distance at the end is smaller than at the beginning.
 * A gap that changes sign is judged by its size: from 3 below to 1 above is closing, from 1 below to 3 above is not.
 *
 * @param gaps area minus comparison, in order of time, any unit
 * @returns null with fewer than two gaps, or when first and last are equally large
 * @throws {RangeError} if a gap is NaN or infinite
 *
 * Source: docs/methods/gap-closing.md.
 */
export function isClosing(gaps: readonly number[]): boolean | null {
  for (const gap of gaps) if (!Number.isFinite(gap)) throw new RangeError(`not finite: ${gap}`);
  const [first, last] = [gaps.at(0), gaps.at(-1)];
  if (first === undefined || last === undefined || gaps.length < 2) return null;
  const [before, after] = [Math.abs(first), Math.abs(last)];
  if (Math.abs(before - after) <= relativeTolerance * Math.max(before, after)) return null;
  return after < before;
}
