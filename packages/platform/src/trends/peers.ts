import type { Area, AreaBook } from "#areas";
import type { AreaId } from "#kernel";
import type { AreaFigures } from "./area-trends.ts";
import type { Rank } from "./types.ts";

/** A rule by which areas are each other's peers. */
export type PeerRule = "grouping" | "municipality" | "size" | "kind";

/** Areas to compare one with. It is one of them itself. */
export interface PeerGroup {
  readonly rule: PeerRule;
  /** The grouping, or the municipality, that they have in common; null where the rule has none. */
  readonly of: Area | null;
  readonly areas: readonly Area[];
}

/** How the areas of a group lie around their mean. */
export interface Spread {
  /** From low to high. */
  readonly sorted: readonly number[];
  /** Unweighted. */
  readonly mean: number;
  /** Standard deviation, over n − 1; 0 with fewer than two. */
  readonly deviation: number;
}

/** The class of a size: one of five with about as many areas in each, 0 is the smallest. */
function sizeClassOf(sorted: readonly number[], size: number): number {
  const below = sorted.findIndex((one) => one >= size);
  return Math.min(4, Math.floor((5 * Math.max(0, below)) / sorted.length));
}

/**
 * The groups that an area can be compared with, the nearest first: those of its grouping, of its kind in its municipality,
 * of its kind with about as many people (the same fifth of all of its kind), and all of its kind. A group of one is left out.
 * @param sizes people, or another size, by area; null: not known, so there are no classes of size
 */
export function peerGroups(
  book: AreaBook,
  area: Area,
  sizes: ReadonlyMap<AreaId, number> | null,
): readonly PeerGroup[] {
  const sameKind = book.ofKind(area.kind);
  const municipality = book.municipalityOf(area);
  const groups: PeerGroup[] = book
    .groupingsOf(area.id)
    .map((of) => ({ rule: "grouping", of, areas: book.members(of.id) }));
  if (municipality !== null)
    groups.push({
      rule: "municipality",
      of: municipality,
      areas: sameKind.filter((one) => book.municipalityOf(one)?.id === municipality.id),
    });
  const own = sizes?.get(area.id);
  if (sizes !== null && own !== undefined) {
    const known = sameKind.flatMap(({ id }) => sizes.get(id) ?? []).sort((a, b) => a - b);
    const ownClass = sizeClassOf(known, own);
    groups.push({
      rule: "size",
      of: null,
      areas: sameKind.filter(({ id }) => {
        const size = sizes.get(id);
        return size !== undefined && sizeClassOf(known, size) === ownClass;
      }),
    });
  }
  groups.push({ rule: "kind", of: null, areas: sameKind });
  // All of a kind may be the grouping itself: the same areas are not offered twice.
  const isNew = ({ areas }: PeerGroup, at: number) =>
    groups.findIndex((one) => sameAreas(one.areas, areas)) === at;
  return groups.filter((group, at) => group.areas.length > 1 && isNew(group, at));
}

const sameAreas = (one: readonly Area[], other: readonly Area[]) =>
  one.length === other.length && new Set([...one, ...other]).size === one.length;

/** @returns null without values */
export function spreadOf(values: Iterable<number>): Spread | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const mean = sorted.reduce((sum, one) => sum + one, 0) / sorted.length;
  const squares = sorted.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return {
    sorted,
    mean,
    deviation: sorted.length < 2 ? 0 : Math.sqrt(squares / (sorted.length - 1)),
  };
}

/** How many of the sorted values lie below one, by halving. */
function countBelow(sorted: readonly number[], value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The place of one of the values, 1 for the highest; ties share the best place. null when it is not among them. */
export function placeAmong({ sorted }: Spread, value: number): Rank | null {
  const below = countBelow(sorted, value);
  if (sorted[below] !== value) return null;
  let same = 1;
  while (sorted[below + same] === value) same++;
  const above = sorted.length - below - same;
  return { place: above + 1, of: sorted.length, tiedWith: same - 1 };
}

/** A change beside how far areas lie apart. */
export interface NotableChange {
  readonly figures: AreaFigures;
  /** How many standard deviations between areas it is worth; negative is a fall. */
  readonly size: number;
}

/**
 * What changed most in an area: changes that rounding cannot explain, the largest first, measured by how far the areas that
 * it is compared with lie apart, so that different units can stand in one row.
 */
export function largestChanges(
  all: readonly AreaFigures[],
  spreadFor: (figures: AreaFigures) => Spread | null,
  count: number,
): readonly NotableChange[] {
  return all
    .flatMap((figures): NotableChange[] => {
      const { change } = figures.trend;
      const spread = spreadFor(figures);
      if (change === null || change.withinRounding || change.absolute === 0) return [];
      if (spread === null || spread.deviation === 0) return [];
      return [{ figures, size: change.absolute / spread.deviation }];
    })
    .sort((a, b) => Math.abs(b.size) - Math.abs(a.size))
    .slice(0, count);
}
