import { normalCdf, normalQuantile, requireBetween, requireFinite } from "../numeric/index.ts";

/** A figure that was estimated; an error of 0 is a figure that was counted in full. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** A gap to a reference at two moments, and what became of it. */
export interface GapChange {
  /** Area minus reference. */
  readonly before: Estimate;
  readonly after: Estimate;
  /** After minus before: how the gap moved. */
  readonly change: Estimate;
  readonly interval: readonly [number, number];
  /** Two-sided p for "the gap did not move"; null where nothing was estimated. */
  readonly p: number | null;
  /** Whether the distance to the reference became smaller; null if it stayed the same. */
  readonly isClosing: boolean | null;
}

const minus = (a: Estimate, b: Estimate): Estimate => ({
  value: a.value - b.value,
  standardError: Math.hypot(a.standardError, b.standardError),
});

/**
 * Whether the gap of an area to its city or country moved by more than chance.
 *
 * gap = area − reference; change = gap after − gap before; errors of the four figures are taken as independent, which
 * is cautious where the area is a small part of the reference.
 *
 * @throws {MeasureError} not-finite; out-of-range if an error is negative
 *
 * @example
 * import { gapChange } from "@krachtwijk/measure/change";
 * const at = (value, standardError) => ({ value, standardError });
 * gapChange({ area: at(10, 0.5), reference: at(6, 0) }, { area: at(8, 0.5), reference: at(5.5, 0) }); // → { change: { value: -1.5, standardError: 0.7071 }, p: 0.0339, isClosing: true }
 *
 * Source: docs/methods/change-and-catching-up.md.
 */
export function gapChange(
  first: { readonly area: Estimate; readonly reference: Estimate },
  second: { readonly area: Estimate; readonly reference: Estimate },
  { confidence = 0.95 }: { readonly confidence?: number } = {},
): GapChange {
  requireBetween("confidence", confidence, 0, 1);
  for (const { value, standardError } of [
    first.area,
    first.reference,
    second.area,
    second.reference,
  ]) {
    requireFinite("figures", [value, standardError]);
    requireBetween("standardError", standardError, 0, Number.MAX_VALUE);
  }
  const before = minus(first.area, first.reference);
  const after = minus(second.area, second.reference);
  const change = minus(after, before);
  const half = normalQuantile(1 - (1 - confidence) / 2) * change.standardError;
  const nearer = Math.abs(before.value) - Math.abs(after.value);
  return {
    before,
    after,
    change,
    interval: [change.value - half, change.value + half],
    p:
      change.standardError === 0
        ? null
        : 2 * normalCdf(-Math.abs(change.value / change.standardError)),
    isClosing: nearer === 0 ? null : nearer > 0,
  };
}
