import { MeasureError } from "../numeric/index.ts";
import type { NumberedMargin } from "./rake-margins.ts";

/** Bounds of the weight of each row. */
export interface Bounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Weights on their way. `free` are the weights as they would be without bounds. */
export interface Weighting {
  readonly free: Float64Array;
  readonly weights: Float64Array;
  readonly bounds: Bounds | undefined;
}

/** How much each category holds. */
export function heldBy({ names, categoryOf }: NumberedMargin, weights: Float64Array): Float64Array {
  const held = new Float64Array(names.length);
  for (let row = 0; row < weights.length; row++)
    held[categoryOf[row]!] = held[categoryOf[row]!]! + weights[row]!;
  return held;
}

/** Multiplies the weights of each category so that it holds its target: one step of iterative proportional fitting. */
function fitCategories({ free, weights }: Weighting, margin: NumberedMargin): void {
  const factors = heldBy(margin, weights);
  for (let at = 0; at < factors.length; at++)
    factors[at] = factors[at] === 0 ? 0 : margin.targets[at]! / factors[at]!;
  for (let row = 0; row < weights.length; row++) {
    free[row] = free[row]! * factors[margin.categoryOf[row]!]!;
    weights[row] = free[row]!;
  }
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/** What some rows hold after multiplying by a factor: in all, and of that what still moves with the factor. */
function heldAt(
  { free, bounds }: Weighting,
  rows: Int32Array,
  factor: number,
): readonly [number, number] {
  let [all, moving] = [0, 0];
  for (const row of rows) {
    const value = free[row]! * factor;
    const kept = clamp(value, bounds!.low[row]!, bounds!.high[row]!);
    all += kept;
    if (kept === value) moving += value;
  }
  return [all, moving];
}

/** The factor with which these rows hold the target within their bounds: Newton's steps, kept in a bracket. */
function boundedFactor(weighting: Weighting, rows: Int32Array, target: number): number {
  let [below, above, factor] = [0, Infinity, 1];
  for (let round = 0; round < 200; round++) {
    const [held, moving] = heldAt(weighting, rows, factor);
    if (Math.abs(held - target) <= 1e-13 * target) return factor;
    if (held < target) below = factor;
    else above = factor;
    const step = factor * (1 + (target - held) / moving);
    const middle = above === Infinity ? 2 * factor : (below + above) / 2;
    factor = step > below && step < above ? step : middle;
  }
  return factor;
}

/** As `fitCategories`, but no weight leaves its bounds. */
function fitWithin(weighting: Weighting, { names, targets }: NumberedMargin, rowsOf: Rows): void {
  const { free, weights, bounds } = weighting;
  for (let at = 0; at < names.length; at++) {
    const rows = rowsOf[at]!;
    if (rows.length === 0) continue;
    const factor = boundedFactor(weighting, rows, targets[at]!);
    for (const row of rows) {
      free[row] = free[row]! * factor;
      weights[row] = clamp(free[row]!, bounds!.low[row]!, bounds!.high[row]!);
    }
  }
}

/** Category → its rows with a weight. */
type Rows = readonly Int32Array[];

function rowsByCategory({ names, categoryOf }: NumberedMargin, weights: Float64Array): Rows {
  const rows: number[][] = names.map(() => []);
  for (let row = 0; row < categoryOf.length; row++)
    if (weights[row]! > 0) rows[categoryOf[row]!]!.push(row);
  return rows.map((list) => Int32Array.from(list));
}

/** @throws {MeasureError} out-of-range if the bounds alone make a total unreachable */
function requireRoom({ variable, names, targets }: NumberedMargin, rowsOf: Rows, bounds: Bounds) {
  for (const [at, rows] of rowsOf.entries()) {
    const least = rows.reduce((sum, row) => sum + bounds.low[row]!, 0);
    const most = rows.reduce((sum, row) => sum + bounds.high[row]!, 0);
    const target = targets[at]!;
    if (target >= least * (1 - 1e-12) && target <= most * (1 + 1e-12)) continue;
    throw new MeasureError(
      "out-of-range",
      `${variable} "${names[at]}" must hold ${target}, but within the trimming its ${rows.length} rows hold ${least} to ${most}; allow more, or join categories.`,
      { variable, category: names[at]!, target, least, most },
    );
  }
}

/** A function that fits all margins once, in their order. */
export function sweepOver(weighting: Weighting, margins: readonly NumberedMargin[]): () => void {
  const { bounds, weights } = weighting;
  if (bounds === undefined)
    return () => {
      for (const margin of margins) fitCategories(weighting, margin);
    };
  const rows = margins.map((margin) => rowsByCategory(margin, weights));
  for (const [at, margin] of margins.entries()) requireRoom(margin, rows[at]!, bounds);
  return () => {
    for (const [at, margin] of margins.entries()) fitWithin(weighting, margin, rows[at]!);
  };
}
