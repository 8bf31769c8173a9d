/** change: whether figures changed by more than chance, whether areas catch up, and how small numbers are published. */
export { type Adjustment, adjustments, adjustPValues } from "./adjust-p-values.ts";
export { type ChangePoint, changePoint, changePoints } from "./change-point.ts";
export { type Convergence, convergence } from "./convergence.ts";
export { type CountInterval, type CountMethod, countInterval } from "./count-interval.ts";
export { type Funnel, type FunnelOptions, type FunnelPoint, funnel } from "./funnel.ts";
export { type Estimate, type GapChange, gapChange } from "./gap-change.ts";
export {
  type Counted,
  type ProportionDifference,
  proportionDifference,
} from "./proportion-difference.ts";
export {
  type ProportionInterval,
  type ProportionMethod,
  proportionInterval,
} from "./proportion-interval.ts";
export { type Events, type RateRatio, rateRatio } from "./rate-ratio.ts";
export { roundTable, roundToBase } from "./round-table.ts";
export { type SmoothTrend, smoothTrend } from "./smooth-trend.ts";
export {
  type FeasibleRange,
  type SuppressedTable,
  type Suppression,
  type SuppressOptions,
  suppressTable,
} from "./suppress-table.ts";
export type { TablePart, TablePlace } from "./table-network.ts";
