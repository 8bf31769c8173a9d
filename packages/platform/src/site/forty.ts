import type { Reading } from "#indicators";
import type { Period } from "#kernel";
import type { GroupingTotal, Monitor } from "#trends";

/** The focus neighbourhoods together beside the country, in the newest period in which something is known of them. */
export interface Forty {
  readonly period: Period | null;
  /** Worked out from counts where that can be, else as the source prints it; null: neither. */
  readonly own: Reading | null;
  /** How many neighbourhoods it is worked out from, of how many; null: the source gives it. */
  readonly computedOver: GroupingTotal["members"] | null;
  /** The country in that period. */
  readonly country: Reading | null;
  /** own − country, where both have a value, with the decimals that it carries. */
  readonly gap: { readonly value: number; readonly decimals: number } | null;
}

/** The newest figure of the neighbourhoods together, with the country's of the same period. */
export function fortyOf({ indicator, totals, printedGrouping, country }: Monitor): Forty {
  const total = totals.at(-1);
  const printed = printedGrouping?.latest;
  const own: Reading | null =
    total === undefined
      ? (printed?.reading ?? null)
      : { kind: "value", value: total.value, decimals: null };
  const period = total?.period ?? printed?.period ?? country?.latest?.period ?? null;
  const beside = country?.points.find((point) => point.period.id === period?.id)?.reading ?? null;
  const decimalsOf = (reading: { readonly decimals: number | null }) =>
    reading.decimals ?? indicator.decimals;
  const gap =
    own?.kind === "value" && beside?.kind === "value"
      ? {
          value: own.value - beside.value,
          decimals: Math.min(decimalsOf(own), decimalsOf(beside)),
        }
      : null;
  return { period, own, computedOver: total?.members ?? null, country: beside, gap };
}
