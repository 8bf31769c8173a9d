import { MeasureError } from "../numeric/index.ts";
import { withoutMargins } from "./calibration-residuals.ts";
import type { Stage } from "./design-stage.ts";
import { seenNumbers } from "./seen-numbers.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** A symmetric matrix as rows. */
export type Covariance = readonly (readonly number[])[];

/** Weight × influence of some rows on one or more estimates; other rows have none. */
export interface Linearised {
  readonly rows: Int32Array;
  /** One per estimate, aligned with `rows`. */
  readonly columns: readonly Float64Array[];
}

/** The units and strata that have any influence, numbered from 0, with their totals. Others have total 0. */
interface Touched {
  /** Total of unit u for column c at u × columns + c. */
  readonly totals: Float64Array;
  readonly stratumOfUnit: Int32Array;
  /** Numbers of the strata in the stage. */
  readonly strata: readonly number[];
}

function touchedBy({ rows, columns }: Linearised, stage: Stage): Touched {
  const size = columns.length;
  const units = seenNumbers(stage.stratumOf.length, rows.length);
  const places = rows.map((row) => units.placeOf(stage.unitOf[row]!));
  const strata = seenNumbers(stage.drawn.length, units.numbers.length);
  const totals = new Float64Array(units.numbers.length * size);
  for (const [column, values] of columns.entries())
    for (let at = 0; at < rows.length; at++) {
      const place = places[at]! * size + column;
      totals[place] = totals[place]! + values[at]!;
    }
  const stratumOfUnit = Int32Array.from(units.numbers, (unit) =>
    strata.placeOf(stage.stratumOf[unit]!),
  );
  return { totals, stratumOfUnit, strata: strata.numbers };
}

const isLonely = ({ drawn, population }: Stage, stratum: number) =>
  drawn[stratum] === 1 && population[stratum]! > 1;

/** What the units of each stratum are compared with: their mean, or what the rule for lonely clusters says. */
function centres(
  { totals, stratumOfUnit, strata }: Touched,
  stage: Stage,
  { lonelyCluster }: SurveyDesign,
): Float64Array {
  const columns = totals.length / stratumOfUnit.length;
  const means = new Float64Array(strata.length * columns);
  const grand = new Float64Array(columns);
  for (const [unit, stratum] of stratumOfUnit.entries())
    for (let column = 0; column < columns; column++) {
      const total = totals[unit * columns + column]!;
      const place = stratum * columns + column;
      means[place] = means[place]! + total / stage.drawn[strata[stratum]!]!;
      grand[column] = grand[column]! + total / stage.stratumOf.length;
    }
  for (const [at, stratum] of strata.entries()) {
    if (!isLonely(stage, stratum)) continue;
    if (lonelyCluster === "fail")
      throw new MeasureError(
        "too-few",
        `stratum ${stage.names[stratum]} has one cluster in the sample, so its spread cannot be seen; join it with a like stratum, or choose what it adds: certainty, adjust or average.`,
        { stratum: stage.names[stratum]! },
      );
    if (lonelyCluster === "adjust") means.set(grand, at * columns);
  }
  return means;
}

/** How much a squared distance in a stratum counts: (1 − drawn / population) × drawn / (drawn − 1) × what is carried. */
function scaleOf({ drawn, population, carried }: Stage, stratum: number): number {
  const count = drawn[stratum]!;
  const unseen = 1 - count / population[stratum]!;
  return unseen * carried[stratum]! * (count > 1 ? count / (count - 1) : 1);
}

/** Sums of products around the centres, by stratum scaled; units without influence have total 0 and count too. */
function scaledProducts(touched: Touched, stage: Stage, means: Float64Array): Float64Array {
  const { totals, stratumOfUnit, strata } = touched;
  const size = totals.length / stratumOfUnit.length;
  const scale = strata.map((stratum) => scaleOf(stage, stratum));
  const silent = strata.map((stratum) => stage.drawn[stratum]!);
  const sum = new Float64Array(size * size);
  const add = (stratum: number, unit: number | undefined, times: number) => {
    for (let a = 0; a < size; a++)
      for (let b = 0; b <= a; b++) {
        const first =
          (unit === undefined ? 0 : totals[unit * size + a]!) - means[stratum * size + a]!;
        const other =
          (unit === undefined ? 0 : totals[unit * size + b]!) - means[stratum * size + b]!;
        sum[a * size + b] = sum[a * size + b]! + scale[stratum]! * times * first * other;
      }
  };
  for (const [unit, stratum] of stratumOfUnit.entries()) {
    add(stratum, unit, 1);
    silent[stratum]! -= 1;
  }
  for (const [stratum, times] of silent.entries()) if (times > 0) add(stratum, undefined, times);
  return sum;
}

/** What a stage adds, as a flat matrix of which the lower triangle is filled. */
function stageCovariance(design: SurveyDesign, linearised: Linearised, stage: Stage): Float64Array {
  const touched = touchedBy(linearised, stage);
  const sum = scaledProducts(touched, stage, centres(touched, stage, design));
  if (design.lonelyCluster !== "average") return sum;
  const lonely = touched.strata.filter((stratum) => isLonely(stage, stratum)).length;
  const seen = touched.strata.length - lonely;
  if (seen === 0)
    throw new MeasureError(
      "too-few",
      "every stratum has one cluster in the sample, so there is no average to take; join strata in pairs.",
      { strata: lonely },
    );
  return sum.map((products) => (products * touched.strata.length) / seen);
}

/** After calibration every row has an influence: what the margins explain is taken off, also outside the domain. */
function calibrated(design: SurveyDesign, { rows, columns }: Linearised): Linearised {
  const all = columns.map((column) => {
    const whole = new Float64Array(design.weights.length);
    for (let at = 0; at < rows.length; at++) whole[rows[at]!] = column[at]!;
    return withoutMargins(design, whole);
  });
  return { rows: Int32Array.from(design.weights, (_, row) => row), columns: all };
}

/** Covariance of estimates from their linearised columns. */
export function designCovariance(design: SurveyDesign, linearised: Linearised): Covariance {
  const columns = design.calibration === undefined ? linearised : calibrated(design, linearised);
  const size = columns.columns.length;
  const parts = design.stages.map((stage) => stageCovariance(design, columns, stage));
  const at = (a: number, b: number) => Math.max(a, b) * size + Math.min(a, b);
  return linearised.columns.map((_, a) =>
    linearised.columns.map((_, b) => parts.reduce((sum, part) => sum + part[at(a, b)]!, 0)),
  );
}

/** Clusters minus strata of the first stage, among the rows that count. */
export function degreesOfFreedom(design: SurveyDesign, rows?: Int32Array): number {
  const { weights, stages } = design;
  const [first] = stages;
  const count = rows?.length ?? weights.length;
  const units = seenNumbers(first.stratumOf.length, count);
  for (let at = 0; at < count; at++) {
    const row = rows === undefined ? at : rows[at]!;
    if (weights[row] !== 0) units.placeOf(first.unitOf[row]!);
  }
  const strata = new Set(units.numbers.map((unit) => first.stratumOf[unit]!));
  return units.numbers.length - strata.size;
}

/** Whether the whole population was drawn, so that a variance of 0 is the truth. */
export const isCensus = ({ stages }: SurveyDesign): boolean =>
  stages.every(({ drawn, population }) =>
    drawn.every((count, stratum) => population[stratum]! - count <= 1e-9 * count),
  );
