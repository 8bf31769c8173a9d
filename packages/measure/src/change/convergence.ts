import {
  mean,
  type Numbers,
  requireBetween,
  requireCount,
  requireFinite,
  requireSameLength,
  requireVariance,
  standardDeviation,
  sumOf,
  tQuantile,
  tTwoSided,
} from "../numeric/index.ts";
import { MeasureError } from "../numeric/measure-error.ts";

/** Whether areas that were behind grow faster, and whether areas come closer together. */
export interface Convergence {
  /** Slope of growth per period on the first value; below 0 is catching up. */
  readonly beta: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly p: number;
  /** Share of a gap that goes per period, −ln(1 + β·T)/T; null where the slope allows none. */
  readonly speed: number | null;
  /** Periods until half of a gap is gone; null without catching up. */
  readonly halfLife: number | null;
  /** Spread between areas, at the beginning and at the end. */
  readonly sigmaBefore: number;
  readonly sigmaAfter: number;
  /** Two-sided p for "the spread is the same" (Pitman–Morgan, for the same areas twice). */
  readonly sigmaP: number;
}

interface Line {
  readonly slope: number;
  readonly error: number;
}

function regress(x: Numbers, y: Numbers): Line {
  const [meanX, meanY] = [mean(x), mean(y)];
  const n = x.length;
  const products = new Float64Array(n);
  const squares = new Float64Array(n);
  for (let at = 0; at < n; at++) {
    products[at] = (x[at]! - meanX) * (y[at]! - meanY);
    squares[at] = (x[at]! - meanX) ** 2;
  }
  const spread = sumOf(squares);
  const slope = sumOf(products) / spread;
  const residuals = Float64Array.from(
    { length: n },
    (_, at) => (y[at]! - meanY - slope * (x[at]! - meanX)) ** 2,
  );
  return { slope, error: Math.sqrt(sumOf(residuals) / (n - 2) / spread) };
}

/** Pitman–Morgan: the spread of two columns of the same areas is equal if their sum and difference are not related. */
function equalSpreadP(before: Numbers, after: Numbers): number {
  const sums = Float64Array.from({ length: before.length }, (_, at) => after[at]! + before[at]!);
  const differences = Float64Array.from(sums, (_, at) => after[at]! - before[at]!);
  if (standardDeviation(differences) === 0 || standardDeviation(sums) === 0) return 1;
  const { slope, error } = regress(sums, differences);
  return error === 0 ? 0 : tTwoSided(slope / error, before.length - 2);
}

/**
 * Whether areas catch up. Beta: growth per period regressed on the first value; sigma: the spread between areas before and after.
 * Beta alone can come from chance: what was measured too low is higher the next time (Galton). Read both.
 *
 * @param before first value per area @param after last value per area, same unit
 * @param options.periods how many periods lie between, default 1
 * @param options.scale `log` (default: growth is a share; values above 0) or `level`
 * @throws {MeasureError} too-few below 3 areas; no-variance if all first values are equal, or all areas grow equally; out-of-range if a value is
 *   not above 0 on the log scale; not-finite; length-mismatch
 *
 * @example
 * import { convergence } from "@krachtwijk/measure/change";
 * convergence([10, 20, 30, 40], [14, 22, 29, 37], { scale: "level" }); // → { beta: -0.24, sigmaBefore: 12.91, sigmaAfter: 9.815 }
 *
 * Source: Barro & Sala-i-Martin (1992), J. Political Economy 100, 223–251; Pitman (1939), Biometrika 31, 9–12; Friedman (1992), J. Econ. Lit. 30, 2129–2132.
 */
export function convergence(
  before: Numbers,
  after: Numbers,
  options: {
    readonly periods?: number;
    readonly scale?: "log" | "level";
    readonly confidence?: number;
  } = {},
): Convergence {
  const { periods = 1, scale = "log", confidence = 0.95 } = options;
  requireCount("areas", before.length, 3);
  requireSameLength("after", after, "before", before.length);
  requireFinite("before", before);
  requireFinite("after", after);
  requireBetween("periods", periods, Number.MIN_VALUE, Number.MAX_VALUE);
  const scaled = (values: Numbers) =>
    scale === "level" ? Float64Array.from(values) : Float64Array.from(values, logarithm);
  const [first, last] = [scaled(before), scaled(after)];
  requireVariance("before", first);
  const growth = last.map((value, at) => (value - first[at]!) / periods);
  requireGrowth(growth, last);
  const { slope, error } = regress(first, growth);
  const df = before.length - 2;
  const half = tQuantile(1 - (1 - confidence) / 2, df) * error;
  const left = 1 + slope * periods;
  const speed = left > 0 ? -Math.log(left) / periods : null;
  return {
    beta: slope,
    standardError: error,
    interval: [slope - half, slope + half],
    p: error === 0 ? (slope === 0 ? 1 : 0) : tTwoSided(slope / error, df),
    speed,
    halfLife: speed !== null && speed > 0 ? Math.LN2 / speed : null,
    sigmaBefore: standardDeviation(first),
    sigmaAfter: standardDeviation(last),
    sigmaP: equalSpreadP(first, last),
  };
}

/** Growth that is the same everywhere up to rounding says nothing of catching up, and its rounding less. */
function requireGrowth(growth: Float64Array, last: Float64Array): void {
  const size = Math.max(...last.map(Math.abs), ...growth.map(Math.abs));
  if (standardDeviation(growth) <= 1e-12 * size)
    throw new MeasureError(
      "no-variance",
      "All areas grow equally, so none catches up and none falls behind; there is nothing to estimate.",
    );
}

function logarithm(value: number): number {
  if (value > 0) return Math.log(value);
  throw new MeasureError(
    "out-of-range",
    `A value is ${value}; on the log scale all must be above 0. Use the level scale.`,
    { value },
  );
}
