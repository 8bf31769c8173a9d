/** Trends: what the figures say over time: change, gap, catching up, rank, and the forty together. */
export { type MonitorInput, monitorOf } from "./monitor.ts";
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
