import { MeasureError, type Numbers, quantile, sumOf } from "../numeric/index.ts";

/** How a predictor sums up several periods. */
export type PredictorAverage = "mean" | "median";

/**
 * One predictor of a synthetic control: what each unit was like over certain periods. Gaps are left out.
 *
 * @param values any quantity, unit after unit, each with all its periods in order; NaN is a gap
 * @param periods how many periods there are
 * @param over which of them, from 0
 * @param options.by default mean; `unitNames` for what is said about one
 * @returns one value per unit
 * @throws {MeasureError} empty-group if a unit has no value in any of these periods; length-mismatch; out-of-range for a period that is not there
 *
 * @example
 * import { predictorOver } from "@krachtwijk/measure/effect";
 * predictorOver([1, 2, 6, 4, Number.NaN, 8], 3, [1, 2]); // → [4, 8]
 *
 * Source: Abadie, Diamond & Hainmueller (2011), "Synth: an R package for synthetic control methods in comparative case
 * studies", Journal of Statistical Software 42(13), on predictors and special predictors.
 */
export function predictorOver(
  values: Numbers,
  periods: number,
  over: readonly number[],
  options: { readonly by?: PredictorAverage; readonly unitNames?: readonly string[] } = {},
): Float64Array {
  const { by = "mean", unitNames } = options;
  if (values.length % periods !== 0)
    throw new MeasureError(
      "length-mismatch",
      `values has ${values.length} values, not a whole number of units with ${periods} periods each.`,
      { length: values.length, periods },
    );
  const wrong = over.find((period) => !Number.isInteger(period) || period < 0 || period >= periods);
  if (wrong !== undefined || over.length === 0)
    throw new MeasureError(
      "out-of-range",
      `over has ${wrong ?? "no period"}; it must have one or more of the periods 0 to ${periods - 1}.`,
      { periods },
    );
  return Float64Array.from({ length: values.length / periods }, (_, unit) => {
    const known = over
      .map((period) => values[unit * periods + period]!)
      .filter((value) => Number.isFinite(value));
    if (known.length === 0)
      throw new MeasureError(
        "empty-group",
        `${unitNames?.[unit] ?? `Unit ${unit}`} has no value in any of these periods. Take other periods, or leave this unit out.`,
        { unit: unitNames?.[unit] ?? unit },
      );
    return by === "mean" ? sumOf(known) / known.length : quantile(known, 0.5);
  });
}
