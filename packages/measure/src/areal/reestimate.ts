import { MeasureError, requireSameLength } from "../numeric/index.ts";
import type { Crosswalk } from "./crosswalk.ts";

/** A figure, or the reason why there is none. */
export type Figure = number | { readonly missing: string };

/** Where a missing figure comes from: the sources that have none, or `no-source`, or `no-denominator`. */
export interface MissingBecause {
  readonly source: number | null;
  readonly reason: string;
}

/** A figure for a target. */
export type Reestimate =
  | {
      readonly kind: "value";
      readonly value: number;
      /** Share of the figure (of a share or mean: of its denominator) that comes from sources of which only a part is in the target. */
      readonly estimated: number;
      /** Lowest and highest that it can be, whatever is where within split sources; null where nothing bounds it. */
      readonly lower: number | null;
      readonly upper: number | null;
      /** The sources that it is made of, by number. */
      readonly sources: readonly number[];
      /** Share of the target's land where no source is: what lives there is not in the figure. */
      readonly uncovered: number;
    }
  | {
      readonly kind: "missing";
      readonly why: readonly MissingBecause[];
      readonly sources: readonly number[];
      readonly uncovered: number;
    };

/** Figures for all targets, and the balance of a count. */
export interface ReestimatedCounts {
  readonly targets: readonly Reestimate[];
  /** Sum of the sources that have a figure. It is `placed` + `outside` + `withheld`. */
  readonly given: number;
  /** What went to targets that have a figure. */
  readonly placed: number;
  /** What belongs to no target. */
  readonly outside: number;
  /** What would go to targets that are missing, because another source of theirs is. */
  readonly withheld: number;
}

interface Part {
  readonly source: number;
  readonly share: number;
}

/** The links of each target. */
function partsOfTargets({ targets, source, target, share }: Crosswalk): readonly Part[][] {
  const parts = Array.from({ length: targets }, (): Part[] => []);
  for (const [at, own] of share.entries())
    parts[target[at]!]!.push({ source: source[at]!, share: own });
  return parts;
}

function requireCounts(name: string, figures: readonly Figure[], sources: number): void {
  requireSameLength(name, { length: figures.length }, "the crosswalk", sources);
  for (const [at, figure] of figures.entries()) {
    if (typeof figure !== "number") continue;
    if (!Number.isFinite(figure))
      throw new MeasureError(
        "not-finite",
        `${name}[${at}] is ${figure}; a number or a reason is needed.`,
        { name, at },
      );
    if (figure < 0)
      throw new MeasureError("out-of-range", `${name}[${at}] is ${figure}; it must be 0 or more.`, {
        name,
        at,
      });
  }
}

/** Why a target has no figure; empty if it can have one. */
function reasons(
  parts: readonly Part[],
  columns: readonly (readonly Figure[])[],
): MissingBecause[] {
  if (parts.length === 0) return [{ source: null, reason: "no-source" }];
  return parts.flatMap(({ source }) => {
    const gap = columns.map((column) => column[source]!).find((one) => typeof one !== "number");
    return typeof gap === "object" ? [{ source, reason: gap.missing }] : [];
  });
}

/** Sums over the parts of a target: by share; of whole sources; of split sources in full. */
function sums(parts: readonly Part[], column: readonly Figure[]) {
  let [value, whole, split] = [0, 0, 0];
  for (const { source, share } of parts) {
    const figure = column[source] as number;
    value += share * figure;
    if (share === 1) whole += figure;
    else split += figure;
  }
  return { value, whole, split };
}

const estimatedShare = ({ value, whole }: { value: number; whole: number }): number =>
  value > 0 ? Math.max(0, 1 - whole / value) : 0;

type Bounds = Pick<
  Extract<Reestimate, { kind: "value" }>,
  "value" | "lower" | "upper" | "estimated"
>;

function reestimate(
  crosswalk: Crosswalk,
  columns: readonly (readonly Figure[])[],
  answer: (parts: readonly Part[]) => Bounds | null,
): readonly Reestimate[] {
  return partsOfTargets(crosswalk).map((parts, target): Reestimate => {
    const uncovered = crosswalk.uncovered[target]!;
    const sources = parts.map(({ source }) => source);
    const why = reasons(parts, columns);
    if (why.length > 0) return { kind: "missing", why, sources, uncovered };
    const found = answer(parts);
    if (found === null) {
      const because = [{ source: null, reason: "no-denominator" }];
      return { kind: "missing", why: because, sources, uncovered };
    }
    return { kind: "value", ...found, sources, uncovered };
  });
}

/**
 * Counts (people, dwellings, burglaries) of one set of areas, for another. The total is kept: what is placed, outside and withheld add up to what was given.
 *
 * The bounds hold whatever lies where: at least everything of the sources that are in the target whole, at most that and all of those that are split. They do
 * not cover what is in `uncovered`, nor errors in the boundaries. A target of which a source is missing is missing, with that source's reason.
 *
 * @param figures one per source, 0 or more, or a reason
 * @throws {MeasureError} length-mismatch; not-finite; out-of-range for a count below 0
 *
 * @example
 * import { countCrosswalk, reestimateCounts } from "@krachtwijk/measure/areal";
 * const parts = { sources: 2, targets: 2, source: [0, 1, 1], target: [0, 0, 1], count: [1, 1, 3] };
 * const { targets } = reestimateCounts(countCrosswalk(parts), [100, 40]);
 * targets.map(({ value, lower, upper }) => [value, lower, upper]); // → [[110, 100, 140], [30, 0, 40]]
 *
 * Source: Goodchild & Lam (1980), Geo-Processing 1, 297–312; keeping the total: Tobler (1979), JASA 74, 519–530; bounds: Duncan & Davis (1953),
 * American Sociological Review 18, 665–666.
 */
export function reestimateCounts(
  crosswalk: Crosswalk,
  figures: readonly Figure[],
): ReestimatedCounts {
  requireCounts("figures", figures, crosswalk.sources);
  const targets = reestimate(crosswalk, [figures], (parts) => {
    const own = sums(parts, figures);
    const upper = own.whole + own.split;
    return { value: own.value, lower: own.whole, upper, estimated: estimatedShare(own) };
  });
  const number = (source: number) => {
    const figure = figures[source]!;
    return typeof figure === "number" ? figure : 0;
  };
  let [given, outside, withheld] = [0, 0, 0];
  for (let source = 0; source < crosswalk.sources; source++) {
    given += number(source);
    outside += crosswalk.outside[source]! * number(source);
  }
  for (const [at, share] of crosswalk.share.entries())
    if (targets[crosswalk.target[at]!]!.kind === "missing")
      withheld += share * number(crosswalk.source[at]!);
  const placed = targets.reduce((sum, one) => sum + (one.kind === "value" ? one.value : 0), 0);
  return { targets, given, placed, outside, withheld };
}

/** What a numerator is of its denominator. */
export interface ShareOptions {
  /** Whether those counted in the numerator are among those in the denominator: unemployed among residents, but not burglaries per dwelling. Default true. */
  readonly isPart?: boolean;
}

/** Lowest and highest ratio, whatever is where. */
function ratioBounds(
  top: { whole: number; split: number },
  bottom: { whole: number; split: number },
  isPart: boolean,
) {
  if (!isPart)
    return {
      lower: top.whole / (bottom.whole + bottom.split),
      upper: bottom.whole > 0 ? (top.whole + top.split) / bottom.whole : null,
    };
  const most = bottom.whole + top.split;
  const least = bottom.whole + bottom.split - top.split;
  return {
    lower: least > 0 ? top.whole / least : 1,
    upper: most > 0 ? (top.whole + top.split) / most : 0,
  };
}

/**
 * Shares and rates of one set of areas, for another: numerator and denominator are re-estimated, then divided. Percentages are never averaged.
 *
 * @param numerators counts, one per source, or a reason
 * @param denominators counts of the same sources; where `isPart`, not below the numerator
 * @returns per target the ratio (times 100 or 1,000 is up to the caller); missing with `no-denominator` where that comes to 0
 * @throws {MeasureError} length-mismatch; not-finite; out-of-range for a count below 0, or a part that is more than its whole
 *
 * @example
 * import { countCrosswalk, reestimateShares } from "@krachtwijk/measure/areal";
 * const walk = countCrosswalk({ sources: 2, targets: 1, source: [0, 1], target: [0, 0], count: [1, 1] });
 * reestimateShares(walk, [10, 90], [100, 300])[0].value; // → 0.25
 *
 * Source: as `reestimateCounts`. Bounds where the numerator is a part: nobody, or everybody, of it in split sources is in the target.
 */
export function reestimateShares(
  crosswalk: Crosswalk,
  numerators: readonly Figure[],
  denominators: readonly Figure[],
  { isPart = true }: ShareOptions = {},
): readonly Reestimate[] {
  requireCounts("numerators", numerators, crosswalk.sources);
  requireCounts("denominators", denominators, crosswalk.sources);
  for (const [at, top] of numerators.entries()) {
    const bottom = denominators[at]!;
    if (isPart && typeof top === "number" && typeof bottom === "number" && top > bottom)
      throw new MeasureError(
        "out-of-range",
        `numerators[${at}] is ${top} of ${bottom}; a part is not more than its whole. If it is no part, say so.`,
        { at, numerator: top, denominator: bottom },
      );
  }
  return reestimate(crosswalk, [numerators, denominators], (parts) => {
    const [top, bottom] = [sums(parts, numerators), sums(parts, denominators)];
    if (bottom.value === 0) return null;
    return {
      value: top.value / bottom.value,
      ...ratioBounds(top, bottom, isPart),
      estimated: estimatedShare(bottom),
    };
  });
}

/**
 * Means (income per household, rating per resident) of one set of areas, for another: each weighs as much as what it is a mean of. Without knowing how values differ within
 * a split source nothing bounds the mean of a part of it, so the bounds are null, but for targets of whole sources.
 *
 * @param means one per source, of any sign, or a reason
 * @param weights what each is a mean over: households, residents; 0 or more
 * @throws {MeasureError} length-mismatch; not-finite; out-of-range for a weight below 0
 *
 * @example
 * import { countCrosswalk, reestimateMeans } from "@krachtwijk/measure/areal";
 * const walk = countCrosswalk({ sources: 2, targets: 1, source: [0, 1], target: [0, 0], count: [1, 1] });
 * reestimateMeans(walk, [20, 30], [300, 100])[0].value; // → 22.5
 *
 * Source: Goodchild & Lam (1980), Geo-Processing 1, 297–312 (intensive variables).
 */
export function reestimateMeans(
  crosswalk: Crosswalk,
  means: readonly Figure[],
  weights: readonly Figure[],
): readonly Reestimate[] {
  requireSameLength("means", { length: means.length }, "the crosswalk", crosswalk.sources);
  requireCounts("weights", weights, crosswalk.sources);
  for (const [at, mean] of means.entries())
    if (typeof mean === "number" && !Number.isFinite(mean))
      throw new MeasureError(
        "not-finite",
        `means[${at}] is ${mean}; a number or a reason is needed.`,
        { name: "means", at },
      );
  return reestimate(crosswalk, [means, weights], (parts) => {
    const own = sums(parts, weights);
    if (own.value === 0) return null;
    let sum = 0;
    for (const { source, share } of parts)
      sum += share * (weights[source] as number) * (means[source] as number);
    const value = sum / own.value;
    const bound = own.split === 0 ? value : null;
    return { value, lower: bound, upper: bound, estimated: estimatedShare(own) };
  });
}
