/** Trends: what the figures say over time: change, gap, catching up, rank, and the forty together. */
export { type AreaFigures, areaTrends } from "./area-trends.ts";
export { findTwins, type Twin, type TwinTable, twinTable } from "./find-twins.ts";
export { type MonitorInput, monitorOf } from "./monitor.ts";
export {
  largestChanges,
  type NotableChange,
  type PeerGroup,
  type PeerRule,
  peerGroups,
  placeAmong,
  type Spread,
  spreadOf,
} from "./peers.ts";
export { type Followed, type Moment, readMonitor } from "./read-monitor.ts";
export { differenceOf, isWithinRounding, roundedOf } from "./rounding.ts";
export type {
  AreaTrend,
  Change,
  GapSeries,
  GroupingChange,
  GroupingTotal,
  Improved,
  Monitor,
  Rank,
} from "./types.ts";
export { canBe, canChangeByChance, type Uncertainty, uncertaintyOf } from "./uncertainty.ts";
export { countryChange, fasterVerdicts, improvedVerdicts, type Verdicts } from "./verdicts.ts";
