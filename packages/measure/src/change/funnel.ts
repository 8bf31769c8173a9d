import {
  betaCdf,
  gammaCdf,
  type Numbers,
  normalQuantile,
  quantile,
  requireBetween,
  requireCount,
  requireSameLength,
  requireWhole,
} from "../numeric/index.ts";
import { MeasureError } from "../numeric/measure-error.ts";

/** Where one area stands in a funnel. */
export interface FunnelPoint {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly place: "below" | "within" | "above";
  /** How far from the target, in standard errors, before over-dispersion. */
  readonly z: number;
}

/** A funnel: a target, and limits around it that narrow as areas get larger. */
export interface Funnel {
  readonly target: number;
  /** How much more areas differ than chance alone makes them; limits are wider by its square root if it was asked for. */
  readonly overDispersion: number;
  readonly points: readonly FunnelPoint[];
}

/** The largest count whose distribution function stays below a share. */
function countBelow(distribution: (count: number) => number, share: number, start: number): number {
  let count = Math.max(0, Math.floor(start));
  while (count > 0 && distribution(count) > share) count -= 1;
  while (distribution(count) <= share) count += 1;
  return count;
}

/** The exact limit between counts, as a straight line between their probabilities (Spiegelhalter 2005, appendix A.1). */
function exactLimit(distribution: (count: number) => number, share: number, start: number): number {
  const count = countBelow(distribution, share, start);
  const high = distribution(count);
  const low = count === 0 ? 0 : distribution(count - 1);
  return count - (high - share) / (high - low);
}

/** Mean square of z after the extreme tenth on both sides is drawn in: what areas differ beyond chance. */
function dispersion(z: Numbers): number {
  const [low, high] = [quantile(z, 0.1), quantile(z, 0.9)];
  const drawn = Array.from(z, (value) => Math.min(high, Math.max(low, value)));
  return drawn.reduce((sum, value) => sum + value * value, 0) / drawn.length;
}

/** How a funnel is drawn. */
export interface FunnelOptions {
  /** What is divided: `proportion` (successes of trials, default) or `rate` (events over exposure or over what was expected). */
  readonly kind?: "proportion" | "rate";
  /** Default: all areas together. */
  readonly target?: number;
  /** Share of areas within the limits by chance; default 0.998, about three standard errors. */
  readonly coverage?: number;
  /** Whether limits are widened by what areas differ beyond chance. */
  readonly widens?: boolean;
}

/**
 * Which areas differ from the target by more than chance, given how large they are. A league table of small areas is
 * mostly chance; in a funnel each has limits of its own.
 *
 * Exact limits: binomial or Poisson quantiles at the target, between counts by a straight line; with over-dispersion
 * t ± z √(φ·var), φ the mean of the squared z after drawing in the extreme tenths, used only above 1.
 *
 * @param counts events per area, whole numbers @param sizes trials or exposure per area, above 0
 * @throws {MeasureError} too-few without areas; out-of-range for counts that are not whole, more successes than trials, a target that is
 *   not above 0 (and below 1 for proportions); length-mismatch
 *
 * @example
 * import { funnel } from "@krachtwijk/measure/change";
 * funnel([9, 30, 12], [100, 100, 100], { target: 0.1, coverage: 0.95 }).points.map(({ place }) => place); // → ["within", "above", "within"]
 *
 * Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202.
 */
export function funnel(counts: Numbers, sizes: Numbers, options: FunnelOptions = {}): Funnel {
  const { kind = "proportion", coverage = 0.998, widens = false } = options;
  requireCount("areas", counts.length, 1);
  requireSameLength("sizes", sizes, "counts", counts.length);
  requireBetween("coverage", coverage, 0, 1);
  for (let at = 0; at < counts.length; at++) requireArea(at, counts[at]!, sizes[at]!, kind);
  const target = options.target ?? pooled(counts, sizes);
  requireTarget(target, kind);
  const tail = (1 - coverage) / 2;
  const variance = (size: number) =>
    (kind === "proportion" ? target * (1 - target) : target) / size;
  const areas = Array.from(counts, (count, at) => {
    const size = sizes[at]!;
    return { count, size, z: (count / size - target) / Math.sqrt(variance(size)) };
  });
  const overDispersion = dispersion(areas.map(({ z }) => z));
  const half = normalQuantile(1 - tail) * Math.sqrt(Math.max(1, overDispersion));
  const points = areas.map(({ count, size, z }): FunnelPoint => {
    const value = count / size;
    const spread = half * Math.sqrt(variance(size));
    const [lower, upper] = widens
      ? [
          Math.max(0, target - spread),
          kind === "proportion" ? Math.min(1, target + spread) : target + spread,
        ]
      : exactLimits(size, target, tail, kind);
    return {
      value,
      lower,
      upper,
      z,
      place: value < lower ? "below" : value > upper ? "above" : "within",
    };
  });
  return { target, overDispersion, points };
}

function exactLimits(size: number, target: number, tail: number, kind: "proportion" | "rate") {
  const distribution = (count: number) => {
    if (kind === "rate") return 1 - gammaCdf(size * target, count + 1);
    return count >= size ? 1 : 1 - betaCdf(target, count + 1, size - count);
  };
  const middle = size * target;
  const wide = 4 * Math.sqrt(middle);
  const lower = exactLimit(distribution, tail, middle - wide) / size;
  const upper = exactLimit(distribution, 1 - tail, middle + wide) / size;
  return [Math.max(0, lower), upper] as const;
}

function pooled(counts: Numbers, sizes: Numbers): number {
  const sum = (values: Numbers) => Array.from(values).reduce((a, b) => a + b, 0);
  return sum(counts) / sum(sizes);
}

function requireTarget(target: number, kind: "proportion" | "rate"): void {
  if (!(target > 0 && (kind === "rate" || target < 1)))
    throw new MeasureError(
      "out-of-range",
      `The target is ${target}; it must be above 0${kind === "rate" ? "" : " and below 1"}, or no area can differ by chance.`,
      { target },
    );
}

function requireArea(at: number, count: number, size: number, kind: "proportion" | "rate"): void {
  requireWhole(`counts[${at}]`, count, 0);
  if (kind === "proportion") requireWhole(`sizes[${at}]`, size, 1);
  else requireBetween(`sizes[${at}]`, size, Number.MIN_VALUE, Number.MAX_VALUE);
  if (kind === "proportion" && count > size)
    throw new MeasureError(
      "out-of-range",
      `counts[${at}] is ${count}, more than its ${size} trials.`,
      { at, count, size },
    );
}
