import type { Branch, Hierarchy } from "./hierarchy.ts";
import { chord } from "./power-mean.ts";

/** Scores of every node of a tree: indicators, dimensions, the index last. One value per area; NaN is a gap. */
export interface TreeScores {
  readonly tree: Hierarchy;
  readonly scores: readonly Float64Array[];
}

/**
 * The weight that a part has in one area, when a mean of any kind is written as a weighted arithmetic mean:
 * proportional to w · (f(x) − f(M))/(x − M), f being what the mean adds up and M the mean.
 */
function impliedWeight(exponent: number, weight: number, part: number, whole: number): number {
  if (Number.isNaN(part)) return 0;
  return exponent === 1 ? weight : weight * chord(exponent, part / whole - 1);
}

/** Splits the shares of a branch over its children, area by area. */
function splitShares(branch: Branch, { scores }: TreeScores, shares: Float64Array[]): void {
  const { node, children, weights, exponent } = branch;
  const [whole, share] = [scores[node]!, shares[node]!];
  const totals = new Float64Array(whole.length);
  for (const [at, child] of children.entries()) {
    const [part, weight] = [scores[child]!, weights[at]!];
    const own = new Float64Array(whole.length);
    for (let area = 0; area < own.length; area++) {
      own[area] = impliedWeight(exponent, weight, part[area]!, whole[area]!);
      totals[area]! += own[area]!;
    }
    shares[child] = own;
  }
  for (const child of children) {
    const own = shares[child]!;
    for (let area = 0; area < own.length; area++)
      own[area] = own[area] === 0 ? 0 : (own[area]! / totals[area]!) * share[area]!;
  }
}

/** The share of each node in the index, per area; 0 where it has a gap. The shares of the indicators add up to 1. */
function sharesOf(part: TreeScores): readonly Float64Array[] {
  const { tree, scores } = part;
  const count = scores[0]!.length;
  const shares = tree.names.map(() => new Float64Array(0));
  shares[shares.length - 1] = new Float64Array(count).fill(1);
  for (const branch of tree.branches.toReversed()) splitShares(branch, part, shares);
  return shares;
}

/**
 * What each indicator and each dimension brings to the index, per area, in the unit of the index. Those of the
 * indicators add up to the score; those of the indicators of a dimension add up to that of the dimension.
 * A node that is a gap brings 0; in an area without a score all are gaps.
 *
 * @returns one column per node of the tree but the index
 */
export function contributionsTo(part: TreeScores): readonly Float64Array[] {
  const shares = sharesOf(part);
  const index = part.scores.at(-1)!;
  return part.scores.slice(0, -1).map((own, node) => {
    const result = shares[node]!;
    for (let at = 0; at < own.length; at++) {
      const brought = Number.isNaN(own[at]) ? 0 : result[at]! * own[at]!;
      result[at] = Number.isNaN(index[at]) ? Number.NaN : brought;
    }
    return result;
  });
}
