/** areal: land and boundaries. How large areas are, whether a set of them fits, what two sets have in common, what changed, and figures for other boundaries. */
export { type AreaSizes, areaSizes } from "./area-sizes.ts";
export {
  type BoundaryChange,
  type BoundaryChangeKind,
  boundaryChanges,
  type ChangeOptions,
  type ChangePart,
  type NamedYears,
} from "./boundary-changes.ts";
export {
  type BoundaryCheckOptions,
  type BoundaryFinding,
  type BoundaryFindingKind,
  checkBoundaries,
} from "./check-boundaries.ts";
export {
  areaCrosswalk,
  type Crosswalk,
  type CrosswalkOptions,
  countCrosswalk,
  type FineLayer,
  type PartCounts,
  populationCrosswalk,
} from "./crosswalk.ts";
export {
  type HierarchyMismatch,
  type Holders,
  hierarchyMismatches,
  holders,
} from "./holders.ts";
export { innerPoints } from "./inner-point.ts";
export { type Overlay, overlay } from "./overlay.ts";
export {
  type Figure,
  type MissingBecause,
  type Reestimate,
  type ReestimatedCounts,
  reestimateCounts,
  reestimateMeans,
  reestimateShares,
  type ShareOptions,
} from "./reestimate.ts";
export type { RingFault } from "./ring-faults.ts";
export { type SharedBorders, sharedBorders } from "./shared-borders.ts";
export type { Surface, SurfaceOption } from "./surface.ts";
