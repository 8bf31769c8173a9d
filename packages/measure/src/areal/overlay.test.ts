import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { box, star, tiles, total } from "../../../../tests/support/made-map.ts";
import type { AreaShape } from "../space/index.ts";
import { hierarchyMismatches, holders, overlay } from "./index.ts";

const flat = { surface: "plane" } as const;
const common = (one: AreaShape, other: AreaShape) => total(overlay([one], [other], flat).area);
const shifts = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), {
  minLength: 8,
  maxLength: 72,
});
const distances = fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), {
  minLength: 3,
  maxLength: 60,
});

describe("exact cases", () => {
  const ring: AreaShape = [[...box(0, 0, 4, 4)[0]!, ...box(1, 1, 3, 3)[0]!]];
  const triangle: AreaShape = [
    [
      [
        [0, 0],
        [4, 0],
        [0, 4],
      ],
    ],
  ];
  test.for([
    ["apart", box(0, 0, 1, 1), box(2, 0, 3, 1), 0],
    ["touching along a side", box(0, 0, 1, 1), box(1, 0, 2, 1), 0],
    ["touching in a corner", box(0, 0, 1, 1), box(1, 1, 2, 2), 0],
    ["partly over each other", box(0, 0, 2, 2), box(1, 1, 3, 3), 1],
    ["one in the other", box(0, 0, 4, 4), box(1, 1, 2, 3), 2],
    ["the same", box(0, 0, 4, 4), box(0, 0, 4, 4), 16],
    ["one in the hole of the other", ring, box(1, 1, 3, 3), 0],
    ["one over the hole of the other", ring, box(0.5, 0.5, 3.5, 3.5), 5],
    ["a ring and itself", ring, ring, 12],
    ["a triangle and a box", triangle, box(0, 0, 2, 4), 6],
    [
      "a triangle and its mirror image",
      triangle,
      [
        [
          [
            [4, 4],
            [0, 4],
            [4, 0],
          ],
        ],
      ],
      0,
    ],
    [
      "crossing triangles",
      triangle,
      [
        [
          [
            [0, 0],
            [4, 0],
            [4, 4],
          ],
        ],
      ],
      4,
    ],
    ["one in two parts", [...box(0, 0, 1, 1), ...box(2, 0, 3, 1)], box(0.5, 0, 2.5, 1), 1],
  ] as const)("%s", ([, one, other, expected]) => {
    expect(common(one, other)).toBeCloseTo(expected, 12);
    expect(common(other, one)).toBeCloseTo(expected, 12);
  });

  test("of a circle and its shifted self, as by the formula of a lens", () => {
    const corners = 20_000;
    const circle = (x: number) =>
      star(
        x,
        0,
        Array.from({ length: corners }, () => 1),
      );
    const lens = 2 * Math.acos(0.5) - 0.5 * Math.sqrt(3);
    expect(common(circle(0), circle(1))).toBeCloseTo(lens, 6);
  });
});

describe("whatever the shapes", () => {
  test("what is in the tiles and what is outside add up to the area", () => {
    fc.assert(
      fc.property(distances, shifts, fc.integer({ min: 0, max: 3 }), (far, moved, between) => {
        const [shape, map] = [star(2, 3, far), tiles(6, moved, between)];
        const { area, outside, sourceArea, uncovered, targetArea } = overlay([shape], map, flat);
        expect(Math.abs(total(area) + outside[0]! - sourceArea[0]!)).toBeLessThan(
          1e-8 * sourceArea[0]!,
        );
        expect(total(targetArea) - total(uncovered)).toBeCloseTo(total(area), 6);
        expect(total(targetArea)).toBeCloseTo(36, 9);
        for (const one of area) expect(one).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test("it does not matter which is laid over which", () => {
    fc.assert(
      fc.property(
        distances,
        distances,
        fc.double({ min: -3, max: 3, noNaN: true }),
        (far, wide, x) => {
          const [one, other] = [star(0, 0, far), star(x, 0.3, wide)];
          expect(common(one, other)).toBeCloseTo(common(other, one), 10);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a set laid over itself gives every area with itself", () => {
    fc.assert(
      fc.property(shifts, fc.integer({ min: 0, max: 2 }), (moved, between) => {
        const map = tiles(5, moved, between);
        const { source, target, area, sourceArea } = overlay(map, [...map], flat);
        expect([...source]).toEqual([...map.keys()]);
        expect([...target]).toEqual([...map.keys()]);
        for (const [at, own] of area.entries()) expect(own / sourceArea[at]!).toBeCloseTo(1, 9);
      }),
    );
  });

  test("borders that are nearly the same are no trouble: corners off by 10⁻⁴ to 10⁻¹⁴ move areas by as little", () => {
    const off = fc.integer({ min: 4, max: 14 }).map((power) => 10 ** -power);
    fc.assert(
      fc.property(shifts, off, fc.integer(), (moved, by, seed) => {
        const map = tiles(4, moved);
        let state = seed;
        const wobble = () => {
          state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
          return (state / 2 ** 31) * by;
        };
        const other = map.map((shape) =>
          shape.map((polygon) =>
            polygon.map((ring) => ring.map(([x, y]) => [x! + wobble(), y! + wobble()])),
          ),
        );
        const { source, target, area, sourceArea } = overlay(map, other, flat);
        const own = new Float64Array(map.length);
        for (const [at, one] of area.entries()) {
          if (source[at] === target[at]) own[source[at]!] = one;
          else expect(one).toBeLessThan(20 * by);
        }
        for (const [at, one] of own.entries())
          expect(Math.abs(one - sourceArea[at]!)).toBeLessThan(20 * by + 1e-9);
      }),
      { numRuns: 200 },
    );
  });
});

test("the smaller area lies in the larger one that has most of it; elsewhere than its code says is told", () => {
  const lie = overlay(
    [box(0, 0, 1, 1), box(1, 0, 3, 1), box(8, 8, 9, 9)],
    [box(0, 0, 1.5, 1), box(1.5, 0, 3, 1)],
    flat,
  );
  const { holder, share, runnerUp, runnerUpShare } = holders(lie);
  expect([...holder]).toEqual([0, 1, -1]);
  expect([...share]).toEqual([1, 0.75, 0]);
  expect([...runnerUp]).toEqual([-1, 0, -1]);
  expect([...runnerUpShare]).toEqual([0, 0.25, 0]);
  expect(hierarchyMismatches(lie, [0, 0, 1])).toEqual([
    { area: 1, expected: 0, found: 1, shareInExpected: 0.25, shareInFound: 0.75 },
    { area: 2, expected: 1, found: -1, shareInExpected: 0, shareInFound: 0 },
  ]);
  expect(() => hierarchyMismatches(lie, [0])).toThrow(
    expect.objectContaining({ code: "length-mismatch" }),
  );
});
