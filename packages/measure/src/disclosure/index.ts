/** disclosure: which counts tell too much of too few people, and which others must stay out so that nobody works them out. */
export { attackSums, type Range, type TellableRange } from "./attack.ts";
export {
  type HiddenCount,
  type ProtectedTable,
  type ProtectOptions,
  protectSums,
} from "./protect-sums.ts";
export { type RoundedSum, type RoundOptions, roundSums } from "./round-sums.ts";
export { type EarlierRelease, type StackedReleases, stackReleases } from "./stack-releases.ts";
export type { TableArea } from "./sum-table.ts";
export {
  type Candidate,
  type TellingCount,
  type TellingRule,
  type TellingRules,
  tellingCounts,
} from "./telling-counts.ts";
