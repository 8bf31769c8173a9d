import { adjustPValues } from "../change/index.ts";
import { type Numbers, requireBetween, requireSameLength } from "../numeric/index.ts";
import type { LocalPattern } from "./local-statistic.ts";

/** What an area is called on the map: its pattern, if that is more than chance. */
export type ClusterLabel = LocalPattern | "Not significant";

/**
 * What is done about many areas being judged at once: nothing; control of the share of false clusters among the clusters (`fdr`,
 * Benjamini–Hochberg); or of the chance of any false cluster at all (`holm`, or `bonferroni` as other programs do).
 */
export type ClusterAdjustment = "none" | "fdr" | "holm" | "bonferroni";

/** How areas are labelled. */
export interface ClusterOptions {
  /** p up to which an area is a cluster, default 0.05. */
  readonly significance?: number;
  /** Default `none`. */
  readonly adjust?: ClusterAdjustment;
}

function adjustedP(p: Float64Array, adjust: ClusterAdjustment): Float64Array {
  if (adjust === "none" || p.length === 0) return p;
  return adjustPValues(p, adjust === "fdr" ? "bh" : adjust);
}

/**
 * The labels of a cluster map: each area's pattern where its p, adjusted for how many areas are judged, is at most the significance.
 *
 * @param pattern one per area, as local statistics give
 * @param p one per area, 0 to 1; NaN on islands that were kept, which count in no adjustment
 * @returns labels and adjusted p, one per area
 * @throws {MeasureError} length-mismatch; out-of-range if `significance` or a p is not 0 to 1
 *
 * @example
 * import { clusterLabels } from "@krachtwijk/measure/space";
 * clusterLabels(["High-High", "Low-Low"], [0.01, 0.04], { adjust: "bonferroni" }).labels; // → ["High-High", "Not significant"]
 *
 * Source: Benjamini & Hochberg (1995), JRSS B 57, 289–300; Caldas de Castro & Singer (2006), Geographical Analysis 38, 180–208.
 */
export function clusterLabels(
  pattern: readonly LocalPattern[],
  p: Numbers,
  { significance = 0.05, adjust = "none" }: ClusterOptions = {},
): { readonly labels: readonly ClusterLabel[]; readonly pAdjusted: Float64Array } {
  requireBetween("significance", significance, 0, 1);
  requireSameLength("p", p, "pattern", pattern.length);
  const judged = [...pattern.keys()].filter((area) => pattern[area] !== "No neighbours");
  for (const area of judged) requireBetween(`p[${area}]`, p[area]!, 0, 1);
  const own = Float64Array.from(judged, (area) => p[area]!);
  const adjusted = adjustedP(own, adjust);
  const pAdjusted = new Float64Array(p.length).fill(Number.NaN);
  for (const [at, area] of judged.entries()) pAdjusted[area] = adjusted[at]!;
  const labels = pattern.map(
    (one, area): ClusterLabel =>
      one === "No neighbours" || pAdjusted[area]! <= significance ? one : "Not significant",
  );
  return { labels, pAdjusted };
}
