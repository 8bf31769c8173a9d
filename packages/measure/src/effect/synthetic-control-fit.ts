import { NearestMixture } from "./synthetic-control-mixture.ts";
import { type Contrast, searchPredictorWeights } from "./synthetic-control-search.ts";
import { mostEvenWeights } from "./synthetic-control-spread.ts";
import type { PreparedStudy } from "./synthetic-control-study.ts";

/** A loss below this share of the size of the differences is a perfect match. */
const perfect = 1e-22;
/** A donor whose slope is within this share could as well have been in the mixture. */
const nearlyTight = 1e-9;

/** A weight below this is what rounding leaves of none. */
const dust = 1e-12;

/** A unit to be imitated, and a donor that may not take part. */
export interface Job {
  readonly treated: number;
  readonly leftOut?: number;
}

/** What was found for a unit. */
export interface Fit {
  /** One per unit: 0 for the treated and for those left out. */
  readonly weights: Float64Array;
  readonly predictorWeights: Float64Array;
  /** Σᵢ vᵢ (xᵢ − Σⱼ wⱼ xᵢⱼ)², predictors in units of their spread. */
  readonly predictorLoss: number;
  /** False if several mixtures match equally well; then the most evenly spread one was taken. */
  readonly isUnique: boolean;
  readonly synthetic: Float64Array;
  /** Actual less synthetic. */
  readonly gap: Float64Array;
  readonly rmspePre: number;
  readonly rmspePost: number;
}

/** Makes the synthetic control of one unit. */
export function fitUnit(study: PreparedStudy, { treated, leftOut }: Job): Fit {
  const donors = study.order.filter((unit) => unit !== treated && unit !== leftOut);
  const { rows, from, periods, features, outcomes } = study;
  const points = differences(features, rows, rows, donors, treated);
  const mixture = new NearestMixture(points, rows);
  const paths = () => differences(outcomes, periods, from, donors, treated);
  const importance =
    study.importance ?? sought({ mixture, points, rows, paths: paths(), from }, study.seed);
  mixture.solve(importance);
  const spread = spreadOf(mixture, points, importance);
  const weights = new Float64Array(study.units);
  for (const [donor, weight] of spread ?? weightsIn(mixture))
    if (weight > dust) weights[donors[donor]!] = weight;
  return {
    weights,
    predictorWeights: importance,
    predictorLoss: mixture.loss,
    isUnique: spread === undefined,
    ...seriesOf(study, treated, weights),
  };
}

/** Values of each donor less those of the treated unit, for the first `count` of each unit's `stride` values. */
function differences(
  values: Float64Array,
  stride: number,
  count: number,
  donors: Int32Array,
  treated: number,
): Float64Array {
  const result = new Float64Array(donors.length * count);
  for (const [at, donor] of donors.entries())
    for (let step = 0; step < count; step++)
      result[at * count + step] = values[donor * stride + step]! - values[treated * stride + step]!;
  return result;
}

const isPerfect = (mixture: NearestMixture) => mixture.loss <= perfect * mixture.meanLength();

/** Where donors can match every predictor at once, they can so for any weights: then there is nothing to seek. */
function sought(contrast: Contrast, seed: number): Float64Array {
  const equal = new Float64Array(contrast.rows).fill(1 / contrast.rows);
  contrast.mixture.solve(equal);
  return isPerfect(contrast.mixture) ? equal : searchPredictorWeights(contrast, seed);
}

/** A donor and its weight. */
type Weighted = readonly [number, number];

const weightsIn = ({ size, support, weights }: NearestMixture): readonly Weighted[] =>
  Array.from({ length: size }, (_, at) => [support[at]!, weights[at]!]);

/** The most evenly spread of all mixtures that match as well; undefined if there is but one. */
function spreadOf(
  mixture: NearestMixture,
  points: Float64Array,
  importance: Float64Array,
): readonly Weighted[] | undefined {
  const tight = isPerfect(mixture)
    ? Array.from({ length: points.length / importance.length }, (_, donor) => donor)
    : mixture.tight(nearlyTight);
  if (tight.length <= mixture.size) return undefined;
  const conditions: Float64Array[] = [new Float64Array(tight.length).fill(1)];
  const bounds = [1];
  for (const [row, weight] of importance.entries()) {
    if (weight === 0) continue;
    const values = Float64Array.from(tight, (donor) => points[donor * importance.length + row]!);
    const size = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    if (size === 0) continue;
    conditions.push(values.map((value) => value / size));
    bounds.push((isPerfect(mixture) ? 0 : mixture.mixture[row]!) / size);
  }
  const weights = mostEvenWeights(conditions, Float64Array.from(bounds));
  return weights && tight.map((donor, at) => [donor, weights[at]!] as const);
}

function seriesOf(
  { outcomes, periods, from }: PreparedStudy,
  treated: number,
  weights: Float64Array,
): Pick<Fit, "synthetic" | "gap" | "rmspePre" | "rmspePost"> {
  const synthetic = new Float64Array(periods);
  for (const [unit, weight] of weights.entries())
    for (let period = 0; weight > 0 && period < periods; period++)
      synthetic[period]! += weight * outcomes[unit * periods + period]!;
  const gap = synthetic.map((value, period) => outcomes[treated * periods + period]! - value);
  const rootMeanSquare = (part: Float64Array) =>
    Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length);
  return {
    synthetic,
    gap,
    rmspePre: rootMeanSquare(gap.subarray(0, from)),
    rmspePost: rootMeanSquare(gap.subarray(from)),
  };
}

/** `fitUnit` for a run of jobs; a core loads this by name. */
export const fitUnits = (
  { study, jobs }: { readonly study: PreparedStudy; readonly jobs: readonly Job[] },
  from: number,
  to: number,
): readonly Fit[] => jobs.slice(from, to).map((job) => fitUnit(study, job));
