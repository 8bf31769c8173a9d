import { MeasureError, normalQuantile, requireBetween, requireWhole } from "../numeric/index.ts";
import { type Uncertainty, uncertainty } from "./inference.ts";

/** Events before and after, as counts over the whole of each period. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** Counts in the areas where something was done, in a zone around them, and elsewhere. */
export interface ZoneCounts {
  readonly treated: BeforeAfter;
  readonly buffer: BeforeAfter;
  readonly control: BeforeAfter;
}

/** The change of a zone against that of the control, as a ratio. */
export interface RelativeChange {
  /** What the zone would have had after, if it had changed as the control did. */
  readonly expected: number;
  /** Observed minus expected. */
  readonly net: number;
  /** (after / before) of the zone over that of the control. Null if one of the four counts is 0. */
  readonly rateRatio: number | null;
  readonly interval: readonly [number, number] | null;
  /** Two-sided, against a ratio of 1. */
  readonly p: number | null;
}

/** What a quotient says, for events that should become fewer. */
export type DisplacementReading =
  /** The treated areas did not do better than the control: there is nothing that could have moved. */
  | "no-effect"
  /** Below −1: more moved to the buffer than went away. */
  | "displacement-exceeds-effect"
  /** −1 to 0: part of what went away moved to the buffer. */
  | "displacement"
  /** 0 to 1: the buffer gained too, less than the treated areas. */
  | "diffusion"
  /** Above 1: the buffer gained more than the treated areas. */
  | "diffusion-exceeds-effect";

/** The weighted displacement quotient, and what it is made of. */
export interface DisplacementQuotient {
  /** Buffer measure over success measure. */
  readonly wdq: number;
  /** Null where the success measure cannot be told from 0: then no quotient is excluded. */
  readonly interval: readonly [number, number] | null;
  readonly reading: DisplacementReading;
  /** Treated over control after, minus the same before. Negative: success. */
  readonly successMeasure: number;
  /** The same of the buffer. Negative: it gained too. */
  readonly bufferMeasure: number;
  readonly treated: RelativeChange;
  readonly buffer: RelativeChange;
  /** Of treated and buffer together: what is left of the effect after displacement. */
  readonly total: RelativeChange;
}

function requireCounts(name: string, { before, after }: BeforeAfter): void {
  requireWhole(`${name} before`, before, 0);
  requireWhole(`${name} after`, after, 0);
}

/**
 * How a zone changed against a control zone, as a ratio of ratios of counts.
 *
 * log RR = log(after/before) − log(control after/control before), with variance the sum of 1/count over the four counts, as for
 * independent Poisson counts. Counts that vary more than that make it too sure: then use `ringEffects` on areas.
 *
 * @param zone counts; before and after may be of different length, if they are for the control too
 * @throws {MeasureError} out-of-range if a count is not a whole number from 0; empty-group if the control has none
 *
 * @example
 * import { relativeToControl } from "@krachtwijk/measure/effect";
 * const { expected, rateRatio } = relativeToControl({ before: 207, after: 110 }, { before: 308, after: 318 });
 * [expected, rateRatio]; // → [213.7208, 0.5147]
 *
 * Source: Wilson (2022), Journal of Quantitative Criminology 38 (the relative incident rate ratio).
 */
export function relativeToControl(
  zone: BeforeAfter,
  control: BeforeAfter,
  { confidence = 0.95 }: { readonly confidence?: number | undefined } = {},
): RelativeChange {
  requireBetween("confidence", confidence, 0, 1);
  requireCounts("zone", zone);
  requireCounts("control", control);
  if (control.before === 0 || control.after === 0)
    throw new MeasureError(
      "empty-group",
      `the control has ${control.before} before and ${control.after} after; it needs events in both to show the trend. Choose a larger control.`,
      { before: control.before, after: control.after },
    );
  const trend = control.after / control.before;
  const expected = zone.before * trend;
  const net = zone.after - expected;
  if (zone.before === 0 || zone.after === 0)
    return { expected, net, rateRatio: null, interval: null, p: null };
  const log = Math.log(zone.after / zone.before / trend);
  const variance = 1 / zone.before + 1 / zone.after + 1 / control.before + 1 / control.after;
  const { p, interval } = uncertainty(log, variance, Infinity, confidence);
  const [low, high] = interval ?? [log, log];
  return { expected, net, rateRatio: Math.exp(log), interval: [Math.exp(low), Math.exp(high)], p };
}

/** Ratio to the control after minus before, as N/D: value, variance, and covariance with another zone. */
function measures({ treated, buffer, control }: ZoneCounts) {
  const difference = (zone: BeforeAfter) =>
    zone.after / control.after - zone.before / control.before;
  const shared = (a: BeforeAfter, b: BeforeAfter) =>
    (a.after * b.after) / control.after ** 3 + (a.before * b.before) / control.before ** 3;
  const own = (zone: BeforeAfter) =>
    zone.after / control.after ** 2 + zone.before / control.before ** 2;
  return {
    success: difference(treated),
    gain: difference(buffer),
    successVariance: own(treated) + shared(treated, treated),
    gainVariance: own(buffer) + shared(buffer, buffer),
    covariance: shared(treated, buffer),
  };
}

/** Fieller's interval of gain / success. */
function fieller(zones: ZoneCounts, z: number): readonly [number, number] | null {
  const { success, gain, successVariance, gainVariance, covariance } = measures(zones);
  const a = success ** 2 - z * z * successVariance;
  if (!(a > 0)) return null;
  const b = success * gain - z * z * covariance;
  const root = Math.sqrt(Math.max(0, b * b - a * (gain ** 2 - z * z * gainVariance)));
  return [(b - root) / a, (b + root) / a];
}

function readingOf(wdq: number, success: number): DisplacementReading {
  if (success >= 0) return "no-effect";
  if (wdq < -1) return "displacement-exceeds-effect";
  if (wdq < 0) return "displacement";
  return wdq <= 1 ? "diffusion" : "diffusion-exceeds-effect";
}

/**
 * Whether what went away in the treated areas moved next door: the change in the buffer as a part of the change in the
 * treated areas, both against the control.
 *
 * WDQ = (B₁/C₁ − B₀/C₀) / (A₁/C₁ − A₀/C₀), A treated, B buffer, C control, 0 before, 1 after. For events that should become fewer,
 * below 0 is displacement (below −1 more than the effect) and above 0 diffusion of benefits. It means nothing unless the treated areas
 * did better than the control. The interval is Fieller's, for independent Poisson counts.
 *
 * @param zones counts over the whole of each period
 * @throws {MeasureError} out-of-range if a count is not a whole number from 0; empty-group if the control has none; no-variance if
 * the treated areas changed exactly as the control, so that there is no quotient
 *
 * @example
 * import { weightedDisplacementQuotient } from "@krachtwijk/measure/effect";
 * const zones = {
 *   treated: { before: 207, after: 110 },
 *   buffer: { before: 178, after: 157 },
 *   control: { before: 308, after: 318 },
 * };
 * const { wdq, reading } = weightedDisplacementQuotient(zones);
 * [wdq, reading]; // → [0.2582, "diffusion"]
 *
 * Source: Bowers & Johnson (2003), Journal of Quantitative Criminology 19, 275–301; Guerette (2009), Analyzing Crime Displacement and
 * Diffusion (net effect); Fieller (1954), JRSS B 16, 175–185.
 */
export function weightedDisplacementQuotient(
  zones: ZoneCounts,
  options: { readonly confidence?: number | undefined } = {},
): DisplacementQuotient {
  const { treated, buffer, control } = zones;
  const relative = (zone: BeforeAfter) => relativeToControl(zone, control, options);
  const both = {
    before: treated.before + buffer.before,
    after: treated.after + buffer.after,
  };
  const parts = { treated: relative(treated), buffer: relative(buffer), total: relative(both) };
  const { success, gain } = measures(zones);
  if (Math.abs(parts.treated.net) <= 1e-12 * Math.max(1, treated.after))
    throw new MeasureError(
      "no-variance",
      "the treated areas changed exactly as the control, so there is no effect that could have moved and no quotient.",
      { before: treated.before, after: treated.after },
    );
  const wdq = gain / success;
  const z = normalQuantile(0.5 + (options.confidence ?? 0.95) / 2);
  return {
    wdq,
    interval: fieller(zones, z),
    reading: readingOf(wdq, success),
    successMeasure: success,
    bufferMeasure: gain,
    ...parts,
  };
}

/** Counts for the difference: a zone with a control of its own. */
export interface DifferenceCounts {
  readonly treated: BeforeAfter;
  readonly control: BeforeAfter;
  /** Around the treated areas. */
  readonly buffer?: BeforeAfter | undefined;
  /** Around the control areas. */
  readonly bufferControl?: BeforeAfter | undefined;
}

/** A difference of counts with its error. */
export interface CountDifference extends Uncertainty {
  /** In events per `after` period (or per unit of length, if lengths are given). */
  readonly difference: number;
}

/** The weighted displacement difference and its two parts. */
export interface DisplacementDifference extends CountDifference {
  readonly local: CountDifference;
  /** Null without a buffer. */
  readonly displaced: CountDifference | null;
}

/** How long the two periods were, in any unit. */
export interface PeriodLengths {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

/**
 * How many events less there were, displacement included, with a simple test: for counts in areas with a control of about
 * their own size.
 *
 * WDD = (T₁ − T₀) − (C₁ − C₀) + (D₁ − D₀) − (E₁ − E₀), T treated, C its control, D buffer, E the control's buffer; variance the
 * sum of all counts, as for independent Poisson counts. With periods of different length each count is divided by the length of
 * its period, and its variance by the square of that.
 *
 * @throws {MeasureError} out-of-range if a count is not a whole number from 0, or a length not above 0; no-variance if all are 0
 *
 * @example
 * import { weightedDisplacementDifference } from "@krachtwijk/measure/effect";
 * const counts = {
 *   treated: { before: 207, after: 110 },
 *   control: { before: 308, after: 318 },
 *   buffer: { before: 178, after: 157 },
 *   bufferControl: { before: 150, after: 140 },
 * };
 * const { difference, t, interval } = weightedDisplacementDifference(counts);
 * [difference, t, interval]; // → [-118, -2.98, [-195.61, -40.39]]
 *
 * Source: Wheeler & Ratcliffe (2018), Crime Science 7, 11.
 */
export function weightedDisplacementDifference(
  { treated, control, buffer, bufferControl }: DifferenceCounts,
  options: {
    readonly lengths?: PeriodLengths | undefined;
    readonly confidence?: number | undefined;
  } = {},
): DisplacementDifference {
  const { lengths: { before = 1, after = 1 } = {}, confidence = 0.95 } = options;
  requireBetween("confidence", confidence, 0, 1);
  requireBetween("before", before, Number.MIN_VALUE, Number.MAX_VALUE);
  requireBetween("after", after, Number.MIN_VALUE, Number.MAX_VALUE);
  const none: BeforeAfter = { before: 0, after: 0 };
  const part = (zone: BeforeAfter, against: BeforeAfter) => {
    for (const [name, counts] of Object.entries({ zone, against })) requireCounts(name, counts);
    const change = (counts: BeforeAfter) => counts.after / after - counts.before / before;
    const variance = (counts: BeforeAfter) =>
      counts.after / after ** 2 + counts.before / before ** 2;
    return {
      difference: change(zone) - change(against),
      variance: variance(zone) + variance(against),
    };
  };
  const withError = ({ difference, variance }: ReturnType<typeof part>): CountDifference => ({
    difference,
    ...uncertainty(difference, variance, Infinity, confidence),
  });
  const local = part(treated, control);
  const displaced = part(buffer ?? none, bufferControl ?? none);
  const all = {
    difference: local.difference + displaced.difference,
    variance: local.variance + displaced.variance,
  };
  if (all.variance === 0)
    throw new MeasureError("no-variance", "all counts are 0, so there is nothing to compare.");
  return {
    ...withError(all),
    local: withError(local),
    displaced: buffer === undefined ? null : withError(displaced),
  };
}
