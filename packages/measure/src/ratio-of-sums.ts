/** A part and the whole that it is a part of, as counts. */
export interface Part {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * The share of several groups together: the sum of the parts over the sum of the wholes. Never the mean of the shares,
 * in which a group of ten weighs as much as a group of a thousand.
 *
 * @param parts counts of each group; both finite and 0 or more
 * @returns the sums, and their ratio; null when the wholes add up to 0
 * @throws {RangeError} if a count is negative, NaN or infinite
 *
 * Source: docs/methods/aggregation.md; Cochran (1977), Sampling Techniques, 3rd ed., ch. 6.
 */
export function ratioOfSums(parts: readonly Part[]): Part & { readonly ratio: number | null } {
  let numerator = 0;
  let denominator = 0;
  for (const part of parts) {
    for (const count of [part.numerator, part.denominator])
      if (!Number.isFinite(count) || count < 0) throw new RangeError(`not a count: ${count}`);
    numerator += part.numerator;
    denominator += part.denominator;
  }
  return { numerator, denominator, ratio: denominator === 0 ? null : numerator / denominator };
}
