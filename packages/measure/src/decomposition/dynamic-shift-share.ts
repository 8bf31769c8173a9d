import { type Numbers, requireCount, requireSameLength, sumOf } from "../numeric/index.ts";
import type { DunnShiftShare, EstebanShiftShare, Growth } from "./shift-share.ts";

/** How fast one branch grew over all periods. */
export interface BranchGrowth {
  readonly from: number;
  readonly to: number;
  readonly change: number;
  /** The mean of the growth rates from one period to the next; null where one began with nothing. */
  readonly meanRate: number | null;
}

/** Parts of each period and of all together. */
export interface DynamicShiftShare<Parts> {
  /** Sums over the periods. */
  readonly total: Omit<Parts, "industries">;
  /** From one moment to the next; one fewer than there are moments. */
  readonly periods: readonly Parts[];
  /** Each branch, in the region and in the reference. */
  readonly growth: readonly { readonly region: BranchGrowth; readonly reference: BranchGrowth }[];
}

/** Counts per moment and branch: `series[moment][branch]`. */
type Series = readonly Numbers[];

function growthOf(series: Series, branch: number): BranchGrowth {
  const own = series.map((counts) => counts[branch]!);
  const [from, to] = [own[0]!, own.at(-1)!];
  const rates = own.slice(1).map((value, at) => value / own[at]! - 1);
  const isKnown = own.slice(0, -1).every((value) => value > 0);
  return { from, to, change: to - from, meanRate: isKnown ? sumOf(rates) / rates.length : null };
}

/** Adds numbers of the same name. */
function added<Parts extends DunnShiftShare | EstebanShiftShare>(
  periods: readonly Parts[],
): Omit<Parts, "industries"> {
  const names = Object.keys(periods[0]!).filter((name) => name !== "industries");
  const value = (parts: Parts, name: string) => (parts as unknown as Record<string, number>)[name]!;
  return Object.fromEntries(
    names.map((name) => [name, sumOf(periods.map((parts) => value(parts, name)))]),
  ) as unknown as Omit<Parts, "industries">;
}

/**
 * Shift–share from year to year, added up: the mix of branches and the growth of the country move along.
 *
 * One period over ten years takes the mix of the first year for all of them; this takes that of each year.
 *
 * @param region counts per moment and branch: `region[moment][branch]`; 2 or more moments
 * @param reference the same of the country
 * @param analyse `dunnShiftShare` or `estebanShiftShare`, whose parts add up
 * @throws {MeasureError} as `analyse`; too-few below 2 moments
 *
 * @example
 * import { dunnShiftShare, dynamicShiftShare } from "@krachtwijk/measure/decomposition";
 * const region = [[100, 50], [105, 60], [110, 75]];
 * const country = [[1000, 1000], [1000, 1200], [1000, 1400]];
 * const { total } = dynamicShiftShare(region, country, dunnShiftShare);
 * total; // → { change: 35, nationalShare: 30, industrialMix: -10, regionalShare: 15 }
 *
 * Source: Barff & Knight (1988), Growth and Change 19(2), 1–10.
 */
export function dynamicShiftShare<Parts extends DunnShiftShare | EstebanShiftShare>(
  region: Series,
  reference: Series,
  analyse: (region: Growth, reference: Growth) => Parts,
): DynamicShiftShare<Parts> {
  requireCount("moments", region.length, 2);
  requireSameLength("reference", { length: reference.length }, "region", region.length);
  const between = (series: Series, at: number): Growth => ({
    from: series[at]!,
    to: series[at + 1]!,
  });
  const periods = Array.from({ length: region.length - 1 }, (_, at) =>
    analyse(between(region, at), between(reference, at)),
  );
  const branches = Array.from(region[0]!, (_, at) => at);
  return {
    total: added(periods),
    periods,
    growth: branches.map((at) => ({
      region: growthOf(region, at),
      reference: growthOf(reference, at),
    })),
  };
}
