import { requireSameLength } from "../numeric/index.ts";
import type { Overlay } from "./overlay.ts";

/** Of every smaller area the larger one that holds most of it. */
export interface Holders {
  /** By number; −1 where no larger area is. */
  readonly holder: Int32Array;
  /** Share of the smaller area in it. */
  readonly share: Float64Array;
  /** The one that holds most of the rest, and its share; −1 and 0 if there is none. */
  readonly runnerUp: Int32Array;
  readonly runnerUpShare: Float64Array;
}

/**
 * Hierarchy by geometry: for every smaller area (source) the larger one (target) that holds most of it, with the share. Of equal ones the first.
 *
 * @example
 * import { holders, overlay } from "@krachtwijk/measure/areal";
 * const box = (left, right) => [[[[left, 0], [right, 0], [right, 1], [left, 1]]]];
 * const { holder, share } = holders(overlay([box(0, 1), box(1, 5)], [box(0, 2), box(2, 5)], { surface: "plane" }));
 * [[...holder], [...share]]; // → [[0, 1], [1, 0.75]]
 */
export function holders(overlay: Overlay): Holders {
  const count = overlay.sourceArea.length;
  const found = {
    holder: new Int32Array(count).fill(-1),
    share: new Float64Array(count),
    runnerUp: new Int32Array(count).fill(-1),
    runnerUpShare: new Float64Array(count),
  };
  for (const [at, area] of overlay.area.entries()) {
    const [source, target] = [overlay.source[at]!, overlay.target[at]!];
    const share = Math.min(1, area / overlay.sourceArea[source]!);
    if (share > found.share[source]!) {
      found.runnerUp[source] = found.holder[source]!;
      found.runnerUpShare[source] = found.share[source]!;
      found.holder[source] = target;
      found.share[source] = share;
    } else if (share > found.runnerUpShare[source]!) {
      found.runnerUp[source] = target;
      found.runnerUpShare[source] = share;
    }
  }
  return found;
}

/** A smaller area that lies elsewhere than its code says. */
export interface HierarchyMismatch {
  readonly area: number;
  /** −1 where the code names no area of the larger set, or none was expected. */
  readonly expected: number;
  /** −1 where no larger area is. */
  readonly found: number;
  readonly shareInExpected: number;
  readonly shareInFound: number;
}

/**
 * Holds the hierarchy by geometry against another, such as that by code.
 *
 * @param expected of every smaller area the larger one, by number; −1 if there is none
 * @throws {MeasureError} length-mismatch if `expected` is not one per smaller area
 *
 * @example
 * import { hierarchyMismatches, overlay } from "@krachtwijk/measure/areal";
 * const box = (left, right) => [[[[left, 0], [right, 0], [right, 1], [left, 1]]]];
 * const small = overlay([box(0, 1), box(1, 5)], [box(0, 2), box(2, 5)], { surface: "plane" });
 * hierarchyMismatches(small, [0, 0]).map(({ area, found, shareInExpected }) => [area, found, shareInExpected]); // → [[1, 1, 0.25]]
 */
export function hierarchyMismatches(
  overlay: Overlay,
  expected: ArrayLike<number>,
): readonly HierarchyMismatch[] {
  const { holder, share } = holders(overlay);
  requireSameLength("expected", expected, "the overlay", holder.length);
  const inExpected = new Float64Array(holder.length);
  for (const [at, area] of overlay.area.entries()) {
    const source = overlay.source[at]!;
    if (expected[source] === overlay.target[at])
      inExpected[source] = area / overlay.sourceArea[source]!;
  }
  return [...holder.keys()]
    .filter((area) => holder[area] !== expected[area])
    .map((area) => ({
      area,
      expected: expected[area]!,
      found: holder[area]!,
      shareInExpected: inExpected[area]!,
      shareInFound: share[area]!,
    }));
}
