import {
  MeasureError,
  type Numbers,
  quantileOfSorted,
  Random,
  requireBetween,
  requireFinite,
  requireWhole,
} from "../numeric/index.ts";
import { designRow } from "./monte-carlo.ts";

/** How much of the variance of an outcome goes with each input. */
export interface SobolIndices {
  /** Of the outcome. */
  readonly variance: number;
  /** Share of the variance that goes with each input by itself. */
  readonly firstOrder: Float64Array;
  /** The same, with all that it does together with others. */
  readonly totalOrder: Float64Array;
  readonly firstOrderIntervals: readonly (readonly [number, number])[];
  readonly totalOrderIntervals: readonly (readonly [number, number])[];
}

/** How the intervals are made. */
export interface SobolOptions {
  /** Default 1. */
  readonly seed?: number | undefined;
  /** 0 to 1; default 0.95. */
  readonly confidence?: number | undefined;
  /** Bootstrap samples behind the intervals; default 500. */
  readonly replicates?: number | undefined;
}

/** The outcomes, with their mean taken off, and how many samples and inputs they are of. */
interface Design {
  readonly outputs: Float64Array;
  readonly inputs: number;
  readonly samples: number;
}

/** First and total order over some of the samples. */
function estimate({ outputs, inputs }: Design, samples: Numbers) {
  const width = inputs + 2;
  let [sum, squares] = [0, 0];
  const [first, total] = [new Float64Array(inputs), new Float64Array(inputs)];
  for (let at = 0; at < samples.length; at++) {
    const place = samples[at]! * width;
    const [a, b] = [outputs[place]!, outputs[place + 1]!];
    sum += a + b;
    squares += a * a + b * b;
    for (let input = 0; input < inputs; input++) {
      const mixed = outputs[place + 2 + input]!;
      first[input]! += b * (mixed - a);
      total[input]! += (a - mixed) * (a - mixed);
    }
  }
  const count = samples.length;
  const variance = squares / (2 * count) - (sum / (2 * count)) ** 2;
  return {
    variance,
    firstOrder: first.map((one) => one / count / variance),
    totalOrder: total.map((one) => one / (2 * count) / variance),
  };
}

/** Percentile intervals: one row of `replicates` per bootstrap sample. */
function intervalsOf(
  replicates: readonly Float64Array[],
  confidence: number,
): readonly (readonly [number, number])[] {
  return Array.from(replicates[0]!, (_, input) => {
    const sorted = Float64Array.from(replicates, (own) => own[input]!).sort();
    const [lower, upper] = [(1 - confidence) / 2, (1 + confidence) / 2];
    return [quantileOfSorted(sorted, lower), quantileOfSorted(sorted, upper)] as const;
  });
}

function centredDesign(outputs: Numbers, inputs: number): Design {
  requireWhole("inputs", inputs, 1);
  requireFinite("outputs", outputs);
  const samples = outputs.length / (inputs + 2);
  if (!Number.isSafeInteger(samples) || samples < 2)
    throw new MeasureError(
      "length-mismatch",
      `there are ${outputs.length} outputs; ${inputs} inputs need ${inputs + 2} per sample, of at least 2 samples.`,
    );
  const own = Float64Array.from(outputs);
  let mean = 0;
  for (const output of own) mean += output / own.length;
  return { outputs: own.map((output) => output - mean), inputs, samples };
}

/**
 * First and total order indices of Sobol' from the outcomes of Saltelli's design, as `sobolDesign` gives it.
 *
 * With A and B two independent samples and Aᵢ the first with input i from the second:
 * first order Σ f(B)(f(Aᵢ) − f(A)) / nV, total order Σ (f(A) − f(Aᵢ))² / 2nV. Intervals by bootstrap over the samples.
 *
 * @param outputs samples × (inputs + 2) outcomes, in the order of the design
 * @throws {MeasureError} length-mismatch; not-finite; no-variance if the outcome is always the same
 *
 * @example
 * import { sobolDesign, sobolIndices } from "@krachtwijk/measure/composite";
 * const outputs = sobolDesign(2000, 2).map(([x, y]) => x);
 * Array.from(sobolIndices(outputs, 2).totalOrder); // → [1.0, 0.0]
 *
 * Source: Saltelli e.a. (2010), Computer Physics Communications 181, 259–270 (first order, table 2b); Jansen (1999), ibid. 117, 35–43
 * (total order).
 */
export function sobolIndices(
  outputs: Numbers,
  inputs: number,
  { seed = 1, confidence = 0.95, replicates = 500 }: SobolOptions = {},
): SobolIndices {
  requireBetween("confidence", confidence, 0, 1);
  requireWhole("replicates", replicates, 2);
  const design = centredDesign(outputs, inputs);
  const all = Int32Array.from({ length: design.samples }, (_, at) => at);
  const own = estimate(design, all);
  const largest = design.outputs.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  if (!(own.variance > 1e-20 * largest * largest) || largest === 0)
    throw new MeasureError(
      "no-variance",
      "the outcome is the same whatever is chosen, so no choice matters more than another.",
    );
  const random = new Random(seed, 2 ** 30);
  const again = Array.from({ length: replicates }, () =>
    estimate(
      design,
      all.map(() => random.below(design.samples)),
    ),
  );
  return {
    ...own,
    firstOrderIntervals: intervalsOf(
      again.map(({ firstOrder }) => firstOrder),
      confidence,
    ),
    totalOrderIntervals: intervalsOf(
      again.map(({ totalOrder }) => totalOrder),
      confidence,
    ),
  };
}

/**
 * Saltelli's design: which inputs to work an outcome out for, to know how much each matters.
 *
 * @param samples how many; the design has samples × (inputs + 2) rows
 * @returns rows of `inputs` numbers, uniform from 0 up to 1, in the order that `sobolIndices` takes outcomes in
 * @throws {MeasureError} out-of-range
 *
 * @example
 * import { sobolDesign } from "@krachtwijk/measure/composite";
 * sobolDesign(100, 3).length; // → 500
 *
 * Source: Saltelli e.a. (2010), Computer Physics Communications 181, 259–270.
 */
export function sobolDesign(samples: number, inputs: number, seed = 1): readonly Float64Array[] {
  requireWhole("samples", samples, 1);
  requireWhole("inputs", inputs, 1);
  const rows = samples * (inputs + 2);
  return Array.from({ length: rows }, (_, run) => designRow(seed, inputs, run));
}
