import type { AreaShape, Neighbours, Weights } from "@krachtwijk/measure/space";
import { styleWeights, weightsFromLinks } from "@krachtwijk/measure/space";
import { golden } from "./golden.ts";

/** The 49 neighbourhoods of Columbus, Ohio (Anselin 1988), and what R's spdep says of them. */
interface Feature {
  readonly properties: Readonly<Record<string, number>>;
  readonly geometry: { readonly type: string; readonly coordinates: never };
}

/** A list per area, as R writes it: a list of one is a bare number. */
export type ListPerArea = readonly (number | readonly number[])[];

const { features = [] } = golden<{ features?: readonly Feature[] }>("data/columbus.geojson");

/** The polygons. */
export const columbusShapes: readonly AreaShape[] = features.map(
  ({ geometry: { type, coordinates } }) => (type === "Polygon" ? [coordinates] : coordinates),
);

/** A column: CRIME, INC or HOVAL. */
export const columbusColumn = (name: string): readonly number[] =>
  features.map(({ properties }) => properties[name]!);

/** The lists as lists. */
export const listsOf = (lists: ListPerArea): readonly (readonly number[])[] =>
  lists.map((list) => (typeof list === "number" ? [list] : list));

/** Who neighbours whom, as lists. */
export const asLists = ({ starts, to }: Neighbours): readonly (readonly number[])[] =>
  Array.from({ length: starts.length - 1 }, (_, area) => [
    ...to.subarray(starts[area], starts[area + 1]),
  ]);

/** Lists as weights of 1. */
export function weightsOfLists(lists: ListPerArea): Weights {
  const links = listsOf(lists).flatMap((list, from) => list.map((to) => ({ from, to })));
  return weightsFromLinks(lists.length, {
    from: links.map(({ from }) => from),
    to: links.map(({ to }) => to),
  });
}

/** A map of squares, `columns` beside each other. */
export const squares = (rows: number, columns: number): readonly AreaShape[] =>
  Array.from({ length: rows * columns }, (_, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    return [
      [
        [
          [x, y],
          [x + 1, y],
          [x + 1, y + 1],
          [x, y + 1],
          [x, y],
        ],
      ],
    ];
  });

/** Row-standardised. */
export const rowWeights = (neighbours: Neighbours): Weights => styleWeights(neighbours, "row");
