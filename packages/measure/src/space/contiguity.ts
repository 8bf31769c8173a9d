import { requireBetween, requireCount } from "../numeric/index.ts";
import { type Edges, loosePieces, type Touches } from "./loose-edges.ts";
import { type AreaShape, type Borders, bordersOf, extentOf } from "./shapes.ts";
import { type SnappedPoints, snapPoints } from "./snap-points.ts";
import {
  ascending,
  countingSort,
  type Neighbours,
  neighboursFromPairs,
  numbersWhere,
  startsOf,
} from "./weights.ts";

/** Which areas touch: at a point at least (`queen`), or along a border (`rook`). */
export type ContiguityRule = "queen" | "rook";

/** How touching is judged. */
export interface ContiguityOptions {
  /** Default queen. */
  readonly rule?: ContiguityRule;
  /** Points so close together are one, in the unit of the coordinates; default 10⁻⁸ of the larger side of the map. */
  readonly snap?: number;
}

/** Pairs of areas, each as one number. */
class AreaPairs {
  readonly keys = new Set<number>();
  readonly #count: number;
  #last = -1;

  constructor(count: number) {
    this.#count = count;
  }

  add(one: number, other: number): void {
    if (one === other) return;
    const key = Math.min(one, other) * this.#count + Math.max(one, other);
    // Along a border the same pair comes again and again.
    if (key === this.#last) return;
    this.#last = key;
    this.keys.add(key);
  }
}

/** Corners by the place they are at. */
interface CornersAt {
  readonly starts: Int32Array;
  readonly corners: Int32Array;
}

function cornersByPlace({ place, count }: SnappedPoints): CornersAt {
  return {
    starts: startsOf(count, place),
    corners: countingSort(count, place, ascending(place.length)),
  };
}

/** Areas with a corner at the same place. */
function addSharedCorners(
  { starts, corners }: CornersAt,
  area: Int32Array,
  pairs: AreaPairs,
): void {
  for (let place = 0; place + 1 < starts.length; place++)
    for (let at = starts[place]! + 1; at < starts[place + 1]!; at++)
      for (let before = starts[place]!; before < at; before++)
        pairs.add(area[corners[at]!]!, area[corners[before]!]!);
}

/** Every edge, from its place with the lower number to that with the higher; edges shorter than the snap are gone. */
function edgesOf({ next, area }: Borders, { place }: SnappedPoints): Edges {
  const kept = numbersWhere(next.length, (at) => place[at] !== place[next[at]!]);
  return {
    low: kept.map((at) => Math.min(place[at]!, place[next[at]!]!)),
    high: kept.map((at) => Math.max(place[at]!, place[next[at]!]!)),
    area: kept.map((at) => area[at]!),
  };
}

/** Areas with an edge between the same two places. @returns for each edge, whether another area has it too */
function addSharedEdges({ low, high, area }: Edges, count: number, pairs: AreaPairs): Uint8Array {
  const starts = startsOf(count, low);
  const order = countingSort(count, low, ascending(low.length));
  const shared = new Uint8Array(low.length);
  for (let place = 0; place < count; place++)
    for (let at = starts[place]! + 1; at < starts[place + 1]!; at++)
      for (let before = starts[place]!; before < at; before++) {
        const [one, other] = [order[at]!, order[before]!];
        if (high[one] !== high[other] || area[one] === area[other]) continue;
        shared[one] = shared[other] = 1;
        pairs.add(area[one]!, area[other]!);
      }
  return shared;
}

/** Areas whose corner lies on an edge of another. */
function addTouches(
  { edge, place }: Touches,
  edges: Edges,
  { starts, corners }: CornersAt,
  area: Int32Array,
  pairs: AreaPairs,
): void {
  for (let touch = 0; touch < edge.length; touch++)
    for (let at = starts[place[touch]!]!; at < starts[place[touch]! + 1]!; at++)
      pairs.add(edges.area[edge[touch]!]!, area[corners[at]!]!);
}

/**
 * Which areas touch each other, from their polygons.
 *
 * Queen: they have a point in common. Rook: they have a piece of border in common that is longer than a point. A border counts also where
 * its corners are not the same on both sides: a corner of one area may lie anywhere along an edge of the other. Holes, and areas of several
 * parts, count with all their rings. Areas that lie over each other are not looked for.
 *
 * @param areas one per area: the `coordinates` of a GeoJSON MultiPolygon, or `[coordinates]` of a Polygon; a flat map or degrees, all the same
 * @param options.rule queen (default) or rook
 * @param options.snap points so close together are one, in the unit of the coordinates, 0 or more; default 10⁻⁸ of the larger side of the map.
 *   Give about twice the precision of a map whose borders do not fit. Must be small beside the sides of the areas
 * @returns symmetric; areas that touch none have none (`islandsOf`). Time is proportional to the number of corners
 * @throws {MeasureError} too-few if there are no areas, or one has no corner; not-finite; out-of-range if `snap` is below 0
 *
 * @example
 * import { contiguity } from "@krachtwijk/measure/space";
 * const square = (x, y) => [[[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]];
 * const fourSquares = [square(0, 0), square(1, 0), square(0, 1), square(1, 1)];
 * [...contiguity(fourSquares, { rule: "rook" }).to]; // → [1, 2, 0, 3, 0, 3, 1, 2]
 * [...contiguity(fourSquares).to]; // → [1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2]
 *
 * Source: Cliff & Ord (1981), Spatial Processes, chapter 1 (the names are from moves in chess).
 */
export function contiguity(
  areas: readonly AreaShape[],
  { rule = "queen", snap }: ContiguityOptions = {},
): Neighbours {
  requireCount("areas", areas.length, 1);
  const borders = bordersOf(areas);
  const within = snap ?? 1e-8 * extentOf(borders.x, borders.y);
  requireBetween("snap", within, 0, Number.MAX_VALUE);
  const points = snapPoints(borders.x, borders.y, within);
  const pairs = new AreaPairs(areas.length);
  const edges = edgesOf(borders, points);
  const shared = addSharedEdges(edges, points.count, pairs);
  const { touches, pieces } = loosePieces(edges, shared, points, within);
  if (rule === "rook") addSharedEdges(pieces, points.count, pairs);
  else {
    const corners = cornersByPlace(points);
    addSharedCorners(corners, borders.area, pairs);
    addTouches(touches, edges, corners, borders.area, pairs);
  }
  return neighboursFromPairs(areas.length, pairs.keys);
}
