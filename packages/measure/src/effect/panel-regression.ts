import {
  MeasureError,
  type Numbers,
  requireBetween,
  requireFinite,
  requireSameLength,
} from "../numeric/index.ts";
import {
  type Covariance,
  type CovarianceChoice,
  covarianceOf,
  type SmallSample,
  type Vcov,
} from "./covariance.ts";
import { type Column, type Fit, leastSquares } from "./least-squares.ts";
import { type Codes, codesOf, type IndexedPanel, type Labels, requireLabels } from "./panel.ts";
import { withinTransform } from "./within.ts";

/** How errors are worked out. The defaults are those of fixest for a panel. */
export interface ErrorOptions {
  /** Default `cluster`. */
  readonly vcov?: Vcov | undefined;
  /** One label per row for `cluster`; default: the unit. */
  readonly cluster?: Labels | undefined;
  /** Default `nested`. */
  readonly smallSample?: SmallSample | undefined;
  /** Of the interval, 0 to 1; default 0.95. */
  readonly confidence?: number | undefined;
}

/** What the model holds besides the treatment. */
export interface RegressionOptions extends ErrorOptions {
  /** Columns that change within units, by name; each as long as the panel. */
  readonly covariates?: Readonly<Record<string, Numbers>> | undefined;
}

/** How many there are of what, so that a reader can judge the errors. */
export interface DesignCounts {
  readonly rows: number;
  readonly units: number;
  readonly periods: number;
  /** Units that are treated in at least one row. */
  readonly treatedUnits: number;
  /** Units that are treated in all their rows: they say nothing of before and after. */
  readonly alwaysTreatedUnits: number;
  /** What the errors are clustered by (units for the errors that are not clustered). */
  readonly clusters: number;
  /** Clusters with a treated row. With fewer than about ten, clustered errors are too small. */
  readonly treatedClusters: number;
}

/** Whether a row is treated. */
export function treatedRows({ rows, units, times, periods, treatedFrom }: IndexedPanel) {
  return Float64Array.from({ length: rows }, (_, row) =>
    periods[times.codes[row]!]! >= treatedFrom[units.codes[row]!]! ? 1 : 0,
  );
}

/** The covariates of a regression, checked. @throws {MeasureError} length-mismatch; not-finite */
export function covariateColumns(
  covariates: Readonly<Record<string, Numbers>>,
  rows: number,
): readonly Column[] {
  return Object.entries(covariates).map(([name, values]) => {
    requireSameLength(name, values, "unit", rows);
    requireFinite(name, values);
    return { name, values: Float64Array.from(values) };
  });
}

/** The grouping or groupings that the errors are clustered by. */
export function clusterings(
  panel: Pick<IndexedPanel, "units" | "times" | "rows">,
  { vcov = "cluster", cluster }: ErrorOptions,
): readonly Codes[] {
  if (cluster !== undefined) requireLabels("cluster", cluster, panel.rows);
  const first = cluster === undefined ? panel.units : codesOf(cluster);
  if (vcov === "two-way") return [first, panel.times];
  return vcov === "cluster" ? [first] : [];
}

/** The same, with how the errors are corrected. @throws {MeasureError} out-of-range if `confidence` is not 0 to 1 */
export function covarianceChoice(
  panel: Pick<IndexedPanel, "units" | "times" | "rows">,
  options: ErrorOptions,
): CovarianceChoice {
  requireBetween("confidence", options.confidence ?? 0.95, 0, 1);
  return {
    vcov: options.vcov ?? "cluster",
    smallSample: options.smallSample ?? "nested",
    clusters: clusterings(panel, options),
  };
}

export function countsOf(panel: IndexedPanel, clusters: readonly Codes[]): DesignCounts {
  const { rows, units, times } = panel;
  const treated = treatedRows(panel);
  const [cluster = units] = clusters;
  const isTreated = new Uint8Array(units.count);
  const isUntreated = new Uint8Array(units.count);
  const isTreatedCluster = new Uint8Array(cluster.count);
  for (let row = 0; row < rows; row++) {
    if (treated[row] === 0) isUntreated[units.codes[row]!] = 1;
    else {
      isTreated[units.codes[row]!] = 1;
      isTreatedCluster[cluster.codes[row]!] = 1;
    }
  }
  const total = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0);
  return {
    rows,
    units: units.count,
    periods: times.count,
    treatedUnits: total(isTreated),
    alwaysTreatedUnits: units.count - total(isUntreated),
    clusters: cluster.count,
    treatedClusters: total(isTreatedCluster),
  };
}

/** A regression with unit and period effects. */
export interface PanelFit {
  readonly fit: Fit;
  readonly covariance: Covariance;
}

/**
 * Fits an outcome on columns with unit and period effects.
 * @throws {MeasureError} singular, with `explain` as what it says if the column that is at fault is one of the treatment
 */
export function fitPanel(
  panel: IndexedPanel,
  treatment: readonly Column[],
  { covariates = {}, ...errors }: RegressionOptions,
  explain: string,
): PanelFit {
  const { units, times, rows, outcome } = panel;
  const columns = [...treatment, ...covariateColumns(covariates, rows)];
  const choice = covarianceChoice(panel, errors);
  try {
    const demean = withinTransform(units, times);
    const fit = leastSquares(outcome, columns, { effects: [units, times], demean });
    return { fit, covariance: covarianceOf(fit, choice) };
  } catch (error) {
    const isOurs =
      error instanceof MeasureError &&
      error.code === "singular" &&
      treatment.some(({ name }) => name === error.facts["name"]);
    if (!isOurs) throw error;
    throw new MeasureError("singular", `${error.facts["name"]}: ${explain}`, error.facts);
  }
}

/** @throws {MeasureError} empty-group if no row is treated, or every row is */
export function requireTreatment(treated: Float64Array): void {
  if (!treated.includes(1))
    throw new MeasureError(
      "empty-group",
      "no unit is treated in these periods: every treatedFrom is Infinity or after the last period. Check that column.",
      { treated: 0 },
    );
  if (!treated.includes(0))
    throw new MeasureError(
      "empty-group",
      "every unit is treated in every period, so there is nothing to compare with. Add earlier periods, and units that are not treated.",
      { untreated: 0 },
    );
}
