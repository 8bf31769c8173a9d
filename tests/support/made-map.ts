import type { AreaShape, Position } from "@krachtwijk/measure/space";

/** A rectangle, closed. */
export const box = (left: number, bottom: number, right: number, top: number): AreaShape => [
  [
    [
      [left, bottom],
      [right, bottom],
      [right, top],
      [left, top],
      [left, bottom],
    ],
  ],
];

/** A ring with one corner in each direction at these distances from a centre: it never crosses itself. */
export const star = (x: number, y: number, distances: readonly number[]): AreaShape => [
  [
    distances.map((distance, at): Position => {
      const angle = (2 * Math.PI * at) / distances.length;
      return [x + distance * Math.cos(angle), y + distance * Math.sin(angle)];
    }),
  ],
];

/**
 * Areas that fill the square from 0 to `side` without a gap: a grid with its inner corners moved by `shifts`, each −0.4 to 0.4.
 * Between neighbouring corners `between` more lie on the straight line.
 */
export function tiles(side: number, shifts: readonly number[], between = 0): readonly AreaShape[] {
  const shift = (place: number) => shifts[place % shifts.length] ?? 0;
  const corner = (column: number, row: number): Position => [
    column + (column > 0 && column < side ? shift(2 * (row * side + column)) : 0),
    row + (row > 0 && row < side ? shift(2 * (row * side + column) + 1) : 0),
  ];
  const side4 = (column: number, row: number) =>
    [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
    ] as const;
  return Array.from({ length: side * side }, (_, at) => {
    const corners = side4(at % side, Math.floor(at / side));
    const ring = corners.flatMap((from, place) => {
      const to = corners[(place + 1) % 4]!;
      return Array.from({ length: between + 1 }, (_, step): Position => {
        const share = step / (between + 1);
        return [from[0]! + share * (to[0]! - from[0]!), from[1]! + share * (to[1]! - from[1]!)];
      });
    });
    return [[[...ring, ring[0]!]]];
  });
}

/** The sum of numbers. */
export const total = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0);
