import { MeasureError, type Numbers, requireWhole } from "../numeric/index.ts";
import { principalComponents } from "./principal-components.ts";
import { varimax } from "./varimax.ts";

const toOne = (weights: Float64Array): Float64Array => {
  let total = 0;
  for (const weight of weights) total += weight;
  return weights.map((weight) => weight / total);
};

/**
 * Weights that let a weighted sum keep as much of the differences between areas as one number can: the loadings of the
 * first principal component, scaled to add up to 1. An indicator that goes against the others gets a weight below 0.
 *
 * @param columns one per indicator, any unit, all with the same direction; areas with a gap take no part
 * @throws {MeasureError} what `principalComponents` throws; singular if the loadings add up to 0
 *
 * @example
 * import { firstComponentWeights } from "@krachtwijk/measure/composite";
 * Array.from(firstComponentWeights([[1, 2, 3, 4], [1, 3, 2, 4]])); // → [0.5, 0.5]
 *
 * Source: OECD & JRC (2008), Handbook on Constructing Composite Indicators, §1.6.1; COINr 1.1.14 `get_PCA`.
 */
export function firstComponentWeights(columns: readonly Numbers[]): Float64Array {
  const first = principalComponents(columns).loadings[0]!;
  let sum = 0;
  for (const loading of first) sum += loading;
  if (sum < 1e-9)
    throw new MeasureError(
      "singular",
      "the loadings of the first component add up to 0: half of the indicators go against the other half. Check their directions, or take another weighting.",
    );
  return toOne(first);
}

/** Factors behind the indicators, and what follows for the weights. */
export interface FactorWeights {
  /** One per indicator, adding up to 1. */
  readonly weights: Float64Array;
  /** `loadings[factor][indicator]` after rotation. */
  readonly loadings: readonly Float64Array[];
  /** The same squared, each factor scaled to add up to 1. */
  readonly squared: readonly Float64Array[];
  /** What each factor explains, as a share of what all of them explain. */
  readonly shares: Float64Array;
}

/** The factors that explain more than one indicator would (Kaiser), but at least one. */
const worthwhile = (eigenvalues: Float64Array): number =>
  Math.max(1, eigenvalues.filter((value) => value > 1 + 1e-9).length);

/**
 * Weights from factor analysis: indicators that say the same thing share their weight. The principal components are
 * rotated (varimax); each indicator goes to the factor on which it loads most, and its weight is its squared loading there
 * times the share of the variance that the factor explains.
 *
 * @param columns one per indicator, any unit; areas with a gap take no part
 * @param factors how many; default all with an eigenvalue above 1
 * @throws {MeasureError} what `principalComponents` throws; out-of-range if there are more factors than indicators
 *
 * @example
 * import { factorWeights } from "@krachtwijk/measure/composite";
 * Array.from(factorWeights([[1, 2, 3, 4], [1, 3, 2, 4]]).weights); // → [0.5, 0.5]
 *
 * Source: Nicoletti, Scarpetta & Boylaud (2000), OECD Economics Department Working Papers 226; OECD & JRC (2008), Handbook on
 * Constructing Composite Indicators, §1.6.1.
 */
export function factorWeights(columns: readonly Numbers[], factors?: number): FactorWeights {
  const { eigenvalues, loadings } = principalComponents(columns);
  const count = factors ?? worthwhile(eigenvalues);
  requireWhole("factors", count, 1);
  if (count > columns.length)
    throw new MeasureError(
      "out-of-range",
      `factors is ${count}; there are only ${columns.length} indicators.`,
    );
  const plain = loadings
    .slice(0, count)
    .map((own, at) => own.map((loading) => loading * Math.sqrt(eigenvalues[at]!)));
  const rotated = count === 1 ? plain : varimax(plain);
  const explained = Float64Array.from(rotated, (own) =>
    own.reduce((sum, one) => sum + one * one, 0),
  );
  const squared = rotated.map((own, at) => own.map((one) => (one * one) / explained[at]!));
  const shares = toOne(explained);
  const weights = toOne(
    Float64Array.from(columns, (_, at) => {
      const best = squared.reduce(
        (most, own, factor) => (own[at]! > squared[most]![at]! ? factor : most),
        0,
      );
      return squared[best]![at]! * shares[best]!;
    }),
  );
  return { weights, loadings: rotated, squared, shares };
}
