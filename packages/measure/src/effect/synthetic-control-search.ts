import { Random } from "../numeric/index.ts";
import { descend, type Valley } from "./synthetic-control-descent.ts";
import type { NearestMixture } from "./synthetic-control-mixture.ts";

/**
 * The least share that a predictor counts for where predictor weights are sought. Without one, the weights with the
 * smallest error lie where all but one predictor count for nothing, and a mixture hangs on the last digits of the data.
 */
export const leastPredictorWeight = 1e-3;
const scattered = 300;
const descents = 6;
const leaps = 30;
/** How far predictor weights are strewn: logarithms from 0 down to this. */
const deepest = -7;
const leapWidth = 4;
/** When a descent ends, as a share of the error: roughly while seeking, and for the valley that is kept. */
const rough = 1e-6;
const fine = 1e-10;

/** Donors less the treated unit, in what is sought to be alike and in the outcome before. */
export interface Contrast {
  readonly mixture: NearestMixture;
  /** Predictors of donor j at j·rows up to (j + 1)·rows. */
  readonly points: Float64Array;
  readonly rows: number;
  /** Outcomes before of donor j at j·from up to (j + 1)·from. */
  readonly paths: Float64Array;
  readonly from: number;
}

/** Roughly the number of mixtures that a search solves; for sharing out the work. */
export const mixturesPerSearch = 3000;

/**
 * Seeks the predictor weights whose mixture of donors has the smallest mean squared error in the outcome before.
 * This error has many valleys: 300 strewn weights, descents from equal weights and the best 6, then 30 leaps from the
 * best valley so far, with a descent after each. All units of a study get the same numbers, so that none has an
 * advantage in the comparison with placebos. There is no guarantee that no other valley is deeper.
 *
 * Source: Abadie & Gardeazabal (2003), American Economic Review 93(1), 113–132, appendix B; leaps from valley to
 * valley: Wales & Doye (1997), J. Phys. Chem. A 101, 5111–5116.
 */
export function searchPredictorWeights(contrast: Contrast, seed: number): Float64Array {
  const error = new PeriodError(contrast);
  const random = new Random(seed);
  const size = contrast.rows;
  const fall = (place: Float64Array, slope: Float64Array) => error.at(place, slope);
  const strewn = Array.from({ length: scattered }, () => {
    const place = Float64Array.from({ length: size }, () => deepest * random.uniform());
    return { place, value: error.at(place) };
  }).sort((one, other) => one.value - other.value);
  const starts = [new Float64Array(size), ...strewn.slice(0, descents).map(({ place }) => place)];
  let best = starts.map((start) => descend(fall, start, rough)).reduce(lower);
  for (let leap = 0; leap < leaps; leap++)
    best = lower(best, descend(fall, leapFrom(best.place, leap, random), rough));
  best = lower(best, descend(fall, best.place, fine));
  return error.weightsAt(best.place).slice();
}

const lower = (one: Valley, other: Valley) => (other.value < one.value ? other : one);

/** Another place to begin: all a bit elsewhere, or two of them anywhere. */
function leapFrom(
  place: Float64Array<ArrayBuffer>,
  leap: number,
  random: Random,
): Float64Array<ArrayBuffer> {
  const top = place.reduce((most, value) => Math.max(most, value));
  const start = place.map((value) => Math.max(value - top, deepest - 1));
  if (leap % 2 === 0) return start.map((value) => value + (2 * random.uniform() - 1) * leapWidth);
  for (let change = 0; change < 2; change++)
    start[random.below(start.length)] = deepest * random.uniform();
  return start;
}

/** The mean squared error of the outcome before, as a function of the logarithms of predictor weights. */
class PeriodError {
  readonly #contrast: Contrast;
  readonly #share: Float64Array;
  readonly #weights: Float64Array;
  readonly #error: Float64Array;
  readonly #pull: Float64Array;
  readonly #floor: number;

  constructor(contrast: Contrast) {
    this.#contrast = contrast;
    this.#share = new Float64Array(contrast.rows);
    this.#weights = new Float64Array(contrast.rows);
    this.#error = new Float64Array(contrast.from);
    this.#pull = new Float64Array(contrast.mixture.weights.length);
    this.#floor = Math.min(leastPredictorWeight, 0.5 / contrast.rows);
  }

  /** The predictor weights, summing to 1. */
  weightsAt(place: Float64Array): Float64Array {
    const { rows } = this.#contrast;
    const top = place.reduce((most, value) => Math.max(most, value));
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += this.#share[row] = Math.exp(place[row]! - top);
    for (let row = 0; row < rows; row++) {
      this.#share[row]! /= sum;
      this.#weights[row] = this.#floor + (1 - rows * this.#floor) * this.#share[row]!;
    }
    return this.#weights;
  }

  at(place: Float64Array, slope?: Float64Array): number {
    const { mixture, paths, from } = this.#contrast;
    mixture.solve(this.weightsAt(place));
    const error = this.#error.fill(0);
    for (let at = 0; at < mixture.size; at++) {
      const weight = mixture.weights[at]!;
      for (let period = 0, step = mixture.support[at]! * from; period < from; period++, step++)
        error[period]! += weight * paths[step]!;
    }
    if (slope !== undefined) this.#setSlope(slope);
    let sum = 0;
    for (let period = 0; period < from; period++) sum += error[period]! * error[period]!;
    return sum / from;
  }

  /** By the implicit function of the best place in the plane; 0 where the mixture does not move. */
  #setSlope(slope: Float64Array): void {
    const { mixture, points, rows, paths, from } = this.#contrast;
    slope.fill(0);
    const columns = mixture.size - 1;
    const first = mixture.support[0]!;
    const pull = this.#pull.fill(0);
    for (let column = 0; column < columns; column++)
      for (let period = 0, other = mixture.support[column + 1]!; period < from; period++)
        pull[column]! +=
          this.#error[period]! * (paths[other * from + period]! - paths[first * from + period]!);
    if (columns === 0 || !mixture.solveAlongSupport(pull)) return;
    let along = 0;
    for (let row = 0; row < rows; row++) {
      let turn = 0;
      for (let column = 0; column < columns; column++)
        turn +=
          pull[column]! *
          (points[mixture.support[column + 1]! * rows + row]! - points[first * rows + row]!);
      slope[row] = (-2 * mixture.mixture[row]! * turn) / from;
      along += slope[row]! * this.#share[row]!;
    }
    for (let row = 0; row < rows; row++)
      slope[row] = (1 - rows * this.#floor) * this.#share[row]! * (slope[row]! - along);
  }
}
