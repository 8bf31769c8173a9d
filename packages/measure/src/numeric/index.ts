/** numeric: what every method stands on. Checks, sums, quantiles, distributions, seeded random numbers, all cores. */
export { requireAnswer } from "./answer.ts";
export {
  type Numbers,
  requireBetween,
  requireCount,
  requireFinite,
  requireSameLength,
  requireWhole,
} from "./checks.ts";
export {
  betaCdf,
  betaQuantile,
  chiSquaredUpper,
  fUpper,
  gammaCdf,
  gammaQuantile,
  logGamma,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
  tTwoSided,
} from "./distributions.ts";
export { MeasureError, type MeasureErrorCode } from "./measure-error.ts";
export {
  type Divisor,
  mean,
  requireVariance,
  standardDeviation,
  sumOf,
  variance,
} from "./moments.ts";
export { onAllCores, type Task } from "./on-all-cores.ts";
export { quantile, quantileOfSorted } from "./quantile.ts";
export { Random } from "./random.ts";
