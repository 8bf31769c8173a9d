/** A function of several numbers: its value, and its slope in `slope`. */
export type Descended = (place: Float64Array, slope: Float64Array) => number;

/** Where a descent ended. */
export interface Valley {
  readonly place: Float64Array<ArrayBuffer>;
  readonly value: number;
}

const mostSteps = 200;
/** No step changes a number by more than this; far away the slope says little. */
const longestStep = 4;
const enoughFall = 1e-4;
const enoughBend = 0.9;

/**
 * Goes down to a valley: quasi-Newton (BFGS) with a line search for the weak Wolfe conditions, which also works
 * where the slope has kinks.
 *
 * @param smallestFall a step that gains less than this share of the value is the last
 *
 * Source: Nocedal & Wright (2006), "Numerical Optimization", 2nd edition, section 6.1; Lewis & Overton (2013),
 * "Nonsmooth optimization via quasi-Newton methods", Mathematical Programming 141, 135–163.
 */
export function descend(
  fall: Descended,
  start: Float64Array<ArrayBuffer>,
  smallestFall: number,
): Valley {
  const size = start.length;
  let place = start;
  let slope = new Float64Array(size);
  let value = fall(place, slope);
  const curve = new Float64Array(size * size);
  let isFresh = true;
  for (let step = 0; step < mostSteps; step++) {
    if (isFresh) identity(curve, size);
    const way = times(curve, slope).map((part) => -part);
    const found = lineSearch(fall, { place, value, slope }, shortened(way));
    if (found === undefined) {
      if (isFresh) break;
      isFresh = true;
      continue;
    }
    const gain = value - found.value;
    isFresh = !bend(curve, difference(found.place, place), difference(found.slope, slope), isFresh);
    ({ place, slope, value } = found);
    if (gain < smallestFall * Math.abs(value)) break;
  }
  return { place, value };
}

interface Standing extends Valley {
  readonly slope: Float64Array<ArrayBuffer>;
}

/** A place further along that is enough lower, or undefined where there is none. */
function lineSearch(fall: Descended, from: Standing, way: Float64Array): Standing | undefined {
  const steepness = dot(from.slope, way);
  if (!(steepness < 0)) return undefined;
  let [low, high, length] = [0, Number.POSITIVE_INFINITY, 1];
  let best: Standing | undefined;
  for (let trial = 0; trial < 25; trial++) {
    const place = from.place.map((value, at) => value + length * way[at]!);
    const slope = new Float64Array(place.length);
    const value = fall(place, slope);
    if (!(value <= from.value + enoughFall * length * steepness)) high = length;
    else {
      best = { place, slope, value };
      if (dot(slope, way) >= enoughBend * steepness || length > 1e3) break;
      low = length;
    }
    length = high < Number.POSITIVE_INFINITY ? (low + high) / 2 : 2 * low;
  }
  return best !== undefined && best.value < from.value ? best : undefined;
}

/** Takes a step and the change of slope along it into the curve. @returns false if they say nothing */
function bend(
  curve: Float64Array,
  step: Float64Array,
  change: Float64Array,
  isFresh: boolean,
): boolean {
  const size = step.length;
  const along = dot(step, change);
  const own = dot(change, change);
  if (!(along > 1e-14 * Math.sqrt(dot(step, step) * own))) return false;
  if (isFresh) for (let at = 0; at < size; at++) curve[at * size + at] = along / own;
  const turned = times(curve, change);
  const stretch = 1 + dot(change, turned) / along;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      curve[row * size + column]! +=
        (stretch * step[row]! * step[column]! -
          turned[row]! * step[column]! -
          step[row]! * turned[column]!) /
        along;
  return true;
}

function identity(curve: Float64Array, size: number): void {
  curve.fill(0);
  for (let at = 0; at < size; at++) curve[at * size + at] = 1;
}

function shortened(way: Float64Array): Float64Array {
  const longest = way.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
  return longest > longestStep ? way.map((part) => (part * longestStep) / longest) : way;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array<ArrayBuffer> {
  const size = vector.length;
  const result = new Float64Array(size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      result[row]! += matrix[row * size + column]! * vector[column]!;
  return result;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

const difference = (one: Float64Array, other: Float64Array) =>
  one.map((value, at) => value - other[at]!);
