import type { Tiling } from "./tiling.ts";

/**
 * Areas in groups that hang together: by a common border, or across one of `seams`, which are lists of areas along an overlap or a gap so narrow that they
 * touch but for the drawing. Areas without corners are in no group.
 */
export function connectedGroups(
  count: number,
  { settled, open }: Pick<Tiling, "settled" | "open">,
  seams: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const parent = Int32Array.from({ length: count }, (_, area) => area);
  const seen = new Uint8Array(count);
  const root = (area: number): number => {
    let at = area;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const join = (first: number, areas: readonly number[]) => {
    for (const area of areas) {
      seen[area] = 1;
      parent[root(area)] = root(first);
    }
  };
  for (const pieces of [settled, open])
    for (const { left, right } of pieces) {
      const first = left[0] ?? right[0]!;
      join(first, left);
      join(first, right);
    }
  for (const areas of seams) join(areas[0]!, areas);
  const groups = new Map<number, number[]>();
  for (let area = 0; area < count; area++)
    if (seen[area] === 1) {
      const group = groups.get(root(area));
      if (group === undefined) groups.set(root(area), [area]);
      else group.push(area);
    }
  return [...groups.values()];
}
