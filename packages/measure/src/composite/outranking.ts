import { MeasureError, type Numbers, requireCount, requireSameLength } from "../numeric/index.ts";
import { requireColumn } from "./columns.ts";

/** Who is better than whom, and on how much of the weight. */
export interface Outranking {
  /** `matrix[a][b]`: share of the weight on which a is better than b, a draw being half; 0 on the diagonal. */
  readonly matrix: readonly Float64Array[];
  /** Pairs in which one is better on everything. */
  readonly dominantPairs: number;
  /** The same as a share of all pairs. */
  readonly dominantShare: number;
}

interface Panel {
  readonly columns: readonly Numbers[];
  readonly weights: Float64Array;
  readonly count: number;
}

function panelOf(columns: readonly Numbers[], weights: Numbers | undefined): Panel {
  requireCount("columns", columns.length, 1);
  const count = columns[0]!.length;
  requireCount("areas", count, 2);
  for (const [at, column] of columns.entries()) {
    requireSameLength(`columns[${at}]`, column, "columns[0]", count);
    requireColumn(`columns[${at}]`, column);
  }
  const own = Float64Array.from(weights ?? columns.map(() => 1));
  requireSameLength("weights", own, "columns", columns.length);
  if (own.some((weight) => !(weight >= 0 && weight < Infinity)))
    throw new MeasureError(
      "out-of-range",
      "a weight is below 0; comparing areas two by two needs weights of 0 or more. Take given or equal weights.",
    );
  return { columns, weights: own, count };
}

/** Share of the weight on which each later area loses to `one`, over the indicators that both have. */
function rowOf({ columns, weights, count }: Panel, one: number, row: Float64Array): void {
  const totals = new Float64Array(count);
  row.fill(0);
  for (const [at, column] of columns.entries()) {
    const [value, weight] = [column[one]!, weights[at]!];
    if (Number.isNaN(value)) continue;
    for (let other = one + 1; other < count; other++) {
      const theirs = column[other]!;
      if (Number.isNaN(theirs)) continue;
      totals[other]! += weight;
      if (value > theirs) row[other]! += weight;
      else if (value === theirs) row[other]! += weight / 2;
    }
  }
  for (let other = one + 1; other < count; other++) {
    if (totals[other] === 0)
      throw new MeasureError(
        "too-few",
        `areas ${one} and ${other} have no indicator with a weight in common, so they cannot be compared. Screen areas with few data first.`,
        { one, other },
      );
    row[other]! /= totals[other]!;
  }
}

/** A share this near to all, half or nothing is that: weights do not add up to the last digit. */
const slack = 1e-12;

/**
 * Compares areas two by two, without trading one indicator against another: for each pair, the share of the weight on
 * which the first is better.
 *
 * @param columns one per indicator, all with more is better; NaN is a gap, then the others decide
 * @param weights one per indicator, 0 or more; default equal
 * @returns n × n shares: for many areas use `copelandScores`, which does not keep them
 * @throws {MeasureError} too-few below 2 areas, or if two have nothing in common; out-of-range; length-mismatch; not-finite
 *
 * @example
 * import { outranking } from "@krachtwijk/measure/composite";
 * outranking([[1, 2, 3], [5, 4, 6]]).matrix.map((row) => [...row]); // → [[0, 0.5, 0], [0.5, 0, 0], [1, 1, 0]]
 *
 * Source: OECD & JRC (2008), Handbook on Constructing Composite Indicators, §1.6.2 (Condorcet); COINr 1.1.14 `outrankMatrix`.
 */
export function outranking(columns: readonly Numbers[], weights?: Numbers): Outranking {
  const panel = panelOf(columns, weights);
  const { count } = panel;
  const matrix = Array.from({ length: count }, () => new Float64Array(count));
  let dominantPairs = 0;
  const row = new Float64Array(count);
  for (let one = 0; one < count; one++) {
    rowOf(panel, one, row);
    for (let other = one + 1; other < count; other++) {
      matrix[one]![other] = row[other]!;
      matrix[other]![one] = 1 - row[other]!;
      if (row[other]! < slack || row[other]! > 1 - slack) dominantPairs++;
    }
  }
  return { matrix, dominantPairs, dominantShare: dominantPairs / ((count * (count - 1)) / 2) };
}

/**
 * Copeland's score: of how many areas an area is the better one, less of how many it is the worse one. An order in which
 * a high value on one indicator cannot make up for a low one on another.
 *
 * @param columns one per indicator, all with more is better; NaN is a gap
 * @param weights one per indicator, 0 or more; default equal
 * @returns one whole number per area, 1 − n to n − 1; they add up to 0
 * @throws {MeasureError} as `outranking`
 *
 * @example
 * import { copelandScores } from "@krachtwijk/measure/composite";
 * Array.from(copelandScores([[1, 2, 3], [5, 4, 6], [1, 2, 3]])); // → [-2, 0, 2]
 *
 * Source: Copeland (1951), "A reasonable social welfare function"; COINr 1.1.14 `a_copeland`.
 */
export function copelandScores(columns: readonly Numbers[], weights?: Numbers): Int32Array {
  const panel = panelOf(columns, weights);
  const scores = new Int32Array(panel.count);
  const row = new Float64Array(panel.count);
  for (let one = 0; one < panel.count; one++) {
    rowOf(panel, one, row);
    for (let other = one + 1; other < panel.count; other++) {
      const step = row[other]! > 0.5 + slack ? 1 : row[other]! < 0.5 - slack ? -1 : 0;
      scores[one]! += step;
      scores[other]! -= step;
    }
  }
  return scores;
}
