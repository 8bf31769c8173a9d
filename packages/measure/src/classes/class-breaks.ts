import { MeasureError, type Numbers } from "../numeric/index.ts";
import { naturalBegins } from "./natural-breaks.ts";
import { countBelow, distinctOf, requireClasses, sortedValues } from "./sorted-values.ts";

/** How values are put into classes. */
export type ClassMethod =
  /** Equally many values in each class, as far as equal values allow. */
  | { readonly kind: "quantile"; readonly classes: number }
  /** Equally wide classes from the smallest to the largest value. */
  | { readonly kind: "equal-interval"; readonly classes: number }
  /** The least spread within classes that there can be (Jenks, Fisher). */
  | { readonly kind: "natural"; readonly classes: number }
  /** Cut where somebody says. */
  | { readonly kind: "given"; readonly cutOffs: readonly number[] };

/** Classes of a column, the lowest first. */
export interface ClassBreaks {
  /** From small to large; a value on a cut-off is in the class above it. One fewer than there are classes. */
  readonly cutOffs: Float64Array;
  readonly least: number;
  readonly most: number;
  /** How many values are in each class; with equal intervals or given cut-offs a class can be empty. */
  readonly counts: readonly number[];
  /** How many different values there are. */
  readonly different: number;
  /** Fewer classes than were asked: equal values are never parted. */
  readonly fewer: boolean;
  /** What part of the spread of all values lies between classes, 0 to 1; null when all are equal. */
  readonly goodnessOfFit: number | null;
}

/** A value in the middle of each gap would do; the smallest of the class above is a value that somebody measured. */
function quantileCutOffs(sorted: Float64Array, classes: number): readonly number[] {
  const cutOffs: number[] = [];
  for (let at = 1; at < classes; at++) {
    const ideal = Math.round((at * sorted.length) / classes);
    const value = sorted[Math.min(ideal, sorted.length - 1)]!;
    // Equal values stay together: the class begins at the first or after the last of them, whichever is nearer.
    const first = countBelow(sorted, value);
    let after = first;
    while (sorted[after] === value) after++;
    const begin = ideal - first <= after - ideal || after === sorted.length ? first : after;
    if (begin > 0) cutOffs.push(sorted[begin]!);
  }
  return [...new Set(cutOffs)].sort((a, b) => a - b);
}

function equalCutOffs(sorted: Float64Array, classes: number): readonly number[] {
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  if (least === most) return [];
  return Array.from(
    { length: classes - 1 },
    (_, at) => least * (1 - (at + 1) / classes) + most * ((at + 1) / classes),
  );
}

function givenCutOffs(cutOffs: readonly number[]): readonly number[] {
  for (const [at, cutOff] of cutOffs.entries())
    if (!Number.isFinite(cutOff) || (at > 0 && cutOff <= cutOffs[at - 1]!))
      throw new MeasureError(
        "out-of-range",
        `cut-offs ${cutOffs.join(", ")}: each must be a number larger than the one before.`,
      );
  return cutOffs;
}

function cutOffsOf(sorted: Float64Array, method: ClassMethod): readonly number[] {
  if (method.kind === "given") return givenCutOffs(method.cutOffs);
  requireClasses(method.classes);
  if (method.kind === "quantile") return quantileCutOffs(sorted, method.classes);
  if (method.kind === "equal-interval") return equalCutOffs(sorted, method.classes);
  const distinct = distinctOf(sorted);
  const classes = Math.min(method.classes, distinct.values.length);
  return naturalBegins(distinct, classes).map((begin) => distinct.values[begin]!);
}

function spreadOf(values: Float64Array): number {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let spread = 0;
  for (const value of values) spread += (value - mean) ** 2;
  return spread;
}

function fitOf(sorted: Float64Array, ends: readonly number[]): number | null {
  const all = spreadOf(sorted);
  if (all === 0) return null;
  const within = ends.map((end, at) => spreadOf(sorted.subarray(ends[at - 1] ?? 0, end)));
  return Math.max(0, 1 - within.reduce((sum, one) => sum + one, 0) / all);
}

/**
 * Puts values into classes.
 *
 * @param values any unit, in any order; 1 or more. Leave gaps out: they are in no class
 * @throws {MeasureError} too-few without values; not-finite; out-of-range for classes (1 to 100) or cut-offs
 *
 * @example
 * import { classBreaks } from "@krachtwijk/measure/classes";
 * const found = classBreaks([1, 2, 2, 9, 10, 30], { kind: "natural", classes: 3 });
 * Array.from(found.cutOffs); // → [9, 30]
 * found.counts; // → [3, 2, 1]
 *
 * Source: docs/methods/classes.md; Fisher (1958), "On grouping for maximum homogeneity", JASA 53(284), 789–798.
 */
export function classBreaks(values: Numbers, method: ClassMethod): ClassBreaks {
  const sorted = sortedValues(values);
  const cutOffs = cutOffsOf(sorted, method);
  const ends = [...cutOffs.map((cutOff) => countBelow(sorted, cutOff)), sorted.length];
  const asked = method.kind === "given" ? cutOffs.length + 1 : method.classes;
  return {
    cutOffs: Float64Array.from(cutOffs),
    least: sorted[0]!,
    most: sorted.at(-1)!,
    counts: ends.map((end, at) => end - (ends[at - 1] ?? 0)),
    different: distinctOf(sorted).values.length,
    fewer: cutOffs.length + 1 < asked,
    goodnessOfFit: fitOf(sorted, ends),
  };
}

/**
 * The class of one value, from 0 (the lowest): how many cut-offs it reaches.
 *
 * @example
 * import { classOf } from "@krachtwijk/measure/classes";
 * classOf(9, [9, 30]); // → 1
 */
export function classOf(value: number, cutOffs: Numbers): number {
  let reached = 0;
  while (reached < cutOffs.length && value >= cutOffs[reached]!) reached++;
  return reached;
}
