import { MeasureError, type Numbers, requireSameLength } from "../numeric/index.ts";
import { type JointTest, type Uncertainty, uncertainty, waldTest } from "./inference.ts";
import { type IndexedPanel, indexPanel, type Panel, valuePerUnit } from "./panel.ts";
import {
  fitPanel,
  type RegressionOptions,
  requireTreatment,
  treatedRows,
} from "./panel-regression.ts";
import { coefficientsOf } from "./two-way-fixed-effects.ts";

/**
 * A panel of areas in and around treated areas. `treatedFrom` is the first period of treatment of the area itself or, in a ring, of
 * the treated area it lies around; Infinity for controls.
 */
export interface RingPanel extends Panel {
  /** 0 for treated areas, 1, 2 … for the rings around them, Infinity for controls; the same in all rows of a unit. */
  readonly ring: Numbers;
}

/** The effect on the areas of a ring. */
export interface RingEffect extends Uncertainty {
  /** 0: the treated areas themselves. */
  readonly ring: number;
  readonly units: number;
  /** Per area and period, in the unit of the outcome. */
  readonly att: number;
}

/** Effects in and around treated areas. */
export interface RingEffects {
  readonly rings: readonly RingEffect[];
  /** That no ring around the treated areas changed: no displacement and no diffusion. Null when there are no rings. */
  readonly displacement: JointTest | null;
  /** Sum over all areas of all rings: the effect of one period that is left after displacement. */
  readonly total: Uncertainty & { readonly effect: number };
  readonly degreesOfFreedom: number;
}

/** The ring of each unit. @throws {MeasureError} out-of-range if it does not fit the treatment */
function ringsOf(panel: IndexedPanel, ring: Numbers): Float64Array {
  requireSameLength("ring", ring, "unit", panel.rows);
  const rings = valuePerUnit("ring", ring, panel.units, panel.unitNames);
  for (const [unit, value] of rings.entries()) {
    const name = panel.unitNames[unit]!;
    const isControl = value === Infinity;
    if (!isControl && !(Number.isSafeInteger(value) && value >= 0))
      throw new MeasureError(
        "out-of-range",
        `ring of unit ${name} is ${value}; it must be 0 (treated), 1, 2 … or Infinity (control).`,
        { unit: name, ring: value },
      );
    if (isControl !== (panel.treatedFrom[unit] === Infinity))
      throw new MeasureError(
        "out-of-range",
        isControl
          ? `unit ${name} is a control but has a first treated period; give it Infinity, or the ring that it is in.`
          : `unit ${name} is in ring ${value} but has no first treated period; give it that of the treated area it lies around.`,
        { unit: name, ring: value },
      );
  }
  return rings;
}

/**
 * Displacement: the effect on treated areas and on each ring around them, against areas further away, all at once.
 *
 * y_it = α_i + λ_t + Σ_r β_r 1(ring_i = r) D_it + γ′x_it + ε_it. With a good for which less is better, β_0 < 0 with β_1 > 0 is displacement and
 * β_1 < 0 diffusion. Controls must be too far away to be reached: what reaches them is taken off every effect.
 *
 * @param panel rows of unit, period, outcome, first treated period and ring
 * @returns effects per area and period; errors as `twoWayFixedEffects`
 * @throws {MeasureError} as `twoWayFixedEffects`; out-of-range if ring and treatment do not fit; too-few below 2 areas in a ring or control
 *
 * @example
 * import { ringEffects } from "@krachtwijk/measure/effect";
 * const both = (values) => values.flatMap((value) => [value, value]);
 * const panel = {
 *   unit: both(["a", "b", "c", "d", "e", "f"]),
 *   time: [2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020, 2019, 2020],
 *   outcome: [30, 20, 28, 19, 12, 14, 15, 18, 9, 10, 8, 8],
 *   treatedFrom: both([2020, 2020, 2020, 2020, Infinity, Infinity]),
 *   ring: both([0, 0, 1, 1, Infinity, Infinity]),
 * };
 * ringEffects(panel).rings.map(({ ring, att }) => [ring, att]); // → [[0, -10], [1, 2]]
 *
 * Source: Clarke (2017), Estimating difference-in-differences in the presence of spillovers, MPRA working paper; Butts (2023), Journal of Urban Economics 133, 103493 (rings).
 */
export function ringEffects(panel: RingPanel, options: RegressionOptions = {}): RingEffects {
  const indexed = indexPanel(panel);
  const ringOf = ringsOf(indexed, panel.ring);
  const treated = treatedRows(indexed);
  requireTreatment(treated);
  const sizes = new Map<number, number>();
  for (const ring of ringOf) sizes.set(ring, (sizes.get(ring) ?? 0) + 1);
  requireSizes(sizes);
  const rings = [...sizes.keys()].filter(Number.isFinite).sort((a, b) => a - b);
  const columns = rings.map((ring) => ({
    name: `ring ${ring}`,
    values: treated.map((value, row) => (ringOf[indexed.units.codes[row]!] === ring ? value : 0)),
  }));
  const fitted = fitPanel(
    indexed,
    columns,
    options,
    "its effect cannot be told from those of the periods and other rings. Add control areas, and periods before treatment.",
  );
  const { confidence = 0.95 } = options;
  const { fit, covariance } = fitted;
  const { matrix, degreesOfFreedom } = covariance;
  const weights = rings.map((ring) => sizes.get(ring)!);
  const effect = weights.reduce((sum, weight, at) => sum + weight * fit.coefficients[at]!, 0);
  const variance = weights.reduce(
    (sum, a, row) => sum + weights.reduce((own, b, at) => own + a * b * matrix[row]![at]!, 0),
    0,
  );
  const around = rings.flatMap((ring, at) => (ring > 0 ? [at] : []));
  const coefficients = coefficientsOf(fitted, confidence).slice(0, rings.length);
  const smallest = weights.reduce((sum, weight, at) => sum + weight * fit.smallestErrors[at]!, 0);
  return {
    rings: coefficients.map(({ name: _, estimate, ...error }, at) => ({
      ring: rings[at]!,
      units: weights[at]!,
      att: estimate,
      ...error,
    })),
    displacement: waldTest(coefficients, matrix, around, degreesOfFreedom),
    total: {
      effect,
      ...uncertainty(effect, variance, degreesOfFreedom, confidence, smallest),
    },
    degreesOfFreedom,
  };
}

/** A ring of one area has no spread of its own, and its clustered error would be far too small. */
function requireSizes(sizes: ReadonlyMap<number, number>): void {
  for (const ring of [...sizes.keys(), Infinity]) {
    const count = sizes.get(ring) ?? 0;
    const where = ring === Infinity ? "the control" : `ring ${ring}`;
    if (count < 2)
      throw new MeasureError(
        "too-few",
        `${where} has ${count} area${count === 1 ? "" : "s"}; at least 2 are needed to see how much areas differ. Join rings, or compare counts with weightedDisplacementQuotient.`,
        { ring, count },
      );
  }
}
