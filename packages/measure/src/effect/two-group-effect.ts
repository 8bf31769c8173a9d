import { MeasureError } from "../numeric/index.ts";
import { type Column, inverseOfGram } from "./least-squares.ts";
import { type Propensity, propensityOf } from "./propensity.ts";

/**
 * How covariates are taken into account: by what they say of the change of the controls (`regression`), by making the controls
 * look like the treated (`ipw`), or both, so that one of the two may be wrong (`doubly-robust`).
 */
export type Estimator = "doubly-robust" | "regression" | "ipw";

/** An effect, and how much each unit moves it: the mean of squares over n is the variance. */
export interface InfluencedEffect {
  readonly att: number;
  readonly influence: Float64Array;
}

/** The change of each unit and whether it is treated; both groups have members. */
export interface Changes {
  readonly change: Float64Array;
  readonly treated: Float64Array;
  /** Of the first of the two periods; with a constant, or empty. */
  readonly covariates: readonly Column[];
}

/** Controls that are surer than this to be treated are left out of the weights. */
const surest = 0.995;
/** A treated unit that is surer than this has no control like it. */
const withoutLike = 0.999;

const meanOf = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const meanProduct = (a: Float64Array, b: Float64Array) => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum / a.length;
};

/** Without covariates all estimators are the difference of two means. */
function differenceOfMeans({ change, treated }: Changes): InfluencedEffect {
  const share = meanOf(treated);
  const own = meanProduct(change, treated) / share;
  const other = (meanOf(change) - share * own) / (1 - share);
  return {
    att: own - other,
    influence: change.map((value, unit) =>
      treated[unit] === 1 ? (value - own) / share : -(value - other) / (1 - share),
    ),
  };
}

/** What the controls' covariates say that each unit would have changed, and how each control moves that. */
interface Expectation {
  readonly expected: Float64Array;
  /** The influence, on a mean Σ m′b of coefficients b, of each unit. */
  readonly influenceOn: (weights: readonly number[]) => Float64Array;
}

function expectation({ change, treated, covariates }: Changes): Expectation {
  const names = covariates.map(({ name }) => name);
  const columns = covariates.map(({ values }) => values);
  const controls = columns.map((column) =>
    column.map((value, unit) => value * (1 - treated[unit]!)),
  );
  const inverse = inverseOfGram(names, controls);
  const n = change.length;
  const products = controls.map((column) => meanProduct(column, change) * n);
  const coefficients = inverse.map((line) =>
    line.reduce((sum, value, at) => sum + value * products[at]!, 0),
  );
  const expected = combine(columns, coefficients, n);
  return {
    expected,
    influenceOn: (weights) => {
      const direction = inverse.map(
        (line) => n * line.reduce((sum, value, at) => sum + value * weights[at]!, 0),
      );
      const along = combine(controls, direction, n);
      return along.map((value, unit) => value * (change[unit]! - expected[unit]!));
    },
  };
}

function combine(columns: readonly Float64Array[], by: readonly number[], n: number): Float64Array {
  const sums = new Float64Array(n);
  for (const [at, column] of columns.entries())
    for (let unit = 0; unit < n; unit++) sums[unit]! += by[at]! * column[unit]!;
  return sums;
}

/** The influence of estimating the propensity, on a mean with these derivatives. */
function propensityInfluence(
  { treated, covariates }: Changes,
  { scores, inverse }: Propensity,
  weights: readonly number[],
): Float64Array {
  const n = treated.length;
  const direction = inverse.map(
    (line) => n * line.reduce((sum, value, at) => sum + value * weights[at]!, 0),
  );
  const along = combine(
    covariates.map(({ values }) => values),
    direction,
    n,
  );
  return along.map((value, unit) => value * (treated[unit]! - scores[unit]!));
}

function requirePropensity({ treated, covariates }: Changes): Propensity {
  const propensity = propensityOf(
    treated,
    covariates.map(({ values }) => values),
  );
  const highest = propensity?.scores.reduce((most, score) => Math.max(most, score), 0) ?? 1;
  if (propensity === null || highest >= withoutLike)
    throw new MeasureError(
      "empty-group",
      "the covariates tell the treated from the controls almost surely, so some treated units have no controls like them. Use fewer covariates, or the regression estimator.",
      { highest },
    );
  return propensity;
}

/** Weights that make the controls look like the treated. */
function controlWeights(treated: Float64Array, scores: Float64Array): Float64Array {
  return scores.map((score, unit) =>
    treated[unit] === 1 || score >= surest ? 0 : score / (1 - score),
  );
}

const columnMeans = (weights: Float64Array, covariates: readonly Column[]) =>
  covariates.map(({ values }) => meanProduct(weights, values));

function byRegression(changes: Changes): InfluencedEffect {
  const { change, treated, covariates } = changes;
  const { expected, influenceOn } = expectation(changes);
  const share = meanOf(treated);
  const own = meanProduct(change, treated) / share;
  const other = meanProduct(expected, treated) / share;
  const moved = influenceOn(columnMeans(treated, covariates));
  const influence = change.map(
    (value, unit) =>
      (treated[unit]! * (value - own - expected[unit]! + other) - moved[unit]!) / share,
  );
  return { att: own - other, influence };
}

function byWeighting(changes: Changes): InfluencedEffect {
  const { change, treated, covariates } = changes;
  const propensity = requirePropensity(changes);
  const weights = controlWeights(treated, propensity.scores);
  const [share, weight] = [meanOf(treated), meanOf(weights)];
  const own = meanProduct(change, treated) / share;
  const other = meanProduct(change, weights) / weight;
  const rest = weights.map((value, unit) => value * (change[unit]! - other));
  const moved = propensityInfluence(changes, propensity, columnMeans(rest, covariates));
  const influence = change.map(
    (value, unit) =>
      (treated[unit]! * (value - own)) / share - (rest[unit]! + moved[unit]!) / weight,
  );
  return { att: own - other, influence };
}

function byBoth(changes: Changes): InfluencedEffect {
  const { change, treated, covariates } = changes;
  const propensity = requirePropensity(changes);
  const { expected, influenceOn } = expectation(changes);
  const weights = controlWeights(treated, propensity.scores);
  const [share, weight] = [meanOf(treated), meanOf(weights)];
  const surprise = change.map((value, unit) => value - expected[unit]!);
  const own = meanProduct(surprise, treated) / share;
  const other = meanProduct(surprise, weights) / weight;
  const rest = weights.map((value, unit) => value * (surprise[unit]! - other));
  const ofTreated = influenceOn(columnMeans(treated, covariates));
  const ofControls = influenceOn(columnMeans(weights, covariates));
  const ofWeights = propensityInfluence(changes, propensity, columnMeans(rest, covariates));
  const influence = change.map((_, unit) => {
    const fromTreated = (treated[unit]! * (surprise[unit]! - own) - ofTreated[unit]!) / share;
    const fromControls = (rest[unit]! + ofWeights[unit]! - ofControls[unit]!) / weight;
    return fromTreated - fromControls;
  });
  return { att: own - other, influence };
}

const estimators = { regression: byRegression, ipw: byWeighting, "doubly-robust": byBoth } as const;

/**
 * What the treated changed more than the controls, with the influence of each unit.
 * @throws {MeasureError} singular if covariates follow from each other among the controls; empty-group without overlap
 *
 * Source: Sant'Anna & Zhao (2020), Journal of Econometrics 219, 101–122; weights trimmed as in DRDID 1.2.
 */
export function twoGroupEffect(changes: Changes, estimator: Estimator): InfluencedEffect {
  return changes.covariates.length === 0
    ? differenceOfMeans(changes)
    : estimators[estimator](changes);
}
