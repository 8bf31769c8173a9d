import {
  MeasureError,
  onAllCores,
  quantileOfSorted,
  requireBetween,
  requireWhole,
} from "../numeric/index.ts";
import { type Choice, requireChoices } from "./choices.ts";
import { presentOf } from "./columns.ts";
import type { CompositeData, CompositeSpec } from "./composite-spec.ts";
import { type MonteCarlo, type Run, rankShift, runOf, type Target } from "./monte-carlo.ts";
import { type SobolIndices, sobolIndices } from "./sobol-indices.ts";

/** Middle and ends of what each row got in the runs; NaN for a row that never had any. */
export interface Spread {
  readonly mean: Float64Array;
  readonly median: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** How much scores and places depend on choices. Rows are those of the input. */
export interface Uncertainty {
  readonly score: Spread;
  readonly ranks: Spread;
  /** How far places move on average from those of the index as it is: the mean over all runs, in places. */
  readonly meanRankShift: number;
  /** The index as it is. */
  readonly nominal: Run;
}

/** How the runs are made. */
export interface UncertaintyOptions {
  readonly choices: readonly Choice[];
  /** How many; default 1000. */
  readonly runs?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  /** Share of the runs between lower and upper, 0 to 1; default 0.9. */
  readonly interval?: number | undefined;
  /** How many cores at most; default all. The result is the same. */
  readonly cores?: number | undefined;
}

const module = new URL("./monte-carlo.ts", import.meta.url).href;

/** Steps of one run, roughly. */
const stepsOf = ({ columns }: CompositeData) => 20 * columns.length * columns[0]!.length;

/** What can go to another core: typed arrays. */
function inputOf(
  data: CompositeData,
  spec: CompositeSpec,
  choices: readonly Choice[],
  seed: number,
): MonteCarlo {
  requireChoices(spec, choices);
  const columns = data.columns.map((column) => Float64Array.from(column));
  return { data: { ...data, columns }, spec, choices, seed };
}

const nominalOf = (input: MonteCarlo): Run => runOf({ ...input, choices: [] }, []);

function spreadOf(runs: readonly Run[], key: keyof Run, interval: number): Spread {
  const count = runs[0]!.score.length;
  const [mean, median] = [new Float64Array(count), new Float64Array(count)];
  const [lower, upper] = [new Float64Array(count), new Float64Array(count)];
  const own = new Float64Array(runs.length);
  for (let row = 0; row < count; row++) {
    for (const [at, run] of runs.entries()) own[at] = run[key][row]!;
    const sorted = presentOf(own).sort();
    const at = (share: number) =>
      sorted.length === 0 ? Number.NaN : quantileOfSorted(sorted, share);
    mean[row] = sorted.reduce((sum, one) => sum + one, 0) / sorted.length;
    median[row] = at(0.5);
    lower[row] = at((1 - interval) / 2);
    upper[row] = at((1 + interval) / 2);
  }
  return { mean, median, lower, upper };
}

/**
 * How much scores and places hang on the choices that were made: the index is made again and again, each time with every
 * choice drawn by lot, and the spread of what comes out is told.
 *
 * @param data as for `compositeIndex`
 * @param options.choices what is drawn; all options of a choice are equally likely
 * @returns the same for any number of cores
 * @throws {MeasureError} what `compositeIndex` throws, with the choices that led to it; too-few; out-of-range; unknown-name
 *
 * @example
 * import { compositeUncertainty } from "@krachtwijk/measure/composite";
 * const { ranks } = await compositeUncertainty(
 *   { columns: [[1, 2, 3], [1, 3, 2]] },
 *   { indicators: [{ name: "x" }, { name: "y" }] },
 *   { choices: [{ choice: "weights", spread: 0.5 }], runs: 200 },
 * );
 * Array.from(ranks.median)[0]; // → 3
 *
 * Source: Saisana, Saltelli & Tarantola (2005), JRSS A 168, 307–323; OECD & JRC (2008), Handbook on Constructing Composite
 * Indicators, §1.7.
 */
export async function compositeUncertainty(
  data: CompositeData,
  spec: CompositeSpec,
  { choices, runs = 1000, seed = 1, interval = 0.9, cores }: UncertaintyOptions,
): Promise<Uncertainty> {
  requireWhole("runs", runs, 2);
  requireBetween("interval", interval, 0, 1);
  const input = inputOf(data, spec, choices, seed);
  const nominal = nominalOf(input);
  const steps = runs * stepsOf(data);
  const made = await onAllCores<Run>({ module, name: "randomRuns" }, input, runs, { steps, cores });
  const shifts = made.reduce((sum, run) => sum + rankShift(run.ranks, nominal.ranks), 0);
  return {
    score: spreadOf(made, "score", interval),
    ranks: spreadOf(made, "ranks", interval),
    meanRankShift: shifts / runs,
    nominal,
  };
}

/** How a sensitivity is worked out. */
export interface SensitivityOptions {
  /** At least two. */
  readonly choices: readonly Choice[];
  /** Samples; the index is made samples × (choices + 2) times. Default 500. */
  readonly samples?: number | undefined;
  readonly seed?: number | undefined;
  /** Of the intervals, 0 to 1; default 0.95. */
  readonly confidence?: number | undefined;
  /** The row whose score is looked at; default the mean shift of all places. */
  readonly row?: number | undefined;
  readonly cores?: number | undefined;
}

/**
 * Which choice matters most: how much of the variance of the outcome goes with each choice by itself (first order), and
 * together with all others (total order). The outcome is the mean shift of places, or the score of one area.
 *
 * @param options.choices in the order of the results
 * @returns indices around 0 to 1; with few samples the estimate may fall outside
 * @throws {MeasureError} as `compositeUncertainty`; no-variance if no choice changes the outcome
 *
 * @example
 * import { compositeSensitivity } from "@krachtwijk/measure/composite";
 * const { totalOrder } = await compositeSensitivity(
 *   { columns: [[1, 2, 3, 5], [1, 3, 2, 1]] },
 *   { indicators: [{ name: "x" }, { name: "y" }] },
 *   {
 *     choices: [
 *       { choice: "weights", spread: 0.8 },
 *       { choice: "missing", options: [{ rule: "none" }, { rule: "mean" }] },
 *     ],
 *     samples: 100,
 *   },
 * );
 * totalOrder[1]; // → 0
 *
 * Source: as `sobolIndices`; Saisana, Saltelli & Tarantola (2005), JRSS A 168, 307–323.
 */
export async function compositeSensitivity(
  data: CompositeData,
  spec: CompositeSpec,
  { choices, samples = 500, seed = 1, confidence, row, cores }: SensitivityOptions,
): Promise<SobolIndices> {
  requireWhole("samples", samples, 2);
  const input = inputOf(data, spec, choices, seed);
  const { ranks, score } = nominalOf(input);
  if (row !== undefined && !Number.isFinite(score[row]))
    throw new MeasureError("unknown-name", `there is no row ${row} with a score to look at.`);
  const target: Target = row === undefined ? { ranks } : { row };
  const count = samples * (choices.length + 2);
  const steps = count * stepsOf(data);
  const outputs = await onAllCores<number>(
    { module, name: "designedRuns" },
    { ...input, target },
    count,
    { steps, cores },
  );
  return sobolIndices(outputs, choices.length, { seed, confidence });
}
