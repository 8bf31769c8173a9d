import { MeasureError, onAllCores, requireWhole } from "../numeric/index.ts";
import {
  type AssignmentInput,
  type AssignmentStatistic,
  arrangements,
  assignmentStatistic,
  nextArrangement,
  randomAssignments,
} from "./assignments.ts";
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
import { countsOf, type RegressionOptions } from "./panel-regression.ts";
import { partialled, partialler } from "./partialled.ts";

const task = {
  module: new URL("./assignments.ts", import.meta.url).href,
  name: randomAssignments.name,
};

/** How treatment is handed out anew. */
export interface RandomisationOptions extends Pick<RegressionOptions, "covariates"> {
  /** What is treated together; default: the unit. */
  readonly cluster?: Labels | undefined;
  /** Default `t`, which is also about right when units differ in spread. */
  readonly statistic?: AssignmentStatistic | undefined;
  /** Default 9999. All possible assignments are made where there are no more than this. */
  readonly permutations?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  readonly cores?: number | undefined;
}

/** What randomisation inference says of the effect. */
export interface RandomisationInference {
  readonly att: number;
  /** Two-sided, against no effect on any unit. */
  readonly p: number;
  readonly permutations: number;
  /** Whether every possible assignment was made once; p is then without chance. */
  readonly isEnumerated: boolean;
  readonly clusters: number;
  readonly treatedClusters: number;
}

/** Equal assignments may differ in the last bits. */
const tieSlack = 1e-9;

/** First treated period per cluster. @throws {MeasureError} out-of-range if a cluster has two */
function perCluster(panel: IndexedPanel, cluster: Codes) {
  const treatedFrom = new Float64Array(cluster.count).fill(Number.NaN);
  const clusterOf = new Int32Array(panel.units.count);
  if (!isNested(panel.units, cluster))
    throw new MeasureError(
      "out-of-range",
      "a unit lies in two clusters; cluster by something that does not change over time.",
      { name: "cluster" },
    );
  for (let row = 0; row < panel.rows; row++) {
    const unit = panel.units.codes[row]!;
    const home = cluster.codes[row]!;
    clusterOf[unit] = home;
    const from = panel.treatedFrom[unit]!;
    if (Number.isNaN(treatedFrom[home])) treatedFrom[home] = from;
    else if (treatedFrom[home] !== from)
      throw new MeasureError(
        "out-of-range",
        "units of one cluster begin at different times, so treatment was not handed out by cluster. Leave the cluster out.",
        { name: "cluster" },
      );
  }
  return { treatedFrom, clusterOf };
}

function enumerated(input: AssignmentInput, observed: number) {
  const statistic = assignmentStatistic(input);
  const assigned = input.treatedFrom.slice().sort();
  let [asExtreme, count] = [0, 0];
  do {
    if (!(statistic(assigned) < observed)) asExtreme++;
    count++;
  } while (nextArrangement(assigned));
  return asExtreme / count;
}

/**
 * Whether an effect could be chance, with few treated units: treatment is handed to other units, many times, and the
 * effect that was found is held against those found then.
 *
 * Model and effect as `twoWayFixedEffects`; each time the first treated periods are shuffled over the units (or clusters).
 * p = share of assignments, the real one among them, with |t| at least as large. Exact if it was by chance who was treated, or units
 * are alike without treatment; 4 treated of 36 are then no problem. It asks whether treatment did nothing to anybody.
 *
 * @param panel as for `twoWayFixedEffects`
 * @returns the same for the same seed, on any number of cores
 * @throws {MeasureError} as `twoWayFixedEffects`; out-of-range if `cluster` and treatment do not fit; no-variance without differences
 *
 * @example
 * import { randomisationInference } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"],
 *   time: [2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020],
 *   outcome: [10, 13, 8, 8.5, 9, 10, 7, 8.4, 6, 6.2],
 *   treatedFrom: [2020, 2020, ...new Array(8).fill(Infinity)],
 * };
 * const { p, permutations, isEnumerated } = await randomisationInference(panel);
 * [p, permutations, isEnumerated]; // → [0.2, 5, true]
 *
 * Source: Fisher (1935), The Design of Experiments; MacKinnon & Webb (2020), Journal of Econometrics 218, 435–450;
 * Phipson & Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9(1), 39 (p is never 0).
 */
export async function randomisationInference(
  panel: Panel,
  options: RandomisationOptions = {},
): Promise<RandomisationInference> {
  const { permutations = 9999, seed = 1, statistic = "t", covariates = {} } = options;
  requireWhole("permutations", permutations, 1);
  const indexed = indexPanel(panel);
  if (options.cluster !== undefined) requireLabels("cluster", options.cluster, indexed.rows);
  const cluster = options.cluster === undefined ? indexed.units : codesOf(options.cluster);
  const { att } = partialled(indexed, partialler(indexed, covariates));
  const copied = Object.entries(covariates).map(([name, values]) => [
    name,
    Float64Array.from(values),
  ]);
  const input: AssignmentInput = {
    panel: indexed,
    covariates: Object.fromEntries(copied),
    cluster,
    ...perCluster(indexed, cluster),
    statistic,
    seed,
  };
  const observed = assignmentStatistic(input)(input.treatedFrom) * (1 - tieSlack);
  if (!Number.isFinite(observed))
    throw new MeasureError(
      "no-variance",
      "the model fits the clusters without error, so there is no t to compare. Compare the coefficient, or add units.",
    );
  const possible = arrangements(input.treatedFrom);
  const isEnumerated = possible <= permutations;
  const p = isEnumerated
    ? enumerated(input, observed)
    : await sampled(input, observed, permutations, options.cores);
  const { treatedClusters } = countsOf(indexed, [cluster]);
  return {
    att,
    p,
    permutations: isEnumerated ? possible : permutations,
    isEnumerated,
    clusters: cluster.count,
    treatedClusters,
  };
}

async function sampled(
  input: AssignmentInput,
  observed: number,
  permutations: number,
  cores: number | undefined,
): Promise<number> {
  const { panel, cluster, covariates } = input;
  const perAssignment =
    panel.isBalanced && Object.keys(covariates).length === 0 ? 8 * cluster.count : 16 * panel.rows;
  const others = await onAllCores<number>(task, input, permutations, {
    steps: permutations * perAssignment,
    cores,
  });
  const asExtreme = others.filter((other) => !(other < observed)).length;
  return (asExtreme + 1) / (permutations + 1);
}
