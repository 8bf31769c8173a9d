import { MeasureError } from "../numeric/index.ts";
import { type JointTest, type Uncertainty, waldTest } from "./inference.ts";
import type { Column } from "./least-squares.ts";
import { type IndexedPanel, indexPanel, type Panel } from "./panel.ts";
import {
  fitPanel,
  type RegressionOptions,
  requireTreatment,
  treatedRows,
} from "./panel-regression.ts";
import { coefficientsOf } from "./two-way-fixed-effects.ts";

/** The effect so long after treatment began (before it, where negative). */
export interface EventEffect extends Uncertainty {
  /** Period minus first treated period; 0 is the first treated period. */
  readonly eventTime: number;
  /** In the unit of the outcome, against the reference. */
  readonly estimate: number;
}

/** Effects by time since treatment. */
export interface EventStudy {
  /** The event times that the others are compared with; they have no effect of their own. */
  readonly reference: readonly number[];
  /** From early to late. */
  readonly effects: readonly EventEffect[];
  /**
   * That all effects before treatment are 0: a small p says that the treated were already on another path. Null when there
   * is none, or not fewer than there are clusters.
   */
  readonly preTrend: JointTest | null;
  readonly degreesOfFreedom: number;
}

/** How an event study is made. */
export interface EventStudyOptions extends RegressionOptions {
  /** Event times to compare with; default: the last that occurs before 0. */
  readonly reference?: number | readonly number[] | undefined;
}

/** Differences of periods such as 2019.25 may be off in the last bits. */
export const eventTimeOf = (period: number, treatedFrom: number): number =>
  Math.round((period - treatedFrom) * 1e9) / 1e9;

/** Per row; Infinity negative for units that are never treated. */
function eventTimes({ rows, units, times, periods, treatedFrom }: IndexedPanel) {
  return Float64Array.from({ length: rows }, (_, row) =>
    eventTimeOf(periods[times.codes[row]!]!, treatedFrom[units.codes[row]!]!),
  );
}

const sortedSet = (values: Iterable<number>) => [...new Set(values)].sort((a, b) => a - b);

function referenceOf(known: readonly number[], chosen: EventStudyOptions["reference"]) {
  const fallback = known.filter((time) => time < 0).at(-1);
  const reference =
    chosen === undefined
      ? fallback === undefined
        ? []
        : [fallback]
      : typeof chosen === "number"
        ? [chosen]
        : chosen;
  if (reference.length === 0)
    throw new MeasureError(
      "empty-group",
      "no treated unit has a period before its treatment, so there is nothing to compare with. Add earlier periods.",
    );
  for (const time of reference)
    if (!known.includes(time))
      throw new MeasureError(
        "unknown-name",
        `no row has event time ${time}; there are ${known.join(", ")}. Choose one of these as reference.`,
        { reference: time },
      );
  return reference;
}

/**
 * The path of the effect: what treated units differ from the others so many periods before and after their treatment began,
 * and whether they already moved apart before it.
 *
 * y_it = α_i + λ_t + Σ_e β_e 1(t − g_i = e) + γ′x_it + ε_it over the event times e but the reference, g_i the first treated
 * period. `preTrend` is the Wald test that β_e = 0 for all e < 0. A pre-trend that is not seen is not one that is not there
 * (Roth 2022). If treatment begins at different times and effects differ between those groups, β_e mixes event times:
 * `sunAbraham` does not.
 *
 * @param panel as for `twoWayFixedEffects`
 * @throws {MeasureError} as `twoWayFixedEffects`; unknown-name for a reference that does not occur; singular without units
 * that are never treated, unless there are two references
 *
 * @example
 * import { eventStudy } from "@krachtwijk/measure/effect";
 * const panel = {
 *   unit: ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"],
 *   time: [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3],
 *   outcome: [5, 5.2, 8, 4, 4, 7.4, 3, 3.2, 3, 2, 2.4, 2.2],
 *   treatedFrom: [3, 3, 3, 3, 3, 3, Infinity, Infinity, Infinity, Infinity, Infinity, Infinity],
 * };
 * eventStudy(panel).effects.map(({ eventTime, estimate }) => [eventTime, estimate]); // → [[-2, 0.2], [0, 3.3]]
 *
 * Source: Jacobson, LaLonde & Sullivan (1993), American Economic Review 83, 685–709; Roth (2022), AER: Insights 4, 305–322.
 */
export function eventStudy(panel: Panel, options: EventStudyOptions = {}): EventStudy {
  const indexed = indexPanel(panel);
  requireTreatment(treatedRows(indexed));
  const times = eventTimes(indexed);
  const known = sortedSet(times.filter(Number.isFinite));
  const reference = referenceOf(known, options.reference);
  const shown = known.filter((time) => !reference.includes(time));
  const columns = shown.map(
    (eventTime): Column => ({
      name: `event time ${eventTime}`,
      values: times.map((time) => (time === eventTime ? 1 : 0)),
    }),
  );
  const fitted = fitPanel(
    indexed,
    columns,
    options,
    "this effect cannot be told from those of the others. Without units that are never treated, two event times are needed as reference; units that are all treated at once allow none.",
  );
  const { degreesOfFreedom, matrix } = fitted.covariance;
  const before = shown.flatMap((time, at) => (time < 0 ? [at] : []));
  const coefficients = coefficientsOf(fitted, options.confidence ?? 0.95).slice(0, shown.length);
  return {
    reference,
    effects: coefficients.map(({ name: _, ...effect }, at) => ({
      eventTime: shown[at]!,
      ...effect,
    })),
    preTrend: waldTest(coefficients, matrix, before, degreesOfFreedom),
    degreesOfFreedom,
  };
}
