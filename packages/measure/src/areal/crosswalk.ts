import {
  MeasureError,
  type Numbers,
  requireBetween,
  requireFinite,
  requireSameLength,
} from "../numeric/index.ts";
import type { Overlay } from "./overlay.ts";

/** How the figures of sources are shared out over targets. Links go up by source, then by target. */
export interface Crosswalk {
  readonly sources: number;
  readonly targets: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Of each link, the share of its source's figure that goes to its target; above 0, exactly 1 for a source that is in one target whole. */
  readonly share: Float64Array;
  /** Of each source, the share that goes to no target. Together with its links 1. */
  readonly outside: Float64Array;
  /** Of each target, the share of its land where no source is; 0 where that is not known. */
  readonly uncovered: Float64Array;
}

/** How much of an overlap is drawing. */
export interface CrosswalkOptions {
  /** A part that is no more than this share of the smaller of its two areas is left out, and its figure goes with the other parts. Default 0.01. */
  readonly tolerance?: number;
}

interface Link {
  readonly source: number;
  readonly target: number;
  readonly weight: number;
}

/** Makes the weights of every source and what is outside add up to 1. */
function normalised(
  { sources, targets }: Pick<Crosswalk, "sources" | "targets">,
  links: readonly Link[],
  outside: Float64Array,
  uncovered: Float64Array,
): Crosswalk {
  const totals = Float64Array.from(outside);
  const count = new Int32Array(sources);
  for (const { source, weight } of links) {
    totals[source]! += weight;
    count[source]!++;
  }
  const isWhole = (source: number) => count[source] === 1 && outside[source] === 0;
  return {
    sources,
    targets,
    source: Int32Array.from(links, ({ source }) => source),
    target: Int32Array.from(links, ({ target }) => target),
    share: Float64Array.from(links, ({ source, weight }) =>
      isWhole(source) ? 1 : weight / totals[source]!,
    ),
    outside: outside.map((own, source) =>
      count[source] === 0 ? 1 : own === 0 ? 0 : own / totals[source]!,
    ),
    uncovered,
  };
}

const share = (part: number, whole: number): number =>
  whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;

/**
 * Shares figures out by area: as if they lay evenly over each source. The simplest way, and the least sure where people live in one corner.
 *
 * @param overlay of the areas that figures are of (sources) with those they are wanted for (targets)
 * @throws {MeasureError} out-of-range if `tolerance` is not 0 to 0.5
 *
 * @example
 * import { areaCrosswalk, overlay } from "@krachtwijk/measure/areal";
 * const box = (left, right) => [[[[left, 0], [right, 0], [right, 1], [left, 1]]]];
 * [...areaCrosswalk(overlay([box(0, 4)], [box(0, 1), box(1, 4)], { surface: "plane" })).share]; // → [0.25, 0.75]
 *
 * Source: Markoff & Shapiro (1973), Historical Methods Newsletter 7, 34–46; Goodchild & Lam (1980), Geo-Processing 1, 297–312.
 */
export function areaCrosswalk(
  overlay: Overlay,
  { tolerance = 0.01 }: CrosswalkOptions = {},
): Crosswalk {
  requireBetween("tolerance", tolerance, 0, 0.5);
  const { sourceArea, targetArea } = overlay;
  const links = Array.from(overlay.area, (weight, at): Link => {
    return { source: overlay.source[at]!, target: overlay.target[at]!, weight };
  }).filter(
    ({ source, target, weight }) =>
      weight > tolerance * Math.min(sourceArea[source]!, targetArea[target]!),
  );
  const outside = overlay.outside.map((own, source) =>
    share(own, sourceArea[source]!) <= tolerance ? 0 : own,
  );
  const uncovered = overlay.uncovered.map((own, target) => {
    const open = share(own, targetArea[target]!);
    return open <= tolerance ? 0 : open;
  });
  const size = { sources: sourceArea.length, targets: targetArea.length };
  return normalised(size, links, outside, uncovered);
}

/** A count for each part that a source and a target have in common, such as people by address. */
export interface PartCounts {
  readonly sources: number;
  readonly targets: number;
  readonly source: Numbers;
  /** −1 for a part of the source that is in no target. */
  readonly target: Numbers;
  /** 0 or more. */
  readonly count: Numbers;
}

function requireParts({ sources, targets, source, target, count }: PartCounts): void {
  requireSameLength("target", target, "source", source.length);
  requireSameLength("count", count, "source", source.length);
  requireFinite("count", count);
  for (let at = 0; at < source.length; at++) {
    const [from, to, own] = [source[at]!, target[at]!, count[at]!];
    if (!Number.isInteger(from) || from < 0 || from >= sources)
      throw new MeasureError(
        "unknown-name",
        `source[${at}] is ${from}; sources are numbered 0 to ${sources - 1}.`,
        { at, source: from },
      );
    if (!Number.isInteger(to) || to < -1 || to >= targets)
      throw new MeasureError(
        "unknown-name",
        `target[${at}] is ${to}; targets are numbered 0 to ${targets - 1}, and −1 is none.`,
        { at, target: to },
      );
    if (own < 0)
      throw new MeasureError("out-of-range", `count[${at}] is ${own}; it must be 0 or more.`, {
        at,
        count: own,
      });
  }
}

/** Links of one source each, from sums by pair; those of a source that nobody is in from `fallback`. */
function linksOf(
  sums: ReadonlyMap<number, number>,
  { sources, targets }: Pick<Crosswalk, "sources" | "targets">,
  outside: Float64Array,
  fallback: Crosswalk | undefined,
): readonly Link[] {
  const totals = Float64Array.from(outside);
  for (const [key, weight] of sums) totals[Math.floor(key / targets)]! += weight;
  const links = [...sums]
    .filter(([, weight]) => weight > 0)
    .map(([key, weight]): Link => {
      return { source: Math.floor(key / targets), target: key % targets, weight };
    });
  for (let source = 0; source < sources; source++)
    if (totals[source] === 0 && fallback === undefined)
      throw new MeasureError(
        "empty-group",
        `source ${source} has no count in any of its parts, so its figure cannot be shared out by them; give a crosswalk by area to fall back on.`,
        { source },
      );
  if (fallback !== undefined) {
    for (let at = 0; at < fallback.source.length; at++) {
      const [source, target] = [fallback.source[at]!, fallback.target[at]!];
      if (totals[source] === 0) links.push({ source, target, weight: fallback.share[at]! });
    }
    for (const [source, total] of totals.entries())
      if (total === 0) outside[source] = fallback.outside[source]!;
  }
  return links.sort((a, b) => a.source - b.source || a.target - b.target);
}

/**
 * Shares figures out by counts that are known for every part: people, dwellings, addresses.
 *
 * @param fallback for sources that nobody is in: usually by area. Without it such a source is an impossible question
 * @throws {MeasureError} length-mismatch; not-finite; unknown-name for an area that is not there; out-of-range for a count below 0; empty-group
 *
 * @example
 * import { countCrosswalk } from "@krachtwijk/measure/areal";
 * const parts = { sources: 1, targets: 2, source: [0, 0], target: [0, 1], count: [900, 100] };
 * [...countCrosswalk(parts).share]; // → [0.9, 0.1]
 */
export function countCrosswalk(parts: PartCounts, fallback?: Crosswalk): Crosswalk {
  requireParts(parts);
  const { sources, targets, source, target, count } = parts;
  const outside = new Float64Array(sources);
  const sums = new Map<number, number>();
  for (let at = 0; at < source.length; at++) {
    const [from, to] = [source[at]!, target[at]!];
    if (to === -1) outside[from]! += count[at]!;
    else sums.set(from * targets + to, (sums.get(from * targets + to) ?? 0) + count[at]!);
  }
  const links = linksOf(sums, parts, outside, fallback);
  return normalised(parts, links, outside, fallback?.uncovered ?? new Float64Array(targets));
}

/** Where people are: a finer set of areas, laid over both others. */
export interface FineLayer {
  /** The finer areas (sources) laid over the areas that figures are of. */
  readonly inSources: Overlay;
  /** The same finer areas laid over the areas that figures are wanted for. */
  readonly inTargets: Overlay;
  /** Of each finer area; 0 or more. */
  readonly population: Numbers;
}

/**
 * Shares figures out by where people live, known for a finer set of areas such as neighbourhoods or grid cells: dasymetric weights. Each finer area counts in the
 * one source that holds most of it, and is itself shared out by area. The finer the set, the less that matters.
 *
 * @param fallback for sources that nobody is in
 * @throws {MeasureError} length-mismatch; not-finite; out-of-range for a population below 0; empty-group for a source where nobody is, without fallback
 *
 * @example
 * import { areaCrosswalk, overlay, populationCrosswalk } from "@krachtwijk/measure/areal";
 * const box = (left, right) => [[[[left, 0], [right, 0], [right, 1], [left, 1]]]];
 * const [sources, targets, cells] = [[box(0, 4)], [box(0, 2), box(2, 4)], [box(0, 1), box(1, 3), box(3, 4)]];
 * const on = (areas) => overlay(cells, areas, { surface: "plane" });
 * const fine = { inSources: on(sources), inTargets: on(targets), population: [70, 20, 10] };
 * [...populationCrosswalk(fine).share]; // → [0.8, 0.2]
 *
 * Source: Flowerdew & Green (1992), Annals of Regional Science 26, 67–78 (areal interpolation with ancillary data).
 */
export function populationCrosswalk(
  { inSources, inTargets, population }: FineLayer,
  fallback?: Crosswalk,
  options: CrosswalkOptions = {},
): Crosswalk {
  const cells = inTargets.sourceArea.length;
  requireSameLength("population", population, "the finer set", cells);
  requireSameLength("inSources", inSources.sourceArea, "inTargets", cells);
  const holder = new Int32Array(cells).fill(-1);
  const largest = new Float64Array(cells);
  for (const [at, area] of inSources.area.entries()) {
    const cell = inSources.source[at]!;
    if (area > largest[cell]!) [largest[cell], holder[cell]] = [area, inSources.target[at]!];
  }
  const out = areaCrosswalk(inTargets, options);
  const parts: { source: number[]; target: number[]; count: number[] } = {
    source: [],
    target: [],
    count: [],
  };
  const put = (cell: number, target: number, own: number) => {
    if (holder[cell] === -1) return;
    parts.source.push(holder[cell]!);
    parts.target.push(target);
    parts.count.push(population[cell]! * own);
  };
  for (const [at, own] of out.share.entries()) put(out.source[at]!, out.target[at]!, own);
  for (const [cell, own] of out.outside.entries()) if (own > 0) put(cell, -1, own);
  const size = { sources: inSources.targetArea.length, targets: inTargets.targetArea.length };
  return countCrosswalk({ ...size, ...parts }, fallback);
}
