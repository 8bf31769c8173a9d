import { MeasureError, requireCount, requireSameLength } from "../numeric/index.ts";

/** Which group each unit is in: `names[of[at]]`. */
export interface Grouping {
  /** In the order in which they come first. */
  readonly names: readonly string[];
  readonly of: Uint32Array;
}

/** @throws {MeasureError} length-mismatch; too-few below 2 groups */
export function groupingOf(groups: readonly string[], count: number): Grouping {
  requireSameLength("groups", { length: groups.length }, "values", count);
  const places = new Map<string, number>();
  const of = Uint32Array.from(groups, (name) => {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  });
  requireCount("groups", places.size, 2);
  return { names: [...places.keys()], of };
}

/** @throws {MeasureError} empty-group, naming the first group that nobody is in */
export function requireInhabited({ names }: Grouping, shares: ArrayLike<number>): void {
  const empty = names.findIndex((_, at) => !(shares[at]! > 0));
  if (empty >= 0)
    throw new MeasureError(
      "empty-group",
      `group "${names[empty]}" has only weights of 0; leave it out.`,
      { group: names[empty]! },
    );
}
