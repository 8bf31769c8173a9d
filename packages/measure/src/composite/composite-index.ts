import { MeasureError, requireBetween } from "../numeric/index.ts";
import type { GapRule } from "./aggregate.ts";
import { changeContributions, differences, type Pairs } from "./change-contributions.ts";
import { newColumns } from "./columns.ts";
import type { CompositeData, CompositeSpec, MissingRule } from "./composite-spec.ts";
import { contributionsTo, type TreeScores } from "./contributions.ts";
import { effectiveWeights, type Hierarchy, hierarchyOf } from "./hierarchy.ts";
import { boundsOf, type Preparation, type Prepared, prepareFigures } from "./prepare.ts";
import { rankedPlaces, type Ties } from "./ranked-places.ts";
import { weighAndAggregate } from "./weigh.ts";
import { allCount, fixedWeights, isWeightedSum, weightedSum } from "./weighted-sum.ts";

/** Scores of an index, and what they are made of. Rows are those of the input that take part. */
export interface CompositeIndex {
  /** Indicators in their order, then dimensions, parts before wholes, then the index. */
  readonly names: readonly string[];
  readonly indicatorCount: number;
  /** The place of each node's parent in `names`; −1 for the index. */
  readonly parents: Int32Array;
  /** The rows of the input that take part, in order. */
  readonly rows: Int32Array;
  /** How many of them each period has. */
  readonly periods: readonly number[];
  /** The score of each row; NaN where there is none. */
  readonly score: Float64Array;
  /**
   * The scores of all nodes, one column each, in the order of `names`: normalised indicators, dimensions, the index.
   * Worked out when asked for, as they take as much memory as the figures.
   */
  readonly scores: () => readonly Float64Array[];
  /** The place of each row within its period, 1 for the highest score; NaN without a score. Equal scores share a place. */
  readonly ranks: Float64Array;
  /** The weight of each node within its parent, as a share. */
  readonly weights: Float64Array;
  /** The weight of each node in the index: shares multiplied upwards. */
  readonly effectiveWeights: Float64Array;
  /** One column per node but the index: what it brings to the score, in the unit of the index. Those of the indicators add up to it; NaN where there is no score. */
  readonly contributions: readonly Float64Array[];
  /** What was done to each indicator. */
  readonly preparations: readonly Preparation[];
  /** Contributions to the change between two rows, one column per node but the index; they add up to the change. */
  readonly changeBetween: (pairs: Pairs) => readonly Float64Array[];
}

/** Settings that do not change the result. */
export interface CompositeOptions {
  /**
   * Memory for the contributions: one number per row for each indicator, each dimension and the index. The index that was in
   * it before is lost. An index that is made again and again takes half the time in memory that is there already. Only
   * used where the index is a weighted sum without gaps to fill in.
   */
  readonly memory?: Float64Array | undefined;
}

function gapRuleOf(missing: MissingRule | undefined): GapRule {
  if (missing?.rule !== "available-case") return { least: 1 };
  const { least = 0 } = missing;
  requireBetween("least", least, 0, 1);
  return { least };
}

/** Differences that come from adding in another order are not differences. */
const tieTolerance = 1e-12;

/** The place of each row within its period. */
export function ranksOf(
  scores: Float64Array,
  periods: readonly number[],
  ties?: Ties,
): Float64Array {
  const ranks = new Float64Array(scores.length);
  for (const { from, to } of boundsOf(periods)) {
    const part = scores.subarray(from, to);
    ranks.set(rankedPlaces(part, { order: "highest-first", ties, tolerance: tieTolerance }), from);
  }
  return ranks;
}

function judgementOf({ judgement }: CompositeData, { rows }: Prepared): Float64Array | undefined {
  return judgement && Float64Array.from(rows, (row) => judgement[row]!);
}

/** Normalised columns of all indicators. */
function normalisedOf(prepared: Prepared, count: number): readonly Float64Array[] {
  const columns = newColumns(count, prepared.rows.length);
  for (const [indicator, column] of columns.entries())
    prepared.normaliseInto(indicator, { result: column });
  return columns;
}

/** Tells in an impossible question about one area which row of the input that is. */
function withRows<Result>({ rows }: Prepared, ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof MeasureError) || typeof error.facts["at"] !== "number") throw error;
    const row = rows[error.facts["at"]]!;
    throw new MeasureError(error.code, error.message, { ...error.facts, row });
  }
}

/** Everything that is known before contributions are asked for. */
interface Ground {
  readonly data: CompositeData;
  readonly spec: CompositeSpec;
  readonly tree: Hierarchy;
  readonly prepared: Prepared;
  readonly rule: GapRule;
}

function groundOf(data: CompositeData, spec: CompositeSpec): Ground {
  const tree = hierarchyOf(spec.indicators, spec.dimensions, spec);
  return { data, spec, tree, prepared: prepareFigures(data, spec), rule: gapRuleOf(spec.missing) };
}

/** The scores of all nodes, normalised indicators first. */
function scoresOf({ data, spec, tree, prepared, rule }: Ground): TreeScores {
  const judgement = judgementOf(data, prepared);
  const normalised = normalisedOf(prepared, tree.indicatorCount);
  return withRows(prepared, () => weighAndAggregate(tree, normalised, spec, { rule, judgement }));
}

/** The score of each row and its period, without what it is made of: what a Monte Carlo run needs. */
export function scoreOnly(data: CompositeData, spec: CompositeSpec) {
  const ground = groundOf(data, spec);
  const { rows, periods } = ground.prepared;
  return { score: scoresOf(ground).scores.at(-1)!, rows, periods };
}

/** What is the same for every kind of index. */
function resultOf({ prepared, spec }: Ground, tree: Hierarchy, score: Float64Array) {
  const { own, effective } = effectiveWeights(tree);
  const { rows, periods, preparations } = prepared;
  return {
    names: tree.names,
    indicatorCount: tree.indicatorCount,
    parents: tree.parents,
    rows,
    periods,
    preparations,
    score,
    ranks: ranksOf(score, periods, spec.ties),
    weights: own,
    effectiveWeights: effective,
  };
}

/** An index that is the same weighted sum in every area. */
function linearIndex(ground: Ground, tree: Hierarchy, memory?: Float64Array): CompositeIndex {
  const brought = weightedSum(tree, ground.prepared, memory);
  const contributions = brought.slice(0, -1);
  const { effective } = effectiveWeights(tree);
  const scoresOfBranches = () =>
    brought
      .slice(tree.indicatorCount)
      .map((own, at) => own.map((one) => one / effective[tree.indicatorCount + at]!));
  return {
    ...resultOf(ground, tree, brought.at(-1)!),
    contributions,
    scores: () => [...normalisedOf(ground.prepared, tree.indicatorCount), ...scoresOfBranches()],
    changeBetween: (pairs) => differences(contributions, pairs),
  };
}

function generalIndex(ground: Ground): CompositeIndex {
  const part = scoresOf(ground);
  const isLinear = isWeightedSum(part.tree, ground.rule.least >= 1);
  const contributions = contributionsTo(part);
  return {
    ...resultOf(ground, part.tree, part.scores.at(-1)!),
    contributions,
    scores: () => part.scores,
    changeBetween: (pairs) =>
      isLinear ? differences(contributions, pairs) : changeContributions(part, pairs),
  };
}

/**
 * A composite index: figures of many indicators as one score per area, with ranks and exact contributions.
 *
 * The steps, each of which can be left out: areas with too little data are dropped; gaps are filled; outliers are treated;
 * each indicator is normalised, with its direction; weights are given or found; dimensions and the index are weighted
 * means of their parts. A contribution is effective weight × normalised value. For means other than the arithmetic it is
 * the value times the weight it has when that mean is written as a weighted arithmetic mean of the same values, which is
 * exact too (docs/methods/composite.md).
 *
 * @param data one column per indicator, one row per area (and period)
 * @param spec how the index is made; only `indicators` is needed
 * @param options.memory where the contributions are put, in place of new memory
 * @returns scores in the unit of the normalisation; higher is better
 * @throws {MeasureError} any code, with a sentence that names the indicator or dimension and says what to do
 *
 * @example
 * import { compositeIndex } from "@krachtwijk/measure/composite";
 * const index = compositeIndex(
 *   { columns: [[10, 20, 30], [9, 5, 7]] },
 *   { indicators: [{ name: "income" }, { name: "crime", direction: -1, weight: 3 }] },
 * );
 * Array.from(index.score); // → [0, 87.5, 62.5]
 * Array.from(index.ranks); // → [3, 1, 2]
 * Array.from(index.contributions, (one) => one[1]); // → [12.5, 75]
 *
 * Source: OECD & JRC (2008), Handbook on Constructing Composite Indicators; contributions of other means: Reinsdorf, Diewert &
 * Ehemann (2002), Journal of Economic and Social Measurement 28, 51–61.
 */
export function compositeIndex(
  data: CompositeData,
  spec: CompositeSpec,
  { memory }: CompositeOptions = {},
): CompositeIndex {
  const ground = groundOf(data, spec);
  const tree = fixedWeights(ground.tree, spec);
  const isFast = tree !== null && isWeightedSum(tree, ground.rule.least >= 1) && allCount(tree);
  return isFast ? linearIndex(ground, tree, memory) : generalIndex(ground);
}
