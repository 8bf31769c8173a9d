import { requireBetween } from "../numeric/index.ts";
import type { AreaShape, PolygonShape, Position } from "../space/index.ts";
import { connectedGroups } from "./connected-groups.ts";
import { isInside, pointInside } from "./inner-point.ts";
import { nearPairs } from "./near-borders.ts";
import { indexOf, type PackedAreas, packAreas } from "./packed-areas.ts";
import { faultsOfRing, holesOutside, type RingFault, ringKey } from "./ring-faults.ts";
import type { SurfaceOption } from "./surface.ts";
import { sizeOfRing, type Tiling, type TilingFault, tilingFaults, tilingOf } from "./tiling.ts";

/**
 * What can be wrong with a set of boundaries:
 * `gap` nothing where areas should meet, enclosed by areas; `overlap` two or more areas over one place; `twisted` a place that one ring goes around
 * twice or the wrong way; `ring` a ring that is not a good ring by itself; `island` an area that has no border with another; `detached` areas that
 * hang together but not with the main part of the map; `sliver` an area that is itself no wider than the tolerance.
 */
export type BoundaryFindingKind =
  | "gap"
  | "overlap"
  | "twisted"
  | "ring"
  | "island"
  | "detached"
  | "sliver";

/** One thing that a check found. */
export interface BoundaryFinding {
  readonly kind: BoundaryFindingKind;
  /** A point in it: x and y, or longitude and latitude. */
  readonly at: Position;
  /** The areas concerned, by number: those along a gap, those that overlap, those of a detached part. */
  readonly areas: readonly number[];
  /** m², or the square of the plane's unit: of the gap, the overlap, or the areas. */
  readonly area: number;
  /** Mean width: twice the area through the perimeter, in metres or the plane's unit. */
  readonly width: number;
  /** Whether that is no more than the tolerance, so that simplifying or rounding can have made it. */
  readonly withinTolerance: boolean;
  /** Of a ring: what is wrong with it. */
  readonly fault?: RingFault;
  /** Of a gap or overlap: its outer ring and holes. */
  readonly rings?: PolygonShape;
}

/** What a check takes for equal and for small. */
export interface BoundaryCheckOptions extends SurfaceOption {
  /** Width in metres (or the plane's unit) that drawing alone can make: about twice the precision of the file. Default 1. */
  readonly tolerance?: number;
  /** Corners are put on a grid so fine, in the unit of the coordinates. Default 10⁻⁷ degree (a centimetre), or about 10⁻⁸ of the side of a plane. */
  readonly grid?: number;
}

/** What is looked at by all checks. */
interface Checked {
  readonly areas: readonly AreaShape[];
  readonly packed: PackedAreas;
  readonly tolerance: number;
}

const widthOf = (area: number, perimeter: number): number =>
  perimeter === 0 ? 0 : (2 * Math.abs(area)) / perimeter;

const allRings = (shape: AreaShape): PolygonShape => shape.flat();

/** Which areas really lie over the middle of a fault. */
function areasOver(
  fault: TilingFault,
  areas: readonly AreaShape[],
  index: ReturnType<typeof indexOf>,
) {
  const [x, y] = fault.at as readonly [number, number];
  return index.search(x, y, x, y).filter((area) => isInside(allRings(areas[area]!), fault.at));
}

function tilingFindings(checked: Checked, faults: readonly TilingFault[]): BoundaryFinding[] {
  const { areas, packed, tolerance } = checked;
  const index = indexOf(packed.boxes);
  return faults.map((fault): BoundaryFinding => {
    const over = fault.depth > 1 ? areasOver(fault, areas, index) : [];
    const kind = fault.depth === 0 ? "gap" : over.length > 1 ? "overlap" : "twisted";
    const concerned =
      kind === "overlap" ? new Set([...fault.within, ...over]) : [...fault.within, ...fault.beside];
    const width = widthOf(fault.area, fault.perimeter);
    return {
      kind,
      at: fault.at,
      areas: [...new Set(concerned)].sort((one, other) => one - other),
      area: fault.area,
      width,
      withinTolerance: width <= tolerance,
      rings: fault.rings,
    };
  });
}

/** Faults of which the size is that of the ring. That of a crossing is what it twists; the others change no area. */
const sized: ReadonlySet<RingFault> = new Set(["duplicate-ring", "hole-outside"]);

function ringFindings({ areas, packed, tolerance }: Checked): BoundaryFinding[] {
  const seen = new Map<string, number>();
  const found: BoundaryFinding[] = [];
  const tell = (fault: RingFault, at: Position, own: readonly number[], ring: PolygonShape[0]) => {
    const size = sized.has(fault) ? sizeOfRing(ring, packed.surface) : { area: 0, perimeter: 0 };
    const [area, width] = [Math.abs(size.area), widthOf(size.area, size.perimeter)];
    const withinTolerance = width <= tolerance;
    found.push({ kind: "ring", at, areas: own, area, width, withinTolerance, fault });
  };
  for (const [area, shape] of areas.entries())
    for (const polygon of shape) {
      for (const [place, ring] of polygon.entries()) {
        for (const { fault, at } of faultsOfRing(ring)) tell(fault, at, [area], ring);
        // A hole of one area is the border of what fills it: only outer rings may not come twice.
        if (place > 0) continue;
        const key = ringKey(ring);
        const first = seen.get(key);
        if (first === undefined) seen.set(key, area);
        else tell("duplicate-ring", ring[0]!, [...new Set([first, area])], ring);
      }
      for (const { at, hole } of holesOutside(polygon)) tell("hole-outside", at, [area], hole);
    }
  return found;
}

/** Gives crossings the size of what they twist, and what is twisted the areas that have a crossing. */
function matchTwists(
  faults: readonly BoundaryFinding[],
  rings: readonly BoundaryFinding[],
  crossed: ReadonlySet<number>,
): readonly BoundaryFinding[] {
  const twisted = faults.filter(({ kind }) => kind === "twisted");
  const told = faults.map((one) => {
    const own = one.areas.filter((area) => crossed.has(area));
    return one.kind === "twisted" && own.length > 0 ? { ...one, areas: own } : one;
  });
  const sizedRings = rings.map((one) => {
    if (one.fault !== "self-crossing") return one;
    const own = twisted.filter(({ areas }) => areas.includes(one.areas[0]!));
    return {
      ...one,
      area: own.reduce((sum, { area }) => sum + area, 0),
      width: own.reduce((widest, { width }) => Math.max(widest, width), 0),
      withinTolerance: own.every(({ withinTolerance }) => withinTolerance),
    };
  });
  return [...told, ...sizedRings];
}

function sliverFindings(
  { areas, packed, tolerance }: Checked,
  crossed: ReadonlySet<number>,
): BoundaryFinding[] {
  return areas.flatMap((shape, area): BoundaryFinding[] => {
    const width = widthOf(packed.area[area]!, packed.perimeter[area]!);
    // What a twisted ring encloses is counted off what it encloses the right way around, and says nothing about width.
    if (shape.length === 0 || width > tolerance || crossed.has(area)) return [];
    const at = pointInside(allRings(shape));
    const size = packed.area[area]!;
    return [{ kind: "sliver", at, areas: [area], area: size, width, withinTolerance: true }];
  });
}

/** Areas that hang together by their borders, and across what only drawing keeps apart. */
function groupsOf(
  { areas, packed, tolerance }: Checked,
  tiling: Tiling,
  faults: readonly BoundaryFinding[],
) {
  const seams = faults
    .filter(({ kind, withinTolerance }) => kind === "overlap" || withinTolerance)
    .map((seam) => seam.areas);
  const groups = connectedGroups(areas.length, tiling, seams);
  // A seam that is open to the outside is no gap; such neighbours are found by their distance.
  const near = nearPairs(areas, packed, groups, tolerance);
  return near.length === 0 ? groups : connectedGroups(areas.length, tiling, [...seams, ...near]);
}

/** Areas by themselves, and parts of the map that hang together by themselves. */
function apartFindings(checked: Checked, groups: readonly (readonly number[])[]) {
  const { areas, packed, tolerance } = checked;
  const sum = (own: readonly number[], of: Float64Array) =>
    own.reduce((all, area) => all + of[area]!, 0);
  const bySize = [...groups].sort((a, b) => sum(b, packed.area) - sum(a, packed.area));
  return bySize.slice(1).map((own): BoundaryFinding => {
    const area = sum(own, packed.area);
    const width = widthOf(area, sum(own, packed.perimeter));
    const largest = own.reduce((a, b) => (packed.area[b]! > packed.area[a]! ? b : a));
    return {
      kind: own.length === 1 ? "island" : "detached",
      at: pointInside(allRings(areas[largest]!)),
      areas: own,
      area,
      width,
      withinTolerance: width <= tolerance,
    };
  });
}

/**
 * Checks whether a set of boundaries fits: gaps, overlaps, twisted and broken rings, islands, detached parts, slivers. Each finding says where, which
 * areas, how large, and whether it is so narrow that simplifying or rounding can have made it.
 *
 * How it is done: corners are put on a grid of a centimetre. Edges that have as many areas on one side as on the other fit; the others, which are
 * the outer border and all that does not fit, are cut where they cross or touch and make a small map of their own. In every face of it the
 * number of areas over it is counted: 0 and enclosed is a gap, 2 or more an overlap. So gaps and overlaps are found whole, one finding each, and
 * the areas of all faces times their numbers add up to the areas of the set. Time grows with the corners and with
 * what does not fit: a second for 12,000 areas that fit, six for as many simplified one by one.
 *
 * A lake, or land that a set leaves out on purpose (leefbaarometer: where nobody lives), is a gap too. What drawing makes is a seam: long and narrow, so within
 * the tolerance; what is left out is wider. Lay the wider ones over a set that has everything (`overlay`, with `rings` as the areas) to see what they are.
 *
 * @returns findings, gaps and overlaps first, each kind in order of size, largest first
 * @throws {MeasureError} too-few without areas; not-finite; out-of-range for a corner that is no longitude and latitude, or a tolerance below 0
 *
 * @example
 * import { checkBoundaries } from "@krachtwijk/measure/areal";
 * const box = (left, right) => [[[[left, 0], [right, 0], [right, 1], [left, 1], [left, 0]]]];
 * const found = checkBoundaries([box(0, 2), box(1, 3), box(3, 4)], { surface: "plane", tolerance: 0.01 });
 * found.map(({ kind, area, areas }) => [kind, area, areas]); // → [["overlap", 1, [0, 1]]]
 */
export function checkBoundaries(
  areas: readonly AreaShape[],
  { surface = "wgs84", tolerance = 1, grid }: BoundaryCheckOptions = {},
): readonly BoundaryFinding[] {
  requireBetween("tolerance", tolerance, 0, Number.MAX_VALUE);
  const packed = packAreas(areas, surface);
  const checked = { areas, packed, tolerance };
  const tiling = tilingOf(areas, surface, grid);
  const faults = tilingFindings(checked, tilingFaults(tiling, surface));
  const groups = groupsOf(checked, tiling, faults);
  const rings = ringFindings(checked);
  const crossed = new Set(
    rings.flatMap(({ fault, areas: own }) => (fault === "self-crossing" ? own : [])),
  );
  const found = [
    matchTwists(faults, rings, crossed),
    apartFindings(checked, groups),
    sliverFindings(checked, crossed),
  ].flat();
  const order: readonly BoundaryFindingKind[] = [
    "gap",
    "overlap",
    "twisted",
    "detached",
    "island",
    "ring",
    "sliver",
  ];
  return found.sort(
    (one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || other.area - one.area,
  );
}
