import { gammaQuantile, normalQuantile, requireBetween, requireWhole } from "../numeric/index.ts";

/** How the interval around a count is worked out. */
export type CountMethod = "exact" | "byar";

/** A count and what it may be on average. */
export interface CountInterval {
  readonly count: number;
  readonly lower: number;
  readonly upper: number;
}

function byar(count: number, z: number): readonly [number, number] {
  const bound = (events: number, sign: number) =>
    events * (1 - 1 / (9 * events) + (sign * z) / (3 * Math.sqrt(events))) ** 3;
  return [count === 0 ? 0 : bound(count, -1), bound(count + 1, 1)];
}

/**
 * How sure a count of rare events is: the interval in which the average lies, of which `count` is one draw (Poisson).
 *
 * Exact: the averages under which the count is in neither tail, gamma quantiles Γ⁻¹(α/2; x) and Γ⁻¹(1 − α/2; x + 1).
 * Byar: x (1 − 1/9x ± z/3√x)³, with x + 1 for the upper bound; close to exact from 5 on.
 *
 * @param count whole number, 0 or more
 * @param options.confidence 0 to 1, default 0.95
 * @returns in events; divide by person-years for a rate
 * @throws {MeasureError} out-of-range if the count is not whole or below 0
 *
 * @example
 * import { countInterval } from "@krachtwijk/measure/change";
 * countInterval(5); // → { lower: 1.6235, upper: 11.6683 }
 *
 * Source: Garwood (1936), Biometrika 28, 437–442; Byar in Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 69.
 */
export function countInterval(
  count: number,
  options: { readonly method?: CountMethod; readonly confidence?: number } = {},
): CountInterval {
  const { method = "exact", confidence = 0.95 } = options;
  requireWhole("count", count, 0);
  requireBetween("confidence", confidence, 0, 1);
  const tail = (1 - confidence) / 2;
  const [lower, upper] =
    method === "byar"
      ? byar(count, normalQuantile(1 - tail))
      : [count === 0 ? 0 : gammaQuantile(tail, count), gammaQuantile(1 - tail, count + 1)];
  return { count, lower, upper };
}
