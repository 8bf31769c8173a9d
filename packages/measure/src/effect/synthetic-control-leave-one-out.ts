import { requireCount } from "../numeric/index.ts";
import { type SyntheticControl, synthesised } from "./synthetic-control.ts";
import { fitUnit } from "./synthetic-control-fit.ts";
import { fitAll } from "./synthetic-control-placebos.ts";
import {
  prepareStudy,
  type SyntheticOptions,
  type SyntheticStudy,
} from "./synthetic-control-study.ts";

/** A synthetic control made without one of the donors. */
export interface WithoutDonor extends SyntheticControl {
  /** Which unit was left out, from 0. */
  readonly leftOut: number;
}

/**
 * Whether an effect hangs on one donor: the synthetic control once more without each donor that has weight, predictor
 * weights sought anew.
 *
 * @param study as for `syntheticControl`, of 4 or more units
 * @param options as for `syntheticControl`; `cores` how many at most, default all
 * @returns one for each donor with weight, in the order of the study
 * @throws {MeasureError} what `syntheticControl` throws; too-few below 4 units
 *
 * @example
 * import { syntheticControlLeaveOneOut } from "@krachtwijk/measure/effect";
 * const outcomes = [5, 6, 9, 10, 4, 4, 4, 4, 6, 8, 10, 12, 5, 7, 8, 8];
 * const without = await syntheticControlLeaveOneOut({ outcomes, periods: 4, treated: 0, from: 2 });
 * without.map(({ leftOut }) => leftOut); // → [1, 2]
 * without.map(({ averageEffect }) => averageEffect); // → [1.5, 2.7]
 *
 * Source: Abadie, Diamond & Hainmueller (2015), "Comparative politics and the synthetic control method",
 * American Journal of Political Science 59(2), 495–510.
 */
export async function syntheticControlLeaveOneOut(
  study: SyntheticStudy,
  options: SyntheticOptions & { readonly cores?: number | undefined } = {},
): Promise<readonly WithoutDonor[]> {
  const prepared = prepareStudy(study, options);
  requireCount("units", prepared.units, 4);
  const { treated, from } = study;
  const { weights } = fitUnit(prepared, { treated });
  const jobs = [...weights.keys()]
    .filter((unit) => weights[unit]! > 0)
    .map((leftOut) => ({ treated, leftOut }));
  const fits = await fitAll(prepared, jobs, options.cores);
  return fits.map((fit, at) => ({ leftOut: jobs[at]!.leftOut, ...synthesised(fit, from) }));
}
