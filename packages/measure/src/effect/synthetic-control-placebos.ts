import { onAllCores, requireBetween } from "../numeric/index.ts";
import { isExact, requirePreError, synthesised } from "./synthetic-control.ts";
import type { Fit, Job } from "./synthetic-control-fit.ts";
import { mixturesPerSearch } from "./synthetic-control-search.ts";
import {
  type PreparedStudy,
  prepareStudy,
  type SyntheticOptions,
  type SyntheticStudy,
} from "./synthetic-control-study.ts";

/** A donor, treated as if it had been treated. */
export interface Placebo {
  /** Which unit, from 0. */
  readonly unit: number;
  readonly gap: Float64Array;
  readonly rmspePre: number;
  readonly rmspePost: number;
  /** rmspePost / rmspePre; undefined where the others imitate it exactly before, so that there is nothing to divide by. */
  readonly ratio: number | undefined;
  readonly averageEffect: number;
  /** Whether it takes part in the comparison: not if it was imitated exactly before, or too badly. */
  readonly isCompared: boolean;
}

/** How unusual the treated unit is among placebos. */
export interface PlaceboTest {
  /** rmspePost / rmspePre of the treated unit. */
  readonly ratio: number;
  /** Its place among the units compared, 1 for the largest ratio. */
  readonly rank: number;
  /** How many units were compared, the treated one included. */
  readonly compared: number;
  /** rank / compared, more than 0 up to 1. */
  readonly p: number;
  readonly placebos: readonly Placebo[];
}

/** How placebos are compared. */
export interface PlaceboOptions extends SyntheticOptions {
  /** Leaves out placebos whose mean squared gap before is more than this many times that of the treated unit. */
  readonly prefitLimit?: number | undefined;
  /** How many cores at most; default all. */
  readonly cores?: number | undefined;
}

/** Fits units on all cores. */
export function fitAll(
  study: PreparedStudy,
  jobs: readonly Job[],
  cores: number | undefined,
): Promise<readonly Fit[]> {
  const task = {
    module: new URL("./synthetic-control-fit.ts", import.meta.url).href,
    name: "fitUnits",
  };
  const mixtures = study.importance === undefined ? mixturesPerSearch : 50;
  const steps = jobs.length * mixtures * study.units * study.rows;
  return onAllCores<Fit>(task, { study, jobs }, jobs.length, { steps, cores });
}

/** Ratios that differ only in the last bits are the same. */
const slack = 1e-12;

/**
 * Whether an effect is larger than chance gives: every donor in turn is treated as if it had been the one, the treated
 * unit being a donor for it. The ratio of the error after to the error before is compared.
 *
 * p = (number of units with a ratio at least that of the treated unit, itself included) / (number of units). If any
 * unit could as well have been the treated one, p ≤ α happens with a chance of at most α; p cannot be less than 1 over
 * the number of units. A donor that the others imitate exactly has no ratio and is not compared.
 *
 * @param study as for `syntheticControl`
 * @param options as for `syntheticControl`; `prefitLimit` 1 or more (commonly 2, 5 or 20), default none left out
 * @throws {MeasureError} what `syntheticControl` throws; no-variance if the treated unit is imitated exactly before
 *
 * @example
 * import { syntheticControlPlacebos } from "@krachtwijk/measure/effect";
 * const outcomes = [5, 6, 5, 9, 4, 5, 4, 5, 7, 6, 7, 6, 6, 6, 5, 6];
 * const { p, rank, compared } = await syntheticControlPlacebos({ outcomes, periods: 4, treated: 0, from: 3 });
 * [rank, compared]; // → [1, 4]
 * p; // → 0.25
 *
 * Source: Abadie, Diamond & Hainmueller (2010), JASA 105(490), 493–505, section 3.4; (2015), AJPS 59(2), 495–510.
 */
export async function syntheticControlPlacebos(
  study: SyntheticStudy,
  options: PlaceboOptions = {},
): Promise<PlaceboTest> {
  const prepared = prepareStudy(study, options);
  const { prefitLimit = Number.POSITIVE_INFINITY, cores } = options;
  requireBetween("prefitLimit", prefitLimit, 1, Number.POSITIVE_INFINITY);
  const jobs = Array.from({ length: prepared.units }, (_, treated) => ({ treated }));
  const fits = await fitAll(prepared, jobs, cores);
  const own = fits[study.treated]!;
  requirePreError(prepared.outcomes, own);
  const ratio = own.rmspePost / own.rmspePre;
  const placebos = fits.flatMap((fit, unit): readonly Placebo[] => {
    if (unit === study.treated) return [];
    const { gap, rmspePre, rmspePost, averageEffect } = synthesised(fit, study.from);
    const itsRatio = isExact(prepared.outcomes, fit) ? undefined : rmspePost / rmspePre;
    const isCompared = itsRatio !== undefined && rmspePre ** 2 <= prefitLimit * own.rmspePre ** 2;
    return [{ unit, gap, rmspePre, rmspePost, ratio: itsRatio, averageEffect, isCompared }];
  });
  const others = placebos.filter(({ isCompared }) => isCompared);
  const larger = others.filter((other) => other.ratio! >= ratio * (1 - slack));
  const [rank, compared] = [larger.length + 1, others.length + 1];
  return { ratio, rank, compared, p: rank / compared, placebos };
}
