/** measure: the statistics of a neighbourhood programme. Pure functions; no input or output, no language. */
export { competitionRanks, type RankOrder } from "./competition-ranks.ts";
export { isClosing } from "./is-closing.ts";
export { type Part, ratioOfSums } from "./ratio-of-sums.ts";
export { relativeChange } from "./relative-change.ts";
