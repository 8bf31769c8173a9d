import { MeasureError, requireCount, requireSameLength } from "../numeric/index.ts";
import type { CompositeData, CompositeSpec, IndicatorSpec, Scope } from "./composite-spec.ts";
import { type FillRule, fillGaps } from "./fill-gaps.ts";
import { type Normalisation, normaliseColumn, type Target, targetOf } from "./normalise.ts";
import { screenAreas } from "./screen-areas.ts";
import { type Treated, treatOutliers } from "./treat.ts";

/** What was done to one indicator before it was normalised. */
export interface Preparation {
  /** Gaps that were filled. */
  readonly filled: number;
  /** Values that were pulled to a limit. */
  readonly changed: number;
  /** The curve that was put on, or null. */
  readonly transform: Treated["transform"];
}

/** Figures that are ready to be normalised, and how they came there. */
export interface Prepared {
  /** The rows of the input that take part, in order. */
  readonly rows: Int32Array;
  /** How many of them each period has. */
  readonly periods: readonly number[];
  readonly preparations: readonly Preparation[];
  /** Writes the normalised values of an indicator. @throws {MeasureError} naming the indicator */
  readonly normaliseInto: (indicator: number, target: Omit<Target, "base">) => void;
}

/** Says in an impossible question which indicator it is about. */
export function about<Result>(name: string, ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof MeasureError) || error.message.startsWith(name)) throw error;
    const sentence = error.message.startsWith("values[")
      ? error.message.replace("values", name)
      : `${name}: ${error.message.replace(/^values: /, "")}`;
    throw new MeasureError(error.code, sentence, { ...error.facts, name });
  }
}

/** From where to where each period goes, in rows. */
export function boundsOf(
  periods: readonly number[],
): readonly { readonly from: number; readonly to: number }[] {
  let to = 0;
  return periods.map((count) => {
    const from = to;
    to += count;
    return { from, to };
  });
}

/** Does the same to each period of a column, and puts the results behind each other. */
function perPeriod(
  values: Float64Array,
  periods: readonly number[],
  act: (part: Float64Array, from: number, to: number) => Float64Array,
): Float64Array {
  if (periods.length === 1) return act(values, 0, values.length);
  const result = new Float64Array(values.length);
  for (const { from, to } of boundsOf(periods))
    if (to > from) result.set(act(values.subarray(from, to), from, to), from);
  return result;
}

const isFillRule = (rule: string): rule is FillRule => rule !== "none" && rule !== "available-case";

interface Stage {
  readonly columns: readonly Float64Array[];
  readonly rows: Int32Array;
  readonly periods: readonly number[];
  readonly groups: readonly string[] | undefined;
}

/** Keeps the rows with enough data. */
function screened(stage: Stage, screening: CompositeSpec["screening"]): Stage {
  const { keeps } = screenAreas(stage.columns, screening);
  if (!keeps.includes(0)) return stage;
  const keep = (_: unknown, at: number) => keeps[at] === 1;
  const periods = boundsOf(stage.periods).map(
    ({ from, to }) => keeps.subarray(from, to).filter((one) => one === 1).length,
  );
  requireCount("areas with enough data", keeps.filter((one) => one === 1).length, 1);
  return {
    columns: stage.columns.map((column) => column.filter(keep)),
    rows: stage.rows.filter(keep),
    periods,
    groups: stage.groups?.filter(keep),
  };
}

function filledStage(stage: Stage, spec: CompositeSpec): Stage & { readonly filled: number[] } {
  const { rule } = spec.missing ?? { rule: "none" };
  const filled = stage.columns.map(() => 0);
  if (!isFillRule(rule)) return { ...stage, filled };
  const columns = stage.columns.map((column, indicator) =>
    about(spec.indicators[indicator]!.name, () =>
      perPeriod(column, stage.periods, (part, from, to) => {
        const result = fillGaps(part, rule, stage.groups?.slice(from, to));
        filled[indicator]! += result.filled;
        return result.values;
      }),
    ),
  );
  return { ...stage, columns, filled };
}

/** Outliers are judged over the same areas and periods as the scale; with a base period over all. */
function treated(
  column: Float64Array,
  periods: readonly number[],
  own: IndicatorSpec,
  spec: CompositeSpec,
) {
  const treatment = own.treatment ?? spec.treatment ?? { method: "none" };
  if (treatment.method === "none") return { values: column, changed: 0, transform: null };
  let changed = 0;
  let transform: Treated["transform"] = null;
  const parts = spec.scope?.over === "each-period" ? periods : [column.length];
  const values = perPeriod(column, parts, (part) => {
    const result = treatOutliers(part, treatment);
    changed += result.changed;
    transform ??= result.transform;
    return result.values;
  });
  return { values, changed, transform };
}

/** A row of reference is one of the input; screening may have moved it. */
function withTarget(
  normalisation: Normalisation,
  values: Float64Array,
  rows: Int32Array,
): Normalisation {
  if (normalisation.method !== "distance-to-reference") return normalisation;
  const { reference, cap } = normalisation;
  const target = targetOf(values, rows.indexOf(reference));
  return { method: "distance-to-target", target, cap };
}

/** Normalises a column by the numbers of the areas and periods that its scope says. */
function normaliseScoped(
  values: Float64Array,
  periods: readonly number[],
  { name, direction = 1, normalisation = { method: "min-max" } }: IndicatorSpec,
  scope: Scope,
  { result, weight, sums }: Omit<Target, "base">,
): void {
  const bounds = boundsOf(periods);
  if (scope.over === "each-period") {
    for (const { from, to } of bounds.filter((one) => one.to > one.from))
      normaliseColumn(name, values.subarray(from, to), normalisation, direction, {
        result: result.subarray(from, to),
        weight,
        sums: sums?.subarray(from, to),
      });
    return;
  }
  const own = scope.over === "all-periods" ? { from: 0, to: values.length } : bounds[scope.base];
  if (own === undefined)
    throw new MeasureError(
      "unknown-name",
      `the base period is not there; there are ${periods.length}, counted from 0.`,
    );
  const isAll = own.to - own.from === values.length;
  const base = isAll ? values : values.subarray(own.from, own.to);
  normaliseColumn(name, values, normalisation, direction, { result, weight, sums, base });
}

/** The input with its sizes checked. @throws {MeasureError} length-mismatch */
function checked({ columns, periods, groups }: CompositeData, spec: CompositeSpec): Stage {
  const count = columns[0]?.length ?? 0;
  requireCount("indicators", spec.indicators.length, 1);
  requireSameLength(
    "columns",
    columns as unknown as ArrayLike<number>,
    "indicators",
    spec.indicators.length,
  );
  for (const [at, column] of columns.entries())
    requireSameLength(spec.indicators[at]!.name, column, spec.indicators[0]!.name, count);
  requireCount("areas", count, 1);
  const own = periods ?? [count];
  if (own.reduce((sum, size) => sum + size, 0) !== count)
    throw new MeasureError(
      "length-mismatch",
      `the periods have ${own.join(" + ")} rows and the columns ${count}; they must be equally many.`,
    );
  return {
    columns: columns.map((column) =>
      column instanceof Float64Array ? column : Float64Array.from(column),
    ),
    rows: new Int32Array(count).map((_, at) => at),
    periods: own,
    groups,
  };
}

/**
 * Makes the figures of an index ready: screens areas, fills gaps, treats outliers.
 * @throws {MeasureError} what these steps throw, naming the indicator; length-mismatch
 */
export function prepareFigures(data: CompositeData, spec: CompositeSpec): Prepared {
  const { screening, scope = { over: "all-periods" } } = spec;
  const when = screening === undefined ? "never" : (screening.when ?? "before-filling");
  const input = checked(data, spec);
  const full = filledStage(when === "before-filling" ? screened(input, screening) : input, spec);
  const { columns, rows, periods } = when === "after-filling" ? screened(full, screening) : full;
  const ready = columns.map((column, at) => {
    const own = spec.indicators[at]!;
    return about(own.name, () => treated(column, periods, own, spec));
  });
  return {
    rows,
    periods,
    preparations: ready.map(({ changed, transform }, at) => ({
      filled: full.filled[at]!,
      changed,
      transform,
    })),
    normaliseInto: (indicator, target) => {
      const own = spec.indicators[indicator]!;
      const { values } = ready[indicator]!;
      const asked = own.normalisation ?? spec.normalisation ?? { method: "min-max" };
      about(own.name, () => {
        const normalisation = withTarget(asked, values, rows);
        normaliseScoped(values, periods, { ...own, normalisation }, scope, target);
      });
    },
  };
}
