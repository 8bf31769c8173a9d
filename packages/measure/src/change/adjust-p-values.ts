import { type Numbers, requireBetween, requireCount } from "../numeric/index.ts";

/** How p-values of many areas are adjusted. The first three hold the share of false alarms, or the chance of one, in check. */
export const adjustments = ["bh", "by", "holm", "bonferroni", "hochberg", "hommel"] as const;
/** One of them. */
export type Adjustment = (typeof adjustments)[number];

/** From the largest p down: each at most what the one above it became. `factors` belong to ascending p. */
function stepUp(sorted: Float64Array, factor: (rank: number) => number): Float64Array {
  const result = new Float64Array(sorted.length);
  let least = 1;
  for (let at = sorted.length - 1; at >= 0; at--) {
    least = Math.min(least, sorted[at]! * factor(at + 1));
    result[at] = least;
  }
  return result;
}

/** From the smallest p up: each at least what the one below it became. */
function stepDown(sorted: Float64Array, factor: (rank: number) => number): Float64Array {
  let most = 0;
  return sorted.map((p, at) => {
    most = Math.max(most, Math.min(1, p * factor(at + 1)));
    return most;
  });
}

function hommel(sorted: Float64Array): Float64Array {
  const n = sorted.length;
  const adjusted = new Float64Array(n);
  let common = Number.POSITIVE_INFINITY;
  for (let at = 0; at < n; at++) common = Math.min(common, (n * sorted[at]!) / (at + 1));
  adjusted.fill(common);
  for (let size = n - 1; size >= 2; size--) {
    let least = Number.POSITIVE_INFINITY;
    for (let rank = 2; rank <= size; rank++)
      least = Math.min(least, (size * sorted[n - size + rank - 1]!) / rank);
    for (let at = 0; at <= n - size; at++)
      adjusted[at] = Math.max(adjusted[at]!, Math.min(size * sorted[at]!, least));
    for (let at = n - size + 1; at < n; at++)
      adjusted[at] = Math.max(adjusted[at]!, adjusted[n - size]!);
  }
  return adjusted.map((p, at) => Math.min(1, Math.max(p, sorted[at]!)));
}

const harmonic = (n: number) =>
  Array.from({ length: n }, (_, at) => 1 / (at + 1)).reduce((a, b) => a + b, 0);

/**
 * p-values of many areas at once, so that "significant" keeps its meaning: with 40 areas and nothing going on, two are below 0.05 by chance.
 *
 * Benjamini–Hochberg (`bh`) holds the share of false alarms among what is called significant; `by` also when p-values depend on each
 * other in any way. `holm` holds the chance of even one false alarm, as do `bonferroni` (weaker), `hochberg` and `hommel` (for independent p).
 *
 * @param pValues one per area, 0 to 1
 * @returns adjusted p, in the same order; compare it with the level you chose
 * @throws {MeasureError} too-few without p-values; out-of-range if one is not 0 to 1
 *
 * @example
 * import { adjustPValues } from "@krachtwijk/measure/change";
 * adjustPValues([0.01, 0.04, 0.03], "holm"); // → [0.03, 0.06, 0.06]
 *
 * Source: Benjamini & Hochberg (1995), JRSS B 57, 289–300; Benjamini & Yekutieli (2001), Ann. Stat. 29, 1165–1188;
 * Holm (1979), Scand. J. Stat. 6, 65–70; Hochberg (1988), Biometrika 75, 800–802; Hommel (1988), Biometrika 75, 383–386.
 */
export function adjustPValues(pValues: Numbers, method: Adjustment = "bh"): Float64Array {
  requireCount("pValues", pValues.length, 1);
  for (let at = 0; at < pValues.length; at++) requireBetween(`pValues[${at}]`, pValues[at]!, 0, 1);
  const n = pValues.length;
  const order = Array.from({ length: n }, (_, at) => at).sort((a, b) => pValues[a]! - pValues[b]!);
  const sorted = Float64Array.from(order, (at) => pValues[at]!);
  const ways: Readonly<Record<Adjustment, () => Float64Array>> = {
    bh: () => stepUp(sorted, (rank) => n / rank),
    by: () => stepUp(sorted, (rank) => (harmonic(n) * n) / rank),
    holm: () => stepDown(sorted, (rank) => n - rank + 1),
    bonferroni: () => sorted.map((p) => Math.min(1, p * n)),
    hochberg: () => stepUp(sorted, (rank) => n - rank + 1),
    hommel: () => hommel(sorted),
  };
  const adjusted = ways[method]();
  const result = new Float64Array(n);
  for (const [place, at] of order.entries()) result[at] = adjusted[place]!;
  return result;
}
