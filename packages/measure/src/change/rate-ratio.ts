import { requireBetween, requireWhole } from "../numeric/index.ts";
import { MeasureError } from "../numeric/measure-error.ts";
import { binomialP } from "./binomial-test.ts";
import { proportionInterval } from "./proportion-interval.ts";

/** A count of events over so much exposure: person-years, dwellings, days. */
export interface Events {
  readonly count: number;
  readonly exposure: number;
}

/** How two rates compare. */
export interface RateRatio {
  /** Rate of the second over that of the first; null if the first has no event. */
  readonly ratio: number | null;
  readonly lower: number;
  /** Infinity if the first has no event. */
  readonly upper: number;
  /** Exact two-sided p for equal rates. */
  readonly p: number;
}

/**
 * Whether a rate of rare events changed: the ratio of two Poisson rates. Given how many events there are together, those of
 * the second are binomial with share r·E₂/(E₁ + r·E₂); its Clopper–Pearson bounds give those of the ratio r.
 *
 * @param first events before, or of one area @param second events after, or of the other
 * @throws {MeasureError} out-of-range if a count is not whole or an exposure not above 0; too-few without any event
 *
 * @example
 * import { rateRatio } from "@krachtwijk/measure/change";
 * rateRatio({ count: 800, exposure: 3 }, { count: 11, exposure: 0.1 }); // → { ratio: 0.4125 }
 *
 * Source: Przyborowski & Wilenski (1940), Biometrika 31, 313–323.
 */
export function rateRatio(
  first: Events,
  second: Events,
  { confidence = 0.95 }: { readonly confidence?: number } = {},
): RateRatio {
  for (const [name, { count, exposure }] of [
    ["first", first],
    ["second", second],
  ] as const) {
    requireWhole(`${name}.count`, count, 0);
    requireBetween(`${name}.exposure`, exposure, Number.MIN_VALUE, Number.MAX_VALUE);
  }
  const events = first.count + second.count;
  if (events === 0)
    throw new MeasureError(
      "too-few",
      "There is no event in either group, so rates cannot be compared. Take a longer period.",
    );
  const share = second.exposure / (first.exposure + second.exposure);
  const { lower, upper } = proportionInterval(second.count, events, {
    method: "clopper-pearson",
    confidence,
  });
  const ratioAt = (part: number) => ((part / (1 - part)) * first.exposure) / second.exposure;
  return {
    ratio: first.count === 0 ? null : ratioAt(second.count / events),
    lower: ratioAt(lower),
    upper: upper === 1 ? Number.POSITIVE_INFINITY : ratioAt(upper),
    p: binomialP(second.count, events, share),
  };
}
