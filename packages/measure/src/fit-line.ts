import { MeasureError, type Numbers, requireFinite, requireSameLength } from "./numeric/index.ts";

/** A straight line through points: y = intercept + slope × x. */
export interface FittedLine {
  readonly intercept: number;
  readonly slope: number;
  /** Pearson's correlation, −1 to 1; null where all y are equal. */
  readonly r: number | null;
  /** How many points the line goes through. */
  readonly n: number;
  /**
   * How far each point lies from the line that the other points give, in standard errors of that distance: the
   * externally studentised residual. 0 where there is no error to measure by.
   */
  readonly studentised: Float64Array;
}

/** A spread this small beside the values is what rounding leaves. */
const level = 1e-12;

function sumsAround(x: Numbers, y: Numbers) {
  const n = x.length;
  let [sumX, sumY, largest] = [0, 0, 0];
  for (let at = 0; at < n; at++) {
    sumX += x[at]!;
    sumY += y[at]!;
    largest = Math.max(largest, Math.abs(x[at]!));
  }
  const [meanX, meanY] = [sumX / n, sumY / n];
  let [xx, xy, yy] = [0, 0, 0];
  for (let at = 0; at < n; at++) {
    const [dx, dy] = [x[at]! - meanX, y[at]! - meanY];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  return { meanX, meanY, xx, xy, yy, isLevel: Math.sqrt(xx / n) <= level * largest };
}

/**
 * The line of least squares through points, and how far each point is from it.
 *
 * @param x any unit; 3 or more, without gaps
 * @param y any unit; as many
 * @throws {MeasureError} too-few below 3 points; no-variance if all x are equal; length-mismatch; not-finite
 *
 * @example
 * import { fitLine } from "@krachtwijk/measure";
 * fitLine([1, 2, 3, 4], [2, 4, 5, 8]).slope; // → 1.9
 *
 * Source: docs/methods/scatter.md; R: `lm(y ~ x)`, `cor(x, y)`, `rstudent`.
 */
export function fitLine(x: Numbers, y: Numbers): FittedLine {
  requireSameLength("y", y, "x", x.length);
  requireFinite("x", x);
  requireFinite("y", y);
  const n = x.length;
  if (n < 3) throw new MeasureError("too-few", `${n} points; a line takes 3 or more.`, { n });
  const { meanX, meanY, xx, xy, yy, isLevel } = sumsAround(x, y);
  if (isLevel) throw new MeasureError("no-variance", "all x are equal, so no line follows.");
  const slope = xy / xx;
  const intercept = meanY - slope * meanX;
  const residuals = Float64Array.from(y, (value, at) => value - intercept - slope * x[at]!);
  const squares = residuals.reduce((sum, one) => sum + one * one, 0);
  const studentised = residuals.map((residual, at) => {
    const free = 1 - 1 / n - (x[at]! - meanX) ** 2 / xx; // 1 − leverage
    const others = (squares - (residual * residual) / free) / (n - 3);
    if (n < 4 || free <= level || others <= level * (yy / n)) return 0;
    return residual / Math.sqrt(others * free);
  });
  const r = yy === 0 ? null : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  return { intercept, slope, r, n, studentised };
}
