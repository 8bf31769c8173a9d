/** inequality: how unequally an amount is spread over areas or people, and how far apart groups live. */
export { type AtkinsonOptions, atkinsonIndex } from "./atkinson.ts";
export { type BetweenOptions, type BetweenTest, betweenGroupsTest } from "./between-test.ts";
export { type DecileOptions, decileRatio, weightedQuantile } from "./deciles.ts";
export { type EntropyOptions, generalisedEntropy, theilL, theilT } from "./entropy.ts";
export { type EntropyGroup, type EntropyParts, entropyParts } from "./entropy-parts.ts";
export { type GiniOptions, giniIndex } from "./gini.ts";
export {
  type InequalityInterval,
  type InequalityMeasure,
  type IntervalOptions,
  inequalityInterval,
} from "./interval.ts";
export {
  dissimilarityIndex,
  exposureIndex,
  type Isolation,
  isolationIndex,
  locationQuotients,
} from "./living-apart.ts";
export { type LorenzCurve, lorenzAt, lorenzCurve } from "./lorenz.ts";
export {
  type GroupSegregation,
  groupSegregation,
  type MixedArea,
  type MixedDistrict,
} from "./many-groups.ts";
export type { Weighted } from "./sample.ts";
export { type SegregationByLot, segregationByLot } from "./segregation-by-lot.ts";
export {
  coefficientOfVariation,
  type DivisorOptions,
  type Herfindahl,
  herfindahlIndex,
  hooverIndex,
  standardDeviationOfLogs,
} from "./spread.ts";
