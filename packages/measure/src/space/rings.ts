import { MeasureError, requireCount, requireFinite, requireWhole } from "../numeric/index.ts";
import {
  distanceOf,
  type Points,
  requireDistance,
  requirePoints,
  spaceOf,
  squaredStraight,
} from "./points.ts";
import { areaCount, type Neighbours, neighboursFromLists } from "./weights.ts";

/** How many steps from neighbour to neighbour each area is from the nearest source; −1 if not reached within `most`. */
function stepsFrom(
  { starts, to }: Neighbours,
  sources: readonly number[],
  most: number,
): Int32Array {
  const steps = new Int32Array(starts.length - 1).fill(-1);
  for (const source of sources) steps[source] = 0;
  let front = [...new Set(sources)];
  for (let step = 1; step <= most && front.length > 0; step++) {
    const next: number[] = [];
    for (const area of front)
      for (let at = starts[area]!; at < starts[area + 1]!; at++)
        if (steps[to[at]!] === -1) {
          steps[to[at]!] = step;
          next.push(to[at]!);
        }
    front = next;
  }
  return steps;
}

/** @throws {MeasureError} too-few if there are none; unknown-name if one is not an area */
function requireSources(sources: readonly number[], count: number): void {
  requireCount("sources", sources.length, 1);
  for (const [at, source] of sources.entries())
    if (!Number.isInteger(source) || source < 0 || source >= count)
      throw new MeasureError(
        "unknown-name",
        `sources[${at}] is ${source}; areas are numbered 0 to ${count - 1}.`,
        { at, source },
      );
}

/**
 * Neighbours of neighbours: the areas that are exactly `order` steps away, the shortest way.
 *
 * @param neighbours such as `contiguity`
 * @param order whole number, 1 or more; 1 gives the neighbours themselves
 * @throws {MeasureError} out-of-range if `order` is not whole or below 1
 *
 * @example
 * import { neighboursOfOrder, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(4, { from: [0, 1, 1, 2, 2, 3], to: [1, 0, 2, 1, 3, 2] });
 * [...neighboursOfOrder(street, 2).to]; // → [2, 3, 0, 1]
 *
 * Source: Anselin & Smirnov (1996), Journal of Regional Science 36, 67–89.
 */
export function neighboursOfOrder(neighbours: Neighbours, order: number): Neighbours {
  requireWhole("order", order, 1);
  // Searched with lists of its own: an array of all areas for each area would cost the square of their number.
  const { starts, to } = neighbours;
  const seen = new Int32Array(areaCount(neighbours)).fill(-1);
  const lists = Array.from(seen, (_, area) => {
    seen[area] = area;
    let front = [area];
    for (let step = 0; step < order; step++)
      front = front.flatMap((one) => {
        const fresh: number[] = [];
        for (let at = starts[one]!; at < starts[one + 1]!; at++)
          if (seen[to[at]!] !== area) {
            seen[to[at]!] = area;
            fresh.push(to[at]!);
          }
        return fresh;
      });
    return front;
  });
  return neighboursFromLists(lists);
}

/**
 * Rings around areas: 0 for the areas themselves, 1 for their neighbours, 2 for the neighbours of those, and so on. To see whether an effect
 * spills over, or trouble moves next door.
 *
 * @param neighbours such as `contiguity`
 * @param sources the areas in the middle, by number
 * @param rings how many rings, 1 or more; default all
 * @returns one per area: its ring, counted from the nearest source; −1 if it is in none
 * @throws {MeasureError} too-few if there is no source; unknown-name if a source is not an area; out-of-range if `rings` is not whole or below 1
 *
 * @example
 * import { ringsAround, weightsFromLinks } from "@krachtwijk/measure/space";
 * const street = weightsFromLinks(5, { from: [0, 1, 1, 2, 2, 3], to: [1, 0, 2, 1, 3, 2] });
 * [...ringsAround(street, [0])]; // → [0, 1, 2, 3, -1]
 *
 * Source: Bowers & Johnson (2003), Journal of Quantitative Criminology 19, 275–301 (buffer zones around a treated area).
 */
export function ringsAround(
  neighbours: Neighbours,
  sources: readonly number[],
  rings = areaCount(neighbours),
): Int32Array {
  requireSources(sources, areaCount(neighbours));
  requireWhole("rings", rings, 1);
  return stepsFrom(neighbours, sources, rings);
}

/**
 * Rings around areas by distance: 0 for the areas themselves, 1 up to the first break, 2 up to the second, and so on.
 *
 * @param points one per area
 * @param sources the areas in the middle, by number
 * @param breaks outer edges of the rings, rising, above 0; in the unit of the map, or kilometres over a great circle. An area exactly at
 *   an edge is inside
 * @returns one per area: its ring, by the nearest source; −1 beyond the last
 * @throws {MeasureError} too-few without sources or breaks; unknown-name if a source is not an area; out-of-range if breaks do not rise
 *
 * @example
 * import { distanceRings } from "@krachtwijk/measure/space";
 * [...distanceRings({ x: [0, 1, 3, 7], y: [0, 0, 0, 0] }, [0], [2, 4])]; // → [0, 1, 2, -1]
 *
 * Source: Bowers & Johnson (2003), Journal of Quantitative Criminology 19, 275–301.
 */
export function distanceRings(
  points: Points,
  sources: readonly number[],
  breaks: readonly number[],
): Int32Array {
  requirePoints(points);
  requireSources(sources, points.x.length);
  requireCount("breaks", breaks.length, 1);
  requireFinite("breaks", breaks);
  for (const [at, edge] of breaks.entries())
    requireDistance(`breaks[${at}] − the one before`, edge - (breaks[at - 1] ?? 0));
  const space = spaceOf(points);
  const middle = new Set(sources);
  return Int32Array.from({ length: points.x.length }, (_, area) => {
    if (middle.has(area)) return 0;
    const squares = sources.map((source) => squaredStraight(space, area, source));
    const distance = distanceOf(Math.sqrt(Math.min(...squares)), points.metric);
    const ring = breaks.findIndex((edge) => distance <= edge * (1 + 1e-12));
    return ring === -1 ? -1 : ring + 1;
  });
}

/**
 * The parts of the map that hang together: areas in one part can be reached from each other by way of neighbours, in either direction of a link.
 *
 * @returns one per area: the number of its part, from 0 in the order of the data. An island is a part of its own
 *
 * @example
 * import { connectedParts, weightsFromLinks } from "@krachtwijk/measure/space";
 * [...connectedParts(weightsFromLinks(4, { from: [0, 3], to: [2, 1] }))]; // → [0, 1, 0, 1]
 *
 * Source: Tarjan (1972), SIAM Journal on Computing 1, 146–160.
 */
export function connectedParts(neighbours: Neighbours): Int32Array {
  const count = areaCount(neighbours);
  const lists = Array.from({ length: count }, (): number[] => []);
  for (let area = 0; area < count; area++)
    for (let at = neighbours.starts[area]!; at < neighbours.starts[area + 1]!; at++) {
      lists[area]!.push(neighbours.to[at]!);
      lists[neighbours.to[at]!]!.push(area);
    }
  const both = neighboursFromLists(lists);
  const parts = new Int32Array(count).fill(-1);
  let part = 0;
  for (let area = 0; area < count; area++) {
    if (parts[area] !== -1) continue;
    const waiting = [area];
    parts[area] = part;
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
      for (let at = both.starts[one]!; at < both.starts[one + 1]!; at++)
        if (parts[both.to[at]!] === -1) {
          parts[both.to[at]!] = part;
          waiting.push(both.to[at]!);
        }
    part++;
  }
  return parts;
}
