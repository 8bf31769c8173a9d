import { Random } from "../numeric/index.ts";
import { dot } from "./least-squares.ts";
import type { Codes, IndexedPanel } from "./panel.ts";
import { partialler } from "./partialled.ts";

/** What is compared between assignments: the effect over its clustered error, or the effect alone. */
export type AssignmentStatistic = "t" | "coefficient";

/** Everything about a panel that stays when treatment is handed to others. */
export interface AssignmentInput {
  readonly panel: IndexedPanel;
  readonly covariates: Readonly<Record<string, Float64Array>>;
  readonly cluster: Codes;
  /** Cluster of each unit. */
  readonly clusterOf: Int32Array;
  /** First treated period of each cluster, as it is. */
  readonly treatedFrom: Float64Array;
  readonly statistic: AssignmentStatistic;
  readonly seed: number;
}

/** The statistic of an assignment of first treated periods to clusters. */
export type StatisticOf = (treatedFrom: Float64Array) => number;

/** Slope and clustered error from sums per cluster of treatment × outcome and treatment². */
function statisticOf(
  own: Float64Array,
  size: Float64Array,
  statistic: AssignmentStatistic,
): number {
  let [numerator, total] = [0, 0];
  for (let cluster = 0; cluster < own.length; cluster++) {
    numerator += own[cluster]!;
    total += size[cluster]!;
  }
  const slope = numerator / total;
  if (statistic === "coefficient") return Math.abs(slope);
  let squares = 0;
  for (let cluster = 0; cluster < own.length; cluster++)
    squares += (own[cluster]! - slope * size[cluster]!) ** 2;
  return Math.abs(numerator) / Math.sqrt(squares);
}

/**
 * For a balanced panel without covariates the partialled treatment of a unit depends only on when it begins, so it is
 * worked out once per beginning.
 */
function balancedStatistic(input: AssignmentInput): StatisticOf {
  const { panel, clusterOf, cluster, treatedFrom, statistic } = input;
  const { units, times, periods } = panel;
  const beginnings = [...new Set(treatedFrom)];
  const at = new Map(beginnings.map((from, index) => [from, index]));
  const shares = Float64Array.from(periods, (period) => {
    let count = 0;
    for (const home of clusterOf) if (period >= treatedFrom[home]!) count++;
    return count / units.count;
  });
  // Only when clusters have the same number of units is the share of treated units per period always the same.
  const paths = beginnings.map((from) => pathOf(periods, from, shares));
  const outcome = partialler(panel)(panel.outcome);
  const own = paths.map((path) => {
    const sums = new Float64Array(cluster.count);
    for (let row = 0; row < outcome.length; row++)
      sums[clusterOf[units.codes[row]!]!]! += path[times.codes[row]!]! * outcome[row]!;
    return sums;
  });
  const squares = paths.map((path) => dot(path, path));
  const members = new Float64Array(cluster.count);
  for (const home of clusterOf) members[home]!++;
  const [sums, sizes] = [new Float64Array(cluster.count), new Float64Array(cluster.count)];
  return (assigned) => {
    for (let home = 0; home < assigned.length; home++) {
      const begin = at.get(assigned[home]!)!;
      sums[home] = own[begin]![home]!;
      sizes[home] = squares[begin]! * members[home]!;
    }
    return statisticOf(sums, sizes, statistic);
  };
}

/** Treatment of a unit that begins at `from`, less its own mean, the mean of each period, plus the mean of all. */
function pathOf(periods: Float64Array, from: number, shares: Float64Array): Float64Array {
  const treated = periods.map((period) => (period >= from ? 1 : 0));
  const mean = (values: Float64Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const level = mean(treated) - mean(shares);
  return treated.map((value, period) => value - shares[period]! - level);
}

/** For any panel: the treatment is partialled anew for each assignment. */
function generalStatistic(input: AssignmentInput): StatisticOf {
  const { panel, covariates, cluster, clusterOf, statistic } = input;
  const { units, times, periods, rows } = panel;
  const take = partialler(panel, covariates);
  const outcome = take(panel.outcome);
  const treated = new Float64Array(rows);
  return (assigned) => {
    for (let row = 0; row < rows; row++) {
      const from = assigned[clusterOf[units.codes[row]!]!]!;
      treated[row] = periods[times.codes[row]!]! >= from ? 1 : 0;
    }
    const left = take(treated);
    const [own, size] = [new Float64Array(cluster.count), new Float64Array(cluster.count)];
    for (let row = 0; row < rows; row++) {
      const home = cluster.codes[row]!;
      own[home]! += left[row]! * outcome[row]!;
      size[home]! += left[row]! ** 2;
    }
    return statisticOf(own, size, statistic);
  };
}

/** Whether all clusters have equally many units. */
function haveOneSize({ clusterOf, cluster }: AssignmentInput): boolean {
  const members = new Int32Array(cluster.count);
  for (const home of clusterOf) members[home]!++;
  return members.every((count) => count === members[0]);
}

/** The statistic of any assignment, by the quickest way that is exact. */
export function assignmentStatistic(input: AssignmentInput): StatisticOf {
  const isSimple =
    input.panel.isBalanced && Object.keys(input.covariates).length === 0 && haveOneSize(input);
  return isSimple ? balancedStatistic(input) : generalStatistic(input);
}

/** Statistics of random assignments `from` up to `to`. */
export function randomAssignments(
  input: AssignmentInput,
  from: number,
  to: number,
): readonly number[] {
  const statistic = assignmentStatistic(input);
  return Array.from({ length: to - from }, (_, at) => {
    const assigned = input.treatedFrom.slice();
    new Random(input.seed, from + at).shuffle(assigned);
    return statistic(assigned);
  });
}

/** The next arrangement in dictionary order, in place; false after the last. */
export function nextArrangement(values: Float64Array): boolean {
  let at = values.length - 2;
  while (at >= 0 && values[at]! >= values[at + 1]!) at--;
  if (at < 0) return false;
  let other = values.length - 1;
  while (values[other]! <= values[at]!) other--;
  [values[at], values[other]] = [values[other]!, values[at]!];
  values.subarray(at + 1).reverse();
  return true;
}

/** How many different arrangements there are; Infinity when beyond counting. */
export function arrangements(values: Float64Array): number {
  const counts = new Map<number, number>();
  let [total, product] = [0, 1];
  for (const value of values) {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    total++;
    product = (product * total) / count;
  }
  return Math.round(product);
}
