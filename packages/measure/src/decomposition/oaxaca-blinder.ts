import { requireBetween, requireCount, requireSameLength, sumOf } from "../numeric/index.ts";
import { type Fitted, fitted, type GapGroup, meanBy, pooledLine } from "./gap-people.ts";
import type { Line } from "./least-squares.ts";
import {
  covarianceOf,
  type GapPart,
  gapPart,
  type Moments,
  type Slope,
} from "./oaxaca-variance.ts";

/** By whose coefficients a difference in factors is valued. */
export type GapReference =
  /** Those of the first group. */
  | "a"
  /** Those of the second group. */
  | "b"
  /** Of all people together, with a constant for each group. */
  | "pooled"
  /** Of all people together, with one constant; takes some of what is unexplained for explained. */
  | "pooled-one-constant"
  /** `weight` × a + (1 − `weight`) × b. */
  | "weighted";

/** Settings of the decomposition. */
export interface GapOptions {
  /** Default `pooled`. */
  readonly reference?: GapReference;
  /** Of group a in `weighted`, 0 to 1; default its share of the people. */
  readonly weight?: number;
  /** Above 0 and below 1; default 0.95. */
  readonly confidence?: number;
}

/** One factor's part in a gap; the first is the constant. */
export interface GapFactor {
  readonly explained: GapPart;
  readonly unexplained: GapPart;
  readonly endowments: GapPart;
  readonly coefficients: GapPart;
  readonly interaction: GapPart;
}

/** A gap between two means, in two parts and in three: gap = explained + unexplained = endowments + coefficients + interaction. */
export interface Gap extends GapFactor {
  readonly meanA: number;
  readonly meanB: number;
  readonly gap: GapPart;
  /** Each factor's part, the constant first; each column sums to the part above. */
  readonly factors: readonly GapFactor[];
  /** The constant first. */
  readonly lineA: readonly number[];
  readonly lineB: readonly number[];
  readonly lineReference: readonly number[];
  /** Of group a in the reference, where it is a mix. */
  readonly weight: number | null;
}

/** The reference coefficients, and how much of each group's own there is in them. */
interface Reference {
  readonly line: Float64Array;
  readonly pooled: Line | null;
  readonly weight: number | null;
}

function referenceOf(a: Fitted, b: Fitted, options: GapOptions): Reference {
  const { reference = "pooled" } = options;
  if (reference === "pooled" || reference === "pooled-one-constant") {
    const pooled = pooledLine(a, b, reference === "pooled-one-constant");
    return { line: pooled.coefficients, pooled, weight: null };
  }
  const share = a.total / (a.total + b.total);
  const weight = { a: 1, b: 0, weighted: options.weight ?? share }[reference];
  requireBetween("weight", weight, 0, 1);
  const other = b.line.coefficients;
  const line = a.line.coefficients.map((own, at) => weight * own + (1 - weight) * other[at]!);
  return { line, pooled: null, weight };
}

/** Each person's part in the means, the own coefficients and the reference coefficients. */
function momentsOf(group: Fitted, pooled: readonly Float64Array[] | null): Moments {
  const { means, line, shares, factors } = group;
  const size = means.length;
  const spread = 1 / Math.sqrt(1 - sumOf(shares.map((share) => share * share)));
  const influences = Array.from(shares, (share, person) => {
    const own = new Float64Array(3 * size);
    for (const [at, factor] of factors.entries())
      own[at + 1] = share * spread * (factor[person]! - means[at + 1]!);
    own.set(line.influence[person]!, size);
    if (pooled !== null) own.set(pooled[person]!, 2 * size);
    return own;
  });
  return { covariance: covarianceOf(influences), degreesOfFreedom: shares.length - size };
}

/** What a part is, and how it changes with what is known of both groups, for one coefficient. */
interface Term {
  readonly estimate: number;
  readonly means: readonly [number, number];
  readonly lines: readonly [number, number];
  readonly reference: number;
}

function termsOf(
  a: Fitted,
  b: Fitted,
  reference: Float64Array,
  at: number,
): Record<keyof GapFactor, Term> {
  const [x, z] = [a.means[at]!, b.means[at]!];
  const [p, q] = [a.line.coefficients[at]!, b.line.coefficients[at]!];
  const r = reference[at]!;
  const [dx, dp] = [x - z, p - q];
  return {
    explained: { estimate: dx * r, means: [r, -r], lines: [0, 0], reference: dx },
    unexplained: {
      estimate: x * (p - r) + z * (r - q),
      means: [p - r, r - q],
      lines: [x, -z],
      reference: -dx,
    },
    endowments: { estimate: dx * q, means: [q, -q], lines: [0, dx], reference: 0 },
    coefficients: { estimate: z * dp, means: [0, dp], lines: [z, -z], reference: 0 },
    interaction: { estimate: dx * dp, means: [dp, -dp], lines: [dx, -dx], reference: 0 },
  };
}

/** Adds the slopes of one term; what the reference has of a group's own coefficients is added to those. */
function addSlopes(
  slopes: readonly [Slope, Slope],
  { means, lines, reference }: Term,
  at: number,
  weight: number | null,
): void {
  const size = slopes[0].length / 3;
  const shares = weight === null ? ([0, 0] as const) : ([weight, 1 - weight] as const);
  for (const group of [0, 1] as const) {
    slopes[group][at]! += means[group];
    slopes[group][size + at]! += lines[group] + shares[group] * reference;
    if (weight === null) slopes[group][2 * size + at]! += reference;
  }
}

const partNames = [
  "explained",
  "unexplained",
  "endowments",
  "coefficients",
  "interaction",
] as const;

/**
 * Why two groups differ on average: because they differ in what they have, or in what comes of it.
 *
 * With x̄ the means of the factors (1 for the constant), β the coefficients of each group and β* those of the reference:
 * explained (x̄_A − x̄_B)β*, unexplained x̄_A(β_A − β*) + x̄_B(β* − β_B); in three parts, seen from B: endowments
 * (x̄_A − x̄_B)β_B, coefficients x̄_B(β_A − β_B), interaction (x̄_A − x̄_B)(β_A − β_B).
 * Standard errors by the delta method, with factors that are drawn as people are and unequal variances (HC2), also for
 * pooled coefficients; Student's t with the degrees of freedom of Welch and Satterthwaite.
 * What a category of many (and the constant) adds to the unexplained depends on which one is left out.
 *
 * @param a outcome, factors and weights of the first group; 2 more people than factors
 * @param b the same of the second
 * @throws {MeasureError} too-few, length-mismatch, not-finite; no-variance (a factor that is the same for all);
 * singular (a factor that follows from others); out-of-range (a negative weight, a reference weight outside 0 to 1)
 *
 * @example
 * import { oaxacaBlinder } from "@krachtwijk/measure/decomposition";
 * const a = { outcome: [2, 4, 6, 9], factors: [[1, 2, 3, 4]] };
 * const b = { outcome: [1, 2, 2, 3], factors: [[0, 1, 2, 3]] };
 * const { gap, endowments, coefficients, interaction } = oaxacaBlinder(a, b);
 * gap.estimate; // → 3.25
 * [endowments.estimate, coefficients.estimate, interaction.estimate]; // → [0.6, 0.95, 1.7]
 *
 * Source: Oaxaca (1973), International Economic Review 14(3), 693–709; Blinder (1973), Journal of Human Resources 8(4),
 * 436–455; Jann (2008), Stata Journal 8(4), 453–479.
 */
export function oaxacaBlinder(a: GapGroup, b: GapGroup, options: GapOptions = {}): Gap {
  const { confidence = 0.95 } = options;
  requireBetween("confidence", confidence, 0, 1);
  requireSameLength("b.factors", { length: b.factors.length }, "a.factors", a.factors.length);
  requireCount("a.outcome", a.outcome.length, 1);
  const [one, other] = [fitted("a", a), fitted("b", b)];
  const reference = referenceOf(one, other, options);
  const split = reference.pooled?.influence ?? null;
  const count = one.shares.length;
  const moments: [Moments, Moments] = [
    momentsOf(one, split?.slice(0, count) ?? null),
    momentsOf(other, split?.slice(count) ?? null),
  ];
  const size = one.means.length;
  const places = Array.from({ length: size }, (_, at) => at);
  const terms = places.map((at) => termsOf(one, other, reference.line, at));
  const part = (names: readonly (keyof GapFactor)[], which: readonly number[]): GapPart => {
    const estimate = sumOf(which.flatMap((at) => names.map((name) => terms[at]![name].estimate)));
    const slopes: [Slope, Slope] = [new Float64Array(3 * size), new Float64Array(3 * size)];
    for (const name of names)
      for (const at of which) addSlopes(slopes, terms[at]![name], at, reference.weight);
    return gapPart(estimate, slopes, moments, confidence);
  };
  const partsOf = (which: readonly number[]): GapFactor => {
    const parts = partNames.map((name) => [name, part([name], which)]);
    return Object.fromEntries(parts) as Record<keyof GapFactor, GapPart>;
  };
  return {
    meanA: meanBy(one.outcome, one.shares),
    meanB: meanBy(other.outcome, other.shares),
    gap: part(["explained", "unexplained"], places),
    ...partsOf(places),
    factors: places.map((at) => partsOf([at])),
    lineA: [...one.line.coefficients],
    lineB: [...other.line.coefficients],
    lineReference: [...reference.line],
    weight: reference.weight,
  };
}
