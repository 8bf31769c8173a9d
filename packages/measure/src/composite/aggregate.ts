import type { Branch } from "./hierarchy.ts";
import { inner, outer, tooLow } from "./power-mean.ts";

/** Adds one part to the sums of a branch; a gap makes the sum a gap. */
function addWhole(
  values: Float64Array,
  weight: number,
  exponent: number,
  sums: Float64Array,
): void {
  if (exponent === 1) for (let at = 0; at < sums.length; at++) sums[at]! += weight * values[at]!;
  else for (let at = 0; at < sums.length; at++) sums[at]! += weight * inner(exponent, values[at]!);
}

/** What was there to add up, per area. */
interface Available {
  readonly weight: Float64Array;
  readonly count: Int32Array;
}

/** Adds one part to the sums of a branch where it is there. */
function addAvailable(
  values: Float64Array,
  weight: number,
  exponent: number,
  sums: Float64Array,
  available: Available,
): void {
  for (let at = 0; at < sums.length; at++) {
    const value = values[at]!;
    if (Number.isNaN(value)) continue;
    sums[at]! += weight * inner(exponent, value);
    available.weight[at]! += weight;
    available.count[at]!++;
  }
}

const hasGap = (values: Float64Array): boolean => {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]! - values[at]!;
  return Number.isNaN(sum);
};

function requirePositive(name: string, values: Float64Array, exponent: number): void {
  for (let at = 0; at < values.length; at++)
    if (values[at]! <= 0) throw tooLow(name, at, values[at]!, exponent);
}

/** From how many of its parts a branch has a score. */
export interface GapRule {
  /** Least share of the parts that must have a score, 0 to 1; 1 takes no gap at all. */
  readonly least: number;
}

function wholeScore(parts: readonly Float64Array[], { weights, exponent }: Branch): Float64Array {
  const sums = new Float64Array(parts[0]!.length);
  let total = 0;
  for (const [at, part] of parts.entries()) {
    total += weights[at]!;
    addWhole(part, weights[at]!, exponent, sums);
  }
  for (let at = 0; at < sums.length; at++) sums[at] = outer(exponent, sums[at]! / total);
  return sums;
}

function availableScore(
  parts: readonly Float64Array[],
  { weights, exponent }: Branch,
  { least }: GapRule,
): Float64Array {
  const sums = new Float64Array(parts[0]!.length);
  const available = {
    weight: new Float64Array(sums.length),
    count: new Int32Array(sums.length),
  };
  for (const [at, part] of parts.entries())
    addAvailable(part, weights[at]!, exponent, sums, available);
  for (let at = 0; at < sums.length; at++) {
    const weight = available.weight[at]!;
    const isEnough = weight !== 0 && available.count[at]! / parts.length >= least;
    sums[at] = isEnough ? outer(exponent, sums[at]! / weight) : Number.NaN;
  }
  return sums;
}

/**
 * The scores of one branch from those of its parts. An area without enough of them has a gap.
 * @throws {MeasureError} out-of-range for a part that its mean cannot take
 */
export function scoreOf(
  branch: Branch,
  scores: readonly Float64Array[],
  names: readonly string[],
  rule: GapRule,
): Float64Array {
  const parts = Array.from(branch.children, (child) => scores[child]!);
  if (branch.exponent !== 1)
    for (const [at, part] of parts.entries())
      requirePositive(names[branch.children[at]!]!, part, branch.exponent);
  const isWhole = rule.least >= 1 || !parts.some(hasGap);
  return isWhole ? wholeScore(parts, branch) : availableScore(parts, branch, rule);
}
