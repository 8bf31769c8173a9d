import { MeasureError, type Numbers } from "../numeric/index.ts";
import { centred, positive, powerSums, requireAreas, requireNoSelf } from "./areas.ts";
import type { PermutationOptions } from "./inference.ts";
import type { IslandRule } from "./islands.ts";
import {
  judgedLocal,
  type LocalOptions,
  type LocalQuestion,
  type LocalStatistics,
  type PermutedLocalStatistics,
  permutedLocal,
} from "./local-statistic.ts";
import { hasSelf } from "./weight-style.ts";
import { areaCount, type Weights } from "./weights.ts";

/** `g`: the neighbours without the area itself; `g-star`: with it, for which the weights come from `withSelf`. */
export type LocalG = "g" | "g-star";

/** @throws {MeasureError} out-of-range if an area does not count itself */
function requireSelf(weights: Weights): void {
  for (let area = 0; area < areaCount(weights); area++)
    if (!hasSelf(weights, area))
      throw new MeasureError(
        "out-of-range",
        `area ${area} does not count itself, which G* needs; make the weights with withSelf.`,
        { area },
      );
}

function localGOf(
  values: Numbers,
  weights: Weights,
  kind: LocalG,
  islands: IslandRule,
): LocalQuestion {
  requireAreas(values, weights, { least: 4, islands });
  if (kind === "g") requireNoSelf(weights);
  else requireSelf(weights);
  const z = centred(values);
  const others = z.length - 1;
  const squares = powerSums(z)[1];
  const second = squares / z.length;
  return {
    kind: "value",
    values: z,
    weights,
    pool: kind === "g" ? "others" : "all",
    poolMoments: (area) => {
      if (kind === "g-star") return { mean: 0, variance: second };
      const own = z[area]!;
      const mean = -own / others;
      return { mean, variance: positive((squares - own * own) / others - mean * mean, second) };
    },
    scale: (_, { mean, variance }) => ({
      factor: variance === 0 ? 0 : 1 / Math.sqrt(variance),
      origin: mean,
    }),
    likeness: 1,
    pattern: (_, sum, { mean }) => (sum > mean ? "High" : "Low"),
  };
}

/**
 * Where high values lie together, and where low ones: the local G of Getis and Ord, or G* that counts the area itself too.
 *
 * G(i) = (Σⱼ w(i,j) x(j) − Σw · x̄) / (s √((m Σw² − (Σw)²) / (m − 1))), the sum in standard errors from what chance gives; x̄ and s are
 * mean and standard deviation (divisor m) of the m areas that may be drawn: the n − 1 others for G, all n for G*.
 * So the statistic is its own z, its expected value 0 and its variance 1.
 *
 * @param values one per area, any unit; 4 areas or more
 * @param weights usually binary; for G* made with `withSelf`
 * @param kind `g` (default) or `g-star`
 * @param options.alternative two-sided (default), `greater` for high values together, `less` for low ones
 * @param options.islands areas without neighbours: refuse (default), or keep, with NaN and the pattern `No neighbours`
 * @returns per area; where every order gives the same sum, 0 with p 1
 * @throws {MeasureError} as `localMoran`; out-of-range if areas count themselves in G, or do not in G*
 *
 * @example
 * import { localGetisOrd, weightsFromLinks, withSelf } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * localGetisOrd([1, 2, 4, 7, 9], withSelf(street), "g-star").z[4]; // → 1.8466
 *
 * Source: Ord & Getis (1995), Geographical Analysis 27, 286–306.
 */
export function localGetisOrd(
  values: Numbers,
  weights: Weights,
  kind: LocalG = "g",
  { alternative = "two-sided", islands = "refuse" }: LocalOptions = {},
): LocalStatistics {
  return judgedLocal(localGOf(values, weights, kind, islands), alternative);
}

/**
 * Local G or G* set against random neighbours. For G the area's own value is held and its neighbours are drawn from all others, which
 * gives the p of local Moran, but for its sign. For G* the area's own value is drawn too: held, it would drop out, and G* would be G.
 *
 * @param options.permutations default 999 @param options.seed default 1 @param options.alternative default two-sided
 * @throws as `localGetisOrd`; out-of-range if `permutations` is not a whole number of at least 1
 *
 * @example
 * import { localGetisOrdPermutation, weightsFromLinks, withSelf } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3, 3, 4], to: [1, 0, 2, 1, 3, 2, 4, 3] });
 * const { p } = await localGetisOrdPermutation([1, 2, 4, 7, 9], withSelf(street), "g-star", { permutations: 99 });
 * p.length; // → 5
 *
 * Source: Ord & Getis (1995), Geographical Analysis 27, 286–306; Anselin (1995), Geographical Analysis 27, 93–115.
 */
export async function localGetisOrdPermutation(
  values: Numbers,
  weights: Weights,
  kind: LocalG = "g",
  { islands = "refuse", ...options }: PermutationOptions = {},
): Promise<PermutedLocalStatistics> {
  return permutedLocal(localGOf(values, weights, kind, islands), options);
}
