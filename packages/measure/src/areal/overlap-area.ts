import type { PackedAreas } from "./packed-areas.ts";
import { baseOf, type Surface, stripBelow } from "./surface.ts";

/** Edges cut to a box. What lies above the box is drawn along its top, what lies below it is gone. */
interface Pieces {
  count: number;
  x0: Float64Array;
  y0: Float64Array;
  x1: Float64Array;
  y1: Float64Array;
  sign: Int8Array;
}

interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** Pairs of pieces above which a box is cut in two instead. */
const manyPairs = 4096;
const deepest = 24;

const emptyPieces = (room: number): Pieces => ({
  count: 0,
  x0: new Float64Array(room),
  y0: new Float64Array(room),
  x1: new Float64Array(room),
  y1: new Float64Array(room),
  sign: new Int8Array(room),
});

/** Keeps what there is, in more room. */
function grow(pieces: Pieces): void {
  const larger = emptyPieces(2 * pieces.x0.length);
  for (const name of ["x0", "y0", "x1", "y1", "sign"] as const) larger[name].set(pieces[name]);
  Object.assign(pieces, { ...larger, count: pieces.count });
}

function put(pieces: Pieces, x0: number, y0: number, x1: number, y1: number, sign: number): void {
  if (x0 >= x1) return;
  if (pieces.count === pieces.x0.length) grow(pieces);
  const at = pieces.count++;
  pieces.x0[at] = x0;
  pieces.y0[at] = y0;
  pieces.x1[at] = x1;
  pieces.y1[at] = y1;
  pieces.sign[at] = sign;
}

/** Adds one edge, cut to the box. */
function putCut(
  pieces: Pieces,
  edge: { x0: number; y0: number; x1: number; y1: number; sign: number },
  { left, bottom, right, top }: Box,
): void {
  let { x0, y0, x1, y1 } = edge;
  if (x1 <= left || x0 >= right || (y0 <= bottom && y1 <= bottom)) return;
  const slope = (y1 - y0) / (x1 - x0);
  if (x0 < left) [x0, y0] = [left, y0 + slope * (left - x0)];
  if (x1 > right) [x1, y1] = [right, y1 + slope * (right - x1)];
  if (y0 >= top && y1 >= top) {
    put(pieces, x0, top, x1, top, edge.sign);
    return;
  }
  const crossing = (y: number) => Math.min(x1, Math.max(x0, x0 + (y - y0) / slope));
  const [rises, falls] = [y0 < y1, y0 > y1];
  let [from, fromY, to, toY] = [x0, y0, x1, y1];
  if (rises && y0 < bottom) [from, fromY] = [crossing(bottom), bottom];
  if (falls && y1 < bottom) [to, toY] = [crossing(bottom), bottom];
  if (falls && y0 > top) {
    [from, fromY] = [crossing(top), top];
    put(pieces, x0, top, from, top, edge.sign);
  }
  if (rises && y1 > top) {
    [to, toY] = [crossing(top), top];
    put(pieces, to, top, x1, top, edge.sign);
  }
  put(pieces, from, Math.max(bottom, fromY), to, Math.max(bottom, toY), edge.sign);
}

function cutEdges(
  { x0, y0, x1, y1, sign }: Omit<Pieces, "count">,
  from: number,
  to: number,
  box: Box,
  into: Pieces,
): Pieces {
  into.count = 0;
  const edge = { x0: 0, y0: 0, x1: 0, y1: 0, sign: 0 };
  for (let at = from; at < to; at++) {
    if (x1[at]! <= box.left || x0[at]! >= box.right) continue;
    edge.x0 = x0[at]!;
    edge.y0 = y0[at]!;
    edge.x1 = x1[at]!;
    edge.y1 = y1[at]!;
    edge.sign = sign[at]!;
    putCut(into, edge, box);
  }
  return into;
}

/** Area between `base` and the lower one of two pieces, where both are. */
function belowBoth(
  one: Pieces,
  i: number,
  other: Pieces,
  j: number,
  base: number,
  surface: Surface,
): number {
  const left = Math.max(one.x0[i]!, other.x0[j]!);
  const right = Math.min(one.x1[i]!, other.x1[j]!);
  if (left >= right) return 0;
  const slope = (one.y1[i]! - one.y0[i]!) / (one.x1[i]! - one.x0[i]!);
  const otherSlope = (other.y1[j]! - other.y0[j]!) / (other.x1[j]! - other.x0[j]!);
  const a0 = one.y0[i]! + slope * (left - one.x0[i]!);
  const a1 = one.y1[i]! + slope * (right - one.x1[i]!);
  const b0 = other.y0[j]! + otherSlope * (left - other.x0[j]!);
  const b1 = other.y1[j]! + otherSlope * (right - other.x1[j]!);
  const [first, last] = [a0 - b0, a1 - b1];
  if (first <= 0 && last <= 0) return stripBelow(right - left, a0, a1, base, surface);
  if (first >= 0 && last >= 0) return stripBelow(right - left, b0, b1, base, surface);
  const share = first / (first - last);
  const y = a0 + share * (a1 - a0);
  const width = share * (right - left);
  return (
    stripBelow(width, Math.min(a0, b0), y, base, surface) +
    stripBelow(right - left - width, y, Math.min(a1, b1), base, surface)
  );
}

/** Two lists of pieces per depth of cutting, made once. */
const scratch: { one: Pieces; other: Pieces }[] = [];
function scratchAt(depth: number) {
  scratch[depth] ??= { one: emptyPieces(256), other: emptyPieces(256) };
  return scratch[depth];
}

function halves({ left, bottom, right, top }: Box): readonly [Box, Box] {
  if (right - left >= top - bottom) {
    const middle = (left + right) / 2;
    return [
      { left, bottom, right: middle, top },
      { left: middle, bottom, right, top },
    ];
  }
  const middle = (bottom + top) / 2;
  return [
    { left, bottom, right, top: middle },
    { left, bottom: middle, right, top },
  ];
}

function inBox(one: Pieces, other: Pieces, box: Box, surface: Surface, depth: number): number {
  if (one.count === 0 || other.count === 0) return 0;
  if (one.count * other.count > manyPairs && depth < deepest) {
    let sum = 0;
    for (const half of halves(box)) {
      const next = scratchAt(depth + 1);
      sum += inBox(
        cutEdges(one, 0, one.count, half, next.one),
        cutEdges(other, 0, other.count, half, next.other),
        half,
        surface,
        depth + 1,
      );
    }
    return sum;
  }
  const base = baseOf(box.bottom, surface);
  let sum = 0;
  for (let i = 0; i < one.count; i++)
    for (let j = 0; j < other.count; j++)
      sum += one.sign[i]! * other.sign[j]! * belowBoth(one, i, other, j, base, surface);
  return sum;
}

/**
 * Area that two areas have in common. Each is the sum of the strips below its edges, those with the area below counted +1, the others −1; so what
 * they have in common is the sum, over all pairs of edges, of what is below both. Nothing is decided about where lines meet: an edge that two
 * areas share, or nearly share, is no special case, and an error of rounding in a corner moves the result by no more than the strip it sweeps.
 */
export function overlapArea(one: PackedAreas, i: number, other: PackedAreas, j: number): number {
  const edge = (side: number, pick: (a: number, b: number) => number) =>
    pick(one.boxes[4 * i + side]!, other.boxes[4 * j + side]!);
  const box = {
    left: edge(0, Math.max),
    bottom: edge(1, Math.max),
    right: edge(2, Math.min),
    top: edge(3, Math.min),
  };
  if (!(box.left < box.right && box.bottom < box.top)) return 0;
  const { one: mine, other: theirs } = scratchAt(0);
  return inBox(
    cutEdges(one, one.starts[i]!, one.starts[i + 1]!, box, mine),
    cutEdges(other, other.starts[j]!, other.starts[j + 1]!, box, theirs),
    box,
    one.surface,
    0,
  );
}
