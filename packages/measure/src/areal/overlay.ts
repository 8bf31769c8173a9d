import { MeasureError } from "../numeric/index.ts";
import type { AreaShape } from "../space/index.ts";
import { overlapArea } from "./overlap-area.ts";
import { indexOf, type PackedAreas, packAreas } from "./packed-areas.ts";
import type { SurfaceOption } from "./surface.ts";

/** What areas of two sets have in common. Pairs go up by source, then by target. */
export interface Overlay {
  /** Of each pair, the number of its source, of its target, and the area that they have in common. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly area: Float64Array;
  /** Area and perimeter of every source and target, pairs or not. */
  readonly sourceArea: Float64Array;
  readonly targetArea: Float64Array;
  readonly sourcePerimeter: Float64Array;
  readonly targetPerimeter: Float64Array;
  /** Of every source, what lies outside of all targets: its area less its pairs. Below 0 where targets overlap each other. */
  readonly outside: Float64Array;
  /** Of every target, what no source covers. */
  readonly uncovered: Float64Array;
}

/** What rounding leaves of nothing, as a share of the smaller and of the larger area. */
const noise = { ofSmaller: 1e-9, ofLarger: 1e-12 };

function noiseOf(one: number, other: number): number {
  return noise.ofSmaller * Math.min(one, other) + noise.ofLarger * Math.max(one, other);
}

interface Pairs {
  readonly source: number[];
  readonly target: number[];
  readonly area: number[];
}

function findPairs(sources: PackedAreas, targets: PackedAreas): Pairs {
  const index = indexOf(targets.boxes);
  const pairs: Pairs = { source: [], target: [], area: [] };
  for (let source = 0; source < sources.area.length; source++) {
    const [left, bottom, right, top] = sources.boxes.subarray(4 * source, 4 * source + 4);
    if (!Number.isFinite(left)) continue;
    const near = index.search(left!, bottom!, right!, top!).sort((one, other) => one - other);
    for (const target of near) {
      const area = overlapArea(sources, source, targets, target);
      if (area <= noiseOf(sources.area[source]!, targets.area[target]!)) continue;
      pairs.source.push(source);
      pairs.target.push(target);
      pairs.area.push(area);
    }
  }
  return pairs;
}

/** Area less its pairs. What is only rounding becomes 0. */
function rest(area: Float64Array, of: readonly number[], pairs: readonly number[]): Float64Array {
  const left = Float64Array.from(area);
  for (const [at, one] of of.entries()) left[one]! -= pairs[at]!;
  return left.map((one, at) => (Math.abs(one) <= 1e-8 * area[at]! ? 0 : one));
}

/**
 * What every area of one set has in common with every area of another: areas, not shapes.
 *
 * The pairs of a source and what is outside add up to its area; the order of the two sets does not matter; a set laid over itself gives every area with
 * itself. Each holds to 10⁻⁸ of the area. A pair of neighbours whose common border is drawn with other corners has the sliver between the two
 * drawings in common, and no more; what is below 10⁻⁹ of the smaller area is rounding and left out.
 *
 * @param sources rings that do not cross themselves; where one does, what it goes around twice counts twice (see `checkBoundaries`)
 * @throws {MeasureError} too-few without areas; not-finite; out-of-range for a corner that is no longitude and latitude
 *
 * @example
 * import { overlay } from "@krachtwijk/measure/areal";
 * const box = (left, right) => [[[[left, 0], [right, 0], [right, 2], [left, 2]]]];
 * const { target, area, outside } = overlay([box(0, 4)], [box(-1, 1), box(1, 3)], { surface: "plane" });
 * [[...target], [...area], [...outside]]; // → [[0, 1], [2, 4], [2]]
 */
export function overlay(
  sources: readonly AreaShape[],
  targets: readonly AreaShape[],
  { surface = "wgs84" }: SurfaceOption = {},
): Overlay {
  const own = packAreas(sources, surface);
  const others = targets === sources ? own : packAreas(targets, surface);
  const pairs = findPairs(own, others);
  return {
    source: Int32Array.from(pairs.source),
    target: Int32Array.from(pairs.target),
    area: Float64Array.from(pairs.area),
    sourceArea: own.area,
    targetArea: others.area,
    sourcePerimeter: own.perimeter,
    targetPerimeter: others.perimeter,
    outside: rest(own.area, pairs.source, pairs.area),
    uncovered: rest(others.area, pairs.target, pairs.area),
  };
}

/** @throws {MeasureError} length-mismatch if names are not as many as areas */
export function requireNames(
  name: string,
  names: readonly string[],
  { length }: Float64Array,
): void {
  if (names.length !== length)
    throw new MeasureError(
      "length-mismatch",
      `${name} has ${names.length} names and the overlay ${length} areas; they must be equally many.`,
      { name, names: names.length, areas: length },
    );
}
