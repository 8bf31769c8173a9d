/** population: how many people there will be, by age and sex, and what they need to live in. */
export { type Households, householdsOf } from "./households.ts";
export {
  type LeslieOptions,
  leslieMatrix,
  type StablePopulation,
  stablePopulation,
} from "./leslie.ts";
export {
  type AreasOptions,
  type AreasPeriod,
  type ProjectedArea,
  projectAreas,
} from "./project-areas.ts";
export {
  type Balance,
  type Period,
  type ProjectionOptions,
  projectPopulation,
  type SexPeriod,
} from "./project-population.ts";
export type { BySex, Migration, Rates, SexRates } from "./rates.ts";
export type { MigrationTiming } from "./step.ts";
export { type Survival, survivalRatios } from "./survival-ratios.ts";
