import { compiled, igam, igamc, incbet, incbi, lgam, ndtr, ndtri } from "cephes";
import { requireBetween } from "./checks.ts";

// The functions come as WebAssembly, which is ready before anybody can call them.
await compiled;

/** P(Z ≤ z) for a standard normal Z. */
export const normalCdf = (z: number): number => ndtr(z);

/** z with P(Z ≤ z) = p. @throws {MeasureError} out-of-range if p is not 0 to 1 */
export function normalQuantile(p: number): number {
  requireBetween("p", p, 0, 1);
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  return ndtri(p);
}

/** P(|T| ≥ |t|) for Student's t; `df` > 0, whole or not; Infinity is the normal distribution. */
export function tTwoSided(t: number, df: number): number {
  if (df === Infinity) return 2 * ndtr(-Math.abs(t));
  return t * t === Infinity ? 0 : incbet(df / 2, 0.5, df / (df + t * t));
}

/** P(T ≤ t) for Student's t. */
export function tCdf(t: number, df: number): number {
  const tail = tTwoSided(t, df) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** t with P(T ≤ t) = p. @throws {MeasureError} out-of-range if p is not 0 to 1 */
export function tQuantile(p: number, df: number): number {
  requireBetween("p", p, 0, 1);
  if (df === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = 2 * Math.min(p, 1 - p);
  const x = incbi(df / 2, 0.5, tail);
  const t = Math.sqrt((df * (1 - x)) / x);
  const better = Number.isFinite(t) ? t + (tTwoSided(t, df) - tail) / (2 * tDensity(t, df)) : t;
  return p < 0.5 ? -better : better;
}

function tDensity(t: number, df: number): number {
  const logScale = lgam((df + 1) / 2) - lgam(df / 2) - 0.5 * Math.log(df * Math.PI);
  return Math.exp(logScale - ((df + 1) / 2) * Math.log1p((t * t) / df));
}

/** Below e^−700 a tail is 0 to a double; the library refuses to say so. */
const isBeyond = (x: number, shape: number) => shape * Math.log(x) - x - lgam(shape) < -700;

/** P(X ≥ x) for gamma with this shape and scale 1. */
function gammaUpper(x: number, shape: number): number {
  if (x <= 0) return 1;
  return isBeyond(x, shape) ? Number(x < shape) : igamc(shape, x);
}

/** P(X ≥ x) for chi-squared with `df` degrees of freedom. */
export const chiSquaredUpper = (x: number, df: number): number => gammaUpper(x / 2, df / 2);

/** P(X ≥ x) for F with `df1` and `df2` degrees of freedom. */
export function fUpper(x: number, df1: number, df2: number): number {
  if (x <= 0) return 1;
  if (df2 === Infinity) return chiSquaredUpper(x * df1, df1);
  return incbet(df2 / 2, df1 / 2, df2 / (df2 + df1 * x));
}

/** P(X ≤ x) for beta with shapes a and b. */
export const betaCdf = (x: number, a: number, b: number): number => incbet(a, b, x);

/** x with P(X ≤ x) = p for beta with shapes a and b, both above 0. @throws {MeasureError} out-of-range */
export function betaQuantile(p: number, a: number, b: number): number {
  requireBetween("p", p, 0, 1);
  return incbi(a, b, p);
}

/** P(X ≤ x) for gamma with this shape and scale 1. */
export function gammaCdf(x: number, shape: number): number {
  if (x <= 0) return 0;
  return isBeyond(x, shape) ? Number(x > shape) : igam(shape, x);
}

/** Where the search for a quantile begins: Wilson & Hilferty (1931), or the first term of the series where that fails. */
function nearGammaQuantile(p: number, shape: number): number {
  const cube = 1 - 1 / (9 * shape) + ndtri(p) / (3 * Math.sqrt(shape));
  return cube > 0.3 ? shape * cube ** 3 : Math.exp((Math.log(p) + lgam(shape + 1)) / shape);
}

/** x with P(X ≤ x) = p for gamma with this shape and scale 1. @throws {MeasureError} out-of-range */
export function gammaQuantile(p: number, shape: number): number {
  requireBetween("p", p, 0, 1);
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  // In the nearer tail, so that no digits are lost.
  const over = (x: number) => (p < 0.5 ? gammaCdf(x, shape) - p : 1 - p - gammaUpper(x, shape));
  let x = nearGammaQuantile(p, shape);
  let [low, high] = [0, Infinity];
  for (let round = 0; round < 200; round++) {
    const off = over(x);
    if (off > 0) high = x;
    else low = x;
    const density = Math.exp((shape - 1) * Math.log(x) - x - lgam(shape));
    const newton = x - off / density;
    const halfway = high === Infinity ? 2 * x : (low + high) / 2;
    const next = newton > low && newton < high ? newton : halfway;
    if (Math.abs(next - x) <= 4 * Number.EPSILON * x) return next;
    x = next;
  }
  return x;
}

/** log Γ(x), x > 0. */
export const logGamma = (x: number): number => lgam(x);
