import { Matrix, solve } from "ml-matrix";

const mostSteps = 200;
/** How well the mixture has to be met, of a unit that the conditions are scaled to. */
const closeEnough = 1e-13;

/**
 * Of all weights wⱼ ≥ 0 that meet linear conditions C w = b, those with the least Σ wⱼ²: the most evenly spread.
 * Newton's method on the dual, max over y of bᵀy − ½ Σⱼ max(0, Cⱼᵀy)², which is piecewise quadratic.
 *
 * @param conditions one row per condition, one column per weight
 * @returns the weights, or undefined if no single answer was reached
 *
 * Source: Mangasarian (2004), "A Newton method for linear programming", J. Optim. Theory Appl. 121, 1–18.
 */
export function mostEvenWeights(
  conditions: readonly Float64Array[],
  bounds: Float64Array,
): Float64Array | undefined {
  const { length } = conditions[0]!;
  const weightsAt = (dual: Float64Array) => {
    const weights = new Float64Array(length);
    for (const [row, values] of conditions.entries())
      for (let at = 0; at < length; at++) weights[at]! += dual[row]! * values[at]!;
    return weights.map((weight) => Math.max(0, weight));
  };
  // The answer if no weight had to be kept from going below 0.
  let dual = newtonStep(conditions, new Float64Array(length).fill(1), bounds);
  let weights = weightsAt(dual);
  for (let step = 0; step < mostSteps; step++) {
    const missing = bounds.map((bound, row) => bound - product(conditions[row]!, weights));
    if (missing.every((gap) => Math.abs(gap) <= closeEnough)) return weights;
    const way = newtonStep(conditions, weights, missing);
    const climb = product(missing, way);
    const height = product(bounds, dual) - product(weights, weights) / 2;
    let share = 1;
    for (; share > 1e-12; share /= 2) {
      const next = dual.map((value, row) => value + share * way[row]!);
      const there = weightsAt(next);
      const reached = product(bounds, next) - product(there, there) / 2;
      if (reached < height + 1e-4 * share * climb - 1e-15 * Math.abs(height)) continue;
      [dual, weights] = [next, there];
      break;
    }
    if (share <= 1e-12) return undefined;
  }
  return undefined;
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

/** Solves (Σ over positive weights of Cⱼ Cⱼᵀ) d = what is missing. */
function newtonStep(
  conditions: readonly Float64Array[],
  weights: Float64Array,
  missing: Float64Array,
): Float64Array {
  const curve = Matrix.zeros(conditions.length, conditions.length);
  for (let row = 0; row < conditions.length; row++)
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let at = 0; at < weights.length; at++)
        if (weights[at]! > 0) sum += conditions[row]![at]! * conditions[column]![at]!;
      curve.set(row, column, sum);
      curve.set(column, row, sum);
    }
  // With few positive weights the curve is flat in some direction; a little everywhere keeps the step finite.
  const little = 1e-12 * (curve.trace() + 1);
  for (let row = 0; row < conditions.length; row++)
    curve.set(row, row, curve.get(row, row) + little);
  return Float64Array.from(solve(curve, Matrix.columnVector(missing)).to1DArray());
}
