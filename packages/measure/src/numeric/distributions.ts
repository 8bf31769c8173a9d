import { compiled, igam, igamc, igami, incbet, incbi, lgam, ndtr, ndtri } from "cephes";
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

/** Below the logarithm of the smallest double, cephes throws where the answer is 0 or 1. */
const smallestLog = -709;
const isBeyondDoubles = (shape: number, x: number) =>
  shape * Math.log(x) - x - lgam(shape) < smallestLog;

/** P(X ≥ x) for chi-squared with `df` degrees of freedom. */
export function chiSquaredUpper(x: number, df: number): number {
  if (x <= 0) return 1;
  if (isBeyondDoubles(df / 2, x / 2)) return x < df ? 1 : 0;
  return igamc(df / 2, x / 2);
}

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
  if (isBeyondDoubles(shape, x)) return x < shape ? 0 : 1;
  return igam(shape, x);
}

/** x with P(X ≤ x) = p for gamma with this shape and scale 1. @throws {MeasureError} out-of-range */
export function gammaQuantile(p: number, shape: number): number {
  requireBetween("p", p, 0, 1);
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  try {
    return igami(shape, 1 - p);
  } catch {
    // cephes gives up where one of its own steps lands beyond what a double can hold.
    return gammaQuantileByHalving(p, shape);
  }
}

function gammaQuantileByHalving(p: number, shape: number): number {
  let [low, high] = [0, shape + 1];
  while (gammaCdf(high, shape) < p) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (gammaCdf(middle, shape) < p) low = middle;
    else high = middle;
  }
}

/** log Γ(x), x > 0. */
export const logGamma = (x: number): number => lgam(x);
