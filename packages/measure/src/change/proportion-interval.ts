import { betaQuantile, normalQuantile, requireBetween, requireWhole } from "../numeric/index.ts";
import { MeasureError } from "../numeric/measure-error.ts";

/** How the interval around a proportion is worked out. */
export type ProportionMethod = "wilson" | "clopper-pearson";

/** A proportion as it was counted, and what it may be. */
export interface ProportionInterval {
  /** Successes over trials, 0 to 1. */
  readonly proportion: number;
  readonly lower: number;
  readonly upper: number;
}

function wilson(successes: number, trials: number, z: number): readonly [number, number] {
  const share = successes / trials;
  const centre = share + (z * z) / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  // At 0 and at all of them a bound is 0 or 1 by algebra; subtracting would leave dust.
  return [
    successes === 0 ? 0 : (centre - half) / scale,
    successes === trials ? 1 : (centre + half) / scale,
  ];
}

function clopperPearson(
  successes: number,
  trials: number,
  tail: number,
): readonly [number, number] {
  const failures = trials - successes;
  return [
    successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  ];
}

/**
 * How sure a counted share is: the interval in which the true share lies, for `successes` out of `trials`.
 *
 * Wilson: (p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n), right on average, also for small counts.
 * Clopper–Pearson: the shares under which the count is not in either tail; never below its confidence, so wider.
 *
 * @param successes whole number, 0 to `trials`
 * @param trials whole number, 1 or more
 * @param options.confidence 0 to 1, default 0.95
 * @returns shares, 0 to 1
 * @throws {MeasureError} out-of-range if a count is not whole, or there are more successes than trials
 *
 * @example
 * import { proportionInterval } from "@krachtwijk/measure/change";
 * proportionInterval(144, 1994); // → { proportion: 0.0722, lower: 0.0617, upper: 0.0844 }
 *
 * Source: Wilson (1927), JASA 22, 209–212; Clopper & Pearson (1934), Biometrika 26, 404–413.
 */
export function proportionInterval(
  successes: number,
  trials: number,
  options: { readonly method?: ProportionMethod; readonly confidence?: number } = {},
): ProportionInterval {
  const { method = "wilson", confidence = 0.95 } = options;
  requireWhole("trials", trials, 1);
  requireWhole("successes", successes, 0);
  requireBetween("confidence", confidence, 0, 1);
  if (successes > trials)
    throw new MeasureError(
      "out-of-range",
      `successes is ${successes}, more than the ${trials} trials; check which of the two is which.`,
      { successes, trials },
    );
  const tail = (1 - confidence) / 2;
  const [lower, upper] =
    method === "wilson"
      ? wilson(successes, trials, normalQuantile(1 - tail))
      : clopperPearson(successes, trials, tail);
  return { proportion: successes / trials, lower, upper };
}
