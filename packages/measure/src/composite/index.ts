/** composite: many indicators as one index. Normalise, weigh, put together; ranks, classes, exact contributions; how sure they are. */
export type { Pairs } from "./change-contributions.ts";
export type { Choice } from "./choices.ts";
export { type Classes, type ClassRule, classify } from "./classify.ts";
export { type FactorWeights, factorWeights, firstComponentWeights } from "./component-weights.ts";
export { type CompositeIndex, type CompositeOptions, compositeIndex } from "./composite-index.ts";
export type {
  CompositeData,
  CompositeSpec,
  DimensionSpec,
  IndicatorSpec,
  MissingRule,
  Scope,
  Weighting,
} from "./composite-spec.ts";
export { type CorrelationMethod, correlation } from "./correlation.ts";
export { cronbachAlpha } from "./cronbach-alpha.ts";
export { denominate } from "./denominate.ts";
export { type Filled, type FillRule, fillGaps } from "./fill-gaps.ts";
export {
  type JudgementOptions,
  type JudgementWeights,
  judgementWeights,
} from "./judgement-weights.ts";
export { type Normalisation, normalise } from "./normalise.ts";
export { type OptimisedWeights, optimisedWeights } from "./optimised-weights.ts";
export { copelandScores, type Outranking, outranking } from "./outranking.ts";
export { type Aggregation, weightedMean } from "./power-mean.ts";
export type { Preparation } from "./prepare.ts";
export { type PrincipalComponents, principalComponents } from "./principal-components.ts";
export { type PlaceOptions, rankedPlaces, type Ties } from "./ranked-places.ts";
export type { Direction } from "./scale.ts";
export { type Screening, type ScreeningRule, screenAreas } from "./screen-areas.ts";
export { excessKurtosis, skewness } from "./shape.ts";
export {
  type SobolIndices,
  type SobolOptions,
  sobolDesign,
  sobolIndices,
} from "./sobol-indices.ts";
export { type Transform, transformColumn } from "./transforms.ts";
export { type Treated, type Treatment, treatOutliers } from "./treat.ts";
export {
  compositeSensitivity,
  compositeUncertainty,
  type SensitivityOptions,
  type Spread,
  type Uncertainty,
  type UncertaintyOptions,
} from "./uncertainty.ts";
export { varianceShares } from "./variance-shares.ts";
export { type Winsorised, type WinsoriseOptions, winsorise } from "./winsorise.ts";
