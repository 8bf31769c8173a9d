import {
  MeasureError,
  type Numbers,
  requireCount,
  requireFinite,
  requireSameLength,
  sumOf,
} from "../numeric/index.ts";

/** The components of a score at one moment. */
export interface Score {
  /** One per component, any unit. */
  readonly values: Numbers;
  /** One per component, any unit; 0 or more where they are shares. */
  readonly weights: Numbers;
}

/** How the change of a score is divided. */
export interface ScoreChangeOptions {
  /** `sum` is Σ w x, `mean` is Σ w x / Σ w. Default `sum`. */
  readonly score?: "sum" | "mean";
  /** `shared`: half to the value and half to the weight (the default); `separate`: a part of its own. */
  readonly interaction?: "shared" | "separate";
  /**
   * From where a value counts when its weight changes: `zero`, or `mean`, so that a component below the mean of all
   * lowers the score as it gains weight. The second needs weights that sum to the same. Default `zero`, for a mean `mean`.
   */
  readonly around?: "zero" | "mean";
}

/** One component's part in a change. */
export interface ScorePart {
  /** From the change of its value. */
  readonly value: number;
  /** From the change of its weight. */
  readonly weight: number;
  /** From both together; 0 where it is shared. */
  readonly interaction: number;
  readonly total: number;
}

/** The change of a score, divided without rest: change = Σ parts. */
export interface ScoreChange extends ScorePart {
  readonly before: number;
  readonly after: number;
  /** after − before. */
  readonly change: number;
  readonly parts: readonly ScorePart[];
}

function requireScore(name: string, { values, weights }: Score, count: number): void {
  requireSameLength(`${name}.values`, values, "before.values", count);
  requireSameLength(`${name}.weights`, weights, "before.values", count);
  requireFinite(`${name}.values`, values);
  requireFinite(`${name}.weights`, weights);
}

/** Weights as they are, or as parts of their sum. */
function weightsOf(name: string, weights: Numbers, score: "sum" | "mean"): Float64Array {
  if (score === "sum") return Float64Array.from(weights);
  const total = sumOf(weights);
  if (total === 0)
    throw new MeasureError(
      "empty-group",
      `${name}.weights sum to 0, so there is no mean. Give a weight to a component.`,
      { name },
    );
  return Float64Array.from(weights, (weight) => weight / total);
}

const products = (values: Numbers, weights: Numbers): number =>
  sumOf(Float64Array.from(weights, (weight, at) => weight * values[at]!));

/** The score as if every component had it; 0 to count from zero. */
function centresOf(
  scores: readonly [number, number],
  weights: readonly [Float64Array, Float64Array],
  around: "zero" | "mean",
): readonly [number, number] {
  if (around === "zero") return [0, 0];
  const [before, after] = [sumOf(weights[0]), sumOf(weights[1])];
  if (Math.abs(after - before) > 1e-9 * Math.max(Math.abs(before), Math.abs(after)) || before === 0)
    throw new MeasureError(
      "out-of-range",
      `the weights sum to ${before} before and to ${after} after; to count around the mean both must be the same. Count around zero, or ask for the change of the mean.`,
      { before, after },
    );
  return [scores[0] / before, scores[1] / after];
}

/**
 * What each component adds to the change of a weighted score, by its value and by its weight; it sums to the change.
 *
 * With S = Σ w x: shared, value part = ½(w₀ + w₁)(x₁ − x₀) and weight part = (½(x₀ + x₁) − c)(w₁ − w₀); separate,
 * w₀ Δx, (x₀ − c₀) Δw and Δx Δw. c is 0, or the score itself when counting around the mean. For a mean of rates over
 * groups these are the rate and the composition effects.
 *
 * @param before values and weights of one or more components
 * @param after the same components in the same order
 * @throws {MeasureError} too-few, length-mismatch, not-finite; empty-group (a mean of weights that sum to 0);
 * out-of-range (around the mean, with weights that do not sum to the same)
 *
 * @example
 * import { scoreChangeParts } from "@krachtwijk/measure/decomposition";
 * const before = { values: [5, 6], weights: [0.5, 0.5] };
 * const after = { values: [6, 6], weights: [0.25, 0.75] };
 * scoreChangeParts(before, after).change; // → 0.5
 * scoreChangeParts(before, after).parts; // → [{ value: 0.375, weight: -1.375 }, { value: 0, weight: 1.5 }]
 *
 * Source: Kitagawa (1955), Journal of the American Statistical Association 50(272), 1168–1194.
 */
export function scoreChangeParts(
  before: Score,
  after: Score,
  options: ScoreChangeOptions = {},
): ScoreChange {
  const { score = "sum", interaction = "shared" } = options;
  const { around = score === "mean" ? "mean" : "zero" } = options;
  const [x0, x1] = [before.values, after.values];
  requireCount("components", x0.length, 1);
  requireScore("before", before, x0.length);
  requireScore("after", after, x0.length);
  const w0 = weightsOf("before", before.weights, score);
  const w1 = weightsOf("after", after.weights, score);
  const scores = [products(x0, w0), products(x1, w1)] as const;
  const [c0, c1] = centresOf(scores, [w0, w1], around);
  const parts = Array.from(w0, (weight, at): ScorePart => {
    const [dx, dw] = [x1[at]! - x0[at]!, w1[at]! - weight];
    const own =
      interaction === "shared"
        ? {
            value: ((weight + w1[at]!) / 2) * dx,
            weight: ((x0[at]! - c0 + (x1[at]! - c1)) / 2) * dw,
            interaction: 0,
          }
        : { value: weight * dx, weight: (x0[at]! - c0) * dw, interaction: dx * dw };
    return { ...own, total: own.value + own.weight + own.interaction };
  });
  const added = (of: (part: ScorePart) => number) => sumOf(parts.map(of));
  return {
    before: scores[0],
    after: scores[1],
    change: scores[1] - scores[0],
    value: added((part) => part.value),
    weight: added((part) => part.weight),
    interaction: added((part) => part.interaction),
    total: added((part) => part.total),
    parts,
  };
}
