import {
  MeasureError,
  requireBetween,
  requireCount,
  requireSameLength,
  requireWhole,
} from "../numeric/index.ts";
import { type KdTree, kdTree, visitNear } from "./kd-tree.ts";
import {
  distanceOf,
  type Points,
  requireDistance,
  requirePoints,
  spaceOf,
  squaredStraight,
  straightOf,
} from "./points.ts";
import { areaCount, type Neighbours, neighboursFromLists, type Weights } from "./weights.ts";

/** A distance that is reached up to rounding is reached. */
const slack = 1 + 1e-12;

/** The k nearest of one point, nearest first; of equally near ones the first in the data. */
function nearestOf(tree: KdTree, point: number, k: number): { ids: number[]; squares: number[] } {
  const [ids, squares]: [number[], number[]] = [[], []];
  const reach = () => (ids.length < k ? Infinity : squares[k - 1]!);
  visitNear(tree, point, reach, (other, squared) => {
    if (other === point || squared > reach()) return;
    let at = ids.length;
    while (
      at > 0 &&
      (squares[at - 1]! > squared || (squares[at - 1] === squared && ids[at - 1]! > other))
    )
      at--;
    ids.splice(at, 0, other);
    squares.splice(at, 0, squared);
    ids.length = squares.length = Math.min(k, ids.length);
  });
  return { ids, squares };
}

/**
 * The k nearest areas of each, as its neighbours. Nobody is left without, but being near need not be mutual.
 *
 * @param points one per area, such as `centroids`
 * @param k whole number, 1 to the number of areas − 1; of equally near areas the first in the data is taken
 * @throws {MeasureError} out-of-range if `k` is not whole or not that, or degrees are not degrees; too-few below 2 areas; length-mismatch; not-finite
 *
 * @example
 * import { nearestNeighbours } from "@krachtwijk/measure/space";
 * [...nearestNeighbours({ x: [0, 1, 3, 7], y: [0, 0, 0, 0] }, 1).to]; // → [1, 0, 1, 2]
 *
 * Source: Bivand, Pebesma & Gómez-Rubio (2013), Applied Spatial Data Analysis with R, 2nd edition, section 9.2.
 */
export function nearestNeighbours(points: Points, k: number): Neighbours {
  const count = points.x.length;
  requirePoints(points);
  requireCount("areas", count, 2);
  requireWhole("k", k, 1);
  requireBetween("k", k, 1, count - 1);
  const tree = kdTree(spaceOf(points));
  return neighboursFromLists(Array.from({ length: count }, (_, at) => nearestOf(tree, at, k).ids));
}

/**
 * All areas within a distance, as neighbours.
 *
 * @param points one per area, such as `centroids`
 * @param distance above 0, in the unit of the map, or kilometres over a great circle; an area exactly that far is a neighbour
 * @returns symmetric; areas further than that from all others have no neighbour: `largestNearestDistance` is the least that leaves none alone
 * @throws {MeasureError} out-of-range if `distance` is not above 0, or degrees are not degrees; length-mismatch; not-finite
 *
 * @example
 * import { distanceBand } from "@krachtwijk/measure/space";
 * const band = distanceBand({ x: [0, 1, 3, 7], y: [0, 0, 0, 0] }, 3);
 * [...band.starts]; // → [0, 2, 4, 6, 6]
 *
 * Source: Cliff & Ord (1981), Spatial Processes, chapter 1.
 */
export function distanceBand(points: Points, distance: number): Neighbours {
  requirePoints(points);
  requireDistance("distance", distance);
  const tree = kdTree(spaceOf(points));
  const straight = straightOf(distance, points.metric) * slack;
  const reach = () => straight * straight;
  const lists = Array.from({ length: points.x.length }, (_, point) => {
    const near: number[] = [];
    visitNear(tree, point, reach, (other, squared) => {
      if (other !== point && squared <= reach()) near.push(other);
    });
    return near;
  });
  return neighboursFromLists(lists);
}

/**
 * The largest distance that any area has to the one nearest to it: the smallest `distanceBand` in which every area has a neighbour.
 *
 * @returns in the unit of the map, or kilometres over a great circle
 * @throws {MeasureError} too-few below 2 areas; out-of-range if degrees are not degrees; length-mismatch; not-finite
 *
 * @example
 * import { largestNearestDistance } from "@krachtwijk/measure/space";
 * largestNearestDistance({ x: [0, 1, 3, 7], y: [0, 0, 0, 0] }); // → 4
 *
 * Source: Bivand, Pebesma & Gómez-Rubio (2013), Applied Spatial Data Analysis with R, 2nd edition, section 9.2.
 */
export function largestNearestDistance(points: Points): number {
  requirePoints(points);
  requireCount("areas", points.x.length, 2);
  const tree = kdTree(spaceOf(points));
  let largest = 0;
  for (let point = 0; point < points.x.length; point++)
    largest = Math.max(largest, nearestOf(tree, point, 1).squares[0]!);
  return distanceOf(Math.sqrt(largest), points.metric);
}

/**
 * Weights that fall with distance: w(i,j) = 1 / d(i,j)^power for areas that are neighbours.
 *
 * @param points one per area
 * @param neighbours who counts at all, such as a `distanceBand` or `nearestNeighbours`
 * @param power above 0, default 1
 * @returns in the unit of the distance to the power −`power`; usually row-standardised after this
 * @throws {MeasureError} out-of-range if two neighbours are at the same point, or `power` is not above 0; length-mismatch; not-finite
 *
 * @example
 * import { distanceBand, inverseDistance } from "@krachtwijk/measure/space";
 * const points = { x: [0, 2, 6], y: [0, 0, 0] };
 * [...inverseDistance(points, distanceBand(points, 5)).weight]; // → [0.5, 0.5, 0.25, 0.25]
 *
 * Source: Cliff & Ord (1981), Spatial Processes, chapter 1.
 */
export function inverseDistance(points: Points, neighbours: Neighbours, power = 1): Weights {
  requirePoints(points);
  requireDistance("power", power);
  requireSameLength("points", points.x, "neighbours", areaCount(neighbours));
  const space = spaceOf(points);
  const { starts, to } = neighbours;
  const weight = new Float64Array(to.length);
  for (let area = 0; area < areaCount(neighbours); area++)
    for (let at = starts[area]!; at < starts[area + 1]!; at++) {
      const straight = Math.sqrt(squaredStraight(space, area, to[at]!));
      if (straight === 0)
        throw new MeasureError(
          "out-of-range",
          `areas ${area} and ${to[at]} are at the same point, so there is no inverse of their distance. Move one, or use weights that do not fall with distance.`,
          { area, other: to[at]! },
        );
      weight[at] = distanceOf(straight, points.metric) ** -power;
    }
  return { starts, to, weight };
}
