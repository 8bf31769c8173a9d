/**
 * How much a quantity changed, as a share of what it was: (to − from) / |from|.
 *
 * @param from the earlier value, any unit
 * @param to the later value, same unit
 * @returns −1 is "gone", 0 "the same", 1 "twice as much"; null when `from` is 0, where no share exists
 * @throws {RangeError} if a value is NaN or infinite
 *
 * Source: docs/methods/change.md.
 */
export function relativeChange(from: number, to: number): number | null {
  if (!Number.isFinite(from) || !Number.isFinite(to))
    throw new RangeError(`not finite: ${from}, ${to}`);
  return from === 0 ? null : (to - from) / Math.abs(from);
}
