import { Random } from "../numeric/index.ts";

/** What a cluster's residuals are multiplied with: −1 or 1, or one of the six points of Webb. */
export type WildWeights = "rademacher" | "webb";

/** Mean 0 and variance 1, both. */
export const wildPoints: Readonly<Record<WildWeights, readonly number[]>> = {
  rademacher: [-1, 1],
  webb: [-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)],
};

/** What every draw needs, per group of rows that is multiplied together and per cluster of errors. */
export interface WildInput {
  readonly seed: number;
  readonly points: readonly number[];
  /** Draw number n is then the n-th of all possible ones. */
  readonly isEnumerated: boolean;
  /** The cluster of each drawn group. */
  readonly clusterOf: Int32Array;
  /** Per drawn group: Σ of partialled treatment times outcome, and times itself. */
  readonly own: Float64Array;
  readonly size: Float64Array;
  /** Per drawn group and swept column: what its outcome and its treatment add to the effects of that column. */
  readonly outcomeLoads: Float64Array;
  readonly treatedLoads: Float64Array;
  /** Per cluster and swept column: what that column adds to the score of the cluster. */
  readonly back: Float64Array;
  readonly width: number;
  /** Per cluster. */
  readonly clusterSize: Float64Array;
  readonly totalSize: number;
}

/**
 * A draw as a function of the effect b that is supposed true: the numerator of t is n0 − b n1, the sum of squared scores
 * q0 − 2b q1 + b² q2.
 */
export type WildDraw = readonly [n0: number, n1: number, q0: number, q1: number, q2: number];

function fill(draw: Float64Array, { seed, points, isEnumerated }: WildInput, number: number): void {
  const random = new Random(seed, number);
  let rest = number;
  for (let group = 0; group < draw.length; group++) {
    const point = isEnumerated ? rest % points.length : random.below(points.length);
    rest = Math.floor(rest / points.length);
    draw[group] = points[point]!;
  }
}

/** Σ over groups of weight times value. */
function weighed(draw: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let group = 0; group < draw.length; group++) sum += draw[group]! * values[group]!;
  return sum;
}

function weighedLoads(draw: Float64Array, loads: Float64Array, sums: Float64Array): void {
  const width = sums.length;
  sums.fill(0);
  for (let group = 0, at = 0; group < draw.length; group++) {
    const weight = draw[group]!;
    for (let column = 0; column < width; column++, at++) sums[column]! += weight * loads[at]!;
  }
}

/** The scores of the clusters when residuals are multiplied by a draw and the model is fitted again. */
function scores(
  input: WildInput,
  draw: Float64Array,
  { own, sums, slope }: { own: Float64Array; sums: Float64Array; slope: number },
  into: Float64Array,
): void {
  const { back, clusterOf, clusterSize, width } = input;
  for (let cluster = 0, at = 0; cluster < into.length; cluster++) {
    let score = -slope * clusterSize[cluster]!;
    for (let column = 0; column < width; column++, at++) score -= back[at]! * sums[column]!;
    into[cluster] = score;
  }
  for (let group = 0; group < draw.length; group++)
    into[clusterOf[group]!]! += draw[group]! * own[group]!;
}

/** Draws `from` up to `to` of the wild cluster bootstrap. */
export function wildDraws(input: WildInput, from: number, to: number): readonly WildDraw[] {
  const draw = new Float64Array(input.clusterOf.length);
  const sums = new Float64Array(input.width);
  const outcome = new Float64Array(input.clusterSize.length);
  const treated = new Float64Array(input.clusterSize.length);
  return Array.from({ length: to - from }, (_, at): WildDraw => {
    fill(draw, input, from + at);
    const n0 = weighed(draw, input.own);
    const n1 = weighed(draw, input.size);
    weighedLoads(draw, input.outcomeLoads, sums);
    scores(input, draw, { own: input.own, sums, slope: n0 / input.totalSize }, outcome);
    weighedLoads(draw, input.treatedLoads, sums);
    scores(input, draw, { own: input.size, sums, slope: n1 / input.totalSize }, treated);
    let [q0, q1, q2] = [0, 0, 0];
    for (let cluster = 0; cluster < outcome.length; cluster++) {
      q0 += outcome[cluster]! ** 2;
      q1 += outcome[cluster]! * treated[cluster]!;
      q2 += treated[cluster]! ** 2;
    }
    return [n0, n1, q0, q1, q2];
  });
}
