import {
  MeasureError,
  type Numbers,
  requireCount,
  requireFinite,
  requireSameLength,
} from "../numeric/index.ts";
import { carriedFrom, drawnUnits, type Labels, populationOf, type Stage } from "./design-stage.ts";

/**
 * What a stratum with one cluster in the sample adds to the variance, which cannot be seen in it. `fail`: nothing can be
 * said. `certainty`: nothing, it was drawn with certainty. `adjust`: its distance from the mean of all clusters.
 * `average`: as much as the other strata on average.
 */
export type LonelyCluster = "fail" | "certainty" | "adjust" | "average";

/** How a sample was drawn. Rows are in the same order everywhere. */
export interface SurveyInput {
  /** Inverse inclusion probabilities, 0 or more; absent: worked out from `fpc`. */
  readonly weights?: Numbers | undefined;
  /** Strata of the first stage, or one column per stage. */
  readonly strata?: Labels | readonly Labels[] | undefined;
  /** Clusters of the first stage, or one column per stage; absent: every row was drawn by itself. */
  readonly clusters?: Labels | readonly Labels[] | undefined;
  /** Units in the population of the stratum, or the sampled share of them; one column per stage. */
  readonly fpc?: Numbers | readonly Numbers[] | undefined;
  /** Default `fail`. */
  readonly lonelyCluster?: LonelyCluster | undefined;
}

/** A sample that was checked and numbered; make one with `surveyDesign`. */
export interface SurveyDesign {
  readonly weights: Float64Array;
  /** Stages that add to the variance. Without fpc that is the first alone. */
  readonly stages: readonly [Stage, ...Stage[]];
  readonly lonelyCluster: LonelyCluster;
  /** Set by calibration: the weights before, and row → category of every margin. */
  readonly calibration?: {
    readonly weightsBefore: Float64Array;
    readonly margins: readonly Int32Array[];
  };
}

const columnsOf = <Column extends ArrayLike<unknown>>(
  given: Column | readonly Column[] | undefined,
): readonly Column[] => {
  if (given === undefined) return [];
  const isList = Array.isArray(given) && typeof given[0] === "object";
  return isList ? (given as readonly Column[]) : [given as Column];
};

function checkColumns(input: SurveyInput): number {
  const columns = [
    ...columnsOf(input.strata).map((column, at) => [`strata ${at + 1}`, column] as const),
    ...columnsOf(input.clusters).map((column, at) => [`clusters ${at + 1}`, column] as const),
    ...columnsOf(input.fpc).map((column, at) => [`fpc ${at + 1}`, column] as const),
    ...(input.weights === undefined ? [] : [["weights", input.weights] as const]),
  ];
  const rows = columns.at(-1)?.[1].length ?? 0;
  requireCount("rows", rows, 2);
  for (const [name, column] of columns)
    requireSameLength(name, column as Numbers, "the last column", rows);
  return rows;
}

function stagesOf(input: SurveyInput, rows: number): readonly [Stage, ...Stage[]] {
  const clusters = columnsOf(input.clusters);
  const strata = columnsOf(input.strata);
  const fpc = columnsOf(input.fpc);
  const depth = Math.max(1, clusters.length);
  if (fpc.length > 0 && fpc.length !== depth && fpc.length !== clusters.length + 1)
    throw new MeasureError(
      "length-mismatch",
      `${fpc.length} columns of fpc for ${depth} stages; give one for each stage, in the same order as the clusters.`,
      { fpc: fpc.length, stages: depth },
    );
  if (strata.length > Math.max(depth, fpc.length))
    throw new MeasureError(
      "length-mismatch",
      `${strata.length} columns of strata for ${Math.max(depth, fpc.length)} stages; strata of one stage are one column: put the labels together.`,
      { strata: strata.length, stages: Math.max(depth, fpc.length) },
    );
  for (const column of fpc) requireFinite("fpc", column);
  const areShares = fpc.every((column) => Array.prototype.every.call(column, (size) => size <= 1));
  const stages: Stage[] = [];
  for (let at = 0; at < Math.max(1, fpc.length); at++) {
    const above = stages.at(-1);
    const drawn = drawnUnits({ rows, clusters: clusters[at], strata: strata[at], above });
    const column = fpc[at];
    const population =
      column === undefined
        ? new Float64Array(drawn.drawn.length).fill(Infinity)
        : populationOf(drawn, column, { at, areShares });
    stages.push({ ...drawn, population, carried: carriedFrom(drawn, above) });
  }
  return stages as [Stage, ...Stage[]];
}

/** Weights of a sample whose units all had the same chance within their stratum: the product of population / drawn. */
function weightsFromPopulation(stages: readonly Stage[], rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let weight = 1;
    for (const { unitOf, stratumOf, population, drawn } of stages) {
      const stratum = stratumOf[unitOf[row]!]!;
      weight *= population[stratum]! / drawn[stratum]!;
    }
    return weight;
  });
}

function checkedWeights(weights: Numbers): Float64Array {
  requireFinite("weights", weights);
  const checked = Float64Array.from(weights);
  const below = checked.findIndex((weight) => weight < 0);
  if (below >= 0)
    throw new MeasureError(
      "out-of-range",
      `weights[${below}] is ${checked[below]}; a weight is an inverse chance of being drawn, 0 (left out) or more.`,
      { row: below },
    );
  if (!checked.some((weight) => weight > 0))
    throw new MeasureError("empty-group", "all weights are 0, so nobody is in the sample.");
  return checked;
}

/**
 * How a sample was drawn, checked and ready for `surveyMean` and the others: weights, strata, clusters, population sizes.
 *
 * Clusters count within their stratum: cluster 1 of stratum A is another than cluster 1 of stratum B. With `fpc` every
 * stage adds to the variance, without it the first stage stands for all (clusters drawn with replacement). All numbers
 * of `fpc` at most 1 are sampled shares, otherwise population sizes. Rows with weight 0 are outside the sample.
 *
 * @param input.weights one per row, inverse inclusion probability; optional with fpc
 * @param input.strata labels, one per row, or a list of such columns, one per stage
 * @param input.clusters labels, one per row, or a list of such columns from first to last stage
 * @param input.fpc one number per row, or a list of such columns; constant within a stratum
 * @throws {MeasureError} too-few below 2 rows or with neither weights nor fpc; length-mismatch; not-finite; out-of-range for
 * a negative weight, an fpc below what was drawn or that differs within a stratum; empty-group if all weights are 0
 *
 * @example
 * import { surveyDesign, surveyMean } from "@krachtwijk/measure/survey";
 * const design = surveyDesign({
 *   weights: [10, 10, 10, 20, 20, 20],
 *   strata: ["north", "north", "north", "south", "south", "south"],
 *   fpc: [30, 30, 30, 60, 60, 60],
 * });
 * surveyMean(design, [1, 2, 3, 4, 6, 8]); // → { estimate: 4.6667, standardError: 0.7722, degreesOfFreedom: 4 }
 *
 * Source: Cochran (1977), Sampling Techniques, 3rd ed., chapters 5, 9A and 10; Lumley (2010), Complex Surveys, chapter 3.
 */
export function surveyDesign(input: SurveyInput): SurveyDesign {
  const rows = checkColumns(input);
  const stages = stagesOf(input, rows);
  if (input.weights === undefined && input.fpc === undefined)
    throw new MeasureError(
      "too-few",
      "neither weights nor fpc are given; give the inverse inclusion probabilities, or the population sizes they follow from.",
    );
  const weights = checkedWeights(input.weights ?? weightsFromPopulation(stages, rows));
  return { weights, stages, lonelyCluster: input.lonelyCluster ?? "fail" };
}
