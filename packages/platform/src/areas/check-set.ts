import { type BoundaryFindingKind, checkBoundaries } from "@krachtwijk/measure/areal";
import type { AreaId } from "#kernel";
import type { SetShape } from "./boundary-set.ts";

/** One thing that does not fit in a set of boundaries. */
export interface SetFinding {
  readonly kind: BoundaryFindingKind;
  /** Longitude and latitude of a point in it. */
  readonly at: readonly [number, number];
  /** The areas concerned. */
  readonly areas: readonly AreaId[];
  readonly squareMetres: number;
  /** Mean width in metres. */
  readonly width: number;
  /** Whether it is so narrow that drawing or simplifying can have made it. */
  readonly withinTolerance: boolean;
}

/**
 * Holes, overlaps, islands and broken rings in a set of boundaries. Areas whose shape encloses nothing are left out: the import tells of them.
 * @param tolerance metres that drawing alone can make
 */
export function checkSet(
  shapes: readonly SetShape[],
  { tolerance }: { readonly tolerance: number },
): readonly SetFinding[] {
  const drawn = shapes.filter(({ squareMetres }) => squareMetres !== null);
  if (drawn.length === 0) return [];
  const found = checkBoundaries(
    drawn.map(({ polygons }) => polygons),
    { tolerance },
  );
  return found.map(({ kind, at, areas, area, width, withinTolerance }) => ({
    kind,
    at: [at[0]!, at[1]!],
    areas: areas.map((place) => drawn[place]!.code),
    squareMetres: Math.round(area),
    width: Math.round(width * 10) / 10,
    withinTolerance,
  }));
}
