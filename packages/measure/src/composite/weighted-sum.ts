import { addTo, newColumns } from "./columns.ts";
import type { CompositeSpec } from "./composite-spec.ts";
import { effectiveWeights, type Hierarchy } from "./hierarchy.ts";
import type { Prepared } from "./prepare.ts";

/** The tree with equal weights where they are asked, or null if weights have to be found in the figures. */
export function fixedWeights(
  tree: Hierarchy,
  { dimensions = [], weighting }: CompositeSpec,
): Hierarchy | null {
  const own = new Map(dimensions.map((one) => [one.name, one.weighting]));
  const branches = [];
  for (const branch of tree.branches) {
    const method = (own.get(tree.names[branch.node]!) ?? weighting)?.method ?? "given";
    if (method !== "given" && method !== "equal") return null;
    const weights = method === "given" ? branch.weights : branch.weights.map(() => 1);
    branches.push({ ...branch, weights });
  }
  return { ...tree, branches };
}

/** Whether the index is the same weighted sum of the normalised indicators in every area. */
export const isWeightedSum = ({ branches }: Hierarchy, isWhole: boolean): boolean =>
  isWhole && branches.every(({ exponent }) => exponent === 1);

/** Whether the score of every dimension can be had back from its contribution. */
export const allCount = (tree: Hierarchy): boolean =>
  effectiveWeights(tree)
    .effective.subarray(tree.indicatorCount)
    .every((weight) => weight > 0);

/** In a row without a score no part brings anything. */
function blankRows(contributions: readonly Float64Array[], index: Float64Array): void {
  for (let at = 0; at < index.length; at++)
    if (Number.isNaN(index[at])) for (const own of contributions) own[at] = Number.NaN;
}

/**
 * The contributions to a weighted sum with known weights, written straight away: normalised values are not kept, as they
 * would take as much memory again, and memory is what takes the time.
 *
 * @returns contributions of all nodes, one column each; the last is the index
 */
export function weightedSum(
  tree: Hierarchy,
  prepared: Prepared,
  memory?: Float64Array,
): readonly Float64Array[] {
  const { effective } = effectiveWeights(tree);
  const results = newColumns(tree.names.length, prepared.rows.length, memory);
  for (const sums of results.slice(tree.indicatorCount)) sums.fill(0);
  for (let node = 0; node < results.length - 1; node++) {
    const [result, sums] = [results[node]!, results[tree.parents[node]!]!];
    if (node >= tree.indicatorCount) addTo(sums, result);
    else prepared.normaliseInto(node, { result, sums, weight: effective[node]! });
  }
  blankRows(results, results.at(-1)!);
  return results;
}
