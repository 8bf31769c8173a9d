/** decomposition: what a change or a gap is made of, in parts that sum to it. */
export {
  type BranchGrowth,
  type DynamicShiftShare,
  dynamicShiftShare,
} from "./dynamic-shift-share.ts";
export type { GapGroup } from "./gap-people.ts";
export { type ProductChange, productChangeParts } from "./logarithmic-mean.ts";
export {
  type Gap,
  type GapFactor,
  type GapOptions,
  type GapReference,
  oaxacaBlinder,
} from "./oaxaca-blinder.ts";
export type { GapPart } from "./oaxaca-variance.ts";
export {
  type Score,
  type ScoreChange,
  type ScoreChangeOptions,
  type ScorePart,
  scoreChangeParts,
} from "./score-change.ts";
export {
  type ShapleyOptions,
  type ShapleyValues,
  shapleyValues,
  type Worth,
} from "./shapley.ts";
export {
  type DunnShiftShare,
  dunnShiftShare,
  type EstebanShiftShare,
  estebanShiftShare,
  type GerfinShiftShare,
  type Growth,
  gerfinShiftShare,
  type ShiftShareParts,
} from "./shift-share.ts";
