/** survey: estimates from samples, with standard errors that know how the sample was drawn. */
export {
  kishDesignEffect,
  type ModelDesignEffect,
  modelDesignEffect,
  type WeightingEffect,
} from "./design-effect.ts";
export type { Labels } from "./design-stage.ts";
export type { Covariance } from "./design-variance.ts";
export type { DomainOptions, MissingRule } from "./domain-rows.ts";
export {
  type MarginReport,
  postStratify,
  type Raked,
  type RakeOptions,
  rake,
  type Trimming,
} from "./rake.ts";
export type { Margin } from "./rake-margins.ts";
export { type RakedDesign, rakedDesign } from "./raked-design.ts";
export { type DomainResult, surveyByDomain } from "./survey-by-domain.ts";
export {
  type LonelyCluster,
  type SurveyDesign,
  type SurveyInput,
  surveyDesign,
} from "./survey-design.ts";
export {
  type Compared,
  independentDifference,
  type SurveyDifference,
  surveyDifference,
} from "./survey-difference.ts";
export type { DesignEffectAgainst, SurveyEstimate, SurveyOptions } from "./survey-estimate.ts";
export {
  type SurveyMeans,
  surveyMean,
  surveyMeans,
  surveyRatio,
  surveyTotal,
} from "./survey-mean.ts";
export {
  type SurveyProportion,
  type SurveyProportionMethod,
  surveyProportion,
} from "./survey-proportion.ts";
