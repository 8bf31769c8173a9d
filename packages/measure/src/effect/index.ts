/** effect: what a measure did, compared with what would have happened without it. */
export {
  type SyntheticControl,
  syntheticControl,
} from "./synthetic-control.ts";
export {
  syntheticControlLeaveOneOut,
  type WithoutDonor,
} from "./synthetic-control-leave-one-out.ts";
export {
  type Placebo,
  type PlaceboOptions,
  type PlaceboTest,
  syntheticControlPlacebos,
} from "./synthetic-control-placebos.ts";
export { type PredictorAverage, predictorOver } from "./synthetic-control-predictor.ts";
export { leastPredictorWeight } from "./synthetic-control-search.ts";
export type {
  PredictorWeights,
  SyntheticOptions,
  SyntheticStudy,
} from "./synthetic-control-study.ts";
