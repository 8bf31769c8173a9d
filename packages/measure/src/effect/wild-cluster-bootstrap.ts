import { MeasureError, onAllCores, requireBetween, requireWhole } from "../numeric/index.ts";
import { isNested } from "./covariance.ts";
import {
  type Codes,
  codesOf,
  type IndexedPanel,
  indexPanel,
  type Labels,
  type Panel,
  requireLabels,
} from "./panel.ts";
import { countsOf, covariateColumns, type RegressionOptions } from "./panel-regression.ts";
import { type Partialled, partialled, partialler, sweptByUnit } from "./partialled.ts";
import {
  type WildDraw,
  type WildInput,
  type WildWeights,
  wildDraws,
  wildPoints,
} from "./wild-draws.ts";

const task = { module: new URL("./wild-draws.ts", import.meta.url).href, name: wildDraws.name };

/** What is multiplied by one random number. */
export type DrawBy = "cluster" | "unit" | "row";

/** How the wild cluster bootstrap is done. */
export interface WildBootstrapOptions extends Pick<RegressionOptions, "covariates" | "confidence"> {
  /** What errors are clustered by; default: the unit. Each unit must lie in one cluster. */
  readonly cluster?: Labels | undefined;
  /** Default `rademacher`; `webb` with fewer than about twelve clusters. */
  readonly weights?: WildWeights | undefined;
  /** Default `cluster`; smaller ones are the subcluster bootstrap, for few treated clusters. */
  readonly drawBy?: DrawBy | undefined;
  /** Default 9999. All possible draws are made where there are no more than this. */
  readonly replications?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  readonly cores?: number | undefined;
}

/** What the wild cluster bootstrap says of the effect. */
export interface WildBootstrap {
  readonly att: number;
  /** Of the effect with errors clustered, without correction for a small sample (which drops out). */
  readonly t: number;
  /** Two-sided, against 0. */
  readonly p: number;
  /** The effects that are not rejected; a side that the data do not bound is infinite. */
  readonly interval: readonly [number, number];
  readonly draws: number;
  /** Whether every possible draw was made once; p is then without chance. */
  readonly isEnumerated: boolean;
  readonly clusters: number;
  readonly treatedClusters: number;
}

/** Draws and the data tie by algebra when all weights are the same; adding in another order may hide it. */
const tieSlack = 1e-9;

function groupsToDraw(panel: IndexedPanel, cluster: Codes, drawBy: DrawBy): Codes {
  if (drawBy === "cluster") return cluster;
  if (drawBy === "unit") return panel.units;
  return { codes: Int32Array.from({ length: panel.rows }, (_, row) => row), count: panel.rows };
}

/** Per group of rows, the sum of a column times the loads of each row. */
function loadsBy(
  { codes, count }: Codes,
  column: Float64Array,
  loads: Float64Array,
  width: number,
) {
  const sums = new Float64Array(count * width);
  for (let row = 0; row < column.length; row++) {
    const [to, from, value] = [codes[row]! * width, row * width, column[row]!];
    for (let at = 0; at < width; at++) sums[to + at]! += value * loads[from + at]!;
  }
  return sums;
}

function times(lines: Float64Array, matrix: readonly (readonly number[])[]): Float64Array {
  const width = matrix.length;
  const result = new Float64Array(lines.length);
  for (let from = 0; from < lines.length; from += width)
    for (let a = 0; a < width; a++) {
      const line = matrix[a]!;
      let sum = 0;
      for (let b = 0; b < width; b++) sum += line[b]! * lines[from + b]!;
      result[from + a] = sum;
    }
  return result;
}

function productsBy({ codes, count }: Codes, a: Float64Array, b: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  for (let row = 0; row < a.length; row++) sums[codes[row]!]! += a[row]! * b[row]!;
  return sums;
}

type Prepared = Omit<WildInput, "seed" | "points" | "isEnumerated">;

function prepare(
  panel: IndexedPanel,
  { outcome, treated, size }: Partialled,
  cluster: Codes,
  options: WildBootstrapOptions,
): Prepared {
  const groups = groupsToDraw(panel, cluster, options.drawBy ?? "cluster");
  const covariates = covariateColumns(options.covariates ?? {}, panel.rows);
  const { loads, width, inverse } = sweptByUnit(panel, covariates);
  const clusterOf = new Int32Array(groups.count);
  for (let row = 0; row < panel.rows; row++) clusterOf[groups.codes[row]!] = cluster.codes[row]!;
  return {
    clusterOf,
    own: productsBy(groups, treated, outcome),
    size: productsBy(groups, treated, treated),
    outcomeLoads: times(loadsBy(groups, outcome, loads, width), inverse),
    treatedLoads: times(loadsBy(groups, treated, loads, width), inverse),
    back: loadsBy(cluster, treated, loads, width),
    width,
    clusterSize: productsBy(cluster, treated, treated),
    totalSize: size,
  };
}

/** p of every supposed effect, from the draws. */
function pValue(
  draws: readonly WildDraw[],
  isEnumerated: boolean,
  squareOf: (effect: number) => number,
): (effect: number) => number {
  return (effect) => {
    const square = squareOf(effect) * (1 - tieSlack);
    let asExtreme = 0;
    for (const [n0, n1, q0, q1, q2] of draws) {
      const numerator = (n0 - effect * n1) ** 2;
      // Not a number where a draw fits without error: then it counts as extreme.
      if (!(numerator < square * (q0 - 2 * effect * q1 + effect * effect * q2))) asExtreme++;
    }
    return isEnumerated ? asExtreme / draws.length : (asExtreme + 1) / (draws.length + 1);
  };
}

/** The last effect on one side of the estimate that is not rejected. */
function bound(p: (effect: number) => number, att: number, step: number, level: number): number {
  let [inside, reach] = [att, step];
  for (let doubling = 0; p(att + reach) > level; doubling++) {
    if (doubling === 40) return Math.sign(step) * Infinity;
    inside = att + reach;
    reach *= 2;
  }
  let outside = att + reach;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (inside + outside) / 2;
    if (p(middle) > level) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}

function requireOneCluster(panel: IndexedPanel, cluster: Codes): void {
  if (cluster.count < 2)
    throw new MeasureError(
      "too-few",
      "there is 1 cluster; at least 2 are needed. Choose another column to cluster by.",
      {
        clusters: cluster.count,
      },
    );
  if (!isNested(panel.units, cluster))
    throw new MeasureError(
      "out-of-range",
      "a unit lies in two clusters; the bootstrap needs each unit in one. Cluster by something that does not change over time.",
      { name: "cluster" },
    );
}

/**
 * Whether an effect could be chance, with few clusters: the residuals of each cluster are turned about together, many times,
 * in a model without the effect, and the data's t is held against the t's of those.
 *
 * Model as `twoWayFixedEffects`. With the effect b imposed the residuals ũ come from the fit without treatment; a draw
 * multiplies those of cluster g by v_g, fits anew and gives t*. p = share of draws with |t*| ≥ |t| (of random draws, and
 * the data themselves, so never 0). The interval is every b with p above 1 − confidence. −1 and 1 give 2^(G − 1) different |t*|; six points
 * (Webb) give more. With few treated clusters it may still reject too seldom or too often: then `drawBy: "unit"` or
 * `"row"` if clusters are about equally large, or `randomisationInference`.
 *
 * @param panel as for `twoWayFixedEffects`
 * @returns the same for the same seed, on any number of cores
 * @throws {MeasureError} as `twoWayFixedEffects`; out-of-range if a unit lies in two clusters; no-variance if the model fits every value
 *
 * @example
 * import { wildClusterBootstrap } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "b", "b", "c", "c", "d", "d"],
 *   time: [2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020],
 *   outcome: [10, 13, 8, 12, 9, 10, 7, 8.4],
 *   treatedFrom: [2020, 2020, 2020, 2020, Infinity, Infinity, Infinity, Infinity],
 * };
 * const { p, draws, isEnumerated } = await wildClusterBootstrap(panel);
 * [p, draws, isEnumerated]; // → [0.125, 16, true]
 *
 * Source: Cameron, Gelbach & Miller (2008), Review of Economics and Statistics 90, 414–427; Webb (2023), Canadian Journal of
 * Economics 56, 839–858; MacKinnon & Webb (2018), Econometrics Journal 21, 114–135 (subclusters); Roodman e.a. (2019), Stata Journal 19, 4–60.
 */
export async function wildClusterBootstrap(
  panel: Panel,
  options: WildBootstrapOptions = {},
): Promise<WildBootstrap> {
  const { weights = "rademacher", replications = 9999, seed = 1, confidence = 0.95 } = options;
  requireWhole("replications", replications, 1);
  requireBetween("confidence", confidence, 0, 1);
  const indexed = indexPanel(panel);
  if (options.cluster !== undefined) requireLabels("cluster", options.cluster, indexed.rows);
  const cluster = options.cluster === undefined ? indexed.units : codesOf(options.cluster);
  requireOneCluster(indexed, cluster);
  const own = partialled(indexed, partialler(indexed, options.covariates));
  const input = prepare(indexed, own, cluster, options);
  const points = wildPoints[weights];
  const possible = points.length ** input.clusterOf.length;
  const isEnumerated = possible <= replications;
  const count = isEnumerated ? possible : replications;
  const draws = await onAllCores<WildDraw>(
    task,
    { ...input, seed, points, isEnumerated } satisfies WildInput,
    count,
    {
      steps: count * input.width * 2 * (input.clusterOf.length + cluster.count),
      cores: options.cores,
    },
  );
  const squares = squaredScores(own, cluster);
  const squareOf = (effect: number) => ((own.att - effect) * own.size) ** 2 / squares;
  const p = pValue(draws, isEnumerated, squareOf);
  const error = Math.sqrt(squares) / own.size;
  const { treatedClusters } = countsOf(indexed, [cluster]);
  return {
    att: own.att,
    t: own.att / error,
    p: p(0),
    interval: [bound(p, own.att, -error, 1 - confidence), bound(p, own.att, error, 1 - confidence)],
    draws: count,
    isEnumerated,
    clusters: cluster.count,
    treatedClusters,
  };
}

/** Σ over clusters of squared scores of the full fit. */
function squaredScores({ outcome, treated, att }: Partialled, cluster: Codes): number {
  const residuals = outcome.map((value, row) => value - att * treated[row]!);
  const squares = productsBy(cluster, treated, residuals).reduce(
    (sum, score) => sum + score ** 2,
    0,
  );
  const scale = outcome.reduce((sum, value) => sum + value * value, 0);
  if (!(squares > 1e-24 * scale))
    throw new MeasureError(
      "no-variance",
      "the model fits the clusters without error, so there is nothing to draw from. Add units or periods.",
    );
  return squares;
}
