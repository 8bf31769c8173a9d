/** effect: what a measure did, compared with what would have happened without it. */

export {
  type AggregatedEffect,
  type AggregatedEffects,
  type Aggregation,
  type AggregationOptions,
  aggregateEffects,
} from "./aggregate-effects.ts";
export type { AssignmentStatistic } from "./assignments.ts";
export { byPeriod } from "./by-period.ts";
export type { SmallSample, Vcov } from "./covariance.ts";
export {
  type EventEffect,
  type EventStudy,
  type EventStudyOptions,
  eventStudy,
} from "./event-study.ts";
export { type Comparison, type ComparisonKind, goodmanBacon } from "./goodman-bacon.ts";
export {
  type ChiSquaredTest,
  type GroupTimeEffect,
  type GroupTimeEffects,
  groupTimeEffects,
} from "./group-time.ts";
export type { BasePeriod, ControlGroup, GroupTimeOptions } from "./group-time-options.ts";
export type { JointTest, Uncertainty } from "./inference.ts";
export type { Labels, Panel } from "./panel.ts";
export type { DesignCounts, ErrorOptions, RegressionOptions } from "./panel-regression.ts";
export {
  type GroupTimeRandomisation,
  groupTimeRandomisation,
  type PermutationOptions,
  type Permutations,
  type RingRandomisation,
  ringRandomisation,
} from "./permuted-inference.ts";
export {
  type RandomisationInference,
  type RandomisationOptions,
  randomisationInference,
} from "./randomisation-inference.ts";
export {
  type RingEffect,
  type RingEffects,
  type RingPanel,
  ringEffects,
} from "./ring-effects.ts";
export { type SunAbraham, sunAbraham } from "./sun-abraham.ts";
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
export { type CellMean, type TwoByTwo, type TwoByTwoRows, twoByTwo } from "./two-by-two.ts";
export type { Estimator } from "./two-group-effect.ts";
export {
  type Coefficient,
  type TwoWayEffect,
  twoWayFixedEffects,
} from "./two-way-fixed-effects.ts";
export {
  type InfluencedEffects,
  type UniformBand,
  type UniformBandOptions,
  uniformBand,
} from "./uniform-band.ts";
export {
  type BeforeAfter,
  type CountDifference,
  type DifferenceCounts,
  type DisplacementDifference,
  type DisplacementQuotient,
  type DisplacementReading,
  type PeriodLengths,
  type RelativeChange,
  relativeToControl,
  weightedDisplacementDifference,
  weightedDisplacementQuotient,
  type ZoneCounts,
} from "./weighted-displacement.ts";
export {
  type DrawBy,
  type WildBootstrap,
  type WildBootstrapOptions,
  wildClusterBootstrap,
} from "./wild-cluster-bootstrap.ts";
export type { WildWeights } from "./wild-draws.ts";
