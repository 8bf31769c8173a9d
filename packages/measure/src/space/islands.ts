import { MeasureError } from "../numeric/index.ts";
import { areaCount, type Neighbours, type Weights, weightsFromLinks } from "./weights.ts";

/** What a statistic does with an area that has no neighbour: refuse the question, or keep the area with a spatial lag of 0. */
export type IslandRule = "refuse" | "keep";

/**
 * The areas without a neighbour, by number. On an island a spatial lag is an empty sum, so most questions about it have no answer.
 *
 * @example
 * import { islandsOf, weightsFromLinks } from "@krachtwijk/measure/space";
 * islandsOf(weightsFromLinks(4, { from: [0, 1], to: [1, 0] })); // → [2, 3]
 */
export function islandsOf(neighbours: Neighbours): readonly number[] {
  const { starts } = neighbours;
  const islands: number[] = [];
  for (let area = 0; area < areaCount(neighbours); area++)
    if (starts[area] === starts[area + 1]) islands.push(area);
  return islands;
}

/** @throws {MeasureError} empty-group if an area has no neighbour and the rule is to refuse, or if no area has one */
export function requireNeighbours(neighbours: Neighbours, rule: IslandRule): void {
  const count = areaCount(neighbours);
  const islands = islandsOf(neighbours);
  const facts = { islands: islands.length, areas: count };
  if (islands.length === count)
    throw new MeasureError(
      "empty-group",
      `none of the ${count} areas has a neighbour; check that links and areas have the same names, or widen what counts as a neighbour.`,
      facts,
    );
  if (islands.length > 0 && rule === "refuse")
    throw new MeasureError(
      "empty-group",
      `${islands.length} of ${count} areas have no neighbour (the first is number ${islands[0]}). Give them one, leave them out, or keep them with a spatial lag of 0.`,
      { ...facts, first: islands[0]! },
    );
}

/**
 * The weights among some of the areas; links to others are dropped. What is left is not standardised anew.
 *
 * @param kept the areas that stay, by number, each once; they are numbered anew in this order
 * @throws {MeasureError} unknown-name if a number is not that of an area; out-of-range if one is given twice
 *
 * @example
 * import { weightsAmong, weightsFromLinks } from "@krachtwijk/measure/space";
 * const weights = weightsFromLinks(3, { from: [0, 1, 1, 2], to: [1, 0, 2, 1] });
 * [...weightsAmong(weights, [1, 2]).to]; // → [1, 0]
 */
export function weightsAmong(weights: Weights, kept: readonly number[]): Weights {
  const place = new Int32Array(areaCount(weights)).fill(-1);
  for (const [at, area] of kept.entries()) {
    if (!(area in place))
      throw new MeasureError("unknown-name", `kept[${at}] is ${area}; there is no such area.`, {
        at,
        area,
      });
    if (place[area] !== -1)
      throw new MeasureError("out-of-range", `area ${area} is kept twice.`, { at, area });
    place[area] = at;
  }
  const links: { from: number[]; to: number[]; weight: number[] } = {
    from: [],
    to: [],
    weight: [],
  };
  for (const area of kept)
    for (let at = weights.starts[area]!; at < weights.starts[area + 1]!; at++) {
      const to = place[weights.to[at]!]!;
      if (to === -1) continue;
      links.from.push(place[area]!);
      links.to.push(to);
      links.weight.push(weights.weight[at]!);
    }
  return weightsFromLinks(kept.length, links);
}
