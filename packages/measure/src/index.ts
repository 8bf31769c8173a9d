/** measure: the statistics of a neighbourhood programme. Pure functions; no input or output, no language. */
export { type BoxSummary, boxSummary } from "./box-summary.ts";
export { competitionRanks, type RankOrder } from "./competition-ranks.ts";
export { type FittedLine, fitLine } from "./fit-line.ts";
export { type Bin, histogram } from "./histogram.ts";
export { isClosing } from "./is-closing.ts";
export { type Part, ratioOfSums } from "./ratio-of-sums.ts";
export { relativeChange } from "./relative-change.ts";
