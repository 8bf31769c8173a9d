import { MeasureError } from "../numeric/index.ts";
import type { Distinct } from "./sorted-values.ts";

/** Sums over the first so many values, from which the spread of any stretch follows. */
class Stretches {
  readonly #weight: Float64Array;
  readonly #sum: Float64Array;
  readonly #square: Float64Array;

  constructor({ values, counts }: Distinct) {
    const size = values.length;
    this.#weight = new Float64Array(size + 1);
    this.#sum = new Float64Array(size + 1);
    this.#square = new Float64Array(size + 1);
    // From the middle of all: squares of large numbers that hardly differ would leave nothing of the differences.
    let [all, total] = [0, 0];
    for (let at = 0; at < size; at++) {
      all += counts[at]!;
      total += counts[at]! * values[at]!;
    }
    const mean = total / all;
    for (let at = 0; at < size; at++) {
      const [weight, from] = [counts[at]!, values[at]! - mean];
      this.#weight[at + 1] = this.#weight[at]! + weight;
      this.#sum[at + 1] = this.#sum[at]! + weight * from;
      this.#square[at + 1] = this.#square[at]! + weight * from * from;
    }
  }

  /** Sum of squared distances from their mean, of values `from` up to and with `to`. */
  spread(from: number, to: number): number {
    if (from === to) return 0;
    const weight = this.#weight[to + 1]! - this.#weight[from]!;
    const sum = this.#sum[to + 1]! - this.#sum[from]!;
    const square = this.#square[to + 1]! - this.#square[from]!;
    return Math.max(0, square - (sum * sum) / weight);
  }
}

/** One more class: for each last value the least spread, and where the last class then begins. */
function oneMoreClass(stretches: Stretches, before: Float64Array, made: number) {
  const size = before.length;
  const best = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const begins = new Int32Array(size);
  // The begin of the last class never moves back when a value is added; so halves can be searched apart.
  const search = (low: number, high: number, least: number, most: number): void => {
    if (low > high) return;
    const last = (low + high) >> 1;
    let found = Math.max(least, made);
    for (let begin = found; begin <= Math.min(last, most); begin++) {
      const spread = before[begin - 1]! + stretches.spread(begin, last);
      if (spread < best[last]!) [best[last], found] = [spread, begin];
    }
    begins[last] = found;
    search(low, last - 1, least, found);
    search(last + 1, high, found, most);
  };
  search(made, size - 1, made, size - 1);
  return { best, begins };
}

/**
 * Where classes begin so that the spread within them is as small as it can be: places in the different values.
 * Exact, in time k n log n.
 */
export function naturalBegins(distinct: Distinct, classes: number): readonly number[] {
  const size = distinct.values.length;
  if (classes > size)
    throw new MeasureError("too-few", `${size} different values do not fill ${classes} classes.`, {
      different: size,
      classes,
    });
  const stretches = new Stretches(distinct);
  let best = Float64Array.from({ length: size }, (_, last) => stretches.spread(0, last));
  const steps: Int32Array[] = [];
  for (let made = 1; made < classes; made++) {
    const step = oneMoreClass(stretches, best, made);
    best = step.best;
    steps.push(step.begins);
  }
  const begins: number[] = [];
  let last = size - 1;
  for (const step of steps.toReversed()) {
    begins.unshift(step[last]!);
    last = step[last]! - 1;
  }
  return begins;
}
