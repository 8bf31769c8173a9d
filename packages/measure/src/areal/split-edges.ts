import Flatbush from "flatbush";
import { type EdgePiece, EdgePieces } from "./edge-pieces.ts";
import type { GridVertices } from "./grid-vertices.ts";

/** A vertex no further than this many cells from an edge lies on it. */
const onEdgeCells = 0.75;
/** Cutting at rounded crossings can make a new crossing; that ends after a few rounds. */
const mostRounds = 12;

/** Where edges have to be cut. */
type Cuts = Map<number, Set<number>>;

const cutAt = (cuts: Cuts, edge: number, vertex: number): void => {
  const known = cuts.get(edge);
  if (known === undefined) cuts.set(edge, new Set([vertex]));
  else known.add(vertex);
};

/** Above 0 if c is to the left of a → b. Exact while the map is below some 9 · 10⁷ cells wide. */
function side(grid: GridVertices, a: number, b: number, c: number): number {
  const { columns, rows } = grid;
  return (
    (columns[b]! - columns[a]!) * (rows[c]! - rows[a]!) -
    (rows[b]! - rows[a]!) * (columns[c]! - columns[a]!)
  );
}

/** Whether a vertex lies on an edge, between its ends. */
function isOn(grid: GridVertices, { low, high }: EdgePiece, vertex: number): boolean {
  if (vertex === low || vertex === high) return false;
  const { columns, rows } = grid;
  const [stepX, stepY] = [columns[high]! - columns[low]!, rows[high]! - rows[low]!];
  const length = Math.hypot(stepX, stepY);
  if (Math.abs(side(grid, low, high, vertex)) > onEdgeCells * length) return false;
  const along = (columns[vertex]! - columns[low]!) * stepX + (rows[vertex]! - rows[low]!) * stepY;
  return along > 0 && along < length * length;
}

/** The vertex nearest to where two edges cross, or undefined. */
function crossing(grid: GridVertices, one: EdgePiece, other: EdgePiece): number | undefined {
  const low = side(grid, one.low, one.high, other.low);
  const high = side(grid, one.low, one.high, other.high);
  if (low === 0 || high === 0 || low > 0 === high > 0) return undefined;
  const first = side(grid, other.low, other.high, one.low);
  const last = side(grid, other.low, other.high, one.high);
  if (first === 0 || last === 0 || first > 0 === last > 0) return undefined;
  const share = first / (first - last);
  const between = (values: readonly number[]) =>
    Math.round(values[one.low]! + share * (values[one.high]! - values[one.low]!));
  return grid.inCell(between(grid.columns), between(grid.rows));
}

function compare(
  grid: GridVertices,
  edges: readonly EdgePiece[],
  i: number,
  j: number,
  cuts: Cuts,
) {
  const [one, other] = [edges[i]!, edges[j]!];
  let touched = false;
  for (const [at, edge, ends] of [
    [i, one, other],
    [j, other, one],
  ] as const)
    for (const vertex of [ends.low, ends.high])
      if (isOn(grid, edge, vertex)) {
        cutAt(cuts, at, vertex);
        touched = true;
      }
  if (touched) return;
  const vertex = crossing(grid, one, other);
  if (vertex === undefined) return;
  for (const [at, { low, high }] of [
    [i, one],
    [j, other],
  ] as const)
    if (vertex !== low && vertex !== high) cutAt(cuts, at, vertex);
}

function boxesOf(grid: GridVertices, edges: readonly EdgePiece[]): Float64Array {
  const boxes = new Float64Array(4 * edges.length);
  for (const [at, { low, high }] of edges.entries()) {
    const [x0, x1, y0, y1] = [
      grid.columns[low]!,
      grid.columns[high]!,
      grid.rows[low]!,
      grid.rows[high]!,
    ];
    boxes.set([Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)], 4 * at);
  }
  return boxes;
}

/** Finds the cuts between edges of which at least one is `fresh`: among the others there were none the round before. */
function findCuts(grid: GridVertices, edges: readonly EdgePiece[], fresh: ReadonlySet<EdgePiece>) {
  const boxes = boxesOf(grid, edges);
  const index = new Flatbush(edges.length);
  for (let at = 0; at < boxes.length; at += 4)
    index.add(boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!);
  index.finish();
  const cuts: Cuts = new Map();
  for (const [at, edge] of edges.entries()) {
    if (!fresh.has(edge)) continue;
    const [left, bottom, right, top] = boxes.subarray(4 * at, 4 * at + 4);
    for (const other of index.search(left! - 1, bottom! - 1, right! + 1, top! + 1))
      if (other > at || (other < at && !fresh.has(edges[other]!)))
        compare(grid, edges, at, other, cuts);
  }
  return cuts;
}

function applyCuts(grid: GridVertices, edges: readonly EdgePiece[], cuts: Cuts): EdgePiece[] {
  const pieces = new EdgePieces();
  for (const [at, { low, high, left, right }] of edges.entries()) {
    const { columns, rows } = grid;
    const along = (vertex: number) =>
      (columns[vertex]! - columns[low]!) * (columns[high]! - columns[low]!) +
      (rows[vertex]! - rows[low]!) * (rows[high]! - rows[low]!);
    const stops = [...(cuts.get(at) ?? [])].sort((a, b) => along(a) - along(b));
    let from = low;
    for (const to of [...stops, high]) {
      pieces.add(from, to, left, right);
      from = to;
    }
  }
  return pieces.all();
}

const nameOf = ({ low, high }: EdgePiece): number => low * 2 ** 26 + high;

/**
 * Cuts edges where they cross or touch, until they meet at ends only. Edges with as many areas on one side as on the other are the common
 * borders of a map that fits: nothing changes there, and they are set apart first.
 */
export function splitEdges(grid: GridVertices, all: readonly EdgePiece[]) {
  const settled = all.filter(({ net }) => net === 0);
  let open = all.filter(({ net }) => net !== 0);
  let fresh: ReadonlySet<EdgePiece> = new Set(open);
  for (let round = 0; round < mostRounds && fresh.size > 0; round++) {
    const cuts = findCuts(grid, open, fresh);
    if (cuts.size === 0) break;
    const before = new Set(open.flatMap((edge, at) => (cuts.has(at) ? [] : [nameOf(edge)])));
    const cut = applyCuts(grid, open, cuts);
    for (const piece of cut) if (piece.net === 0) settled.push(piece);
    open = cut.filter(({ net }) => net !== 0);
    fresh = new Set(open.filter((edge) => !before.has(nameOf(edge))));
  }
  return { settled, open };
}
