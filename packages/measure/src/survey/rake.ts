import { MeasureError, type Numbers, requireBetween, requireWhole } from "../numeric/index.ts";
import { kishDesignEffect } from "./design-effect.ts";
import type { Labels } from "./design-stage.ts";
import {
  checkedMargins,
  type Margin,
  type NumberedMargin,
  startingWeights,
} from "./rake-margins.ts";
import { type Bounds, heldBy, sweepOver } from "./rake-sweep.ts";

/** How far a weight may go. */
export interface Trimming {
  /** As a multiple of what it is measured by, 0 to 1; default 0. */
  readonly least?: number | undefined;
  /** As a multiple of what it is measured by, 1 or more; default without bound. */
  readonly most?: number | undefined;
  /** `mean`: of the mean weight (default). `base`: of the weight to begin with, scaled to the population. */
  readonly of?: "mean" | "base" | undefined;
}

/** How raking is done. */
export interface RakeOptions {
  readonly trim?: Trimming | undefined;
  /** Largest difference with a total that is good enough, as a share of it; default 1e-10. */
  readonly tolerance?: number | undefined;
  /** Rounds over all margins before giving up; default 1000. */
  readonly maximumIterations?: number | undefined;
  /** Whether margins that add up to different populations are scaled to the first; default false: they are refused. */
  readonly scaleTotals?: boolean | undefined;
}

/** One category in the report. */
export interface MarginReport {
  readonly variable: string;
  readonly category: string;
  /** Rows in the sample with a weight. */
  readonly rows: number;
  /** What the population has. */
  readonly target: number;
  /** Σ weight before and after. */
  readonly before: number;
  readonly after: number;
}

/** Weights that hit their margins, and what that took. */
export interface Raked {
  readonly weights: Float64Array;
  /** Rounds over all margins. */
  readonly iterations: number;
  /** Largest |after − target| / target. */
  readonly largestDeviation: number;
  /** Of the weights, after Kish. */
  readonly designEffect: number;
  readonly effectiveSize: number;
  /** Rows that stand on a bound of the trimming. */
  readonly trimmed: number;
  readonly margins: readonly MarginReport[];
}

function boundsOf(base: Float64Array, population: number, trim: Trimming): Bounds {
  const { least = 0, most = Infinity, of = "mean" } = trim;
  requireBetween("trim.least", least, 0, 1);
  requireBetween("trim.most", most, 1, Infinity);
  const held = base.reduce((sum, weight) => sum + weight, 0);
  const counted = base.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  const unit = (weight: number) =>
    of === "base" ? (weight * population) / held : weight > 0 ? population / counted : 0;
  return {
    low: base.map((weight) => least * unit(weight)),
    high: base.map((weight) => (weight > 0 ? most * unit(weight) : 0)),
  };
}

function reportOf(
  margins: readonly NumberedMargin[],
  before: Float64Array,
  after: Float64Array,
): readonly MarginReport[] {
  const rows = before.map((weight) => (weight > 0 ? 1 : 0));
  return margins.flatMap((margin) => {
    const [counts, was, is] = [rows, before, after].map((column) => heldBy(margin, column));
    return margin.names.map((category, at) => ({
      variable: margin.variable,
      category,
      rows: counts![at]!,
      target: margin.targets[at]!,
      before: was![at]!,
      after: is![at]!,
    }));
  });
}

/** The category that is furthest from its total, as a share of it. */
function furthest(margins: readonly NumberedMargin[], weights: Float64Array) {
  let worst = { variable: "", category: "", target: 0, held: 0, deviation: 0 };
  for (const margin of margins)
    for (const [at, held] of heldBy(margin, weights).entries()) {
      const target = margin.targets[at]!;
      const deviation = target === 0 ? 0 : Math.abs(held - target) / target;
      if (!(deviation <= worst.deviation))
        worst = { variable: margin.variable, category: margin.names[at]!, target, held, deviation };
    }
  return worst;
}

function fitted(
  base: Float64Array,
  margins: readonly NumberedMargin[],
  { trim, tolerance = 1e-10, maximumIterations = 1000 }: RakeOptions,
) {
  requireBetween("tolerance", tolerance, 1e-14, 1);
  requireWhole("maximumIterations", maximumIterations, 1);
  const population = margins[0]!.targets.reduce((a, b) => a + b, 0);
  const bounds = trim === undefined ? undefined : boundsOf(base, population, trim);
  const weights = base.slice();
  const sweep = sweepOver({ free: base.slice(), weights, bounds }, margins);
  for (let iterations = 1; iterations <= maximumIterations; iterations++) {
    sweep();
    const { deviation } = furthest(margins, weights);
    if (deviation <= tolerance) return { weights, iterations, deviation, bounds };
  }
  const { variable, category, target, held } = furthest(margins, weights);
  throw new MeasureError(
    "not-converged",
    `after ${maximumIterations} rounds ${variable} "${category}" holds ${held} instead of ${target}: the margins contradict each other in this sample${trim === undefined ? "" : ", or the trimming is too tight"}. Join small categories, leave a variable out${trim === undefined ? "" : ", or allow larger weights"}.`,
    { variable, category, target, held, iterations: maximumIterations },
  );
}

function onBound(weights: Float64Array, bounds: Bounds | undefined): number {
  if (bounds === undefined) return 0;
  let count = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (weight > 0 && (weight <= bounds.low[row]! || weight >= bounds.high[row]!)) count += 1;
  }
  return count;
}

/**
 * Makes weights add up to what is known of the population, for several variables at once (raking, iterative proportional
 * fitting): the weights of each category are multiplied until it holds its total, variable after variable, until all hold.
 *
 * The result is the set of weights that hits the margins and is nearest to the weights before, in the sense of
 * Σ w log(w/d) − w + d. With `trim` that is so among the weights within the bounds: w = bounded d × factors. Trimmed
 * weights therefore hit the margins too.
 *
 * @param weights to begin with, one per row, 0 or more; rows with 0 keep 0
 * @param margins one per variable: the category of each row, and the population total of each category
 * @returns weights per row, in the unit of the totals; the report has every category once
 * @throws {MeasureError} out-of-range if margins add up to different populations, a total is negative or the trimming leaves
 * no room for one; empty-group for a category without rows in the sample; unknown-name for one without a total;
 * not-converged when the sample has no weights that hit all margins; length-mismatch; not-finite; too-few without margins
 *
 * @example
 * import { rake } from "@krachtwijk/measure/survey";
 * const sex = { variable: "sex", categories: ["m", "m", "f", "f"], totals: { m: 50, f: 50 } };
 * const age = { variable: "age", categories: ["young", "old", "young", "old"], totals: { young: 40, old: 60 } };
 * rake([1, 1, 1, 2], [sex, age]).weights; // → [24.1128, 25.8872, 15.8872, 34.1128]
 *
 * Source: Deming & Stephan (1940), Ann. Math. Stat. 11, 427–444; Ireland & Kullback (1968), Biometrika 55, 179–188;
 * bounds: Deville, Särndal & Sautory (1993), JASA 88, 1013–1020.
 */
export function rake(
  weights: Numbers,
  margins: readonly Margin[],
  options: RakeOptions = {},
): Raked {
  const base = startingWeights(weights);
  const checked = checkedMargins(base, margins, options.scaleTotals ?? false);
  const found = fitted(base, checked, options);
  return {
    weights: found.weights,
    iterations: found.iterations,
    largestDeviation: found.deviation,
    ...kishDesignEffect(found.weights),
    trimmed: onBound(found.weights, found.bounds),
    margins: reportOf(checked, base, found.weights),
  };
}

/**
 * Makes weights add up to the known size of each cell of the population: w = d × N(cell) / Σ d in the cell.
 * Raking with one margin; the cell may be a combination of variables ("young women").
 *
 * @param weights to begin with, one per row, 0 or more
 * @param cells which cell each row is in
 * @param totals cell → how many in the population
 * @throws {MeasureError} as `rake`
 *
 * @example
 * import { postStratify } from "@krachtwijk/measure/survey";
 * postStratify([1, 1, 2], ["a", "a", "b"], { a: 30, b: 40 }).weights; // → [15, 15, 40]
 *
 * Source: Holt & Smith (1979), JRSS A 142, 33–46.
 */
export const postStratify = (
  weights: Numbers,
  cells: Labels,
  totals: Readonly<Record<string, number>>,
): Raked => rake(weights, [{ variable: "cell", categories: cells, totals }]);
