import { MeasureError } from "../numeric/index.ts";
import { requireNeighbours } from "./islands.ts";
import { areaCount, type Neighbours, type Weights } from "./weights.ts";

/**
 * How links become weights:
 * - `row`: each area's weights sum to 1, so that a lag is a mean (W);
 * - `binary`: every link counts 1 (B);
 * - `given`: as they are;
 * - `global`: all weights together sum to the number of areas with neighbours (C);
 * - `unit`: all weights together sum to 1 (U);
 * - `variance-stabilising`: between row and binary, so that an area's part in the variance depends less on its number of neighbours (S).
 */
export type WeightStyle = "row" | "binary" | "given" | "global" | "unit" | "variance-stabilising";

/** Multiplies each area's weights by a number of its own. */
function scaleRows(weights: Weights, factor: (area: number) => number): Weights {
  const { starts, to } = weights;
  const weight = Float64Array.from(weights.weight);
  for (let area = 0; area < areaCount(weights); area++)
    for (let at = starts[area]!; at < starts[area + 1]!; at++) weight[at]! *= factor(area);
  return { starts, to, weight };
}

/** A sum over each area's weights. */
export function rowSums({ starts, weight }: Weights, power: 1 | 2 = 1): Float64Array {
  const sums = new Float64Array(starts.length - 1);
  for (let area = 0; area < sums.length; area++) {
    let sum = 0;
    for (let at = starts[area]!; at < starts[area + 1]!; at++)
      sum += power === 1 ? weight[at]! : weight[at]! * weight[at]!;
    sums[area] = sum;
  }
  return sums;
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** How many areas have a neighbour: those that a global style spreads its weight over. */
function settled({ starts }: Neighbours): number {
  let count = 0;
  for (let area = 0; area + 1 < starts.length; area++)
    if (starts[area] !== starts[area + 1]) count++;
  return count;
}

/**
 * Weights in a style, from neighbours (each link then starts as 1) or from weights. An area without neighbours stays without.
 *
 * With q(i) = √Σⱼ w(i,j)² and n the number of areas with neighbours: row w / Σⱼ w(i,j); global w · n / ΣΣ w; unit w / ΣΣ w;
 * variance-stabilising (w / q(i)) · n / ΣΣ (w / q(i)).
 *
 * @throws {MeasureError} empty-group if no area has a neighbour
 *
 * @example
 * import { styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
 * const links = weightsFromLinks(3, { from: [0, 1, 1, 2], to: [1, 0, 2, 1] });
 * [...styleWeights(links, "row").weight]; // → [1, 0.5, 0.5, 1]
 *
 * Source: Tiefelsdorf, Griffith & Boots (1999), Environment and Planning A 31, 165–180.
 */
export function styleWeights(links: Neighbours | Weights, style: WeightStyle): Weights {
  requireNeighbours(links, "keep");
  const ones = new Float64Array(links.to.length).fill(1);
  const given = "weight" in links && style !== "binary" ? links : { ...links, weight: ones };
  if (style === "binary" || style === "given") return given;
  if (style === "row") {
    const sums = rowSums(given);
    return scaleRows(given, (area) => 1 / sums[area]!);
  }
  if (style === "unit") {
    const all = total(rowSums(given));
    return scaleRows(given, () => 1 / all);
  }
  const roots = rowSums(given, 2).map(Math.sqrt);
  const based = style === "global" ? given : scaleRows(given, (area) => 1 / roots[area]!);
  const factor = settled(given) / total(rowSums(based));
  return scaleRows(based, () => factor);
}

/** Whether an area counts itself. */
export function hasSelf(weights: Weights, area: number): boolean {
  return weights.to.subarray(weights.starts[area], weights.starts[area + 1]).includes(area);
}

/**
 * Each area as a neighbour of itself too, as G* needs. Do this before `styleWeights(…, "row")`, so that the area shares in its own mean.
 *
 * @param selfWeight above 0; default 1, what a binary link counts
 * @throws {MeasureError} out-of-range if an area counts itself already, or `selfWeight` is not above 0
 *
 * @example
 * import { weightsFromLinks, withSelf } from "@krachtwijk/measure/space";
 * const weights = withSelf(weightsFromLinks(2, { from: [0, 1], to: [1, 0] }));
 * [...weights.to]; // → [0, 1, 0, 1]
 */
export function withSelf(weights: Weights, selfWeight = 1): Weights {
  if (!(selfWeight > 0 && selfWeight < Infinity))
    throw new MeasureError("out-of-range", `selfWeight is ${selfWeight}; it must be above 0.`, {
      selfWeight,
    });
  const count = areaCount(weights);
  const starts = weights.starts.map((start, area) => start + area);
  const to = new Int32Array(weights.to.length + count);
  const weight = new Float64Array(to.length);
  for (let area = 0; area < count; area++) {
    if (hasSelf(weights, area))
      throw new MeasureError("out-of-range", `area ${area} counts itself already.`, { area });
    const own = weights.to.subarray(weights.starts[area], weights.starts[area + 1]);
    const before = own.filter((other) => other < area).length;
    const source = weights.starts[area]!;
    for (let at = 0; at <= own.length; at++) {
      const put = starts[area]! + at;
      to[put] = at === before ? area : own[at < before ? at : at - 1]!;
      weight[put] =
        at === before ? selfWeight : weights.weight[source + (at < before ? at : at - 1)]!;
    }
  }
  return { starts, to, weight };
}
