import { type Numbers, requireFinite, requireSameLength } from "../numeric/index.ts";
import { type IslandRule, requireNeighbours } from "./islands.ts";
import { areaCount, type Weights } from "./weights.ts";

/** Σⱼ w(i,j) x(j) for every area, unchecked. */
export function lagOf(values: Numbers, { starts, to, weight }: Weights): Float64Array {
  const lag = new Float64Array(starts.length - 1);
  for (let area = 0; area < lag.length; area++) {
    let sum = 0;
    for (let at = starts[area]!; at < starts[area + 1]!; at++)
      sum += weight[at]! * values[to[at]!]!;
    lag[area] = sum;
  }
  return lag;
}

/**
 * What the neighbours of each area have: lag(i) = Σⱼ w(i,j) x(j). With row-standardised weights, the mean of the neighbours.
 *
 * @param values one per area
 * @param options.islands what to do with an area without neighbours: refuse (default), or keep, with lag 0
 * @returns one per area, in the unit of `values` times that of the weights
 * @throws {MeasureError} length-mismatch; not-finite; empty-group if an area has no neighbour
 *
 * @example
 * import { spatialLag, styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const links = weightsFromLinks(3, { from: [0, 1, 1, 2], to: [1, 0, 2, 1] });
 * [...spatialLag([10, 20, 40], styleWeights(links, "row"))]; // → [20, 25, 20]
 *
 * Source: Anselin (1988), Spatial Econometrics, chapter 3.
 */
export function spatialLag(
  values: Numbers,
  weights: Weights,
  { islands = "refuse" }: { readonly islands?: IslandRule } = {},
): Float64Array {
  requireSameLength("values", values, "weights", areaCount(weights));
  requireFinite("values", values);
  requireNeighbours(weights, islands);
  return lagOf(values, weights);
}
