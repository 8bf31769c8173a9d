import Flatbush from "flatbush";
import type { SnappedPoints } from "./snap-points.ts";
import { ascending, countingSort, numbersWhere, startsOf } from "./weights.ts";

/** Edges between two places, each of one area. */
export interface Edges {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly area: Int32Array;
}

/** Places that lie on edges, between their ends. */
export interface Touches {
  readonly edge: Int32Array;
  readonly place: Int32Array;
  /** How far along the edge, 0 to 1. */
  readonly along: Float64Array;
}

/** Edges that no other area has, cut where a corner of another edge lies on them. */
interface LoosePieces {
  readonly touches: Touches;
  readonly pieces: Edges;
}

/** How far along an edge a place lies, or undefined if it is not on it. */
function alongEdge(
  { low, high }: Edges,
  edge: number,
  { x, y }: SnappedPoints,
  place: number,
  within: number,
): number | undefined {
  const [from, to] = [low[edge]!, high[edge]!];
  const [stepX, stepY] = [x[to]! - x[from]!, y[to]! - y[from]!];
  const [ownX, ownY] = [x[place]! - x[from]!, y[place]! - y[from]!];
  const length = Math.hypot(stepX, stepY);
  const along = (ownX * stepX + ownY * stepY) / (length * length);
  const beside = Math.abs(ownX * stepY - ownY * stepX) / length;
  return along > 0 && along < 1 && beside <= within ? along : undefined;
}

/** The boxes of some edges, to be searched. */
function boxesOf({ low, high }: Edges, edges: Int32Array, { x, y }: SnappedPoints): Flatbush {
  const boxes = new Flatbush(edges.length);
  for (const edge of edges) {
    const [from, to] = [low[edge]!, high[edge]!];
    boxes.add(
      Math.min(x[from]!, x[to]!),
      Math.min(y[from]!, y[to]!),
      Math.max(x[from]!, x[to]!),
      Math.max(y[from]!, y[to]!),
    );
  }
  boxes.finish();
  return boxes;
}

function touchesOf(
  edges: Edges,
  loose: Int32Array,
  points: SnappedPoints,
  within: number,
): Touches {
  const found: { edge: number[]; place: number[]; along: number[] } = {
    edge: [],
    place: [],
    along: [],
  };
  const boxes = loose.length === 0 ? undefined : boxesOf(edges, loose, points);
  const isEnd = new Uint8Array(points.count);
  for (const edge of loose) isEnd[edges.low[edge]!] = isEnd[edges.high[edge]!] = 1;
  for (let place = 0; place < points.count; place++) {
    if (isEnd[place] === 0 || boxes === undefined) continue;
    const x = points.x[place]!;
    const y = points.y[place]!;
    for (const hit of boxes.search(x - within, y - within, x + within, y + within)) {
      const edge = loose[hit]!;
      if (edges.low[edge] === place || edges.high[edge] === place) continue;
      const along = alongEdge(edges, edge, points, place, within);
      if (along === undefined) continue;
      found.edge.push(edge);
      found.place.push(place);
      found.along.push(along);
    }
  }
  return {
    edge: Int32Array.from(found.edge),
    place: Int32Array.from(found.place),
    along: Float64Array.from(found.along),
  };
}

/** Cuts edges at the places that lie on them. */
function cut(edges: Edges, loose: Int32Array, touches: Touches): Edges {
  const count = edges.low.length;
  const starts = startsOf(count, touches.edge);
  const order = countingSort(count, touches.edge, ascending(touches.edge.length));
  const pieces = loose.length + touches.edge.length;
  const [low, high, area] = [pieces, pieces, pieces].map((length) => new Int32Array(length));
  let piece = 0;
  const put = (from: number, to: number, edge: number) => {
    low![piece] = Math.min(from, to);
    high![piece] = Math.max(from, to);
    area![piece++] = edges.area[edge]!;
  };
  for (const edge of loose) {
    const cuts = order.subarray(starts[edge]!, starts[edge + 1]!);
    if (cuts.length > 1) cuts.sort((one, other) => touches.along[one]! - touches.along[other]!);
    let from = edges.low[edge]!;
    for (let at = 0; at < cuts.length; at++) {
      const to = touches.place[cuts[at]!]!;
      put(from, to, edge);
      from = to;
    }
    put(from, edges.high[edge]!, edge);
  }
  return { low: low!, high: high!, area: area! };
}

/**
 * Looks along the edges that only one area has. On a map that fits, these are its outer border; where two areas draw their common border with
 * other corners, they are that border, and the corners of one lie on the edges of the other. Cut there, both have the same pieces.
 * Where areas do not lie over each other, no corner can lie on an edge that two of them share.
 */
export function loosePieces(
  edges: Edges,
  shared: Uint8Array,
  points: SnappedPoints,
  within: number,
): LoosePieces {
  const loose = numbersWhere(shared.length, (edge) => shared[edge] === 0);
  const touches = touchesOf(edges, loose, points, within);
  return { touches, pieces: cut(edges, loose, touches) };
}
