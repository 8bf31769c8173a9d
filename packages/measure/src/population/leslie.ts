import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { MeasureError, type Numbers, requireCount } from "../numeric/index.ts";
import { type Rates, requireRates } from "./rates.ts";

/** Settings of a Leslie matrix. */
export interface LeslieOptions {
  /** Years in an age group, default 5. */
  readonly width?: number;
  /** Boys per girl at birth, default 1.05. */
  readonly sexRatioAtBirth?: number;
}

/**
 * Births, survival and ageing of women in one matrix: times the women of today it is the women a period later.
 *
 * Row 0: s₀ / (1 + sex ratio) × n/2 (Fₓ + Sₓ Fₓ₊ₙ), with s₀ the survival of those born in the period; below the diagonal
 * Sₓ; and in the corner the survival of the last group, which stays. Migration is left out.
 *
 * @param rates of women and their fertility
 * @returns square, one row and column per age group: `matrix[to][from]`
 * @throws {MeasureError} as `projectPopulation`
 *
 * @example
 * import { leslieMatrix } from "@krachtwijk/measure/population";
 * const female = { survivalAtBirth: 1, survival: [1, 0.9, 0.5] };
 * leslieMatrix({ female, fertility: [0, 0.1, 0] }); // → [[0.122, 0.122, 0], [1, 0, 0], [0, 0.9, 0.5]]
 *
 * Source: Leslie (1945), Biometrika 33(3), 183–212; Preston, Heuveline & Guillot (2001), Demography, section 6.3.2.
 */
export function leslieMatrix(rates: Rates, options: LeslieOptions = {}): readonly Float64Array[] {
  const { width = 5, sexRatioAtBirth = 1.05 } = options;
  const { female, fertility } = rates;
  const count = female.survival.length;
  requireCount("age groups", count, 3);
  requireRates(rates, false, count);
  const girls = (female.survivalAtBirth / (1 + sexRatioAtBirth)) * (width / 2);
  const matrix = Array.from({ length: count }, () => new Float64Array(count));
  for (let from = 0; from < count; from++) {
    const to = Math.min(from + 1, count - 1);
    matrix[to]![from]! += female.survival[from]!;
    matrix[0]![from]! += girls * (fertility[from]! + female.survival[from]! * fertility[to]!);
  }
  return matrix;
}

/** What a population would become if its rates stayed as they are for ever. */
export interface StablePopulation {
  /** By how much each period multiplies it: the largest eigenvalue. */
  readonly growthFactor: number;
  /** Per year: ln(growthFactor) / width. */
  readonly intrinsicRate: number;
  /** Share of each age group; they sum to 1. */
  readonly ageShares: Float64Array;
}

/**
 * How fast a population would grow in the long run, and how old it would be, if its rates stayed as they are.
 *
 * The largest eigenvalue of the Leslie matrix, and its eigenvector as shares.
 *
 * @param matrix square, of numbers of 0 or more: `matrix[to][from]`, as `leslieMatrix` makes it
 * @param width years in a period, default 5
 * @throws {MeasureError} empty-group if no children are born; length-mismatch if it is not square
 *
 * @example
 * import { stablePopulation } from "@krachtwijk/measure/population";
 * const matrix = [[0, 1.5, 0.5], [0.9, 0, 0], [0, 0.8, 0]];
 * stablePopulation(matrix).growthFactor; // → 1.2774
 *
 * Source: Lotka (1907), Science 26, 21–22; Keyfitz & Caswell (2005), Applied Mathematical Demography, chapter 7.
 */
export function stablePopulation(matrix: readonly Numbers[], width = 5): StablePopulation {
  const count = matrix.length;
  requireCount("matrix", count, 2);
  const rows = matrix.map((row, at) => {
    if (row.length !== count)
      throw new MeasureError(
        "length-mismatch",
        `matrix[${at}] has ${row.length} numbers and there are ${count} rows; the matrix must be square.`,
      );
    return Array.from(row);
  });
  if (!rows[0]!.some((value) => value > 0))
    throw new MeasureError(
      "empty-group",
      "no children are born, so there is no population in the long run. Check the fertility.",
    );
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(rows),
  );
  let best = -1;
  for (const [at, value] of realEigenvalues.entries())
    if (imaginaryEigenvalues[at] === 0 && (best < 0 || value > realEigenvalues[best]!)) best = at;
  const growthFactor = realEigenvalues[best] ?? 0;
  if (!(growthFactor > 0))
    throw new MeasureError(
      "empty-group",
      "nobody is left in the long run. Check the survival and the fertility.",
    );
  const vector = eigenvectorMatrix.getColumn(best);
  const total = vector.reduce((sum, value) => sum + value, 0);
  return {
    growthFactor,
    intrinsicRate: Math.log(growthFactor) / width,
    ageShares: Float64Array.from(vector, (value) => Math.max(0, value / total)),
  };
}
