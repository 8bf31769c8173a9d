import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asLists,
  columbusShapes,
  type ListPerArea,
  listsOf,
  weightsOfLists,
} from "../../../../tests/support/columbus.ts";
import { golden, goldenTest, isNear } from "../../../../tests/support/golden.ts";
import {
  type AreaShape,
  centroids,
  connectedParts,
  distanceBand,
  distanceRings,
  inverseDistance,
  largestNearestDistance,
  nearestNeighbours,
  neighboursOfOrder,
  type Points,
  ringsAround,
  weightsFromLinks,
} from "./index.ts";

const { results, params } = golden<{
  params: { max_min_distance: number };
  results: {
    centroids: readonly (readonly [number, number])[];
    queen: { nb: ListPerArea };
    knn4: { nb: ListPerArea };
    dist_band_maxmin: { nb: ListPerArea; components: number };
    idw_alpha1_raw: { weights: ListPerArea };
    queen_order2: ListPerArea;
    queen_order3: ListPerArea;
  };
}>("b1_weights_columbus.json");

goldenTest("centroids agree with R: sf st_centroid", () => {
  const { x, y } = centroids(columbusShapes);
  for (const [at, [expectedX, expectedY]] of results.centroids.entries())
    expect(isNear(x[at]!, expectedX) && isNear(y[at]!, expectedY), `area ${at}`).toBe(true);
});

goldenTest("neighbours by distance agree with R: spdep knearneigh, dnearneigh, nbdists", () => {
  const points = centroids(columbusShapes);
  expect(asLists(nearestNeighbours(points, 4))).toEqual(listsOf(results.knn4.nb));
  const distance = largestNearestDistance(points);
  expect(isNear(distance, params.max_min_distance)).toBe(true);
  const band = distanceBand(points, distance);
  expect(asLists(band)).toEqual(listsOf(results.dist_band_maxmin.nb));
  expect(new Set(connectedParts(band)).size).toBe(results.dist_band_maxmin.components);
  const { weight } = inverseDistance(points, band);
  const expected = listsOf(results.idw_alpha1_raw.weights).flat();
  expect(expected.every((one, at) => isNear(weight[at]!, one))).toBe(true);
});

goldenTest("neighbours of neighbours agree with R: spdep nblag", () => {
  const queen = weightsOfLists(results.queen.nb);
  expect(asLists(neighboursOfOrder(queen, 2))).toEqual(listsOf(results.queen_order2));
  expect(asLists(neighboursOfOrder(queen, 3))).toEqual(listsOf(results.queen_order3));
});

/** Great circle by the haversine, another formula than the one under test (Sinnott 1984, Sky and Telescope 68, 159). */
function haversine([lon1, lat1]: readonly number[], [lon2, lat2]: readonly number[]): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (a: number, b: number) => Math.sin(radians(b - a) / 2) ** 2;
  const share =
    half(lat1!, lat2!) + Math.cos(radians(lat1!)) * Math.cos(radians(lat2!)) * half(lon1!, lon2!);
  return 2 * 6371.0088 * Math.asin(Math.sqrt(share));
}
const straight = ([x1, y1]: readonly number[], [x2, y2]: readonly number[]) =>
  Math.hypot(x1! - x2!, y1! - y2!);

const coordinates = fc.array(
  fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 })),
  { minLength: 2, maxLength: 60 },
);

describe.for([
  ["planar", straight],
  ["great-circle", haversine],
] as const)("on any map, %s", ([metric, distance]) => {
  const pointsOf = (at: readonly (readonly [number, number])[]): Points => ({
    x: at.map(([x]) => x),
    y: at.map(([, y]) => y),
    metric,
  });

  test("the nearest are the nearest of all", () => {
    fc.assert(
      fc.property(coordinates, fc.integer({ min: 1, max: 5 }), (at, wanted) => {
        const k = Math.min(wanted, at.length - 1);
        const lists = asLists(nearestNeighbours(pointsOf(at), k));
        for (const [own, list] of lists.entries()) {
          const all = at.flatMap((one, other) => (other === own ? [] : [distance(at[own]!, one)]));
          const furthest = all.sort((a, b) => a - b)[k - 1]!;
          expect(list.length).toBe(k);
          for (const other of list)
            expect(distance(at[own]!, at[other]!)).toBeLessThanOrEqual(furthest + 1e-6);
        }
      }),
    );
  });

  test("a band has everything within it and is mutual", () => {
    fc.assert(
      fc.property(coordinates, fc.double({ min: 0.01, max: 30_000, noNaN: true }), (at, reach) => {
        const lists = asLists(distanceBand(pointsOf(at), reach));
        for (const [own, list] of lists.entries())
          for (const [other, one] of at.entries()) {
            const gap = distance(at[own]!, one) - reach;
            if (own !== other && Math.abs(gap) > 1e-6) expect(list.includes(other)).toBe(gap < 0);
            if (list.includes(other)) expect(lists[other]).toContain(own);
          }
      }),
    );
  });
});

test("the largest nearest distance is the smallest band that leaves nobody alone", () => {
  const points = { x: [0, 1, 3, 7], y: [0, 0, 0, 0] };
  const least = (distance: number) =>
    Math.min(...asLists(distanceBand(points, distance)).map((list) => list.length));
  expect(least(largestNearestDistance(points))).toBe(1);
  expect(least(largestNearestDistance(points) - 1e-9)).toBe(0);
  // Amsterdam to Utrecht: 34.5 km by the haversine of 52.3819 N 4.8776 E and 52.0908 N 5.1213 E.
  const towns: Points = { x: [4.8776, 5.1213], y: [52.3819, 52.0908], metric: "great-circle" };
  expect(largestNearestDistance(towns)).toBeCloseTo(
    haversine([4.8776, 52.3819], [5.1213, 52.0908]),
    9,
  );
});

test("of equally near areas the first in the data is taken", () => {
  expect(asLists(nearestNeighbours({ x: [0, 1, -1, 0, 0], y: [0, 0, 0, 1, -1] }, 2))[0]).toEqual([
    1, 2,
  ]);
});

const box = (
  left: number,
  bottom: number,
  right: number,
  top: number,
): AreaShape[number][number] => [
  [left, bottom],
  [right, bottom],
  [right, top],
  [left, top],
  [left, bottom],
];

test.for([
  ["a square", [[box(0, 0, 2, 2)]], [1, 1]],
  ["a square far away", [[box(1e6, 5e6, 1e6 + 2, 5e6 + 2)]], [1e6 + 1, 5e6 + 1]],
  ["one that runs the other way", [[[...box(0, 0, 2, 2)].reverse()]], [1, 1]],
  // 16 − 4 = 12 of area; (16 · 2 − 4 · 3) / 12.
  ["a hole, running the same way", [[box(0, 0, 4, 4), box(2, 2, 4, 4)]], [5 / 3, 5 / 3]],
  [
    "a hole, running the other way",
    [[box(0, 0, 4, 4), [...box(2, 2, 4, 4)].reverse()]],
    [5 / 3, 5 / 3],
  ],
  [
    "two parts, weighed by size",
    [[box(0, 0, 2, 2)], [box(10, 0, 11, 1)]],
    [(4 * 1 + 1 * 10.5) / 5, (4 * 1 + 0.5) / 5],
  ],
  [
    "a line there and back",
    [
      [
        [
          [0, 0],
          [4, 0],
          [4, 2],
          [4, 0],
          [0, 0],
        ],
      ],
    ],
    [(4 * 2 + 2 * 4) / 6, (2 * 1) / 6],
  ],
  [
    "one point",
    [
      [
        [
          [3, 4],
          [3, 4],
          [3, 4],
        ],
      ],
    ],
    [3, 4],
  ],
] as const)("the middle of %s", ([, shape, [x, y]]) => {
  const middle = centroids([shape]);
  expect(middle.x[0]).toBeCloseTo(x, 9);
  expect(middle.y[0]).toBeCloseTo(y, 9);
});

test("rings go to the nearest source, and stop where they are told", () => {
  const street = weightsFromLinks(7, {
    from: [0, 1, 1, 2, 2, 3, 3, 4, 4, 5],
    to: [1, 0, 2, 1, 3, 2, 4, 3, 5, 4],
  });
  expect([...ringsAround(street, [0, 5])]).toEqual([0, 1, 2, 2, 1, 0, -1]);
  expect([...ringsAround(street, [0], 2)]).toEqual([0, 1, 2, -1, -1, -1, -1]);
  expect([...distanceRings({ x: [0, 1, 2, 5, 9], y: [0, 0, 0, 0, 0] }, [0, 4], [1, 4])]).toEqual([
    0, 1, 2, 2, 0,
  ]);
});

const points = { x: [0, 1, 1], y: [0, 0, 0] };
test.for([
  ["k of 0", () => nearestNeighbours(points, 0), "out-of-range"],
  ["k of all", () => nearestNeighbours(points, 3), "out-of-range"],
  ["half a neighbour", () => nearestNeighbours(points, 1.5), "out-of-range"],
  ["one area", () => nearestNeighbours({ x: [0], y: [0] }, 1), "too-few"],
  ["unequal columns", () => distanceBand({ x: [0, 1], y: [0] }, 1), "length-mismatch"],
  ["a distance of 0", () => distanceBand(points, 0), "out-of-range"],
  ["NaN as a distance", () => distanceBand(points, Number.NaN), "out-of-range"],
  [
    "a latitude of 91",
    () => distanceBand({ x: [0], y: [91], metric: "great-circle" }, 1),
    "out-of-range",
  ],
  [
    "a point that is not there",
    () => distanceBand({ x: [0, Number.NaN], y: [0, 0] }, 1),
    "not-finite",
  ],
  [
    "the inverse of no distance",
    () => inverseDistance(points, nearestNeighbours(points, 1)),
    "out-of-range",
  ],
  ["an area without a corner", () => centroids([[[]]]), "too-few"],
  ["order 0", () => neighboursOfOrder(nearestNeighbours(points, 1), 0), "out-of-range"],
  ["no source", () => ringsAround(nearestNeighbours(points, 1), []), "too-few"],
  ["an unknown source", () => ringsAround(nearestNeighbours(points, 1), [3]), "unknown-name"],
  ["breaks that fall", () => distanceRings(points, [0], [2, 1]), "out-of-range"],
] as const)("%s is refused", ([, ask, code]) => {
  expect(ask).toThrowError(expect.objectContaining({ name: "MeasureError", code }));
});
