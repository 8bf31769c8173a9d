import {
  MeasureError,
  type Numbers,
  requireCount,
  requireFinite,
  requireSameLength,
  requireVariance,
} from "../numeric/index.ts";
import type { Labels } from "./design-stage.ts";

/** What unequal weights cost. */
export interface WeightingEffect {
  /** n Σw² / (Σw)² = 1 + CV² of the weights; 1 when all are equal. */
  readonly designEffect: number;
  /** (Σw)² / Σw²: as many equal weights would say as much. */
  readonly effectiveSize: number;
}

/**
 * What unequal weights cost in precision, after Kish: n Σw² / (Σw)². A value of 1.3 says that a sample of equal weights
 * could be 1.3 times smaller. It holds when weights have nothing to do with the values.
 *
 * @param weights 0 or more; rows with weight 0 do not count
 * @returns 1 or more, without unit
 * @throws {MeasureError} not-finite; out-of-range for a negative weight; empty-group if all are 0
 *
 * @example
 * import { kishDesignEffect } from "@krachtwijk/measure/survey";
 * kishDesignEffect([1, 1, 2, 4]); // → { designEffect: 1.375, effectiveSize: 2.9091 }
 *
 * Source: Kish (1965), Survey Sampling, section 11.7; Kish (1992), Journal of Official Statistics 8(2), 183–200.
 */
export function kishDesignEffect(weights: Numbers): WeightingEffect {
  requireFinite("weights", weights);
  let [count, sum, squares] = [0, 0, 0];
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at]!;
    if (weight < 0)
      throw new MeasureError("out-of-range", `weights[${at}] is ${weight}; it must be 0 or more.`, {
        at,
      });
    if (weight > 0) count += 1;
    sum += weight;
    squares += weight * weight;
  }
  if (sum === 0) throw new MeasureError("empty-group", "all weights are 0, so nobody counts.");
  return { designEffect: (count * squares) / sum ** 2, effectiveSize: sum ** 2 / squares };
}

/** What weights and clusters cost together under a model. */
export interface ModelDesignEffect {
  /** `weighting` × `clustering`. */
  readonly designEffect: number;
  readonly weighting: number;
  readonly clustering: number;
  /** How alike the values within a cluster are, at most 1; below 0 they are more unlike than chance. */
  readonly intraclassCorrelation: number;
  /** Weighted size of a cluster: Σ(Σw in cluster)² / Σw². */
  readonly clusterSize: number;
}

interface Cluster {
  count: number;
  sum: number;
  weight: number;
}

function clustersOf(values: Numbers, weights: Numbers, clusters: Labels): readonly Cluster[] {
  const found = new Map<string | number, Cluster>();
  for (let row = 0; row < values.length; row++) {
    if (weights[row] === 0) continue;
    const cluster = found.get(clusters[row]!) ?? { count: 0, sum: 0, weight: 0 };
    cluster.count += 1;
    cluster.sum += values[row]!;
    cluster.weight += weights[row]!;
    found.set(clusters[row]!, cluster);
  }
  return [...found.values()];
}

/** Intraclass correlation from the mean squares between and within clusters. */
function intraclass(
  values: Numbers,
  weights: Numbers,
  clusters: Labels,
  parts: readonly Cluster[],
): number {
  const kept: number[] = [];
  for (let row = 0; row < values.length; row++) if (weights[row] !== 0) kept.push(row);
  const count = kept.length;
  const grand = parts.reduce((sum, part) => sum + part.sum, 0) / count;
  const between =
    parts.reduce((sum, part) => sum + part.count * (part.sum / part.count - grand) ** 2, 0) /
    (parts.length - 1);
  const means = new Map<string | number, readonly [number, number]>();
  for (const row of kept) {
    const [sum, size] = means.get(clusters[row]!) ?? [0, 0];
    means.set(clusters[row]!, [sum + values[row]!, size + 1]);
  }
  let squares = 0;
  for (const row of kept) {
    const [sum, size] = means.get(clusters[row]!)!;
    squares += (values[row]! - sum / size) ** 2;
  }
  const within = squares / (count - parts.length);
  const size =
    (count - parts.reduce((sum, part) => sum + part.count ** 2, 0) / count) / (parts.length - 1);
  return (between - within) / (between + (size - 1) * within);
}

/**
 * What unequal weights and clusters cost together, under the model that values within a cluster are correlated by ρ:
 * deff = n Σw²/(Σw)² × (1 + (b − 1) ρ), with b = Σ(Σw in cluster)² / Σw², and ρ from the analysis of variance
 * of the clusters. For planning a next sample; the design effect of an estimate that was made stands beside it.
 *
 * @param values one per row, any unit
 * @param weights one per row, 0 or more; rows with 0 do not count
 * @param clusters label of the cluster of each row
 * @returns parts and product, without unit
 * @throws {MeasureError} length-mismatch; not-finite; no-variance; too-few with one cluster, or one row in every cluster
 *
 * @example
 * import { modelDesignEffect } from "@krachtwijk/measure/survey";
 * const found = modelDesignEffect([1, 2, 5, 6, 4, 4], [1, 1, 1, 1, 2, 2], ["a", "a", "b", "b", "c", "c"]);
 * found; // → { designEffect: 2.1618, weighting: 1.125, clustering: 1.9216, intraclassCorrelation: 0.9216, clusterSize: 2 }
 *
 * Source: Gabler, Häder & Lahiri (1999), "A model based justification of Kish's formula for design effects for weighting
 * and clustering", Survey Methodology 25(1), 105–106; ρ: Donner & Koval (1980), Biometrics 36, 19–25.
 */
export function modelDesignEffect(
  values: Numbers,
  weights: Numbers,
  clusters: Labels,
): ModelDesignEffect {
  requireSameLength("weights", weights, "values", values.length);
  requireSameLength("clusters", clusters as Numbers, "values", values.length);
  requireVariance("values", values);
  const { designEffect: weighting } = kishDesignEffect(weights);
  const parts = clustersOf(values, weights, clusters);
  requireCount("clusters", parts.length, 2);
  if (parts.every(({ count }) => count === 1))
    throw new MeasureError(
      "too-few",
      "every cluster has one row, so it cannot be seen how alike rows within a cluster are; use the effect of the weights alone.",
      { clusters: parts.length },
    );
  const rho = intraclass(values, weights, clusters, parts);
  let squares = 0;
  for (let row = 0; row < weights.length; row++) squares += weights[row]! ** 2;
  const clusterSize = parts.reduce((sum, { weight }) => sum + weight ** 2, 0) / squares;
  const clustering = 1 + (clusterSize - 1) * rho;
  return {
    designEffect: weighting * clustering,
    weighting,
    clustering,
    intraclassCorrelation: rho,
    clusterSize,
  };
}
