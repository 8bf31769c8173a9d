import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { box, tiles, total } from "../../../../tests/support/made-map.ts";
import type { AreaShape } from "../space/index.ts";
import { areaSizes, checkBoundaries } from "./index.ts";
import { tilingFaults, tilingOf } from "./tiling.ts";

const flat = { surface: "plane" } as const;
const found = (areas: readonly AreaShape[], tolerance = 0.01) =>
  checkBoundaries(areas, { ...flat, tolerance }).map(
    ({ kind, fault, areas: own, area, withinTolerance }) => [
      fault ?? kind,
      own,
      Number(area.toFixed(6)),
      withinTolerance,
    ],
  );
const ring = (...corners: readonly (readonly [number, number])[]): AreaShape => [[corners]];

describe("what is found", () => {
  const frame: AreaShape = [[...box(0, 0, 4, 4)[0]!, ...box(1, 1, 3, 3)[0]!]];
  test.for<[string, readonly AreaShape[], readonly unknown[]]>([
    ["nothing, where areas fit", [box(0, 0, 1, 1), box(1, 0, 2, 1)], []],
    ["nothing, where corners differ", [box(0, 0, 1, 2), box(1, 0, 2, 1), box(1, 1, 2, 2)], []],
    ["nothing, where one fills another's hole", [frame, box(1, 1, 3, 3)], []],
    ["a hole that nobody fills", [frame], [["gap", [0], 4, false]]],
    ["a hole that is filled in part", [frame, box(1, 1, 3, 2)], [["gap", [0, 1], 2, false]]],
    ["an overlap", [box(0, 0, 2, 1), box(1, 0, 3, 1)], [["overlap", [0, 1], 1, false]]],
    [
      "a narrow overlap",
      [box(0, 0, 2, 1), box(1.996, 0, 3, 1)],
      [["overlap", [0, 1], 0.004, true]],
    ],
    ["an area within another", [box(0, 0, 4, 4), box(1, 1, 2, 2)], [["overlap", [0, 1], 1, false]]],
    [
      "the same area twice",
      [box(0, 0, 1, 1), box(0, 0, 1, 1)],
      [
        ["overlap", [0, 1], 1, false],
        ["duplicate-ring", [0, 1], 1, false],
      ],
    ],
    [
      "three over each other",
      [box(0, 0, 3, 1), box(1, 0, 4, 1), box(2, 0, 5, 1)],
      [
        ["overlap", [0, 1], 1, false],
        ["overlap", [0, 1, 2], 1, false],
        ["overlap", [1, 2], 1, false],
      ],
    ],
    [
      "an island, and a part by itself",
      [box(0, 0, 9, 9), box(20, 0, 21, 1), box(30, 0, 31, 1), box(31, 0, 32, 1)],
      [
        ["detached", [2, 3], 2, false],
        ["island", [1], 1, false],
      ],
    ],
    [
      "an area that touches in a corner only",
      [box(0, 0, 2, 2), box(2, 2, 3, 3)],
      [["island", [1], 1, false]],
    ],
    ["a sliver", [box(0, 0, 2, 1), box(2, 0, 2.005, 1)], [["sliver", [1], 0.005, true]]],
    [
      "a ring that crosses itself",
      [ring([0, 0], [2, 2], [2, 0], [0, 3], [0, 0])],
      [
        ["twisted", [0], 0.8, false],
        ["self-crossing", [0], 0.8, false],
      ],
    ],
    [
      "a ring that is not closed",
      [ring([0, 0], [1, 0], [1, 1], [0, 1])],
      [["unclosed", [0], 0, true]],
    ],
    [
      "a line",
      [box(0, 0, 1, 1), ring([0, 0], [1, 0], [0, 0])],
      [
        ["too-few-corners", [1], 0, true],
        ["sliver", [1], 0, true],
      ],
    ],
    [
      "a corner twice",
      [ring([0, 0], [1, 0], [1, 0], [1, 1], [0, 0])],
      [["repeated-corner", [0], 0, true]],
    ],
    [
      "a spike",
      [ring([0, 0], [2, 0], [2, 2], [3, 3], [2, 2], [0, 2], [0, 0])],
      [["spike", [0], 0, true]],
    ],
    [
      "a ring that touches itself",
      [ring([0, 0], [4, 0], [4, 4], [2, 2], [3, 2], [3, 1], [2, 2], [0, 4], [0, 0])],
      [
        ["gap", [0], 0.5, false],
        ["self-touching", [0], 0, true],
      ],
    ],
    [
      "a hole outside",
      [[[...box(0, 0, 4, 4)[0]!, ...box(5, 1, 6, 2)[0]!]]],
      [
        ["twisted", [0], 1, false],
        ["hole-outside", [0], 1, false],
      ],
    ],
  ])("%s", ([, areas, expected]) => {
    expect(found(areas)).toEqual(expected);
  });

  test("each says where", () => {
    const [gap] = checkBoundaries([frame], flat);
    expect(gap!.at[0]).toBeGreaterThan(1);
    expect(gap!.at[0]).toBeLessThan(3);
    expect(gap!.width).toBe(1);
    expect(areaSizes([[gap!.rings!]], flat).area[0]).toBeCloseTo(4, 9);
  });

  test("a gap with an island in it is one gap", () => {
    expect(found([frame, box(1.5, 1.5, 2, 2)])).toEqual([
      ["gap", [0, 1], 3.75, false],
      ["island", [1], 0.25, false],
    ]);
  });
});

const shifts = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), {
  minLength: 8,
  maxLength: 98,
});

describe("whatever the map", () => {
  test("areas that share their corners fit, also after all corners were put on a coarse grid", () => {
    fc.assert(
      fc.property(shifts, fc.constantFrom(0, 0.05, 0.1), (moved, coarse) => {
        const snap = (value: number) =>
          coarse === 0 ? value : Math.round(value / coarse) * coarse;
        const map = tiles(6, moved).map((shape) =>
          shape.map((polygon) => polygon.map((one) => one.map(([x, y]) => [snap(x!), snap(y!)]))),
        );
        const kinds = checkBoundaries(map, { ...flat, tolerance: 0 }).map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === "gap" || kind === "overlap")).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("areas simplified one by one overlap and gape, but never wider than what was simplified", () => {
    fc.assert(
      fc.property(shifts, fc.integer({ min: 2, max: 4 }), (moved, power) => {
        const step = 10 ** -power;
        // Each area is rounded on a grid of its own, so that no border fits.
        const map = tiles(6, moved, 2).map((shape, area) => {
          const snap = (value: number) => (Math.round(value / step - area / 7) + area / 7) * step;
          return shape.map((polygon) =>
            polygon.map((one) => one.map(([x, y]) => [snap(x!), snap(y!)])),
          );
        });
        const findings = checkBoundaries(map, { ...flat, tolerance: 2 * step });
        const apart = findings.filter(({ kind }) => kind === "gap" || kind === "overlap");
        expect(apart.length).toBeGreaterThan(0);
        expect(apart.filter(({ withinTolerance }) => !withinTolerance)).toEqual([]);
        expect(findings.filter(({ kind }) => kind === "island" || kind === "detached")).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("areas thrown at random: what lies over each other is counted whole", () => {
    const at = fc.integer({ min: 0, max: 12 });
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(at, at, size, size), { minLength: 1, maxLength: 9 }),
        (made) => {
          const count = new Map<string, number>();
          for (const [x, y, width, height] of made)
            for (let column = x; column < x + width; column++)
              for (let row = y; row < y + height; row++)
                count.set(`${column} ${row}`, (count.get(`${column} ${row}`) ?? 0) + 1);
          const areas = made.map(([x, y, width, height]) => box(x, y, x + width, y + height));
          const faults = tilingFaults(tilingOf(areas, "plane", 0.001), "plane");
          const deep = new Map<number, number>();
          for (const { depth, area } of faults) deep.set(depth, (deep.get(depth) ?? 0) + area);
          for (let depth = 2; depth <= made.length; depth++) {
            const cells = [...count.values()].filter((own) => own === depth).length;
            expect(deep.get(depth) ?? 0).toBeCloseTo(cells, 6);
          }
          expect(total(areaSizes(areas, flat).area)).toBeCloseTo(total([...count.values()]), 9);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test("a tolerance below 0 is refused", () => {
  expect(() => checkBoundaries([box(0, 0, 1, 1)], { tolerance: -1 })).toThrow(
    expect.objectContaining({ code: "out-of-range" }),
  );
});
