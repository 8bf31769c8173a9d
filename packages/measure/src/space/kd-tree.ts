import { squaredStraight } from "./points.ts";
import { ascending } from "./weights.ts";

/** Below so many points looking at each is faster than dividing them. */
const leaf = 12;

/**
 * Points in three dimensions, ordered so that near ones are found without looking at all: each range of `order` is divided at its middle,
 * along the side on which it is longest (Bentley 1975, CACM 18, 509–517).
 */
export interface KdTree {
  readonly space: Float64Array;
  readonly order: Int32Array;
  /** The side along which the range with this middle is divided. */
  readonly side: Uint8Array;
}

/** The side on which a range of points is longest. */
function longestSide(space: Float64Array, order: Int32Array): number {
  const lengths = [0, 1, 2].map((side) => {
    let [low, high] = [Infinity, -Infinity];
    for (const point of order) {
      const value = space[3 * point + side]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return high - low;
  });
  return lengths.indexOf(Math.max(...lengths));
}

function divide({ space, order, side }: KdTree, from: number, to: number): void {
  if (to - from <= leaf) return;
  const range = order.subarray(from, to);
  const longest = longestSide(space, range);
  range.sort(
    (one, other) => space[3 * one + longest]! - space[3 * other + longest]! || one - other,
  );
  const middle = (from + to) >>> 1;
  side[middle] = longest;
  divide({ space, order, side }, from, middle);
  divide({ space, order, side }, middle + 1, to);
}

/** Orders points; `space` has three numbers for each. */
export function kdTree(space: Float64Array): KdTree {
  const count = space.length / 3;
  const order = ascending(count);
  const tree = { space, order, side: new Uint8Array(count) };
  divide(tree, 0, count);
  return tree;
}

/**
 * Visits every point that may be within `reach` of one, nearer parts first; `reach` is asked again at every step, so it may shrink.
 * Distances are straight lines, squared.
 */
export function visitNear(
  tree: KdTree,
  point: number,
  reach: () => number,
  visit: (other: number, squared: number) => void,
): void {
  const { space, order, side } = tree;
  const see = (at: number) => visit(order[at]!, squaredStraight(space, point, order[at]!));
  const walk = (from: number, to: number): void => {
    if (to - from <= leaf) {
      for (let at = from; at < to; at++) see(at);
      return;
    }
    const middle = (from + to) >>> 1;
    const along = side[middle]!;
    const gap = space[3 * point + along]! - space[3 * order[middle]! + along]!;
    if (gap < 0) walk(from, middle);
    else walk(middle + 1, to);
    if (gap * gap > reach()) return;
    see(middle);
    if (gap < 0) walk(middle + 1, to);
    else walk(from, middle);
  };
  walk(0, order.length);
}
