import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { box, star } from "../../../../tests/support/made-map.ts";
import type { AreaShape } from "../space/index.ts";
import { areaSizes, innerPoints, sharedBorders } from "./index.ts";
import { isInside } from "./inner-point.ts";

const flat = { surface: "plane" } as const;
const areaOf = (shape: AreaShape, options = {}) => areaSizes([shape], options).area[0]!;
const reversed = (shape: AreaShape): AreaShape =>
  shape.map((polygon) => polygon.map((ring) => [...ring].reverse()));

describe("on the ellipsoid", () => {
  const a = 6_378_137;
  const b = 6_356_752.314245179;
  const e = Math.sqrt(1 - (b / a) ** 2);

  test("the whole earth has the area of an oblate ellipsoid", () => {
    const known = 2 * Math.PI * a * a * (1 + ((1 - e * e) / e) * Math.atanh(e));
    expect(known / 1e6).toBeCloseTo(510_065_621.724, 3);
    expect(areaOf(box(-180, -90, 180, 90)) / known).toBeCloseTo(1, 11);
  });

  /** Radii of curvature multiplied, summed over many narrow bands. */
  function byBands(south: number, north: number, eastToWest: number): number {
    const bands = 20_000;
    const step = ((north - south) * Math.PI) / 180 / bands;
    let sum = 0;
    for (let band = 0; band < bands; band++) {
      const latitude = (south * Math.PI) / 180 + (band + 0.5) * step;
      const root = 1 - (e * Math.sin(latitude)) ** 2;
      sum += ((a * a * (1 - e * e)) / root ** 2) * Math.cos(latitude) * step;
    }
    return (sum * eastToWest * Math.PI) / 180;
  }

  test.for([
    [52, 53, 1],
    [50.7, 53.6, 4],
    [-1, 1, 0.01],
    [-60, 10, 20],
  ] as const)(
    "a box from %s to %s by %s degree is the sum of its bands",
    ([south, north, width]) => {
      expect(areaOf(box(4, south, 4 + width, north)) / byBands(south, north, width)).toBeCloseTo(
        1,
        8,
      );
    },
  );

  test("half a box along its diagonal in degrees is not half of its land: the south is larger", () => {
    const south = areaOf([
      [
        [
          [5, 52],
          [6, 52],
          [6, 53],
        ],
      ],
    ]);
    const north = areaOf([
      [
        [
          [5, 52],
          [6, 53],
          [5, 53],
        ],
      ],
    ]);
    expect(south + north).toBeCloseTo(areaOf(box(5, 52, 6, 53)), 0);
    expect(south).toBeGreaterThan(1.005 * north);
  });

  test("a border of a minute of latitude is a sea mile, near enough", () => {
    const { length } = sharedBorders([
      box(5, 52, 5.1, 52 + 1 / 60),
      box(5.1, 52, 5.2, 52 + 1 / 60),
    ]);
    // M at 52° is 6,375,1xx m: a nautical mile there is 1,854 m, while the international one is 1,852 m.
    expect(length[0]).toBeCloseTo(1854.4, 0);
  });
});

describe("on a plane", () => {
  const holed: AreaShape = [[...box(0, 0, 4, 4)[0]!, ...box(1, 1, 2, 2)[0]!]];
  test.for([
    ["a rectangle", box(0, 0, 3, 2), 6],
    ["one with a hole", holed, 15],
    ["two parts", [...box(0, 0, 1, 1), ...box(5, 5, 7, 6)], 3],
    ["a part in the hole of another", [...holed, ...box(1.25, 1.25, 1.75, 1.75)], 15.25],
    [
      "a line",
      [
        [
          [
            [0, 0],
            [1, 1],
            [2, 2],
          ],
        ],
      ],
      0,
    ],
    ["nothing", [], 0],
  ] as const)("%s", ([, shape, expected]) => {
    expect(areaOf(shape, flat)).toBeCloseTo(expected, 12);
    expect(areaOf(reversed(shape), flat)).toBeCloseTo(expected, 12);
  });

  test("an inner point is inside, of any shape", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 3, maxLength: 40 }),
        (far) => {
          const shape = star(3, 4, far);
          const { x, y } = innerPoints([shape]);
          expect(isInside(shape[0]!, [x[0]!, y[0]!])).toBe(true);
        },
      ),
    );
    const { x, y } = innerPoints([
      holed,
      [],
      [
        [
          [
            [1, 1],
            [2, 2],
            [1, 1],
          ],
        ],
      ],
    ]);
    expect(isInside(holed[0]!, [x[0]!, y[0]!])).toBe(true);
    expect([x[1], x[2], y[2]]).toEqual([Number.NaN, 1, 1]);
  });

  test("borders are shared piece by piece, also with other corners", () => {
    const three = [box(0, 0, 1, 2), box(1, 0, 2, 1), box(1, 1, 2, 2)];
    const { one, other, length, alone } = sharedBorders(three, flat);
    expect([...one].map((area, at) => [area, other[at], length[at]])).toEqual([
      [0, 1, 1],
      [0, 2, 1],
      [1, 2, 1],
    ]);
    expect([...alone]).toEqual([4, 2, 2]);
  });
});

test.for([
  ["no areas", [], "too-few"],
  [
    "no number",
    [
      [
        [
          [
            [0, 0],
            [1, Number.NaN],
            [1, 1],
          ],
        ],
      ],
    ],
    "not-finite",
  ],
  ["coordinates of a flat map", [box(121_000, 487_000, 122_000, 488_000)], "out-of-range"],
] as const)("%s is no map", ([, shapes, code]) => {
  for (const ask of [areaSizes, sharedBorders])
    expect(() => ask(shapes)).toThrow(expect.objectContaining({ code }));
});
