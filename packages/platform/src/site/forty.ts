import type { Reading } from "#indicators";
import type { Period } from "#kernel";
import type { Monitor } from "#trends";

/** The focus neighbourhoods together beside the country, in the newest period in which something is known of them. */
export interface Forty {
  readonly period: Period | null;
  /** Worked out from counts where that can be, else as the source prints it; null: neither. */
  readonly own: Reading | null;
  /** The country in that period. */
  readonly country: Reading | null;
  /** own − country, where both have a value. */
  readonly gap: number | null;
}

/** The newest figure of the neighbourhoods together, with the country's of the same period. */
export function fortyOf({ totals, printedGrouping, country }: Monitor): Forty {
  const total = totals.at(-1);
  const printed = printedGrouping?.latest;
  const own: Reading | null =
    total === undefined ? (printed?.reading ?? null) : { kind: "value", value: total.value };
  const period = total?.period ?? printed?.period ?? country?.latest?.period ?? null;
  const beside = country?.points.find((point) => point.period.id === period?.id)?.reading ?? null;
  const gap = own?.kind === "value" && beside?.kind === "value" ? own.value - beside.value : null;
  return { period, own, country: beside, gap };
}
