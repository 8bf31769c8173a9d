import type { AreaShape, PolygonShape, Position } from "../space/index.ts";
import { type CoveredFace, coveredFaces } from "./coverage.ts";
import { type EdgePiece, edgePieces } from "./edge-pieces.ts";
import { alongLoop, type HalfEdges, halfEdges, tailOf } from "./faces.ts";
import { type GridVertices, gridOver } from "./grid-vertices.ts";
import { pointInside } from "./inner-point.ts";
import { splitEdges } from "./split-edges.ts";
import { baseOf, edgeLength, type Surface, stripBelow } from "./surface.ts";

/** Where areas leave a part of the map open, or lie over each other. */
export interface TilingFault {
  /** 0 for a gap between areas, 2 or more for an overlap. */
  readonly depth: number;
  /** A point inside. */
  readonly at: Position;
  /** The areas along its border: those on this side of it, which lie over it, and those on the other. */
  readonly within: ReadonlySet<number>;
  readonly beside: ReadonlySet<number>;
  readonly area: number;
  readonly perimeter: number;
  /** Its outer ring and its holes. */
  readonly rings: PolygonShape;
}

/** The edges of a set, those that fit and those that do not. */
export interface Tiling {
  readonly grid: GridVertices;
  /** Edges with as many areas on one side as on the other. */
  readonly settled: readonly EdgePiece[];
  /** Edges of which one side has more areas than the other: the outer border, and where areas do not fit. */
  readonly open: readonly EdgePiece[];
}

/** Lays the areas of a set side by side. */
export function tilingOf(
  areas: readonly AreaShape[],
  surface: Surface,
  step: number | undefined,
): Tiling {
  const grid = gridOver(areas, surface, step);
  return { grid, ...splitEdges(grid, edgePieces(areas, grid).all()) };
}

const ringOf = (halves: HalfEdges, grid: GridVertices, loop: number): readonly Position[] =>
  alongLoop(halves, loop).map((half) => {
    const tail = tailOf(halves.edges, half);
    return [grid.x(tail), grid.y(tail)];
  });

/** Area of a ring that has it to the left, below 0 for one that has it to the right; and its length. */
export function sizeOfRing(ring: readonly Position[], surface: Surface) {
  const base = baseOf(ring[0]![1]!, surface);
  let [area, perimeter] = [0, 0];
  for (const [at, [x, y]] of ring.entries()) {
    const [toX, toY] = ring[(at + 1) % ring.length] as readonly [number, number];
    area -= stripBelow(toX - x!, y!, toY, base, surface);
    perimeter += edgeLength(x!, y!, toX, toY, surface);
  }
  return { area, perimeter };
}

function faultOf(
  halves: HalfEdges,
  grid: GridVertices,
  { loops, depth }: CoveredFace,
  surface: Surface,
): TilingFault {
  const rings = loops.map((loop) => ringOf(halves, grid, loop));
  const sizes = rings.map((ring) => sizeOfRing(ring, surface));
  const [within, beside] = [new Set<number>(), new Set<number>()];
  for (const loop of loops)
    for (const half of alongLoop(halves, loop)) {
      const { left, right } = halves.edges[half >> 1]!;
      const [here, there] = half % 2 === 0 ? [left, right] : [right, left];
      for (const area of here) within.add(area);
      for (const area of there) beside.add(area);
    }
  return {
    depth,
    at: pointInside(rings),
    within,
    beside,
    area: sizes.reduce((sum, { area }) => sum + area, 0),
    perimeter: sizes.reduce((sum, { perimeter }) => sum + perimeter, 0),
    rings,
  };
}

/** Every gap that areas enclose, and every part of the map with two or more areas over it. */
export function tilingFaults({ grid, open }: Tiling, surface: Surface): readonly TilingFault[] {
  const halves = halfEdges(grid, open);
  return coveredFaces(halves, grid)
    .filter(({ depth }) => depth !== 1)
    .map((face) => faultOf(halves, grid, face, surface));
}
